"""What companies say that they owe each other, from both sides, and where they do not agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class PairFigure:
    """What two companies say: `relation` is receivable, payable or other, as the first sees it; debit positive.

    `theirs` and `difference` are None where the currencies differ and there is no rate. Figures that agree sum to zero.
    """

    company_id: int
    company: str
    sister_id: int
    sister: str
    relation: str
    own_accounts: str
    sister_accounts: str
    own: Decimal
    theirs: Decimal | None
    currency: str
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class PairFigures:
    """All pairs of companies that are open to the reader, those of `company_id` first, as at a day."""

    company_id: int
    to_date: date
    rows: tuple[PairFigure, ...]


@operation(needs=Permission.FINANCE_READ)
def read_pairs(work: Work, *, to_date: date) -> PairFigures:
    """What the companies say of each other as at `to_date`."""
    rows = work.rows("SELECT * FROM finance.intercompany_rows(:company, :to_date)", to_date=to_date)
    return PairFigures(work.company_id, to_date, tuple(PairFigure(*tuple(row)) for row in rows))
