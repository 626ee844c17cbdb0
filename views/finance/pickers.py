"""What is picked on the screens of finance: accounts, tax codes, customers and suppliers."""

from __future__ import annotations

from dataclasses import replace

from models.contacts.parties import PartyDraft, SavedParty, save_party
from models.contacts.queries import CUSTOMERS, PARTIES, SUPPLIERS
from models.database.listing import Filter, ListQuery
from models.database.rights import Permission
from models.finance.queries import ACCOUNTS, BANK_ACCOUNTS, TAX_CODES
from models.finance.queries_dimensions import DIMENSION_VALUES, DIMENSIONS
from resources.language import N_
from views.kit.action import Row
from views.kit.form.spec import Create, Picker


def account_text(row: Row) -> str:
    """An account, or a dimension, as it stands in a field."""
    return f"{row['number']} {row['name']}"


def party_text(row: Row) -> str:
    """A customer or supplier as it stands in a field."""
    return f"{row['code']} {row['name']}"


def _code(row: Row) -> str:
    return str(row["code"])


def _number(row: Row) -> str:
    return str(row["number"])


def _value(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _name(row: Row) -> str:
    return str(row["name"])


def _key(saved: SavedParty) -> object:
    return saved.id


def _party(query: ListQuery, title: str, card: PartyDraft) -> Picker:
    """A party of a list; one who is not there is made from its name and what `card` says."""
    create = Create(title, Permission.CONTACTS_EDIT, save_party, lambda text: {"draft": replace(card, name=text)}, _key)
    return Picker(query, ("code", "name", "city"), party_text, create=create)


_ACTIVE = (Filter("status", "=", "active"),)

ACCOUNT = Picker(ACCOUNTS, ("number", "name"), account_text, _ACTIVE)
#: The same where only the number has room.
ACCOUNT_NUMBER = Picker(ACCOUNTS, ("number", "name"), _number, _ACTIVE)
TAX_CODE = Picker(TAX_CODES, ("code", "name", "percent"), _code, _ACTIVE)
SALES_TAX_CODE = Picker(TAX_CODES, ("code", "name", "percent"), _code, (*_ACTIVE, Filter("direction", "=", "out")))
PURCHASE_TAX_CODE = Picker(TAX_CODES, ("code", "name", "percent"), _code, (*_ACTIVE, Filter("direction", "=", "in")))
PARTY = Picker(PARTIES, ("code", "name", "city"), party_text)
CUSTOMER = _party(CUSTOMERS, N_("New customer “{text}”"), PartyDraft(is_customer=True))
SUPPLIER = _party(SUPPLIERS, N_("New supplier “{text}”"), PartyDraft(is_supplier=True))
DIMENSION = Picker(DIMENSIONS, ("number", "name"), account_text, _ACTIVE)
DIMENSION_VALUE = Picker(DIMENSION_VALUES, ("dimension_name", "code", "name"), _value)
BANK_ACCOUNT = Picker(BANK_ACCOUNTS, ("name", "number"), _name, _ACTIVE)
