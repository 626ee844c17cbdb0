"""Many documents one after the other: made, kept where they leave the house, and taken; one failure loses no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from resources.language import _
from views.kit.host import Host, Job, Level, Message, MessageAction, PrintJob
from views.kit.preview.keeping import keep, keeps
from views.kit.preview.letter import Letter

if TYPE_CHECKING:
    from models.database.errors import KontorError

_NAMED = 5  # failures that are told by name


@dataclass(frozen=True, slots=True)
class Piece:
    """One document; `issue`, an operation, runs first, `letter` reads what an e-mail says, with the same arguments."""

    document: PrintJob
    issue: Callable[..., object] | None = None
    letter: Callable[..., Letter] | None = None


class Round(QObject):
    """Walks through the pieces. A subclass `take`s each PDF and goes on, or fails, and says in `end` what became of it.

    It destroys itself when it has ended.
    """

    ended = Signal()

    def __init__(self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget) -> None:
        super().__init__(parent)
        self.host, self.title, self.pieces = host, title, tuple(pieces)
        self.at, self.done = 0, 0
        self.failed: list[str] = []
        self.job: Job | None = None

    @property
    def piece(self) -> Piece:
        """The one under way."""
        return self.pieces[self.at]

    def start(self) -> None:
        """Go on with the next, or end."""
        if self.at == len(self.pieces):
            self.finish()
            return
        text = _("Document {number} of {count}…").format(number=self.at + 1, count=len(self.pieces))
        self.tell(text, Level.INFO, MessageAction(_("Cancel"), self._on_cancel))
        if self.piece.issue is None:
            self._make(None)
        else:
            arguments = self.piece.document.arguments
            self.job = self.host.run(self.piece.issue, arguments, on_done=self._make, on_failed=self.on_failed)

    def take(self, pdf: bytes) -> None:
        """Do with a PDF what the round is for, then `go_on` or `fail`."""
        raise NotImplementedError

    def end(self) -> None:
        """Say what became of it."""
        text = _("{count} documents are ready.").format(count=self.done)
        if not self.failed:
            self.tell(text, Level.SUCCESS)
            return
        named = " ".join(self.failed[:_NAMED])
        failed = _("{count} failed: {names}").format(count=len(self.failed), names=named)
        self.tell(f"{text} {failed}", Level.WARNING)

    def go_on(self) -> None:
        """Count the piece as done."""
        self.done += 1
        self.step()

    def fail(self, why: str) -> None:
        """Note why the piece is not done, translated."""
        self.failed.append(f"{self.piece.document.title}: {why}")
        self.step()

    def step(self) -> None:
        """Turn to the next one."""
        self.at += 1
        self.start()

    def on_failed(self, error: KontorError) -> None:
        """Note by which error the piece failed."""
        self.fail(self.host.explain(error))

    def stop(self) -> None:
        """The user wants no more; what is done stays done."""
        if self.job is not None:
            self.job.cancel()
        text = _("Stopped; {count} of {all} are done.").format(count=self.at, all=len(self.pieces))
        self.tell(text, Level.WARNING)
        self.leave()

    def finish(self) -> None:
        """Nothing is left to do."""
        self.end()
        self.leave()

    def tell(self, text: str, level: Level, action: MessageAction | None = None) -> None:
        """Say how far it is, in place of what was said before."""
        seconds = None if level is Level.SUCCESS else 0
        self.host.tell(Message(text, level, action, seconds, replaces="batch"))

    def _make(self, _issued: object) -> None:
        document = self.piece.document
        self.job = self.host.read(document.make, document.arguments, on_done=self._on_made, on_failed=self.on_failed)

    def _on_made(self, pdf: bytes) -> None:
        if keeps(self.host, self.piece.document):
            kept = partial(self._on_kept, pdf)
            self.job = keep(self.host, self.piece.document, pdf, on_done=kept, on_failed=self.on_failed)
        else:
            self.take(pdf)

    def _on_kept(self, pdf: bytes, _kept: object) -> None:
        self.take(pdf)

    def _on_cancel(self) -> None:
        if isValid(self):  # else its page has gone, the message has not
            self.stop()

    def leave(self) -> None:
        """It is over."""
        self.ended.emit()
        self.deleteLater()
