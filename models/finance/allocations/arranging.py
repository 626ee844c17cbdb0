"""The rules of allocations: what is spread each month, from where, by which key, in which order."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

_COLUMNS = (
    "title",
    "text",
    "position",
    "from_account",
    "to_account",
    "source_dimension",
    "source_code",
    "key_id",
    "credit_account",
    "target_account",
    "series",
    "starts_on",
    "ends_on",
    "active",
)
_STEP = 10


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """What stands on the accounts from and to is spread by a key; a new rule has neither `id` nor `version`.

    `source_code` of `source_dimension` narrows it to lines with that value, None to lines without one. It is taken off
    `credit_account`, or off the accounts where it stands, and put on `target_account`, or on the accounts where it
    stood, unless the key names others. {period}, {month} and {year} in `text` stand for the month's own. A rule with a
    higher `position` comes later, and sees what those before it put.
    """

    title: str = ""
    text: str = ""
    position: int | None = None
    from_account: str = ""
    to_account: str = ""
    source_dimension: int | None = None
    source_code: str | None = None
    key_id: int | None = None
    credit_account: str | None = None
    target_account: str | None = None
    series: str = "A"
    starts_on: date | None = None
    ends_on: date | None = None
    active: bool = True
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_rule(work: Work, *, rule_id: int) -> AllocationRule:
    """The rule with this key; Invalid where there is none."""
    row = work.row(
        f"SELECT {', '.join(_COLUMNS)}, id, row_version FROM ledger.allocation_rule"  # noqa: S608 - our names
        " WHERE company_id = :company AND id = :id",
        id=rule_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.allocation_rule", id=rule_id)
    rule = AllocationRule(*tuple(row))
    return replace(rule, source_code=rule.source_code or None)


@operation(needs=Permission.FINANCE_READ)
def propose_rule(work: Work) -> AllocationRule:
    """A new rule after all there are, from this month on, in the first series for vouchers by hand."""
    row = work.row(
        "SELECT (SELECT coalesce(max(r.position), 0) FROM ledger.allocation_rule r WHERE r.company_id = :company),"
        " (SELECT min(d.code) FROM ledger.series_definition d WHERE d.company_id = :company AND d.area = 'general')"
    )
    last, series = (0, "A") if row is None else tuple(row)
    return AllocationRule(position=last + _STEP, series=series or "A", starts_on=work.today().replace(day=1))


@operation(needs=Permission.FINANCE_POST)
def save_rule(work: Work, *, rule: AllocationRule) -> AllocationRule:
    """Make a rule, or change the one that was read at its version; what was booked by it stays as it was."""
    _check(rule)
    rule = replace(rule, title=rule.title.strip(), to_account=rule.to_account or rule.from_account)
    if rule.source_dimension is None:
        rule = replace(rule, source_code=None)
    elif rule.source_code is None:
        rule = replace(rule, source_code="")
    values = {name: value for name, value in asdict(rule).items() if name in _COLUMNS}
    if rule.id is None:
        marks = ", ".join(f":{name}" for name in _COLUMNS)
        key = work.value(
            f"INSERT INTO ledger.allocation_rule (company_id, {', '.join(_COLUMNS)})"  # noqa: S608 - our names
            f" VALUES (:company, {marks}) RETURNING id",
            **values,
        )
    else:
        changes = ", ".join(f"{name} = :{name}" for name in _COLUMNS)
        key = work.value(
            f"UPDATE ledger.allocation_rule SET {changes} WHERE company_id = :company"  # noqa: S608 - our names
            " AND id = :id AND row_version = :version RETURNING id",
            id=rule.id,
            version=rule.version,
            **values,
        )
    if key is None:
        raise Conflict("record.changed", table="ledger.allocation_rule", id=rule.id)
    return read_rule(work, rule_id=key)


@operation(needs=Permission.FINANCE_POST)
def delete_rule(work: Work, *, rule_id: int, version: int) -> None:
    """Remove a rule that was read at `version` and never booked."""
    gone = work.value(
        "DELETE FROM ledger.allocation_rule WHERE company_id = :company AND id = :id AND row_version = :version"
        " RETURNING id",
        id=rule_id,
        version=version,
    )
    if gone is None:
        raise Conflict("record.changed", table="ledger.allocation_rule", id=rule_id)


def _check(rule: AllocationRule) -> None:
    if not rule.title.strip():
        raise Invalid("allocation.unnamed", field="title")
    if not rule.from_account:
        raise Invalid("allocation.no_source", field="from_account")
    if rule.to_account and rule.to_account < rule.from_account:
        raise Invalid("allocation.range", field="to_account")
    if rule.key_id is None:
        raise Invalid("allocation.no_key", field="key_id")
    if rule.starts_on is None:
        raise Invalid("allocation.no_day", field="starts_on")
    if rule.ends_on is not None and rule.ends_on < rule.starts_on:
        raise Invalid("recurring.ends_before", field="ends_on", date=rule.starts_on.isoformat())
