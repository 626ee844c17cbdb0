"""What is picked on the screens of finance: accounts, tax codes, customers and suppliers."""

from __future__ import annotations

from models.contacts.queries import CUSTOMERS, PARTIES, SUPPLIERS
from models.database.listing import Filter
from models.finance.queries import ACCOUNTS, BANK_ACCOUNTS, TAX_CODES
from views.kit.action import Row
from views.kit.form.spec import Picker


def account_text(row: Row) -> str:
    """An account as it stands in a field."""
    return f"{row['number']} {row['name']}"


def party_text(row: Row) -> str:
    """A customer or supplier as it stands in a field."""
    return f"{row['code']} {row['name']}"


def _code(row: Row) -> str:
    return str(row["code"])


def _number(row: Row) -> str:
    return str(row["number"])


def _name(row: Row) -> str:
    return str(row["name"])


_ACTIVE = (Filter("status", "=", "active"),)

ACCOUNT = Picker(ACCOUNTS, ("number", "name"), account_text, _ACTIVE)
#: The same where only the number has room.
ACCOUNT_NUMBER = Picker(ACCOUNTS, ("number", "name"), _number, _ACTIVE)
TAX_CODE = Picker(TAX_CODES, ("code", "name", "percent"), _code, _ACTIVE)
SALES_TAX_CODE = Picker(TAX_CODES, ("code", "name", "percent"), _code, (*_ACTIVE, Filter("direction", "=", "out")))
PURCHASE_TAX_CODE = Picker(TAX_CODES, ("code", "name", "percent"), _code, (*_ACTIVE, Filter("direction", "=", "in")))
PARTY = Picker(PARTIES, ("code", "name", "city"), party_text)
CUSTOMER = Picker(CUSTOMERS, ("code", "name", "city"), party_text)
SUPPLIER = Picker(SUPPLIERS, ("code", "name", "city"), party_text)
BANK_ACCOUNT = Picker(BANK_ACCOUNTS, ("name", "number"), _name, _ACTIVE)
