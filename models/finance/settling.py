"""Accounts kept as open items: from when on, and settling any number of their items against each other.

Amounts are debit positive, in the currency of the items unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Conflict
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items of one account, party and currency to be settled in one act.

    What debits and credits differ by stays open on those of `last`, else on the latest item, or is booked to
    `difference_account`. `debit` and `credit` are what was seen to be open: refused where that is no longer so.
    """

    lines: tuple[int, ...]
    last: tuple[int, ...] = ()
    difference_account: str | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """An act of settling: its key, in how many pieces, and what booked its differences."""

    id: int
    settlements: int
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class KeptItems:
    """What keeping open items began with: how many, and the voucher that brought in what there was before."""

    items: int
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class SettlingTerms:
    """Where small differences are booked, and up to how much in company currency."""

    difference_account: str
    difference_limit: Decimal
    version: int | None = None


@operation(needs=Permission.FINANCE_ACCOUNTS, one_call=True)
def keep_open_items(work: Work, *, account: str, start: date | None) -> KeptItems:
    """Keep the account as open items from `start` on; without a day all its lines become some."""
    return KeptItems(**work.call("ledger.keep_open_items", account, start))


@operation(needs=Permission.FINANCE_ACCOUNTS, one_call=True)
def end_open_items(work: Work, *, account: str) -> None:
    """Keep the account as open items no longer; refused where one is open."""
    work.call("ledger.end_open_items", account)


@operation(needs=Permission.FINANCE_SETTLE, one_call=True)
def settle_items(work: Work, *, groups: Sequence[ItemGroup], date: date | None = None) -> tuple[Settled, ...]:
    """Settle each group in an act of its own, all or none.

    Without a day each act has the one on which the last of its items was booked, or the next one that is open.
    """
    wanted = [
        {
            "lines": list(group.lines),
            "last": list(group.last),
            "difference_account": group.difference_account,
            "debit": group.debit,
            "credit": group.credit,
        }
        for group in groups
    ]
    return tuple(Settled(**act) for act in work.call("ledger.settle_items", wanted, date))


@operation(needs=Permission.FINANCE_SETTLE, one_call=True)
def unsettle_items(work: Work, *, settling_ids: Sequence[int], reason: str) -> tuple[int, ...]:
    """Take acts of settling back, each whole, all or none; the reason stays with them."""
    return tuple(work.call("ledger.unsettle_items", list(settling_ids), reason))


@operation(needs=Permission.FINANCE_READ)
def read_settling_terms(work: Work) -> SettlingTerms:
    """Where small differences go: as chosen, else the account for rounding and 1."""
    row = work.row(
        "SELECT d.account, d.most, (SELECT t.row_version FROM ledger.settling_terms t WHERE t.company_id = :company)"
        " AS version FROM ledger.difference_terms(:company) d"
    )
    return SettlingTerms(row.account or "", row.most, row.version) if row else SettlingTerms("", Decimal(0))


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_settling_terms(work: Work, *, terms: SettlingTerms) -> SettlingTerms:
    """Choose where small differences go; Conflict where somebody else just did."""
    values = {
        "company": work.company_id,
        "account": terms.difference_account,
        "most": terms.difference_limit,
        "version": terms.version,
    }
    changed = work.connection.exec_driver_sql(
        "INSERT INTO ledger.settling_terms (company_id, difference_account, difference_limit)"
        " SELECT %(company)s, %(account)s, %(most)s WHERE %(version)s::integer IS NULL ON CONFLICT DO NOTHING"
        if terms.version is None
        else "UPDATE ledger.settling_terms SET difference_account = %(account)s, difference_limit = %(most)s"
        " WHERE company_id = %(company)s AND row_version = %(version)s",
        values,
    )
    if changed.rowcount == 0:
        raise Conflict("record.changed", table="ledger.settling_terms", id=work.company_id)
    return read_settling_terms(work)
