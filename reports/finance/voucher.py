"""A voucher on paper: what happened and when, who entered it when, and what it corrects or is corrected by."""

from __future__ import annotations

from decimal import Decimal

from models.finance.documents import VoucherDocument, VoucherDocumentLine
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.parts import Fact, draw_facts
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import BODY_STRONG, SMALL, Align
from reports.layout.wording import Wording, wording

ZERO = Decimal(0)


def voucher_title(document: VoucherDocument) -> str:
    """What the document calls itself, with series and number."""
    _ = wording(document.language).translate
    return _("Voucher {voucher}").format(voucher=document.voucher)


def draw_voucher(sheet: Sheet, document: VoucherDocument) -> None:
    """Draw a voucher; debit and credit are carried forward."""
    words = wording(document.language)
    frame = ReportFrame(sender=document.sender, title=voucher_title(document), subtitle=document.text, words=words)
    pages = Pages(sheet, frame)
    draw_facts(pages, _facts(document, words), left=frame.left, right=frame.right)
    pages.y += SMALL
    _draw_lines(pages, frame, document, words)
    pages.close()


def _facts(document: VoucherDocument, words: Wording) -> list[Fact]:
    _ = words.translate
    return [
        (_("Date"), words.day(document.entry_date)),
        (_("Registered on"), words.day(document.registered_on)),
        (_("Posted"), words.moment(document.posted_at)),
        (_("Posted by"), document.posted_by),
        (_("Reverses"), document.reverses),
        (_("Reversed by"), document.reversed_by),
        (_("Corrects"), document.corrects),
        (_("Corrected by"), ", ".join(document.corrected_by)),
        (_("Attachments"), "\n".join(document.attachments)),
    ]


def _draw_lines(pages: Pages, frame: ReportFrame, document: VoucherDocument, words: Wording) -> None:
    _ = words.translate
    columns = [
        TableColumn(_("Account"), style=BODY_STRONG),
        TableColumn(_("Text"), wraps=True),
        TableColumn(_("VAT code"), most=60),
        TableColumn(_("Debit"), width=60, align=Align.RIGHT),
        TableColumn(_("Credit"), width=60, align=Align.RIGHT),
    ]
    debit = sum((max(line.amount, ZERO) for line in document.lines), ZERO)
    credit = sum((max(-line.amount, ZERO) for line in document.lines), ZERO)
    total = [
        "",
        _("Total {currency}").format(currency=document.sender.currency),
        "",
        words.money(debit),
        words.money(credit),
    ]
    rows = [_cells(line, words) for line in document.lines]
    made = fitted(columns, [*rows, total], BODY_STRONG)
    table = FlowTable(pages, made, left=frame.left, right=frame.right, words=words, carried=(3, 4))
    for cells, line in zip(rows, document.lines, strict=True):
        table.row(cells, add={3: max(line.amount, ZERO), 4: max(-line.amount, ZERO)})
    table.total(total)


def _cells(line: VoucherDocumentLine, words: Wording) -> list[str]:
    foreign = f"{line.currency} {words.money(line.amount_currency)}" if line.currency else ""
    details = "  ".join(part for part in (line.party_name, line.text, line.dimensions, foreign) if part)
    return [
        line.account,
        "\n".join(part for part in (line.account_name, details) if part),
        line.tax_code,
        words.money(line.amount) if line.amount > 0 else "",
        words.money(-line.amount) if line.amount < 0 else "",
    ]
