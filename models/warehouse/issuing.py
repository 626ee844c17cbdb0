"""Fills the purchase order as its supplier reads it from what is stored."""

from __future__ import annotations

from models.company.settings import read_company
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.documents import DocumentLine, Mark
from models.finance.issuing import recipient_of, sender_of
from models.finance.rules import round_money
from models.warehouse.documents import PurchaseOrderDocument
from models.warehouse.purchasing import PurchaseLineDraft, load_purchase_order
from models.warehouse.rules import ZERO


@operation(needs=Permission.PURCHASING_READ)
def purchase_order_document(work: Work, *, order_id: int) -> PurchaseOrderDocument:
    """A purchase order in the language of the supplier; a draft is marked as one."""
    order = load_purchase_order(work, order_id=order_id)
    lines = tuple(_line(line) for line in order.lines)
    return PurchaseOrderDocument(
        language=supplier_language(work, order.party_id or 0),
        sender=sender_of(read_company(work)),
        recipient=recipient_of(work, order.party_id or 0),
        order_date=order.order_date or work.today(),
        lines=lines,
        net=sum((line.net for line in lines), ZERO),
        number=order.number or "",
        mark=Mark.DRAFT if order.status == "draft" else Mark.NONE,
        currency=order.currency,
        expected_on=order.expected_on,
        their_reference=order.their_reference,
    )


def supplier_language(work: Work, party_id: int) -> str:
    """The language that a party reads."""
    found: str | None = work.value("SELECT language FROM contacts.party WHERE id = :party", party=party_id)
    return found or work.company.language


def _line(line: PurchaseLineDraft) -> DocumentLine:
    return DocumentLine(
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_cost,
        net=round_money(line.quantity * line.unit_cost),
        item_code=line.item_code,
    )
