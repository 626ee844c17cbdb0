"""The list of the further accounting books of a company."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

ACCOUNTING_BOOKS = ListQuery(
    name="accounting_books",
    title=N_("Accounting books"),
    view="accounting_books",
    columns=(
        Column("code", N_("Book"), width=14),
        Column("name", N_("Name"), width=40),
        Column("currency", N_("Currency"), width=8),
        Column("last_entry", N_("Last voucher"), Kind.DATE),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("code", "id"),
)

QUERIES = (ACCOUNTING_BOOKS,)
