"""Many documents in one act: looked through as one PDF, saved one file each, e-mailed or laid ready as e-mails."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from models.company.mailing import MailServer, read_mail_server
from resources.language import _
from views.kit.host import Answer, AnswerRole, Host, PrintJob, Question
from views.kit.preview.drafting import mail_draft
from views.kit.preview.keeping import mail_of
from views.kit.preview.letter import Letter
from views.kit.preview.mail_round import MailRound
from views.kit.preview.round import Piece, Round

if TYPE_CHECKING:
    from models.database.work import Work
    from views.kit.action import ActionContext

__all__ = ["Batch", "Piece", "merged", "show_or_ask"]

_FOLDER = "export.folder"


class Batch(QObject):
    """Asks what to do and starts the round that does it; the keyboard goes back to where it was."""

    def __init__(self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._title, self._pieces, self._page = host, title, tuple(pieces), parent
        self._focus = QApplication.focusWidget()

    def start(self) -> None:
        """Ask what to do with them."""
        if all(piece.letter is not None for piece in self._pieces):
            self._host.read(read_mail_server, {}, on_done=self._ask)
        else:
            self._ask(None, mails=False)

    def save_into(self, folder: str) -> None:
        """Save one file each into a folder."""
        self._host.preferences.write(_FOLDER, folder)
        self._begin(FileRound(self._host, self._title, self._pieces, self._page, Path(folder)))

    def _ask(self, server: MailServer | None, *, mails: bool = True) -> None:
        sends = server is not None and all(piece.document.kept is not None for piece in self._pieces)
        answers = [Answer("cancel", _("Cancel"))]
        text = _("{count} documents are chosen.")
        if mails:
            answers.append(Answer("send" if sends else "mail", _("E-mail")))
            text = _("{count} documents are chosen. E-mails open as drafts in your mail program.")
        if sends:
            text = _("{count} documents are chosen. E-mails are sent at once, with the words set for letters.")
        answers += [Answer("files", _("One file each")), Answer("one", _("Show and print"), AnswerRole.PRIMARY)]
        question = Question(self._title, text.format(count=len(self._pieces)), tuple(answers))
        self._host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, how: str) -> None:
        rounds: dict[str, type[Round]] = {"one": ShowRound, "send": MailRound, "mail": DraftRound}
        if how == "files":
            self._ask_folder()
        elif how in rounds:
            self._begin(rounds[how](self._host, self._title, self._pieces, self._page))
        else:
            self._leave()

    def _begin(self, made: Round) -> None:
        self._leave()
        made.start()

    def _leave(self) -> None:
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self.deleteLater()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._page, _("Save into folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        folder = self._host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(self.save_into)
        dialog.rejected.connect(self._leave)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class ShowRound(Round):
    """Shows all of them as one PDF that is printed as one job."""

    def __init__(self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget) -> None:
        super().__init__(host, title, pieces, parent)
        self._made: list[bytes] = []

    def take(self, pdf: bytes) -> None:
        """Lay it to the others."""
        self._made.append(pdf)
        self.go_on()

    def end(self) -> None:
        """Show them."""
        if self._made:
            from views.kit.preview.document import page_count

            starts, page = [], 0
            for pdf in self._made:
                starts.append(page)
                page += page_count(pdf)
            kind, name = self.pieces[0].document.kind, f"{self.title}.pdf"
            arguments = {"documents": tuple(self._made)}
            self.host.preview(PrintJob(self.title, merged, name, arguments, kind, starts=tuple(starts)))
        super().end()


class FileRound(Round):
    """Saves one file each into a folder."""

    def __init__(self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget, folder: Path) -> None:
        super().__init__(host, title, pieces, parent)
        self._folder = folder

    def take(self, pdf: bytes) -> None:
        """Save it under its own name."""
        self.write(self.piece.document.filename, pdf)

    def write(self, name: str, content: bytes) -> Path | None:
        """Write a file, and go on; None where it could not be written."""
        path = _free(self._folder, "".join(" " if sign in '\\/:*?"<>|' else sign for sign in name))
        try:
            path.write_bytes(content)
        except OSError as error:
            self.fail(error.strerror or str(error))
            return None
        self.go_on()
        return path


class DraftRound(FileRound):
    """Lays e-mails ready in the person's own mail program."""

    def __init__(self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget) -> None:
        super().__init__(host, title, pieces, parent, Path(tempfile.mkdtemp(prefix="kontor-")))
        self._pdf = b""

    def take(self, pdf: bytes) -> None:
        """Read what its letter says."""
        self._pdf = pdf
        if self.piece.letter is not None:
            arguments = self.piece.document.arguments
            self.job = self.host.read(self.piece.letter, arguments, on_done=self._on_letter, on_failed=self.on_failed)

    def end(self) -> None:
        """Open them in the order of the list."""
        for path in sorted(self._folder.iterdir(), key=_made_at):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        super().end()

    def _on_letter(self, letter: Letter) -> None:
        document = self.piece.document
        try:
            draft = mail_draft(mail_of(document, letter, self._pdf))
        except ValueError as error:
            self.fail(str(error))
            return
        self.write(f"{Path(document.filename).stem}.eml", draft)


def show_or_ask(context: ActionContext, title: str, documents: Sequence[PrintJob]) -> None:
    """Show one document at once; ask first what to do with several."""
    if len(documents) == 1:
        context.host.preview(documents[0])
    else:
        pieces = [Piece(document, letter=document.letter) for document in documents]
        Batch(context.host, title, pieces, context.source).start()


def merged(work: Work, *, documents: Sequence[bytes]) -> bytes:
    """Several PDFs as one, in this order."""
    del work
    from views.kit.preview.document import join

    target = BytesIO()
    join(documents, target)
    return target.getvalue()


def _made_at(path: Path) -> int:
    return path.stat().st_mtime_ns


def _free(folder: Path, name: str) -> Path:
    """A path in the folder that nothing lies at."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path
