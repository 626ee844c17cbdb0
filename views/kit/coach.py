"""A light mark that points at a part of the window: a frame around it and a bubble beside, in nobody's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from shiboken6 import isValid

from resources.language import _
from views.kit.text import Card, Label, column, note, row
from views.kit.theme.colours import colour
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, tokens
from views.kit.theme.tokens import RADIUS, SPACE_2, SPACE_3

Find = Callable[[QWidget], QWidget | None]  # the part in a window, or None while it is not there

_OBJECT_NAME = "coach"
_WIDTH = 280  # pixels at 100 %, of the bubble
_GAP, _AROUND = 8, 4
_FOLLOWING = 80  # milliseconds between looks at where the part is
_PATIENCE = 60  # looks until a part that does not come is given up


@dataclass(frozen=True, slots=True)
class Mark:
    """A part and what is said about it, already translated."""

    find: Find
    title: str
    text: str


class Coach(Card):
    """The bubble. Enter goes to the next mark, and from the last one to the part itself; Escape takes all away."""

    def __init__(self, window: QWidget, marks: Sequence[Mark]) -> None:
        super().__init__(window)
        self.setObjectName(_OBJECT_NAME)
        self._over, self._marks, self._at = window, tuple(marks), 0
        self._before: QWidget | None = window.focusWidget()
        self._part: QWidget | None = None
        self._waited = 0
        self._frame = _Frame(window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._text = Label("", strong=True, wrap=True), Label("", wrap=True)
        self._step = note("", wrap=False)
        self.next, self.away = QPushButton(), QPushButton(_("Close"))
        self.next.setProperty("role", "primary")
        self.next.clicked.connect(self.go_on)
        self.away.setProperty("role", "quiet")
        self.away.clicked.connect(self.end)
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setInterval(_FOLLOWING)
        self._timer.timeout.connect(self._follow)
        self._timer.start()
        self.hide()
        self._follow()

    @property
    def part(self) -> QWidget | None:
        """What it points at now."""
        return self._part

    @property
    def frame(self) -> QRect:
        """The frame around the part, in the window."""
        return self._frame.geometry()

    def go_on(self) -> None:
        """To the next mark, or to the part itself."""
        if self._at + 1 < len(self._marks):
            self._at, self._part, self._waited = self._at + 1, None, 0
            self._follow()
            return
        part = self._part
        self.end()
        if part is not None and isValid(part):
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Take it away; the keyboard goes back to where it was."""
        self._timer.stop()
        focused: QWidget | None = self._over.focusWidget()
        had_focus = focused is not None and (focused is self or self.isAncestorOf(focused))
        for gone in (self._frame, self):
            gone.hide()
            gone.deleteLater()
        if had_focus and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Escape ends; all other keys go where they went."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        keep(self, QWidget.setFixedWidth, partial(scaled, _WIDTH))
        layout = column(self, margin=SPACE_3, spacing=SPACE_2)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        line = row(spacing=SPACE_2)
        line.addWidget(self._step)
        line.addStretch()
        line.addWidget(self.away)
        line.addWidget(self.next)
        layout.addLayout(line)

    def _follow(self) -> None:
        """Stand where the part is, wherever it has moved to; appear when it does, and end when it is gone for long."""
        mark = self._marks[self._at]
        part = self._part if self._part is not None and isValid(self._part) and self._part.isVisible() else None
        part = part or mark.find(self._over)
        if part is None or not (_is_seen(part) if part is self._part else _in_sight(part)):
            self._wait()
            return
        fresh = part is not self._part
        self._point(part, mark)
        box = QRect(part.mapTo(self._over, QPoint(0, 0)), part.size())
        around = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).intersected(self._over.rect())
        self._frame.setGeometry(around)
        self._fit()
        self.move(_beside(around, self.rect(), self._over.rect()))
        if self.isHidden() or fresh:
            self._appear(fresh=fresh)

    def _fit(self) -> None:
        """As high as its words need at its width."""
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _point(self, part: QWidget, mark: Mark) -> None:
        if part is not self._part:
            self._part = part
            self._say(mark)

    def _wait(self) -> None:
        self._frame.hide()
        self.hide()
        self._waited += 1
        if self._waited > _PATIENCE:
            self.end()

    def _appear(self, *, fresh: bool) -> None:
        """Show it; the keyboard is asked for once only, and not where the user has scrolled back."""
        self._waited = 0
        for shown in (self._frame, self):
            shown.show()
            shown.raise_()
        if fresh:
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _say(self, mark: Mark) -> None:
        is_last = self._at + 1 == len(self._marks)
        self._title.setText(mark.title)
        self._text.setText(mark.text)
        self.next.setText(_("Go there") if is_last else _("Next"))
        several = len(self._marks) > 1
        self._step.setText(f"{self._at + 1}/{len(self._marks)}" if several else "")
        self.setAccessibleName(f"{mark.title}. {mark.text}")
        self.setAccessibleDescription(_("Enter goes there, Escape takes this away"))


class _Frame(QWidget):
    """Only seen: the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An edge in the colour of the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens().accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def point_at(window: QWidget, marks: Sequence[Mark]) -> Coach:
    """Point at parts of a window, one after the other, in place of what it pointed at before."""
    for before in window.findChildren(Coach):
        before.end()
    return Coach(window, marks)


def _in_sight(part: QWidget) -> bool:
    """Whether the part can be seen; where it lies further down on a page, that is scrolled to it first."""
    if not _is_seen(part):
        above = part.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(part)
            above = above.parentWidget()
    return _is_seen(part)


def _is_seen(part: QWidget) -> bool:
    return not part.visibleRegion().isEmpty()


def _beside(part: QRect, bubble: QRect, room: QRect) -> QPoint:
    """Below the part where there is room, else above, else at its right or left; in the corner of one that is large."""
    wide, high = bubble.width(), bubble.height()
    if part.height() > room.height() // 2 and part.width() > room.width() // 2:
        return QPoint(part.right() - wide - 3 * _GAP, part.bottom() - high - 2 * _GAP)
    x = max(room.left() + _GAP, min(part.left(), room.right() - wide - _GAP))
    if part.bottom() + _GAP + high <= room.bottom():
        return QPoint(x, part.bottom() + _GAP)
    if part.top() - _GAP - high >= room.top():
        return QPoint(x, part.top() - _GAP - high)
    y = max(room.top() + _GAP, min(part.top(), room.bottom() - high - _GAP))
    if part.right() + _GAP + wide <= room.right():
        return QPoint(part.right() + _GAP, y)
    left = part.left() - _GAP - wide
    return QPoint(max(left, room.right() - wide - _GAP if left < room.left() else left), y)
