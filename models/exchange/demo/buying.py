"""Buying: goods ordered when the shelf runs low, received and invoiced; rent, power and the rest."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Role
from models.exchange.demo.stage import Article, Debt, Month, Partner, Stage
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, create_and_post_invoice
from models.finance.rules import ZERO, line_net, tax_on
from models.warehouse.moving import ReceivedLine, receive_goods
from models.warehouse.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    load_purchase_order,
    place_purchase_order,
    save_purchase_order,
)

_LOW, _FULL = 14, 40
_TAXED = "I25"  # under the other codes the supplier charges no tax
#: Supplier, day of the month, text, account, net amount, tax code.
_RUNNING_COSTS = (
    ("2008", 6, "Frakter", "5710", Decimal(11400), "I25"),
    ("2009", 1, "Lokalhyra", "5010", Decimal(28500), "I25"),
    ("2010", 9, "El", "5020", Decimal(6350), "I25"),
    ("2011", 12, "Telefoni och data", "6211", Decimal(2190), "I25"),
    ("2012", 15, "Annonsering", "5910", Decimal(9800), "I25"),
    ("2013", 18, "Molntjänster", "4535", Decimal(4200), "IEUS25"),
)
#: Cost centre and project of what they are for, by text.
_MARKS = {
    "Frakter": {"1": "200"},
    "Annonsering": {"1": "100", "6": "P26-2"},
    "Molntjänster": {"1": "300", "6": "P26-2"},
}


def buy(stage: Stage, month: Month) -> None:
    """Fill the shelf again, and take the invoices that come every month."""
    days = month.workdays()
    if days:
        for supplier in stage.suppliers.values():
            low = [a for a in stage.articles if a.supplier == supplier.code and stage.free[a.code] < _LOW * stage.scale]
            if low:
                _order(stage, supplier, low, days)
    for code, day, text, account, net, tax_code in _RUNNING_COSTS:
        if month.day(day) < stage.today:
            line = _cost_line(stage, text, account, net, tax_code)
            _take_invoice(stage, stage.suppliers[code], month.day(day), (line,))


def order_ahead(stage: Stage) -> None:
    """Leave purchase orders on their way."""
    for supplier in list(stage.suppliers.values())[:3]:
        articles = [article for article in stage.articles if article.supplier == supplier.code][:4]
        _place(stage, supplier, articles, stage.today, expected_on=stage.today + timedelta(days=9))


def _order(stage: Stage, supplier: Partner, articles: list[Article], days: list[date]) -> None:
    order_id = _place(stage, supplier, articles, days[0], expected_on=days[min(2, len(days) - 1)])
    received_on = days[min(2, len(days) - 1)]
    order = stage.read(Role.BUYER, load_purchase_order, order_id=order_id)
    received = tuple(ReceivedLine(line.id, line.quantity) for line in order.lines if line.id is not None)
    stage.run(Role.STOREKEEPER, receive_goods, lines=received, on=received_on)
    for article, line in zip(articles, order.lines, strict=True):
        stage.free[article.code] += int(line.quantity)
    lines = tuple(
        InvoiceLineDraft(
            line.description, line.quantity, line.unit_cost, "4000", "I25", unit="st", item_id=line.item_id
        )
        for line in order.lines
    )
    _take_invoice(stage, supplier, received_on, lines)


def _place(stage: Stage, supplier: Partner, articles: list[Article], day: date, *, expected_on: date) -> int:
    lines = tuple(
        PurchaseLineDraft(
            item_id=article.id,
            description=article.name,
            quantity=Decimal(max(_FULL * stage.scale - stage.free[article.code], 1)),
            unit_cost=article.cost,
        )
        for article in articles
    )
    draft = PurchaseDraft(
        party_id=supplier.id,
        order_date=day,
        expected_on=expected_on,
        currency="SEK",
        place_id=stage.place_id,
        lines=lines,
    )
    saved = stage.run(Role.BUYER, save_purchase_order, draft=draft)
    stage.run(Role.BUYER, place_purchase_order, order_id=saved.id)
    return saved.id


def _cost_line(stage: Stage, text: str, account: str, net: Decimal, tax_code: str) -> InvoiceLineDraft:
    """A running cost, a few per cent up or down."""
    shift = Decimal(stage.chance.randint(-40, 40)) / 1000 if account != "5010" else Decimal(0)
    amount, marks = (net * (1 + shift)).quantize(Decimal(1)), _MARKS.get(text, {})
    return InvoiceLineDraft(text, Decimal(1), amount, account, tax_code, dimensions=marks)


def _take_invoice(stage: Stage, supplier: Partner, day: date, lines: tuple[InvoiceLineDraft, ...]) -> None:
    """Post a supplier's invoice and remember when it is to be paid."""
    number = str(stage.chance.randint(100000, 999999))
    due_on = day + timedelta(days=supplier.payment_days)
    draft = InvoiceDraft(
        kind="supplier_invoice",
        party_id=supplier.id,
        invoice_date=day,
        due_on=due_on,
        supplier_number=number,
        lines=lines,
    )
    posted = stage.run(Role.FINANCE_CLERK, create_and_post_invoice, invoice=draft)
    net = sum((line_net(line.quantity, line.unit_price) for line in lines), ZERO)
    charged = Decimal(25) if lines[0].tax_code == _TAXED else ZERO
    total = net + tax_on(net, charged)
    stage.payable.append(Debt(supplier, total, stage.paid_on(due_on), number, posted.id))
