"""Delivery notes, without prices, with a place to sign."""

from __future__ import annotations

from models.warehouse.documents import DeliveryLine, DeliveryNoteDocument
from reports.layout.codes import draw_code128
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.letter import begin_letter
from reports.layout.pages import Pages
from reports.layout.parts import draw_paragraphs
from reports.layout.sheet import Sheet
from reports.layout.style import FAINT, LABEL, LEFT, MEDIUM, MM, MUTED, RIGHT, SMALL, Align, Style
from reports.layout.wording import Wording, wording

_SIGNING = 72.0
_CODE_STYLE = Style(size=8, leading=12.5, colour=MUTED)


def delivery_note_title(document: DeliveryNoteDocument) -> str:
    """What the document calls itself, with its number."""
    _ = wording(document.language).translate
    return " ".join((_("Delivery note"), document.number)).strip()


def draw_delivery_note(sheet: Sheet, document: DeliveryNoteDocument) -> None:
    """Draw a delivery note with its number as a barcode for the return of goods."""
    words = wording(document.language)
    _ = words.translate
    facts = [
        (_("Delivered on"), words.day(document.delivered_on)),
        (_("Order"), document.order_number),
        (_("Customer number"), document.recipient.code),
        (_("Your reference"), document.their_reference),
        (_("Our reference"), document.our_reference),
        (_("Delivery address"), document.delivery_address),
    ]
    pages = begin_letter(sheet, document, delivery_note_title(document), facts, words)
    if draw_code128(sheet, LEFT, 46 * MM + SMALL, document.number, width=200, height=28):
        sheet.text(LEFT, 46 * MM + SMALL + 28 + LABEL.leading, document.number, LABEL)
    draw_paragraphs(pages, document.text)
    _draw_lines(pages, document, words)
    pages.need(_SIGNING)
    _draw_receipt(pages, words)
    pages.close()


def _draw_lines(pages: Pages, document: DeliveryNoteDocument, words: Wording) -> None:
    _ = words.translate
    lines = document.lines
    columns = [
        (True, TableColumn(_("Item"), style=_CODE_STYLE, most=80)),
        (True, TableColumn(_("Description"), wraps=True)),
        (any(line.lot for line in lines), TableColumn(_("Lot"), most=70)),
        (any(line.ordered is not None for line in lines), TableColumn(_("Ordered"), align=Align.RIGHT)),
        (True, TableColumn(_("Delivered"), align=Align.RIGHT)),
        (any(line.remaining for line in lines), TableColumn(_("To follow"), align=Align.RIGHT)),
        (True, TableColumn(_("Unit"), most=40)),
    ]
    shown = [at for at, (wanted, _column) in enumerate(columns) if wanted]
    rows = [[cells[at] for at in shown] for cells in (_cells(line, words) for line in lines)]
    table = FlowTable(pages, fitted([columns[at][1] for at in shown], rows), left=LEFT, right=RIGHT, words=words)
    for at, cells in enumerate(rows):
        table.row(cells, keep=_SIGNING if at == len(rows) - 1 else 0)


def _cells(line: DeliveryLine, words: Wording) -> tuple[str, ...]:
    return (
        line.item_code,
        line.description,
        line.lot,
        "" if line.ordered is None else words.quantity(line.ordered),
        words.quantity(line.delivered),
        words.quantity(line.remaining) if line.remaining else "",
        line.unit,
    )


def _draw_receipt(pages: Pages, words: Wording) -> None:
    _ = words.translate
    y = pages.bottom - MEDIUM
    middle = (LEFT + RIGHT) / 2
    for left, right, label in (
        (LEFT, middle - MEDIUM, _("Received: date")),
        (middle + MEDIUM, RIGHT, _("Signature and name in print")),
    ):
        pages.sheet.rule(left, right, y - LABEL.leading, FAINT, 0.75)
        pages.sheet.text(left, y, label, LABEL)
