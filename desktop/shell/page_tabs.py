"""The row of page tabs above the page: what is open side by side; absent while there is only one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.text import row
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import SPACE_1, SPACE_6

_WIDEST, _NARROWEST = 220, 120  # pixels at 100 %
_SCROLLER = 22  # both arrows together
_UNSAVED = "\N{BLACK CIRCLE} "


@dataclass(frozen=True, slots=True)
class PageTab:
    """What stands on one of them."""

    title: str
    unsaved: bool = False


class PageTabs(QWidget):
    """Shows what it is told; all places count from 0 at the left."""

    chosen = Signal(int)
    close_asked = Signal(int)
    others_close_asked = Signal(int)  # all but this one
    move_asked = Signal(int)  # to a window of its own
    moved = Signal(int, int)  # from, to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar()
        self.bar.currentChanged.connect(self.chosen)
        self.bar.tabMoved.connect(self.moved)
        self.bar.middle_clicked.connect(self.close_asked)
        self.bar.customContextMenuRequested.connect(self._on_menu)
        self._all = tool_button("down", _("All open pages"))
        self._all.clicked.connect(self._on_all)
        layout = row(self, spacing=SPACE_1)
        layout.setContentsMargins(SPACE_6, 0, SPACE_6, 0)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self._all)
        self.hide()

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read on them, from the left."""
        return tuple(self.bar.tabText(place).replace("&&", "&") for place in range(self.bar.count()))

    def show_tabs(self, tabs: Sequence[PageTab], front: int) -> None:
        """Show these, with the one at `front` chosen."""
        with QSignalBlocker(self.bar):
            while self.bar.count() > len(tabs):
                self.bar.removeTab(self.bar.count() - 1)
            while self.bar.count() < len(tabs):
                self._add()
            for place, tab in enumerate(tabs):
                self._write(place, tab)
            self.bar.setCurrentIndex(front)
        self.setVisible(len(tabs) > 1)

    def _add(self) -> None:
        place = self.bar.addTab("")
        cross = tool_button("close", _("Close"), self.bar, small=True)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Ctrl+W
        cross.clicked.connect(partial(self._on_cross, cross))
        self.bar.setTabButton(place, QTabBar.ButtonPosition.RightSide, cross)

    def _write(self, place: int, tab: PageTab) -> None:
        text = f"{_UNSAVED if tab.unsaved else ''}{tab.title.replace('&', '&&')}"
        if self.bar.tabText(place) != text:
            self.bar.setTabText(place, text)
            said = _("{title}, not saved").format(title=tab.title) if tab.unsaved else tab.title
            self.bar.setTabToolTip(place, said)
            self.bar.setAccessibleTabName(place, said)

    def _on_cross(self, cross: QToolButton) -> None:
        side = QTabBar.ButtonPosition.RightSide
        place = next((place for place in range(self.bar.count()) if self.bar.tabButton(place, side) is cross), None)
        if place is not None:
            self.close_asked.emit(place)

    def _on_menu(self, position: QPoint) -> None:
        place = self.bar.tabAt(position)
        if place < 0:
            return
        menu = _menu(self)
        menu.addAction(_("Close"), partial(self.close_asked.emit, place))
        menu.addAction(_("Close the others"), partial(self.others_close_asked.emit, place))
        menu.addAction(_("Move this page to a new window"), partial(self.move_asked.emit, place))
        menu.popup(self.bar.mapToGlobal(position))

    def _on_all(self) -> None:
        menu = _menu(self)
        for place in range(self.bar.count()):
            act = menu.addAction(self.bar.tabText(place), partial(self.chosen.emit, place))
            act.setCheckable(True)
            act.setChecked(place == self.bar.currentIndex())
        menu.popup(self._all.mapToGlobal(QPoint(0, self._all.height())))


class _Bar(QTabBar):
    middle_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Open pages"))
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        state().changed.connect(self._on_theme)
        self._on_theme()

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as its title, within reason."""
        wanted = super().tabSizeHint(index)
        return QSize(min(wanted.width(), scaled(_WIDEST)), wanted.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """No narrower than a few words: rather than that, the row scrolls."""
        wanted = self.tabSizeHint(index)
        return QSize(min(wanted.width(), scaled(_NARROWEST)), wanted.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes."""
        place = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and place >= 0:
            self.middle_clicked.emit(place)
        else:
            super().mouseReleaseEvent(event)

    def _on_theme(self) -> None:
        current = tokens()
        self.setStyleSheet(
            "QTabBar::tab { padding: 4px 2px 4px 6px; margin-right: 12px } QTabBar::tear { width: 0; image: none }"
            f" QTabBar::scroller {{ width: {scaled(_SCROLLER)}px }}"
            f" QTabBar > QToolButton {{ background: {current.window}; border: 0 }}"
            f" QTabBar > QToolButton:hover {{ background: {current.hover} }}"
        )


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
