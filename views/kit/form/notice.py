"""What stands above a form: the summary of what is wrong, and that somebody else changed the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from resources.language import _, ngettext
from views.kit.text import Label, LinkButton, clear, column, fill_tone, row
from views.kit.theme.icons import pixmap
from views.kit.theme.state import state, tokens
from views.kit.theme.tokens import RADIUS, SMALL_ICON, SPACE_1, SPACE_2, SPACE_3


class Notice(QFrame):
    """A tinted box with an icon."""

    def __init__(self, tone: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._name = tone, icon
        self._icon = QLabel()
        self.content = column(spacing=SPACE_1)
        layout = row(self, spacing=SPACE_3)
        layout.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self.content, 1)
        state().changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def set_tone(self, tone: str, icon: str) -> None:
        """Tint it otherwise."""
        self._tone, self._name = tone, icon
        self._on_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the tint."""
        del event
        painter = QPainter(self)
        fill_tone(painter, QRectF(self.rect()), tokens().tone(self._tone), RADIUS)

    def _on_theme(self) -> None:
        self._icon.setPixmap(pixmap(self._name, self._tone, SMALL_ICON, self.devicePixelRatioF()))
        self.update()


class JumpButton(LinkButton):
    """Leads to a field."""

    jumped = Signal(str)

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self._name = name
        self.setProperty("role", "alert")
        self.clicked.connect(self._jump)

    def _jump(self) -> None:
        self.jumped.emit(self._name)


class ErrorSummary(Notice):
    """How many fields are wrong, each with a link to it."""

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bad", "error", parent)
        self._heading = Label("", ink="bad", strong=True)
        self.content.addWidget(self._heading)
        self._links = column(spacing=0)
        self.content.addLayout(self._links)

    def show_problems(self, problems: Sequence[tuple[str, str, str]]) -> None:
        """Show (field name, label, what is wrong) of each; none hides it."""
        clear(self._links)
        count = len(problems)
        text = ngettext("{count} field needs attention", "{count} fields need attention", count)
        self._heading.setText(text.format(count=count))
        for name, label, wrong in problems:
            button = JumpButton(name, f"{label}: {wrong}" if label else wrong)
            button.jumped.connect(self.jumped)
            self._links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(problems))


class ConflictNotice(Notice):
    """Somebody else changed the record in between: reload, or compare."""

    reload_asked = Signal()
    compare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("waiting", "warning", parent)
        self._text = Label("", ink="waiting", wrap=True)
        self._buttons = QHBoxLayout()
        self._reload, self._compare = QPushButton(_("Reload")), QPushButton(_("Compare"))
        self._reload.setToolTip(_("Show the record as it is now; what was typed here is lost."))
        self._compare.setToolTip(_("Keep what was typed, and show beside it what is stored now."))
        self._reload.clicked.connect(self.reload_asked)
        self._compare.clicked.connect(self.compare_asked)
        self.content.addWidget(self._text)
        for button in (self._reload, self._compare):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self.content.addLayout(self._buttons)

    def explain(self, text: str, *, can_fetch: bool) -> None:
        """Show it; the buttons only where the record can be fetched again."""
        self._text.setText(text)
        self._reload.setVisible(can_fetch)
        self._compare.setVisible(can_fetch)
        self.show()
