"""A chart on the screen: marks are named under mouse and arrow keys, open their rows, and stand in a table too."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.database.listing import Kind
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.host import Link
from views.kit.theme.state import scaled
from views.kit.theme.theme import use_theme
from views.kit.theme.tokens import THEMES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def orders(*counts: int) -> Chart:
    points = tuple(
        Point(Decimal(count), Target("sales.orders", arguments={"month": at})) for at, count in enumerate(counts)
    )
    places = tuple(Place(name) for name in ("Jan", "Feb", "Mar")[: len(counts)])
    return Chart(Form.BAR, "Orders", places, (Series("Orders", points),), kind=Kind.INTEGER, axis="Month")


def card_of(qtbot: QtBot, host: FakeHost, chart: Chart) -> ChartCard:
    card = ChartCard(host, Nothing("No orders yet", "Take the first one."))
    card.set_chart(chart)
    shown(qtbot, card, wide=500, high=280)
    return card


def centre(card: ChartCard, number: int) -> QPoint:
    area = card.panel.canvas.spots[number].area
    return QPoint(round(area.x + area.width / 2), round(area.y + area.height / 2))


def test_a_click_opens_what_the_mark_is_made_of(qtbot: QtBot) -> None:
    host = FakeHost()
    card = card_of(qtbot, host, orders(3, 5, 2))
    QTest.mouseClick(card.panel.canvas, Qt.MouseButton.LeftButton, pos=centre(card, 1))
    QTest.mouseClick(card.panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert host.opened == [Link("sales.orders", arguments={"month": 1})]


def test_with_ctrl_and_the_middle_button_a_mark_opens_beside(qtbot: QtBot) -> None:
    host = FakeHost()
    card = card_of(qtbot, host, orders(3, 5, 2))
    canvas, control = card.panel.canvas, Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(canvas, Qt.MouseButton.MiddleButton, pos=centre(card, 0))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, control, centre(card, 1))
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(canvas, Qt.Key.Key_Return, control)
    assert [link.arguments["month"] for link in host.opened_beside] == [0, 1, 2]
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert len(host.opened_beside) == 3
    assert len(host.opened) == 4


def test_the_mouse_names_a_mark_and_leaving_forgets_it(qtbot: QtBot) -> None:
    card = card_of(qtbot, FakeHost(), orders(3, 5, 2))
    canvas = card.panel.canvas
    press(Qt.Key.Key_Tab)
    where = QPointF(centre(card, 0))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, where, canvas.mapToGlobal(where), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(canvas, moved)
    assert canvas.current is not None
    assert canvas.current.text == "Jan: 3"
    assert canvas.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.current is None


def test_arrows_move_between_the_marks_and_enter_opens_one(qtbot: QtBot) -> None:
    host = FakeHost()
    card = card_of(qtbot, host, orders(3, 5, 2))
    canvas = card.panel.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    names = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Down):
        press(key)
        names.append(canvas.current.name if canvas.current else "")
    assert names == ["Feb", "Jan", "Jan", "Mar", "Mar"]
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Space)
    assert [link.arguments["month"] for link in host.opened] == [2, 0]


def test_a_screen_reader_hears_all_marks_and_the_one_it_is_at(qtbot: QtBot) -> None:
    card = card_of(qtbot, FakeHost(), orders(3, 5))
    canvas = card.panel.canvas
    card.panel.switch.setFocus()
    heard = QAccessible.queryAccessibleInterface(canvas)
    assert heard.role() is QAccessible.Role.Chart
    assert heard.text(QAccessible.Text.Name) == "Orders"
    assert heard.text(QAccessible.Text.Description) == "Jan: 3; Feb: 5"
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert heard.text(QAccessible.Text.Name) == "Orders. Feb: 5"
    press(Qt.Key.Key_Left)
    assert heard.text(QAccessible.Text.Name) == "Orders. Jan: 3"


def test_the_table_behind_a_chart_is_copied_and_opens_the_same_rows(qtbot: QtBot) -> None:
    host = FakeHost()
    card = card_of(qtbot, host, orders(3, 5))
    panel = card.panel
    panel.switch.click()
    assert panel.table is not None
    assert (panel.canvas.isVisible(), panel.table.isVisible()) == (False, True)
    assert [row.values for row in panel.table.rows] == [("Jan", Decimal(3)), ("Feb", Decimal(5))]
    assert panel.table.rows[1].opens == Link("sales.orders", arguments={"month": 1})
    panel.table.table.selectAll()
    panel.table.table.copy_selection(headings=True)
    assert QApplication.clipboard().text().splitlines() == ["Month\tOrders", "Jan\t3", "Feb\t5"]
    panel.set_chart(orders(4, 5))
    assert panel.table.rows[0].values == ("Jan", Decimal(4))
    panel.switch.click()
    assert panel.canvas.isVisible()


def test_without_values_the_place_says_why_and_takes_no_focus(qtbot: QtBot) -> None:
    card = ChartCard(FakeHost(), Nothing("No orders yet", "Take the first one."))
    qtbot.addWidget(card)
    card.set_chart(orders(0, 0))
    card.show()
    panel = card.panel
    assert panel.canvas.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert (panel.canvas.isVisible(), panel.empty.isVisible(), panel.switch.isVisible()) == (False, True, False)
    panel.set_chart(orders(0, 1))
    assert (panel.canvas.isVisible(), panel.empty.isVisible(), panel.switch.isVisible()) == (True, False, True)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_it_is_painted_in_every_theme_and_at_twice_the_text(qtbot: QtBot, qapp: QApplication, theme: str) -> None:
    card = card_of(qtbot, FakeHost(), orders(3, 5, 2))
    use_theme(qapp, theme, text_size=200)
    try:
        assert card.panel.canvas.height() == scaled(200) == 400
        card.panel.canvas.setFocus(Qt.FocusReason.TabFocusReason)
        image = card.panel.canvas.grab().toImage()
        inks = {image.pixelColor(centre(card, 1)).name().upper()}
        assert inks == {THEMES[theme].series[0]}
    finally:
        use_theme(qapp, "light")
