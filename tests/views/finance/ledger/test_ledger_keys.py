"""The ledger by keyboard: vouchers typed and posted, figures followed to their lines, periods locked and opened."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt

from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.finance.accounts import FiscalYear, lock_period, open_fiscal_year, save_account, unlock_period
from models.finance.entering import EntrySetup, Posting, entry_setup, post_voucher
from models.finance.general_ledger import LedgerPage, LedgerRow
from models.finance.posting import PostedEntry
from models.finance.queries import ACCOUNTS, PERIODS
from models.finance.reports import account_balance
from tests.support.fake_host import FakeHost, Row
from tests.support.keys import enter, press, shown, write
from views.finance.ledger.accounts import AccountEdit, AccountPage
from views.finance.ledger.general_ledger import AccountLedger, GeneralLedgerPage
from views.finance.ledger.periods import PERIOD_LIST, FiscalYearPage, LockPage
from views.finance.ledger.voucher_entry import VoucherEntryPage
from views.kit.action import ActionContext
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.finance.posting import VoucherDraft

CTRL = Qt.KeyboardModifier.ControlModifier
ANSWERS: dict[object, object] = {
    post_voucher: Posting(PostedEntry(7, "A", 12)),
    entry_setup: EntrySetup(),
    account_balance: Decimal(0),
}


def account(number: str, name: str) -> Row:
    values = {"number": number, "name": name, "status": "active"}
    return tuple(values.get(column.name) for column in ACCOUNTS.columns)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        answers=ANSWERS,
        rows={ACCOUNTS.name: [account("1930", "Bank"), account("5010", "Rent"), account("5020", "Power")]},
    )


# --- vouchers


@pytest.fixture
def page(qtbot: QtBot, host: FakeHost) -> VoucherEntryPage:
    made = VoucherEntryPage(host, Link("finance.voucher"))
    shown(qtbot, made)
    return made


def posted(host: FakeHost) -> list[tuple[str, Decimal]]:
    """Account and amount of the lines of the voucher that was sent last."""
    voucher = cast("VoucherDraft", host.ran[-1][1]["voucher"])
    return [(line.account, line.amount) for line in voucher.lines]


def test_a_voucher_is_typed_balanced_by_f8_and_posted(page: VoucherEntryPage, host: FakeHost) -> None:
    page.grid.setFocus()
    enter("5010", "500")
    enter("1930")
    assert [line.account_name for line in page.lines] == ["Rent", "Bank"]
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CTRL)
    assert posted(host) == [("5010", Decimal(500)), ("1930", Decimal(-500))]
    assert "A12" in host.told[-1].text
    assert page.lines == ()


def test_enter_goes_from_the_account_to_its_amount_and_on_to_the_next_line(page: VoucherEntryPage) -> None:
    page.grid.setFocus()
    enter("5010", "500", "5020", "250", "1930", "", "750")
    lines = [(line.account, line.debit, line.credit) for line in page.lines]
    assert lines == [("5010", Decimal(500), None), ("5020", Decimal(250), None), ("1930", None, Decimal(750))]


def test_the_next_voucher_begins_in_its_first_cell(page: VoucherEntryPage, host: FakeHost) -> None:
    for _ in range(2):
        page.grid.setFocus()
        enter("5010", "500", "1930")
        press(Qt.Key.Key_F8)
        press(Qt.Key.Key_Return, CTRL)
        assert posted(host) == [("5010", Decimal(500)), ("1930", Decimal(-500))]


def test_an_amount_that_is_still_being_typed_is_posted(page: VoucherEntryPage, host: FakeHost) -> None:
    page.grid.setFocus()
    enter("5010", "500")
    enter("1930", "")
    write("500")
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Return, CTRL)
    assert posted(host) == [("5010", Decimal(500)), ("1930", Decimal(-500))]


def test_a_voucher_that_differs_is_not_posted_and_says_so(page: VoucherEntryPage, host: FakeHost) -> None:
    page.grid.setFocus()
    enter("5010", "500")
    press(Qt.Key.Key_Return, CTRL)
    assert host.ran == []
    post = next(action for action in page.actions_bound if action.declared.id == "finance.voucher.post")
    assert "F8" in post.toolTip()


def test_a_voucher_that_is_refused_stays_and_can_be_posted_once_the_period_is_open(
    page: VoucherEntryPage, host: FakeHost
) -> None:
    page.grid.setFocus()
    enter("5010", "500")
    enter("1930")
    press(Qt.Key.Key_F8)
    host.answers = {**ANSWERS, post_voucher: Rejected("period.locked")}
    press(Qt.Key.Key_Return, CTRL)
    assert [line.account for line in page.lines] == ["5010", "1930"]
    assert page.leaving_loses() is not None
    host.answers = ANSWERS
    press(Qt.Key.Key_Return, CTRL)
    assert not page.dirty


def test_ctrl_d_repeats_the_account_above_with_its_name(page: VoucherEntryPage) -> None:
    page.grid.setFocus()
    enter("5010", "500")
    press(Qt.Key.Key_D, CTRL)
    assert [(line.account, line.account_name) for line in page.lines] == [("5010", "Rent"), ("5010", "Rent")]


def test_lines_from_a_spreadsheet_are_pasted(page: VoucherEntryPage) -> None:
    page.grid.setFocus()
    page.grid.table.paste.put("5010\tJune\t\t\t500\t\n1930\tJune\t\t\t\t500\n", 0, 0)
    assert [(line.account, line.account_name, line.text, line.amount) for line in page.lines] == [
        ("5010", "Rent", "June", Decimal(500)),
        ("1930", "Bank", "June", Decimal(-500)),
    ]


# --- the general ledger


def _line(number: int) -> LedgerRow:
    amount = Decimal(10)
    day = date(2026, 1, number)
    return LedgerRow(
        number, 100 + number, day, f"A{number}", "Rent", amount, Decimal(0), number * amount, None, None, None
    )


def _part(first: int, last: int, *, more: bool) -> LedgerPage:
    rows = tuple(_line(number) for number in range(first, last + 1))
    after = (rows[-1].entry_date, rows[-1].line_id, rows[-1].balance) if more else None
    return LedgerPage("5010", rows[0].balance - 10, rows, Decimal(10 * last), after)


def test_more_of_the_ledger_is_fetched_at_its_end_and_the_closing_balance_comes_last(
    qtbot: QtBot, host: FakeHost
) -> None:
    start = date(2026, 1, 1)
    host.answers = {
        "read_ledger": AccountLedger("5010", start, _part(1, 20, more=True)),
        "general_ledger": _part(21, 25, more=False),
    }
    link = Link("finance.general_ledger", arguments={"account": "5010", "from_date": start})
    page = GeneralLedgerPage(host, link)
    qtbot.addWidget(page)
    page.resize(900, 400)
    page.show()
    assert page.table.rows[-1].values[1] == "A20"
    bar = page.table.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    opening, *lines, closing = page.table.rows
    assert [row.values[1] for row in lines] == [f"A{number}" for number in range(1, 26)]
    assert (opening.values[5], closing.values[3:]) == (Decimal(0), (Decimal(250), Decimal(0), Decimal(250)))
    assert lines[20].opens == Link("finance.voucher", 121)
    assert host.was_read[-1][1]["after"] == (date(2026, 1, 20), 20, Decimal(200))


# --- periods


def _period(**values: object) -> dict[str, object]:
    row: dict[str, object] = {column.name: None for column in PERIODS.columns}
    return {**row, "id": 5, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 31), **values}


@pytest.mark.parametrize(("status", "possible"), [("open", ["lock"]), ("locked", ["unlock"])])
def test_a_period_is_locked_when_open_and_opened_when_locked(
    qtbot: QtBot, host: FakeHost, status: str, possible: list[str]
) -> None:
    made = LockPage(host, Link("finance.period", 5))
    qtbot.addWidget(made)
    context = ActionContext(host, made, (_period(status=status),))
    acts = {act.id.rpartition(".")[2]: act for act in PERIOD_LIST.actions}
    assert [name for name in ("unlock", "lock") if acts[name].blocker(context) is None] == possible
    acts[possible[0]].run(context)
    assert host.opened[-1].kind == "finance.period"
    assert bool(host.opened[-1].arguments["unlock"]) is (possible == ["unlock"])


def test_locking_asks_for_the_area_and_returns_to_the_periods(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {lock_period: None}
    made = LockPage(host, Link("finance.period", 5, {"unlock": False, "first": "2026-01-01", "last": "2026-01-31"}))
    shown(qtbot, made)
    assert "2026-01-01" in made.title
    press(Qt.Key.Key_S, CTRL)
    assert host.ran == [(lock_period, {"period_id": 5, "area": "all"})]
    assert host.opened == [Link("finance.periods")]


def test_unlocking_demands_a_reason(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {unlock_period: None}
    made = LockPage(host, Link("finance.period", 5, {"unlock": True, "first": "2026-01-01", "last": "2026-01-31"}))
    shown(qtbot, made)
    press(Qt.Key.Key_S, CTRL)
    assert host.ran == []
    assert made.form.boxes["reason"].editor.hasFocus()
    write("A late invoice")
    press(Qt.Key.Key_S, CTRL)
    assert host.ran == [(unlock_period, {"period_id": 5, "area": "all", "reason": "A late invoice"})]


def test_the_year_after_the_latest_is_proposed(qtbot: QtBot, host: FakeHost) -> None:
    year = FiscalYear(1, date(2026, 1, 1), date(2026, 12, 31))
    host.answers = {"list_fiscal_years": (year,), open_fiscal_year: None}
    made = FiscalYearPage(host, Link("finance.fiscal_year"))
    shown(qtbot, made)
    press(Qt.Key.Key_S, CTRL)
    assert host.ran == [(open_fiscal_year, {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)})]


# --- accounts


def test_an_account_keeps_its_number_and_is_saved_at_the_version_that_was_read(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {"read_edit": AccountEdit("5010", "Rent", version=3), save_account: Invalid("x", field="name")}
    made = AccountPage(host, Link("finance.account", "5010"))
    shown(qtbot, made)
    assert not made.form.boxes["number"].isEnabled()
    made.form.boxes["name"].editor.setFocus()
    press(Qt.Key.Key_A, CTRL)
    write("Premises")
    press(Qt.Key.Key_S, CTRL)
    arguments = host.ran[0][1]
    assert arguments["version"] == 3
    assert (getattr(arguments["account"], "number", ""), getattr(arguments["account"], "name", "")) == (
        "5010",
        "Premises",
    )
    assert made.form.boxes["name"].problem


def test_who_may_not_change_accounts_only_looks(qtbot: QtBot) -> None:
    host = FakeHost(
        answers={"read_edit": AccountEdit("5010", "Rent", version=3)}, permissions=[Permission.FINANCE_READ]
    )
    made = AccountPage(host, Link("finance.account", "5010"))
    qtbot.addWidget(made)
    assert not made.form.isEnabled()
    assert [action.declared.id for action in made.actions_bound] == [
        "finance.account.show_items",
        "finance.account.show_ledger",
    ]
    made.actions_bound[1].trigger()
    assert host.opened == [Link("finance.general_ledger", arguments={"account": "5010"})]
