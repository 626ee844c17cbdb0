"""What goes with quotes, order confirmations and delivery notes by e-mail, in the language of the order."""

from __future__ import annotations

from models.company.letters import Letter, Reader, compose
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.sales.delivering import delivery_page
from models.sales.ordering import load_order


@operation(needs=Permission.SALES_READ)
def order_letter(work: Work, *, order_id: int) -> Letter:
    """The letter to a quote or an order confirmation; Invalid where it is a draft or the customer has no address."""
    order = load_order(work, order_id=order_id)
    if order.status == "draft" or order.party_id is None:
        raise Invalid("letter.draft")
    return compose(
        work,
        kind=order.kind,
        reader=Reader(order.party_id, order.language, order.their_reference),
        values={"number": order.number or ""},
    )


@operation(needs=Permission.SALES_READ)
def delivery_letter(work: Work, *, delivery_id: int) -> Letter:
    """The letter to a delivery note; Invalid where it is not posted or the customer has no address."""
    delivery = delivery_page(work, delivery_id=delivery_id)
    if delivery.status != "posted":
        raise Invalid("letter.draft")
    order = load_order(work, order_id=delivery.order_id)
    return compose(
        work,
        kind="delivery_note",
        reader=Reader(delivery.party_id, order.language, order.their_reference),
        values={"number": delivery.number or "", "order": delivery.order_number},
    )
