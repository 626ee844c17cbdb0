"""The registers of a group: companies, accounts and entries. Each row is read, saved at its version, and removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A company of which the parent owns `share` percent, from a day on."""

    member_id: int | None = None
    member: str = ""
    share: Decimal | None = _ALL
    from_date: date | None = None
    to_date: date | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class GroupAccount:
    """Where an account of a member stands in the chart of the parent; equity may keep a historical rate."""

    member_id: int | None = None
    member: str = ""
    account: str = ""
    group_account: str | None = None
    historical_rate: Decimal | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class GroupAdjustment:
    """An entry of the group alone: `amount` of a day, or None for all that both accounts hold against each other."""

    name: str = ""
    on_date: date | None = None
    debit_account: str | None = None
    credit_account: str | None = None
    amount: Decimal | None = None
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_member(work: Work, *, row_id: int) -> GroupMember:
    """One company of the group; Invalid where there is none with this key."""
    return GroupMember(*_read(work, "group_members", "member_id, name, share, from_date, to_date", row_id))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_member(work: Work, *, member: GroupMember) -> GroupMember:
    """Take a company into the group or change its share and days; Invalid for one that is not open to the user."""
    if member.share is None or not 0 < member.share <= _ALL:
        raise Invalid("group.bad_share", field="share")
    if member.from_date and member.to_date and member.to_date < member.from_date:
        raise Invalid("group.ends_before", field="to_date")
    if member.id is None and _taken(work, "group_member", {"member_id": member.member_id}):
        raise Invalid("group.member_exists", field="member_id")
    key = _save(work, "group_member", _without(asdict(member), "member"))
    return read_member(work, row_id=key)


@operation(needs=Permission.FINANCE_READ)
def read_group_account(work: Work, *, row_id: int) -> GroupAccount:
    """One account's place; Invalid where there is none with this key."""
    columns = "member_id, member, account, group_account, historical_rate"
    return GroupAccount(*_read(work, "group_accounts", columns, row_id))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_group_account(work: Work, *, place: GroupAccount) -> GroupAccount:
    """Say where an account of a member stands in the chart of the parent."""
    wanted = {"member_id": place.member_id, "account": place.account.strip()}
    if place.id is None and _taken(work, "group_account", wanted):
        raise Invalid("group.account_exists", field="account", account=wanted["account"])
    key = _save(work, "group_account", {**_without(asdict(place), "member"), **wanted})
    return read_group_account(work, row_id=key)


@operation(needs=Permission.FINANCE_READ)
def read_adjustment(work: Work, *, row_id: int) -> GroupAdjustment:
    """One entry of the group; Invalid where there is none with this key."""
    columns = "name, on_date, debit_account, credit_account, amount"
    return GroupAdjustment(*_read(work, "group_adjustments", columns, row_id))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_adjustment(work: Work, *, adjustment: GroupAdjustment) -> GroupAdjustment:
    """Keep an entry of the group; no company's books are touched."""
    if adjustment.debit_account == adjustment.credit_account:
        raise Invalid("group.same_account", field="credit_account")
    key = _save(work, "group_adjustment", {**asdict(adjustment), "name": adjustment.name.strip()})
    return read_adjustment(work, row_id=key)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def remove_member(work: Work, *, row_id: int, version: int) -> None:
    """Take a company out of the group, with the places of its accounts."""
    work.connection.exec_driver_sql(
        "DELETE FROM finance.group_account a USING finance.group_member m WHERE m.company_id = %s AND m.id = %s"
        " AND a.company_id = m.company_id AND a.member_id = m.member_id",
        (work.company_id, row_id),
    )
    _remove(work, "group_member", row_id, version)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def remove_group_account(work: Work, *, row_id: int, version: int) -> None:
    """Let an account stand under its own number again."""
    _remove(work, "group_account", row_id, version)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def remove_adjustment(work: Work, *, row_id: int, version: int) -> None:
    """Remove an entry of the group."""
    _remove(work, "group_adjustment", row_id, version)


def _without(values: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in values.items() if key != name}


def _taken(work: Work, table: str, values: Mapping[str, object]) -> bool:
    where = " AND ".join(f"{name} = %({name})s" for name in values)
    statement = f"SELECT 1 FROM finance.{table} WHERE company_id = %(company)s AND {where}"  # noqa: S608 - names of ours
    return work.connection.exec_driver_sql(statement, {**values, "company": work.company_id}).first() is not None


def _read(work: Work, view: str, columns: str, row_id: int) -> tuple[Any, ...]:
    row = work.row(
        f"SELECT {columns}, id, row_version FROM reporting.{view} WHERE company_id = :company AND id = :id",  # noqa: S608 - names of ours
        id=row_id,
    )
    if row is None:
        raise Invalid("record.not_found", table=f"finance.{view.removesuffix('s')}", id=row_id)
    return tuple(row)


def _save(work: Work, table: str, values: Mapping[str, object]) -> int:
    names = [name for name in values if name not in ("id", "version")]
    parameters = {**values, "company": work.company_id}
    if values["id"] is None:
        marks = ", ".join(f"%({name})s" for name in names)
        statement = (
            f"INSERT INTO finance.{table} (company_id, {', '.join(names)}) VALUES (%(company)s, {marks}) RETURNING id"  # noqa: S608 - names of ours
        )
    else:
        sets = ", ".join(f"{name} = %({name})s" for name in names)
        statement = (
            f"UPDATE finance.{table} SET {sets} WHERE company_id = %(company)s AND id = %(id)s"  # noqa: S608 - names of ours
            " AND row_version = %(version)s RETURNING id"
        )
    key: int | None = work.connection.exec_driver_sql(statement, parameters).scalar()
    if key is None:
        raise Conflict("record.changed", table=f"finance.{table}", id=values["id"])
    return key


def _remove(work: Work, table: str, row_id: int, version: int) -> None:
    gone = work.connection.exec_driver_sql(
        f"DELETE FROM finance.{table} WHERE company_id = %s AND id = %s AND row_version = %s",  # noqa: S608 - names of ours
        (work.company_id, row_id, version),
    )
    if gone.rowcount == 0:
        raise Conflict("record.changed", table=f"finance.{table}", id=row_id)
