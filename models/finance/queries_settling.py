"""The lists of accounts kept as open items: their items, and the acts that settled some."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

ACCOUNT_ITEMS = ListQuery(
    name="account_items",
    title=N_("Settle open items"),
    view="account_items",
    columns=(
        Column("voucher", N_("Voucher"), width=9),
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("text", N_("Text"), width=44),
        Column("party_name", N_("Party"), width=18),
        Column("debit", N_("Debit"), Kind.MONEY),
        Column("credit", N_("Credit"), Kind.MONEY),
        Column("currency", N_("Currency"), width=8),
        Column("days", N_("Days"), Kind.INTEGER, width=6),
        Column("account", N_("Account"), width=8),
        Column("account_name", N_("Account name"), width=24, optional=True, english="account_name_en"),
        Column("due_on", N_("Due"), Kind.DATE, optional=True),
        Column("document_number", N_("Invoice"), width=10, optional=True),
        Column("reference", N_("Reference"), width=14, optional=True),
        Column("status", N_("Status"), Kind.STATUS, optional=True),
        Column("remaining", N_("Remaining as booked"), Kind.MONEY, optional=True),
        Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("document_kind", N_("Document"), hidden=True),
        Column("document_id", N_("Document key"), Kind.INTEGER, hidden=True),
        Column("line_id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "line_id"),
    key="line_id",
    search="search.account_items",
)

SETTLINGS = ListQuery(
    name="settlings",
    title=N_("Settlements"),
    view="settlings",
    columns=(
        Column("settled_on", N_("Day"), Kind.DATE),
        Column("account", N_("Account"), width=8),
        Column("party_name", N_("Party"), width=24),
        Column("items", N_("Settled items"), Kind.INTEGER, width=9),
        Column("amount_currency", N_("Amount"), Kind.MONEY),
        Column("currency", N_("Currency"), width=8),
        Column("status", N_("Status"), Kind.STATUS),
        Column("settled_by", N_("By"), width=18),
        Column("undone_reason", N_("Taken back because"), width=24),
        Column("voucher", N_("Difference"), width=9, optional=True),
        Column("amount", N_("Amount as booked"), Kind.MONEY, optional=True),
        Column("account_name", N_("Account name"), width=24, optional=True, english="account_name_en"),
        Column("settled_at", N_("Settled at"), Kind.TIMESTAMP, optional=True),
        Column("undone_at", N_("Taken back at"), Kind.TIMESTAMP, optional=True),
        Column("undone_by", N_("Taken back by"), width=18, optional=True),
        Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("id",),
    descending=True,
)

QUERIES: tuple[ListQuery, ...] = (ACCOUNT_ITEMS, SETTLINGS)
