"""Reads accounts kept as open items: proposals of what belongs together, what was open on a day, and acts of settling.

Amounts are in the company currency, debit positive, unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.pairing import PairItem, Proposal, propose, propose_for

#: Items that are compared with each other; more would be no search but a wait.
MOST_COMPARED = 200
#: Items of a day that are shown; the sums are of all.
MOST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class DayItem:
    """An item that was open at the end of a day; `days` since it was due, none before."""

    line_id: int
    entry_id: int
    entry_date: date
    voucher: str
    text: str
    party_name: str
    due_on: date
    days: int
    remaining: Decimal


@dataclass(frozen=True, slots=True)
class ItemsOnDay:
    """What was open of an account at the end of a day: its items, their sums by age, and the balance of the account.

    `ages` are not due, 1 to 30, 31 to 60, 61 to 90 and more days; they are of all items, however many are in `items`.
    """

    account: str
    on: date
    start: date | None
    items: tuple[DayItem, ...]
    count: int
    ages: tuple[Decimal, ...]
    balance: Decimal

    @property
    def total(self) -> Decimal:
        """All ages together."""
        return sum(self.ages, Decimal(0))


@dataclass(frozen=True, slots=True)
class SettledPart:
    """An item of an act of settling, and what of it was settled, in its currency and debit positive."""

    line_id: int
    entry_id: int
    entry_date: date
    voucher: str
    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SettlingRecord:
    """An act of settling with its items; `entry_id` booked its differences."""

    id: int
    account: str
    account_name: str
    party_id: int | None
    party_name: str
    currency: str
    amount: Decimal
    settled_on: date
    settled_at: datetime
    settled_by: str
    entry_id: int | None
    voucher: str
    undone_at: datetime | None
    undone_by: str
    undone_reason: str
    parts: tuple[SettledPart, ...] = ()


#: Items open today, narrowed to what was asked for.
_OPEN = """
    FROM ledger.open_item o
   WHERE o.company_id = :company AND o.account = :account AND o.remaining <> 0
     AND (CAST(:party AS bigint) IS NULL OR o.party_id = :party)
     AND (CAST(:currency AS text) IS NULL OR o.currency = :currency)
"""
#: The keys of at most so many of them that may have a counterpart: those of an amount that stands on both sides first.
_CANDIDATES = f"""
    WITH twin AS MATERIALIZED (
        SELECT o.party_id, o.currency, abs(o.remaining_currency) AS amount {_OPEN}
         GROUP BY 1, 2, 3 HAVING min(o.remaining_currency) < 0 AND max(o.remaining_currency) > 0
         ORDER BY min(o.entry_date), 3 LIMIT :half)
    (SELECT o.line_id, 0 AS place, o.entry_date {_OPEN}
        AND EXISTS (SELECT FROM twin b WHERE b.party_id IS NOT DISTINCT FROM o.party_id AND b.currency = o.currency
                       AND b.amount = abs(o.remaining_currency))
      ORDER BY o.entry_date, o.line_id LIMIT :most)
    UNION ALL
    (SELECT o.line_id, 1, o.entry_date {_OPEN} ORDER BY o.entry_date, o.line_id LIMIT :most)
     ORDER BY place, entry_date, line_id
"""  # noqa: S608 - our own text
#: The keys of what may settle one item: as much or less of the other side, the nearest in time first.
_COUNTERPARTS = """
    SELECT c.line_id FROM ledger.open_item o JOIN LATERAL (
           (SELECT x.line_id, x.entry_date FROM ledger.open_item x
             WHERE x.company_id = :company AND x.account = o.account AND x.remaining <> 0
               AND x.entry_date >= o.entry_date AND x.party_id IS NOT DISTINCT FROM o.party_id
               AND x.currency = o.currency AND sign(x.remaining_currency) = -sign(o.remaining_currency)
             ORDER BY x.entry_date, x.line_id LIMIT :most)
           UNION ALL
           (SELECT x.line_id, x.entry_date FROM ledger.open_item x
             WHERE x.company_id = :company AND x.account = o.account AND x.remaining <> 0
               AND x.entry_date < o.entry_date AND x.party_id IS NOT DISTINCT FROM o.party_id
               AND x.currency = o.currency AND sign(x.remaining_currency) = -sign(o.remaining_currency)
             ORDER BY x.entry_date DESC, x.line_id DESC LIMIT :most)) c ON true
     WHERE o.company_id = :company AND o.line_id = :line
     ORDER BY abs(c.entry_date - o.entry_date), c.line_id LIMIT :most
"""
_COMPARED = """
    SELECT o.line_id, coalesce(o.due_on, o.entry_date), o.remaining_currency, o.entry_date,
           concat_ws(' ', nullif(l.text, ''), nullif(e.text, '')), coalesce(i.reference, ''),
           array_remove(ARRAY[e.series || e.number, i.number, nullif(i.supplier_number, '')], NULL), o.party_id,
           o.currency
      FROM ledger.open_item o
      JOIN ledger.line l ON l.company_id = o.company_id AND l.id = o.line_id
      JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id
      LEFT JOIN finance.invoice i ON i.company_id = o.company_id AND i.id = o.document_id AND i.kind = o.document_kind
     WHERE o.company_id = :company AND o.line_id = ANY (:lines)
"""


@operation(needs=Permission.FINANCE_READ)
def propose_settlements(
    work: Work,
    *,
    account: str,
    party_id: int | None = None,
    currency: str | None = None,
    line_id: int | None = None,
) -> tuple[Proposal, ...]:
    """What belongs together among the open items of an account, the likeliest first; with `line_id`, what does it."""
    wanted: dict[str, Any] = {"account": account, "party": party_id, "currency": currency}
    if line_id is None:
        rows = work.rows(_CANDIDATES, half=MOST_COMPARED // 2, most=MOST_COMPARED, **wanted)
        lines = list(dict.fromkeys(row.line_id for row in rows))[:MOST_COMPARED]
        return propose(_compared(work, lines))
    rows = work.rows(_COUNTERPARTS, line=line_id, most=MOST_COMPARED)
    items = _compared(work, [line_id, *(row.line_id for row in rows)])
    own = next((item for item in items if item.line_id == line_id), None)
    return propose_for(own, [item for item in items if item is not own]) if own is not None else ()


@operation(needs=Permission.FINANCE_READ)
def account_to_settle(work: Work) -> str | None:
    """The first account with open debits and credits, receivables and payables last; None where there is none."""
    number: str | None = work.value(
        "SELECT a.number FROM ledger.account a WHERE a.company_id = :company AND a.open_items"
        " AND EXISTS (SELECT FROM ledger.open_item o WHERE o.company_id = a.company_id AND o.account = a.number"
        " AND o.remaining > 0) AND EXISTS (SELECT FROM ledger.open_item o WHERE o.company_id = a.company_id"
        " AND o.account = a.number AND o.remaining < 0) ORDER BY a.role IN ('receivable', 'payable'), a.number LIMIT 1"
    )
    return number


def _compared(work: Work, lines: list[int]) -> list[PairItem]:
    rows = work.rows(_COMPARED, lines=lines)
    found: list[tuple[Any, ...]] = [(*row[:6], tuple(row[6]), *row[7:]) for row in map(tuple, rows)]
    return [PairItem(*values) for values in found]


#: Items open at the end of a day: booked by then, less what was settled by then.
_ON_DAY = """
    WITH later AS MATERIALIZED (
        SELECT x.line_id, sum(s.amount) AS amount FROM ledger.settling g
          JOIN ledger.settlement s ON s.company_id = g.company_id AND s.settling_id = g.id AND s.undone_at IS NULL
         CROSS JOIN LATERAL (VALUES (s.debit_line_id), (s.credit_line_id)) x(line_id)
         WHERE g.company_id = :company AND g.account = :account AND g.undone_at IS NULL AND s.settled_on > :day
         GROUP BY 1),
    item AS (
        SELECT o.line_id, o.party_id, o.entry_date, coalesce(o.due_on, o.entry_date) AS due_on, o.remaining
          FROM ledger.open_item o
         WHERE o.company_id = :company AND o.account = :account AND o.entry_date <= :day AND o.remaining <> 0
           AND o.line_id NOT IN (SELECT l.line_id FROM later l)
        UNION ALL
        SELECT o.line_id, o.party_id, o.entry_date, coalesce(o.due_on, o.entry_date),
               o.remaining + sign(o.amount) * l.amount
          FROM later l JOIN ledger.open_item o ON o.line_id = l.line_id
         WHERE o.company_id = :company AND o.entry_date <= :day),
    narrowed AS (SELECT i.*, greatest(CAST(:day AS date) - i.due_on, 0) AS days FROM item i
                  WHERE CAST(:party AS bigint) IS NULL OR i.party_id = :party)
"""
_AGES = f"""{_ON_DAY}
    SELECT count(*), coalesce(sum(remaining) FILTER (WHERE days = 0), 0),
           coalesce(sum(remaining) FILTER (WHERE days BETWEEN 1 AND 30), 0),
           coalesce(sum(remaining) FILTER (WHERE days BETWEEN 31 AND 60), 0),
           coalesce(sum(remaining) FILTER (WHERE days BETWEEN 61 AND 90), 0),
           coalesce(sum(remaining) FILTER (WHERE days > 90), 0) FROM narrowed
"""  # noqa: S608 - our own text
_ROWS = f"""{_ON_DAY}, first AS (SELECT * FROM narrowed ORDER BY entry_date, line_id LIMIT :most)
    SELECT f.line_id, l.entry_id, f.entry_date, e.series || coalesce(e.imported_number, e.number::text),
           CASE WHEN l.text <> '' THEN l.text ELSE e.text END, coalesce(p.name, ''), f.due_on, f.days, f.remaining
      FROM first f
      JOIN ledger.line l ON l.company_id = :company AND l.id = f.line_id
      JOIN ledger.entry e ON e.company_id = :company AND e.id = l.entry_id
      LEFT JOIN contacts.party p ON p.id = f.party_id
     ORDER BY f.entry_date, f.line_id
"""  # noqa: S608 - our own text


@operation(needs=Permission.FINANCE_READ)
def items_on_day(
    work: Work, *, account: str, on: date, party_id: int | None = None, most: int | None = MOST_SHOWN
) -> ItemsOnDay:
    """What was open of an account at the end of `on`; without a party that sums to its balance of that day."""
    kept = work.row(
        "SELECT a.open_items, a.open_items_from FROM ledger.account a"
        " WHERE a.company_id = :company AND a.number = :account",
        account=account,
    )
    if kept is None:
        raise Invalid("open_items.no_account", field="account", account=account)
    if not kept.open_items:
        raise Invalid("open_items.not_kept", field="account", account=account)
    if kept.open_items_from is not None and on < kept.open_items_from:
        raise Invalid("open_items.not_yet", field="on", account=account, start=kept.open_items_from)
    wanted: Mapping[str, Any] = {"account": account, "day": on, "party": party_id}
    count, *ages = tuple(work.rows(_AGES, **wanted)[0])
    rows = work.rows(_ROWS, most=most, **wanted)
    balance: Decimal = work.value("SELECT reporting.opening_balance(:company, :account, :day + 1)", **wanted)
    items = tuple(DayItem(*tuple(row)) for row in rows)
    return ItemsOnDay(account, on, kept.open_items_from, items, count, tuple(ages), balance)


@operation(needs=Permission.FINANCE_READ)
def read_settling(work: Work, *, settling_id: int) -> SettlingRecord:
    """An act of settling with its items, debits first."""
    row = work.row(
        "SELECT g.id, g.account, g.account_name, g.party_id, coalesce(g.party_name, ''), g.currency, g.amount_currency,"
        " g.settled_on, g.settled_at, coalesce(g.settled_by, ''), g.entry_id, coalesce(g.voucher, ''), g.undone_at,"
        " coalesce(g.undone_by, ''), g.undone_reason FROM reporting.settlings g"
        " WHERE g.company_id = :company AND g.id = :id",
        id=settling_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.settling", id=settling_id)
    parts = work.rows(
        "SELECT l.id, l.entry_id, l.entry_date, e.series || coalesce(e.imported_number, e.number::text),"
        " CASE WHEN l.text <> '' THEN l.text ELSE e.text END, sum(x.amount) FROM ledger.settlement s"
        " CROSS JOIN LATERAL (VALUES (s.debit_line_id, s.amount_currency), (s.credit_line_id, -s.amount_currency))"
        " x(line_id, amount) JOIN ledger.line l ON l.company_id = s.company_id AND l.id = x.line_id"
        " JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id"
        " WHERE s.company_id = :company AND s.settling_id = :id"
        " GROUP BY l.id, l.entry_id, l.entry_date, e.series, e.imported_number, e.number, l.text, e.text"
        " ORDER BY sum(x.amount) < 0, l.entry_date, l.id",
        id=settling_id,
    )
    values: tuple[Any, ...] = (*tuple(row), tuple(SettledPart(*tuple(part)) for part in parts))
    return SettlingRecord(*values)
