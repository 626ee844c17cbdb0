"""The day a picking list is planned for, changed where it stands."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from resources.language import _
from views.kit.form.lines import DateLine
from views.kit.host import Host
from views.kit.text import row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_WIDTH = 150


class PlannedDay(QWidget):
    """Emits `chosen` with another day when the field is left, or Enter pressed."""

    chosen = Signal(object)  # date

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.line = DateLine(host.today)
        keep(self.line, QWidget.setFixedWidth, partial(scaled, _WIDTH))
        label = QLabel(_("Planne&d for"))
        label.setBuddy(self.line)
        self.line.setAccessibleName(_("Planned for"))
        layout = row(self, spacing=SPACE_2)
        layout.addWidget(label)
        layout.addWidget(self.line)
        layout.addStretch()
        self.line.left.connect(self._on_left)
        self.line.returnPressed.connect(self._on_left)

    def show_day(self, day: date) -> None:
        """Show the stored day, unless another one is being typed."""
        if not self.line.hasFocus() or self._day is None:
            self.line.set_value(day)
        self._day = day

    def _on_left(self) -> None:
        day = self.line.value()
        if not isinstance(day, date):
            self.line.set_value(self._day)
        elif day != self._day:
            self._day = day
            self.chosen.emit(day)
