"""The lists of spending control: rules, where they stand, and what went past them."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

SPENDING_RULES = ListQuery(
    name="spending_rules",
    title=N_("Rules of spending"),
    view="spending_rules",
    columns=(
        Column("title", N_("Title"), width=16),
        Column("from_account", N_("From account"), width=10),
        Column("to_account", N_("To account"), width=10),
        Column("each_account", N_("Each by itself"), Kind.BOOLEAN, optional=True),
        Column("dimension_name", N_("Dimension"), width=14, optional=True),
        Column("dimension_code", N_("Value"), width=8),
        Column("span", N_("Compared"), Kind.STATUS),
        Column("act", N_("Over budget"), Kind.STATUS),
        Column("tolerance_percent", N_("Tolerance, %"), Kind.PERCENT),
        Column("tolerance_amount", N_("Tolerance"), Kind.MONEY, optional=True),
        Column("passed", N_("Times over"), Kind.INTEGER),
        Column("status", N_("Status"), Kind.STATUS),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("from_account", "id"),
)

SPENDING_EVENTS = ListQuery(
    name="spending_events",
    title=N_("Over budget"),
    view="spending_events",
    columns=(
        Column("happened_at", N_("When"), Kind.TIMESTAMP),
        Column("account", N_("Account"), width=8),
        Column("account_name", N_("Name"), width=18, optional=True, english="account_name_en"),
        Column("document", N_("Document"), width=10),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("over", N_("Over"), Kind.MONEY),
        Column("outcome", N_("Outcome"), Kind.STATUS),
        Column("made_by", N_("By"), width=14),
        Column("allowed_by", N_("Allowed by"), width=14, optional=True),
        Column("reason", N_("Reason"), width=24),
        Column("budget", N_("Budget"), Kind.MONEY, optional=True),
        Column("spent", N_("Spent"), Kind.MONEY, optional=True),
        Column("ordered", N_("On order"), Kind.MONEY, optional=True),
        Column("first_day", N_("From"), Kind.DATE, optional=True),
        Column("last_day", N_("To"), Kind.DATE, optional=True),
        Column("title", N_("Rule"), width=18, optional=True),
        Column("subject", N_("Kind"), hidden=True),
        Column("rule_id", N_("Rule"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher"), Kind.INTEGER, hidden=True),
        Column("subject_id", N_("Document"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("id",),
    descending=True,
)

QUERIES: tuple[ListQuery, ...] = (SPENDING_RULES, SPENDING_EVENTS)
