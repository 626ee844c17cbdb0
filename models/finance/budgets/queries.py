"""The list of budgets and forecasts."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

BUDGETS = ListQuery(
    name="budgets",
    title=N_("Budgets"),
    view="budgets",
    columns=(
        Column("code", N_("Name"), width=12),
        Column("version", N_("Version"), Kind.INTEGER, width=7),
        Column("title", N_("Title"), width=22),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("year_from", N_("Year from"), Kind.DATE),
        Column("year_to", N_("Year to"), Kind.DATE, optional=True),
        Column("income", N_("Income"), Kind.MONEY),
        Column("costs", N_("Costs"), Kind.MONEY),
        Column("result", N_("Result"), Kind.MONEY),
        Column("status", N_("Status"), Kind.STATUS),
        Column("approved_at", N_("Approved"), Kind.TIMESTAMP, optional=True),
        Column("approved_by", N_("Approved by"), width=16, optional=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("year_from", "id"),
    descending=True,
)

QUERIES: tuple[ListQuery, ...] = (BUDGETS,)
