"""What is picked on the screens of sales."""

from __future__ import annotations

from models.database.listing import Filter
from models.warehouse.queries import ITEMS
from views.kit.action import Row
from views.kit.form.spec import Picker


def _code(row: Row) -> str:
    return str(row["code"])


def _code_and_name(row: Row) -> str:
    return f"{row['code']} {row['name']}"


_ACTIVE = (Filter("status", "=", "active"),)

#: On a line, where the description has a column of its own.
ITEM = Picker(ITEMS, ("code", "name", "sales_price"), _code, _ACTIVE)
NAMED_ITEM = Picker(ITEMS, ("code", "name"), _code_and_name, _ACTIVE)
