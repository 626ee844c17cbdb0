"""The VAT return as a plain table: its boxes, and below them what each is made of."""

from __future__ import annotations

from datetime import date

from models.database.listing import Column, Kind
from models.database.work import Work
from models.finance.vat.definitions import PAYABLE
from models.finance.vat.documents import VatReturnDocument, vat_period_of, vat_return_document
from reports.layout.wording import Wording
from reports.plain.table import PlainTable, Values
from resources.language import N_, current

_COLUMNS = (
    ("box", N_("Box"), Kind.TEXT),
    ("name", N_("What it holds"), Kind.TEXT),
    ("whole", N_("Whole units"), Kind.MONEY),
    ("exact", N_("As booked"), Kind.MONEY),
)


def plain_vat_return(work: Work, first: date | None, last: date | None, words: Wording) -> PlainTable:
    """The return of the VAT period that the last of the days lies in."""
    starts_on = vat_period_of(work, day=last or first or work.today())
    found = vat_return_document(work, starts_on=starts_on, language=current())
    boxes: list[Values] = [(box.box, box.name, box.amount, box.exact) for box in found.boxes]
    parts: list[Values] = [
        (row.box, f"{row.tax_code} {row.account} {row.name}".strip(), None, row.amount) for row in found.rows
    ]
    rows = [*boxes, ("", words.translate("Specification"), None, None), *parts]
    strong = {len(boxes), *(at for at, box in enumerate(found.boxes) if box.box == PAYABLE)}
    columns = tuple(Column(name, words.translate(label), kind, literal=True) for name, label, kind in _COLUMNS)
    title = words.translate("VAT return")
    return PlainTable(title, _standing(found, words), columns, tuple(rows), frozenset(strong))


def _standing(found: VatReturnDocument, words: Wording) -> str:
    """Days, when it is due, and whether it is filed."""
    filed, due = found.filed_at, words.translate("Due {date}").format(date=words.day(found.due_on))
    said = words.translate("Not filed")
    if filed is not None:
        said = words.translate("Filed {date}").format(date=words.day(filed.date()))
    return f"{words.day(found.starts_on)} \u2013 {words.day(found.ends_on)}, {due}, {said}"
