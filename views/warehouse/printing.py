"""Documents of the warehouse as the preview shows them."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.database.work import Work
from models.sales.letters import delivery_letter
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


def _pick_list(work: Work, *, delivery_id: int) -> bytes:
    from models.sales.issuing import pick_list_document
    from reports.pdf import make_pdf

    return make_pdf(pick_list_document(work, delivery_id=delivery_id))


def _delivery_note(work: Work, *, delivery_id: int) -> bytes:
    from models.sales.issuing import delivery_note_document
    from reports.pdf import make_pdf

    return make_pdf(delivery_note_document(work, delivery_id=delivery_id))
