"""The head of a page: where one is, its title and status, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from resources.language import _
from views.kit.action import ActionButton, BoundAction, menu_of, tool_button
from views.kit.host import Host, Link
from views.kit.text import Chip, Label, LinkButton, clear, column, note, row, title
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3

_MOST_BUTTONS = 5


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
        self._title = title(text)
        self._subtitle = Label("", ink="secondary")
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

    @property
    def text(self) -> str:
        """The title."""
        return self._title.text()

    def set_title(self, text: str, subtitle: str = "") -> None:
        """Name the page; the subtitle stands beside in grey."""
        self._title.setText(text)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

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
        for word in words:
            self._chips.addWidget(Chip(word))

    def focus_primary(self) -> None:
        """Put the focus on the primary button, where there is one that can be used."""
        for place in range(self._buttons.count()):
            item = self._buttons.itemAt(place)
            button = item.widget() if item is not None else None
            if isinstance(button, ActionButton) and button.is_primary and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_actions(self, actions: Sequence[BoundAction]) -> None:
        """Show buttons: secondary ones first, the primary one last; what has no room goes into a menu before them."""
        clear(self._buttons)
        shown = sorted((a for a in actions if not a.declared.in_menu_only), key=lambda a: a.declared.primary)
        rest = [*shown[:-_MOST_BUTTONS], *(action for action in actions if action.declared.in_menu_only)]
        if rest:
            more = tool_button("more", _("More"))
            more.setMenu(menu_of(rest, more))
            more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self._buttons.addWidget(more)
        for action in shown[-_MOST_BUTTONS:]:
            self._buttons.addWidget(ActionButton(action))
