"""One line under a document or on its record: when it was kept as issued, whether it still is that, and who got it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from models.company.issued import KeptDocument, kept_document, sha256_of
from models.company.mailing import MessageState, SentMessage, messages_of
from models.database.listing import Kind
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import _, current
from views.kit.format import format_value
from views.kit.host import Host, Job
from views.kit.text import Label, column
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1

_SHOWN = 8  # digits of a SHA-256; all of them stand in the tooltip


@dataclass(frozen=True, slots=True)
class Outward:
    """What has left the house of a record."""

    kept: KeptDocument | None
    messages: tuple[SentMessage, ...]


@operation(needs=Permission.CONTACTS_READ)
def read_outward(work: Work, *, subject: str, subject_id: int) -> Outward:
    """What is kept of a record's document, its content checked, and to whom it was sent."""
    return Outward(
        kept_document(work, subject=subject, subject_id=subject_id),
        messages_of(work, subject=subject, subject_id=subject_id),
    )


class KeptLine(QWidget):
    """Follows what is kept and sent of a record; takes no room while that is nothing. `shown` is the PDF in sight."""

    def __init__(self, host: Host, subject: str, key: int | None = None, *, shown: bytes | None = None) -> None:
        super().__init__()
        self._host, self._subject, self._key = host, subject, key
        self._shown = sha256_of(shown) if shown is not None else ""
        self._job: Job | None = None
        self.kept, self.sent = _line(), _line()
        layout = column(self, spacing=SPACE_1)
        layout.addWidget(self.kept)
        layout.addWidget(self.sent)
        self.hide()
        host.on_change("company.attachment", self._on_changed, self)
        host.on_change("company.sent_message", self._on_changed, self)
        self.refresh()

    def set_record(self, key: int | None) -> None:
        """Tell of another record, or of the same anew."""
        self._key = key
        self.refresh()

    def refresh(self) -> None:
        """Read and check what is kept."""
        if self._job is not None:
            self._job.cancel()
        if self._key is None:
            self.hide()
            return
        arguments = {"subject": self._subject, "subject_id": self._key}
        self._job = self._host.read(read_outward, arguments, on_done=self._on_read, on_failed=self._on_not_read)

    def _on_changed(self, keys: frozenset[object]) -> None:
        del keys
        self.refresh()

    def _on_read(self, outward: Outward) -> None:
        kept = outward.kept
        words = [kept_words(kept), *([_newer(kept)] if kept and self._shown and kept.sha256 != self._shown else [])]
        self.kept.setText(" ".join(words))
        self.kept.set_ink("secondary" if kept is None or kept.unchanged else "bad")
        self.kept.setToolTip(f"SHA-256 {kept.sha256}" if kept else "")
        self.kept.setVisible(kept is not None)
        self.sent.setText(sent_words(outward.messages))
        failed = bool(outward.messages) and outward.messages[0].state in {MessageState.FAILED, MessageState.UNCERTAIN}
        self.sent.set_ink("waiting" if failed else "secondary")
        self.sent.setToolTip("\n".join(map(_message_words, outward.messages)))
        self.sent.setVisible(bool(outward.messages))
        self.setVisible(kept is not None or bool(outward.messages))

    def _on_not_read(self, error: object) -> None:
        """Who may not read it is told nothing."""
        del error
        self.hide()


def kept_words(kept: KeptDocument | None) -> str:
    """What is said of a kept document; empty where there is none."""
    if kept is None:
        return ""
    if not kept.unchanged:
        text = _("Damaged: what is stored is not what was issued {when} (SHA-256 {digits}…). Restore it from a backup.")
        return text.format(when=when(kept.at), digits=kept.sha256[:_SHOWN])
    text = _("Kept as issued {when} · SHA-256 {digits}… ✓ unchanged")
    if kept.version > 1:
        text = _("Version {version} kept as issued {when} · SHA-256 {digits}… ✓ unchanged")
    return text.format(version=kept.version, when=when(kept.at), digits=kept.sha256[:_SHOWN])


def sent_words(messages: Sequence[SentMessage]) -> str:
    """What is said of the latest message, and how many there were before; empty where there is none."""
    if not messages:
        return ""
    words = _message_words(messages[0])
    if len(messages) > 1:
        words = _("{message} · {count} earlier").format(message=words, count=len(messages) - 1)
    return words


def _message_words(message: SentMessage) -> str:
    texts = {
        MessageState.HANDED_OVER: _("E-mailed {when} to {recipient} by {by}"),
        MessageState.SENDING: _("Being e-mailed to {recipient} by {by} since {when}"),
        MessageState.UNCERTAIN: _("E-mail of {when} to {recipient} is uncertain: ask the receiver"),
        MessageState.FAILED: _("E-mail of {when} to {recipient} was not sent: {reason}"),
    }
    text = texts[message.state]
    return text.format(when=when(message.at), recipient=message.recipient, by=message.by, reason=message.reason)


def _newer(kept: KeptDocument) -> str:
    text = _("· What is shown here is newer, and is kept as version {version} when it goes out")
    return text.format(version=kept.version + 1)


def when(moment: datetime) -> str:
    """A moment on the clock of this computer."""
    return format_value(moment, Kind.TIMESTAMP, current())


def _line() -> Label:
    return Label("", ink="secondary", size=SIZE_NOTE, wrap=True)
