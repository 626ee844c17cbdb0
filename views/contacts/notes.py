"""The notes on a party: the latest ones, and a field to write another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from models.contacts.pages import NoteLine
from models.database.listing import Kind
from resources.language import _
from views.kit.form.lines import TextBox
from views.kit.format import format_value
from views.kit.host import Host
from views.kit.text import Card, Label, clear, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_3

_FIELD_HEIGHT = 64


class NotesPanel(QWidget):
    """Shows notes, newest first; `add` gets the text of a new one, which stays until `clear`."""

    def __init__(self, host: Host, add: Callable[[str], None], *, may_write: bool) -> None:
        super().__init__()
        self._host, self._add = host, add
        self.text = TextBox()
        keep(self.text, QWidget.setFixedHeight, partial(scaled, _FIELD_HEIGHT))
        self.text.setAccessibleName(_("New note"))
        self.button = QPushButton(_("Save the note"))
        self.button.clicked.connect(self._on_clicked)
        self._shown = QWidget()
        self._list = column(self._shown, spacing=SPACE_2)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._shown)
        layout = column(self, spacing=SPACE_3)
        entry = row()
        entry.addWidget(self.text, 1)
        entry.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(entry)
        layout.addWidget(area, 1)
        self.text.setVisible(may_write)
        self.button.setVisible(may_write)

    def show_notes(self, notes: Sequence[NoteLine]) -> None:
        """Show these."""
        clear(self._list)
        for written in notes:
            card = Card()
            inner = column(card, margin=SPACE_3, spacing=SPACE_2)
            moment = format_value(written.written_at, Kind.TIMESTAMP, self._host.language)
            inner.addWidget(note(f"{written.written_by}, {moment}", wrap=False))
            inner.addWidget(Label(written.text, wrap=True))
            self._list.addWidget(card)
        if not notes:
            self._list.addWidget(note(_("No notes yet.")))
        self._list.addStretch()

    def clear(self) -> None:
        """Empty the field for the next note."""
        self.text.set_value("")

    def _on_clicked(self) -> None:
        text = str(self.text.value())
        if text.strip():
            self._add(text)
