"""Reports of fixed assets: the note of the annual accounts, register against ledger, and tax depreciation."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.naming import account_name
from models.finance.posting import VoucherDraft, VoucherLine


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """A group in the note (ARL 5 kap. 8 §): each of its three parts closes with opening and what came and went."""

    group_id: int
    code: str
    name: str
    cost_opening: Decimal
    cost_added: Decimal
    cost_disposed: Decimal
    cost_revalued: Decimal
    cost_closing: Decimal
    depreciation_opening: Decimal
    depreciation_year: Decimal
    depreciation_disposed: Decimal
    depreciation_closing: Decimal
    write_down_opening: Decimal
    write_down_year: Decimal
    write_down_disposed: Decimal
    write_down_closing: Decimal
    book_closing: Decimal


@dataclass(frozen=True, slots=True)
class AssetNote:
    """The note of a range of days."""

    from_date: date
    to_date: date
    groups: tuple[NoteGroup, ...]


@dataclass(frozen=True, slots=True)
class AssetAccount:
    """An account of fixed assets: what the register says and what is booked; debit positive."""

    account: str
    name: str
    register: Decimal
    ledger: Decimal

    @property
    def difference(self) -> Decimal:
        """What the ledger has more than the register."""
        return self.ledger - self.register


@dataclass(frozen=True, slots=True)
class TaxRule:
    """How a country lets equipment be depreciated for tax: percents a year, and the accounts of the reserve."""

    main_percent: Decimal
    supplementary_percent: Decimal
    reserve_account: str
    change_account: str


@dataclass(frozen=True, slots=True)
class TaxDepreciation:
    """The least tax value of equipment at the end of a fiscal year, and the reserve that takes the books there."""

    from_date: date
    to_date: date
    rule: TaxRule
    book_opening: Decimal
    reserve_opening: Decimal
    acquired: Decimal
    proceeds: Decimal
    base: Decimal
    main_value: Decimal
    supplementary_value: Decimal
    tax_value: Decimal
    book_closing: Decimal
    reserve_closing: Decimal
    reserve_booked: Decimal

    @property
    def change(self) -> Decimal:
        """What is still to be booked to the reserve; negative takes some of it back."""
        return self.reserve_closing - self.reserve_booked

    def voucher(self, text: str) -> VoucherDraft:
        """The voucher that books the change."""
        change = VoucherLine(self.rule.change_account, self.change)
        return VoucherDraft(self.to_date, (change, VoucherLine(self.rule.reserve_account, -self.change)), text)


@operation(needs=Permission.FINANCE_READ)
def asset_note(work: Work, *, to_date: date, from_date: date | None = None) -> AssetNote:
    """The note from `from_date` (the start of the fiscal year of `to_date` where none is given) to `to_date`."""
    start = from_date or _year(work, to_date)[0]
    rows = work.rows("SELECT * FROM reporting.asset_note(:company, :start, :to)", start=start, to=to_date)
    return AssetNote(start, to_date, tuple(NoteGroup(*tuple(row)) for row in rows))


@operation(needs=Permission.FINANCE_READ)
def asset_accounts(work: Work, *, on: date) -> tuple[AssetAccount, ...]:
    """Register and ledger at the end of a day, by account."""
    rows = work.rows(
        f"SELECT x.account, {account_name()}, x.register, x.booked FROM finance.asset_accounts(:company, :on) x"  # noqa: S608 - a choice of columns
        " JOIN ledger.account a ON a.company_id = :company AND a.number = x.account"
        " WHERE x.register <> 0 OR x.booked <> 0 ORDER BY x.account",
        on=on,
    )
    return tuple(AssetAccount(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_READ)
def tax_depreciation(work: Work, *, on: date) -> TaxDepreciation:
    """Tax depreciation of the fiscal year of `on`; Invalid where the country has no rule ("asset.no_rule")."""
    first, last = _year(work, on)
    rule = tax_rule(work.company.country, last)
    row = work.row(
        "SELECT * FROM reporting.tax_depreciation(:company, :first, :last, :main, :supplementary, :reserve)",
        first=first,
        last=last,
        main=rule.main_percent,
        supplementary=rule.supplementary_percent,
        reserve=rule.reserve_account,
    )
    if row is None:  # an aggregate always answers
        raise Invalid("asset.no_rule", country=work.company.country)
    return TaxDepreciation(first, last, rule, *tuple(row))


def tax_rule(country: str, on: date) -> TaxRule:
    """The rule that holds in a country on a day (Sweden: IL 18 kap. 13 and 17 §§)."""
    held = [row for row in _rules() if row["country"] == country and date.fromisoformat(row["valid_from"]) <= on]
    if not held:
        raise Invalid("asset.no_rule", country=country)
    row = max(held, key=lambda found: found["valid_from"])
    return TaxRule(
        Decimal(row["main_percent"]),
        Decimal(row["supplementary_percent"]),
        row["reserve_account"],
        row["change_account"],
    )


@cache
def _rules() -> tuple[dict[str, str], ...]:
    content = (files("resources.charts") / "tax-depreciation.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines(), delimiter=";"))


def _year(work: Work, on: date) -> tuple[date, date]:
    row = work.row(
        "SELECT starts_on, ends_on FROM ledger.fiscal_year"
        " WHERE company_id = :company AND :on BETWEEN starts_on AND ends_on",
        on=on,
    )
    if row is None:
        raise Invalid("ledger.no_period", date=on)
    return row.starts_on, row.ends_on
