"""Tax codes with their dated rates, as they are read and edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.taxing import Gap, TaxRule, gaps, overlaps

DIRECTIONS = ("out", "in")
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class TaxCodeDraft:
    """A tax code as it is edited: `direction` out (sales) or in (purchases), the account and boxes that its rates use.

    `country` is where the tax is owed (OSS), empty at home.
    """

    code: str
    name: str
    direction: str
    name_en: str = ""
    account: str | None = None
    base_box: str = ""
    tax_box: str = ""
    invoice_text: str = ""
    country: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class TaxRateDraft:
    """One dated rate; account and boxes that are empty are those of the code. `deductible` in percent of the tax."""

    tax_code: str
    valid_from: date
    percent: Decimal
    valid_to: date | None = None
    account: str | None = None
    tax_box: str = ""
    reverse_account: str | None = None
    reverse_box: str = ""
    deductible: Decimal = _ALL


@dataclass(frozen=True, slots=True)
class StoredRate:
    """A rate as it is stored, and whether posted lines stand on it: then only its last day may change."""

    id: int
    draft: TaxRateDraft
    row_version: int


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code with its rates in order and the days between them that have none."""

    draft: TaxCodeDraft
    row_version: int
    rates: tuple[StoredRate, ...]
    gaps: tuple[Gap, ...]


_RULES = """
    SELECT c.code, c.direction, r.valid_from, r.valid_to, r.percent, coalesce(r.account, c.account) AS account,
           c.base_box,
           CASE WHEN r.tax_box <> '' THEN r.tax_box ELSE c.tax_box END AS tax_box, r.reverse_account, r.reverse_box,
           r.deductible, c.country
      FROM finance.tax_code c JOIN finance.tax_rate r ON r.company_id = c.company_id AND r.tax_code = c.code
     WHERE c.company_id = :company AND c.code = coalesce(:code, c.code) ORDER BY c.code, r.valid_from
"""
_CODE = (
    "SELECT code, name, direction, name_en, account, base_box, tax_box, invoice_text, country, active, row_version"
    " FROM finance.tax_code WHERE company_id = :company AND code = :code"
)
_RATES = (
    "SELECT id, tax_code, valid_from, percent, valid_to, account, tax_box, reverse_account, reverse_box, deductible,"
    " row_version FROM finance.tax_rate WHERE company_id = :company"
)


@operation(needs=Permission.CONTACTS_READ)
def tax_rules(work: Work, *, code: str | None = None) -> tuple[TaxRule, ...]:
    """Every dated rate of every code, or of one: what `taxing.tax_lines` works with."""
    return tuple(TaxRule(*tuple(row)) for row in work.rows(_RULES, code=code))


@operation(needs=Permission.CONTACTS_READ)
def read_tax_code(work: Work, *, code: str) -> TaxCode:
    """A tax code with its rates; Invalid where there is none."""
    row = work.row(_CODE, code=code)
    if row is None:
        raise Invalid("record.not_found", table="finance.tax_code", id=code)
    *values, version = tuple(row)
    rates = work.rows(f"{_RATES} AND tax_code = :code ORDER BY valid_from", code=code)
    return TaxCode(
        draft=TaxCodeDraft(*values),
        row_version=version,
        rates=tuple(_stored(tuple(rate)) for rate in rates),
        gaps=gaps(tax_rules(work, code=code)),
    )


@operation(needs=Permission.CONTACTS_READ)
def read_tax_rate(work: Work, *, rate_id: int) -> StoredRate:
    """One dated rate; Invalid where there is none."""
    row = work.row(f"{_RATES} AND id = :id", id=rate_id)
    if row is None:
        raise Invalid("record.not_found", table="finance.tax_rate", id=rate_id)
    return _stored(tuple(row))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_tax_code(work: Work, *, code: TaxCodeDraft, version: int | None = None) -> TaxCode:
    """Make a tax code, or change the one that was read at `version`; Conflict where somebody else did."""
    values = _columns(code)
    if version is None:
        _insert(work, "tax_code", values)
    else:
        _update(work, "tax_code", values, {"code": code.code}, version)
    return read_tax_code(work, code=code.code)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_tax_rate(work: Work, *, rate: TaxRateDraft, rate_id: int | None = None, version: int | None = None) -> TaxCode:
    """Make a dated rate, or change the one read at `version`. A new one ends the open rate before it on the day before.

    Invalid where it overlaps with another one.
    """
    if rate.valid_to is not None and rate.valid_to < rate.valid_from:
        raise Invalid("tax.rate_ends_before", field="valid_to")
    if rate_id is None:
        work.rows(
            "UPDATE finance.tax_rate SET valid_to = CAST(:day AS date) - 1 WHERE company_id = :company"
            " AND tax_code = :code AND valid_to IS NULL AND valid_from < :day RETURNING id",
            day=rate.valid_from,
            code=rate.tax_code,
        )
    _refuse_overlap(work, rate, rate_id)
    if rate_id is None:
        _insert(work, "tax_rate", _columns(rate))
    else:
        _update(work, "tax_rate", _columns(rate), {"id": rate_id}, version)
    return read_tax_code(work, code=rate.tax_code)


def _refuse_overlap(work: Work, rate: TaxRateDraft, rate_id: int | None) -> None:
    stored = read_tax_code(work, code=rate.tax_code).rates
    others = [_rule(other.draft) for other in stored if other.id != rate_id]
    for other in overlaps(others, _rule(rate)):
        raise Invalid("tax.rates_overlap", field="valid_from", first=other.valid_from, percent=other.percent)


def _rule(rate: TaxRateDraft) -> TaxRule:
    return TaxRule(rate.tax_code, "", rate.valid_from, rate.valid_to, rate.percent, rate.account)


def _stored(row: tuple[object, ...]) -> StoredRate:
    key, *values, version = row
    return StoredRate(key, TaxRateDraft(*values), version)  # type: ignore[arg-type]  # in the order of _RATES


def _columns(draft: TaxCodeDraft | TaxRateDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def _insert(work: Work, table: str, values: dict[str, object]) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    work.rows(
        f"INSERT INTO finance.{table} (company_id, {names}) VALUES (:company, {marks}) RETURNING 1",  # noqa: S608 - ours
        **values,
    )


def _update(work: Work, table: str, values: dict[str, object], key: dict[str, object], version: int | None) -> None:
    (name, value), *_rest = key.items()
    pairs = ", ".join(f"{column} = :{column}" for column in values if column not in key)
    changed = work.rows(
        f"UPDATE finance.{table} SET {pairs} WHERE company_id = :company AND {name} = :key"  # noqa: S608 - our names
        " AND row_version = :version RETURNING 1",
        **{column: new for column, new in values.items() if column not in key},
        key=value,
        version=version,
    )
    if not changed:
        raise Conflict("record.changed", table=f"finance.{table}", id=value)
