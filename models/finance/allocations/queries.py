"""The lists of keys, of rules, and of what was booked by them."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

ALLOCATION_KEYS = ListQuery(
    name="allocation_keys",
    title=N_("Allocation keys"),
    view="allocation_keys",
    columns=(
        Column("code", N_("Code"), width=10),
        Column("title", N_("Name"), width=26),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("dimension_name", N_("Spreads over"), width=14),
        Column("valid_from", N_("Valid from"), Kind.DATE),
        Column("rules", N_("Rules"), Kind.INTEGER, width=7),
        Column("booked_until", N_("Booked until"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
        Column("dimension", N_("Dimension number"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("code", "id"),
)

ALLOCATION_RULES = ListQuery(
    name="allocation_rules",
    title=N_("Allocation rules"),
    view="allocation_rules",
    columns=(
        Column("position", N_("Step"), Kind.INTEGER, width=9),
        Column("title", N_("Name"), width=22),
        Column("accounts", N_("Accounts"), width=11),
        Column("source", N_("Only"), width=20),
        Column("key_code", N_("Allocation key"), width=10),
        Column("booked_until", N_("Booked until"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
        Column("credit_account", N_("Taken off"), width=8, optional=True),
        Column("target_account", N_("Put on"), width=8, optional=True),
        Column("starts_on", N_("From"), Kind.DATE, optional=True),
        Column("ends_on", N_("To"), Kind.DATE, optional=True),
        Column("key_id", N_("Allocation key's key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("position", "id"),
)

ALLOCATION_RUNS = ListQuery(
    name="allocation_runs",
    title=N_("Booked allocations"),
    view="allocation_runs",
    columns=(
        Column("period", N_("Month"), width=9),
        Column("rule", N_("Rule"), width=24),
        Column("key_code", N_("Allocation key"), width=10),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("parts", N_("Parts"), Kind.INTEGER, width=7),
        Column("voucher", N_("Voucher"), width=8),
        Column("status", N_("Status"), Kind.STATUS),
        Column("reversed_by", N_("Reversed by"), width=8),
        Column("made_by", N_("Posted by"), width=18, optional=True),
        Column("made_at", N_("Posted at"), Kind.TIMESTAMP, optional=True),
        Column("month", N_("First day"), Kind.DATE, hidden=True),
        Column("rule_id", N_("Rule key"), Kind.INTEGER, hidden=True),
        Column("key_id", N_("Allocation key's key"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("month", "id"),
    descending=True,
)

QUERIES: tuple[ListQuery, ...] = (ALLOCATION_KEYS, ALLOCATION_RULES, ALLOCATION_RUNS)
