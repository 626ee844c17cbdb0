"""Runs packs of reports: claimed once for each period, made, kept, saved to a folder and sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.mailing.tasks import sending
from desktop.messages import explain
from desktop.tasks.job import Job
from models.database.errors import KontorError
from models.database.session import Session
from models.exchange.reporting.packs import DuePack, begin_run, due_packs, end_run
from reports.plain.packing import ALREADY_SENT, keep_pack, mail_of, save_made
from resources import language
from views.kit.status import STATUS_WORDS


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
    session.run(end_run, run_id=run_id, state=state, reason=reason)
    return PackResult(due.pack.name, due.first, due.last, state, reason)


def _carry_out(session: Session, run_id: int, due: DuePack) -> None:
    statuses = {word: status.label for word, status in STATUS_WORDS.items()}
    made = session.run(keep_pack, run_id=run_id, due=due, language=language.current(), statuses=statuses)
    if due.pack.folder:
        session.read(save_made, folder=due.pack.folder, made=made)
    if not due.pack.recipients:
        return
    try:
        sending(session, mail_of(run_id, due, made), again=False)(Job(_silent))
    except KontorError as error:
        if error.code != ALREADY_SENT:
            raise


def _silent(_job: Job, _done: int, _total: int, _text: str) -> None:
    """Nobody watches."""
