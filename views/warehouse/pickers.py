"""What is picked on the screens of the warehouse: items, places, suppliers and purchase orders."""

from __future__ import annotations

from models.contacts.queries import SUPPLIERS
from models.database.listing import Filter
from models.warehouse.queries import ITEMS, PLACES, PURCHASE_ORDERS, SITES, UNITS
from views.kit.action import Row
from views.kit.form.spec import Picker


def _code(row: Row) -> str:
    return str(row["code"])


def _code_and_name(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _order(row: Row) -> str:
    return f"{row['number']} {row['party_name']}"


_ACTIVE = Filter("status", "=", "active")

ITEM = Picker(ITEMS, ("code", "name"), _code, (_ACTIVE,))
#: What can lie on a place.
GOODS = Picker(ITEMS, ("code", "name", "barcode"), _code, (_ACTIVE, Filter("kind", "=", "goods")))
PLACE = Picker(PLACES, ("code", "name", "site_code"), _code, (_ACTIVE,))
SITE = Picker(SITES, ("code", "name"), _code_and_name)
UNIT = Picker(UNITS, ("code", "name"), _code)
SUPPLIER = Picker(SUPPLIERS, ("code", "name", "city"), _code_and_name)
ORDER_TO_RECEIVE = Picker(
    PURCHASE_ORDERS, ("number", "party_name", "expected_on"), _order, (Filter("status", "=", "ordered"),)
)
