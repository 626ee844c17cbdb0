"""Fonts, heights, icons and distances follow the size of text; parts make way for one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtWidgets import QApplication, QBoxLayout, QCalendarWidget, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.support.fake_host import FakeHost
from views.kit.action import Action, bind, tool_button
from views.kit.form.lines import DateLine, TextLine
from views.kit.form.mark import FieldMark
from views.kit.header import PageHeader
from views.kit.page import Page
from views.kit.places import Places
from views.kit.text import Label, beside, column, grid
from views.kit.theme import theme
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.layouts import Beside
from views.kit.theme.state import scaled, spaced, tokens
from views.kit.theme.theme import use_theme


@pytest.fixture(autouse=True)
def _usual_again(qapp: QApplication) -> Iterator[None]:
    yield
    use_theme(qapp, "light")


def test_the_icon_in_a_field_grows_with_the_text_and_leaves_it_its_room(qapp: QApplication, qtbot: QtBot) -> None:
    line = DateLine(date(2026, 11, 24))
    qtbot.addWidget(line)
    line.resize(300, line.height())
    line.show()
    mark = line.findChildren(FieldMark)[0]
    assert (mark.accessibleName(), mark.iconSize().width()) == ("Calendar", 16)
    use_theme(qapp, "light", "compact", 200)
    assert mark.iconSize().width() == 32
    assert mark.geometry().right() < line.width()
    assert line.textMargins().right() >= mark.width()
    mark.click()
    calendar = line.findChildren(QCalendarWidget)[0]
    assert calendar.isVisible()
    calendar.hide()


def test_text_doubles_and_distances_grow_half_as_much(qapp: QApplication) -> None:
    use_theme(qapp, "light", "compact", 200)
    assert (scaled(28), spaced(12)) == (56, 18)
    use_theme(qapp, "light", "compact", 150)
    assert (scaled(28), spaced(12)) == (42, 15)


def test_a_label_a_field_an_icon_and_a_layout_follow_while_they_are_shown(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = column(window, margin=16, spacing=8)
    label, line, button = Label("Kund", size=9), TextLine(), tool_button("add", "Add")
    for widget in (label, line, button):
        layout.addWidget(widget)
    window.show()
    use_theme(qapp, "light", "compact", 200)

    assert label.font().pointSizeF() == 18
    assert line.height() == 32 + 18  # a line, and half as much more of what is around it
    assert button.iconSize().width() == 40
    assert (layout.contentsMargins().left(), layout.spacing()) == (24, 12)
    use_theme(qapp, "light", "compact", 100)
    assert (layout.contentsMargins().left(), layout.spacing(), line.height()) == (16, 8, 28)


def test_rows_and_columns_of_a_grid_keep_their_distances_apart(qapp: QApplication) -> None:
    lines = grid(across=24, down=8)
    use_theme(qapp, "light", "compact", 200)
    assert (lines.horizontalSpacing(), lines.verticalSpacing()) == (36, 12)


def test_a_measure_is_kept_until_the_widget_is_gone(qapp: QApplication) -> None:
    widget = QWidget()
    keep(widget, QWidget.setFixedWidth, partial(scaled, 100))
    use_theme(qapp, "light", "compact", 125)
    assert widget.width() == 125
    widget.deleteLater()
    qapp.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    use_theme(qapp, "light", "compact", 150)


@pytest.mark.parametrize(
    ("dark", "contrast", "name"),
    [
        (False, False, "light"),
        (True, False, "dark"),
        (False, True, "contrast"),
        (True, True, "contrast-dark"),
    ],
)
def test_the_theme_of_the_system_is_dark_and_of_high_contrast_as_the_system_asks(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, dark: bool, contrast: bool, name: str
) -> None:
    monkeypatch.setattr(theme, "_asks_for_dark", lambda _application: dark)
    monkeypatch.setattr(theme, "_asks_for_contrast", lambda _application: contrast)
    use_theme(qapp, "system")
    assert tokens().name == name


@pytest.mark.parametrize(("wide", "across"), [(700, 5), (560, 4), (340, 2), (90, 1)])
def test_as_many_places_stand_side_by_side_as_there_is_room_for(qapp: QApplication, wide: int, across: int) -> None:
    window = QWidget()
    places = Places(window, most=5, narrowest=120)
    places.setHorizontalSpacing(20)
    labels = [QLabel("x") for _place in range(5)]
    places.fill([(label, 1) for label in labels])
    places.setGeometry(QRect(0, 0, wide, 200))

    assert places.across == across  # 5 of 120 and 4 gaps of 20 are 680
    assert len({label.y() for label in labels}) == -(-5 // across)
    assert places.minimumSize().width() <= 120


def test_parts_go_below_one_another_where_they_have_no_room_beside(qapp: QApplication) -> None:
    window = QWidget()
    layout = beside(window, spacing=10)
    assert isinstance(layout, Beside)
    for _part in range(2):
        part = QWidget()
        part.setMinimumWidth(200)
        layout.addWidget(part)
    for wide, direction in ((500, "LeftToRight"), (400, "TopToBottom"), (410, "LeftToRight")):
        layout.setGeometry(QRect(0, 0, wide, 300))
        assert layout.direction() is QBoxLayout.Direction[direction]
    assert layout.minimumSize().width() == 200


def test_a_page_that_needs_more_room_scrolls_below_its_head(qtbot: QtBot) -> None:
    page = Page(FakeHost(), "Order 3")
    tall = QWidget()
    tall.setMinimumHeight(900)
    page.body.addWidget(tall)
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    assert tall.height() == 900
    assert page.height() == 400
    assert page.header.y() < 100


def test_the_head_keeps_title_and_primary_act_and_puts_the_others_into_a_menu(qtbot: QtBot) -> None:
    header = PageHeader(FakeHost(), "Order 3")
    qtbot.addWidget(header)
    page = Page(FakeHost(), "")
    qtbot.addWidget(page)
    names = ("Print", "Pick", "Invoice", "Confirm")
    actions = [Action(f"x.{name}", name, lambda _context: None, primary=name == "Confirm") for name in names]
    header.set_actions(bind(actions, page.context, page))
    shown = {}
    for wide in (900, 300, 200):
        header.resize(wide, 60)
        header.show()
        shown[wide] = [button.text() for button in header._shown if button.isVisibleTo(header)]
    assert shown[900] == list(names)
    assert shown[200] == ["Confirm"]
    menu = header._more.menu()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Print", "Pick", "Invoice"]


def test_filters_go_on_in_the_next_line_where_a_line_is_full(qapp: QApplication) -> None:
    window = QWidget()
    flow = Flow(window, gap=10)
    parts = [QWidget() for _part in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    flow.setGeometry(QRect(0, 0, 215, 200))

    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (110, 0), (0, 30)]
    assert (flow.heightForWidth(215), flow.heightForWidth(320)) == (50, 20)
    assert (flow.sizeHint().width(), flow.minimumSize().width()) == (320, 100)
