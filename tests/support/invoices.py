"""Usual invoices, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft


def line(net: str, account: str = "3001", tax_code: str = "S25", **more: Any) -> InvoiceLineDraft:
    """One piece of work at `net`."""
    return InvoiceLineDraft("Work", Decimal(1), Decimal(net), account, tax_code, **more)


def invoice(party_id: int, *lines: InvoiceLineDraft, kind: str = "customer_invoice", **more: Any) -> InvoiceDraft:
    """An invoice of 5 March 2026 for 1 000,00 and 25 % tax, unless told otherwise."""
    on = more.pop("invoice_date", date(2026, 3, 5))
    return InvoiceDraft(kind, party_id, on, lines or (line("1000.00"),), **more)
