"""Keys by which costs are spread: who gets how much, from which day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.finance.rules import ZERO

KINDS = ("fixed", "balance")
SPANS = ("month", "year")
_COLUMNS = ("code", "title", "kind", "dimension", "active")


@dataclass(frozen=True, slots=True)
class Target:
    """Who gets a share: a value of the key's dimension, an account, or both; by balances the weight is measured."""

    code: str | None = None
    account: str | None = None
    weight: Decimal = ZERO
    name: str = field(default="", compare=False)  # of the value, or of the account where it has none


@dataclass(frozen=True, slots=True)
class AllocationKey:
    """A key with the version that begins on `valid_from`; a new key has neither `id` nor `version`.

    Of KINDS, fixed gives each target its weight, and balance measures what stands on the accounts from and to for each
    value of `dimension` over `span` of SPANS; its targets are those that take part, all where none is named. A fixed
    key without a dimension spreads over accounts. `versions` are the days its versions begin on, the latest first, and
    `booked` is the last month that was run by it and stands: what holds until then stays.
    """

    code: str = ""
    title: str = ""
    kind: str = "fixed"
    dimension: int | None = None
    active: bool = True
    valid_from: date | None = None
    from_account: str | None = None
    to_account: str | None = None
    span: str = "month"
    targets: tuple[Target, ...] = ()
    versions: tuple[date, ...] = ()
    booked: date | None = None
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_key(work: Work, *, key_id: int, valid_from: date | None = None) -> AllocationKey:
    """The key with this id, in the version that begins on a day or the latest; Invalid where there is none."""
    row = work.row(
        "SELECT k.code, k.title, k.kind, k.dimension, k.active, v.valid_from, v.from_account, v.to_account, v.span,"
        " k.id, k.row_version, v.id AS version_id, (SELECT max(x.month) FROM ledger.allocation_run x"
        " WHERE x.company_id = k.company_id AND x.key_id = k.id AND x.reversal_id IS NULL) AS booked,"
        " ARRAY(SELECT o.valid_from FROM ledger.allocation_version o WHERE o.company_id = k.company_id"
        " AND o.key_id = k.id ORDER BY o.valid_from DESC) AS versions"
        " FROM ledger.allocation_key k JOIN ledger.allocation_version v ON v.company_id = k.company_id"
        " AND v.key_id = k.id WHERE k.company_id = :company AND k.id = :id"
        " AND v.valid_from = coalesce(CAST(:day AS date), v.valid_from) ORDER BY v.valid_from DESC LIMIT 1",
        id=key_id,
        day=valid_from,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.allocation_key", id=key_id)
    targets = work.rows(
        "SELECT t.code, t.account, t.weight, coalesce(d.name, a.name) AS name FROM ledger.allocation_target t"
        " LEFT JOIN ledger.dimension_value d ON d.company_id = t.company_id AND d.dimension = :dimension"
        " AND d.code = t.code LEFT JOIN ledger.account a ON a.company_id = t.company_id AND a.number = t.account"
        " WHERE t.company_id = :company AND t.version_id = :version ORDER BY t.position",
        version=row.version_id,
        dimension=row.dimension,
    )
    return replace(
        AllocationKey(*tuple(row)[:9]),
        targets=tuple(Target(target.code, target.account, target.weight, target.name or "") for target in targets),
        versions=tuple(row.versions),
        booked=row.booked,
        id=row.id,
        version=row.row_version,
    )


@operation(needs=Permission.FINANCE_POST)
def save_key(work: Work, *, key: AllocationKey) -> AllocationKey:
    """Make a key, or change the one that was read at its version; on a new day it gets a version of that day on."""
    _check(key)
    key = replace(key, code=key.code.strip(), title=key.title.strip())
    taken = work.value(
        "SELECT id FROM ledger.allocation_key WHERE company_id = :company AND code = :code"
        " AND id IS DISTINCT FROM CAST(:id AS bigint)",
        code=key.code,
        id=key.id,
    )
    if taken is not None:
        raise Invalid("allocation.code_taken", field="code", code=key.code)
    version = None if key.id is None else _held_version(work, key)
    key_id = _save_head(work, key)
    version = _save_version(work, key_id, key, version)
    _save_targets(work, version, key.targets)
    return read_key(work, key_id=key_id, valid_from=key.valid_from)


@operation(needs=Permission.FINANCE_POST)
def delete_version(work: Work, *, key_id: int, valid_from: date) -> None:
    """Remove the version of a key that begins on a day, and with its last one the key; used ones are Invalid."""
    work.value(
        "DELETE FROM ledger.allocation_version WHERE company_id = :company AND key_id = :id AND valid_from = :day"
        " RETURNING id",
        id=key_id,
        day=valid_from,
    )
    work.value(
        "DELETE FROM ledger.allocation_key k WHERE k.company_id = :company AND k.id = :id AND NOT EXISTS ("
        "SELECT FROM ledger.allocation_version v WHERE v.company_id = k.company_id AND v.key_id = k.id) RETURNING id",
        id=key_id,
    )


def _held_version(work: Work, key: AllocationKey) -> int | None:
    """The version that begins on the key's day, where it changes emptied of its targets; None for a new one."""
    held = work.row(
        "SELECT v.id, v.from_account, v.to_account, v.span FROM ledger.allocation_version v"
        " WHERE v.company_id = :company AND v.key_id = :key AND v.valid_from = :day",
        key=key.id,
        day=key.valid_from,
    )
    if held is None:
        return None
    stored = read_key(work, key_id=key.id or 0, valid_from=key.valid_from)
    if _said(stored) != _said(key):
        work.value(
            "DELETE FROM ledger.allocation_target WHERE company_id = :company AND version_id = :version RETURNING id",
            version=held.id,
        )
    version: int = held.id
    return version


def _said(key: AllocationKey) -> tuple[object, ...]:
    return key.kind, key.dimension, key.from_account, key.to_account, key.span, key.targets


def _save_head(work: Work, key: AllocationKey) -> int:
    values = {name: value for name, value in asdict(key).items() if name in _COLUMNS}
    if key.id is None:
        saved = work.value(
            "INSERT INTO ledger.allocation_key (company_id, code, title, kind, dimension, active)"
            " VALUES (:company, :code, :title, :kind, :dimension, :active) RETURNING id",
            **values,
        )
    else:
        saved = work.value(
            "UPDATE ledger.allocation_key SET code = :code, title = :title, kind = :kind, dimension = :dimension,"
            " active = :active WHERE company_id = :company AND id = :id AND row_version = :version RETURNING id",
            id=key.id,
            version=key.version,
            **values,
        )
    if saved is None:
        raise Conflict("record.changed", table="ledger.allocation_key", id=key.id)
    head: int = saved
    return head


def _save_version(work: Work, key_id: int, key: AllocationKey, version: int | None) -> int:
    measured = key.kind == "balance"
    values = {
        "from": key.from_account if measured else None,
        "to": (key.to_account or key.from_account) if measured else None,
        "span": key.span,
    }
    if version is None:
        made: int = work.value(
            "INSERT INTO ledger.allocation_version (company_id, key_id, valid_from, from_account, to_account, span)"
            " VALUES (:company, :key, :day, :from, :to, :span) RETURNING id",
            key=key_id,
            day=key.valid_from,
            **values,
        )
        return made
    work.value(
        "UPDATE ledger.allocation_version SET from_account = :from, to_account = :to, span = :span"
        " WHERE company_id = :company AND id = :id AND (from_account, to_account, span)"
        " IS DISTINCT FROM (CAST(:from AS varchar), CAST(:to AS varchar), :span) RETURNING id",
        id=version,
        **values,
    )
    return version


def _save_targets(work: Work, version: int, targets: Sequence[Target]) -> None:
    """Write the targets where there are none: they were taken away if anything changed."""
    lines = [{"position": place, **asdict(target)} for place, target in enumerate(targets, 1)]
    work.connection.exec_driver_sql(
        "INSERT INTO ledger.allocation_target (company_id, version_id, position, code, account, weight)"
        " SELECT %(company)s, %(version)s, x.position, x.code, x.account, x.weight"
        " FROM jsonb_to_recordset(%(lines)s::jsonb) AS x(position integer, code text, account text, weight numeric)"
        " WHERE NOT EXISTS (SELECT FROM ledger.allocation_target t WHERE t.company_id = %(company)s"
        " AND t.version_id = %(version)s)",
        {"company": work.company_id, "version": version, "lines": to_json(lines)},
    )


def _check(key: AllocationKey) -> None:
    for name in ("code", "title"):
        if not getattr(key, name).strip():
            raise Invalid("allocation.unnamed", field=name)
    if key.valid_from is None:
        raise Invalid("allocation.no_day", field="valid_from")
    if key.kind == "balance":
        _check_measured(key)
    elif not any(target.weight > 0 for target in key.targets):
        raise Invalid("allocation.no_targets", field="targets")
    seen: set[tuple[str | None, str | None]] = set()
    for place, target in enumerate(key.targets, 1):
        if (target.code, target.account) in seen:
            raise Invalid("allocation.twice", line=place, code=target.code or target.account or "")
        seen.add((target.code, target.account))


def _check_measured(key: AllocationKey) -> None:
    if key.dimension is None:
        raise Invalid("allocation.no_dimension", field="dimension")
    if not key.from_account:
        raise Invalid("allocation.measured_accounts", field="from_account")
    if key.to_account and key.to_account < key.from_account:
        raise Invalid("allocation.range", field="to_account")
