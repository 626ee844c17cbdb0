"""The files of a record: who added them and when, what they look like, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from models.company.attachments import Attachment, RemovedFile, list_attachments, remove_attachment, save_attachment
from models.database.errors import KontorError
from models.database.listing import Kind
from models.database.rights import Permission
from resources.language import _
from views.kit.action import tool_button
from views.kit.annex.drawing import PDF, is_drawn, stored_content, stored_picture
from views.kit.annex.intake import Incoming, Intake
from views.kit.annex.opening import Opener, opens_elsewhere
from views.kit.annex.scans import ScanFolder
from views.kit.annex.thumbnail import Thumbnail
from views.kit.format import format_decimal, format_value
from views.kit.host import Answer, AnswerRole, Host, Level, Message, PrintJob, Question
from views.kit.text import Card, column, note, row
from views.kit.theme.icons import set_icon
from views.kit.theme.state import row_height, scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_4

_FOLDER = "attachments.folder"
_NARROW = 520  # pixels at 100 %, from which on there is room for a picture
_FILE = Qt.ItemDataRole.UserRole


class FilesPanel(QWidget):
    """The list to the left with what can be done above it, and the chosen one's picture to the right."""

    changed = Signal()

    def __init__(self, host: Host, record: Mapping[str, object], intake: Intake, *, may_add: bool) -> None:
        super().__init__()
        self._host, self._record, self._intake = host, record, intake
        self._wanted: int | None = None  # the file to be chosen once the list is here
        self.files: tuple[Attachment, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Files"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_activated)
        self.nothing = note("")
        self.picture = Thumbnail(host)
        self.picture.opened.connect(self.open)
        self.opener = Opener(host, self)
        self.may_add = may_add
        left = column(spacing=SPACE_2)
        left.addWidget(self._buttons())
        left.addWidget(self.nothing)
        self.card = Card()
        column(self.card, margin=SPACE_1).addWidget(self.list)
        left.addWidget(self.card, 1)
        left.addStretch()
        layout = row(self, spacing=SPACE_4)
        layout.addLayout(left, 1)
        layout.addWidget(self.picture)
        self.setFocusProxy(self.list)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._host.read(list_attachments, self._record, on_done=self.show_files, on_failed=self._on_not_read)

    def show_record(self, record: Mapping[str, object]) -> None:
        """Show the files of another record."""
        self._record = record
        self.refresh()

    def show_file(self, key: int) -> None:
        """Choose a file, now or as soon as the list is here."""
        self._wanted = key
        self._choose()

    @property
    def chosen(self) -> Attachment | None:
        """The file that the cursor stands on."""
        files = [item.data(_FILE) for item in self.list.selectedItems()]
        return files[0] if files else None

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Show these, the newest first."""
        before = self.chosen
        self.files = tuple(files)
        self.list.blockSignals(True)
        self.list.clear()
        for file in reversed(self.files):
            item = QListWidgetItem(f"{file.name}\n{self.about(file)}")
            item.setData(_FILE, file)
            item.setToolTip(file.name)
            item.setSizeHint(QSize(0, row_height() * 3 // 2))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.nothing.setVisible(not files)
        self.nothing.setText(
            _("No files yet. Drop files on the page, paste a picture with Ctrl+V, or choose them here.")
            if self.may_add
            else _("No files yet.")
        )
        self.card.setVisible(bool(files))
        self._make_room()
        self._wanted = self._wanted or (before.id if before is not None else None)
        self._choose()

    def about(self, file: Attachment) -> str:
        """How large it is, and how, by whom and when it came."""
        moment = format_value(file.added_at, Kind.TIMESTAMP, self._host.language)
        came = _("issued {moment}") if file.kind == "issued" else _("added {moment}")
        kilobytes = format_decimal(Decimal(max(1, round(file.size / 1000))), Kind.QUANTITY, self._host.language)
        parts = [_("{size} kB").format(size=kilobytes), came.format(moment=moment), file.adder]
        return ", ".join(filter(None, parts))

    # --- acts

    def add_paths(self, paths: Sequence[str]) -> None:
        """Store files of this computer with the record."""
        if paths:
            self._host.preferences.write(_FOLDER, str(Path(paths[0]).parent))
        self._intake.take([Incoming(Path(path).name, Path(path)) for path in paths])

    def open(self) -> None:
        """Show a PDF here, pictures and texts in the program of this computer for them, and save anything else."""
        file = self.chosen
        if file is None:
            return
        if file.mime == PDF:
            self._host.preview(PrintJob(file.name, stored_content, file.name, {"attachment_id": file.id}))
        elif opens_elsewhere(file.name):
            self.opener.open(file)
        else:
            self._ask_where()

    def save_as(self, file: Attachment, path: str) -> None:
        """Write a stored file to this computer."""
        self._host.preferences.write(_FOLDER, str(Path(path).parent))
        self._host.read(save_attachment, {"attachment_id": file.id, "path": Path(path)}, on_done=self._on_saved)

    def ask_to_remove(self) -> None:
        """Ask, and take the chosen file away."""
        file = self.chosen
        if file is None:
            return
        answers = (Answer("cancel", _("Cancel")), Answer("remove", _("Remove"), AnswerRole.DESTRUCTIVE))
        text = _("Its content is gone for everybody. The history keeps its name and who removed it.")
        question = Question(_("Remove {name}?").format(name=file.name), text, answers)
        self._host.ask(question, on_answer=partial(self._on_answer, file))

    # --- how it is made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture gives way to the names."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.picture.setVisible(bool(self.files) and self.width() >= scaled(_NARROW))

    def _buttons(self) -> QWidget:
        """What adds stands to the left, what is done with the chosen one to the right."""
        self.add = _button("attach", _("Add a file…"), self._ask_for_files)
        self.scan = _button("import", _("From the scan folder…"), self._show_scans)
        self.opens = tool_button("zoom-in", _("Open the file"))
        self.saves = tool_button("save", _("Save the file as…"))
        self.removes = tool_button("delete", _("Remove the file"))
        for button, act in ((self.opens, self.open), (self.saves, self._ask_where), (self.removes, self.ask_to_remove)):
            button.clicked.connect(act)
        line = QWidget()
        inside = row(line, spacing=SPACE_2)
        for part in (self.add, self.scan):
            part.setVisible(self.may_add)
            inside.addWidget(part)
        inside.addStretch()
        for button in (self.opens, self.saves, self.removes):
            inside.addWidget(button)
        return line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chosen file."""
        if event.key() == Qt.Key.Key_Delete and self.removes.isEnabled() and not self.removes.isHidden():
            self.ask_to_remove()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        for place in range(self.list.count()):
            file = self.list.item(place).data(_FILE)
            if isinstance(file, Attachment) and file.id == self._wanted:
                self.list.setCurrentRow(place)
                self._wanted = None
                break
        else:
            self.list.setCurrentRow(0 if self.files and self.list.currentRow() < 0 else self.list.currentRow())
        self._on_chosen()

    def _on_chosen(self, *_items: object) -> None:
        file = self.chosen
        for button in (self.opens, self.saves, self.removes):
            button.setVisible(file is not None)
        if file is None:
            self.picture.say("")
            return
        kept = why_kept(file, self._host)
        self.removes.setEnabled(not kept)
        self.removes.setToolTip(kept or _("Remove the file"))
        if is_drawn(file.mime, file.size):
            self.picture.draw(stored_picture, {"attachment_id": file.id, "mime": file.mime})
        else:
            self.picture.say(_("This file cannot be shown here."))

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.open()

    def _on_answer(self, file: Attachment, answer: str) -> None:
        if answer == "remove":
            self._host.run(remove_attachment, {"attachment_id": file.id}, on_done=partial(self._on_removed, file))

    def _on_removed(self, file: Attachment, _removed: RemovedFile) -> None:
        self._host.tell(Message(_("{name} is removed.").format(name=file.name), Level.SUCCESS, replaces="attachment"))
        self.refresh()
        self.changed.emit()

    def _on_saved(self, file: Attachment) -> None:
        self._host.tell(Message(_("{name} is saved.").format(name=file.name), Level.SUCCESS, replaces="attachment"))

    def _on_not_read(self, error: KontorError) -> None:
        self.nothing.setText(self._host.explain(error))
        self.nothing.show()

    def _show_scans(self) -> None:
        ScanFolder(self._host, self._intake, self.window()).open()

    def _ask_for_files(self) -> None:
        dialog = self._dialog(_("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_paths)
        dialog.open()

    def _ask_where(self) -> None:
        file = self.chosen
        if file is not None:
            dialog = self._dialog(_("Save as"))
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(file.name)
            dialog.fileSelected.connect(partial(self.save_as, file))
            dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.window(), title)
        folder = self._host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def why_kept(file: Attachment, host: Host) -> str:
    """Why a file cannot be removed, as far as the screen knows; the database decides."""
    if file.kind == "issued":
        return _("What was issued is kept as it was.")
    if file.kept:
        return _("What belongs to a posted document is kept with the books.")
    fresh = datetime.now(UTC) - file.added_at < timedelta(days=1)
    if not file.mine and not host.allows(Permission.COMPANY_FILES):
        return _("Only who added it, or who has the right to remove files, removes it.")
    if not fresh and not host.allows(Permission.COMPANY_FILES):
        return _("It was added more than a day ago. Ask who has the right to remove files.")
    return ""


def _button(icon: str, text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    set_icon(button, icon)
    button.clicked.connect(act)
    return button
