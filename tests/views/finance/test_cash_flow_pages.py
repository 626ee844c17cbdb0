"""The cash-flow forecast on the screen: figures open the payments behind them, and an overdraft is warned of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.finance.cash_flow import CashFlow, CashItem, CashStep, cash_flow, cash_items
from tests.support.fake_host import FakeHost
from views.finance.cash_flow.forecast import CashFlowPage, CashItemsPage
from views.kit.host import Level, Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
_STEP = CashStep(date(2026, 11, 23), date(2026, 11, 29), D(500), D(0), D("-900.00"), D(0), D("-300.00"))


def test_a_figure_opens_its_payments_and_an_overdraft_is_warned_of(qtbot: QtBot) -> None:
    host = FakeHost(answers={cash_flow: CashFlow("SEK", D("100.00"), (_STEP,))})
    page = CashFlowPage(host, Link("finance.cash_flow"))
    qtbot.addWidget(page)
    now, week = page.table.rows
    assert (now.values[5], week.values[5]) == (D("100.00"), D("-300.00"))
    assert set(week.links) == {1, 3}
    assert week.links[3].arguments["kind"] == "payable"
    assert host.told[-1].level is Level.WARNING


def test_payments_open_their_documents_and_add_up(qtbot: QtBot) -> None:
    day = date(2026, 11, 25)
    item = CashItem("payable", day, day, "Timber AB", "17", D("-900.00"), "finance.invoice", 17)
    page = CashItemsPage(FakeHost(answers={cash_items: (item,)}), Link("finance.cash_items"))
    qtbot.addWidget(page)
    first, total = page.table.rows
    assert first.links[2] == Link("finance.invoice", 17)
    assert total.values[4] == D("-900.00")
