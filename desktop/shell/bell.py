"""The bell at the top: how much that concerns the user is unread, and the panel that lists it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QListWidget, QListWidgetItem, QPushButton, QToolButton, QWidget

from desktop.shell.feed import Feed
from desktop.shell.feed_words import LEVELS, detail, headline, moment, page_of
from desktop.shell.panel import Panel
from models.company.notifications import Notification
from resources.language import _, ngettext
from views.kit.text import LinkButton, column, heading, note, row
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import icon, set_icon
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import ICON, SIZE_NOTE, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_WIDTH = 480
_ROW = 44  # pixels at 100 %, two lines
_MOST_ROWS = 6
_BESIDE_TEXT = 84  # pixels at 100 %, of icon, margins and scroll bar
_SHARE = 0.32  # of the height of the window, at most, for each of both lists
_MANY = 99
_TOLD = Qt.ItemDataRole.UserRole


class Bell(QToolButton):
    """Shows how many are unread as a figure, and says so."""

    def __init__(self, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self.setObjectName("quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self, "bell")
        feed.changed.connect(self._follow)
        state().changed.connect(self.update)
        self._follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bell, and the figure in its corner."""
        super().paintEvent(event)
        unread = self._feed.unread
        if not unread:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SIZE_NOTE - 2, strong=True))
        text = str(unread) if unread <= _MANY else f"{_MANY}+"
        high = painter.fontMetrics().height()
        wide = max(high, painter.fontMetrics().horizontalAdvance(text) + scaled(6))
        box = QRectF(self.width() - wide - 1, 1, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens().accent))
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setPen(colour(tokens().on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _follow(self) -> None:
        unread = self._feed.unread
        words = ngettext("{count} unread notification", "{count} unread notifications", unread)
        said = words.format(count=unread) if unread else _("Notifications")
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.update()


class NotificationPanel(Panel):
    """What concerns the user, then the messages that were shown before; follows both while it is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(_("Notifications"), _WIDTH, window)
        self._window, self._feed = window, window.windows.feed
        highest = int(window.height() * _SHARE)
        self.told = _Rows(_("Notifications"), highest)
        self.told.itemActivated.connect(self._on_chosen)
        self.told.itemClicked.connect(self._on_chosen)
        self.messages = _Rows(_("Messages"), highest)
        self.all_read = LinkButton(_("Mark all as read"))
        self.all_read.clicked.connect(partial(self._feed.mark))
        self.copied = QPushButton(_("&Copy"))
        self.copied.setToolTip(_("Copy the chosen message, or the latest"))
        self.copied.clicked.connect(self.messages.copy)
        self._none = note(_("Nothing yet. Tickets given to you, answers, and names after @ are told here."))
        self._no_messages = note(_("No message has been shown yet."))
        top, middle = row(spacing=SPACE_2), row(spacing=SPACE_2)
        for line, title, act in ((top, _("Notifications"), self.all_read), (middle, _("Shown before"), self.copied)):
            line.addWidget(heading(title), 1)
            line.addWidget(act)
        lines = column(spacing=SPACE_2)
        for part in (self.told, self._none):
            lines.addWidget(part)
        self.body.addLayout(top)
        self.body.addLayout(lines)
        self.body.addLayout(middle)
        self.body.addWidget(self.messages)
        self.body.addWidget(self._no_messages)
        self._feed.changed.connect(self._show)
        self._show()

    def take_focus(self) -> None:
        """The newest, so that Enter opens it; without one whatever comes first."""
        if self.told.count():
            self.told.setCurrentRow(0)
            self.told.setFocus()
        else:
            super().take_focus()

    def _show(self) -> None:
        told, shown = self._feed.latest, self._feed.messages
        self.told.fill([(_look(one), headline(one), detail(one), one) for one in told])
        self.messages.fill(
            [
                (one.message.level.value, one.message.text, f"{moment(one.at)} · {_(LEVELS[one.message.level])}", None)
                for one in shown
            ]
        )
        self._none.setVisible(not told)
        self._no_messages.setVisible(not shown)
        self.all_read.setVisible(self._feed.unread > 0)
        self.copied.setVisible(bool(shown))
        self.fit()

    def _on_chosen(self, item: QListWidgetItem) -> None:
        told: Notification = item.data(_TOLD)
        link = page_of(told)
        if not told.is_read:
            self._feed.mark(told.id)
        if link is not None:
            self.close()
            self._window.open_record(link)


class _Rows(QListWidget):
    """Two lines each; as high as what there is, within reason. Ctrl+C copies."""

    def __init__(self, name: str, highest: int) -> None:
        super().__init__()
        self._highest = highest
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setIconSize(QSize(scaled(ICON), scaled(ICON)))

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it, from the top."""
        return tuple(self.item(number).text() for number in range(self.count()))

    def fill(self, rows: list[tuple[str, str, str, Notification | None]]) -> None:
        """Show rows: icon, what, when and more, and the notification where it is one."""
        kept = self.currentRow()
        self.clear()
        for drawn, what, more, told in rows:
            item = QListWidgetItem(icon(drawn), f"{what}\n{more}", self)
            item.setToolTip(what)
            item.setSizeHint(QSize(0, self._height(item.text(), bold=told is not None and not told.is_read)))
            item.setData(_TOLD, told)
            if told is not None and not told.is_read:
                item.setFont(font(strong=True))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _("{text}, unread").format(text=item.text()))
        heights = [self.item(number).sizeHint().height() for number in range(self.count())]
        self.setFixedHeight(min(sum(heights), scaled(_ROW) * _MOST_ROWS, self._highest))
        self.setVisible(self.count() > 0)
        self.setCurrentRow(min(kept, self.count() - 1))

    def _height(self, text: str, *, bold: bool) -> int:
        room = QRect(0, 0, scaled(_WIDTH - _BESIDE_TEXT), scaled(_ROW) * _MOST_ROWS)
        wrapped = QFontMetrics(font(strong=bold)).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return max(scaled(_ROW), wrapped.height() + scaled(SPACE_3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as everywhere."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put what is chosen on the clipboard, or what is uppermost."""
        if self.count():
            QApplication.clipboard().setText(self.item(max(self.currentRow(), 0)).text())


def _look(told: Notification) -> str:
    return {"assigned": "ticket", "answered": "mail", "mentioned": "user"}.get(told.kind, "check")
