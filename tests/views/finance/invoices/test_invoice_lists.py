"""The lists of invoices and open items: many drafts are posted, items settled, and what is aged opens its items."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from models.finance.invoicing import (
    PostedInvoice,
    post_invoices,
)
from models.finance.posting import settle, unsettle
from models.finance.queries import CUSTOMER_INVOICES, RECEIVABLES
from models.finance.receivables import AgedParty
from reports.chart.spec import Target
from tests.support.fake_host import FakeHost
from views.finance.invoices.aged import Aged, AgedReceivablesPage, read_aged
from views.finance.invoices.lists import CUSTOMER_INVOICE_LIST
from views.finance.invoices.open_items import RECEIVABLE_LIST, item_filters, pairs_of
from views.kit.host import Link
from views.kit.list.spec import as_mapping
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal


def _act(page: Any, name: str) -> Any:
    return next(action for action in page.actions_bound if action.declared.id == name)


def _row(query: Any, **values: object) -> tuple[object, ...]:
    return tuple(values.get(column.name) for column in query.columns)


def test_several_drafts_are_posted_in_the_order_of_their_dates(qtbot: QtBot) -> None:
    rows = [
        _row(CUSTOMER_INVOICES, id=1, status="draft", invoice_date=date(2026, 11, 20), party_name="A"),
        _row(CUSTOMER_INVOICES, id=2, status="draft", invoice_date=date(2026, 11, 3), party_name="B"),
        _row(CUSTOMER_INVOICES, id=3, status="paid", invoice_date=date(2026, 11, 1), party_name="C"),
    ]
    posted = (PostedInvoice(2, "13", 41), PostedInvoice(1, "14", 42))
    host = FakeHost(rows={"customer_invoices": rows}, answers={post_invoices: posted})
    view = ListView(host, CUSTOMER_INVOICE_LIST)
    qtbot.addWidget(view)
    view.table.selectAll()
    assert "Only drafts" in _act(view, "finance.invoices.post").toolTip()
    view.restrict(CUSTOMER_INVOICE_LIST.quick_filters[0].filters)
    view.table.selectAll()
    _act(view, "finance.invoices.post").trigger()
    assert host.ran == [(post_invoices, {"invoice_ids": [2, 1]})]
    assert "13" in host.told[-1].text


def _items() -> list[tuple[object, ...]]:
    alike: dict[str, Any] = {"party_id": 3, "party_name": "Åkesson", "account": "1510", "currency": "SEK"}
    return [
        _row(RECEIVABLES, line_id=1, due_on=date(2026, 11, 1), remaining=D("1250.00"), **alike),
        _row(RECEIVABLES, line_id=2, due_on=date(2026, 11, 5), remaining=D("-450.00"), **alike),
    ]


def test_a_payment_is_settled_against_an_invoice_by_hand_and_back(qtbot: QtBot) -> None:
    host = FakeHost(rows={"receivables": _items()}, answers={settle: (8,), unsettle: None})
    view = ListView(host, RECEIVABLE_LIST)
    qtbot.addWidget(view)
    view.table.selectRow(0)
    assert not _act(view, "finance.items.settle").isEnabled()
    view.table.selectAll()
    _act(view, "finance.items.settle").trigger()
    (pair,) = cast("tuple[Any, ...]", host.ran[0][1]["pairs"])
    assert (pair.debit_line, pair.credit_line, pair.amount) == (1, 2, D(450))
    undo = host.told[-1].action
    assert undo is not None
    undo.callback()
    assert host.ran[-1] == (unsettle, {"settlement_id": 8, "reason": "Taken back at once"})


def test_items_of_two_parties_are_not_settled_against_each_other() -> None:
    first, second = (as_mapping(RECEIVABLES, row) for row in _items())
    assert pairs_of((first, {**second, "party_id": 4})) == ()


def test_each_aged_figure_opens_its_items_of_today_and_none_of_another_day(qtbot: QtBot) -> None:
    owes = AgedParty(3, "Åkesson", D("10.00"), D("20.00"), D(0), D(0), D("5.00"))
    host = FakeHost(answers={read_aged: Aged("SEK", (owes,))})
    page = AgedReceivablesPage(host, Link("finance.aged_receivables"))
    qtbot.addWidget(page)
    row, total = page.table.rows
    assert row.values == ("Åkesson", D(10), D(20), None, None, D(5), D(35))
    assert total.values[1:] == (D(10), D(20), D(0), D(0), D(5), D(35))
    arguments = {"party_id": 3, "days_from": 1, "days_to": 30, "label": "Åkesson, 1 to 30 days"}
    assert row.links[2] == Link("finance.receivables", arguments=arguments)
    filters, label = item_filters(arguments)
    assert [(f.column, f.operator, f.value) for f in filters] == [
        ("party_id", "=", 3),
        ("days_overdue", ">=", 1),
        ("days_overdue", "<=", 30),
    ]
    assert label == "Åkesson, 1 to 30 days"
    assert page.chart is not None
    marks = page.chart.panel.canvas.spots
    assert [(mark.name, mark.value) for mark in marks] == [
        ("Not due", "10.00\N{NO-BREAK SPACE}SEK"),
        ("1 to 30 days", "20.00\N{NO-BREAK SPACE}SEK"),
        ("Over 90 days", "5.00\N{NO-BREAK SPACE}SEK"),
    ]
    assert marks[2].target == Target("finance.receivables", arguments={"days_from": 91, "label": "Over 90 days"})
    earlier = Link("finance.aged_receivables", arguments={"to_date": date(2026, 10, 1)})
    page = AgedReceivablesPage(host, earlier)
    qtbot.addWidget(page)
    assert set(page.table.rows[0].links) == {0}
    assert page.chart is not None
    assert {mark.target for mark in page.chart.panel.canvas.spots} == {None}
