"""Usual documents with figures checkable by hand, for tests and for looking at."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from models.company.documents import Recipient, Sender
from models.finance.documents import DocumentLine, DocumentTax, InvoiceDocument

SENDER = Sender(
    name="Norrsken Verkstad AB",
    street="Strandvägen 12",
    postcode="211 20",
    city="Malmö",
    org_number="556016-0680",
    vat_number="SE556016068001",
    seat="Malmö",
    phone="040-123 45 67",
    email="faktura@norrsken.example",
    web="www.norrsken.example",
    bankgiro="58056201",
    plusgiro="1234566",
    iban="SE4550000000058398257466",
    bic="ESSESESS",
    swish="1237856901",
    f_tax=True,
    late_interest="8 % + reference rate",
)
RECIPIENT = Recipient(
    name="Åkerö Ångbåts Aktiebolag",
    address="Att: Östen Ärlig\nBryggargatan 7\n113 30 Stockholm",
    code="K-1042",
    vat_number="SE556036079301",
)


def line(net: str = "100.00", description: str = "Consulting", **more: Any) -> DocumentLine:
    """One hour at `net` with 25 % VAT, unless told otherwise."""
    fields = {"quantity": Decimal(1), "unit": "h", "unit_price": Decimal(net), "tax_percent": Decimal(25), **more}
    return DocumentLine(description, net=Decimal(net), **fields)


def invoice(*lines: DocumentLine, language: str = "sv", **more: Any) -> InvoiceDocument:
    """Invoice 1041 of 5 March 2026 with 25 % VAT on all its lines: one of 1 000,00 unless told otherwise."""
    shown = lines or (line("1000.00"),)
    net = sum((each.net for each in shown), Decimal("0.00"))
    tax = (net / 4).quantize(Decimal("0.01"))
    usual = InvoiceDocument(
        language=language,
        sender=SENDER,
        recipient=RECIPIENT,
        number="1041",
        invoice_date=date(2026, 3, 5),
        due_on=date(2026, 4, 4),
        lines=shown,
        taxes=(DocumentTax(Decimal(25), net, tax),),
        net=net,
        tax=tax,
        total=net + tax,
        reference="10413",
        our_reference="Maja Lindqvist",
        their_reference="Östen Ärlig",
        order_number="2207",
    )
    return replace(usual, **more)


def logo() -> bytes:
    """A small picture with a see-through ground."""
    image = Image.new("RGBA", (480, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((0, 0, 119, 119), fill=(31, 95, 191, 255))
    draw.polygon([(150, 110), (210, 10), (270, 110)], fill=(27, 31, 36, 255))
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
