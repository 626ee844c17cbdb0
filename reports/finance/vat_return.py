"""The VAT return on paper: the boxes of the form, then what each is made of."""

from __future__ import annotations

from models.finance.vat.documents import VatReturnDocument
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import SLIM, SLIM_STRONG, Align
from reports.layout.wording import Wording, wording

_GAP = 24  # points between the boxes and their specification


def vat_return_title(document: VatReturnDocument) -> str:
    """What the document calls itself."""
    _ = wording(document.language).translate
    return _("VAT return")


def draw_vat_return(sheet: Sheet, document: VatReturnDocument) -> None:
    """Draw the boxes with what is to be paid, and the specification by tax code and account."""
    words = wording(document.language)
    _ = words.translate
    frame = ReportFrame(
        sender=document.sender,
        title=vat_return_title(document),
        subtitle=_subtitle(document, words),
        words=words,
        made_at=document.made_at,
    )
    pages = Pages(sheet, frame)
    _draw_boxes(_table(pages, frame, _box_columns(words), _box_cells(document, words), words), document, words)
    pages.y += _GAP
    _draw_rows(_table(pages, frame, _row_columns(words), _row_cells(document, words), words), document, words)
    pages.close()


def _subtitle(document: VatReturnDocument, words: Wording) -> str:
    _ = words.translate
    days = f"{words.day(document.starts_on)} \u2013 {words.day(document.ends_on)}"
    filed = document.filed_at
    standing = _("Not filed") if filed is None else _("Filed {date}").format(date=words.day(filed.date()))
    due = _("Due {date}").format(date=words.day(document.due_on))
    return f"{days}   {due}   {standing}   {document.sender.vat_number or document.sender.org_number}"


def _table(
    pages: Pages, frame: ReportFrame, columns: list[TableColumn], rows: list[list[str]], words: Wording
) -> FlowTable:
    wide = fitted(columns, rows, SLIM_STRONG)
    return FlowTable(pages, wide, left=frame.left, right=frame.right, words=words, style=SLIM)


def _draw_boxes(table: FlowTable, document: VatReturnDocument, words: Wording) -> None:
    for box, cells in zip(document.boxes, _box_cells(document, words), strict=True):
        if box.box == "49":
            table.total(cells, style=SLIM_STRONG)
        else:
            table.row(cells)


def _draw_rows(table: FlowTable, document: VatReturnDocument, words: Wording) -> None:
    _ = words.translate
    table.heading(_("Specification"), style=SLIM_STRONG, keep=2 * table.row_height)
    for cells in _row_cells(document, words):
        table.row(cells)


def _box_columns(words: Wording) -> list[TableColumn]:
    _ = words.translate
    return [
        TableColumn(_("Box")),
        TableColumn(_("What it holds"), wraps=True),
        TableColumn(_("Whole units"), width=80, align=Align.RIGHT),
        TableColumn(_("As booked"), width=90, align=Align.RIGHT),
    ]


def _box_cells(document: VatReturnDocument, words: Wording) -> list[list[str]]:
    return [[box.box, box.name, words.money(box.amount), words.money(box.exact)] for box in document.boxes]


def _row_columns(words: Wording) -> list[TableColumn]:
    _ = words.translate
    return [
        TableColumn(_("Box")),
        TableColumn(_("Tax code")),
        TableColumn(_("Account")),
        TableColumn(_("Name"), wraps=True),
        TableColumn(_("Amount"), width=90, align=Align.RIGHT),
    ]


def _row_cells(document: VatReturnDocument, words: Wording) -> list[list[str]]:
    return [[row.box, row.tax_code, row.account, row.name, words.money(row.amount)] for row in document.rows]
