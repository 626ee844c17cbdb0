"""The lists of customers, suppliers and people."""

from __future__ import annotations

from models.contacts.queries import CUSTOMERS, PERSONS, SUPPLIERS
from models.database.listing import Filter
from models.database.rights import Permission
from resources.language import N_
from views.kit.action import Action, ActionContext, Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter

SUBJECT = "contacts.party"


def _open_customer(row: Row) -> Link:
    return Link("contacts.customer", row["id"])


def _open_supplier(row: Row) -> Link:
    return Link("contacts.supplier", row["id"])


def _open_person(row: Row) -> Link:
    return Link("contacts.party", row["id"])


def _new_customer(context: ActionContext) -> None:
    context.host.open(Link("contacts.party", arguments={"role": "customer"}))


def _new_supplier(context: ActionContext) -> None:
    context.host.open(Link("contacts.party", arguments={"role": "supplier"}))


def _new_person(context: ActionContext) -> None:
    context.host.open(Link("contacts.party", arguments={"role": "person"}))


def _import(context: ActionContext) -> None:
    context.host.open(Link("exchange.import", arguments={"kind": "parties"}))


_EDIT = Permission.CONTACTS_EDIT
NEW_CUSTOMER = Action("contacts.customer.new", N_("New customer"), _new_customer, _EDIT, "Ctrl+N", "add", primary=True)
NEW_SUPPLIER = Action("contacts.supplier.new", N_("New supplier"), _new_supplier, _EDIT, "Ctrl+N", "add", primary=True)
NEW_PERSON = Action("contacts.person.new", N_("New person"), _new_person, _EDIT, "Ctrl+N", "add", primary=True)
IMPORT = Action("contacts.import", N_("Import"), _import, _EDIT, icon="import")

_ACTIVE = QuickFilter("active", N_("Active"), (Filter("status", "=", "active"),))

CUSTOMER_LIST = ListSpec(
    CUSTOMERS,
    actions=(IMPORT, NEW_CUSTOMER),
    opens=_open_customer,
    empty_title=N_("No customers yet"),
    empty_hint=N_("Make the first one, or take them over from a spreadsheet."),
    empty_action=NEW_CUSTOMER,
    quick_filters=(_ACTIVE, QuickFilter("hold", N_("On hold"), (Filter("credit_hold", "=", True),))),
    subjects=(SUBJECT, "contacts.party_terms"),
    sums=(),
)
SUPPLIER_LIST = ListSpec(
    SUPPLIERS,
    actions=(IMPORT, NEW_SUPPLIER),
    opens=_open_supplier,
    empty_title=N_("No suppliers yet"),
    empty_hint=N_("Make the first one, or take them over from a spreadsheet."),
    empty_action=NEW_SUPPLIER,
    quick_filters=(_ACTIVE,),
    subjects=(SUBJECT, "contacts.party_terms"),
)
PERSON_LIST = ListSpec(
    PERSONS,
    actions=(NEW_PERSON,),
    opens=_open_person,
    empty_title=N_("No people yet"),
    empty_hint=N_("People are contacts of the kind person, most of them at an organisation."),
    empty_action=NEW_PERSON,
    subjects=(SUBJECT,),
)
