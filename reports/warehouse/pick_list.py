"""Pick lists: place first, large quantities, and barcodes for order and items."""

from __future__ import annotations

from functools import partial

from models.warehouse.documents import PickLine, PickListDocument
from reports.layout.codes import draw_code128
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.parts import draw_facts, draw_paragraphs
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import BODY_STRONG, INK, LABEL, MM, MUTED, NOTE, SMALL, Align, Style
from reports.layout.text import wrap
from reports.layout.wording import Wording, wording

_BARCODE_WIDTH, _BARCODE_HEIGHT = 150.0, 20.0
_TICK = 11.0


def pick_list_title(document: PickListDocument) -> str:
    """What the document calls itself, with the number of the order."""
    _ = wording(document.language).translate
    return _("Pick list for order {number}").format(number=document.order_number)


def draw_pick_list(sheet: Sheet, document: PickListDocument) -> None:
    """Draw a pick list in the order of its lines."""
    words = wording(document.language)
    _ = words.translate
    frame = ReportFrame(
        sender=document.sender, title=pick_list_title(document), subtitle=document.customer, words=words
    )
    pages = Pages(sheet, frame)
    number = document.order_number
    if draw_code128(sheet, frame.right, 12 * MM, number, width=200, height=28, align=Align.RIGHT):
        sheet.text(frame.right, 12 * MM + 28 + LABEL.leading, number, LABEL, Align.RIGHT)
    facts = [
        (_("Planned for"), words.day(document.planned_on)),
        (_("Lines"), str(len(document.lines))),
        (_("Delivery address"), document.delivery_address),
    ]
    draw_facts(pages, facts, left=frame.left, right=frame.right, columns=3)
    draw_paragraphs(pages, document.text, left=frame.left, right=frame.right, style=NOTE.but(colour=INK))
    pages.y += SMALL
    _draw_lines(pages, frame, document, words)
    pages.close()


def _draw_lines(pages: Pages, frame: ReportFrame, document: PickListDocument, words: Wording) -> None:
    _ = words.translate
    columns = [
        TableColumn(_("Place"), style=BODY_STRONG, most=60),
        TableColumn(_("Item"), style=Style(size=9, leading=12.5, colour=MUTED), most=70),
        TableColumn(_("Description"), wraps=True),
        TableColumn("", width=_BARCODE_WIDTH),
        TableColumn(_("Quantity"), align=Align.RIGHT, style=BODY_STRONG),
        TableColumn(_("Unit"), most=40),
        TableColumn(_("Picked"), width=34),
    ]
    rows = [_cells(line, words) for line in document.lines]
    table = FlowTable(pages, fitted(columns, rows), left=frame.left, right=frame.right, words=words)
    for cells, line in zip(rows, document.lines, strict=True):
        depth = len(wrap(cells[2], BODY_STRONG, table.columns[2].width)) or 1
        missing = max(0.0, _BARCODE_HEIGHT + 2 - (depth - 1) * BODY_STRONG.leading - BODY_STRONG.leading)
        table.row(cells, extra=missing, draw_extra=partial(_draw_codes, pages, table, line))


def _draw_codes(pages: Pages, table: FlowTable, line: PickLine, top: float) -> None:
    left, right = table.span(3)
    draw_code128(pages.sheet, left, top + 4, line.barcode or line.item_code, width=right - left, height=_BARCODE_HEIGHT)
    box = table.span(6)[0]
    pages.sheet.frame(box, top + 4, 2 * _TICK, _TICK + SMALL / 2, MUTED, radius=2)


def _cells(line: PickLine, words: Wording) -> tuple[str, ...]:
    _ = words.translate
    lot = _("Lot {lot}").format(lot=line.lot) if line.lot else ""
    description = "\n".join(filter(None, (line.description, lot)))
    return (line.place, line.item_code, description, "", words.quantity(line.quantity), line.unit, "")
