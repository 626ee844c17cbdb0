"""Documents of sales as the preview shows them."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.database.work import Work
from models.sales.letters import order_letter
from resources.language import _
from views.kit.host import Kept, PrintJob


def order_print(order_id: int, number: str, *, quote: bool) -> PrintJob:
    """A quote or an order confirmation; a draft is marked as one."""
    title = _("Quote {number}") if quote else _("Order confirmation {number}")
    title = title.format(number=number).strip()
    job = PrintJob(title, _order, f"{title}.pdf", {"order_id": order_id}, "quote" if quote else "order")
    if not number:
        return job
    return replace(job, letter=order_letter, kept=Kept("sales.sales_order", order_id, Permission.SALES_CONFIRM))


def _order(work: Work, *, order_id: int) -> bytes:
    from models.sales.issuing import order_document
    from reports.pdf import make_pdf

    return make_pdf(order_document(work, order_id=order_id))
