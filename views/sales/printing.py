"""Documents of sales as the preview shows them."""

from __future__ import annotations

from models.database.work import Work
from resources.language import _
from views.kit.host import PrintJob


def order_print(order_id: int, number: str, *, quote: bool) -> PrintJob:
    """A quote or an order confirmation; a draft is marked as one."""
    title = _("Quote {number}") if quote else _("Order confirmation {number}")
    title = title.format(number=number).strip()
    return PrintJob(title, _order, f"{title}.pdf", {"order_id": order_id}, "quote" if quote else "order")


def _order(work: Work, *, order_id: int) -> bytes:
    from models.sales.issuing import order_document
    from reports.pdf import make_pdf

    return make_pdf(order_document(work, order_id=order_id))
