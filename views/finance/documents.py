"""Which page shows the document that something in the books comes from."""

from __future__ import annotations

from views.kit.host import Link

_PAGES = {
    "allocation": "finance.allocation_run",
    "customer_invoice": "finance.invoice",
    "customer_credit": "finance.invoice",
    "supplier_invoice": "finance.invoice",
    "supplier_credit": "finance.invoice",
    "bank_transaction": "finance.bank_transaction",
    "asset": "finance.asset",
    "depreciation": "finance.depreciation",
    "deferral_end": "finance.deferral",
    "deferral_start": "finance.deferral",
    "delivery": "warehouse.delivery",
    "return": "warehouse.delivery",
    "vat_return": "finance.vat_return",
    "purchase_order": "warehouse.purchase_order",
}


def document_link(kind: str | None, key: object) -> Link | None:
    """Where a document of this kind is shown; None for what has no page of its own."""
    page = _PAGES.get(kind or "")
    return Link(page, key) if page and key is not None else None


def party_link(document_kind: str | None, party_id: object) -> Link:
    """The page of a customer or supplier, by the kind of document that names them."""
    bought = (document_kind or "").startswith(("supplier", "purchase"))
    return Link("contacts.supplier" if bought else "contacts.customer", party_id)
