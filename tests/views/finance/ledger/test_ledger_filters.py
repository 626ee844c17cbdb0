"""The general ledger is narrowed by what is typed, goes from account to account, and goes whole into a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.finance.general_ledger import LedgerFilter, LedgerPage, LedgerRow
from tests.support.fake_host import FakeHost
from views.finance.ledger.general_ledger import AccountLedger, GeneralLedgerPage
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
START = date(2026, 1, 1)


def _page(*, more: bool) -> LedgerPage:
    row = LedgerRow(1, 101, START, "A1", "Rent", D(10), D(0), D(10), None, None, None)
    rows = (row,) if more else (row, row)
    return LedgerPage("5010", D(0), rows, D(10 * len(rows)), (START, 1, D(10)) if more else None)


def _opened(qtbot: QtBot, **arguments: object) -> tuple[FakeHost, GeneralLedgerPage]:
    answers: dict[object, object] = {
        "read_ledger": AccountLedger("5010", START, _page(more=True)),
        "general_ledger": _page(more=False),
        "account_beside": "5020",
    }
    host = FakeHost(answers=answers)
    link = Link("finance.general_ledger", arguments={"account": "5010", "from_date": START, **arguments})
    page = GeneralLedgerPage(host, link)
    qtbot.addWidget(page)
    return host, page


def _act(page: GeneralLedgerPage, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def test_what_is_typed_narrows_the_lines_and_there_is_no_opening_then(qtbot: QtBot) -> None:
    host, page = _opened(qtbot)
    page.filters.words.setText("rent")
    page.filters.words.editingFinished.emit()
    assert host.was_read[-1][1]["only"] == LedgerFilter(text="rent")
    assert page.table.rows[0].values[1] == "A1"


def test_a_link_asks_for_a_value_before_closing_entries(qtbot: QtBot) -> None:
    host, page = _opened(qtbot, dimension=1, value="MMX", before_closing=True)
    asked = LedgerFilter(dimension=1, value="MMX", before_closing=True)
    assert page.only == asked
    assert any(arguments.get("only") == asked for _query, arguments in host.was_read)


def test_one_key_goes_to_the_next_account(qtbot: QtBot) -> None:
    host, page = _opened(qtbot)
    _act(page, "finance.ledger.next")
    assert host.was_read[-1][1]["account"] == "5020"


def test_an_account_is_analysed_from_its_ledger(qtbot: QtBot) -> None:
    host, page = _opened(qtbot)
    _act(page, "finance.account_analysis.open")
    assert host.opened[-1].kind == "finance.account_analysis"
    assert host.opened[-1].arguments["account"] == "5010"
