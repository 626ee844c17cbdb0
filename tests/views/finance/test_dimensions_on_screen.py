"""Dimensions beside the figures: chosen in the general ledger, typed on invoice lines, shown on what is posted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.finance.accounts import tax_rates
from models.finance.dimensions import Dimension, active_dimensions
from models.finance.general_ledger import LedgerFilter, LedgerPage, LedgerRow, general_ledger
from models.finance.queries_dimensions import DIMENSION_VALUES
from models.finance.reports import VoucherLineDetail
from tests.support.fake_host import FakeHost, Row
from tests.support.keys import shown
from views.finance.invoices.draft import Line, as_stored
from views.finance.invoices.invoice import InvoicePage
from views.finance.ledger.general_ledger import AccountLedger, GeneralLedgerPage
from views.finance.ledger.posted_lines import PostedLines
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
DAY = date(2026, 3, 5)


def value(number: int, code: str) -> Row:
    values = {"id": number, "dimension": 1, "code": code, "name": "Shop", "dimension_name": "Cost centre"}
    return tuple(values.get(column.name) for column in DIMENSION_VALUES.columns)


def ledger(*, more: bool = False) -> AccountLedger:
    row = LedgerRow(1, 9, DAY, "A1", "Rent", D(10), D(0), D(10), None, None, None)
    return AccountLedger("5010", DAY, LedgerPage("5010", D(0), (row,), D(10), (DAY, 1, D(10)) if more else None))


def test_the_ledger_is_narrowed_to_a_value_and_opened_with_one(qtbot: QtBot) -> None:
    host = FakeHost(answers={"read_ledger": ledger()}, rows={DIMENSION_VALUES.name: [value(7, "100")]})
    page = GeneralLedgerPage(
        host, Link("finance.general_ledger", arguments={"account": "5010", "dimension": 1, "value": "100"})
    )
    shown(qtbot, page)
    assert page.bar.value.text() == "100 Shop"
    assert host.was_read[0][1]["only"] == LedgerFilter(1, "100")
    page.bar.value.set_value(None)
    page.bar.value.picked.emit(None)
    assert "only" not in host.was_read[-1][1]
    page.bar.value.picked.emit({"dimension": 6, "code": "P1", "name": "House"})
    assert host.was_read[-1][1]["only"] == LedgerFilter(6, "P1")


def test_more_lines_of_a_value_are_fetched_and_printed_of_that_value(qtbot: QtBot) -> None:
    answers: dict[object, object] = {"read_ledger": ledger(more=True), general_ledger: ledger().page}
    host = FakeHost(answers=answers, rows={DIMENSION_VALUES.name: [value(7, "100")]})
    page = GeneralLedgerPage(
        host, Link("finance.general_ledger", arguments={"account": "5010", "dimension": 1, "value": "100"})
    )
    shown(qtbot, page)
    printing = next(act for act in page.actions_bound if act.declared.id == "finance.general_ledger.print")
    printing.trigger()
    assert host.previewed[-1].arguments["only"] == LedgerFilter(1, "100")
    page._on_scrolled(page.table.table.verticalScrollBar().maximum())
    assert host.was_read[-1][0] is general_ledger
    assert host.was_read[-1][1]["only"] == LedgerFilter(1, "100")


def test_where_there_are_no_values_the_ledger_does_not_ask_for_one(qtbot: QtBot) -> None:
    page = GeneralLedgerPage(FakeHost(answers={"read_ledger": ledger()}), Link("finance.general_ledger"))
    shown(qtbot, page)
    assert not page.bar.value.isVisible()


def test_an_invoice_line_has_a_column_for_each_dimension_and_is_saved_with_it(qtbot: QtBot) -> None:
    host = FakeHost(answers={tax_rates: (), active_dimensions: (Dimension(1, "Cost centre"),)})
    page = InvoicePage(host, Link("finance.customer_invoice"), "customer_invoice")
    qtbot.addWidget(page)
    names = [column.name for column in page.grid.spec.columns]
    assert names[-2:] == ["dimension_1", "net"]
    page.grid.set_lines([Line(description="Work", unit_price=D(10), account="3001", tax_code="S25")])
    page.grid.model.put(0, names.index("dimension_1"), "100")
    head = page.draft.__class__(party_id=1, invoice_date=DAY)
    assert [dict(line.dimensions) for line in as_stored(head, page.lines).lines] == [{"1": "100"}]


def test_posted_lines_show_the_values_in_the_order_of_their_dimensions(qtbot: QtBot) -> None:
    host = FakeHost()
    table = PostedLines(host)
    qtbot.addWidget(table)
    codes = {"20": "North", "1": "100", "6": "P1"}
    detail = VoucherLineDetail(
        1, 1, "5010", "Rent", D(10), "SEK", D(10), "", None, None, None, None, None, None, codes, None, None
    )
    table.show_lines([detail], DAY)
    place = [column.name for column in table.model.columns].index("dimensions")
    assert table.rows[0].values[place] == "100, P1, North"
