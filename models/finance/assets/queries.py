"""The lists of fixed assets: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

ASSETS = ListQuery(
    name="assets",
    title=N_("Fixed assets"),
    view="assets",
    columns=(
        Column("number", N_("Number"), width=8),
        Column("name", N_("Name"), width=34),
        Column("group_name", N_("Asset group"), width=20, optional=True),
        Column("acquired_on", N_("Acquired"), Kind.DATE),
        Column("cost", N_("Acquired for"), Kind.MONEY),
        Column("depreciation", N_("Depreciated"), Kind.MONEY),
        Column("book", N_("Book value"), Kind.MONEY),
        Column("status", N_("Status"), Kind.STATUS),
        Column("place", N_("Place"), width=16, optional=True),
        Column("serial_number", N_("Serial number"), width=16, optional=True),
        Column("dimensions", N_("Dimensions"), width=12, optional=True),
        Column("parent_number", N_("Component of"), width=10, optional=True),
        Column("disposed_on", N_("Disposed of"), Kind.DATE, optional=True),
        Column("cost_account", N_("Account"), width=8, optional=True),
        Column("group_code", N_("Group code"), hidden=True),
        Column("group_id", N_("Group key"), Kind.INTEGER, hidden=True),
        Column("parent_id", N_("Key of the whole"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("number", "id"),
    search="search.assets",
)

ASSET_GROUPS = ListQuery(
    name="asset_groups",
    title=N_("Asset groups"),
    view="asset_groups",
    columns=(
        Column("code", N_("Code"), width=10),
        Column("name", N_("Name"), width=34),
        Column("cost_account", N_("Acquisitions"), width=10),
        Column("accumulated_account", N_("Accumulated"), width=10, optional=True),
        Column("expense_account", N_("Expense"), width=10, optional=True),
        Column("method", N_("Method"), Kind.STATUS),
        Column("life_months", N_("Months"), Kind.INTEGER),
        Column("rate", N_("Percent a year"), Kind.PERCENT),
        Column("status", N_("Status"), Kind.STATUS),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("code", "id"),
)

ASSET_EVENTS = ListQuery(
    name="asset_events",
    title=N_("Asset history"),
    view="asset_events",
    columns=(
        Column("event_date", N_("Date"), Kind.DATE),
        Column("number", N_("Number"), width=8),
        Column("name", N_("Name"), width=30),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("cost", N_("Acquisition value"), Kind.MONEY),
        Column("depreciation", N_("Depreciation"), Kind.MONEY),
        Column("write_down", N_("Write-down"), Kind.MONEY, optional=True),
        Column("voucher", N_("Voucher"), width=10),
        Column("text", N_("Text"), width=30, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
        Column("month", N_("Month"), Kind.DATE, optional=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("asset_id", N_("Asset key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    descending=True,
)

DEPRECIATION_RUNS = ListQuery(
    name="depreciation_runs",
    title=N_("Depreciation"),
    view="depreciation_runs",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("assets", N_("Assets"), Kind.INTEGER),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("status", N_("Status"), Kind.STATUS),
        Column("month", N_("Month"), Kind.DATE, hidden=True),
        Column("id", N_("Voucher key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "id"),
    descending=True,
)

QUERIES: tuple[ListQuery, ...] = (ASSETS, ASSET_GROUPS, ASSET_EVENTS, DEPRECIATION_RUNS)
