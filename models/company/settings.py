"""The facts of a company (name, address, numbers, logo) and its settings by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from models.database.errors import Conflict
from models.database.rights import Permission
from models.database.work import Work, changed_values, operation, to_json


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """A company as its documents state it; `row_version` goes back with every edit."""

    id: int
    row_version: int
    name: str
    org_number: str
    vat_number: str
    country: str
    currency: str
    time_zone: str
    language: str
    street: str
    postcode: str
    city: str
    seat: str
    phone: str
    email: str
    web: str
    bankgiro: str
    plusgiro: str
    iban: str
    bic: str
    swish: str
    f_tax: bool
    late_interest: str
    chart_kind: str
    logo: bytes | None


_COLUMNS = tuple(field.name for field in fields(CompanyFacts))
EDITABLE = frozenset(_COLUMNS) - {"id", "row_version", "currency"}


@operation(needs=Permission.CONTACTS_READ)
def read_company(work: Work) -> CompanyFacts:
    """The facts of this company."""
    row = work.connection.exec_driver_sql(
        f"SELECT {', '.join(_COLUMNS)} FROM company.company WHERE id = %s",  # noqa: S608 - our own column names
        (work.company_id,),
    ).one()
    return CompanyFacts(*row)


@operation(needs=Permission.COMPANY_EDIT)
def edit_company(work: Work, *, version: int, changes: Mapping[str, object]) -> CompanyFacts:
    """Change facts of this company; Conflict where somebody else did in between."""
    values = changed_values(changes, allowed=EDITABLE)
    if values:
        names = ", ".join(f"{name} = %s" for name in values)
        changed = work.connection.exec_driver_sql(
            f"UPDATE company.company SET {names} WHERE id = %s AND row_version = %s",  # noqa: S608 - checked names
            (*values.values(), work.company_id, version),
        )
        if changed.rowcount == 0:
            raise Conflict("record.changed", table="company.company", id=work.company_id)
    return read_company(work)


@operation(needs=Permission.COMPANY_EDIT)
def read_setting(work: Work, *, key: str) -> Any:
    """The value of a setting, as JSON gives it; None where it was never set."""
    return work.value("SELECT value FROM company.setting WHERE company_id = :company AND key = :key", key=key)


@operation(needs=Permission.COMPANY_EDIT)
def write_setting(work: Work, *, key: str, value: object) -> None:
    """Set a setting to any value that JSON can hold."""
    work.value("SELECT company.set_setting(:company, :key, CAST(:value AS jsonb))", key=key, value=to_json(value))
