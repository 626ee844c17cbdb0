"""Supplier invoices for a period: their cost waits when they are posted and comes month by month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.invoicing import (
    InvoiceDraft,
    create_and_post_invoice,
    credit_invoice,
    post_invoice,
    post_invoices,
    read_invoice,
    save_invoice,
)
from models.finance.schedules.due import post_due
from models.finance.service_periods import parse_period, period_text
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
YEAR = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31), "deferral_account": "1790"}


def bought(party_id: int, net: str = "12000.00", number: str = "F-1", **period: Any) -> InvoiceDraft:
    """Insurance of 5 March 2026, for the year unless told otherwise."""
    given = line(net, "6310", "I25", **(YEAR | period))
    return invoice(party_id, given, kind="supplier_invoice", supplier_number=number)


def on(office: Office, account: str, day: date = date(2026, 12, 31)) -> Decimal:
    """What stands on an account at the end of a day."""
    found: Decimal = office.value(
        "SELECT coalesce(sum(amount), 0) FROM ledger.line WHERE account = %s AND entry_date <= %s", account, day
    )
    return found


def test_a_years_insurance_costs_a_twelfth_each_month(office: Office, customer: int) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    clerk.run(create_and_post_invoice, invoice=bought(customer))
    assert (on(office, "6310"), on(office, "1790"), on(office, "2641")) == (D(0), D("12000.00"), D("3000.00"))
    assert accountant.run(post_due, to=date(2026, 3, 31)).deferral == 3
    assert (on(office, "6310"), on(office, "1790")) == (D("3000.00"), D("9000.00"))
    assert accountant.run(post_due, to=date(2026, 12, 31)).deferral == 9
    assert (on(office, "6310"), on(office, "1790")) == (D("12000.00"), D(0))
    assert accountant.read(verify) == ()


def test_parts_of_months_count_by_their_days(office: Office, customer: int) -> None:
    days: dict[str, Any] = {"period_from": date(2026, 1, 15), "period_to": date(2026, 3, 15)}
    office.session("finance_clerk").run(create_and_post_invoice, invoice=bought(customer, "6000.00", **days))
    rows = office.owner().execute("SELECT posts_on, amount FROM ledger.deferral_part ORDER BY position").fetchall()
    # 17 days of January, 28 of February and 15 of March are 60 at 100.00.
    assert rows == [
        (date(2026, 1, 31), D("1700.00")),
        (date(2026, 2, 28), D("2800.00")),
        (date(2026, 3, 31), D("1500.00")),
    ]


def test_what_is_for_the_month_of_the_invoice_alone_waits_for_nothing(office: Office, customer: int) -> None:
    march: dict[str, Any] = {"period_from": date(2026, 3, 1), "period_to": date(2026, 3, 31)}
    office.session("finance_clerk").run(create_and_post_invoice, invoice=bought(customer, **march))
    assert (on(office, "6310"), on(office, "1790")) == (D("12000.00"), D(0))


def test_two_lines_on_one_account_and_a_part_of_the_invoice_without_a_period(office: Office, customer: int) -> None:
    april = {"period_from": date(2026, 4, 1), "period_to": date(2026, 4, 30)}
    lines = (
        line("100.00", "6310", "I25", **(YEAR | april)),
        line("1200.00", "6310", "I25", **YEAR),
        line("50.00", "6310", "I25"),
    )
    draft = invoice(customer, *lines, kind="supplier_invoice", supplier_number="F-2")
    office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    assert (on(office, "6310"), on(office, "1790")) == (D("50.00"), D("1300.00"))
    office.session("accountant").run(post_due, to=date(2026, 4, 30))
    assert on(office, "6310") == D("550.00")  # 50, four twelfths of 1 200, and April's 100


def test_a_credit_note_takes_every_month_back(office: Office, customer: int) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    posted = clerk.run(create_and_post_invoice, invoice=bought(customer))
    credit = clerk.run(credit_invoice, invoice_id=posted.id, on=date(2026, 3, 9))
    assert clerk.read(read_invoice, invoice_id=credit.id).lines[0].period_to == date(2026, 12, 31)
    clerk.run(post_invoice, invoice_id=credit.id)
    assert (on(office, "6310"), on(office, "1790")) == (D(0), D(0))
    accountant.run(post_due, to=date(2026, 12, 31))
    assert (on(office, "6310", date(2026, 6, 30)), on(office, "1790", date(2026, 6, 30))) == (D(0), D(0))


def test_many_invoices_at_once_each_wait_by_themselves(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    drafts = [clerk.run(save_invoice, invoice=bought(customer, number=f"F-{number}")).id for number in (1, 2)]
    clerk.run(post_invoices, invoice_ids=drafts)
    assert on(office, "1790") == D("24000.00")
    assert office.value("SELECT count(*) FROM ledger.deferral") == 2


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE finance.invoice_line SET deferral_account = '2440'",
        "UPDATE finance.invoice_line SET deferral_account = '5010'",
        "UPDATE finance.invoice_line SET account = '1220'",
        "UPDATE finance.invoice_line SET period_to = '2099-01-31'",
    ],
)
def test_a_period_that_cannot_be_spread_keeps_the_invoice_out(office: Office, customer: int, attack: str) -> None:
    clerk = office.session("finance_clerk")
    saved = clerk.run(save_invoice, invoice=bought(customer))
    office.sql("finance_clerk").execute(attack.encode())
    with pytest.raises((Invalid, Rejected), match=r"deferral\.wrong"):
        clerk.run(post_invoice, invoice_id=saved.id)
    assert office.value("SELECT count(*) FROM ledger.deferral") == 0
    assert clerk.read(read_invoice, invoice_id=saved.id).number is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"period_to": date(2025, 12, 31)},
        {"period_to": None},
        {"deferral_account": None},
    ],
)
def test_half_a_period_is_not_saved(office: Office, customer: int, wrong: dict[str, Any]) -> None:
    with pytest.raises((Invalid, Rejected)):
        office.session("finance_clerk").run(save_invoice, invoice=bought(customer, **wrong))


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026-02"),
        ("2026-01 - 2026-12", date(2026, 1, 1), date(2026, 12, 31), "2026-01 - 2026-12"),
        ("2026-01..2026-12", date(2026, 1, 1), date(2026, 12, 31), "2026-01 - 2026-12"),
        ("2026-01-15–2026-03-14", date(2026, 1, 15), date(2026, 3, 14), "2026-01-15 - 2026-03-14"),
        ("2026-12-01 - 2026-12-31", date(2026, 12, 1), date(2026, 12, 31), "2026-12"),
        ("2028-02-29", date(2028, 2, 29), date(2028, 2, 29), "2028-02-29 - 2028-02-29"),
    ],
)
def test_periods_are_read_as_they_are_typed(text: str, first: date, last: date, shown: str) -> None:
    assert parse_period(text) == (first, last)
    assert period_text(first, last) == shown
    assert parse_period(shown) == (first, last)


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-02-30", "2026-05 - 2026-04", "next year", "2026-01 - "])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_period(text)
    assert parse_period(" ") is None
