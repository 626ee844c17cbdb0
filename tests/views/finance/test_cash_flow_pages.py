"""The cash-flow forecast on the screen: figures open the payments behind them, and an overdraft is warned of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from models.finance.cash_flow import CashFlow, CashItem, CashStep, cash_flow, cash_items
from tests.support.fake_host import FakeHost
from views.finance.cash_flow.forecast import CashFlowPage, CashItemsPage, factor_of
from views.kit.host import Level, Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
_STEP = CashStep(
    date(2026, 11, 23), date(2026, 11, 29), D(500), D(0), D("-900.00"), D(0), D(0), D("-62.00"), D("-362.00")
)


def test_a_figure_opens_its_payments_and_an_overdraft_is_warned_of(qtbot: QtBot) -> None:
    host = FakeHost(answers={cash_flow: CashFlow("SEK", D("100.00"), (_STEP,))})
    page = CashFlowPage(host, Link("finance.cash_flow"))
    qtbot.addWidget(page)
    now, week = page.table.rows
    assert (now.values[7], week.values[7]) == (D("100.00"), D("-362.00"))
    assert set(week.links) == {1, 3, 6}
    assert week.links[3].arguments["kind"] == "payable"
    assert host.told[-1].level is Level.WARNING


def test_how_late_a_scenario_is_can_be_changed_and_is_remembered(qtbot: QtBot) -> None:
    host = FakeHost(answers={cash_flow: CashFlow("SEK", D("100.00"), (_STEP,))})
    page = CashFlowPage(host, Link("finance.cash_flow", arguments={"scenario": "late"}))
    qtbot.addWidget(page)
    assert host.was_read[-1][1] == {"factor": D(2), "grain": "week"}
    page.factor.setText("3.5")
    page.factor.editingFinished.emit()
    assert host.was_read[-1][1] == {"factor": D("3.5"), "grain": "week"}
    assert page.table.rows[1].links[1].arguments["factor"] == "3.5"
    assert factor_of(host, "late") == D("3.5")
    assert factor_of(host, "usual") == D(1)
    again = CashFlowPage(host, Link("finance.cash_flow", arguments={"scenario": "late"}))
    qtbot.addWidget(again)
    assert again.factor.value() == D("3.5")
    again.factor.setText("99")
    again.factor.editingFinished.emit()
    assert again.factor.value() == D("3.5")


@pytest.mark.parametrize("kept", ["much", "NaN", "-1", 99, None, [1]])
def test_a_remembered_factor_that_is_none_is_left_aside(kept: object) -> None:
    host = FakeHost()
    host.preferences.write("finance.cash_flow.factors", {"late": kept})
    assert factor_of(host, "late") == D(2)


def test_payments_open_their_documents_and_add_up(qtbot: QtBot) -> None:
    day = date(2026, 11, 25)
    item = CashItem("payable", day, day, "Timber AB", "17", D("-900.00"), "finance.invoice", 17)
    page = CashItemsPage(FakeHost(answers={cash_items: (item,)}), Link("finance.cash_items"))
    qtbot.addWidget(page)
    first, total = page.table.rows
    assert first.links[2] == Link("finance.invoice", 17)
    assert total.values[4] == D("-900.00")
