"""The lists of entries that come by themselves."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

RECURRING = ListQuery(
    name="recurring",
    title=N_("Recurring vouchers"),
    view="recurring",
    columns=(
        Column("name", N_("Name"), width=26),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("every", N_("Every"), Kind.INTEGER, width=7),
        Column("unit", N_("Unit"), Kind.STATUS),
        Column("starts_on", N_("From"), Kind.DATE),
        Column("ends_on", N_("To"), Kind.DATE),
        Column("last_on", N_("Last posted"), Kind.DATE),
        Column("reverses", N_("Taken back"), Kind.BOOLEAN, optional=True),
        Column("voucher", N_("Model"), width=8),
        Column("status", N_("Status"), Kind.STATUS),
        Column("text", N_("Text"), width=30, optional=True),
        Column("model_id", N_("Model key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("name", "id"),
)

DEFERRALS = ListQuery(
    name="deferrals",
    title=N_("Spread amounts"),
    view="deferrals",
    columns=(
        Column("text", N_("Text"), width=22),
        Column("voucher", N_("Voucher"), width=8),
        Column("cost_account", N_("Account"), width=8),
        Column("deferral_account", N_("Waits on"), width=8),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("posted", N_("Posted"), Kind.MONEY),
        Column("remaining", N_("Left"), Kind.MONEY),
        Column("first_on", N_("From"), Kind.DATE),
        Column("last_on", N_("To"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("id",),
    descending=True,
)

QUERIES: tuple[ListQuery, ...] = (RECURRING, DEFERRALS)
