"""What goes with a purchase order by e-mail, in the language of the supplier."""

from __future__ import annotations

from models.company.letters import Letter, Reader, compose
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.warehouse.issuing import supplier_language
from models.warehouse.purchasing import load_purchase_order


@operation(needs=Permission.PURCHASING_READ)
def purchase_letter(work: Work, *, order_id: int) -> Letter:
    """The letter to a purchase order; Invalid where it is a draft or the supplier has no address."""
    order = load_purchase_order(work, order_id=order_id)
    if order.status == "draft" or order.party_id is None:
        raise Invalid("letter.draft")
    return compose(
        work,
        kind="purchase_order",
        reader=Reader(order.party_id, supplier_language(work, order.party_id), order.their_reference),
        values={"number": order.number or ""},
    )
