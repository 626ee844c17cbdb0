"""Makes the income tax return of a limited company from its books: INK2, INK2R and INK2S.

Which field an account belongs to stands in resources/charts/sru-ink2r.csv (BAS to INK2, 2024), unless the account
itself has an SRU code. Amounts are in whole kronor, öre dropped.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from models.database.errors import Rejected
from models.exchange.sru import SruForm, whole_kronor
from models.finance.income_tax import IncomeTax
from models.finance.rules import ZERO

_RESULT_ACCOUNTS = "899"
_FREE_EQUITY = "7302"
_PROFIT, _LOSS = "7450", "7550"
#: Forms are told apart by the month in which the year ends: P1 to April, P2 to June, P3 to August, P4 to December.
_LAST_MONTHS = ((4, "P1"), (6, "P2"), (8, "P3"), (12, "P4"))


@dataclass(frozen=True, slots=True)
class ReturnAccount:
    """An account with its balance at the end of the year before the closing voucher, debit positive."""

    number: str
    balance: Decimal
    sru: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Field:
    first: str
    last: str
    code: str
    code_if_negative: str
    sign: int


def tax_forms(
    accounts: Sequence[ReturnAccount], *, first: date, last: date, result: Decimal, tax: IncomeTax
) -> tuple[SruForm, ...]:
    """The three forms. Rejected "sru.account_without_code" where an account belongs to no field."""
    suffix = f"{last.year}{next(period for month, period in _LAST_MONTHS if last.month <= month)}"
    days = [("7011", f"{first:%Y%m%d}"), ("7012", f"{last:%Y%m%d}")]
    adjusted = dict(_adjustments(result, tax))
    surplus = adjusted.get("7670", 0)
    own = {"7104": surplus} if surplus else {"7114": adjusted.get("7770", 0)}
    statement = _statement(accounts, result)
    return tuple(
        SruForm(f"{name}-{suffix}", [*days, *((code, str(value)) for code, value in sorted(fields.items()) if value)])
        for name, fields in (("INK2", own), ("INK2R", statement), ("INK2S", adjusted))
    )


def _statement(accounts: Sequence[ReturnAccount], result: Decimal) -> dict[str, int]:
    """The fields of INK2R: balance sheet and income statement."""
    sums: dict[tuple[str, str], Decimal] = {}
    for account in accounts:
        if account.balance and not account.number.startswith(_RESULT_ACCOUNTS):
            field = _field_of(account)
            key = field.code, field.code_if_negative
            sums[key] = sums.get(key, ZERO) + field.sign * account.balance
    # The result stands in free equity, whether its closing voucher is posted already or not.
    booked = sum((account.balance for account in accounts if account.number.startswith(_RESULT_ACCOUNTS)), ZERO)
    sums[_FREE_EQUITY, ""] = sums.get((_FREE_EQUITY, ""), ZERO) + result - booked
    fields: dict[str, int] = {_PROFIT if result >= 0 else _LOSS: whole_kronor(abs(result))}
    for (code, negative), amount in sums.items():
        chosen, value = (negative, -amount) if amount < 0 and negative else (code, amount)
        fields[chosen] = fields.get(chosen, 0) + whole_kronor(value)
    return fields


def _adjustments(result: Decimal, tax: IncomeTax) -> Iterator[tuple[str, int]]:
    """The fields of INK2S: from the result to what is taxed."""
    added = whole_kronor(sum((row.amount for row in tax.non_deductible), ZERO))
    taken = whole_kronor(sum((row.amount for row in tax.non_taxable), ZERO))
    booked, shown = whole_kronor(tax.booked_tax), whole_kronor(result)
    yield ("7650", shown) if shown >= 0 else ("7750", -shown)
    yield "7651", booked
    yield "7653", added
    yield "7754", taken
    surplus = shown + booked + added - taken
    yield ("7670", surplus) if surplus >= 0 else ("7770", -surplus)


def _field_of(account: ReturnAccount) -> _Field:
    by_code = _fields_by_code()
    for code in account.sru:
        if code in by_code:
            return by_code[code]
    found = next((field for field in _fields() if field.first <= account.number[:4] <= field.last), None)
    if found is None:
        raise Rejected("sru.account_without_code", account=account.number, balance=str(account.balance))
    return found


@cache
def _fields() -> tuple[_Field, ...]:
    content = (files("resources.charts") / "sru-ink2r.csv").read_text(encoding="utf-8")
    return tuple(
        _Field(row["from"], row["to"], row["code"], row["code_if_negative"], 1 if row["side"] == "debit" else -1)
        for row in csv.DictReader(content.splitlines(), delimiter=";")
    )


@cache
def _fields_by_code() -> Mapping[str, _Field]:
    return {field.code: field for field in reversed(_fields())}
