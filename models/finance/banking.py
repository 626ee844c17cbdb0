"""Bank statements: taking them in once, proposing what each transaction pays, matching and taking matches back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.matching import Candidate, MatchSuggestion, Transaction, rank


@dataclass(frozen=True, slots=True)
class StatementTransaction:
    """A transaction as the bank states it; `bank_key` is the bank's own identity of it, money in is positive."""

    bank_key: str
    booked_on: date
    amount: Decimal
    currency: str
    reference: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class BankStatement:
    """A statement of one account, given by IBAN or by the bank's number."""

    reference: str
    account: str
    transactions: Sequence[StatementTransaction]
    from_date: date | None = None
    to_date: date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """What came in: `new` transactions, and how many were known `already`."""

    id: int
    bank_account_id: int
    new: int
    already: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """Money (positive) that settles the open item `line_id`, or stays open as paid by or to `party_id`.

    Of an item in another currency than the money's, `settles` says how much in that of the item; None all of it.
    """

    amount: Decimal
    line_id: int | None = None
    party_id: int | None = None
    settles: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """A fee or other difference booked directly; debit positive. `dimensions` are codes by number."""

    account: str
    amount: Decimal
    text: str = ""
    tax_code: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchedTransaction:
    """A matched transaction and the key of its voucher."""

    id: int
    entry_id: int


@operation(needs=Permission.FINANCE_BANK)
def import_statement(
    work: Work, *, statement: BankStatement, sha256: bytes, bank_account_id: int | None = None
) -> ImportedStatement:
    """Store a statement; what was stored before, by statement reference or by the bank's key, is not stored again."""
    account_id = bank_account_id or _find_account(work, statement.account)
    cursor = work.connection.exec_driver_sql(
        "WITH made AS (INSERT INTO finance.bank_statement (company_id, bank_account_id, reference, from_on, to_on,"
        " opening, closing, file_sha256, imported_by) VALUES (%(company)s, %(account)s, %(reference)s,"
        " %(from_on)s, %(to_on)s, %(opening)s, %(closing)s, %(sha256)s, %(user)s) ON CONFLICT DO NOTHING RETURNING id)"
        " SELECT id FROM made UNION ALL SELECT id FROM finance.bank_statement WHERE company_id = %(company)s"
        " AND bank_account_id = %(account)s AND reference = %(reference)s",
        {
            "company": work.company_id,
            "account": account_id,
            "reference": statement.reference,
            "from_on": statement.from_date,
            "to_on": statement.to_date,
            "opening": statement.opening,
            "closing": statement.closing,
            "sha256": sha256,
            "user": work.identity.user_id,
        },
    )
    statement_id = cursor.scalar_one()
    new = _store_transactions(work, statement, account_id, statement_id)
    return ImportedStatement(statement_id, account_id, new, len(statement.transactions) - new)


def _find_account(work: Work, account: str) -> int:
    found: int | None = work.value(
        "SELECT id FROM finance.bank_account WHERE company_id = :company AND active AND :account <> ''"
        " AND :account IN (replace(iban, ' ', ''), regexp_replace(number, '[^0-9]', '', 'g'),"
        " regexp_replace(bankgiro, '[^0-9]', '', 'g')) ORDER BY id LIMIT 1",
        account="".join(c for c in account if c.isalnum()),
    )
    if found is None:
        raise Invalid("bank.no_account", field="account", account=account)
    return found


def _store_transactions(work: Work, statement: BankStatement, account_id: int, statement_id: int) -> int:
    rows = [
        {"company": work.company_id, "account": account_id, "statement": statement_id, **asdict(transaction)}
        for transaction in statement.transactions
    ]
    if not rows:
        return 0
    before = _count(work, account_id)
    work.connection.exec_driver_sql(
        "INSERT INTO finance.bank_transaction (company_id, bank_account_id, statement_id, bank_key, booked_on, amount,"
        " currency, reference, counterparty, counterparty_account, text) VALUES (%(company)s, %(account)s,"
        " %(statement)s, %(bank_key)s, %(booked_on)s, %(amount)s, %(currency)s, %(reference)s, %(counterparty)s,"
        " %(counterparty_account)s, %(text)s) ON CONFLICT (company_id, bank_account_id, bank_key) DO NOTHING",
        rows,
    )
    return _count(work, account_id) - before


def _count(work: Work, account_id: int) -> int:
    count: int = work.value(
        "SELECT count(*) FROM finance.bank_transaction WHERE company_id = :company AND bank_account_id = :account",
        account=account_id,
    )
    return count


@operation(needs=Permission.FINANCE_BANK)
def suggest_matches(work: Work, *, transaction_id: int, limit: int = 10) -> tuple[MatchSuggestion, ...]:
    """What a transaction may pay, the likeliest first, each with its reasons."""
    transaction = _transaction(work, transaction_id)
    return rank(transaction, _candidates(work, transaction))[:limit]


@operation(needs=Permission.FINANCE_BANK, one_call=True)
def match_transaction(
    work: Work, *, transaction_id: int, allocations: Sequence[Allocation], lines: Sequence[ExtraLine] = ()
) -> MatchedTransaction:
    """Book a transaction against open items and extra lines; together they are its amount."""
    answer = work.call("finance.match_bank_transaction", transaction_id, _records(allocations), _records(lines))
    return MatchedTransaction(**answer)


@operation(needs=Permission.FINANCE_BANK)
def match_all_certain(
    work: Work, *, bank_account_id: int | None = None, limit: int = 500
) -> tuple[MatchedTransaction, ...]:
    """Match every open transaction whose reference and amount leave no doubt, at most `limit` of them, in one go."""
    ids = work.rows(
        "SELECT id FROM finance.bank_transaction WHERE company_id = :company AND entry_id IS NULL"
        " AND bank_account_id = coalesce(:account, bank_account_id) AND reference <> ''"
        " ORDER BY booked_on, id LIMIT :limit",
        account=bank_account_id,
        limit=limit,
    )
    matches = []
    taken: set[int] = set()
    for (transaction_id,) in map(tuple, ids):
        found = [s for s in suggest_matches(work, transaction_id=transaction_id, limit=1) if s.certain]
        lines = {line for suggestion in found for line, _ in suggestion.allocations}
        if found and not lines & taken:
            taken |= lines
            allocations = [{"line_id": line, "amount": amount} for line, amount in found[0].allocations]
            matches.append({"id": transaction_id, "allocations": allocations, "lines": []})
    if not matches:
        return ()
    return tuple(MatchedTransaction(**answer) for answer in work.call("finance.match_bank_transactions", matches))


@operation(needs=Permission.FINANCE_BANK, one_call=True)
def unmatch_transaction(work: Work, *, transaction_id: int, date: date) -> MatchedTransaction:
    """Take a match back: its voucher is reversed on `date`, and what it settled is open again."""
    return MatchedTransaction(**work.call("finance.unmatch_bank_transaction", transaction_id, date))


def _records(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in asdict(item).items() if value is not None} for item in values]


def _transaction(work: Work, transaction_id: int) -> Transaction:
    row = work.row(
        "SELECT amount, currency, reference, counterparty, text FROM finance.bank_transaction"
        " WHERE company_id = :company AND id = :id",
        id=transaction_id,
    )
    if row is None:
        raise Invalid("bank.not_found", id=transaction_id)
    return Transaction(*tuple(row))


def _candidates(work: Work, transaction: Transaction) -> list[Candidate]:
    """Open items that the reference, the amount or the name points at, and the others of their parties."""
    rows = work.rows(
        "WITH open AS (SELECT o.line_id, o.party_id, o.document_id, o.document_kind, o.currency, o.due_on,"
        " o.entry_date, abs(o.remaining_currency) AS remaining FROM ledger.open_item o"
        " JOIN ledger.account a ON a.company_id = o.company_id"
        " AND a.number = o.account AND a.role = :role WHERE o.company_id = :company AND o.remaining * :sign > 0"
        " AND o.remaining_currency <> 0),"
        " pointed AS ("
        " SELECT o.party_id FROM open o WHERE o.remaining = :amount"
        " UNION SELECT i.party_id FROM finance.invoice i WHERE i.company_id = :company AND i.reference <> ''"
        " AND i.reference = :reference"
        " UNION SELECT o.party_id FROM open o JOIN contacts.party p ON p.id = o.party_id"
        " WHERE :counterparty <> '' AND lower(p.name) = lower(:counterparty))"
        " SELECT o.line_id, o.party_id, p.name, coalesce(i.number, ''), coalesce(i.reference, ''),"
        " coalesce(i.supplier_number, ''), o.remaining, o.currency, coalesce(o.due_on, o.entry_date)"
        " FROM open o JOIN contacts.party p ON p.id = o.party_id"
        " LEFT JOIN finance.invoice i ON i.company_id = :company AND i.id = o.document_id AND i.kind = o.document_kind"
        " WHERE o.party_id IN (SELECT party_id FROM pointed) ORDER BY 9, 1 LIMIT 1000",
        role="receivable" if transaction.amount > 0 else "payable",
        sign=1 if transaction.amount > 0 else -1,
        amount=abs(transaction.amount),
        reference="".join(c for c in transaction.reference if c.isdigit()),
        counterparty=transaction.counterparty,
    )
    return [Candidate(*tuple(row)) for row in rows]
