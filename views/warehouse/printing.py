"""Documents of the warehouse as the preview shows them."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.database.work import Work
from models.sales.letters import delivery_letter
from models.warehouse.letters import purchase_letter
from resources.language import _
from views.kit.host import Kept, PrintJob


def pick_list_print(delivery_id: int, order_number: str) -> PrintJob:
    """What to take from which place."""
    title = _("Picking list {number}").format(number=order_number).strip()
    return PrintJob(title, _pick_list, f"{title}.pdf", {"delivery_id": delivery_id}, "pick_list")


def delivery_note_print(delivery_id: int, number: str) -> PrintJob:
    """What goes with the goods; a draft until the delivery is posted."""
    title = _("Delivery note {number}").format(number=number).strip()
    job = PrintJob(title, _delivery_note, f"{title}.pdf", {"delivery_id": delivery_id}, "delivery_note")
    if not number:
        return job
    return replace(job, letter=delivery_letter, kept=Kept("sales.delivery", delivery_id, Permission.WAREHOUSE_PICK))


def purchase_order_print(order_id: int, number: str) -> PrintJob:
    """What is ordered of a supplier; a draft is marked as one."""
    title = _("Purchase order {number}").format(number=number).strip()
    job = PrintJob(title, _purchase_order, f"{title}.pdf", {"order_id": order_id}, "purchase_order")
    if not number:
        return job
    kept = Kept("warehouse.purchase_order", order_id, Permission.PURCHASING_EDIT)
    return replace(job, letter=purchase_letter, kept=kept)


def _pick_list(work: Work, *, delivery_id: int) -> bytes:
    from models.sales.issuing import pick_list_document
    from reports.pdf import make_pdf

    return make_pdf(pick_list_document(work, delivery_id=delivery_id))


def _delivery_note(work: Work, *, delivery_id: int) -> bytes:
    from models.sales.issuing import delivery_note_document
    from reports.pdf import make_pdf

    return make_pdf(delivery_note_document(work, delivery_id=delivery_id))


def _purchase_order(work: Work, *, order_id: int) -> bytes:
    from models.warehouse.issuing import purchase_order_document
    from reports.pdf import make_pdf

    return make_pdf(purchase_order_document(work, order_id=order_id))
