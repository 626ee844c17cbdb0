"""Selling in the real window on a real database, by keyboard: the customer, the lines, confirming, and picking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.window import MainWindow
from models.contacts.parties import AddressDraft, load_party, save_party
from models.sales.pages import order_page
from tests.support.keys import enter, press, write
from tests.support.office import Office
from tests.support.trade import Trade, furnish
from views.kit.host import Link
from views.sales.order_entry import OrderEntryPage
from views.sales.order_page import OrderView
from views.warehouse.delivery import DeliveryView


@pytest.fixture
def trade(office: Office) -> Trade:
    """Goods on the shelf, and a customer whose goods go to a dock."""
    made = furnish(office)
    made.take_over("5", "60")
    manager = office.session("sales_manager")
    card = manager.read(load_party, party_id=made.customer)
    dock = AddressDraft("delivery", "Dock 2", "Hamnen 1", "", "111 22", "Stockholm")
    manager.run(save_party, draft=replace(card, addresses=(dock,)))
    return made


@pytest.fixture
def window(trade: Trade, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of a seller."""
    opened = open_desktop(trade.office.session("seller"), settings=Settings(tmp_path))
    opened.activateWindow()
    yield opened
    opened.end()
    opened.runner.wait_until_ended()
    opened.deleteLater()


def test_an_order_is_taken_confirmed_and_sent_to_be_picked_by_keyboard(
    trade: Trade, window: MainWindow, qtbot: QtBot
) -> None:
    window.open_link(Link("sales.order", arguments={"kind": "order"}))
    entry = window.pages.page
    assert isinstance(entry, OrderEntryPage)
    qtbot.waitUntil(lambda: bool(entry.draft.our_reference))
    entry.setFocus()
    write(trade.office.value("SELECT code FROM contacts.party WHERE id = %s", trade.customer))
    press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: entry.draft.delivery_name == "Dock 2")

    entry.grid.setFocus()
    enter("BULT")
    qtbot.waitUntil(lambda: bool(entry.lines) and entry.lines[0].unit_price == Decimal(100))
    enter("", "2")
    assert entry.lines[0].quantity == Decimal(2)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.pages.page, OrderView) and window.pages.page.record is not None)
    page = window.pages.page
    assert isinstance(page, OrderView)
    assert (page.order.status, page.order.total, page.order.delivery_address) == (
        "confirmed",
        Decimal("250.00"),
        "Hamnen 1\n111 22 Stockholm",
    )
    assert trade.level() == (Decimal(5), Decimal(2), Decimal(0))

    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.pages.page, DeliveryView))
    delivery = window.pages.page
    record = trade.office.session("seller").read(order_page, order_id=page.order.id)
    assert delivery is not None
    assert delivery.link == Link("warehouse.delivery", record.deliveries[0].id)
