"""Runs packs of reports: claimed once for each period, made, kept, saved to a folder and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.mailing.tasks import sending
from desktop.messages import explain
from desktop.tasks.job import Job
from models.company.mailing import OutgoingMail, messages_of
from models.database.errors import Invalid, KontorError
from models.database.session import Session
from models.exchange.reporting.packs import DuePack, begin_run, due_packs, end_run
from reports.plain.packing import SUBJECT, MadePack, keep_pack
from resources import language
from resources.language import _
from views.kit.status import STATUS_WORDS

_NOT_SENT = "failed"


@dataclass(frozen=True, slots=True)
class PackResult:
    """What came of a pack for a period: done, or failed and why."""

    pack: str
    from_date: date
    to_date: date
    state: str
    reason: str = ""


def run_due(session: Session, *, on: date | None = None) -> Iterator[PackResult]:
    """Run every pack that is due, as of a day; what somebody else runs just now is left to them."""
    for due in session.read(due_packs, on=on):
        result = run_pack(session, due)
        if result is not None:
            yield result


def run_pack(session: Session, due: DuePack) -> PackResult | None:
    """Run one pack; None where it was made already. A failure is noted with the run, which is tried again next time."""
    run_id = session.run(begin_run, pack_id=due.pack.id, first=due.first, last=due.last)
    if run_id is None:
        return None
    state, reason = "done", ""
    try:
        _carry_out(session, run_id, due)
    except KontorError as error:
        state, reason = "failed", explain(error)
    except OSError as error:
        state, reason = (
            "failed",
            _("{folder} cannot be written to: {detail}").format(
                folder=due.pack.folder, detail=error.strerror or str(error)
            ),
        )
    session.run(end_run, run_id=run_id, state=state, reason=reason)
    return PackResult(due.pack.name, due.first, due.last, state, reason)


def _carry_out(session: Session, run_id: int, due: DuePack) -> None:
    statuses = {word: status.label for word, status in STATUS_WORDS.items()}
    speaking = language.current()
    made = session.run(keep_pack, run_id=run_id, due=due, language=speaking, statuses=statuses)
    if due.pack.folder:
        _save(Path(due.pack.folder), made)
    if due.pack.recipients:
        _send(session, run_id, due, made)


def _save(folder: Path, made: MadePack) -> None:
    """Write the document whole or not at all."""
    if not folder.is_dir():
        raise Invalid("pack.no_folder", field="folder", folder=str(folder))
    unfinished = folder / f"{made.name}.part"
    unfinished.write_bytes(made.content)
    unfinished.replace(folder / made.name)


def _send(session: Session, run_id: int, due: DuePack, made: MadePack) -> None:
    """Send it to all recipients in one message, unless it went out, or may have, at an earlier try."""
    earlier = session.read(messages_of, subject=SUBJECT, subject_id=run_id)
    if any(message.state != _NOT_SENT for message in earlier):
        return
    text = _("{pack} for {first} to {last} is attached.").format(
        pack=due.pack.name, first=f"{due.first:%Y-%m-%d}", last=f"{due.last:%Y-%m-%d}"
    )
    title = f"{due.pack.name} {due.last:%Y-%m-%d}"
    mail = OutgoingMail(
        SUBJECT, run_id, ", ".join(due.pack.recipients), title, text, made.name, made.content, once=True
    )
    sending(session, mail, again=False)(Job(_silent))


def _silent(_job: Job, _done: int, _total: int, _text: str) -> None:
    """Nobody watches."""
