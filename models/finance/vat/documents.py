"""A VAT return as a document: its boxes, and what each is made of by tax code and account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from models.company.documents import Sender
from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.issuing import sender_of
from models.finance.vat.definitions import boxes
from models.finance.vat.returns import read_vat_return


@dataclass(frozen=True, slots=True)
class DocumentBox:
    """A box: `amount` in whole units as reported, `exact` as booked."""

    box: str
    name: str
    amount: Decimal
    exact: Decimal


@dataclass(frozen=True, slots=True)
class SpecificationRow:
    """What a tax code brings into a box from an account."""

    box: str
    tax_code: str
    account: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class VatReturnDocument:
    """The return of a period; `filed_at` None where it is not filed, or is being corrected."""

    language: str
    sender: Sender
    starts_on: date
    ends_on: date
    due_on: date
    filed_at: datetime | None
    boxes: tuple[DocumentBox, ...]
    rows: tuple[SpecificationRow, ...]
    made_at: datetime


_ROWS = """
    SELECT v.box, v.tax_code, v.account, CASE WHEN :english AND a.name_en <> '' THEN a.name_en ELSE a.name END,
           sum(v.amount) AS amount
      FROM reporting.vat_lines v JOIN ledger.account a ON a.company_id = v.company_id AND a.number = v.account
     WHERE v.company_id = :company AND v.due_on BETWEEN :first AND :last AND v.box <> ''
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3
"""


@operation(needs=Permission.FINANCE_READ)
def vat_period_of(work: Work, *, day: date) -> date:
    """The first day of the VAT period that a day lies in; Invalid where it lies in none."""
    found: date | None = work.value("SELECT starts_on FROM finance.vat_period_on(:company, :day)", day=day)
    if found is None:
        raise Invalid("vat.no_period", date=day)
    return found


@operation(needs=Permission.FINANCE_READ)
def vat_return_document(work: Work, *, starts_on: date, language: str = "") -> VatReturnDocument:
    """The return of a VAT period with its specification, in a language, else that of the company."""
    found = read_vat_return(work, starts_on=starts_on)
    company = read_company(work)
    spoken = language or company.language
    shown = tuple(
        DocumentBox(box.box, box.title(spoken), found.reported(box.box), found.figures[box.box].exact)
        for box in boxes()
        if box.box in found.figures
    )
    rows = work.rows(_ROWS, first=found.starts_on, last=found.ends_on, english=spoken != "sv")
    return VatReturnDocument(
        language=spoken,
        sender=sender_of(company),
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        due_on=found.due_on,
        filed_at=found.in_force.filed_at if found.in_force else None,
        boxes=shown,
        rows=tuple(SpecificationRow(*tuple(row)) for row in rows),
        made_at=datetime.now(UTC),
    )
