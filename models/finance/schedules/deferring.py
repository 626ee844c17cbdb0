"""Amounts spread over months: what a posted line holds belongs to later months too (periodisering)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

_BALANCE_SHEET = frozenset({"asset", "liability", "equity"})
#: Where costs and income wait for their months, unless somebody says otherwise (BAS).
PREPAID, DEFERRED_INCOME = "1790", "2970"


@dataclass(frozen=True, slots=True)
class LineToDefer:
    """A posted line with what may be spread of it; amounts are positive, accounts as they are proposed."""

    line_id: int
    entry_id: int
    voucher: str
    entry_date: date
    account: str
    text: str
    left: Decimal
    cost_account: str | None
    deferral_account: str | None


@dataclass(frozen=True, slots=True)
class DeferralPart:
    """What belongs to a month, debit positive; posted where it has a voucher."""

    posts_on: date
    amount: Decimal
    entry_id: int | None = None
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Deferral:
    """A spread amount, debit positive; `moved_by` is the voucher that took it to the deferral account."""

    id: int
    text: str
    cost_account: str
    deferral_account: str
    amount: Decimal
    entry_id: int
    voucher: str
    moved_by: int | None
    ended_on: date | None
    parts: tuple[DeferralPart, ...] = ()

    @property
    def remaining(self) -> Decimal:
        """What is not posted yet."""
        return sum((part.amount for part in self.parts if part.entry_id is None), Decimal(0))


@operation(needs=Permission.FINANCE_READ)
def line_to_defer(work: Work, *, line_id: int) -> LineToDefer:
    """A posted line as it may be spread; Invalid where there is none with this key."""
    row = work.row(
        "SELECT l.id, l.entry_id, e.series || e.number AS voucher, l.entry_date, l.account, a.kind, l.amount,"
        " CASE WHEN l.text <> '' THEN l.text ELSE e.text END AS text,"
        " abs(l.amount) - coalesce((SELECT sum(abs(d.amount)) FROM ledger.deferral d"
        " WHERE d.company_id = l.company_id AND d.line_id = l.id), 0) AS left_over"
        " FROM ledger.line l JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id"
        " JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account"
        " WHERE l.company_id = :company AND l.id = :id",
        id=line_id,
    )
    if row is None:
        raise Invalid("deferral.no_line")
    on_sheet = row.kind in _BALANCE_SHEET
    waiting = PREPAID if row.amount > 0 else DEFERRED_INCOME
    return LineToDefer(
        row.id,
        row.entry_id,
        row.voucher,
        row.entry_date,
        row.account,
        row.text,
        row.left_over,
        cost_account=None if on_sheet else row.account,
        deferral_account=row.account if on_sheet else waiting,
    )


@operation(needs=Permission.FINANCE_READ)
def plan_of(
    work: Work, *, amount: Decimal, first: date, months: int, by_days: bool = False
) -> tuple[DeferralPart, ...]:
    """How an amount would be spread, from the month of `first` on; the last part takes the rest."""
    rows = work.rows(
        "SELECT month_end, amount FROM ledger.spread(CAST(:amount AS numeric), :first, :months, :by_days)",
        amount=amount,
        first=first,
        months=months,
        by_days=by_days,
    )
    return tuple(DeferralPart(row.month_end, row.amount) for row in rows)


@operation(needs=Permission.FINANCE_POST, one_call=True)
def defer(  # noqa: PLR0913 - what, from where, to where, over which months
    work: Work,
    *,
    line_id: int,
    cost_account: str,
    deferral_account: str,
    amount: Decimal,
    first: date,
    months: int,
    by_days: bool = False,
    moved_on: date | None = None,
    text: str = "",
) -> int:
    """Spread an amount (positive) of a posted line over months; returns the key of the deferral.

    Where the line stands on the cost account, a voucher of `moved_on` (its own day if None) moves the amount first.
    Each month's part is posted on its last day by `post_due`.
    """
    answer = work.call(
        "ledger.defer", line_id, cost_account, deferral_account, amount, first, months, by_days, moved_on, text
    )
    key: int = answer["id"]
    return key


@operation(needs=Permission.FINANCE_POST, one_call=True)
def end_deferral(work: Work, *, deferral_id: int, on: date) -> int:
    """Book what is left of a spread amount on one day; returns the key of the voucher."""
    key: int = work.call("ledger.end_deferral", deferral_id, on)["entry_id"]
    return key


@operation(needs=Permission.FINANCE_READ)
def read_deferral(work: Work, *, deferral_id: int) -> Deferral:
    """A spread amount with its parts; Invalid where there is none with this key."""
    row = work.row(
        "SELECT f.id, f.text, f.cost_account, f.deferral_account, f.amount, l.entry_id, e.series || e.number,"
        " f.entry_id, f.ended_on FROM ledger.deferral f"
        " JOIN ledger.line l ON l.company_id = f.company_id AND l.id = f.line_id"
        " JOIN ledger.entry e ON e.company_id = f.company_id AND e.id = l.entry_id"
        " WHERE f.company_id = :company AND f.id = :id",
        id=deferral_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.deferral", id=deferral_id)
    parts = work.rows(
        "SELECT q.posts_on, q.amount, q.entry_id, coalesce(e.series || e.number, '') FROM ledger.deferral_part q"
        " LEFT JOIN ledger.entry e ON e.company_id = q.company_id AND e.id = q.entry_id"
        " WHERE q.company_id = :company AND q.deferral_id = :id ORDER BY q.position",
        id=deferral_id,
    )
    return replace(Deferral(*tuple(row)), parts=tuple(DeferralPart(*tuple(part)) for part in parts))
