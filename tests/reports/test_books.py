"""Vouchers, trial balance, general ledger and statements carry their sums over pages and add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from models.finance.documents import TrialBalanceDocument
from reports.finance.general_ledger import general_ledger_table
from reports.finance.statement import ages
from reports.finance.trial_balance import trial_balance_table
from reports.pdf import make_pdf
from resources.language import translator
from tests.support.documents import SENDER, general_ledger, statement, trial_balance, voucher
from tests.support.pdf_reading import overlapping, pages_of, text_of

LANGUAGES = ("sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voucher_says_when_it_happened_who_entered_it_and_what_it_corrects(language: str) -> None:
    _ = translator(language)
    text = text_of(make_pdf(voucher(2, language)))

    assert _("Voucher {voucher}").format(voucher="B 17") in text
    for part in ("Maja Lindqvist", "B 12", "1510", "3001", "2611", "faktura-1041.pdf"):
        assert part in text
    assert ("250,00 250,00" if language == "sv" else "250.00 250.00") in text


def test_debit_and_credit_of_a_voucher_are_carried_forward_apart() -> None:
    pages = pages_of(make_pdf(voucher(60, "en")))

    credit = 100 * pages[0].count("Försäljning") + 25 * pages[0].count("Utgående")
    assert f"Carried forward 7,500.00 {credit:,}.00" in pages[0]
    assert f"Brought forward 7,500.00 {credit:,}.00" in pages[1]
    assert "Total SEK 7,500.00 7,500.00" in pages[-1]


def test_a_trial_balance_sums_by_kind_and_shows_the_result() -> None:
    text = text_of(make_pdf(trial_balance(3, "en")))

    assert "Sum of assets 50,000.00 300.00 120.00 50,180.00" in text
    assert "Sum of equity −50,000.00 0.00 0.00 −50,000.00" in text
    assert "Balance sheet 0.00 300.00 120.00 180.00" in text
    assert "Result 0.00 0.00 180.00 −180.00" in text
    assert "All accounts 0.00 300.00 300.00 0.00" in text


def test_a_trial_balance_of_three_pages_carries_what_is_on_the_pages_before() -> None:
    pages = pages_of(make_pdf(trial_balance(100, "en")))

    assert len(pages) == 3
    accounts = sum(f"10{n:02} " in pages[0] or f"1{n:03} " in pages[0] for n in range(1, 101))
    carried = f"{100 * accounts:,}.00 {40 * accounts:,}.00 {60 * accounts:,}.00"
    assert f"Carried forward 0.00 {carried}" in pages[0]
    assert f"Brought forward 0.00 {carried}" in pages[1]


def test_a_general_ledger_carries_the_balance_within_an_account_and_begins_anew_with_the_next() -> None:
    pages = pages_of(make_pdf(general_ledger(110, "en")))

    assert len(pages) == 3
    lines = pages[0].count("Faktura")
    assert f"Carried forward {10 * lines}.00 0.00 {1000 + 10 * lines:,}.00" in pages[0]
    assert f"Brought forward {10 * lines}.00 0.00 {1000 + 10 * lines:,}.00" in pages[1]
    assert "1510 Kundfordringar" in pages[1]
    assert "Closing balance 1,100.00 0.00 2,100.00" in pages[2]
    assert "Closing balance 0.00 0.00 250.00" in pages[2]


def test_a_statement_ages_what_is_open() -> None:
    document = statement(4, "en")
    text = text_of(make_pdf(document))

    assert ages(document) == tuple(map(Decimal, (100, 0, 100, 100, 100)))
    assert "Not due 100.00" in text
    assert "31–60 days overdue 100.00" in text
    assert "1–30 days" not in text
    assert "To pay SEK 400.00" in text
    assert "Opening balance 50.00" in text


@pytest.mark.parametrize(("overdue", "age"), [(0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4)])
def test_an_item_is_as_old_as_its_days_overdue(overdue: int, age: int) -> None:
    document = statement(1)
    item = replace(document.items[0], due_on=document.on.fromordinal(document.on.toordinal() - overdue))

    assert ages(replace(document, items=(item,)))[age] == 100


def test_books_without_rows_are_still_a_page() -> None:
    empty = replace(general_ledger(), accounts=())
    nothing = TrialBalanceDocument("sv", SENDER, empty.from_date, empty.to_date, ())
    for document in (empty, nothing, replace(statement(), items=(), movements=(), from_date=None), voucher(0)):
        assert len(pages_of(make_pdf(document))) == 1


def test_nothing_overlaps_in_the_books() -> None:
    for document in (voucher(40), trial_balance(90), general_ledger(100), statement(40)):
        assert overlapping(make_pdf(document)) == []


def test_the_same_books_give_the_same_bytes() -> None:
    for make in (voucher, trial_balance, general_ledger, statement):
        assert make_pdf(make()) == make_pdf(make())


def test_the_books_as_tables_hold_the_same_rows_and_sums() -> None:
    balance = trial_balance_table(trial_balance(3))
    ledger = list(general_ledger_table(general_ledger(2)).rows)

    assert balance.totals == {"opening": 0, "debit": 300, "credit": 300, "closing": 0}
    assert [row[-1] for row in ledger] == [1000, 1010, 1020, 250]


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(TypeError, match="str"):
        make_pdf("text")
