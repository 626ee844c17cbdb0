"""A list of invoices and one of items, for tests of lists, pickers and grids."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.database.listing import Column, Kind, ListQuery

INVOICES = ListQuery(
    name="sales.invoices",
    title="Invoices",
    view="invoices",
    columns=(
        Column("id", "Id", Kind.INTEGER, hidden=True),
        Column("number", "Number"),
        Column("customer", "Customer"),
        Column("date", "Date", Kind.DATE),
        Column("status", "Status", Kind.STATUS),
        Column("amount", "Amount", Kind.MONEY),
        Column("sent", "Sent", Kind.BOOLEAN),
    ),
    search="invoices",
)

ITEMS = ListQuery(
    name="warehouse.items",
    title="Items",
    view="items",
    columns=(
        Column("id", "Id", Kind.INTEGER, hidden=True),
        Column("number", "Number", width=8),
        Column("name", "Name"),
        Column("price", "Price", Kind.MONEY),
    ),
    search="items",
)

CUSTOMERS = ("Almgren Bygg", "Bergström Livs", "Café Norrsken")
ITEM_ROWS = [
    (1, "A1", "Screw", Decimal("2.50")),
    (2, "A2", "Nail", Decimal("1.25")),
    (3, "B1", "Screwdriver", Decimal(89)),
]


def invoice(number: int) -> tuple[object, ...]:
    """Invoice n is of the n-th day after New Year and comes to n crowns, every tenth being a credit."""
    amount = Decimal(-number if number % 10 == 0 else number)
    status = "paid" if number % 2 == 0 else "unpaid"
    day = date(2026, 1, 1) + timedelta(days=number)
    return number, f"F{number:04}", CUSTOMERS[number % 3], day, status, amount, number % 3 == 0
