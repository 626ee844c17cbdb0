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


def _ran(host: FakeHost, place: int = -1) -> Sequence[object]:
    return cast("Sequence[object]", host.ran[place][1]["lines"])


def test_a_transfer_is_from_goods_to_and_each_scan_counts_once(qtbot: QtBot) -> None:
    host = _host()
    page = TransferPage(host, Link("warehouse.transfer"))
    qtbot.addWidget(page)
    _scan(page.scan, "A-01", "BULT", "BULT", "L7", "B-01")
    QTest.keyClick(page.scan.line, Qt.Key.Key_Return)
    assert [(line.item_code, line.quantity, line.lot_id) for line in page.lines] == [
        ("BULT", D(2), 0),
        ("PAINT", D(1), 70),
    ]
    _scan(page.scan, "*POST")
    assert _ran(host) == (TransferLine(5, 1, 2, D(2)), TransferLine(6, 1, 2, D(1), 70))
    assert page.lines == ()
    assert "2 lines are moved." in host.told[-1].text


def test_goods_before_a_place_a_stranger_and_a_service_are_refused_in_words(qtbot: QtBot) -> None:
    page = TransferPage(_host(), Link("warehouse.transfer"))
    qtbot.addWidget(page)
    said = []
    for code in ("BULT", "NOPE", "MONT", "PAINT"):
        _scan(page.scan, code)
        said.append((page.scan.answer.text(), page.scan.level))
    assert said == [
        ("Scan the place first.", Weight.ERROR),
        ("Nothing has the code NOPE.", Weight.ERROR),
        ("MONT Assembly is not kept in stock.", Weight.ERROR),
        ("PAINT Paint is kept by lots. Scan the lot.", Weight.WARNING),
    ]
    assert page.lines == ()


def test_more_than_is_free_is_not_moved(qtbot: QtBot) -> None:
    host = _host()
    page = TransferPage(host, Link("warehouse.transfer"))
    qtbot.addWidget(page)
    _scan(page.scan, "A-01", *("BULT",) * 11, "B-01", "*POST")
    assert page.lines[0].quantity == 11
    assert host.ran == []
    assert page.grid.model.problems() == {(0, "quantity"): "More than is available there."}


def test_posting_twice_before_the_answer_posts_once(qtbot: QtBot) -> None:
    host = _host()
    page = TransferPage(host, Link("warehouse.transfer"))
    qtbot.addWidget(page)
    _scan(page.scan, "A-01", "BULT", "B-01")
    host.hold = True
    _scan(page.scan, "*POST", "*POST")
    assert len(host.ran) == 1
    assert page.scan.answer.text() == "It is being posted."


def test_a_count_shows_the_difference_only_once_something_is_counted(qtbot: QtBot) -> None:
    host = _host()
    page = CountPage(host, Link("warehouse.count"))
    qtbot.addWidget(page)
    place = [column.name for column in page.grid.spec.columns].index("difference")
    _scan(page.scan, "A-01", "BULT", "BULT")
    assert page.grid.model.cell(0, place).text == "\N{MINUS SIGN}10"
    page.grid.model.put(0, place - 2, None)
    assert page.grid.model.cell(0, place).text == ""
    page.grid.model.put(0, place - 2, D(12))
    assert page.grid.model.cell(0, place).text == "0"
    _scan(page.scan, "*POST")
    assert _ran(host) == (CountLine(5, 1, D(12), D(12)),)


def _awaited(key: int, code: str, name: str, outstanding: str, *, lots: bool = False) -> tuple[object, ...]:
    values = {
        "number": "45",
        "party_name": "Supplier",
        "item_code": code,
        "description": name,
        "quantity": D(outstanding),
        "received": D(0),
        "outstanding": D(outstanding),
        "unit": "st",
        "expected_on": date(2026, 12, 1),
        "place_code": "A-01",
        "lot_tracked": lots,
        "barcode": "731" if code == "BULT" else "",
        "purchase_order_id": 4,
        "place_id": 1,
        "decimals": 0,
        "id": key,
    }
    return tuple(values.get(column.name) for column in PURCHASE_LINES_TO_RECEIVE.columns)


def _receiving(**answers: object) -> FakeHost:
    order = {"number": "45", "party_name": "Supplier", "status": "ordered", "party_id": 8, "id": 4}
    host = _host(**answers)
    host.rows = {
        PURCHASE_ORDERS.name: [tuple(order.get(column.name) for column in PURCHASE_ORDERS.columns)],
        PURCHASE_LINES_TO_RECEIVE.name: [
            _awaited(1, "BULT", "Bolt", "3"),
            _awaited(2, "PAINT", "Paint", "2", lots=True),
        ],
    }
    host.answers = {**host.answers, receive_goods: Received(9, 2, "ordered")}
    return host


def test_goods_are_received_by_scanner_alone(qtbot: QtBot) -> None:
    host = _receiving()
    page = ReceivePage(host, Link("warehouse.receive"))
    qtbot.addWidget(page)
    _scan(page.scan, "45", "BULT", "B-01", "731", "PAINT", "NEW-LOT", "*POST")
    assert _ran(host) == (ReceivedLine(1, D(2), 2), ReceivedLine(2, D(1), 2, "NEW-LOT"))
    assert host.told[-1].text == "2 lines of order 45 are received."
    assert [line.quantity for line in page.lines] == [None, None]


def test_no_more_is_received_than_is_awaited_and_a_lot_is_asked_for(qtbot: QtBot) -> None:
    host = _receiving()
    page = ReceivePage(host, Link("warehouse.receive", arguments={"party_id": 8}))
    qtbot.addWidget(page)
    _scan(page.scan, *("BULT",) * 4)
    assert page.lines[0].quantity == 3
    assert page.scan.answer.text() == "All of Bolt have come already."
    _scan(page.scan, "PAINT", "*POST")
    assert host.ran == []
    assert page.grid.model.problems() == {(1, "lot_code"): "Write or scan the lot."}


def _act(page: ReceivePage, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def _put(page: ReceivePage, row: int, name: str, value: object) -> None:
    names = [column.name for column in page.grid.spec.columns]
    page.grid.model.put(row, names.index(name), value)


def _in_two_lots(page: ReceivePage) -> None:
    _put(page, 1, "quantity", D(1))
    _put(page, 1, "lot_code", "L1")
    page.grid.table.go_to(1, "quantity")
    _act(page, "warehouse.receive.another")
    _put(page, 2, "lot_code", "L2")


def test_one_line_is_received_over_two_lots_in_one_receipt(qtbot: QtBot) -> None:
    host = _receiving()
    page = ReceivePage(host, Link("warehouse.receive", arguments={"order_id": 4}))
    qtbot.addWidget(page)
    _in_two_lots(page)
    assert [(line.lot_code, line.quantity, line.missing) for line in page.lines[1:]] == [
        ("L1", D(1), D(1)),
        ("L2", None, D(1)),
    ]
    _act(page, "warehouse.receive.all")
    _act(page, "warehouse.receive.post")
    assert _ran(host) == (
        ReceivedLine(1, D(3), 1),
        ReceivedLine(2, D(1), 1, "L1"),
        ReceivedLine(2, D(1), 1, "L2"),
    )


def test_the_lots_of_a_line_together_are_no_more_than_is_awaited(qtbot: QtBot) -> None:
    host = _receiving()
    page = ReceivePage(host, Link("warehouse.receive", arguments={"order_id": 4}))
    qtbot.addWidget(page)
    _in_two_lots(page)
    _put(page, 2, "quantity", D(2))
    _act(page, "warehouse.receive.post")
    assert host.ran == []
    wrong = "More than is awaited, or less than nothing."
    assert page.grid.model.problems() == {(1, "quantity"): wrong, (2, "quantity"): wrong}
    page.grid.model.remove(0)
    assert len(page.lines) == 3
    page.grid.model.remove(2)
    assert [(line.lot_code, line.missing) for line in page.lines] == [("", D(3)), ("L1", D(1))]


def test_a_scan_goes_to_the_newest_lot_of_its_line(qtbot: QtBot) -> None:
    page = ReceivePage(_receiving(), Link("warehouse.receive", arguments={"order_id": 4}))
    qtbot.addWidget(page)
    _in_two_lots(page)
    _scan(page.scan, "PAINT", "PAINT")
    assert [line.quantity for line in page.lines] == [None, D(1), D(1)]
    assert page.scan.answer.text() == "All of Paint have come already."


def test_what_is_typed_into_a_cell_is_no_code(qtbot: QtBot) -> None:
    page = ReceivePage(_receiving(), Link("warehouse.receive", arguments={"order_id": 4}))
    qtbot.addWidget(page)
    page.show()
    page.grid.table.go_to(0, "quantity")
    QTest.keyClick(page.grid.table, Qt.Key.Key_2)
    assert page.grid.table.settle()
    assert (page.lines[0].quantity, page.scan.line.text()) == (D(2), "")


def test_nothing_is_posted_before_anything_has_come(qtbot: QtBot) -> None:
    host = _receiving()
    page = ReceivePage(host, Link("warehouse.receive", arguments={"order_id": 4}))
    qtbot.addWidget(page)
    post = next(action for action in page.actions_bound if action.declared.id == "warehouse.receive.post")
    assert not post.isEnabled()
    assert post.toolTip() == "Nothing has come yet. Scan it, or enter how many."
    _scan(page.scan, "NOPE")
    assert (page.scan.answer.text(), page.scan.level) == ("Nothing has the code NOPE.", Weight.ERROR)
