"""Makes a pack for its last period, step by step off the GUI thread: claimed, made and kept, saved, sent, noted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.database.errors import KontorError
from models.exchange.reporting.packs import DuePack, begin_run, end_run
from reports.plain.packing import ALREADY_SENT, MadePack, keep_pack, mail_of, save_made
from views.finance.reporting.result import STATUSES
from views.kit.host import Host


class PackMaker(QObject):
    """Tells with `ended` why it failed, or nothing; with `was_made` that somebody has made it already."""

    ended = Signal(str)
    was_made = Signal()

    def __init__(self, host: Host, due: DuePack, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._due = host, due
        self._run, self._reason = 0, ""
        self._made: MadePack | None = None

    def start(self) -> None:
        """Claim the run."""
        due = self._due
        arguments = {"pack_id": due.pack.id, "first": due.first, "last": due.last}
        self._host.run(begin_run, arguments, on_done=self._on_begun)

    def _on_begun(self, run_id: int | None) -> None:
        if run_id is None:
            self.was_made.emit()
            return
        self._run = run_id
        arguments = {"run_id": run_id, "due": self._due, "language": self._host.language, "statuses": STATUSES}
        self._host.run(keep_pack, arguments, on_done=self._on_kept, on_failed=self._on_failed)

    def _on_kept(self, made: MadePack) -> None:
        self._made = made
        if self._due.pack.folder:
            arguments = {"folder": self._due.pack.folder, "made": made}
            self._host.read(save_made, arguments, on_done=self._on_saved, on_failed=self._on_failed)
        else:
            self._send()

    def _on_saved(self, _place: str) -> None:
        self._send()

    def _send(self) -> None:
        if self._due.pack.recipients and self._made is not None:
            mail = mail_of(self._run, self._due, self._made)
            self._host.mailer.send(mail, on_done=self._on_sent, on_failed=self._on_failed)
        else:
            self._end("done", "")

    def _on_sent(self, _address: str) -> None:
        self._end("done", "")

    def _on_failed(self, error: KontorError) -> None:
        if error.code == ALREADY_SENT:
            self._end("done", "")
        else:
            self._end("failed", self._host.explain(error))

    def _end(self, state: str, reason: str) -> None:
        arguments = {"run_id": self._run, "state": state, "reason": reason}
        self._reason = reason
        self._host.run(end_run, arguments, on_done=self._on_ended)

    def _on_ended(self, _nothing: None) -> None:
        self.ended.emit(self._reason)
