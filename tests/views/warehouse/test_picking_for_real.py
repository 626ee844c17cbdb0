"""Picking by scanner in the real window on a real database: the list, the scans, the posting, and the shelf after."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.window import MainWindow
from models.sales.delivering import start_picking
from tests.support.office import Office
from tests.support.pdf_reading import codes_on, text_of
from tests.support.trade import DAY, Trade, furnish
from views.kit.host import Link
from views.warehouse.delivery import DeliveryView
from views.warehouse.printing import delivery_note_print
from views.warehouse.to_pick import ToPickPage


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


@pytest.fixture
def window(trade: Trade, tmp_path: Path) -> Iterator[MainWindow]:
    """The window of somebody who works in the warehouse."""
    opened = open_desktop(trade.office.session("warehouse_worker"), settings=Settings(tmp_path))
    yield opened
    opened.end()
    opened.runner.wait_until_ended()
    opened.deleteLater()


def _scan(page: ToPickPage | DeliveryView, code: str) -> None:
    """What a scanner does: characters and Enter, wherever the focus is."""
    QTest.keyClicks(page.scan.line, code)
    QTest.keyClick(page.scan.line, Qt.Key.Key_Return)


def test_a_list_is_found_picked_and_posted_with_the_scanner_alone(
    trade: Trade, window: MainWindow, qtbot: QtBot
) -> None:
    trade.take_over("5", "60")
    confirmed = trade.confirm(trade.line("2"))
    worker = trade.office.session("warehouse_worker")
    worker.run(start_picking, order_id=confirmed.id, planned_on=DAY)
    window.open_link(Link("warehouse.to_pick"))
    waiting = window.pages.page
    assert isinstance(waiting, ToPickPage)

    _scan(waiting, str(confirmed.number))
    qtbot.waitUntil(lambda: isinstance(window.pages.page, DeliveryView) and window.pages.page.record is not None)
    page = window.pages.page
    assert isinstance(page, DeliveryView)
    for _piece in range(3):  # one more than the order asks for
        _scan(page, "7310000000017")
    assert page.lines.line(0).picked == Decimal(2)
    _scan(page, "*POST")
    _scan(page, "*POST")  # the scanner was pulled twice
    qtbot.waitUntil(lambda: page.delivery.status == "posted")

    assert page.delivery.number == "1"
    assert [message.text for message in page.strip.messages] == ["Delivery 1 is posted."]
    assert trade.level() == (Decimal(3), Decimal(0), Decimal(0))
    assert trade.balance("4960") == Decimal(120)
    note = delivery_note_print(page.delivery_id, "1")
    content = worker.read(note.make, **note.arguments)
    assert "BULT" in text_of(content)
    assert codes_on(content) == {"1": "Code128"}
