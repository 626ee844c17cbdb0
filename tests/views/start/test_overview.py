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
from models.finance.today import FinanceToday, FirstSteps
from models.sales.today import SalesToday, WarehouseToday
from models.service.today import ServiceToday
from tests.support.fake_host import FakeHost
from views.kit.host import Link
from views.start.figure import FigureTile
from views.start.overview import OverviewPage

D = Decimal
Show = Callable[[QWidget], None]
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
    "first_steps": FirstSteps(books=True, customers=True, invoices=True),
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


def test_a_new_company_is_shown_where_to_begin(show: Show) -> None:
    answers = {**ANSWERS, "first_steps": FirstSteps(books=False, customers=True, invoices=False)}
    host = FakeHost(answers=answers)
    page = shown(show, host)
    offered = [box for box in page.steps.boxes if box.isVisible()]
    assert [box.step.name for box in offered] == ["books", "invoices"]
    offered[0].button.click()
    assert host.opened == [Link("exchange.import", arguments={"kind": "sie"})]
    answers["first_steps"] = FirstSteps(books=True, customers=True, invoices=True)
    host.change("ledger.entry", 1)
    assert not page.steps.isVisible()
