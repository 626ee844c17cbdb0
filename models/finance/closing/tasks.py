"""The tasks of a close: taken from the template, signed when done, reviewed by somebody else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from models.database.records import SavedRow, delete_row, insert_row, read_record, update_row
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.tables.closing import close_template


@dataclass(frozen=True, slots=True)
class CloseTask:
    """A task of a period, with what its check finds now; no key while the close has not begun.

    `count` and `amount` are None where the task checks nothing; users are named by key.
    """

    id: int | None
    code: str
    position: int
    name: str
    name_en: str
    area: str
    owner_role: str
    owner_id: int | None
    reviewed: bool
    reviewer_id: int | None
    due_on: date
    check_code: str
    needs_evidence: bool
    page: str
    after: tuple[str, ...]
    note: str
    signed_at: datetime | None
    signed_by: int | None
    reviewed_at: datetime | None
    reviewed_by: int | None
    files: int
    count: int | None
    amount: Decimal | None

    @property
    def done(self) -> bool:
        """Signed, and reviewed where it has to be."""
        return self.signed_at is not None and (self.reviewed_at is not None or not self.reviewed)

    @property
    def blocking(self) -> bool:
        """Whether its check finds something."""
        return bool(self.count)


@dataclass(frozen=True, slots=True)
class CloseBoard:
    """The tasks of a period in their order."""

    tasks: tuple[CloseTask, ...]

    @property
    def begun(self) -> bool:
        """Whether the tasks stand in the period, not only in the template."""
        return any(task.id is not None for task in self.tasks)

    @property
    def ready(self) -> int:
        """Percent of the tasks that are done, or whose check finds nothing while the close has not begun."""
        if not self.tasks:
            return 100
        done = sum(task.done if self.begun else not task.blocking for task in self.tasks)
        return 100 * done // len(self.tasks)

    @property
    def blocking(self) -> tuple[CloseTask, ...]:
        """The tasks whose check finds something."""
        return tuple(task for task in self.tasks if task.blocking)

    def waits_for(self, task: CloseTask) -> CloseTask | None:
        """The first task before this one that is not done."""
        return next((other for other in self.tasks if other.code in task.after and not other.done), None)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task of the template as it is edited; `after` holds codes with blanks between."""

    id: int | None = None
    version: int | None = None
    code: str = ""
    position: int = 100
    name: str = ""
    name_en: str = ""
    area: str = "general"
    owner_role: str = "accountant"
    owner_id: int | None = None
    reviewed: bool = False
    reviewer_id: int | None = None
    due_day: int = 5
    check_code: str = ""
    needs_evidence: bool = False
    page: str = ""
    after: str = ""
    active: bool = True


_TEMPLATE = """
SELECT id, row_version, code, position, name, name_en, area, owner_role, owner_id, reviewed, reviewer_id, due_day,
       check_code, needs_evidence, page, array_to_string(after, ' '), active
  FROM ledger.close_template WHERE company_id = :company AND id = :id
"""


@operation(needs=Permission.FINANCE_READ)
def close_board(work: Work, *, period_id: int) -> CloseBoard:
    """The tasks of a period, each with what its check finds now."""
    rows = work.rows("SELECT * FROM reporting.close_board(:company, :period)", period=period_id)
    return CloseBoard(tuple(CloseTask(**{**row._asdict(), "after": tuple(row.after)}) for row in rows))


@operation(needs=Permission.FINANCE_READ)
def run_check(work: Work, *, period_id: int, code: str) -> tuple[int, Decimal]:
    """How many a check finds in a period, and what they come to; code as schema.what."""
    found = work.rows(
        "SELECT count AS pieces, amount FROM ledger.run_close_check(:company, :period, :code)",
        period=period_id,
        code=code,
    )
    return found[0].pieces, found[0].amount


@operation(needs=Permission.FINANCE_READ)
def list_checks(work: Work) -> tuple[str, ...]:
    """The codes of all checks there are."""
    return tuple(row.code for row in work.rows("SELECT code FROM ledger.close_checks()"))


@operation(needs=Permission.FINANCE_PERIODS)
def begin_close(work: Work, *, period_id: int) -> int:
    """Take the tasks of the template into the period, each once; returns how many came."""
    count: int = work.call("ledger.begin_close", period_id)["tasks"]
    return count


@operation(needs=Permission.FINANCE_CLOSE)
def sign_task(work: Work, *, task_id: int, note: str = "") -> None:
    """Say that a task is done: refused before its predecessors, and while its check finds something."""
    work.call("ledger.sign_close_task", task_id, note)


@operation(needs=Permission.FINANCE_CLOSE)
def review_task(work: Work, *, task_id: int) -> None:
    """Say that what somebody else signed is right."""
    work.call("ledger.review_close_task", task_id)


@operation(needs=Permission.FINANCE_PERIODS)
def unsign_task(work: Work, *, task_id: int, reason: str) -> None:
    """Take the signatures of a task back; the reason stays in the history of the period."""
    work.call("ledger.unsign_close_task", task_id, reason)


@operation(needs=Permission.FINANCE_PERIODS)
def assign_task(work: Work, *, task_id: int, owner_id: int | None, reviewer_id: int | None) -> None:
    """Name who does a task and who reviews it: two people."""
    work.call("ledger.assign_close_task", task_id, owner_id, reviewer_id)


@operation(needs=Permission.FINANCE_READ)
def read_template_task(work: Work, *, task_id: int) -> TaskDraft:
    """A task of the template."""
    return read_record(work, TaskDraft, _TEMPLATE, table="ledger.close_template", row_id=task_id)


@operation(needs=Permission.FINANCE_PERIODS)
def save_template_task(work: Work, *, task: TaskDraft) -> SavedRow:
    """Make a task of the template or change it; periods whose close has begun keep theirs."""
    values: dict[str, object] = {f.name: getattr(task, f.name) for f in fields(task) if f.name not in {"id", "version"}}
    values["after"] = task.after.replace(",", " ").split()
    if task.id is None:
        return insert_row(work, close_template, values)
    return update_row(work, close_template, row_id=task.id, version=task.version, values=values)


@operation(needs=Permission.FINANCE_PERIODS)
def delete_template_task(work: Work, *, task_id: int, version: int) -> None:
    """Take a task out of the template."""
    delete_row(work, close_template, row_id=task_id, version=version)
