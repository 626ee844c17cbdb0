"""Who may do what to allocations."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

_READ, _POST = held(Permission.FINANCE_READ), held(Permission.FINANCE_POST)
_EDITED = "ledger.allocation_key ledger.allocation_version ledger.allocation_target ledger.allocation_rule"

TABLES: tuple[TableGrant, ...] = (
    *grant(f"{_EDITED} ledger.allocation_run ledger.allocation_run_line", "select", _READ),
    *grant(_EDITED, "insert update delete", _POST),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.allocates_in": _READ,
    "ledger.allocation_moves": _READ,
    "ledger.allocation_shares": _READ,
    "ledger.allocation_version_of": _READ,
    "ledger.allocation_weights": _READ,
    "ledger.late_costs": _READ,
    "ledger.marked_amounts": _READ,
    "ledger.moves_of_rule": _READ,
    "ledger.check_allocations": _READ,
    "ledger.allocate": _POST,
    "ledger.take_allocation_back": _POST,
}
