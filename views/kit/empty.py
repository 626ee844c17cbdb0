"""What stands where nothing can: why the place is empty, and the next act."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from views.kit.text import Label, column, heading
from views.kit.theme.colours import colour
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, spaced, state, tokens
from views.kit.theme.tokens import SPACE_2, SPACE_4

_ICON_SIZE = 40
_WIDEST = 420


class EmptyState(QWidget):
    """An icon, a title, a hint and one button, in the middle of the place they explain."""

    acted = Signal()

    def __init__(self, icon: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = icon
        self._icon = QLabel()
        self._title = heading("")
        self._hint = Label("", ink="secondary", wrap=True)
        self._button = QPushButton()
        self._button.clicked.connect(self.acted)
        self._arrange()
        state().changed.connect(self._on_theme)
        self._on_theme()

    def explain(self, title: str, hint: str = "", act: str = "", icon: str = "") -> None:
        """Show these texts, already translated; without `act` there is no button."""
        self._name = icon or self._name
        self._title.setText(title)
        self._hint.setText(hint)
        self._fit_hint()
        self._hint.setVisible(bool(hint))
        self._button.setText(act)
        self._button.setVisible(bool(act))
        self._on_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the colour of the table it stands in for."""
        del event
        QPainter(self).fillRect(self.rect(), colour(tokens().surface))

    def minimumSizeHint(self) -> QSize:
        """Narrow places break the hint oftener."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the hint anew."""
        super().resizeEvent(event)
        self._fit_hint()

    def _arrange(self) -> None:
        layout = column(self, margin=SPACE_4, spacing=SPACE_2)
        layout.addStretch(2)
        for label in (self._icon, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._icon, self._title, self._hint):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SPACE_2)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _fit_hint(self) -> None:
        wide = max(0, min(scaled(_WIDEST), self.width() - 2 * spaced(SPACE_4)))
        self._hint.setFixedWidth(wide)
        self._hint.setFixedHeight(max(0, self._hint.heightForWidth(wide)))

    def _on_theme(self) -> None:
        self._fit_hint()
        self._icon.setPixmap(pixmap(self._name, "disabled", _ICON_SIZE, self.devicePixelRatioF()))
        self.update()
