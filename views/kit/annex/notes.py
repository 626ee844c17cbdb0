"""The notes on a record: the latest ones, a field to write another, and one's own can be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from models.company.notes import AddedNote, Note, correct_note, list_notes, write_note
from models.database.listing import Kind
from resources.language import _
from views.kit.action import tool_button
from views.kit.form.lines import TextBox
from views.kit.format import format_value
from views.kit.host import Host, Level, Message
from views.kit.text import Label, ShortenedLabel, clear, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1, SPACE_2, SPACE_3, SPACE_4

_FIELD_HEIGHT = 84
_FIELD_WIDTH = 300  # at most
_PAUSE = 500  # milliseconds without a key before what is typed is kept
_TYPED = "annex.note.{subject}.{subject_id}"


class NotesPanel(QWidget):
    """Notes to the left, newest first; to the right what is written, where one may write."""

    def __init__(self, host: Host, record: Mapping[str, object], *, may_write: bool) -> None:
        super().__init__()
        self._host, self._record = host, record
        self._corrected: Note | None = None
        self.notes: tuple[Note, ...] = ()
        self._shown = QWidget()
        self._list = column(self._shown, spacing=SPACE_3)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._shown)
        area.setAccessibleName(_("Notes"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = row(self, spacing=SPACE_4)
        layout.addWidget(area, 3)
        layout.addWidget(self._entry(), 2)
        self.entry.setVisible(may_write)
        self.setFocusProxy(self.text if may_write else area)
        self._keeping = QTimer(self, singleShot=True, interval=_PAUSE)
        self._keeping.timeout.connect(self._keep_typed)
        self.text.edited.connect(self._keeping.start)
        self._take_up()
        self.refresh()

    def refresh(self) -> None:
        """Read the notes again; what is typed stays."""
        self._host.read(list_notes, self._record, on_done=self.show_notes, on_failed=self._on_not_read)

    def show_record(self, record: Mapping[str, object]) -> None:
        """Show the notes of another record."""
        self._keep_typed()
        self._record = record
        self._give_up()
        self._take_up()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose nothing of what is typed."""
        super().hideEvent(event)
        self._keep_typed()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these."""
        self.notes = tuple(notes)
        clear(self._list)
        for written in notes:
            self._list.addWidget(self._made(written))
        if not notes:
            self._list.addWidget(note(_("No notes yet. What you write here is seen by who may see the record.")))
        self._list.addStretch()

    def _entry(self) -> QWidget:
        self.entry = QWidget()
        self.text = TextBox()
        keep(self.text, QWidget.setFixedHeight, partial(scaled, _FIELD_HEIGHT))
        self.text.setAccessibleName(_("New note"))
        self.text.setPlaceholderText(_("Write a note"))
        keep(self.entry, QWidget.setMaximumWidth, partial(scaled, _FIELD_WIDTH))
        self.save = QPushButton(_("Save the note"))
        self.save.clicked.connect(self._on_save)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self.text)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._on_save)
        self.cancel = QPushButton(_("Leave it as it was"))
        self.cancel.clicked.connect(self._give_up)
        self.cancel.hide()
        buttons = row(spacing=SPACE_2)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch()
        inner = column(self.entry, spacing=SPACE_2)
        inner.addWidget(self.text)
        inner.addLayout(buttons)
        inner.addStretch()
        return self.entry

    def _made(self, written: Note) -> QWidget:
        box = QWidget()
        inner = column(box, spacing=SPACE_1)
        head = row(spacing=SPACE_2)
        head.addWidget(ShortenedLabel(self.about(written), ink="secondary", size=SIZE_NOTE), 1)
        if written.mine and not self.entry.isHidden():
            corrects = tool_button("edit", _("Correct this note"), small=True)
            corrects.clicked.connect(partial(self.correct, written))
            head.insertWidget(0, corrects)
        inner.addLayout(head)
        text = Label(written.text, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner.addWidget(text)
        return box

    def about(self, written: Note) -> str:
        """Who wrote it and when, and whether it was corrected."""
        moment = format_value(written.written_at, Kind.TIMESTAMP, self._host.language)
        who = f"{written.written_by}, {moment}"
        return _("{who}, corrected").format(who=who) if written.corrected_at is not None else who

    def correct(self, written: Note, _checked: object = None) -> None:
        """Write one's own note anew."""
        self._corrected = written
        self.text.set_value(written.text)
        self.save.setText(_("Save the correction"))
        self.cancel.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        self._corrected = None
        self.text.set_value("")
        self.save.setText(_("Save the note"))
        self.cancel.hide()

    def _on_save(self) -> None:
        text = str(self.text.value())
        if not text:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._corrected is not None:
            arguments = {"note_id": self._corrected.id, "text": text}
            self._host.run(correct_note, arguments, on_done=self._on_saved, busy=self.entry)
        else:
            self._host.run(write_note, {**self._record, "text": text}, on_done=self._on_saved, busy=self.entry)

    def _key(self) -> str:
        return _TYPED.format(**self._record)

    def _keep_typed(self) -> None:
        """Keep what is typed and not saved on this computer, until the record is open again."""
        self._keeping.stop()
        if self._corrected is None:
            typed, key = str(self.text.value()) or None, self._key()
            if self._host.preferences.read(key) != typed:
                self._host.preferences.write(key, typed)

    def _take_up(self) -> None:
        typed = self._host.preferences.read(self._key())
        if isinstance(typed, str):
            self.text.set_value(typed)

    def _on_saved(self, _added: AddedNote) -> None:
        self._give_up()
        self._keep_typed()
        self._host.tell(Message(_("The note is saved."), Level.SUCCESS, replaces="note"))
        self.refresh()

    def _on_not_read(self, error: Exception) -> None:
        """What was shown stays."""
        del error
