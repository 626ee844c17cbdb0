"""Posts vouchers, reverses and corrects them, and settles open items against each other.

Amounts are in the company currency, debit positive, unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """A line to be posted. `dimensions` maps dimension numbers to codes; a foreign currency needs its amount too."""

    account: str
    amount: Decimal
    text: str = ""
    tax_code: str | None = None
    party_id: int | None = None
    due_on: date | None = None
    currency: str | None = None
    amount_currency: Decimal | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    quantity: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class VoucherDraft:
    """A voucher to be posted in a series of the area general; kind regular, opening, adjustment or closing."""

    date: date
    lines: Sequence[VoucherLine]
    text: str = ""
    series: str = "A"
    kind: str = "regular"
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """Where a voucher went: its key, series and number."""

    id: int
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What took a voucher back, and what stands in its place."""

    reversal: PostedEntry
    correction: PostedEntry


@dataclass(frozen=True, slots=True)
class SettlementPair:
    """A debit and a credit item of one account, party and currency, and how much of them cancels out (positive)."""

    debit_line: int
    credit_line: int
    amount: Decimal


@operation(needs=Permission.FINANCE_POST, one_call=True)
def post_vouchers(work: Work, *, vouchers: Sequence[VoucherDraft]) -> tuple[PostedEntry, ...]:
    """Post vouchers, all or none, and return their numbers in the order given."""
    entries = [_entry(draft) for draft in vouchers]
    return tuple(PostedEntry(**posted) for posted in work.call("ledger.post", entries))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def reverse_voucher(work: Work, *, entry_id: int, date: date, text: str = "") -> PostedEntry:
    """Post the mirror image of a voucher; what a document posted is undone on the document instead."""
    return PostedEntry(**work.call("ledger.reverse", entry_id, date, text)[0])


@operation(needs=Permission.FINANCE_POST, one_call=True)
def correct_voucher(work: Work, *, entry_id: int, date: date, voucher: VoucherDraft, text: str = "") -> Correction:
    """Reverse a voucher as of `date` and post `voucher` in its place, both or neither; each names the other."""
    posted = work.call("ledger.correct", entry_id, date, text, _entry(voucher))
    return Correction(*(PostedEntry(**entry) for entry in posted))


@operation(needs=Permission.FINANCE_READ)
def copy_voucher(work: Work, *, entry_id: int) -> VoucherDraft:
    """A posted voucher as a draft with the same date, text and lines, marked as correcting it.

    One of a document comes in the first series for manual vouchers.
    """
    head = work.row(
        "SELECT e.entry_date, e.text, e.kind, CASE WHEN e.area = 'general'"
        " AND e.source_kind IN ('', 'voucher', 'between') THEN e.series ELSE"
        " coalesce((SELECT min(d.code) FROM ledger.series_definition d"
        " WHERE d.company_id = e.company_id AND d.area = 'general'), e.series) END AS series"
        " FROM ledger.entry e WHERE e.company_id = :company AND e.id = :id",
        id=entry_id,
    )
    if head is None:
        raise Invalid("ledger.no_such_entry", id=entry_id)
    rows = work.rows(
        "SELECT l.account, l.amount, l.text, l.tax_code, l.party_id, l.due_on, l.currency, l.amount_currency,"
        " coalesce(d.values, '{}'), l.quantity, l.unit FROM ledger.line l"
        " LEFT JOIN ledger.dimension_set d ON d.company_id = l.company_id AND d.id = l.dimension_set"
        " WHERE l.company_id = :company AND l.entry_id = :id ORDER BY l.position",
        id=entry_id,
    )
    return VoucherDraft(
        date=head.entry_date,
        lines=tuple(VoucherLine(*tuple(row)) for row in rows),
        text=head.text,
        series=head.series,
        kind="regular" if head.kind == "reversal" else head.kind,
        corrects_id=entry_id,
    )


@operation(needs=Permission.FINANCE_SETTLE, one_call=True)
def settle(work: Work, *, pairs: Sequence[SettlementPair], date: date) -> tuple[int, ...]:
    """Settle open items against each other as of `date`; returns the keys of the settlements."""
    wanted = [{"debit_line": pair.debit_line, "credit_line": pair.credit_line, "amount": pair.amount} for pair in pairs]
    return tuple(work.call("ledger.settle", wanted, date))


@operation(needs=Permission.FINANCE_SETTLE, one_call=True)
def unsettle(work: Work, *, settlement_id: int, reason: str) -> None:
    """Take back the act that a settlement is part of: its items are open again by what it settled."""
    work.call("ledger.unsettle", settlement_id, reason)


def _entry(draft: VoucherDraft) -> dict[str, Any]:
    return {
        "date": draft.date,
        "series": draft.series,
        "kind": draft.kind,
        "text": draft.text,
        "corrects_id": draft.corrects_id,
        "lines": [_line(line) for line in draft.lines],
    }


def _line(line: VoucherLine) -> dict[str, Any]:
    values = {
        "account": line.account,
        "amount": line.amount,
        "text": line.text or None,
        "tax_code": line.tax_code,
        "party_id": line.party_id,
        "due_on": line.due_on,
        "currency": line.currency,
        "amount_currency": line.amount_currency,
        "dimensions": dict(line.dimensions) or None,
        "quantity": line.quantity,
        "unit": line.unit,
    }
    return {name: value for name, value in values.items() if value is not None}
