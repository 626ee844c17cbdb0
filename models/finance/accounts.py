"""The chart of accounts, fiscal years with their periods and locks, and the tax rates of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Conflict, Invalid
from models.database.records import write_column
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.tables.ledger import account as account_table

KINDS = ("asset", "liability", "equity", "income", "expense")
ROLES = ("", "receivable", "payable", "bank", "stock", "tax", "rounding", "suspense")
AREAS = ("receivables", "payables", "stock", "payroll", "general", "all")


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account as it is edited; `kind` of KINDS, `role` of ROLES."""

    number: str
    name: str
    kind: str
    name_en: str = ""
    role: str = ""
    open_items: bool = False
    tax_code: str = ""
    active: bool = True
    sru: tuple[str, ...] = ()  # codes of the income tax return


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is stored."""

    number: str
    name: str
    kind: str
    name_en: str
    role: str
    open_items: bool
    tax_code: str
    active: bool
    row_version: int
    sru: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year."""

    id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a fiscal year and the areas that are locked in it."""

    id: int
    fiscal_year_id: int
    kind: str
    starts_on: date
    ends_on: date
    locked_areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax code as documents charge it on a day: 0 % where the buyer owes the tax; no account where none is booked."""

    code: str
    name: str
    direction: str
    percent: Decimal
    account: str | None
    base_box: str
    tax_box: str
    invoice_text: str


_COLUMNS = "number, name, kind, name_en, role, open_items, tax_code, active, row_version, sru"


@operation(needs=Permission.CONTACTS_READ)
def read_account(work: Work, *, number: str) -> Account:
    """The account with this number; Invalid where there is none."""
    row = work.row(
        f"SELECT {_COLUMNS} FROM ledger.account WHERE company_id = :company AND number = :number",  # noqa: S608
        number=number,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.account", id=number)
    values: tuple[Any, ...] = (*tuple(row)[:-1], tuple(row.sru))
    return Account(*values)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_account(work: Work, *, account: AccountDraft, version: int | None = None) -> Account:
    """Make an account, or change the one that was read at `version`; Conflict where somebody else did."""
    values = {**asdict(account), "company": work.company_id, "sru": list(account.sru)}
    if version is None:
        work.connection.exec_driver_sql(
            "INSERT INTO ledger.account (company_id, number, name, kind, name_en, role, open_items, tax_code, active,"
            " sru) VALUES (%(company)s, %(number)s, %(name)s, %(kind)s, %(name_en)s, %(role)s, %(open_items)s,"
            " %(tax_code)s, %(active)s, %(sru)s)",
            values,
        )
    else:
        changed = work.connection.exec_driver_sql(
            "UPDATE ledger.account SET name = %(name)s, kind = %(kind)s, name_en = %(name_en)s, role = %(role)s,"
            " open_items = %(open_items)s, tax_code = %(tax_code)s, active = %(active)s, sru = %(sru)s"
            " WHERE company_id = %(company)s AND number = %(number)s AND row_version = %(version)s",
            {"version": version, **values},
        )
        if changed.rowcount == 0:
            raise Conflict("record.changed", table="ledger.account", id=account.number)
    return read_account(work, number=account.number)


#: What may be set for many accounts at once: the column of the list, and what is stored.
_COMMON = {"status": "active", "tax_code": "tax_code"}


@operation(needs=Permission.FINANCE_ACCOUNTS)
def change_accounts(work: Work, *, field: str, before: Mapping[str, object], value: object) -> int:
    """Set `status` (active or inactive) or `tax_code` of many accounts, all or none; how many.

    `before` is what each had by its number, or Conflict.
    """
    column = _COMMON[field]
    stored = {number: _as_stored(field, held) for number, held in before.items()}
    return write_column(work, account_table, key="number", column=column, before=stored, value=_as_stored(field, value))


def _as_stored(field: str, value: object) -> object:
    return value == "active" if field == "status" else value or ""


@operation(needs=Permission.CONTACTS_READ)
def list_fiscal_years(work: Work) -> tuple[FiscalYear, ...]:
    """All fiscal years, the latest first."""
    rows = work.rows(
        "SELECT id, starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company ORDER BY starts_on DESC"
    )
    return tuple(FiscalYear(*tuple(row)) for row in rows)


@operation(needs=Permission.CONTACTS_READ)
def list_periods(work: Work, *, fiscal_year_id: int) -> tuple[Period, ...]:
    """The periods of a fiscal year in order."""
    rows = work.rows(
        "SELECT id, fiscal_year_id, kind, starts_on, ends_on, locked_areas FROM ledger.period"
        " WHERE company_id = :company AND fiscal_year_id = :year ORDER BY starts_on, kind DESC",
        year=fiscal_year_id,
    )
    return tuple(
        Period(
            id=row.id,
            fiscal_year_id=row.fiscal_year_id,
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            locked_areas=tuple(row.locked_areas),
        )
        for row in rows
    )


@operation(needs=Permission.FINANCE_PERIODS)
def lock_period(work: Work, *, period_id: int, area: str) -> None:
    """Lock a period for one of AREAS; postings under way in it are waited for.

    `all` closes it: the areas and earlier periods first, and every task of its close signed.
    """
    work.value("SELECT ledger.lock_period(:company, :period, :area)", period=period_id, area=area)


@operation(needs=Permission.FINANCE_PERIODS)
def unlock_period(work: Work, *, period_id: int, area: str, reason: str) -> None:
    """Open a locked period again; the reason stays in the audit trail."""
    work.value(
        "SELECT ledger.unlock_period(:company, :period, :area, :reason)", period=period_id, area=area, reason=reason
    )


@operation(needs=Permission.FINANCE_ACCOUNTS)
def open_fiscal_year(work: Work, *, starts_on: date, ends_on: date) -> int:
    """Open a fiscal year with its months as periods, at most 18 of them; returns its key."""
    key: int = work.value(
        "SELECT ledger.open_fiscal_year(:company, :starts_on, :ends_on)", starts_on=starts_on, ends_on=ends_on
    )
    return key


@operation(needs=Permission.CONTACTS_READ)
def tax_rates(work: Work, *, on: date, direction: str | None = None) -> tuple[TaxRate, ...]:
    """The active tax codes with the rate of the day `on`; direction out (sales) or in (purchases)."""
    rows = work.rows(
        "SELECT c.code, c.name, c.direction, CASE WHEN r.reverse_account IS NULL THEN r.percent ELSE 0 END,"
        " coalesce(r.account, c.account), c.base_box,"
        " CASE WHEN r.tax_box <> '' THEN r.tax_box ELSE c.tax_box END, c.invoice_text FROM finance.tax_code c"
        " JOIN finance.tax_rate r ON r.company_id = c.company_id AND r.tax_code = c.code AND r.valid_from <= :day"
        " AND (r.valid_to IS NULL OR r.valid_to >= :day) WHERE c.company_id = :company AND c.active"
        " AND c.direction = coalesce(:direction, c.direction) ORDER BY c.direction DESC, r.percent DESC, c.code",
        day=on,
        direction=direction,
    )
    return tuple(TaxRate(*tuple(row)) for row in rows)
