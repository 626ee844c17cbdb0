"""Fills the documents of sales from what is stored: quote, order confirmation, pick list and delivery note."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.company.settings import read_company
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.accounts import TaxRate, tax_rates
from models.finance.documents import DocumentLine, DocumentTax, Mark
from models.finance.issuing import recipient_of, sender_of, with_tax
from models.finance.rules import ZERO
from models.sales.delivering import DeliveryLine as PickedLine
from models.sales.delivering import DeliveryPage, delivery_page
from models.sales.documents import OrderDocument
from models.sales.ordering import OrderDraft, OrderLineDraft, load_order
from models.sales.rules import order_totals
from models.warehouse.documents import DeliveryLine, DeliveryNoteDocument, PickLine, PickListDocument


@operation(needs=Permission.SALES_READ)
def order_document(work: Work, *, order_id: int) -> OrderDocument:
    """A quote or an order confirmation, in the language of the order; a draft is marked as one."""
    order = load_order(work, order_id=order_id)
    day = order.order_date or work.today()
    rates = {rate.code: rate for rate in tax_rates(work, on=day, direction="out")}
    return OrderDocument(
        language=order.language,
        sender=sender_of(read_company(work)),
        recipient=recipient_of(work, order.party_id or 0),
        order_date=day,
        lines=_order_lines(order, rates),
        taxes=_taxes(order, rates),
        net=order.net,
        tax=order.tax,
        total=order.total,
        quote=order.kind == "quote",
        number=order.number or "",
        mark=Mark.DRAFT if order.status == "draft" else Mark.NONE,
        currency=order.currency,
        valid_until=order.valid_until,
        delivery_date=order.delivery_date,
        delivery_address="\n".join(filter(None, (order.delivery_name, order.delivery_address))),
        payment_days=order.payment_days,
        our_reference=order.our_reference,
        their_reference=order.their_reference,
        text=order.text,
    )


@operation(needs=Permission.SALES_READ)
def pick_list_document(work: Work, *, delivery_id: int) -> PickListDocument:
    """What to take from which place, in the language of the company: the warehouse reads it."""
    delivery = delivery_page(work, delivery_id=delivery_id)
    order = load_order(work, order_id=delivery.order_id)
    return PickListDocument(
        language=work.company.language,
        sender=sender_of(read_company(work)),
        order_number=delivery.order_number,
        customer=delivery.party_name,
        lines=tuple(
            PickLine(
                place=line.place_code,
                item_code=line.item_code,
                description=line.description,
                quantity=line.quantity,
                unit=line.unit,
                lot=line.lot_code,
                barcode=line.barcode,
            )
            for line in sorted(delivery.lines, key=_by_place)
        ),
        planned_on=delivery.planned_on,
        delivery_address="\n".join(filter(None, (order.delivery_name, order.delivery_address))),
        text=delivery.text,
    )


@operation(needs=Permission.SALES_READ)
def delivery_note_document(work: Work, *, delivery_id: int) -> DeliveryNoteDocument:
    """What a delivery brings, in the language of the order; one that is not posted is marked as a draft."""
    delivery = delivery_page(work, delivery_id=delivery_id)
    order = load_order(work, order_id=delivery.order_id)
    posted = delivery.status == "posted"
    return DeliveryNoteDocument(
        language=order.language,
        sender=sender_of(read_company(work)),
        recipient=recipient_of(work, delivery.party_id),
        number=delivery.number or "",
        delivered_on=delivery.delivered_on,
        lines=_delivered(delivery, order),
        order_number=delivery.order_number,
        mark=Mark.NONE if posted else Mark.DRAFT,
        delivery_address="\n".join(filter(None, (order.delivery_name, order.delivery_address))),
        our_reference=order.our_reference,
        their_reference=order.their_reference,
        text=delivery.text,
    )


def _order_lines(order: OrderDraft, rates: Mapping[str, TaxRate]) -> tuple[DocumentLine, ...]:
    lines = tuple(_order_line(line, rates) for line in order.lines)
    return tuple(map(with_tax, lines)) if order.prices_include_tax else lines


def _order_line(line: OrderLineDraft, rates: Mapping[str, TaxRate]) -> DocumentLine:
    rate = rates.get(line.tax_code)
    return DocumentLine(
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        discount=line.discount,
        net=line.net,
        tax_percent=rate.percent if rate else None,
        item_code=line.item_code,
    )


def _taxes(order: OrderDraft, rates: Mapping[str, TaxRate]) -> tuple[DocumentTax, ...]:
    percents = {code: rate.percent for code, rate in rates.items()}
    return tuple(
        DocumentTax(percent=tax.percent, base=tax.base, tax=tax.tax)
        for tax in order_totals(order.lines, percents, gross=order.prices_include_tax).taxes
    )


def _delivered(delivery: DeliveryPage, order: OrderDraft) -> tuple[DeliveryLine, ...]:
    """The lines that bring anything, a lot to a line; what follows later stands on the last line of an order line."""
    ordered = {line.id: line for line in order.lines}
    posted = delivery.status == "posted"
    shown = [line for line in delivery.lines if line.picked > 0 or not posted]
    last = {line.order_line_id: line.id for line in shown}
    made = []
    for line in shown:
        source = ordered.get(line.order_line_id)
        remaining: Decimal | None = None
        if source is not None and last[line.order_line_id] == line.id and delivery.kind == "delivery":
            remaining = max(source.quantity - source.delivered, ZERO) if posted else None
        made.append(
            DeliveryLine(
                item_code=line.item_code,
                description=line.description,
                delivered=line.picked if posted else line.quantity,
                unit=line.unit,
                ordered=source.quantity if source is not None else None,
                remaining=remaining,
                lot=line.lot_code,
            )
        )
    return tuple(made)


def _by_place(line: PickedLine) -> tuple[str, str]:
    return line.place_code, line.item_code
