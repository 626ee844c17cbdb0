"""Vouchers that repeat: a posted voucher is the model, booked again on the days of its repetition."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

UNITS = ("month", "week")
LAST_DAY = 0
_COLUMNS = ("name", "text", "model_id", "every", "unit", "day", "starts_on", "ends_on", "reverses", "active")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Recurring:
    """A repetition of the voucher `model_id`: every so many of UNITS from `starts_on` on.

    `day` is that of the month, 0 its last; {period}, {month} and {year} in `text` stand for the day's own. With
    `reverses` each is taken back on the first of the next month. A new one has neither `id` nor `version`.
    """

    model_id: int
    name: str = ""
    text: str = ""
    every: int = 1
    unit: str = "month"
    day: int = LAST_DAY
    starts_on: date | None = None
    ends_on: date | None = None
    reverses: bool = False
    active: bool = True
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_recurring(work: Work, *, recurring_id: int) -> Recurring:
    """The repetition with this key; Invalid where there is none."""
    row = work.row(
        "SELECT model_id, name, text, every, unit, day, starts_on, ends_on, reverses, active, id, row_version"
        " FROM ledger.recurring WHERE company_id = :company AND id = :id",
        id=recurring_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.recurring", id=recurring_id)
    return Recurring(*tuple(row))


@operation(needs=Permission.FINANCE_POST)
def save_recurring(work: Work, *, recurring: Recurring) -> Recurring:
    """Make a repetition, or change the one that was read at its version; what is posted already stays."""
    _check(recurring)
    values = {name: value for name, value in asdict(recurring).items() if name in _COLUMNS}
    if recurring.id is None:
        marks = ", ".join(f":{name}" for name in _COLUMNS)
        key = work.value(
            f"INSERT INTO ledger.recurring (company_id, {', '.join(_COLUMNS)})"  # noqa: S608 - names of this module
            f" VALUES (:company, {marks}) RETURNING id",
            **values,
        )
    else:
        changes = ", ".join(f"{name} = :{name}" for name in _COLUMNS)
        key = work.value(
            f"UPDATE ledger.recurring SET {changes} WHERE company_id = :company"  # noqa: S608 - names of this module
            " AND id = :id AND row_version = :version RETURNING id",
            id=recurring.id,
            version=recurring.version,
            **values,
        )
    if key is None:
        raise Conflict("record.changed", table="ledger.recurring", id=recurring.id)
    return read_recurring(work, recurring_id=key)


def _check(recurring: Recurring) -> None:
    if not recurring.name.strip():
        raise Invalid("recurring.no_name", field="name")
    if recurring.starts_on is None:
        raise Invalid("recurring.no_start", field="starts_on")
    if recurring.ends_on is not None and recurring.ends_on < recurring.starts_on:
        raise Invalid("recurring.ends_before", field="ends_on", date=recurring.starts_on.isoformat())
    if not 1 <= recurring.every <= _LONGEST:
        raise Invalid("recurring.wrong_interval", field="every", longest=_LONGEST)
