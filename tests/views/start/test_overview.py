"""The start page shows the figures of one's own areas, each opening its rows, and the first steps of a new company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.company.today import UsersToday
from models.database.errors import Unavailable
from models.database.rights import Role, permissions_of
from models.finance.today import FinanceToday
from models.finance.trends import MonthResult, MonthSales, Owed, ResultTrend, SalesTrend
from models.sales.today import SalesToday, WarehouseToday
from models.sales.trends import OrderStages
from models.service.today import ServiceToday
from models.warehouse.trends import MonthStock, StockTrend
from reports.chart.spec import Target
from tests.support.fake_host import FakeHost
from views.kit.chart.panel import ChartPanel
from views.kit.host import Link
from views.start.figure import FigureTile
from views.start.overview import OverviewPage

D = Decimal
Show = Callable[[QWidget], None]
MONTHS = (date(2026, 10, 1), date(2026, 11, 1))
FINANCE = FinanceToday(
    today=date(2026, 11, 26),
    week_end=date(2026, 11, 29),
    bank_balance=D("1888666.86"),
    overdue_receivables=D("585.70"),
    due_payables=D(40),
    result=D("-12.50"),
    unmatched=6,
    customer_drafts=2,
    supplier_drafts=1,
)
ANSWERS: dict[object, object] = {
    "finance_today": FINANCE,
    "sales_today": SalesToday(open_orders=3, not_invoiced=D(100), drafts=1, open_quotes=2),
    "warehouse_today": WarehouseToday(date(2026, 11, 26), to_pick=1, to_pick_late=1),
    "service_today": ServiceToday(user_id=7, open_tickets=5, mine=2, unassigned=0),
    "users_today": UsersToday(active=4, locked=1, expired=0),
    "read_begun": None,
    "result_by_month": ResultTrend("SEK", tuple(MonthResult(month, D(300), D(100)) for month in MONTHS)),
    "owed_by_age": Owed("SEK", (D(500), D(0), D(0), D(0), D(80)), (D(40), D(0), D(0), D(0), D(0))),
    "sales_by_month": SalesTrend("SEK", tuple(MonthSales(month, D(300), D(200)) for month in MONTHS)),
    "order_stages": OrderStages(date(2026, 8, 28), offered=40, ordered=30, delivered=15, invoiced=12),
    "stock_value_by_month": StockTrend("SEK", tuple(MonthStock(month, D(900)) for month in MONTHS)),
}


def shown(show: Show, host: FakeHost) -> OverviewPage:
    page = OverviewPage(host, Link("start.overview"))
    page.resize(1000, 640)
    show(page)
    return page


def tile(page: OverviewPage, label: str) -> FigureTile:
    return next(tile for card in page.cards for tile in card.tiles if tile.figure.label == label)


@pytest.mark.parametrize(
    ("role", "areas"),
    [
        (Role.FINANCE_CLERK, ["finance", "sales", "warehouse"]),
        (Role.SELLER, ["sales", "warehouse", "service"]),
        (Role.WAREHOUSE_WORKER, ["sales", "warehouse"]),
        (Role.ADMINISTRATOR, ["company"]),
        (Role.PAYROLL_OFFICER, []),
    ],
)
def test_each_role_sees_its_own_areas(show: Show, role: Role, areas: list[str]) -> None:
    page = shown(show, FakeHost(answers=ANSWERS, permissions=permissions_of([role])))
    assert [card.area.name for card in page.cards] == areas


def test_every_figure_opens_its_rows(show: Show) -> None:
    host = FakeHost(answers=ANSWERS)
    page = shown(show, host)
    overdue = tile(page, "Overdue from customers")
    assert (overdue.shown, overdue.figure.alarming) == ("585.70", True)
    overdue.click()
    tile(page, "To pay this week").click()
    tile(page, "Mine").click()
    assert host.opened == [
        Link("finance.receivables", arguments={"status": "overdue", "label": "Overdue"}),
        Link("finance.payables", arguments={"due_on_to": date(2026, 11, 29), "label": "Due this week"}),
        Link("service.open_tickets", arguments={"assignee_id": 7, "label": "Mine"}),
    ]


def chart(page: OverviewPage, title: str) -> ChartPanel:
    charts = (chart for card in page.cards for chart in card.charts)
    return next(chart for chart in charts if chart.title.text() == title)


def spot(panel: ChartPanel, text: str) -> Target | None:
    return next(spot.target for spot in panel.canvas.spots if spot.text == text)


@pytest.mark.parametrize(
    ("role", "charts"),
    [
        (Role.FINANCE_CLERK, ["result", "owed", "sales", "stages", "stock"]),
        (Role.SELLER, ["sales", "stages"]),
        (Role.BUYER, ["stages", "stock"]),
        (Role.SERVICE_AGENT, ["sales", "stages"]),
        (Role.ADMINISTRATOR, []),
    ],
)
def test_who_may_not_see_a_figure_does_not_see_its_chart(show: Show, role: Role, charts: list[str]) -> None:
    page = shown(show, FakeHost(answers=ANSWERS, permissions=permissions_of([role])))
    assert [chart.declared.chart.__name__ for card in page.cards for chart in card.charts] == charts


def test_every_mark_of_a_chart_opens_its_rows(show: Show) -> None:
    page = shown(show, FakeHost(answers=ANSWERS))
    november = {"from_date": date(2026, 11, 1), "to_date": date(2026, 11, 30)}
    result = spot(chart(page, "Result by month, SEK"), "November 2026: 200.00\N{NO-BREAK SPACE}SEK")
    assert result == Target("finance.statement", arguments={"statement": "income", **november})
    late = spot(chart(page, "Open items by age, SEK"), "Customers, Over 90 days: 80.00\N{NO-BREAK SPACE}SEK")
    assert late == Target("finance.receivables", arguments={"days_from": 91, "label": "Over 90 days"})
    sales = spot(chart(page, "Sales by month, SEK"), "October 2026, Last 12 months: 300.00\N{NO-BREAK SPACE}SEK")
    october = {"invoice_date_from": date(2026, 10, 1), "invoice_date_to": date(2026, 10, 31), "label": "October 2026"}
    assert sales == Target("finance.customer_invoices", arguments=october)
    before = spot(chart(page, "Sales by month, SEK"), "October 2026, A year before: 200.00\N{NO-BREAK SPACE}SEK")
    assert before is not None
    assert (before.arguments["invoice_date_to"], before.arguments["label"]) == (date(2025, 10, 31), "October 2025")
    stage = spot(chart(page, "From quote to invoice, last 90 days"), "Delivered: 15")
    assert stage is not None
    assert stage.arguments["status"] == ("delivered", "invoiced")
    stock = spot(chart(page, "Stock value at the end of the month, SEK"), "November 2026: 900.00\N{NO-BREAK SPACE}SEK")
    assert stock == Target("warehouse.stock_value")


def test_a_chart_without_values_says_why_and_one_that_cannot_be_read_too(show: Show) -> None:
    nothing = (D(0), D(0), D(0), D(0), D(0))
    answers = {**ANSWERS, "owed_by_age": Owed("SEK", nothing, nothing), "order_stages": Unavailable("database.gone")}
    page = shown(show, FakeHost(answers=answers))
    empty = chart(page, "Open items by age, SEK")
    assert (empty.canvas.isVisible(), empty.empty.isVisible()) == (False, True)
    broken = next(chart for card in page.cards for chart in card.charts if chart.declared.area == "sales")
    assert broken.canvas.isVisible()
    assert chart(page, "").empty.isVisible()


def test_a_year_that_is_not_there_has_no_result_and_purchases_one_may_not_see_are_absent(show: Show) -> None:
    answers = {**ANSWERS, "finance_today": replace(FINANCE, result=None)}
    page = shown(show, FakeHost(answers=answers))
    labels = [tile.figure.label for card in page.cards for tile in card.tiles]
    assert "Result this year" not in labels
    assert "Receipts expected" not in labels
    assert labels.count("Of these late") == 1


def test_a_change_by_somebody_else_is_read(show: Show, qtbot: QtBot) -> None:
    answers = dict(ANSWERS)
    host = FakeHost(answers=answers)
    page = shown(show, host)
    answers["service_today"] = ServiceToday(user_id=7, open_tickets=6, mine=2, unassigned=1)
    host.change("service.ticket", 1)
    host.change("service.ticket", 2)
    qtbot.waitUntil(lambda: tile(page, "Open tickets").shown == "6")
    assert [read.__name__ for read, _ in host.was_read].count("service_today") == 2


def test_an_area_that_cannot_be_read_says_so_and_leaves_the_others(show: Show) -> None:
    page = shown(show, FakeHost(answers={**ANSWERS, "sales_today": Unavailable("database.gone")}))
    assert not page.cards[1].tiles
    assert len(page.cards[3].tiles) == 3
