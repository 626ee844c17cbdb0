"""Who may do what to built reports, snapshots and packs."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import ADMINISTRATOR, EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant("finance.built_report", "select insert update delete", held(Permission.REPORTS_BUILD)),
    *grant("finance.report_snapshot audit.program_version", "select", EVERYBODY),
    *grant("finance.report_pack finance.pack_run", "select", held(Permission.FINANCE_READ)),
    *grant("finance.report_pack", "insert update delete", held(Permission.REPORTS_PACKS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "finance.freeze_report": EVERYBODY,
    "finance.snapshot_digest": EVERYBODY,
    "finance.snapshot_is_whole": EVERYBODY,
    "finance.fixed_data_changes": held(Permission.FINANCE_READ) | ADMINISTRATOR,
    "finance.begin_pack_run": held(Permission.REPORTS_PACKS),
    "finance.end_pack_run": held(Permission.REPORTS_PACKS),
}
