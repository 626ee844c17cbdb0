"""The lists of reports: built ones, those kept as they were, and what packs were made."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

_KEY = Column("id", N_("Key"), Kind.INTEGER, hidden=True)

BUILT_REPORTS = ListQuery(
    name="built_reports",
    title=N_("Built reports"),
    view="built_reports",
    columns=(
        Column("name", N_("Name"), width=30),
        Column("description", N_("What it is for"), width=50),
        Column("owner_name", N_("Built by"), width=20),
        Column("status", N_("Seen by others"), Kind.STATUS, width=12),
        Column("changed_at", N_("Changed"), Kind.TIMESTAMP),
        Column("source", N_("Source"), hidden=True),
        _KEY,
    ),
    order=("name", "id"),
)

SNAPSHOTS = ListQuery(
    name="report_snapshots",
    title=N_("Kept reports"),
    view="report_snapshots",
    columns=(
        Column("title", N_("Report"), width=36),
        Column("kind", N_("Kind"), Kind.STATUS, width=16),
        Column("from_date", N_("From"), width=11),
        Column("to_date", N_("To"), width=11),
        Column("made_at", N_("Kept"), Kind.TIMESTAMP),
        Column("made_by_name", N_("By"), width=20),
        Column("sha256", N_("SHA-256"), width=20, optional=True),
        _KEY,
    ),
    order=("made_at", "id"),
    descending=True,
)

PACKS = ListQuery(
    name="report_packs",
    title=N_("Packs of reports"),
    view="report_packs",
    columns=(
        Column("name", N_("Name"), width=30),
        Column("reports", N_("Reports"), Kind.INTEGER),
        Column("span", N_("Period"), Kind.STATUS, width=14),
        Column("format", N_("Format"), width=8),
        Column("goes_to", N_("Goes to"), width=40),
        Column("status", N_("Status"), Kind.STATUS),
        Column("last_made", N_("Made until"), Kind.DATE),
        Column("last_state", N_("Last run"), Kind.STATUS),
        _KEY,
    ),
    order=("name", "id"),
)

PACK_RUNS = ListQuery(
    name="pack_runs",
    title=N_("Runs of packs"),
    view="pack_runs",
    columns=(
        Column("pack_name", N_("Pack"), width=26),
        Column("from_date", N_("From"), Kind.DATE),
        Column("to_date", N_("To"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
        Column("made_at", N_("Made"), Kind.TIMESTAMP),
        Column("made_by_name", N_("By"), width=18),
        Column("reason", N_("What went wrong"), width=40),
        Column("pack_id", N_("Pack key"), Kind.INTEGER, hidden=True),
        _KEY,
    ),
    order=("made_at", "id"),
    descending=True,
)

#: BFL 5:11 and BFNAR 2013:2 9.16: each processed post with when, by whom, by which program and from where.
PROCESSING_HISTORY = ListQuery(
    name="processing_history",
    title=N_("Processing history"),
    view="processing_history",
    columns=(
        Column("posted_at", N_("Registered"), Kind.TIMESTAMP),
        Column("voucher", N_("Voucher"), width=9),
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("text", N_("Text"), width=26),
        Column("posted_by_name", N_("By"), width=15),
        Column("source", N_("From"), Kind.STATUS, width=20),
        Column("program", N_("Program"), width=8),
        Column("reverses", N_("Reverses"), width=8, optional=True),
        Column("corrects", N_("Corrects"), width=8, optional=True),
        Column("registered_on", N_("Registered earlier"), Kind.DATE, optional=True),
        Column("signature", N_("Signature"), width=10, optional=True),
        Column("rules", N_("Rules"), width=12, optional=True),
        Column("seal", N_("Seal"), width=16, optional=True),
        Column("kind", N_("Kind"), Kind.STATUS, hidden=True),
        Column("fiscal_year_id", N_("Fiscal year"), Kind.INTEGER, hidden=True),
        _KEY,
    ),
    order=("id",),
    descending=True,
    search="search.vouchers",
)

FIXED_DATA_CHANGES = ListQuery(
    name="fixed_data_changes",
    title=N_("Changes of fixed data"),
    view="fixed_data_changes",
    columns=(
        Column("at", N_("Time"), Kind.TIMESTAMP, width=16),
        Column("user_name", N_("Who"), width=14),
        Column("action", N_("What was done"), Kind.STATUS, width=11),
        Column("subject", N_("With what"), Kind.STATUS, width=16),
        Column("record", N_("Which"), width=18),
        Column("fields", N_("Before → after"), width=44),
        Column("client", N_("Program"), width=16, hidden=True),
        _KEY,
    ),
    order=("id",),
    descending=True,
)
