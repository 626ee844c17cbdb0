"""Many documents in one act: looked through as one PDF, saved one file each, or laid ready as e-mails."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from resources.language import _
from views.kit.host import Answer, AnswerRole, Host, Job, Level, Message, MessageAction, PrintJob, Question
from views.kit.preview.drafting import mail_draft

if TYPE_CHECKING:
    from models.database.errors import KontorError
    from models.database.work import Work

_NAMED = 5  # failures that are told by name
_FOLDER = "export.folder"


class Letter(Protocol):
    """What an e-mail says."""

    @property
    def recipient(self) -> str:
        """An address."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """Plain lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One document; `issue`, an operation, runs first, `letter` reads what an e-mail says, with the same arguments."""

    document: PrintJob
    issue: Callable[..., object] | None = None
    letter: Callable[..., Letter] | None = None


class Batch(QObject):
    """Asks what to do, makes one document after the other, and names at the end what failed."""

    def __init__(self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._title, self._pieces = host, title, tuple(pieces)
        self._how, self._folder, self._at = "", Path(), 0
        self._made: list[bytes] = []
        self._pdf = b""
        self._written: list[Path] = []
        self._failed: list[str] = []
        self._job: Job | None = None

    def start(self) -> None:
        """Ask what to do with them."""
        answers = [Answer("cancel", _("Cancel"))]
        if all(piece.letter is not None for piece in self._pieces):
            answers.append(Answer("mail", _("E-mail")))
        answers += [Answer("files", _("One file each")), Answer("one", _("Show and print"), AnswerRole.PRIMARY)]
        text = _("{count} documents are chosen. E-mails open as drafts in your mail program.")
        question = Question(self._title, text.format(count=len(self._pieces)), tuple(answers))
        self._host.ask(question, on_answer=self._on_answer)

    def save_into(self, folder: str) -> None:
        """Save one file each into a folder."""
        self._how, self._folder = "files", Path(folder)
        self._host.preferences.write(_FOLDER, folder)
        self._next()

    def _on_answer(self, how: str) -> None:
        self._how = how
        if how == "files":
            self._ask_folder()
        elif how in {"one", "mail"}:
            if how == "mail":
                self._folder = Path(tempfile.mkdtemp(prefix="kontor-"))
            self._next()
        else:
            self.deleteLater()

    def _ask_folder(self) -> None:
        parent = self.parent()
        dialog = QFileDialog(parent if isinstance(parent, QWidget) else None, _("Save into folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        folder = self._host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(self.save_into)
        dialog.rejected.connect(self.deleteLater)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _next(self) -> None:
        if self._at == len(self._pieces):
            self._end()
            return
        text = _("Document {number} of {count}…").format(number=self._at + 1, count=len(self._pieces))
        self._tell(text, Level.INFO, MessageAction(_("Cancel"), self._on_cancel))
        piece = self._piece
        if piece.issue is None:
            self._make(None)
        else:
            self._job = self._host.run(
                piece.issue, piece.document.arguments, on_done=self._make, on_failed=self._on_failed
            )

    @property
    def _piece(self) -> Piece:
        return self._pieces[self._at]

    def _make(self, _issued: object) -> None:
        document = self._piece.document
        self._job = self._host.read(document.make, document.arguments, on_done=self._on_made, on_failed=self._on_failed)

    def _on_made(self, pdf: bytes) -> None:
        piece = self._piece
        if self._how == "mail" and piece.letter is not None:
            self._pdf = pdf
            self._job = self._host.read(
                piece.letter, piece.document.arguments, on_done=self._on_letter, on_failed=self._on_failed
            )
        elif self._how == "files":
            self._write(piece.document.filename, pdf)
        else:
            self._made.append(pdf)
            self._go_on()

    def _on_letter(self, letter: Letter) -> None:
        name = self._piece.document.filename
        try:
            draft = mail_draft(letter.recipient, letter.subject, letter.text, name, self._pdf)
        except ValueError as error:
            self._fail(str(error))
            return
        self._write(f"{Path(name).stem}.eml", draft)

    def _write(self, name: str, content: bytes) -> None:
        path = _free(self._folder, "".join(" " if sign in '\\/:*?"<>|' else sign for sign in name))
        try:
            path.write_bytes(content)
        except OSError as error:
            self._fail(error.strerror or str(error))
            return
        self._written.append(path)
        self._go_on()

    def _on_failed(self, error: KontorError) -> None:
        self._fail(self._host.explain(error))

    def _fail(self, why: str) -> None:
        self._failed.append(f"{self._piece.document.title}: {why}")
        self._go_on()

    def _go_on(self) -> None:
        self._at += 1
        self._next()

    def _on_cancel(self) -> None:
        if not isValid(self):  # its page has gone, the message has not
            return
        if self._job is not None:
            self._job.cancel()
        text = _("Stopped; {count} of {all} are done.").format(count=self._at, all=len(self._pieces))
        self._tell(text, Level.WARNING)
        self.deleteLater()

    def _end(self) -> None:
        if self._made:
            kind = self._pieces[0].document.kind
            arguments = {"documents": tuple(self._made)}
            self._host.preview(PrintJob(self._title, merged, f"{self._title}.pdf", arguments, kind))
        if self._how == "mail":
            for path in self._written:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._say()
        self.deleteLater()

    def _say(self) -> None:
        done = len(self._made) + len(self._written)
        text = _("{count} documents are ready.").format(count=done)
        if not self._failed:
            self._tell(text, Level.SUCCESS)
            return
        named = " ".join(self._failed[:_NAMED])
        failed = _("{count} failed: {names}").format(count=len(self._failed), names=named)
        self._tell(f"{text} {failed}", Level.WARNING)

    def _tell(self, text: str, level: Level, action: MessageAction | None = None) -> None:
        seconds = None if level is Level.SUCCESS else 0
        self._host.tell(Message(text, level, action, seconds, replaces="batch"))


def merged(work: Work, *, documents: Sequence[bytes]) -> bytes:
    """Several PDFs as one, in this order."""
    del work
    from views.kit.preview.document import join

    target = BytesIO()
    join(documents, target)
    return target.getvalue()


def _free(folder: Path, name: str) -> Path:
    """A path in the folder that nothing lies at."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path
