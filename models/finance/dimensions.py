"""Dimensions, their values, and what accounts ask of them: cost centre (1), project (6), free ones from 20 on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

#: Numbers that SIE reserves for what it names itself; free dimensions begin above them.
RESERVED = 20
NAMED = frozenset({1, 2, 6, 7, 8, 9, 10})
REQUIREMENTS = ("required", "optional", "forbidden")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension; a new one has no `version`. Number 1 is cost centre and 6 project (SIE, #DIM)."""

    number: int | None = None
    name: str = ""
    active: bool = True
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionValue:
    """A value of a dimension, as a cost centre; it may be used on days within `valid_from` and `valid_to`."""

    dimension: int = 0
    code: str = ""
    name: str = ""
    active: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionRule:
    """What lines on accounts from and to say of a dimension, and the value taken where they say nothing."""

    dimension: int | None = None
    from_account: str = ""
    to_account: str = ""
    requirement: str = "required"
    default_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.CONTACTS_READ)
def active_dimensions(work: Work) -> tuple[Dimension, ...]:
    """The dimensions in use that have a value to choose, by number: the columns of entry grids."""
    rows = work.rows(
        "SELECT d.number, d.name, d.active, d.row_version FROM ledger.dimension d WHERE d.company_id = :company"
        " AND d.active AND EXISTS (SELECT FROM ledger.dimension_value v WHERE v.company_id = d.company_id"
        " AND v.dimension = d.number AND v.active) ORDER BY d.number"
    )
    return tuple(Dimension(*tuple(row)) for row in rows)


@operation(needs=Permission.CONTACTS_READ)
def read_dimension(work: Work, *, number: int) -> Dimension:
    """The dimension with this number; Invalid where there is none."""
    row = work.row(
        "SELECT number, name, active, row_version FROM ledger.dimension"
        " WHERE company_id = :company AND number = :number",
        number=number,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.dimension", id=number)
    return Dimension(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_dimension(work: Work, *, dimension: Dimension) -> Dimension:
    """Make a dimension, or change the one that was read at its version; Invalid where the number is taken."""
    number = dimension.number
    if number is None or number < 1 or (number < RESERVED and number not in NAMED):
        raise Invalid("dimension.number", field="number", number=number or 0)
    values = {**asdict(dimension), "company": work.company_id, "name": dimension.name.strip()}
    if dimension.version is None:
        statement = (
            "INSERT INTO ledger.dimension (company_id, number, name, active)"
            " VALUES (%(company)s, %(number)s, %(name)s, %(active)s) ON CONFLICT DO NOTHING"
        )
        failure: Exception = Invalid("dimension.exists", field="number", number=number)
    else:
        statement = (
            "UPDATE ledger.dimension SET name = %(name)s, active = %(active)s WHERE company_id = %(company)s"
            " AND number = %(number)s AND row_version = %(version)s"
        )
        failure = Conflict("record.changed", table="ledger.dimension", id=number)
    if work.connection.exec_driver_sql(statement, values).rowcount == 0:
        raise failure
    return read_dimension(work, number=number)


@operation(needs=Permission.CONTACTS_READ)
def read_dimension_value(work: Work, *, value_id: int) -> DimensionValue:
    """The value with this key; Invalid where there is none."""
    row = work.row(
        "SELECT dimension, code, name, active, valid_from, valid_to, id, row_version FROM ledger.dimension_value"
        " WHERE company_id = :company AND id = :id",
        id=value_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.dimension_value", id=value_id)
    return DimensionValue(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_dimension_value(work: Work, *, value: DimensionValue) -> DimensionValue:
    """Make a value, or change the one that was read at its version; its code stays. Invalid where it is taken."""
    values = {**asdict(value), "company": work.company_id, "code": value.code.strip(), "name": value.name.strip()}
    if value.id is None:
        made = work.connection.exec_driver_sql(
            "INSERT INTO ledger.dimension_value (company_id, dimension, code, name, active, valid_from, valid_to)"
            " VALUES (%(company)s, %(dimension)s, %(code)s, %(name)s, %(active)s, %(valid_from)s, %(valid_to)s)"
            " ON CONFLICT (company_id, dimension, code) DO NOTHING RETURNING id",
            values,
        ).scalar()
        if made is None:
            raise Invalid("dimension.value_exists", field="code", code=values["code"])
        return read_dimension_value(work, value_id=made)
    changed = work.connection.exec_driver_sql(
        "UPDATE ledger.dimension_value SET name = %(name)s, active = %(active)s, valid_from = %(valid_from)s,"
        " valid_to = %(valid_to)s WHERE company_id = %(company)s AND id = %(id)s AND row_version = %(version)s",
        values,
    )
    if changed.rowcount == 0:
        raise Conflict("record.changed", table="ledger.dimension_value", id=value.id)
    return read_dimension_value(work, value_id=value.id)


@operation(needs=Permission.CONTACTS_READ)
def read_dimension_rule(work: Work, *, rule_id: int) -> DimensionRule:
    """The rule with this key; Invalid where there is none."""
    row = work.row(
        "SELECT dimension, from_account, to_account, requirement, default_code, valid_from, valid_to, id, row_version"
        " FROM ledger.dimension_rule WHERE company_id = :company AND id = :id",
        id=rule_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.dimension_rule", id=rule_id)
    return DimensionRule(*tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_dimension_rule(work: Work, *, rule: DimensionRule) -> DimensionRule:
    """Make a rule, or change the one that was read at its version; one account where `to_account` is empty."""
    first = rule.from_account.strip()
    values = {
        **asdict(rule),
        "company": work.company_id,
        "from_account": first,
        "to_account": rule.to_account.strip() or first,
        "default_code": None if rule.requirement == "forbidden" else rule.default_code or None,
    }
    if str(values["to_account"]) < first:
        raise Invalid("dimension.range", field="to_account", first=first, last=values["to_account"])
    taken = work.value(_SAME_RULE, **{name: values[name] for name in _SAME_BY})
    if taken is not None:
        raise Invalid("dimension.rule_exists", field="from_account", first=first, last=values["to_account"])
    if rule.id is None:
        made = work.connection.exec_driver_sql(_INSERT_RULE, values).scalar_one()
        return read_dimension_rule(work, rule_id=made)
    if work.connection.exec_driver_sql(_UPDATE_RULE, values).rowcount == 0:
        raise Conflict("record.changed", table="ledger.dimension_rule", id=rule.id)
    return read_dimension_rule(work, rule_id=rule.id)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def delete_dimension_rule(work: Work, *, rule_id: int, version: int) -> None:
    """Remove a rule that was read at `version`; what was posted under it stays."""
    gone = work.connection.exec_driver_sql(
        "DELETE FROM ledger.dimension_rule WHERE company_id = %s AND id = %s AND row_version = %s",
        (work.company_id, rule_id, version),
    )
    if gone.rowcount == 0:
        raise Conflict("record.changed", table="ledger.dimension_rule", id=rule_id)


def dimensions_of(work: Work, sets: Sequence[int]) -> dict[int, dict[str, str]]:
    """The values of some combinations by their keys; none for 0."""
    wanted = [each for each in sets if each]
    if not wanted:
        return {}
    rows = work.rows(
        "SELECT id, values FROM ledger.dimension_set WHERE company_id = :company AND id = ANY (:ids)", ids=wanted
    )
    return {row.id: row.values for row in rows}


_SAME_BY = ("dimension", "from_account", "to_account", "valid_from", "valid_to", "id")
_SAME_RULE = (
    "SELECT id FROM ledger.dimension_rule WHERE company_id = :company AND dimension = :dimension"
    " AND from_account = :from_account AND to_account = :to_account AND id IS DISTINCT FROM :id"
    " AND daterange(valid_from, valid_to, '[]')"
    " && daterange(CAST(:valid_from AS date), CAST(:valid_to AS date), '[]') LIMIT 1"
)
_INSERT_RULE = (
    "INSERT INTO ledger.dimension_rule (company_id, dimension, from_account, to_account, requirement, default_code,"
    " valid_from, valid_to) VALUES (%(company)s, %(dimension)s, %(from_account)s, %(to_account)s, %(requirement)s,"
    " %(default_code)s, %(valid_from)s, %(valid_to)s) RETURNING id"
)
_UPDATE_RULE = (
    "UPDATE ledger.dimension_rule SET dimension = %(dimension)s, from_account = %(from_account)s,"
    " to_account = %(to_account)s, requirement = %(requirement)s, default_code = %(default_code)s,"
    " valid_from = %(valid_from)s, valid_to = %(valid_to)s"
    " WHERE company_id = %(company)s AND id = %(id)s AND row_version = %(version)s"
)
