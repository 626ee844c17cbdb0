"""Usual documents with figures checkable by hand, for tests and for looking at."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from PIL import Image, ImageDraw

from models.company.documents import Recipient, Sender
from models.database.listing import Column, Kind
from models.finance.documents import (
    BalanceRow,
    DocumentLine,
    DocumentTax,
    GeneralLedgerDocument,
    InvoiceDocument,
    LedgerAccount,
    LedgerEntry,
    StatementDocument,
    StatementItem,
    StatementMovement,
    TrialBalanceDocument,
    VoucherDocument,
    VoucherDocumentLine,
)
from models.sales.documents import OrderDocument
from models.warehouse.documents import (
    DeliveryLine,
    DeliveryNoteDocument,
    PickLine,
    PickListDocument,
    PurchaseOrderDocument,
)
from reports.tables import Table

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
    tax = (net / 4).quantize(Decimal("0.01"), ROUND_HALF_UP)
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


def order(*lines: DocumentLine, language: str = "sv", **more: Any) -> OrderDocument:
    """Order confirmation 2207 of 5 March 2026 with 25 % VAT on all its lines: one of 1 000,00 unless told otherwise."""
    like = invoice(*lines, language=language)
    usual = OrderDocument(
        language=language,
        sender=SENDER,
        recipient=RECIPIENT,
        number="2207",
        order_date=date(2026, 3, 5),
        delivery_date=date(2026, 3, 19),
        payment_days=30,
        lines=like.lines,
        taxes=like.taxes,
        net=like.net,
        tax=like.tax,
        total=like.total,
        our_reference="Maja Lindqvist",
        their_reference="Östen Ärlig",
    )
    return replace(usual, **more)


def purchase_order(count: int = 2, language: str = "sv", **more: Any) -> PurchaseOrderDocument:
    """Purchase order 88 of 5 March 2026: lines of 100,00 each."""
    lines = tuple(line(description=f"Bolt {number}", item_code=f"B-{number}") for number in range(1, count + 1))
    usual = PurchaseOrderDocument(
        language=language,
        sender=SENDER,
        recipient=RECIPIENT,
        order_date=date(2026, 3, 5),
        lines=tuple(replace(one, tax_percent=None) for one in lines),
        net=Decimal(100 * count),
        number="88",
        expected_on=date(2026, 3, 19),
        their_reference="Östen Ärlig",
    )
    return replace(usual, **more)


def pick_list(count: int = 3, language: str = "sv") -> PickListDocument:
    """Picks for order 2207: one of item A-1, two of A-2 and so on."""
    lines = tuple(
        PickLine(
            place=f"A-{n:02}-1",
            item_code=f"A-{n}",
            description=f"Bordslampa nummer {n}",
            quantity=Decimal(n),
            unit="st",
            lot="L26-03" if n == 1 else "",
        )
        for n in range(1, count + 1)
    )
    return PickListDocument(
        language=language,
        sender=SENDER,
        order_number="2207",
        customer=RECIPIENT.name,
        lines=lines,
        planned_on=date(2026, 3, 18),
        delivery_address="Kajen 3\n113 30 Stockholm",
    )


def delivery_note(count: int = 3, language: str = "sv", **more: Any) -> DeliveryNoteDocument:
    """Delivery note 31: of each item n ordered n, delivered one."""
    lines = tuple(
        DeliveryLine(
            item_code=f"A-{n}",
            description=f"Bordslampa nummer {n}",
            delivered=Decimal(1),
            unit="st",
            ordered=Decimal(n),
            remaining=Decimal(n - 1),
        )
        for n in range(1, count + 1)
    )
    usual = DeliveryNoteDocument(
        language=language,
        sender=SENDER,
        recipient=RECIPIENT,
        number="31",
        delivered_on=date(2026, 3, 19),
        lines=lines,
        order_number="2207",
        their_reference="Östen Ärlig",
    )
    return replace(usual, **more)


def voucher(count: int = 1, language: str = "sv") -> VoucherDocument:
    """Voucher B 17: `count` sales of 100,00 with 25 % VAT each, against one receivable."""
    sales = [
        each
        for n in range(1, count + 1)
        for each in (
            VoucherDocumentLine("3001", "Försäljning 25 %", Decimal(-100), f"Rad {n}", tax_code="S25"),
            VoucherDocumentLine("2611", "Utgående moms 25 %", Decimal(-25)),
        )
    ]
    debt = VoucherDocumentLine("1510", "Kundfordringar", Decimal(125 * count), "Faktura 1041", RECIPIENT.name)
    return VoucherDocument(
        language=language,
        sender=SENDER,
        voucher="B 17",
        entry_date=date(2026, 3, 5),
        lines=(debt, *sales),
        text="Kundfaktura 1041",
        posted_at=datetime(2026, 3, 6, 9, 14),  # noqa: DTZ001 - as the clock on the wall shows it
        posted_by="Maja Lindqvist",
        registered_on=date(2026, 3, 6),
        corrects="B 12",
        attachments=("faktura-1041.pdf",),
    )


def trial_balance(assets: int = 3, language: str = "sv") -> TrialBalanceDocument:
    """`assets` accounts with 100,00 in and 40,00 out each, against one account of income: result 60,00 each."""
    rows = [_balance(f"{1000 + n}", f"Tillgång {n}", "asset", "100.00", "40.00") for n in range(1, assets + 1)]
    rows.append(_balance("2081", "Aktiekapital", "equity", "0.00", "0.00", opening="-50000.00"))
    rows.append(_balance("1930", "Företagskonto", "asset", "0.00", "0.00", opening="50000.00"))
    rows.append(_balance("3001", "Försäljning 25 %", "income", "0.00", f"{60 * assets}.00"))
    return TrialBalanceDocument(
        language=language,
        sender=SENDER,
        from_date=date(2026, 1, 1),
        to_date=date(2026, 12, 31),
        rows=tuple(sorted(rows, key=lambda row: row.account)),
        made_at=datetime(2027, 1, 15, 8, 30),  # noqa: DTZ001 - as the clock on the wall shows it
    )


def _balance(account: str, name: str, kind: str, debit: str, credit: str, *, opening: str = "0.00") -> BalanceRow:
    before, plus, minus = Decimal(opening), Decimal(debit), Decimal(credit)
    return BalanceRow(account, name, kind, before, plus, minus, before + plus - minus)


def general_ledger(count: int = 3, language: str = "sv") -> GeneralLedgerDocument:
    """Account 1510 from 1 000,00 with `count` debits of 10,00, and account 1930 with no lines."""
    entries = [
        LedgerEntry(
            date(2026, 3, 5), f"B{n}", f"Faktura {n}", Decimal("10.00"), Decimal("0.00"), Decimal(1000 + 10 * n)
        )
        for n in range(1, count + 1)
    ]
    return GeneralLedgerDocument(
        language=language,
        sender=SENDER,
        from_date=date(2026, 1, 1),
        to_date=date(2026, 12, 31),
        accounts=(
            LedgerAccount("1510", "Kundfordringar", Decimal("1000.00"), entries),
            LedgerAccount("1930", "Företagskonto", Decimal("250.00"), ()),
        ),
    )


def statement(count: int = 4, language: str = "sv") -> StatementDocument:
    """On 30 June 2026: items of 100,00 each, due 0, 40, 80, … days before, after movements of 100,00 each."""
    on = date(2026, 6, 30)
    days = [on - timedelta(days=40 * n) for n in range(count)]
    return StatementDocument(
        language=language,
        sender=SENDER,
        recipient=RECIPIENT,
        on=on,
        items=tuple(
            StatementItem(f"Faktura {1040 + n}", day - timedelta(days=30), day, Decimal(100), Decimal(100), f"{n}")
            for n, day in enumerate(days)
        ),
        from_date=date(2026, 1, 1),
        opening=Decimal("50.00"),
        movements=tuple(
            StatementMovement(day, f"Faktura {1040 + n}", "Försäljning", Decimal(100), Decimal(50 + 100 * (n + 1)), day)
            for n, day in enumerate(days)
        ),
    )


def table(count: int = 3, **more: Any) -> Table:
    """`count` invoices of 1,50 more each."""
    columns = (
        Column("id", "Key", Kind.INTEGER, hidden=True),
        Column("number", "Number"),
        Column("party", "Customer", width=30),
        Column("invoice_date", "Date", Kind.DATE),
        Column("status", "Status", Kind.STATUS),
        Column("quantity", "Quantity", Kind.QUANTITY),
        Column("percent", "VAT", Kind.PERCENT),
        Column("paid", "Paid", Kind.BOOLEAN),
        Column("total", "Amount", Kind.MONEY),
    )
    rows = [
        (
            n,
            f"{1040 + n}",
            f"Kund {n} Åkerö Ångbåts Aktiebolag",
            date(2026, 3, 5) + timedelta(days=n),
            "posted",
            Decimal("2.500"),
            Decimal(25),
            n % 2 == 0,
            n * Decimal("1.50"),
        )
        for n in range(1, count + 1)
    ]
    usual = Table(
        title="Customer invoices",
        columns=columns,
        rows=rows,
        totals={"total": count * (count + 1) / Decimal(2) * Decimal("1.50")},
        subtitle="2026-03-01 – 2026-12-31",
        company=SENDER,
        statuses={"posted": "Posted"},
    )
    return replace(usual, **more)
