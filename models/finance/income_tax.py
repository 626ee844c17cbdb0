"""The income tax of a Swedish limited company on the result of a year, computed from its books and posted.

Rates, limits and accounts are dated data in resources/charts/income-tax.csv. Amounts are in the company currency.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cache
from importlib.resources import files

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.posting import PostedEntry, VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import TrialBalanceRow, trial_balance
from models.finance.rules import ZERO

TAX_COST, TAX_DEBT = "8910", "2512"
RESERVE_COST, RESERVE = "8811", "2110"
_TEN = Decimal(10)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class TaxRow:
    """An account whose amount is added to (non-deductible) or taken from (non-taxable) the result."""

    account: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class IncomeTax:
    """From the result before tax to the tax: taxable = result + non_deductible - non_taxable - allocation.

    `allocation` goes to a tax allocation reserve (periodiseringsfond, IL 30:5) and may be at most `most`; `booked` are
    the tax and the allocation that the books have already.
    """

    result_before_tax: Decimal
    non_deductible: tuple[TaxRow, ...]
    non_taxable: tuple[TaxRow, ...]
    allocation: Decimal
    most: Decimal
    taxable: Decimal
    rate: Decimal
    tax: Decimal
    booked_tax: Decimal
    booked_allocation: Decimal


def tax_on(taxable: Decimal, rate: Decimal) -> Decimal:
    """The tax in whole kronor on a taxable result, which is rounded down to tens of kronor (IL 1:7)."""
    tens = (max(taxable, ZERO) / _TEN).quantize(Decimal(1), ROUND_DOWN) * _TEN
    return (tens * rate / _HUNDRED).quantize(Decimal(1), ROUND_DOWN)


@operation(needs=Permission.FINANCE_READ)
def income_tax(work: Work, *, fiscal_year_id: int, allocation: Decimal | None = None) -> IncomeTax:
    """The tax of a year as its books stand; `allocation` None takes what is booked. Invalid where it is too much."""
    year = work.row(
        "SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company AND id = :id", id=fiscal_year_id
    )
    if year is None:
        raise Invalid("year_end.no_year", id=fiscal_year_id)
    rows = trial_balance(work, from_date=year.starts_on, to_date=year.ends_on, before_closing=True).rows
    result_rows = [row for row in rows if row.kind in {"income", "expense"}]
    booked_tax = _sum(result_rows, "tax_accounts")
    booked_allocation = _sum(result_rows, "reserve_accounts")
    before = -_total(result_rows) + booked_tax + booked_allocation
    added = _adjustments(result_rows, "non_deductible", 1)
    taken = _adjustments(result_rows, "non_taxable", -1)
    base = before + sum((row.amount for row in added), ZERO) - sum((row.amount for row in taken), ZERO)
    most = (max(base, ZERO) * _value("allocation", year.ends_on) / _HUNDRED).quantize(Decimal(1), ROUND_DOWN)
    chosen = booked_allocation if allocation is None else allocation
    if allocation is not None and not ZERO <= allocation <= most:
        raise Invalid("year_end.allocation_too_large", field="allocation", allocation=str(allocation), most=str(most))
    rate = _value("rate", year.ends_on)
    return IncomeTax(
        result_before_tax=before,
        non_deductible=added,
        non_taxable=taken,
        allocation=chosen,
        most=most,
        taxable=base - chosen,
        rate=rate,
        tax=tax_on(base - chosen, rate),
        booked_tax=booked_tax,
        booked_allocation=booked_allocation,
    )


@operation(needs=Permission.FINANCE_POST)
def post_income_tax(work: Work, *, fiscal_year_id: int, allocation: Decimal, text: str) -> PostedEntry | None:
    """Post what the tax and the allocation differ from what is booked, in the adjustment period; None: nothing does."""
    computed = income_tax(work, fiscal_year_id=fiscal_year_id, allocation=allocation)
    ends_on: date = work.value(
        "SELECT ends_on FROM ledger.fiscal_year WHERE company_id = :company AND id = :id", id=fiscal_year_id
    )
    reserve, tax = allocation - computed.booked_allocation, computed.tax - computed.booked_tax
    amounts = ((RESERVE_COST, reserve), (RESERVE, -reserve), (TAX_COST, tax), (TAX_DEBT, -tax))
    lines = [VoucherLine(account, amount) for account, amount in amounts if amount]
    if not lines:
        return None
    draft = VoucherDraft(date=ends_on, lines=lines, text=text, kind="adjustment")
    return post_vouchers(work, vouchers=[draft])[0]


def _total(rows: list[TrialBalanceRow]) -> Decimal:
    return sum((row.closing for row in rows), ZERO)


def _sum(rows: list[TrialBalanceRow], kind: str) -> Decimal:
    return _total([row for row in rows if _is(kind, row.account)])


def _adjustments(rows: list[TrialBalanceRow], kind: str, sign: int) -> tuple[TaxRow, ...]:
    return tuple(
        TaxRow(row.account, row.name, sign * row.closing) for row in rows if _is(kind, row.account) and row.closing
    )


@cache
def _data() -> tuple[dict[str, str], ...]:
    content = (files("resources.charts") / "income-tax.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(content.splitlines(), delimiter=";"))


def _is(kind: str, account: str) -> bool:
    return any(row["kind"] == kind and row["from"] <= account[:4] <= row["to"] for row in _data())


def _value(kind: str, day: date) -> Decimal:
    """The value that holds on a day; the file has the latest first."""
    dated = (row for row in _data() if row["kind"] == kind and row["valid_from"] <= day.isoformat())
    return Decimal(next(dated)["value"])
