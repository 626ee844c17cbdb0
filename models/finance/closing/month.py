"""All that one page says of closing a period: its state, its tasks, what happened to it, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.closing.periods import (
    ChangedTotal,
    PeriodEvent,
    PeriodState,
    changed_since_close,
    period_history,
    read_period,
)
from models.finance.closing.tasks import CloseBoard, CloseTask, close_board


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period that can be chosen."""

    id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class MonthClose:
    """The close of a period; `names` has the users that its tasks name, by key."""

    period: PeriodState
    board: CloseBoard
    history: tuple[PeriodEvent, ...]
    changed: tuple[ChangedTotal, ...]
    choices: tuple[PeriodChoice, ...]
    names: dict[int, str]


@operation(needs=Permission.FINANCE_READ)
def read_close(work: Work, *, period_id: int | None = None) -> MonthClose:
    """The close of that period; without a key of the earliest one that is not closed."""
    period = read_period(work, period_id=period_id)
    return MonthClose(
        period,
        close_board(work, period_id=period.id),
        period_history(work, period_id=period.id),
        changed_since_close(work, period_id=period.id),
        period_choices(work),
        names_of_users(work),
    )


def names_of_users(work: Work) -> dict[int, str]:
    """Everybody's name by key."""
    return {row.id: row.full_name for row in work.rows("SELECT id, full_name FROM company.app_user")}


@operation(needs=Permission.FINANCE_READ)
def period_choices(work: Work) -> tuple[PeriodChoice, ...]:
    """The regular periods that have begun, the latest first, at most three years of them."""
    return read_records(
        work,
        PeriodChoice,
        "SELECT id, starts_on, ends_on FROM ledger.period WHERE company_id = :company AND kind = 'regular'"
        " AND starts_on <= company.today(:company) ORDER BY starts_on DESC LIMIT 36",
    )


@dataclass(frozen=True, slots=True)
class OneTask:
    """A task of a period among the others; `own_id` is the key of the user who looks."""

    task: CloseTask
    period: PeriodState
    board: CloseBoard
    names: dict[int, str]
    own_id: int


@operation(needs=Permission.FINANCE_READ)
def read_close_task(work: Work, *, task_id: int) -> OneTask:
    """A task of a period, with what its check finds now."""
    period_id = work.value(
        "SELECT period_id FROM ledger.close_task WHERE company_id = :company AND id = :id", id=task_id
    )
    board = close_board(work, period_id=period_id) if period_id else CloseBoard(())
    task = next((task for task in board.tasks if task.id == task_id), None)
    if task is None:
        raise Invalid("close.no_task", id=task_id)
    return OneTask(task, read_period(work, period_id=period_id), board, names_of_users(work), work.identity.user_id)
