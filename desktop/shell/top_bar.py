"""The bar at the top: back and forward, the menus, and the way into the command palette."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenuBar, QPushButton, QSizePolicy, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.keys import WINDOW, keys, native
from views.kit.text import row
from views.kit.theme.colours import colour
from views.kit.theme.icons import set_icon
from views.kit.theme.keeping import keep
from views.kit.theme.state import field_height, scaled, state, tokens
from views.kit.theme.tokens import FIELD_HEIGHT, SPACE_1, SPACE_2
from views.start.pointing import SEARCH

HEIGHT = 44
_SEARCH_WIDTH = 320


def _around_fields(height: int) -> int:
    """As much room around the fields as at 100 %."""
    return height - FIELD_HEIGHT + field_height()


class TopBar(QWidget):
    """Stands over sidebar and page."""

    back = Signal()
    forward = Signal()
    search = Signal()

    def __init__(self, menus: QMenuBar, bell: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep(self, QWidget.setFixedHeight, partial(_around_fields, HEIGHT))
        self._back = tool_button("back", _("Back"))
        self._forward = tool_button("forward", _("Forward"))
        self._back.clicked.connect(self.back)
        self._forward.clicked.connect(self.forward)
        self._search = QPushButton()
        self._search.setObjectName(SEARCH)
        self._search.setToolTip(_("Every command, page and record"))
        keep(self._search, QWidget.setMaximumWidth, partial(scaled, _SEARCH_WIDTH))
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)  # the menus come first
        self._search.setProperty("role", "chip")
        self._search.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self._search, "search")
        self._search.clicked.connect(self.search)
        menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menus.setNativeMenuBar(False)  # it stands beside the arrows, on every system
        self._menus = menus
        layout = row(self, spacing=SPACE_1)
        layout.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        for widget in (self._back, self._forward, menus):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(bell)
        layout.addWidget(self._search, 1000)
        state().changed.connect(self._on_theme)
        self._on_theme()
        keys().changed.connect(self._follow_keys)
        self._follow_keys()

    def set_ways(self, *, back: bool, forward: bool) -> None:
        """Whether one can go back and forward."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below."""
        del event
        painter = QPainter(self)
        painter.setPen(colour(tokens().rule))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _on_theme(self) -> None:
        current = tokens()
        self._menus.setStyleSheet(
            f"QMenuBar {{ background: transparent; border: 0 }} QMenuBar::item {{ background: transparent;"
            f" color: {current.text}; padding: 5px 8px; border-radius: 4px }}"
            f" QMenuBar::item:selected {{ background: {current.hover} }}"
            f" QMenuBar::item:pressed {{ background: {current.selected}; color: {current.on_selected} }}"
        )
        self.update()

    def _follow_keys(self) -> None:
        self._back.setToolTip(_with_keys(_("Back"), "back", "Alt+Left"))
        self._forward.setToolTip(_with_keys(_("Forward"), "forward", "Alt+Right"))
        self._search.setText(_with_keys(_("Search or do…"), "palette", "Ctrl+K"))


def _with_keys(name: str, command: str, declared: str) -> str:
    pressed = native(keys().of(f"{WINDOW}{command}", declared))
    return f"{name} ({pressed})" if pressed else name
