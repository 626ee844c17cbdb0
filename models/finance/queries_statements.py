"""The journal and the list of vouchers as the law asks for them: in the order of registration, and by series."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

JOURNAL = ListQuery(
    name="journal_lines",
    title=N_("Journal"),
    view="journal",
    columns=(
        Column("registered_on", N_("Registered"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("text", N_("Text"), width=36),
        Column("account", N_("Account"), width=8),
        Column("account_name", N_("Account name"), width=26, english="account_name_en"),
        Column("debit", N_("Debit"), Kind.MONEY),
        Column("credit", N_("Credit"), Kind.MONEY),
        Column("registered_by", N_("Registered by"), width=18, optional=True),
        Column("series", N_("Series"), hidden=True),
        Column("number", N_("Number"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_id", "id"),
)

VOUCHERS_BY_SERIES = ListQuery(
    name="vouchers_by_series",
    title=N_("Vouchers by series"),
    view="vouchers",
    columns=(
        Column("series", N_("Series"), width=8),
        Column("voucher", N_("Voucher"), width=10),
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("text", N_("Text"), width=40),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("status", N_("Status"), Kind.STATUS),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("posted_at", N_("Registered"), Kind.TIMESTAMP),
        Column("posted_by_name", N_("Registered by"), width=20, optional=True),
        Column("number", N_("Number"), Kind.INTEGER, hidden=True),
        Column("fiscal_year_id", N_("Fiscal year"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("series", "fiscal_year_id", "number", "id"),
    search="search.vouchers",
)

QUERIES: tuple[ListQuery, ...] = (JOURNAL, VOUCHERS_BY_SERIES)
