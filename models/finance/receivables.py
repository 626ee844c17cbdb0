"""What customers owe and suppliers are owed: open items, their age, and statements of account.

Amounts are in the company currency; `side` is receivable (debit positive) or payable (credit positive).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO

SIDES = ("receivable", "payable")


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A line that is not settled in full; `line_id` is its key, `entry_id` opens its voucher."""

    line_id: int
    entry_id: int
    party_id: int | None
    party_name: str
    document_kind: str | None
    document_id: int | None
    document_number: str
    reference: str
    entry_date: date
    due_on: date
    currency: str
    amount: Decimal
    remaining: Decimal
    days_overdue: int


@dataclass(frozen=True, slots=True)
class AgedParty:
    """What one party owes by how many days it is overdue; the buckets sum to `total`."""

    party_id: int | None
    party_name: str
    not_due: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal

    @property
    def total(self) -> Decimal:
        """All buckets together."""
        return self.not_due + self.days_1_30 + self.days_31_60 + self.days_61_90 + self.days_over_90


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A posting to a party with what is owed after it."""

    line_id: int
    entry_id: int
    entry_date: date
    voucher: str
    text: str
    due_on: date | None
    amount: Decimal
    balance: Decimal
    document_kind: str | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class PartyStatement:
    """All that was posted to a party in a range, between what was owed before and after."""

    party_id: int
    party_name: str
    from_date: date
    to_date: date
    opening: Decimal
    lines: tuple[StatementLine, ...]
    closing: Decimal


#: Open items as they stood at the end of a day: posted by then, less what was settled by then.
_ITEMS_ON = """
    SELECT o.line_id, l.entry_id, o.party_id, coalesce(p.name, '') AS party_name, o.document_kind, o.document_id,
           coalesce(i.number, '') AS document_number, coalesce(i.reference, '') AS reference, o.entry_date,
           coalesce(o.due_on, o.entry_date) AS due_on, o.currency, :sign * o.amount AS amount,
           :sign * x.remaining AS remaining,
           greatest(CAST(:day AS date) - coalesce(o.due_on, o.entry_date), 0) AS days_overdue
      FROM ledger.account a
      JOIN ledger.open_item o ON o.company_id = a.company_id AND o.account = a.number
      JOIN ledger.line l ON l.company_id = o.company_id AND l.id = o.line_id
      LEFT JOIN contacts.party p ON p.id = o.party_id
      LEFT JOIN finance.invoice i ON i.company_id = o.company_id AND i.id = o.document_id AND i.kind = o.document_kind
     CROSS JOIN LATERAL (SELECT o.remaining + sign(o.amount) * CASE WHEN :today THEN 0 ELSE coalesce((
               SELECT sum(s.amount) FROM ledger.settlement s
                WHERE s.company_id = o.company_id AND o.line_id IN (s.debit_line_id, s.credit_line_id)
                  AND s.undone_at IS NULL AND s.settled_on > :day), 0) END AS remaining) x
     WHERE a.company_id = :company AND a.role = :side
       AND (:today AND o.remaining <> 0 OR NOT :today AND o.entry_date <= :day)
       AND (CAST(:party AS bigint) IS NULL OR o.party_id = :party) AND x.remaining <> 0
"""


@operation(needs=Permission.FINANCE_READ)
def open_items(
    work: Work, *, side: str = "receivable", party_id: int | None = None, on: date | None = None
) -> tuple[OpenItem, ...]:
    """The open items of one party or all by due date: now, or as they stood at the end of the day `on`."""
    rows = work.rows(f"{_ITEMS_ON} ORDER BY 10, 1", party=party_id, **_day(work, side, on))
    return tuple(OpenItem(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_READ)
def aged_items(work: Work, *, side: str = "receivable", on: date | None = None) -> tuple[AgedParty, ...]:
    """What each party owes by age, in order of name: now, or as it stood at the end of the day `on`."""
    rows = work.rows(
        "SELECT party_id, party_name, coalesce(sum(remaining) FILTER (WHERE days_overdue = 0), 0),"  # noqa: S608 - our own text
        " coalesce(sum(remaining) FILTER (WHERE days_overdue BETWEEN 1 AND 30), 0),"
        " coalesce(sum(remaining) FILTER (WHERE days_overdue BETWEEN 31 AND 60), 0),"
        " coalesce(sum(remaining) FILTER (WHERE days_overdue BETWEEN 61 AND 90), 0),"
        " coalesce(sum(remaining) FILTER (WHERE days_overdue > 90), 0)"
        f" FROM ({_ITEMS_ON}) x GROUP BY party_id, party_name ORDER BY company.sort_key(party_name), party_id",
        party=None,
        **_day(work, side, on),
    )
    return tuple(AgedParty(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_READ)
def party_statement(
    work: Work, *, party_id: int, from_date: date, to_date: date, side: str = "receivable"
) -> PartyStatement:
    """Everything posted to a party on accounts of one side in the range, with running balance."""
    sign = _sign(side)
    rows = work.rows(
        "SELECT l.id, l.entry_id, l.entry_date, e.series || coalesce(e.imported_number, e.number::text),"
        " CASE WHEN l.text <> '' THEN l.text ELSE e.text END, l.due_on, l.amount, l.document_kind, l.document_id"
        " FROM ledger.line l JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id"
        " JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account AND a.role = :side"
        " WHERE l.company_id = :company AND l.party_id = :party AND l.entry_date <= :to_date"
        " ORDER BY l.entry_date, l.id",
        side=side,
        party=party_id,
        to_date=to_date,
    )
    opening = balance = sum((sign * row.amount for row in rows if row.entry_date < from_date), ZERO)
    lines = []
    for row in map(tuple, rows):
        if row[2] >= from_date:
            balance += sign * row[6]
            values: tuple[Any, ...] = (*row[:6], sign * row[6], balance, *row[7:])
            lines.append(StatementLine(*values))
    name = work.value("SELECT name FROM contacts.party WHERE id = :party", party=party_id)
    if name is None:
        raise Invalid("record.not_found", table="contacts.party", id=party_id)
    return PartyStatement(party_id, name, from_date, to_date, opening, tuple(lines), balance)


def _sign(side: str) -> int:
    if side not in SIDES:
        raise ValueError(side)
    return 1 if side == "receivable" else -1


def _day(work: Work, side: str, on: date | None) -> dict[str, object]:
    today = work.today()
    return {"side": side, "sign": _sign(side), "day": on or today, "today": on is None or on == today}
