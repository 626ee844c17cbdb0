"""The lists of dimensions, their values and rules, and of voucher templates."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

DIMENSIONS = ListQuery(
    name="dimensions",
    title=N_("Dimensions"),
    view="dimensions",
    columns=(
        Column("number", N_("Number"), Kind.INTEGER, width=8),
        Column("name", N_("Name"), width=36),
        Column("values", N_("Values"), Kind.INTEGER, width=10),
        Column("rules", N_("Rules"), Kind.INTEGER, width=10),
        Column("status", N_("Status"), Kind.STATUS),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
    ),
    order=("number",),
    key="number",
)

_VALUE_COLUMNS = (
    Column("code", N_("Code"), width=10),
    Column("name", N_("Name"), width=36),
    Column("valid_from", N_("Valid from"), Kind.DATE),
    Column("valid_to", N_("Valid to"), Kind.DATE),
    Column("status", N_("Status"), Kind.STATUS),
    Column("dimension", N_("Dimension number"), Kind.INTEGER, hidden=True),
    Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
    Column("id", N_("Key"), Kind.INTEGER, hidden=True),
)

DIMENSION_VALUES = ListQuery(
    name="dimension_values",
    title=N_("Dimension values"),
    view="dimension_values",
    columns=(Column("dimension_name", N_("Dimension"), width=18), *_VALUE_COLUMNS),
    order=("dimension", "code", "id"),
)

#: The same, picked by the code within one dimension.
CODES = ListQuery(
    name="dimension_codes",
    title=N_("Dimension values"),
    view="dimension_values",
    columns=_VALUE_COLUMNS,
    order=("code",),
    key="code",
)

DIMENSION_RULES = ListQuery(
    name="dimension_rules",
    title=N_("Rules of dimensions"),
    view="dimension_rules",
    columns=(
        Column("dimension_name", N_("Dimension"), width=18),
        Column("from_account", N_("From account"), width=12),
        Column("to_account", N_("To account"), width=12),
        Column("requirement", N_("Requirement"), Kind.STATUS),
        Column("default_code", N_("Default value"), width=14),
        Column("valid_from", N_("Valid from"), Kind.DATE),
        Column("valid_to", N_("Valid to"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
        Column("dimension", N_("Dimension number"), Kind.INTEGER, hidden=True),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("dimension", "from_account", "id"),
)

VOUCHER_TEMPLATES = ListQuery(
    name="voucher_templates",
    title=N_("Voucher templates"),
    view="voucher_templates",
    columns=(
        Column("name", N_("Name"), width=30),
        Column("text", N_("Text"), width=40),
        Column("accounts", N_("Accounts"), width=30),
        Column("series", N_("Series"), width=8),
        Column("status", N_("Status"), Kind.STATUS),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("name", "id"),
)

QUERIES: tuple[ListQuery, ...] = (DIMENSIONS, DIMENSION_VALUES, DIMENSION_RULES, VOUCHER_TEMPLATES)
