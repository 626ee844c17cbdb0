"""What the entry of a voucher asks: dimensions, tax rates, whether it was posted already, how a correction begins.

Amounts are in the company currency, debit positive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.dimension_rules import AccountRule, account_rules
from models.finance.dimensions import Dimension, active_dimensions
from models.finance.posting import PostedEntry, VoucherDraft, copy_voucher, post_vouchers
from models.finance.tax_codes import tax_rules
from models.finance.taxing import TaxRule


@dataclass(frozen=True, slots=True)
class EntrySetup:
    """What the page needs before anything is typed."""

    dimensions: tuple[Dimension, ...] = ()
    rules: tuple[TaxRule, ...] = ()
    asked: tuple[AccountRule, ...] = ()  # of dimensions, by accounts


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a voucher went; or those already posted that it may be the same as, and then it was not posted."""

    posted: PostedEntry | None
    similar: tuple[PostedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What is corrected ("A12 Rent"), the day of its mirror, and the copy to be changed."""

    corrects: str
    reversed_on: date
    copy: VoucherDraft


@operation(needs=Permission.FINANCE_READ)
def entry_setup(work: Work) -> EntrySetup:
    """The dimensions that have values, every dated rate of tax, and what accounts ask of dimensions."""
    return EntrySetup(active_dimensions(work), tax_rules(work), account_rules(work))


@operation(needs=Permission.FINANCE_POST)
def post_voucher(work: Work, *, voucher: VoucherDraft, sure: bool = False) -> Posting:
    """Post a voucher, unless one is posted that it may be the same as and nobody is `sure`."""
    similar = () if sure else similar_vouchers(work, voucher=voucher)
    if similar:
        return Posting(None, similar)
    return Posting(post_vouchers(work, vouchers=(voucher,))[0])


@operation(needs=Permission.FINANCE_READ)
def similar_vouchers(work: Work, *, voucher: VoucherDraft) -> tuple[PostedEntry, ...]:
    """Posted vouchers that may be the same: same day, amount and accounts, or same party and amount within a month."""
    parties = {line.party_id for line in voucher.lines if line.party_id is not None}
    rows = work.rows(
        "SELECT e.id, e.series, e.number FROM ledger.similar_entries(:company, :day, :amount, :accounts, :party) s(id)"
        " JOIN ledger.entry e ON e.company_id = :company AND e.id = s.id AND e.id IS DISTINCT FROM :corrects"
        " ORDER BY e.id DESC",
        day=voucher.date,
        amount=sum((line.amount for line in voucher.lines if line.amount > 0), Decimal(0)),
        accounts=sorted({line.account for line in voucher.lines}),
        party=next(iter(parties)) if len(parties) == 1 else None,
        corrects=voucher.corrects_id,
    )
    return tuple(PostedEntry(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_READ)
def first_open_day(work: Work, *, on: date) -> date | None:
    """The day itself where vouchers can be posted on it, else the first day of the next open period; None without."""
    day: date | None = work.value("SELECT ledger.first_open_day(:company, :day)", day=on)
    return day


@operation(needs=Permission.FINANCE_READ)
def prepare_correction(work: Work, *, entry_id: int) -> CorrectionDraft:
    """The copy of a voucher that is to be corrected, on the first day that its mirror and itself can be posted on."""
    copy = copy_voucher(work, entry_id=entry_id)
    row = work.row(
        "SELECT series || coalesce(imported_number, number::text) AS voucher FROM ledger.entry"
        " WHERE company_id = :company AND id = :id",
        id=entry_id,
    )
    if row is None:
        raise Invalid("ledger.no_such_entry", id=entry_id)
    day = first_open_day(work, on=copy.date) or copy.date
    return CorrectionDraft(f"{row.voucher} {copy.text}".strip(), day, replace(copy, date=day))
