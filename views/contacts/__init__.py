"""Customers, suppliers and people."""

from __future__ import annotations

from models.contacts.queries import CUSTOMERS, SUPPLIERS
from models.database.rights import Permission
from resources.language import N_
from views.contacts.delivery_address import DeliveryAddressPage
from views.contacts.lists import CUSTOMER_LIST, PERSON_LIST, SUPPLIER_LIST
from views.contacts.party_form import PartyPage, TermsPage
from views.contacts.party_pages import CustomerView, SupplierView
from views.kit.action import Row
from views.kit.host import Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab

_READ = Permission.CONTACTS_READ

PAGES: tuple[PageSpec, ...] = (
    list_screen("contacts.customers", CUSTOMER_LIST, tab=Tab.SALES, permission=_READ, icon="customer"),
    list_screen("contacts.suppliers", SUPPLIER_LIST, tab=Tab.WAREHOUSE, permission=_READ, icon="supplier"),
    list_screen("contacts.persons", PERSON_LIST, tab=Tab.SALES, permission=_READ, icon="user"),
    PageSpec("contacts.customer", N_("Customer"), CustomerView, Tab.SALES, _READ, "customer"),
    PageSpec("contacts.supplier", N_("Supplier"), SupplierView, Tab.WAREHOUSE, _READ, "supplier"),
    PageSpec(
        "contacts.party",
        N_("Contact"),
        PartyPage,
        Tab.SALES,
        _READ,
        "customer",
        new=N_("Customer"),
        new_permission=Permission.CONTACTS_EDIT,
    ),
    PageSpec(
        "contacts.delivery_address",
        N_("Delivery address"),
        DeliveryAddressPage,
        Tab.SALES,
        Permission.CONTACTS_EDIT,
        "delivery",
    ),
    PageSpec("contacts.terms", N_("Terms"), TermsPage, Tab.SALES, Permission.CONTACTS_TERMS, "settings"),
)


def _text(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _customer(row: Row) -> Link:
    return Link("contacts.customer", row["id"])


def _supplier(row: Row) -> Link:
    return Link("contacts.supplier", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(CUSTOMERS, _text, _customer, N_("Customer"), _READ, "customer"),
    RecordSearch(SUPPLIERS, _text, _supplier, N_("Supplier"), _READ, "supplier"),
)
