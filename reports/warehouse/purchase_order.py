"""Purchase orders as suppliers read them."""

from __future__ import annotations

from models.warehouse.documents import PurchaseOrderDocument
from reports.layout.letter import begin_letter
from reports.layout.letterhead import COLUMN
from reports.layout.lines import draw_lines
from reports.layout.parts import Fact, Sum, draw_sums, sums_height
from reports.layout.sheet import Sheet
from reports.layout.wording import Wording, wording


def purchase_order_title(document: PurchaseOrderDocument) -> str:
    """What the document calls itself, with its number."""
    _ = wording(document.language).translate
    return f"{_('Purchase order')} {document.number}".strip()


def draw_purchase_order(sheet: Sheet, document: PurchaseOrderDocument) -> None:
    """Draw a purchase order: what is wanted when and where, and what it costs without tax."""
    words = wording(document.language)
    pages = begin_letter(sheet, document, purchase_order_title(document), _facts(document, words), words)
    _ = words.translate
    total = _("Total {currency} without VAT").format(currency=document.currency)
    sums = [Sum(total, words.money(document.net), strong=True)]
    draw_lines(pages, document.lines, words, keep=sums_height(sums))
    draw_sums(pages, sums, left=COLUMN)
    pages.close()


def _facts(document: PurchaseOrderDocument, words: Wording) -> list[Fact]:
    _ = words.translate
    sender = document.sender
    town = f"{sender.postcode} {sender.city}".strip()
    return [
        (_("Order date"), words.day(document.order_date)),
        (_("Delivery date"), words.day(document.expected_on)),
        (_("Supplier number"), document.recipient.code),
        (_("Your reference"), document.their_reference),
        (_("Delivery address"), "\n".join(filter(None, (sender.name, sender.street, town)))),
    ]
