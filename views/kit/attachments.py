"""The files of a record: PDFs are shown, every file can be saved, and whoever has the right adds more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QSizePolicy, QWidget

from models.company.attachments import Attachment, attach_file, copy_attachment, list_attachments, save_attachment
from models.database.listing import Kind
from models.database.work import Work
from resources.language import _
from views.kit.action import tool_button
from views.kit.format import format_decimal, format_value
from views.kit.host import Host, Level, Message, PrintJob
from views.kit.record import ShortenedLink
from views.kit.text import Card, clear, column, heading, note, row
from views.kit.theme.icons import set_icon
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3

_FOLDER = "attachments.folder"
_PDF = "application/pdf"


class AttachmentCard(QWidget):
    """Files that belong to the record `subject_id` of `subject`, as ledger.entry; `adds` is the right to add one."""

    def __init__(self, host: Host, subject: str, subject_id: int, *, adds: str) -> None:
        super().__init__()
        self._host = host
        self._record = {"subject": subject, "subject_id": subject_id}
        self.files: tuple[Attachment, ...] = ()
        self.add = QPushButton(_("Add a file…"))
        set_icon(self.add, "attach")
        self.add.clicked.connect(self._ask_for_file)
        self.add.setVisible(host.allows(adds))
        card = Card()
        self._list = column(card, margin=SPACE_3, spacing=SPACE_1)
        head = row(spacing=SPACE_3)
        head.addWidget(heading(_("Attachments")), 1)
        head.addWidget(self.add)
        layout = column(self, spacing=SPACE_2)
        layout.addLayout(head)
        layout.addWidget(card)
        host.on_change("company.attachment", self._on_changed, self)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._host.read(list_attachments, self._record, on_done=self._show)

    def add_file(self, path: str) -> None:
        """Store a file of this computer with the record."""
        self._host.preferences.write(_FOLDER, str(Path(path).parent))
        arguments = {**self._record, "path": Path(path)}
        self._host.run(attach_file, arguments, on_done=self._on_added, busy=self)

    def save_as(self, file: Attachment, path: str) -> None:
        """Write a stored file to this computer."""
        self._host.preferences.write(_FOLDER, str(Path(path).parent))
        arguments = {"attachment_id": file.id, "path": Path(path)}
        self._host.read(save_attachment, arguments, on_done=self._on_saved)

    def _show(self, files: Sequence[Attachment]) -> None:
        self.files = tuple(files)
        clear(self._list)
        for file in files:
            self._list.addWidget(self._line(file))
        if not files:
            self._list.addWidget(note(_("There are none.")))

    def _line(self, file: Attachment) -> QWidget:
        """Its name, which opens it, how large it is, how it came, and a button that saves it."""
        line = QWidget()
        layout = row(line, spacing=SPACE_3)
        opens = ShortenedLink(file.name)
        opens.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # a long name gives way
        opens.setAccessibleName(file.name)
        opens.clicked.connect(partial(self._open, file))
        saves = tool_button("save", _("Save {name} as…").format(name=file.name), small=True)
        saves.clicked.connect(partial(self._ask_where, file))
        layout.addWidget(opens)
        layout.addWidget(note(self.about(file), wrap=False), 1)
        layout.addWidget(saves)
        return line

    def about(self, file: Attachment) -> str:
        """How large it is, and how and when it came."""
        moment = format_value(file.added_at, Kind.TIMESTAMP, self._host.language)
        came = _("issued {moment}") if file.kind == "issued" else _("added {moment}")
        kilobytes = format_decimal(Decimal(max(1, round(file.size / 1000))), Kind.QUANTITY, self._host.language)
        return f"{_('{size} kB').format(size=kilobytes)}, {came.format(moment=moment)}"

    def _open(self, file: Attachment, _checked: object = None) -> None:
        """Show a PDF, and save what only other programs can show."""
        if file.mime == _PDF:
            self._host.preview(PrintJob(file.name, stored_content, file.name, {"attachment_id": file.id}))
        else:
            self._ask_where(file)

    def _ask_for_file(self) -> None:
        dialog = self._dialog(_("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.add_file)
        dialog.open()

    def _ask_where(self, file: Attachment, _checked: object = None) -> None:
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

    def _on_added(self, file: Attachment) -> None:
        self._host.tell(Message(_("{name} is attached.").format(name=file.name), Level.SUCCESS, replaces="attachment"))
        self.refresh()

    def _on_saved(self, file: Attachment) -> None:
        self._host.tell(Message(_("{name} is saved.").format(name=file.name), Level.SUCCESS, replaces="attachment"))

    def _on_changed(self, keys: frozenset[object]) -> None:
        """Others' files may have come; only the list knows whose they are."""
        del keys
        self.refresh()


def stored_content(work: Work, *, attachment_id: int) -> bytes:
    """The content of a stored file."""
    target = BytesIO()
    copy_attachment(work, attachment_id=attachment_id, target=target)
    return target.getvalue()
