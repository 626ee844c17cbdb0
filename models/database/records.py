"""Reads rows as records and writes those that people edit: nobody overwrites a version they have not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update

from models.database.errors import Conflict, Invalid, KontorError
from models.database.work import Work

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class SavedRow:
    """Key and version of a row as it is now stored."""

    id: int
    version: int


def read_records(work: Work, record: Callable[..., Record], sql: str, **parameters: object) -> tuple[Record, ...]:
    """What `sql` answers, each row as a `record` with the columns in the order of its fields."""
    return tuple(record(*tuple(row)) for row in work.rows(sql, **parameters))


def read_record(
    work: Work, record: Callable[..., Record], sql: str, *, table: str, row_id: int, **parameters: object
) -> Record:
    """The one row that `sql` finds by `:id` as a `record`; Invalid where `table` has none."""
    row = work.row(sql, id=row_id, **parameters)
    if row is None:
        raise Invalid("record.not_found", table=table, id=row_id)
    return record(*tuple(row))


def insert_row(work: Work, table: Table, values: Mapping[str, object]) -> SavedRow:
    """A new row of `table`, of the work's company where the table has one."""
    statement = insert(table).values(_owned(work, table, values)).returning(table.c.id, table.c.row_version)
    row = work.connection.execute(statement).one()
    return SavedRow(id=row.id, version=row.row_version)


def update_row(work: Work, table: Table, *, row_id: int, version: int | None, values: Mapping[str, object]) -> SavedRow:
    """Write `values` to the row that was read at `version`; Conflict where somebody has changed it since."""
    statement = (
        update(table).where(_is_read(work, table, row_id, version)).values(dict(values)).returning(table.c.row_version)
    )
    found = work.connection.execute(statement).scalar()
    if found is None:
        raise _not_written(work, table, row_id)
    return SavedRow(id=row_id, version=found)


def write_column(  # noqa: PLR0913 - what is written where, and over what
    work: Work, table: Table, *, key: str, column: str, before: Mapping[Any, object], value: object
) -> int:
    """Write one value to many rows, all or none; how many there were.

    `before` says what each row held by its key: Conflict where one holds something else by now.
    """
    mine = and_(table.c.company_id == work.company_id, table.c[key].in_(before))
    stored = work.connection.execute(select(table.c[key], table.c[column]).where(mine).with_for_update()).all()
    held = {row[0]: row[1] for row in stored}
    for row_id, old in before.items():
        if row_id not in held:
            raise Invalid("record.not_found", table=table.fullname, id=row_id)
        if held[row_id] != old:
            raise Conflict("record.changed", table=table.fullname, id=row_id)
    work.connection.execute(update(table).where(mine).values({column: value}))
    return len(held)


def delete_row(work: Work, table: Table, *, row_id: int, version: int | None) -> None:
    """Remove the row that was read at `version`; Conflict where somebody has changed it since."""
    statement = delete(table).where(_is_read(work, table, row_id, version)).returning(table.c.id)
    if work.connection.execute(statement).scalar() is None:
        raise _not_written(work, table, row_id)


def save_row(
    work: Work, table: Table, *, row_id: int | None, version: int | None, values: Mapping[str, object]
) -> SavedRow:
    """Insert where there is no key yet, else update."""
    if row_id is None:
        return insert_row(work, table, values)
    return update_row(work, table, row_id=row_id, version=version, values=values)


def _owned(work: Work, table: Table, values: Mapping[str, object]) -> dict[str, object]:
    return {**values, "company_id": work.company_id} if "company_id" in table.c else dict(values)


def _is_row(work: Work, table: Table, row_id: int) -> ColumnElement[bool]:
    mine = table.c.id == row_id
    return and_(mine, table.c.company_id == work.company_id) if "company_id" in table.c else mine


def _is_read(work: Work, table: Table, row_id: int, version: int | None) -> ColumnElement[bool]:
    return and_(_is_row(work, table, row_id), table.c.row_version == version)


def _not_written(work: Work, table: Table, row_id: int) -> KontorError:
    known = work.connection.execute(select(table.c.id).where(_is_row(work, table, row_id))).scalar()
    if known is None:
        return Invalid("record.not_found", table=table.fullname, id=row_id)
    return Conflict("record.changed", table=table.fullname, id=row_id)
