"""Quotes and order confirmations."""

from __future__ import annotations

from models.sales.documents import OrderDocument
from reports.layout.letter import begin_letter
from reports.layout.letterhead import COLUMN
from reports.layout.lines import draw_lines, legal_texts, line_sums
from reports.layout.pages import Pages
from reports.layout.parts import Fact, Sum, draw_paragraphs, draw_sums, sums_height
from reports.layout.sheet import Sheet
from reports.layout.style import FAINT, LABEL, LEFT, MEDIUM, NOTE, RIGHT, SMALL, TIGHT
from reports.layout.wording import Wording, wording

_SIGNING = 64.0


def order_title(document: OrderDocument) -> str:
    """What the document calls itself, with its number."""
    _ = wording(document.language).translate
    kind = _("Quote") if document.quote else _("Order confirmation")
    return f"{kind} {document.number}".strip()


def draw_order(sheet: Sheet, document: OrderDocument) -> None:
    """Draw a quote or an order confirmation; a quote ends with a place to accept it."""
    words = wording(document.language)
    pages = begin_letter(sheet, document, order_title(document), _facts(document, words), words)
    draw_paragraphs(pages, document.text)
    sums = _sums(document, words)
    height = sums_height(sums) + (_SIGNING if document.quote else 0)
    draw_lines(pages, document.lines, words, keep=height)
    pages.need(height)
    top = pages.y
    draw_sums(pages, sums, left=COLUMN)
    bottom = pages.y
    pages.y = top + SMALL + 3
    for text in legal_texts(document.taxes):
        draw_paragraphs(pages, text, right=COLUMN - 2 * MEDIUM, style=NOTE, after=TIGHT)
    pages.y = max(bottom, pages.y)
    if document.quote:
        _draw_acceptance(pages, words)
    pages.close()


def _facts(document: OrderDocument, words: Wording) -> list[Fact]:
    _ = words.translate
    days = document.payment_days
    return [
        (_("Quote date") if document.quote else _("Order date"), words.day(document.order_date)),
        (_("Valid until"), words.day(document.valid_until)),
        (_("Delivery date"), words.day(document.delivery_date)),
        (_("Terms of payment"), "" if days is None else _("{days} days net").format(days=days)),
        (_("Terms of delivery"), document.delivery_terms),
        (_("Customer number"), document.recipient.code),
        (_("Your reference"), document.their_reference),
        (_("Our reference"), document.our_reference),
        (_("Your VAT no."), document.recipient.vat_number),
        (_("Delivery address"), document.delivery_address),
    ]


def _sums(document: OrderDocument, words: Wording) -> list[Sum]:
    _ = words.translate
    return [
        *line_sums(document, words),
        Sum(_("Total {currency}").format(currency=document.currency), words.money(document.total), strong=True),
    ]


def _draw_acceptance(pages: Pages, words: Wording) -> None:
    _ = words.translate
    y = pages.bottom - MEDIUM
    middle = (LEFT + RIGHT) / 2
    for left, right, label in (
        (LEFT, middle - MEDIUM, _("Accepted: place and date")),
        (middle + MEDIUM, RIGHT, _("Signature and name in print")),
    ):
        pages.sheet.rule(left, right, y - LABEL.leading, FAINT, 0.75)
        pages.sheet.text(left, y, label, LABEL)
