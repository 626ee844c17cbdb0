"""Invoices and credit notes: all that Swedish law asks for (ML 17:24, 17:22 and 17:29), and how to pay."""

from __future__ import annotations

from decimal import Decimal

from models.company.documents import Recipient
from models.finance.documents import InvoiceDocument, Mark
from models.finance.references import epc_text, swish_text
from reports.layout.codes import WHITE, draw_qr
from reports.layout.letter import begin_letter
from reports.layout.letterhead import COLUMN, payment_accounts
from reports.layout.lines import draw_lines, legal_texts, line_sums
from reports.layout.pages import Pages
from reports.layout.parts import Fact, Sum, draw_paragraphs, draw_sums, sums_height
from reports.layout.sheet import Sheet
from reports.layout.style import (
    BODY_STRONG,
    FIGURE,
    FOOT_STRONG,
    LABEL,
    LEFT,
    MEDIUM,
    NOTE,
    RIGHT,
    SMALL,
    TIGHT,
    TINT,
    Align,
    text_width,
)
from reports.layout.text import wrap
from reports.layout.wording import Wording, wording

_BOX = 104.0
_QR = 80.0
_SWISH_CURRENCY, _SEPA_CURRENCY = "SEK", "EUR"


def invoice_title(document: InvoiceDocument) -> str:
    """What the document calls itself, with its number."""
    _ = wording(document.language).translate
    kind = _("Credit note") if document.credit else _("Self-billed invoice") if document.self_billing else _("Invoice")
    return f"{kind} {document.number}".strip()


def draw_invoice(sheet: Sheet, document: InvoiceDocument) -> None:
    """Draw an invoice on as many pages as it takes."""
    words = wording(document.language)
    pages = begin_letter(sheet, document, invoice_title(document), _facts(document, words), words)
    draw_paragraphs(pages, document.text)
    sums = _sums(document, words)
    texts = _texts(document, words)
    payable = _is_payable(document)
    beside = sum(len(wrap(text, NOTE, COLUMN - LEFT - 2 * MEDIUM)) * NOTE.leading + TIGHT for text in texts)
    height = max(sums_height(sums), beside) + (_BOX + MEDIUM if payable else 0)
    draw_lines(pages, document.lines, words, keep=height)
    pages.need(height)
    top = pages.y
    draw_sums(pages, sums, left=COLUMN)
    bottom = pages.y
    pages.y = top + SMALL + 3  # on one line with the first sum
    for text in texts:
        draw_paragraphs(pages, text, right=COLUMN - 2 * MEDIUM, style=NOTE, after=TIGHT)
    pages.y = max(bottom, pages.y)
    if payable:
        _draw_payment(pages, document, words)
    pages.close()


def _facts(document: InvoiceDocument, words: Wording) -> list[Fact]:
    _ = words.translate
    recipient: Recipient = document.recipient
    credited = " ".join(filter(None, (document.credits_number, words.day(document.credits_date))))
    days = (document.due_on - document.invoice_date).days
    terms = "" if document.credit else _("{days} days net").format(days=days)
    return [
        (_("Credit note date") if document.credit else _("Invoice date"), words.day(document.invoice_date)),
        (_("Credits invoice"), credited),
        (_("Due date"), "" if document.credit else words.day(document.due_on)),
        (_("Terms of payment"), terms),
        (_("Customer number"), recipient.code),
        (_("Your reference"), document.their_reference),
        (_("Our reference"), document.our_reference),
        (_("Order"), document.order_number),
        (_("Delivery note"), document.delivery_number),
        (_("Date of supply"), words.day(document.supply_date)),
        (_("Your VAT no."), recipient.vat_number),
        (_("Your org. no."), "" if recipient.vat_number else recipient.org_number),
        (_("Delivered to"), document.delivery_address),
    ]


def _sums(document: InvoiceDocument, words: Wording) -> list[Sum]:
    _ = words.translate
    sums = line_sums(document, words)
    if document.rounding:
        sums.append(Sum(_("Rounding"), words.money(document.rounding)))
    if document.paid:
        sums += [Sum(_("Total"), words.money(document.total)), Sum(_("Paid"), words.money(-document.paid))]
    label = _("To your credit {currency}") if document.credit else _("To pay {currency}")
    sums.append(Sum(label.format(currency=document.currency), words.money(document.total - document.paid), strong=True))
    own = document.sender.currency
    tax = sum((tax.tax_company or Decimal(0) for tax in document.taxes), Decimal(0))
    if document.currency != own and tax:
        label = _("VAT in {currency} (rate {rate})").format(currency=own, rate=words.price(document.rate))
        sums.append(Sum(label, words.money(tax), muted=True))
    return sums


def _texts(document: InvoiceDocument, words: Wording) -> list[str]:
    """What the law wants stated, and the terms."""
    _ = words.translate
    texts = legal_texts(document.taxes)
    if document.self_billing:
        texts.append(_("Self-billing"))
    if document.sender.late_interest and not document.credit:
        texts.append(_("Late interest: {terms}").format(terms=document.sender.late_interest))
    return texts


def _is_payable(document: InvoiceDocument) -> bool:
    return not document.credit and not document.self_billing and document.total > document.paid


def _draw_payment(pages: Pages, document: InvoiceDocument, words: Wording) -> None:
    """The box at the foot of the last page: amount, day, account and reference, and a code to scan."""
    _ = words.translate
    sheet, top = pages.sheet, pages.bottom - _BOX
    sheet.box(LEFT, top, RIGHT - LEFT, _BOX, TINT, radius=6)
    right = RIGHT - MEDIUM
    code = _payment_code(document)
    if code is not None:
        caption, text = code
        right -= _QR - TIGHT
        sheet.box(right, top + SMALL, _QR, _BOX - 2 * SMALL, WHITE, radius=4)
        draw_qr(sheet, right, top + SMALL, text, size=_QR)
        sheet.text(right + _QR / 2, top + _BOX - SMALL - 5, caption, FOOT_STRONG, Align.CENTRE)
        right -= MEDIUM
    x, y = LEFT + MEDIUM, top + MEDIUM
    for label, value in [fact for fact in _payment_facts(document, words) if fact[1]]:
        style = FIGURE if label == _payment_label(document, words) else BODY_STRONG.but(size=10.5)
        width = max(text_width(value, style.font, style.size), text_width(label, LABEL.font, LABEL.size))
        if x + width > right and x > LEFT + MEDIUM:
            x, y = LEFT + MEDIUM, y + 34
        sheet.text(x, y + LABEL.size, label, LABEL)
        sheet.text(x, y + 23, value, style)
        x += width + 22


def _payment_label(document: InvoiceDocument, words: Wording) -> str:
    _ = words.translate
    return _("To pay {currency}").format(currency=document.currency)


def _payment_facts(document: InvoiceDocument, words: Wording) -> list[Fact]:
    """In Swedish kronor the giro accounts, in other currencies the account that the world knows."""
    _ = words.translate
    giro = document.currency == _SWISH_CURRENCY and bool(document.sender.bankgiro or document.sender.plusgiro)
    wanted = {_("Bankgiro"), _("Plusgiro")} if giro else {_("IBAN"), _("BIC")}
    accounts = [account for account in payment_accounts(document.sender, words) if account[0] in wanted]
    return [
        (_payment_label(document, words), words.money(document.total - document.paid)),
        (_("Due date"), words.day(document.due_on)),
        (_("Reference (OCR)") if giro else _("Reference"), document.reference or document.number),
        *accounts,
    ]


def _payment_code(document: InvoiceDocument) -> tuple[str, str] | None:
    """Caption and text of the code to scan; None where the invoice cannot be paid by one."""
    sender, amount = document.sender, document.total - document.paid
    reference = document.reference or document.number
    if document.mark is Mark.DRAFT or not reference:
        return None  # a draft may change, and a payment without reference finds no invoice
    try:
        if document.currency == _SWISH_CURRENCY and sender.swish:
            return "Swish", swish_text(payee=sender.swish, amount=amount, message=reference)
        if document.currency == _SEPA_CURRENCY and sender.iban:
            text = epc_text(name=sender.name, account=sender.iban, bic=sender.bic, amount=amount, reference=reference)
            return "SEPA", text
    except ValueError:
        return None  # an account that is no account is printed as typed, but nobody is led to scan it
    return None
