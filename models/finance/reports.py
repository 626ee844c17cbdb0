"""Reports of the books: trial balance, general ledger, journal and single vouchers, each figure with keys to open it.

All amounts are in the company currency, debit positive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.naming import account_name
from models.finance.rules import ZERO
from resources.language import current

_BALANCE_SHEET = frozenset({"asset", "liability", "equity"})


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """One account; closing = opening + debit - credit. Opens with `general_ledger` for the same dates."""

    account: str
    name: str
    name_en: str
    kind: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal

    @property
    def shown_name(self) -> str:
        """The name in the user's language."""
        return self.name_en if current() != "sv" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account that has had anything on it, up to `to_date`, in the order of the accounts."""

    from_date: date
    to_date: date
    rows: tuple[TrialBalanceRow, ...]

    @property
    def debit(self) -> Decimal:
        """Sum of the debits; equals that of the credits."""
        return sum((row.debit for row in self.rows), ZERO)

    @property
    def credit(self) -> Decimal:
        """Sum of the credits."""
        return sum((row.credit for row in self.rows), ZERO)

    @property
    def result(self) -> Decimal:
        """Result of the fiscal year so far: income less expenses."""
        return -sum((row.closing for row in self.rows if row.kind not in _BALANCE_SHEET), ZERO)

    @property
    def unbooked_result(self) -> Decimal:
        """Result of earlier years that no closing voucher has moved to equity."""
        return sum((row.closing for row in self.rows), ZERO)


@dataclass(frozen=True, slots=True)
class VoucherLineDetail:
    """A line of a posted voucher."""

    line_id: int
    position: int
    account: str
    account_name: str
    amount: Decimal
    currency: str
    amount_currency: Decimal
    text: str
    tax_code: str | None
    party_id: int | None
    party_name: str | None
    due_on: date | None
    quantity: Decimal | None
    unit: str | None
    dimensions: dict[str, str]
    document_kind: str | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class VoucherHead:
    """What identifies a posted voucher."""

    id: int
    voucher: str
    series: str
    number: int
    entry_date: date
    text: str
    kind: str
    origin: str
    source_kind: str
    source_id: int | None
    posted_at: datetime
    posted_by: str | None
    registered_on: date | None
    signature: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A voucher with its lines, as the journal prints it."""

    head: VoucherHead
    lines: tuple[VoucherLineDetail, ...]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row that an imported file had struck out (kind B) or added afterwards (R); it is in no sum."""

    kind: str
    position: int
    account: str
    amount: Decimal
    text: str
    signature: str | None
    row_date: date | None
    quantity: Decimal | None
    dimensions: dict[str, str]


@dataclass(frozen=True, slots=True)
class VoucherDetail:
    """A voucher with all that leads to and from it: each link is (key, voucher label)."""

    head: VoucherHead
    lines: tuple[VoucherLineDetail, ...]
    history: tuple[HistoryRow, ...]
    reverses: tuple[int, str] | None
    reversed_by: tuple[int, str] | None
    corrects: tuple[int, str] | None
    corrected_by: tuple[tuple[int, str], ...]


@operation(needs=Permission.FINANCE_READ)
def trial_balance(
    work: Work, *, to_date: date, from_date: date | None = None, before_closing: bool = False
) -> TrialBalance:
    """The trial balance from `from_date` (the start of the fiscal year of `to_date` where none is given) to `to_date`.

    Accounts of the balance sheet open with everything before, those of the result with their fiscal year; opening
    vouchers within the range count as opening. `before_closing` leaves out closing vouchers.
    """
    start = from_date or fiscal_year_start(work, on=to_date)
    rows = work.rows(
        "SELECT account, name, name_en, kind, opening, debit, credit, closing"
        " FROM reporting.trial_balance(:company, :from_date, :to_date, :before_closing)",
        from_date=start,
        to_date=to_date,
        before_closing=before_closing,
    )
    return TrialBalance(start, to_date, tuple(TrialBalanceRow(*tuple(row)) for row in rows))


def fiscal_year_start(work: Work, *, on: date) -> date:
    """The first day of the fiscal year that contains `on`; Invalid where there is none."""
    found: date | None = work.value(
        "SELECT starts_on FROM ledger.fiscal_year WHERE company_id = :company AND :day BETWEEN starts_on AND ends_on",
        day=on,
    )
    if found is None:
        raise Invalid("ledger.no_period", date=on.isoformat())
    return found


@operation(needs=Permission.FINANCE_READ)
def account_balance(work: Work, *, account: str, on: date) -> Decimal:
    """The balance of one account at the end of `on`, from the maintained sums."""
    balance: Decimal = work.value(
        "SELECT reporting.opening_balance(:company, :account, :on + 1)", account=account, on=on
    )
    return balance


_HEAD = (
    "SELECT e.id, e.series || coalesce(e.imported_number, e.number::text), e.series, e.number, e.entry_date, e.text,"
    " e.kind, e.origin, e.source_kind, e.source_id, e.posted_at,"
    " (SELECT u.full_name FROM company.app_user u WHERE u.id = e.posted_by), e.registered_on, e.signature"
    " FROM ledger.entry e WHERE e.company_id = :company"
)


@operation(needs=Permission.FINANCE_READ)
def journal(
    work: Work, *, from_date: date, to_date: date, after: int = 0, limit: int = 200
) -> tuple[JournalEntry, ...]:
    """Vouchers dated in the range in the order of their registration, after the one with the key `after`."""
    heads = [
        VoucherHead(*tuple(row))
        for row in work.rows(
            f"{_HEAD} AND e.entry_date BETWEEN :from_date AND :to_date AND e.id > :after ORDER BY e.id LIMIT :limit",
            from_date=from_date,
            to_date=to_date,
            after=after,
            limit=limit,
        )
    ]
    lines = _lines(work, [head.id for head in heads])
    return tuple(JournalEntry(head, lines.get(head.id, ())) for head in heads)


@operation(needs=Permission.FINANCE_READ)
def voucher(work: Work, *, entry_id: int) -> VoucherDetail:
    """A posted voucher in full; Invalid where there is none with this key."""
    row = work.row(f"{_HEAD} AND e.id = :id", id=entry_id)
    if row is None:
        raise Invalid("ledger.no_such_entry", id=entry_id)
    links = work.rows(
        "SELECT 'reverses', o.id, o.series || o.number FROM ledger.entry e JOIN ledger.entry o"
        " ON o.company_id = e.company_id AND o.id = e.reverses_id WHERE e.company_id = :company AND e.id = :id"
        " UNION ALL SELECT 'reversed_by', o.id, o.series || o.number FROM ledger.entry o"
        " WHERE o.company_id = :company AND o.reverses_id = :id"
        " UNION ALL SELECT 'corrects', o.id, o.series || o.number FROM ledger.entry e JOIN ledger.entry o"
        " ON o.company_id = e.company_id AND o.id = e.corrects_id WHERE e.company_id = :company AND e.id = :id"
        " UNION ALL SELECT 'corrected_by', o.id, o.series || o.number FROM ledger.entry o"
        " WHERE o.company_id = :company AND o.corrects_id = :id ORDER BY 2",
        id=entry_id,
    )
    linked: dict[str, list[tuple[int, str]]] = {}
    for name, key, label in map(tuple, links):
        linked.setdefault(name, []).append((key, label))
    return VoucherDetail(
        head=VoucherHead(*tuple(row)),
        lines=_lines(work, [entry_id]).get(entry_id, ()),
        history=_history(work, entry_id),
        reverses=next(iter(linked.get("reverses", ())), None),
        reversed_by=next(iter(linked.get("reversed_by", ())), None),
        corrects=next(iter(linked.get("corrects", ())), None),
        corrected_by=tuple(linked.get("corrected_by", ())),
    )


@operation(needs=Permission.FINANCE_READ)
def voucher_lines(work: Work, *, entry_id: int) -> tuple[VoucherLineDetail, ...]:
    """The lines of a posted voucher in their order."""
    return _lines(work, [entry_id]).get(entry_id, ())


def _lines(work: Work, entries: Sequence[int]) -> dict[int, tuple[VoucherLineDetail, ...]]:
    rows = work.rows(
        f"SELECT l.entry_id, l.id, l.position, l.account, {account_name()}, l.amount, l.currency,"  # noqa: S608 - a choice of columns
        " l.amount_currency, l.text,"
        " l.tax_code, l.party_id, p.name, l.due_on, l.quantity, l.unit, coalesce(d.values, '{}'), l.document_kind,"
        " l.document_id FROM ledger.line l"
        " JOIN ledger.account a ON a.company_id = l.company_id AND a.number = l.account"
        " LEFT JOIN contacts.party p ON p.id = l.party_id"
        " LEFT JOIN ledger.dimension_set d ON d.company_id = l.company_id AND d.id = l.dimension_set"
        " WHERE l.company_id = :company AND l.entry_id = ANY (:entries) ORDER BY l.entry_id, l.position",
        entries=list(entries),
    )
    found: dict[int, list[VoucherLineDetail]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(VoucherLineDetail(*tuple(row)[1:]))
    return {entry: tuple(lines) for entry, lines in found.items()}


def _history(work: Work, entry_id: int) -> tuple[HistoryRow, ...]:
    rows = work.rows(
        "SELECT kind, position, account, amount, text, signature, row_date, quantity, dimensions"
        " FROM ledger.line_history WHERE company_id = :company AND entry_id = :id ORDER BY position, id",
        id=entry_id,
    )
    return tuple(HistoryRow(*tuple(row)) for row in rows)
