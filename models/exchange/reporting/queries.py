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
