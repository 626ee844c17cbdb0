"""A bank transaction with all that its page shows: what it may pay, what it was booked as, and which comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.banking import suggest_matches
from models.finance.matching import MatchSuggestion
from models.finance.naming import account_name


@dataclass(frozen=True, slots=True)
class MatchItem:
    """An open item that may be paid; `remaining` as booked, `remaining_currency` in its currency, debit positive."""

    line_id: int
    party_id: int | None
    party_name: str
    document_kind: str | None
    document_id: int | None
    number: str
    due_on: date
    remaining: Decimal
    currency: str
    remaining_currency: Decimal


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line of the voucher that a transaction was matched by, its own bank account left out; debit positive."""

    account: str
    account_name: str
    party_name: str
    document_kind: str | None
    document_id: int | None
    number: str
    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BankTransaction:
    """A transaction as the bank states it, money in positive; without `entry_id` it is not matched.

    `items` are those that the suggestions name. `next_id` is the next one to match, going down the list and around.
    """

    id: int
    bank_account_id: int
    bank_account: str
    booked_on: date
    amount: Decimal
    currency: str
    reference: str
    counterparty: str
    counterparty_account: str
    text: str
    entry_id: int | None
    voucher: str
    suggestions: tuple[MatchSuggestion, ...] = ()
    items: tuple[MatchItem, ...] = ()
    booked: tuple[BookedLine, ...] = ()
    next_id: int | None = None


@operation(needs=Permission.FINANCE_READ)
def read_transaction(work: Work, *, transaction_id: int) -> BankTransaction:
    """The transaction with this key; Invalid where there is none."""
    row = work.row(
        "SELECT id, bank_account_id, bank_account, booked_on, amount, currency, reference, counterparty,"
        " counterparty_account, text, entry_id, coalesce(voucher, '') FROM reporting.bank_transactions"
        " WHERE company_id = :company AND id = :id",
        id=transaction_id,
    )
    if row is None:
        raise Invalid("bank.not_found", id=transaction_id)
    found = BankTransaction(*tuple(row))
    matches = found.entry_id is None and Permission.FINANCE_BANK in work.identity.permissions
    suggestions = suggest_matches(work, transaction_id=transaction_id, limit=5) if matches else ()
    lines = {line for suggestion in suggestions for line, _amount in suggestion.allocations}
    return replace(
        found,
        suggestions=suggestions,
        items=match_items(work, line_ids=lines) if lines else (),
        booked=_booked(work, found) if found.entry_id is not None else (),
        next_id=_next(work, found),
    )


@operation(needs=Permission.FINANCE_READ)
def match_items(work: Work, *, line_ids: Iterable[int]) -> tuple[MatchItem, ...]:
    """Those of the lines that are open, by due date."""
    rows = work.rows(
        "SELECT o.line_id, o.party_id, coalesce(o.party_name, ''), o.document_kind, o.document_id,"
        " coalesce(nullif(i.supplier_number, ''), o.document_number, ''), o.due_on, o.remaining,"
        " o.currency, o.remaining_currency"
        " FROM reporting.open_items o LEFT JOIN finance.invoice i ON i.company_id = o.company_id"
        " AND i.id = o.document_id AND i.kind = o.document_kind"
        " WHERE o.company_id = :company AND o.line_id = ANY (:lines) ORDER BY o.due_on, o.line_id",
        lines=sorted(line_ids),
    )
    return tuple(MatchItem(*tuple(row)) for row in rows)


def _booked(work: Work, found: BankTransaction) -> tuple[BookedLine, ...]:
    rows = work.rows(
        f"SELECT l.account, {account_name()}, coalesce(p.name, ''), l.document_kind,"  # noqa: S608 - a choice of columns
        " l.document_id, coalesce(i.number, ''),"
        " l.text, l.amount FROM ledger.line l"
        " JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account"
        " LEFT JOIN contacts.party p ON p.id = l.party_id"
        " LEFT JOIN finance.invoice i ON i.company_id = l.company_id AND i.id = l.document_id"
        " AND i.kind = l.document_kind"
        " WHERE l.company_id = :company AND l.entry_id = :entry AND l.position > 1 ORDER BY l.position",
        entry=found.entry_id,
    )
    return tuple(BookedLine(*tuple(row)) for row in rows)


def _next(work: Work, found: BankTransaction) -> int | None:
    """The next one below in the list, else the first of all, but never this one."""
    key: int | None = work.value(
        "SELECT id FROM finance.bank_transaction WHERE company_id = :company AND entry_id IS NULL AND id <> :id"
        " ORDER BY (booked_on, id) < (:day, :id) DESC, booked_on DESC, id DESC LIMIT 1",
        id=found.id,
        day=found.booked_on,
    )
    return key
