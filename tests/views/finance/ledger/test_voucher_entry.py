"""A voucher as it is typed: lines of tax, dimensions, corrections, what may be the same, and files that wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt

from models.company.attachments import attach_file
from models.database.errors import Invalid
from models.finance.dimension_rules import AccountRule
from models.finance.dimensions import Dimension
from models.finance.entering import (
    CorrectionDraft,
    EntrySetup,
    Posting,
    entry_setup,
    post_voucher,
    prepare_correction,
)
from models.finance.posting import Correction, PostedEntry, VoucherDraft, VoucherLine, correct_voucher
from models.finance.queries import ACCOUNTS
from models.finance.queries_dimensions import CODES
from models.finance.reports import account_balance
from models.finance.taxing import TaxRule
from tests.support.fake_host import FakeHost, Row
from tests.support.keys import enter, press, shown
from views.finance.ledger.voucher_entry import VoucherEntryPage
from views.finance.ledger.voucher_lines import GROSS, PLAIN, Line
from views.kit.annex.intake import Incoming
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
CTRL = Qt.KeyboardModifier.ControlModifier
INPUT = TaxRule("I25", "in", date(2000, 1, 1), None, D(25), "2641", tax_box="48")
REVERSE = TaxRule("IEU", "in", date(2000, 1, 1), None, D(25), "2645", reverse_account="2614")
MEALS = TaxRule("I25H", "in", date(2000, 1, 1), None, D(25), "2641", deductible=D(50))
RULES = (INPUT, REVERSE, MEALS)
POSTED = PostedEntry(7, "A", 12)


def row(query_columns: tuple[str, ...], **values: object) -> Row:
    return tuple(values.get(name) for name in query_columns)


def account(number: str, name: str, tax_code: str = "") -> Row:
    names = tuple(column.name for column in ACCOUNTS.columns)
    return row(names, number=number, name=name, tax_code=tax_code, status="active")


def code(dimension: int, text: str) -> Row:
    names = tuple(column.name for column in CODES.columns)
    return row(names, code=text, name=text, dimension=dimension, status="active")


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        answers={
            entry_setup: EntrySetup((), RULES),
            post_voucher: Posting(POSTED),
            account_balance: D("10000.00"),
        },
        rows={
            ACCOUNTS.name: [
                account("1930", "Bank"),
                account("4515", "Goods from the EU", "IEU"),
                account("5410", "Tools", "I25"),
                account("6071", "Meals", "I25H"),
            ],
            CODES.name: [code(1, "100"), code(1, "200"), code(6, "P1")],
        },
    )


@pytest.fixture
def opened(qtbot: QtBot, host: FakeHost) -> Callable[..., VoucherEntryPage]:
    def make(amounts: str = "", **arguments: object) -> VoucherEntryPage:
        if amounts:
            host.preferences.write("finance.voucher.amounts", amounts)
        page = VoucherEntryPage(host, Link("finance.voucher", arguments=arguments))
        shown(qtbot, page)
        page.grid.setFocus()
        return page

    return make


def amounts(page: VoucherEntryPage) -> list[tuple[str | None, Decimal]]:
    return [(line.account, line.amount) for line in page.lines]


def put(page: VoucherEntryPage, row_: int, name: str, value: object) -> None:
    """Take a value into a cell as if it were typed."""
    names = [column.name for column in page.grid.spec.columns]
    page.grid.model.put(row_, names.index(name), value)


# --- tax


def test_tax_is_added_to_an_amount_without_it_and_the_cursor_goes_on_below(
    opened: Callable[..., VoucherEntryPage],
) -> None:
    page = opened()
    enter("5410", "1000", "1930")
    press(Qt.Key.Key_F8)
    assert amounts(page) == [("5410", D(1000)), ("2641", D("250.00")), ("1930", D("-1250.00"))]
    assert [line.tax_code for line in page.lines] == ["I25", "I25", None]


def test_tax_is_taken_out_of_an_amount_with_it(opened: Callable[..., VoucherEntryPage]) -> None:
    page = opened(GROSS)
    enter("5410", "1250", "1930")
    press(Qt.Key.Key_F8)
    assert amounts(page) == [("5410", D("1000.00")), ("2641", D("250.00")), ("1930", D("-1250.00"))]


def test_another_amount_or_code_makes_the_lines_of_tax_anew(opened: Callable[..., VoucherEntryPage]) -> None:
    page = opened()
    enter("5410", "1000")
    put(page, 0, "tax_code", "IEU")
    assert amounts(page) == [("5410", D(1000)), ("2645", D("250.00")), ("2614", D("-250.00"))]
    put(page, 0, "debit", D(100))
    assert amounts(page) == [("5410", D(100)), ("2645", D("25.00")), ("2614", D("-25.00"))]
    put(page, 0, "tax_code", None)
    assert amounts(page) == [("5410", D(100))]


def test_what_may_not_be_deducted_is_cost(opened: Callable[..., VoucherEntryPage]) -> None:
    page = opened()
    enter("6071", "1000")
    assert amounts(page) == [("6071", D(1000)), ("2641", D("125.00")), ("6071", D("125.00"))]
    assert [line.tax_code for line in page.lines] == ["I25H", "I25H", None]


def test_no_lines_of_tax_are_made_where_none_are_asked_for_and_undo_takes_them_back_with_their_amount(
    opened: Callable[..., VoucherEntryPage],
) -> None:
    page = opened(PLAIN)
    enter("5410", "1000")
    assert amounts(page) == [("5410", D(1000))]
    page = opened("net")
    enter("5410", "1000")
    assert page.undo is not None
    page.undo.undo()
    assert amounts(page) == [("5410", D(0))]


# --- balances and dimensions


def test_the_account_under_the_cursor_says_what_is_on_it_with_this_voucher(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    page = opened(PLAIN)
    enter("1930", "", "400")
    page.grid.table.go_to(0, "text")
    assert "10,000.00" in page.balance.text()
    assert "9,600.00" in page.balance.text()
    assert [call[1]["account"] for call in host.was_read if call[0] is account_balance] == ["1930"]


def test_each_dimension_has_a_column_and_is_posted_by_its_number(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    dimensions = (Dimension(1, "Cost centre"), Dimension(6, "Project"))
    host.answers = {**host.answers, entry_setup: EntrySetup(dimensions, RULES)}
    page = opened(PLAIN)
    labels = [column.label for column in page.grid.spec.columns]
    assert labels[4:6] == ["Cost centre", "Project"]
    enter("5410", "1000", "1930")
    put(page, 0, "dimension_1", "100")
    put(page, 0, "dimension_6", "P1")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CTRL)
    voucher = cast("VoucherDraft", host.ran[-1][1]["voucher"])
    assert [dict(line.dimensions) for line in voucher.lines] == [{"1": "100", "6": "P1"}, {}]


def test_what_accounts_ask_of_dimensions_is_filled_in_and_said_while_typing(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    asked = (
        AccountRule(1, "Cost centre", "5410", "5410", "required"),
        AccountRule(1, "Cost centre", "5000", "5999", "optional", "100"),
        AccountRule(6, "Project", "1900", "1999", "forbidden"),
    )
    dimensions = (Dimension(1, "Cost centre"), Dimension(6, "Project"))
    host.answers = {**host.answers, entry_setup: EntrySetup(dimensions, RULES, asked)}
    page = opened(PLAIN)
    enter("5410", "1000", "1930")
    check, place = page.grid.spec.check, page.grid.spec.columns[4]
    assert check is not None
    assert check(page.lines[0]) == {"dimension_1": "Account 5410 needs a value of Cost centre."}
    assert place.remark is not None
    assert place.remark(page.lines[0]) == "Account 5410 needs a value of Cost centre."
    put(page, 1, "dimension_6", "P1")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CTRL)
    assert not [done for done, _arguments in host.ran if done is post_voucher]
    assert check(page.lines[1]) == {"dimension_6": "Account 1930 takes no value of Project."}
    put(page, 0, "account", "5010")
    assert dict(page.lines[0].dimensions) == {"1": "100"}  # the wider range has a default
    assert check(page.lines[0]) == {}


def test_what_was_typed_before_the_dimensions_came_stays(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**host.answers, entry_setup: EntrySetup((Dimension(1, "Cost centre"),), RULES)}
    host.hold = True
    page = VoucherEntryPage(host, Link("finance.voucher"))
    shown(qtbot, page)
    page.grid.set_lines([Line("5410", debit=D(10))])
    host.answer_all()
    assert [column.label for column in page.grid.spec.columns][4] == "Cost centre"
    assert amounts(page) == [("5410", D(10))]


# --- corrections and doubles


def test_a_correction_is_posted_with_its_mirror_and_shown(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    lines = (VoucherLine("5410", D(1000), tax_code="I25"), VoucherLine("1930", D(-1000)))
    copy = VoucherDraft(date(2026, 11, 1), lines, "Tools", corrects_id=3)
    host.answers = {
        **host.answers,
        prepare_correction: CorrectionDraft("A9 Tools", date(2026, 11, 1), copy),
        correct_voucher: Correction(PostedEntry(8, "A", 13), PostedEntry(9, "A", 14)),
    }
    page = opened(correct=3)
    assert page.title == "Correction"
    assert amounts(page) == [("5410", D(1000)), ("1930", D(-1000))]
    put(page, 0, "debit", D(900))
    page.grid.table.go_to(1, "credit")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CTRL)
    operation, sent = host.ran[-1]
    assert operation is correct_voucher
    assert (sent["entry_id"], sent["date"], sent["text"]) == (3, date(2026, 11, 1), "A9 Tools")
    assert "A9 is corrected by A14, and reversed by A13." in host.told[-1].text
    assert host.opened[-1] == Link("finance.voucher", 9)


def test_a_voucher_that_may_be_posted_already_asks_shows_the_other_and_is_posted_anyway(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    def post(voucher: object, *, sure: bool = False) -> Posting:
        del voucher
        return Posting(POSTED) if sure else Posting(None, (PostedEntry(5, "A", 10),))

    host.answers = {**host.answers, post_voucher: post}
    page = opened(PLAIN)
    enter("5410", "1000", "1930")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CTRL)
    question, answer = host.asked[-1]
    assert "A10" in question.text
    answer("show")
    assert host.opened_beside == [Link("finance.voucher", 5)]
    assert page.dirty
    answer("post")
    assert "A12" in host.told[-1].text
    assert page.lines == ()


# --- files


def test_a_receipt_that_was_dropped_is_attached_once_the_voucher_has_a_number(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    page = opened(PLAIN)
    page.files.add([Incoming("receipt.pdf", Path("receipt.pdf")), Incoming("receipt.pdf", Path("receipt.pdf"))])
    assert [file.name for file in page.files.files] == ["receipt.pdf"]
    assert page.leaving_loses() is not None
    host.hold = True
    page.files.attach(7)
    assert host.ran[-1] == (
        attach_file,
        {"subject": "ledger.entry", "subject_id": 7, "path": Path("receipt.pdf")},
    )
    assert page.files.files == ()


def test_a_dimension_that_an_account_requires_is_asked_for_in_its_cell(
    opened: Callable[..., VoucherEntryPage], host: FakeHost
) -> None:
    missing = Invalid("ledger.dimension_missing", entry=1, line=1, account="5410", field="dimension_1")
    setup = EntrySetup((Dimension(1, "Cost centre"),), RULES)
    host.answers = {**host.answers, entry_setup: setup, post_voucher: missing}
    page = opened(PLAIN)
    enter("5410", "1000", "1930")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CTRL)
    place = [column.name for column in page.grid.spec.columns].index("dimension_1")
    assert "ledger.dimension_missing" in page.grid.model.cell(0, place).wrong
    index = page.grid.table.currentIndex()
    assert (index.row(), index.column()) == (0, place)
    host.answers = {**host.answers, post_voucher: Posting(POSTED)}
    enter("100")
    press(Qt.Key.Key_Return, CTRL)
    voucher = cast("VoucherDraft", host.ran[-1][1]["voucher"])
    assert dict(voucher.lines[0].dimensions) == {"1": "100"}
