"""Who may do what to fixed assets."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

_READ, _POST = held(Permission.FINANCE_READ), held(Permission.FINANCE_POST)

TABLES: tuple[TableGrant, ...] = (
    *grant("finance.asset_group finance.asset finance.asset_event", "select", _READ),
    *grant("finance.asset_group", "insert update", held(Permission.FINANCE_ACCOUNTS)),
    # What an asset cost, and what became of it, is written by the doors.
    *grant(
        "finance.asset",
        "update",
        _POST,
        "number company_id group_id acquired_on depreciates_from source_line_id taken_over_to disposed_on",
    ),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "finance.add_assets": _POST,
    "finance.depreciate": _POST,
    "finance.revalue_asset": _POST,
    "finance.dispose_asset": _POST,
    "finance.undo_asset_entry": _POST,
    "finance.month_depreciation": _READ,
    "finance.months_between": _READ,
    "finance.asset_values": _READ,
    "finance.depreciation_due": _READ,
    "finance.asset_accounts": _READ,
    "finance.check_depreciation": _READ,
    "reporting.asset_note": _READ,
    "reporting.tax_depreciation": _READ,
    "search.assets": _READ,
}
