"""Supplier invoices that may be here already: by their own number, or by party and amount within a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class Double:
    """An invoice that may be the same; `number` is ours, empty for a draft."""

    id: int
    number: str
    supplier_number: str
    invoice_date: date
    total: Decimal
    currency: str


@operation(needs=Permission.FINANCE_INVOICE_READ)
def similar_invoices(  # noqa: PLR0913 - what makes two invoices alike
    work: Work, *, party_id: int, supplier_number: str, net: Decimal, on: date, invoice_id: int | None = None
) -> tuple[Double, ...]:
    """Other supplier invoices of the party with this number, or with this net amount within a month of `on`."""
    rows = work.rows(
        "SELECT id, coalesce(number, ''), supplier_number, invoice_date, total, currency FROM finance.invoice"
        " WHERE company_id = :company AND kind = 'supplier_invoice' AND party_id = :party"
        " AND id IS DISTINCT FROM CAST(:id AS bigint) AND (supplier_number <> '' AND"
        " lower(replace(supplier_number, ' ', '')) = lower(replace(:number, ' ', ''))"
        " OR net = :net AND net <> 0 AND invoice_date BETWEEN CAST(:on AS date) - 31 AND CAST(:on AS date) + 31)"
        " ORDER BY id DESC LIMIT 3",
        party=party_id,
        id=invoice_id,
        number=supplier_number,
        net=net,
        on=on,
    )
    return tuple(Double(*tuple(row)) for row in rows)
