"""The series that documents and records are numbered from: looked at, and set to run on from a later number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_

#: What is numbered, by the word the database knows it by.
SERIES_TITLES: Mapping[str, str] = {
    "customer_invoice": N_("Customer invoices"),
    "supplier_invoice": N_("Supplier invoices"),
    "quote": N_("Quotes"),
    "sales_order": N_("Orders"),
    "delivery": N_("Deliveries"),
    "purchase_order": N_("Purchase orders"),
    "ticket": N_("Tickets"),
    "party": N_("Contacts"),
    "item": N_("Items"),
    "asset": N_("Fixed assets"),
}


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """A series of this company; the next document gets `prefix` and `next_number` as one word."""

    kind: str
    prefix: str = ""
    next_number: int = 1

    @property
    def next(self) -> str:
        """The number as the next document shows it."""
        return f"{self.prefix}{self.next_number}"


@operation(needs=Permission.COMPANY_READ)
def list_number_series(work: Work) -> tuple[NumberSeries, ...]:
    """Every series in the order of SERIES_TITLES; one that has given no number yet begins at 1."""
    rows = work.rows("SELECT kind, prefix, next_number FROM company.number_series WHERE company_id = :company")
    used = {row.kind: NumberSeries(*tuple(row)) for row in rows}
    return tuple(used.get(kind, NumberSeries(kind)) for kind in SERIES_TITLES)


@operation(needs=Permission.COMPANY_READ)
def read_number_series(work: Work, *, kind: str) -> NumberSeries:
    """One series; Invalid where nothing is numbered under this word."""
    if kind not in SERIES_TITLES:
        raise Invalid("series.unknown", field="kind", kind=kind)
    return next(series for series in list_number_series(work) if series.kind == kind)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def set_number_series(work: Work, *, kind: str, prefix: str, next_number: int | None = None) -> NumberSeries:
    """Put `prefix` before the numbers to come, and let them go on from `next_number`; None leaves the number alone.

    Invalid where the number runs back ("series.backwards"), or the prefix could make two numbers the same.
    """
    work.value(
        "SELECT company.set_number_series(:company, :kind, :prefix, :next)",
        kind=kind,
        prefix=prefix.strip(),
        next=next_number,
    )
    return read_number_series(work, kind=kind)
