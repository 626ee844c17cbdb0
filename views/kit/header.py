"""The head of a page: where one is, its title and status, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from resources.language import _
from views.kit.action import ActionButton, BoundAction, menu_of, tool_button
from views.kit.host import Host, Link
from views.kit.text import Chip, LinkButton, ShortenedLabel, clear, column, note, row
from views.kit.theme.state import scaled, spaced, state
from views.kit.theme.tokens import SIZE_TITLE, SPACE_1, SPACE_2, SPACE_3

_MOST_BUTTONS = 5
_SHARE = 3  # a title has a third of the width before buttons do
_SUBTITLE = 80  # pixels at 100 % that a subtitle keeps before buttons do


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to a page, already translated; opens `link` where there is one."""

    text: str
    link: Link | None = None


class CrumbButton(LinkButton):
    """A step one can go back to."""

    def __init__(self, host: Host, crumb: Crumb) -> None:
        super().__init__(crumb.text)
        self._host, self._crumb = host, crumb
        self.clicked.connect(self._open)

    def _open(self) -> None:
        if self._crumb.link is not None:
            self._host.open(self._crumb.link)


class PageHeader(QWidget):
    """Breadcrumb above; title, subtitle, chips to the left and buttons to the right below."""

    def __init__(self, host: Host, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._title = ShortenedLabel(text, size=SIZE_TITLE, strong=True)
        self.subtitle = ""
        self._subtitle = ShortenedLabel("", ink="secondary")
        self._shown: list[ActionButton] = []
        self._in_menu: list[BoundAction] = []
        self._words: list[Chip] = []
        self._more = tool_button("more", _("More"), self)
        self._more.hide()
        self._room = 0  # buttons that stay
        self._crumbs, self._chips, self._buttons = row(spacing=SPACE_1), row(spacing=SPACE_1), row(spacing=SPACE_2)
        line = row(spacing=SPACE_3)
        line.addWidget(self._title)
        line.addWidget(self._subtitle)
        line.addLayout(self._chips)
        line.addStretch()
        line.addLayout(self._buttons)
        layout = column(self, spacing=0)
        layout.addLayout(self._crumbs)
        layout.addLayout(line)
        self._subtitle.hide()
        state().changed.connect(self._make_room)

    @property
    def text(self) -> str:
        """The title."""
        return self._title.text()

    def set_title(self, text: str, subtitle: str = "") -> None:
        """Name the page; the subtitle stands beside in grey."""
        self.subtitle = subtitle
        self._title.setText(text)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._make_room()

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show the way here, without the page itself."""
        clear(self._crumbs)
        for place, crumb in enumerate(crumbs):
            if place:
                self._crumbs.addWidget(note("/", wrap=False))
            step: QWidget = CrumbButton(self._host, crumb) if crumb.link else QLabel(crumb.text)
            self._crumbs.addWidget(step)
        self._crumbs.addStretch()

    def set_chips(self, words: Sequence[str]) -> None:
        """Show status words of the one table."""
        clear(self._chips)
        self._words = [Chip(word) for word in words]
        for chip in self._words:
            self._chips.addWidget(chip)
        self._make_room()

    def focus_primary(self) -> None:
        """Put the focus on the primary button, where there is one that can be used."""
        for button in self._shown:
            if button.is_primary and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_actions(self, actions: Sequence[BoundAction]) -> None:
        """Show buttons: secondary ones first, the primary one last; what has no room goes into a menu before them."""
        clear(self._buttons)
        shown = sorted((a for a in actions if not a.declared.in_menu_only), key=lambda a: a.declared.primary)
        self._in_menu = [action for action in actions if action.declared.in_menu_only]
        self._more = tool_button("more", _("More"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._shown = [ActionButton(action) for action in shown]
        for button in (self._more, *self._shown):
            self._buttons.addWidget(button)
        self._room = -1
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many buttons as there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The last buttons stay, at most five and always one; the others go into the menu."""
        kept, title = self._fitting(), self._title.sizeHint().width()
        self._title.setMinimumWidth(min(title, max(self.width() // _SHARE, self.width() - self._taken(kept))))
        if kept == self._room:
            return
        self._room = kept
        hidden = self._shown[: len(self._shown) - kept]
        for button in self._shown:
            button.setVisible(button not in hidden)
        rest = [*(button.action for button in hidden), *self._in_menu]
        before = self._more.menu()
        if rest:
            self._more.setMenu(menu_of(rest, self._more))
        if before is not None:
            before.deleteLater()
        self._more.setVisible(bool(rest))

    def _fitting(self) -> int:
        """How many buttons stay beside a title of up to a third of the width, and the beginning of a subtitle."""
        words = min(self._title.sizeHint().width(), self.width() // _SHARE)
        if self._subtitle.text():
            words += min(self._subtitle.sizeHint().width(), scaled(_SUBTITLE))
        most = min(len(self._shown), _MOST_BUTTONS)
        fitting = (kept for kept in range(most, 0, -1) if words + self._taken(kept) <= self.width())
        return next(fitting, min(1, most))

    def _taken(self, kept: int) -> int:
        """The width of chips, menu, so many buttons, and the gaps between."""
        for button in (self._more, *self._shown):
            button.ensurePolished()
        buttons = [button.sizeHint().width() + spaced(SPACE_2) for button in self._shown[len(self._shown) - kept :]]
        chips = [chip.sizeHint().width() + spaced(SPACE_1) for chip in self._words]
        return sum(buttons) + sum(chips) + self._more.sizeHint().width() + 5 * spaced(SPACE_3)
