"""Picking on screen: each scan counts once, what is wrong is said, and what is posted is what lies ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.database.errors import Rejected
from models.database.rights import Permission
from models.sales.delivering import (
    DeliveryLine,
    DeliveryPage,
    Pick,
    Picked,
    PostedDelivery,
    StartedDelivery,
    cancel_delivery,
    pick_all,
    post_delivery,
    record_pick,
    start_return,
)
from models.warehouse.items import ItemDraft
from tests.support.fake_host import FakeHost
from views.kit.host import Level, Link
from views.warehouse.delivery import DeliveryView
from views.warehouse.tally import count_up
from views.warehouse.to_pick import ToPickPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from views.kit.page import Page

D = Decimal
_PLANNED = date(2026, 11, 24)


def _line(
    number: int, code: str, quantity: str, *, place: str, lot: str = "", barcode: str = "", picked: str = "0"
) -> DeliveryLine:
    name = {"BULT": "Bult M8", "REP": "Rep"}.get(code, code)
    return DeliveryLine(
        number, number, number, number, code, barcode, name, "st", 2, 1, place, 1, lot, D(quantity), D(picked)
    )


_BOLTS = _line(1, "BULT", "3", place="A-01", barcode="7310000000017")
_ROPE = _line(2, "REP", "1.5", place="A-02")


def _delivery(*lines: DeliveryLine, status: str = "picking", kind: str = "delivery") -> DeliveryPage:
    return DeliveryPage(
        id=9,
        kind=kind,
        number="44" if status == "posted" else None,
        status=status,
        order_id=70,
        order_number="189",
        party_id=40,
        party_name="Akeriet AB",
        planned_on=_PLANNED,
        delivered_on=_PLANNED if status == "posted" else None,
        returns_id=None,
        text="",
        entry_id=None,
        lines=lines or (_BOLTS, _ROPE),
    )


def _host(page: DeliveryPage | None = None) -> FakeHost:
    """A host that keeps what is stored and reads it back."""
    stored: dict[int, Decimal] = {}
    first = page or _delivery()

    def store(*, delivery_id: int, picks: tuple[Pick, ...]) -> Picked:
        stored.update({pick.line_id: pick.quantity for pick in picks})
        return Picked(delivery_id, len(picks))

    def read(*, delivery_id: int) -> DeliveryPage:
        lines = tuple(replace(line, picked=stored.get(line.id, line.picked)) for line in first.lines)
        return replace(first, id=delivery_id, lines=lines)

    answers: dict[object, object] = {
        "delivery_page": read,
        "find_item": None,
        record_pick: store,
        post_delivery: PostedDelivery(9, "44", 12, "delivered"),
    }
    return FakeHost(answers=answers)


def _open(host: FakeHost, qtbot: QtBot) -> DeliveryView:
    page = DeliveryView(host, Link("warehouse.delivery", 9))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def _scan(page: DeliveryView | ToPickPage, code: str) -> None:
    QTest.keyClicks(page.scan.line, code)
    QTest.keyClick(page.scan.line, Qt.Key.Key_Return)


def _trigger(page: Page, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def _picked(host: FakeHost) -> list[tuple[int, Decimal]]:
    """What was stored, in order."""
    stored: list[tuple[int, Decimal]] = []
    for operation, arguments in host.ran:
        if operation is record_pick:
            stored += [(pick.line_id, pick.quantity) for pick in cast("tuple[Pick, ...]", arguments["picks"])]
    return stored


def test_the_number_and_the_barcode_of_an_item_each_count_one_more(qtbot: QtBot) -> None:
    host = _host()
    page = _open(host, qtbot)
    host.hold = True  # nothing is read back meanwhile
    _scan(page, "bult")
    _scan(page, "7310000000017")
    assert page.lines.line(0).picked == D(2)
    assert "2" in page.scan.answer.text()
    host.answer_all()
    assert _picked(host) == [(1, D(1)), (1, D(2))]


def test_the_scan_field_has_the_focus_and_is_empty_after_each_scan(qtbot: QtBot) -> None:
    page = _open(_host(), qtbot)
    qtbot.waitUntil(page.scan.line.hasFocus)
    _scan(page, "BULT")
    assert page.scan.line.text() == ""
    assert page.scan.line.hasFocus()


def test_an_enter_without_a_code_counts_nothing(qtbot: QtBot) -> None:
    host = _host()
    page = _open(host, qtbot)
    QTest.keyClick(page.scan.line, Qt.Key.Key_Return)
    assert host.ran == []


def test_scans_faster_than_the_database_are_stored_as_their_sum(qtbot: QtBot) -> None:
    host = _host()
    page = _open(host, qtbot)
    host.hold = True
    for _number in range(3):
        _scan(page, "BULT")
    host.answer_all()
    assert _picked(host) == [(1, D(1)), (1, D(3))]
    assert page.lines.line(0).picked == D(3)


def test_what_was_read_before_a_count_was_stored_does_not_take_it_back(qtbot: QtBot) -> None:
    host = _host()
    page = _open(host, qtbot)
    host.hold = True
    page.refresh()
    _scan(page, "BULT")
    reading, storing = host.waiting
    storing.answer()
    assert reading.cancelled
    assert page.lines.line(0).picked == D(1)


def test_nothing_is_counted_beyond_what_is_asked_for(qtbot: QtBot) -> None:
    host = _host(_delivery(replace(_BOLTS, picked=D(3)), _ROPE))
    page = _open(host, qtbot)
    _scan(page, "BULT")
    assert host.ran == []
    assert page.scan.level is Level.ERROR


def test_the_last_of_a_line_may_be_less_than_one() -> None:
    found = count_up((_BOLTS, replace(_ROPE, picked=D(1))), "REP")
    assert found.line is not None
    assert (found.row, found.line.picked) == (1, D("1.5"))


def test_the_place_scanned_last_is_picked_from_first() -> None:
    there = replace(_BOLTS, id=3, place_code="B-07")
    assert count_up((_BOLTS, there), "b-07").place == "B-07"
    assert count_up((_BOLTS, there), "BULT", place="B-07").row == 1
    assert count_up((_BOLTS, there), "BULT").row == 0


def test_an_item_in_several_lots_is_counted_by_the_lot() -> None:
    lots = (replace(_BOLTS, lot_code="L1"), replace(_BOLTS, id=3, lot_code="L2"))
    assert count_up(lots, "BULT").problem
    assert count_up(lots, "L2").row == 1


@pytest.mark.parametrize("known", [True, False])
def test_a_code_that_is_not_on_the_list_is_told_and_counts_nothing(qtbot: QtBot, known: bool) -> None:
    host = _host()
    host.answers = {**host.answers, "find_item": ItemDraft("Hink", code="HINK", id=8) if known else None}
    page = _open(host, qtbot)
    _scan(page, "HINK")
    assert host.ran == []
    assert page.scan.level is Level.ERROR
    assert ("HINK Hink is not on this list." in page.scan.answer.text()) is known


def test_what_could_not_be_stored_is_told_and_the_stored_count_is_shown_again(qtbot: QtBot) -> None:
    host = _host()
    host.answers = {**host.answers, record_pick: Rejected("delivery.posted", number="44")}
    page = _open(host, qtbot)
    _scan(page, "BULT")
    assert "delivery.posted" in page.scan.answer.text()
    assert page.lines.line(0).picked == D(0)


def test_a_typed_quantity_is_stored_and_one_that_is_too_large_is_not(qtbot: QtBot) -> None:
    host = _host()
    page = _open(host, qtbot)
    host.hold = True
    column = [each.name for each in page.lines.spec.columns].index("picked")
    page.lines.model.put(0, column, D(4))
    assert host.ran == []
    page.lines.model.put(0, column, D(2))
    assert _picked(host) == [(1, D(2))]


def test_a_count_of_a_colleague_appears_without_taking_back_ones_own(qtbot: QtBot) -> None:
    host = _host()
    page = _open(host, qtbot)
    host.hold = True
    _scan(page, "BULT")
    host.hold = False
    host.answers = {**host.answers, "delivery_page": _delivery(_BOLTS, replace(_ROPE, picked=D(1)))}
    host.change("sales.delivery_line", 2)
    assert [line.picked for line in page.lines.lines] == [D(1), D(1)]


def test_nothing_picked_cannot_be_posted_and_says_why(qtbot: QtBot) -> None:
    page = _open(_host(), qtbot)
    action = next(action for action in page.actions_bound if action.declared.id == "warehouse.delivery.post")
    assert not action.isEnabled()
    assert "delivery.nothing_picked" in action.toolTip()


def test_all_is_picked_by_one_act_and_posted_without_a_question(qtbot: QtBot) -> None:
    host = _host()
    host.answers = {**host.answers, pick_all: Picked(9, 2)}
    page = _open(host, qtbot)
    full = _delivery(replace(_BOLTS, picked=D(3)), replace(_ROPE, picked=D("1.5")))
    host.answers = {**host.answers, "delivery_page": full}
    _trigger(page, "warehouse.delivery.pick_all")
    QTest.keyClick(page.scan.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [operation for operation, _arguments in host.ran] == [pick_all, post_delivery]
    assert host.asked == []
    assert "44" in host.told[-1].text


def test_the_code_that_posts_posts_what_is_picked_once_that_was_confirmed(qtbot: QtBot) -> None:
    host = _host(_delivery(replace(_BOLTS, picked=D(2)), _ROPE))
    page = _open(host, qtbot)
    _scan(page, "*POST")
    assert host.ran == []
    host.reply("cancel")
    assert host.ran == []
    _scan(page, "*POST")
    host.reply("yes")
    assert host.ran == [(post_delivery, {"delivery_id": 9})]


def test_a_list_is_given_up_only_after_a_question(qtbot: QtBot) -> None:
    host = _host()
    host.answers = {**host.answers, cancel_delivery: None}
    page = _open(host, qtbot)
    _trigger(page, "warehouse.delivery.cancel")
    assert host.ran == []
    host.reply("yes")
    assert host.ran == [(cancel_delivery, {"delivery_id": 9})]


def test_a_posted_delivery_is_only_read_printed_or_brought_back(qtbot: QtBot) -> None:
    host = _host(_delivery(replace(_BOLTS, picked=D(3)), status="posted"))
    host.answers = {**host.answers, start_return: StartedDelivery(10, 1)}
    page = _open(host, qtbot)
    assert not page.lines.model.editable(0, len(page.lines.spec.columns) - 1)
    assert {action.declared.id for action in page.actions_bound} == {
        "warehouse.delivery.return",
        "warehouse.delivery.note.print",
    }
    _trigger(page, "warehouse.delivery.return")
    assert host.opened == [Link("warehouse.delivery", 10)]
    _trigger(page, "warehouse.delivery.note.print")
    assert host.previewed[0].arguments == {"delivery_id": 9}


def test_the_scan_field_of_a_posted_delivery_leads_to_the_next_list_and_counts_nothing(qtbot: QtBot) -> None:
    host = _host(_delivery(_BOLTS, status="posted"))
    host.rows = {"deliveries_to_pick": [(_PLANNED, "190", "Akeriet AB", "delivery", 2, 0, "picking", 71, 40, 10)]}
    page = _open(host, qtbot)
    _scan(page, "BULT")
    assert page.scan.level is Level.ERROR
    _scan(page, "190")
    assert host.opened == [Link("warehouse.delivery", 10)]
    assert host.ran == []


def test_who_may_not_pick_sees_the_lines_alone(qtbot: QtBot) -> None:
    host = _host()
    host.permissions = (Permission.SALES_READ,)
    page = _open(host, qtbot)
    assert page.scan.isHidden()
    assert not page.lines.model.editable(0, len(page.lines.spec.columns) - 1)
    assert {action.declared.id for action in page.actions_bound} <= {
        "warehouse.delivery.pick_list.print",
        "warehouse.delivery.note.print",
    }


def test_the_number_on_the_paper_opens_its_list(qtbot: QtBot) -> None:
    rows = [
        (_PLANNED, "189", "Akeriet AB", "delivery", 2, 0, "picking", 70, 40, 9),
        (_PLANNED, "190", "Akeriet AB", "delivery", 2, 0, "picking", 71, 40, 10),
    ]
    host = FakeHost(rows={"deliveries_to_pick": rows})
    page = ToPickPage(host, Link("warehouse.to_pick"))
    qtbot.addWidget(page)
    page.show()
    _scan(page, "190")
    assert host.opened == [Link("warehouse.delivery", 10)]
    _scan(page, "777")
    assert page.scan.level is Level.ERROR
    assert len(host.opened) == 1
