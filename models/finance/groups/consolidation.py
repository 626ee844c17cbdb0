"""The figures of a group: those of its companies, less what they owe and sell each other (K3 chapters 9 and 30)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.groups.registers import GroupAdjustment
from models.finance.naming import account_name
from models.finance.rules import ZERO, round_money

_RESULT = ("income", "expense")
_PER_CENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class MemberFigure:
    """What an account of a company holds: `amount` in its `currency`, `value` in the parent's; debit positive."""

    member_id: int
    member: str
    share: Decimal
    currency: str
    own_account: str
    account: str
    name: str
    kind: str
    amount: Decimal
    rate: Decimal
    value: Decimal


@dataclass(slots=True)
class GroupLine:
    """An account of the group, or without number: translation, earlier (results not closed), or difference."""

    account: str
    name: str
    kind: str
    figures: list[MemberFigure] = field(default_factory=list)
    translated: Decimal = ZERO
    eliminated: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What the group has."""
        return self.translated + self.eliminated


@dataclass(frozen=True, slots=True)
class Consolidation:
    """All lines, which sum to zero; `minority` is what others own of the net assets, positive."""

    from_date: date
    to_date: date
    lines: tuple[GroupLine, ...]
    minority: Decimal
    parent_id: int | None = None

    def of(self, *kinds: str) -> tuple[GroupLine, ...]:
        """The lines of these kinds."""
        return tuple(line for line in self.lines if line.kind in kinds)

    def total(self, *kinds: str) -> Decimal:
        """What they come to, debit positive."""
        return sum((line.total for line in self.of(*kinds)), ZERO)

    @property
    def result(self) -> Decimal:
        """The result of the days, a profit positive."""
        return -self.total(*_RESULT)


@operation(needs=Permission.FINANCE_READ)
def read_consolidation(work: Work, *, to_date: date, from_date: date | None = None) -> Consolidation:
    """The group whose parent is the open company, from the start of its fiscal year unless told otherwise.

    Rejected where a member is not open to the user ("group.hidden"), or its currency has no rate ("currency.no_rate").
    """
    from_date = from_date or start_of_year(work, to_date)
    rows = work.rows(
        "SELECT * FROM finance.consolidated_rows(:company, :from_date, :to_date)",
        from_date=from_date,
        to_date=to_date,
    )
    entries = work.rows(
        "SELECT name, on_date, debit_account, credit_account, amount FROM finance.group_adjustment"
        " WHERE company_id = :company AND on_date <= :to_date ORDER BY on_date, id",
        to_date=to_date,
    )
    accounts = work.rows(
        f"SELECT a.number, {account_name()}, a.kind FROM ledger.account a JOIN finance.group_adjustment g"  # noqa: S608 - a choice of columns
        " ON g.company_id = a.company_id AND a.number IN (g.debit_account, g.credit_account)"
        " WHERE a.company_id = :company"
    )
    record = consolidate(
        [MemberFigure(*tuple(row)) for row in rows],
        [GroupAdjustment(*tuple(row)) for row in entries],
        {row.number: (row.name, row.kind) for row in accounts},
        from_date,
        to_date,
    )
    return replace(record, parent_id=work.company_id)


def start_of_year(work: Work, day: date) -> date:
    """The first day of the fiscal year of a day, or of its calendar year where there is none."""
    start: date | None = work.value(
        "SELECT starts_on FROM ledger.fiscal_year WHERE company_id = :company AND :day BETWEEN starts_on AND ends_on",
        day=day,
    )
    return start or date(day.year, 1, 1)


def consolidate(
    figures: Iterable[MemberFigure],
    adjustments: Sequence[GroupAdjustment],
    accounts: dict[str, tuple[str, str]],
    from_date: date,
    to_date: date,
) -> Consolidation:
    """Add the companies up and eliminate; `accounts` are name and kind of those the adjustments name.

    What the rates of a company leave over is its translation difference, part of equity. An adjustment
    without amount takes all of its two accounts away; where they differ, the difference is a line of its own.
    """
    figures = tuple(figures)
    lines: dict[tuple[str, str], GroupLine] = {}
    for figure in figures:
        line = lines.setdefault((figure.kind, figure.account), GroupLine(figure.account, figure.name, figure.kind))
        line.figures.append(figure)
        line.translated += figure.value
    left = -sum((figure.value for figure in figures), ZERO)
    if left:
        lines["translation", ""] = GroupLine("", "", "translation", _translations(figures), left)
    for adjustment in adjustments:
        _adjust(lines, adjustment, accounts, from_date)
    ordered = sorted(lines.values(), key=lambda line: (line.account == "", line.account, line.name))
    return Consolidation(from_date, to_date, tuple(ordered), _minority(figures))


def _translations(figures: Sequence[MemberFigure]) -> list[MemberFigure]:
    left: dict[int, Decimal] = {}
    for figure in figures:
        left[figure.member_id] = left.get(figure.member_id, ZERO) - figure.value
    first = {figure.member_id: figure for figure in reversed(figures)}
    return [
        MemberFigure(
            key, first[key].member, first[key].share, first[key].currency, "", "", "", "translation", ZERO, ZERO, value
        )
        for key, value in left.items()
        if value
    ]


def _adjust(
    lines: dict[tuple[str, str], GroupLine],
    adjustment: GroupAdjustment,
    accounts: dict[str, tuple[str, str]],
    from_date: date,
) -> None:
    debit, credit = (
        _line(lines, str(number), accounts) for number in (adjustment.debit_account, adjustment.credit_account)
    )
    if adjustment.amount is None:
        difference = debit.total + credit.total
        for line in (debit, credit):
            line.eliminated -= line.total
        if difference:
            lines["difference", adjustment.name] = GroupLine("", adjustment.name, "difference", eliminated=difference)
        return
    before = adjustment.on_date is not None and adjustment.on_date < from_date
    for line, amount in ((debit, adjustment.amount), (credit, -adjustment.amount)):
        # What concerned the result of an earlier year is part of what was earned then.
        place = line
        if before and line.kind in _RESULT:
            place = lines.setdefault(("earlier", ""), GroupLine("", "", "earlier"))
        place.eliminated += amount


def _line(lines: dict[tuple[str, str], GroupLine], number: str, accounts: dict[str, tuple[str, str]]) -> GroupLine:
    name, kind = accounts[number]
    return lines.setdefault((kind, number), GroupLine(number, name, kind))


def _minority(figures: Sequence[MemberFigure]) -> Decimal:
    parts = (
        figure.value * (_PER_CENT - figure.share) / _PER_CENT
        for figure in figures
        if figure.kind in ("asset", "liability")
    )
    return round_money(sum(parts, ZERO))
