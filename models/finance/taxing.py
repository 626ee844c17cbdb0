"""What tax makes of an amount: the lines that a code adds to it on a day, as the posting of invoices books them too.

Amounts are ledger amounts, debit positive: a purchase is positive, a sale negative. Rates are dated data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from models.database.errors import Invalid
from models.finance.rules import ZERO, tax_on, tax_within

_ALL = Decimal(100)


class Part(StrEnum):
    """What a line of tax is."""

    TAX = "tax"  # output tax of a sale, input tax of a purchase
    REVERSE = "reverse"  # output tax that the buyer owes (omvänd betalningsskyldighet, ML 16 kap.)
    COST = "cost"  # input tax that may not be deducted (ML 13 kap.)


@dataclass(frozen=True, slots=True)
class TaxRule:
    """One dated rate of a tax code; percentages as 25 for 25 %, days inclusive, no last day where it goes on."""

    code: str
    direction: str
    valid_from: date
    valid_to: date | None
    percent: Decimal
    account: str | None
    base_box: str = ""
    tax_box: str = ""
    reverse_account: str | None = None
    reverse_box: str = ""
    deductible: Decimal = _ALL
    country: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is the rate of its code on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def charged(self) -> Decimal:
        """The percent that the document charges: none where the buyer owes the tax."""
        return ZERO if self.reverse_account else self.percent


@dataclass(frozen=True, slots=True)
class TaxLine:
    """A ledger line of tax. Cost carries no tax code, since it is no base of tax."""

    part: Part
    account: str
    amount: Decimal
    tax_code: str | None
    box: str


@dataclass(frozen=True, slots=True)
class Taxed:
    """A base amount and the lines of tax on it."""

    base: Decimal
    lines: tuple[TaxLine, ...]

    @property
    def total(self) -> Decimal:
        """What is owed to, or by, the other party."""
        return sum((line.amount for line in self.lines), self.base)


def rule_on(rules: Iterable[TaxRule], code: str, on: date) -> TaxRule:
    """The rate of a code on a day; Invalid where the code has none."""
    for rule in rules:
        if rule.code == code and rule.holds_on(on):
            return rule
    raise Invalid("invoice.no_tax_rate", field="tax_code", tax_code=code, date=on)


def tax_lines(  # noqa: PLR0913 - what tax depends on
    rules: Iterable[TaxRule], code: str, on: date, amount: Decimal, *, account: str, gross: bool = False
) -> Taxed:
    """The lines of tax on `amount`, a base or, with `gross`, an amount that includes what the document charges.

    `account` is that of the base: what may not be deducted is cost there. The base of a gross amount is what is left of
    it without its tax, which is amount x percent / (100 + percent) (ML 8 kap. 17 §).
    """
    rule = rule_on(rules, code, on)
    if gross and rule.charged:
        tax = tax_within(amount, rule.percent)
        base = amount - tax
    else:
        tax, base = tax_on(amount, rule.percent), amount
    return Taxed(base=base, lines=_lines(rule, tax, account))


def _lines(rule: TaxRule, tax: Decimal, account: str) -> tuple[TaxLine, ...]:
    if not tax:
        return ()
    deducted = tax_on(tax, rule.deductible)
    lines = []
    if deducted:
        lines.append(TaxLine(Part.TAX, rule.account or account, deducted, rule.code, rule.tax_box))
    if rule.reverse_account:
        lines.append(TaxLine(Part.REVERSE, rule.reverse_account, -tax, rule.code, rule.reverse_box))
    if deducted != tax:
        lines.append(TaxLine(Part.COST, account, tax - deducted, None, ""))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a code has no rate, between two that it has."""

    first: date
    last: date


def gaps(rules: Sequence[TaxRule]) -> tuple[Gap, ...]:
    """The gaps between the rates of one code, in order."""
    day = timedelta(days=1)
    ordered = sorted(rules, key=lambda rule: rule.valid_from)
    return tuple(
        Gap(before.valid_to + day, after.valid_from - day)
        for before, after in pairwise(ordered)
        if before.valid_to is not None and before.valid_to + day < after.valid_from
    )


def overlaps(rules: Iterable[TaxRule], draft: TaxRule) -> tuple[TaxRule, ...]:
    """Those of the rates of a code that hold on some day on which `draft` would."""
    return tuple(
        rule
        for rule in rules
        if (draft.valid_to is None or rule.valid_from <= draft.valid_to)
        and (rule.valid_to is None or draft.valid_from <= rule.valid_to)
    )
