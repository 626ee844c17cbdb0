"""Many documents e-mailed one after the other; at the end a list of what was not sent and why, to try those again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.company.mailing import OutgoingMail
from models.database.errors import KontorError, Unavailable
from resources.language import _
from views.kit.host import Answer, AnswerRole, Host, Level, Question
from views.kit.preview.keeping import mail_of
from views.kit.preview.letter import Letter
from views.kit.preview.mail_password import PASSWORD_LACKS, MailPasswordDialog
from views.kit.preview.round import Piece, Round

_LISTED = 12
#: After these the next message may fare better; after any other failure to reach the server none would.
_OF_ONE_MESSAGE = frozenset({"mail.cut_off", "mail.not_noted"})


class MailRound(Round):
    """Sends each; stopping waits for the message under way, since nobody can call it back."""

    def __init__(
        self, host: Host, title: str, pieces: Sequence[Piece], parent: QWidget, *, again: bool = False
    ) -> None:
        super().__init__(host, title, pieces, parent)
        self._page, self._again, self._stopped = parent, again, False
        self._pdf = b""
        self._mail: OutgoingMail | None = None
        self._unsent: list[tuple[Piece, str]] = []
        self._already: list[tuple[Piece, str]] = []

    def take(self, pdf: bytes) -> None:
        """Read what its letter says."""
        self._pdf = pdf
        if self.piece.letter is not None:
            arguments = self.piece.document.arguments
            self.job = self.host.read(self.piece.letter, arguments, on_done=self._on_letter, on_failed=self.on_failed)

    def start(self) -> None:
        """Send the next, unless it was stopped."""
        if self._stopped and self.at < len(self.pieces):
            self._leave_rest(_("not tried, since sending was stopped"))
        super().start()

    def stop(self) -> None:
        """End after the message under way."""
        self._stopped = True
        self.tell(_("Stopping after this message…"), Level.INFO)

    def fail(self, why: str) -> None:
        """Put it on the list of what was not sent."""
        self._unsent.append((self.piece, why))
        self.step()

    def on_failed(self, error: KontorError) -> None:
        """Tell apart what was sent before, what needs a password, and what fails for all that follow too."""
        why = self.host.explain(error)
        if error.code in PASSWORD_LACKS:
            self._ask_password(why)
        elif error.code == "message.already":
            self._already.append((self.piece, why))
            self.step()
        elif error.code == "mail.no_server" or _is_of_the_server(error):
            self._unsent.append((self.piece, why))
            self.at += 1
            self._leave_rest(_("not tried, since the mail server is not reached"))
            super().start()
        else:
            self.fail(why)

    def finish(self) -> None:
        """Say how many were sent; list the others and offer to try them again."""
        text = _("{count} of {all} documents are e-mailed.").format(count=self.done, all=len(self.pieces))
        if not (self._unsent or self._already):
            self.tell(text, Level.SUCCESS)
            self.leave()
            return
        self.tell(text, Level.WARNING)
        answers = [Answer("cancel", _("Close"))]
        if self._already:
            answers.append(Answer("again", _("Send again what was sent before")))
        if self._unsent:
            answers.append(Answer("retry", _("Try again what was not sent"), AnswerRole.PRIMARY))
        told = _listed([*self._unsent, *self._already])
        question = Question(_("Not everything was e-mailed"), text, tuple(answers), details=told)
        self.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer in {"again", "retry"}:
            again = answer == "again"
            pieces = [piece for piece, _why in (self._already if again else self._unsent)]
            MailRound(self.host, self.title, pieces, self._page, again=again or self._again).start()
        self.leave()

    def _on_letter(self, letter: Letter) -> None:
        self._mail = mail_of(self.piece.document, letter, self._pdf)
        self._send()

    def _send(self) -> None:
        if self._mail is not None:
            self.job = self.host.mailer.send(
                self._mail, again=self._again, on_done=self._on_sent, on_failed=self.on_failed
            )

    def _on_sent(self, _address: str) -> None:
        self.go_on()

    def _ask_password(self, why: str) -> None:
        dialog = MailPasswordDialog(self.host, why, self._page)
        dialog.kept.connect(self._send)
        dialog.rejected.connect(self._on_no_password)
        dialog.open()

    def _on_no_password(self) -> None:
        self._leave_rest(_("not tried without the password"))
        super().start()

    def _leave_rest(self, why: str) -> None:
        self._unsent += [(piece, why) for piece in self.pieces[self.at :]]
        self.at = len(self.pieces)


def _is_of_the_server(error: KontorError) -> bool:
    """Whether no message would get through."""
    return isinstance(error, Unavailable) and error.code not in _OF_ONE_MESSAGE


def _listed(unsent: Sequence[tuple[Piece, str]]) -> str:
    lines = [f"{piece.document.title}: {why}" for piece, why in unsent[:_LISTED]]
    if len(unsent) > _LISTED:
        lines.append(_("… and {count} more").format(count=len(unsent) - _LISTED))
    return "\n".join(lines)
