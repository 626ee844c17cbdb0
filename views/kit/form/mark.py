"""A button with an icon inside an input, as large as the text: what Qt puts there itself stays small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from views.kit.theme.colours import colour
from views.kit.theme.icons import set_icon
from views.kit.theme.state import scaled, state, tokens

_INSET, _GAP = 3, 6  # pixels at 100 %, from the edge of the input, and around the icon


class FieldMark(QAbstractButton):
    """Stands at the end of `line`, or at its beginning; `name` is translated."""

    def __init__(self, line: QLineEdit, icon: str, name: str, *, leading: bool = False) -> None:
        super().__init__(line)
        self._line, self._leading = line, leading
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(name)
        self.setToolTip(name)
        set_icon(self, icon, small=True)
        line.installEventFilter(self)
        state().changed.connect(self._place)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the place when the input becomes wider or higher."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon, on a tint under the mouse."""
        del event
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), colour(tokens().hover))
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        self.icon().paint(painter, self.rect(), Qt.AlignmentFlag.AlignCenter, mode)

    def _place(self) -> None:
        line, inset, wide = self._line, scaled(_INSET), scaled(_GAP) + self.iconSize().width()
        left = inset if self._leading else line.width() - inset - wide
        self.setGeometry(left, inset, wide, max(0, line.height() - 2 * inset))
        margins = line.textMargins()
        if self._leading:
            margins.setLeft(wide)
        else:
            margins.setRight(wide)
        line.setTextMargins(margins)
