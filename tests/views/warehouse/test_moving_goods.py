"""Transfers, counts and receipts by scanner: what a code does, what is told, and that nothing is posted twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.warehouse.finding import FoundCode, FoundLot, FoundPlace, Level, find_code, level_at
from models.warehouse.items import ItemDraft
from models.warehouse.moving import (
    CountLine,
    Moved,
    Received,
    ReceivedLine,
    TransferLine,
    count,
    receive_goods,
    transfer,
)
from models.warehouse.queries import PURCHASE_LINES_TO_RECEIVE, PURCHASE_ORDERS
from tests.support.fake_host import FakeHost
from views.kit.host import Level as Weight
from views.kit.host import Link
from views.warehouse.count import CountPage
from views.warehouse.receive import ReceivePage
from views.warehouse.scanning import ScanBar
from views.warehouse.stock_entry import StockEntryPage
from views.warehouse.transfer import TransferPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
_CODES = {
    "BULT": FoundCode("BULT", ItemDraft(name="Bolt", code="BULT", id=5)),
    "PAINT": FoundCode("PAINT", ItemDraft(name="Paint", code="PAINT", lot_tracked=True, id=6)),
    "MONT": FoundCode("MONT", ItemDraft(name="Assembly", code="MONT", kind="service", id=7)),
    "L7": FoundCode("L7", lots=(FoundLot(70, "L7", "PAINT"),)),
    "A-01": FoundCode("A-01", place=FoundPlace(1, "A-01", "")),
    "B-01": FoundCode("B-01", place=FoundPlace(2, "B-01", "")),
}


def _look_up(*, code: str) -> FoundCode:
    return _CODES.get(code, FoundCode(code))


def _level(*, item_id: int, place_id: int, lot_code: str) -> Level:
    del item_id
    return Level(70 if lot_code else 0, D(12), D(10)) if place_id == 1 else Level(0)


def _host(**answers: object) -> FakeHost:
    found: dict[object, object] = {find_code: _look_up, level_at: _level, transfer: Moved(9, 2), count: Moved(9, 1)}
    return FakeHost(answers=found | answers)


def _scan(bar: ScanBar, *codes: str) -> None:
    for code in codes:
        QTest.keyClicks(bar.line, code)
        QTest.keyClick(bar.line, Qt.Key.Key_Return)


def _shown[P: StockEntryPage](qtbot: QtBot, page: P) -> P:
    qtbot.addWidget(page)
    return page


def _ran(host: FakeHost, place: int = -1) -> Sequence[object]:
    return cast("Sequence[object]", host.ran[place][1]["lines"])
