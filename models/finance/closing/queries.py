"""The lists of closing: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

CLOSE_TEMPLATE = ListQuery(
    name="close_template",
    title=N_("Tasks of the close"),
    view="close_template",
    columns=(
        Column("position", N_("Sequence"), Kind.INTEGER),
        Column("name", N_("Task"), width=36),
        Column("area", N_("Area"), Kind.STATUS, width=18),
        Column("owner_role", N_("Role"), Kind.STATUS, width=22),
        Column("owner", N_("Owner"), width=16, optional=True),
        Column("reviewed", N_("Reviewed"), Kind.BOOLEAN),
        Column("reviewer", N_("Reviewer"), width=16, optional=True),
        Column("due_day", N_("Working day"), Kind.INTEGER),
        Column("needs_evidence", N_("Evidence"), Kind.BOOLEAN),
        Column("after", N_("After"), width=30, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
        Column("code", N_("Code"), width=14, optional=True),
        Column("name_en", N_("English name"), hidden=True),
        Column("check_code", N_("Check"), hidden=True),
        Column("page", N_("Page"), hidden=True),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("position", "id"),
)
PERIOD_EVENTS = ListQuery(
    name="period_events",
    title=N_("Events of periods"),
    view="period_events",
    columns=(
        Column("happened_at", N_("When"), Kind.TIMESTAMP),
        Column("starts_on", N_("From"), Kind.DATE),
        Column("ends_on", N_("To"), Kind.DATE),
        Column("event", N_("What"), Kind.STATUS),
        Column("area", N_("Area"), width=16),
        Column("user_name", N_("By"), width=20),
        Column("reason", N_("Reason"), width=40),
        Column("working_days", N_("Working days to close"), Kind.INTEGER, optional=True),
        Column("digest", N_("Digest"), width=64, hidden=True),
        Column("period_id", N_("Period"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("id",),
    descending=True,
)
UNBILLED_RECEIPTS = ListQuery(
    name="unbilled_receipts",
    title=N_("Receipts without bill"),
    view="unbilled_receipts",
    columns=(
        Column("received_on", N_("Received"), Kind.DATE),
        Column("order_number", N_("Purchase order"), width=12),
        Column("party_code", N_("Supplier"), width=10),
        Column("party_name", N_("Name"), width=36),
        Column("value", N_("Value"), Kind.MONEY),
        Column("days", N_("Days"), Kind.INTEGER),
        Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
        Column("purchase_order_id", N_("Order key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("received_on", "id"),
)

QUERIES: tuple[ListQuery, ...] = (CLOSE_TEMPLATE, PERIOD_EVENTS, UNBILLED_RECEIPTS)
