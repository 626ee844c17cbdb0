"""The lists of customers, suppliers and people."""

from __future__ import annotations

from models.contacts.parties import change_terms
from models.contacts.queries import CUSTOMERS, PERSONS, SUPPLIERS
from models.database.listing import Filter, Kind
from models.database.rights import Permission
from resources.language import N_
from views.kit.action import Action
from views.kit.form.spec import Field, FieldKind
from views.kit.list.bulk import BulkEdit, BulkField
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

SUBJECT = "contacts.party"


_EDIT = Permission.CONTACTS_EDIT
_PARTY = "contacts.party"
NEW_CUSTOMER = new_action("contacts.customer.new", N_("New customer"), begins(_PARTY, role="customer"), _EDIT)
NEW_SUPPLIER = new_action("contacts.supplier.new", N_("New supplier"), begins(_PARTY, role="supplier"), _EDIT)
NEW_PERSON = new_action("contacts.person.new", N_("New person"), begins(_PARTY, role="person"), _EDIT)
IMPORT = Action("contacts.import", N_("Import"), begins("exchange.import", kind="parties"), _EDIT, icon="import")

_ACTIVE = QuickFilter.of_status("active", N_("Active"))

_DAYS = BulkField(Field("payment_days", N_("Payment days"), FieldKind.INTEGER, required=True), Kind.INTEGER)
_LIMIT = BulkField(Field("credit_limit", N_("Credit limit"), FieldKind.MONEY), Kind.MONEY)
_PRICE_LIST = BulkField(Field("price_list", N_("Price list")))
_HOLD = BulkField(Field("credit_hold", N_("On hold"), FieldKind.BOOLEAN), Kind.BOOLEAN)


def _changes(*fields: BulkField) -> BulkEdit:
    return BulkEdit(fields, change_terms, lambda row: f"{row['code']} {row['name']}", Permission.CONTACTS_TERMS)


CUSTOMER_LIST = ListSpec(
    CUSTOMERS,
    actions=(_changes(_DAYS, _LIMIT, _PRICE_LIST, _HOLD).action("contacts.customer.change"), IMPORT, NEW_CUSTOMER),
    opens=opens("contacts.customer"),
    empty_title=N_("No customers yet"),
    empty_hint=N_("Make the first one, or take them over from a spreadsheet."),
    empty_action=NEW_CUSTOMER,
    quick_filters=(_ACTIVE, QuickFilter("hold", N_("On hold"), (Filter("credit_hold", "=", True),))),
    subjects=(SUBJECT, "contacts.party_terms"),
    sums=(),
)
SUPPLIER_LIST = ListSpec(
    SUPPLIERS,
    actions=(_changes(_DAYS).action("contacts.supplier.change"), IMPORT, NEW_SUPPLIER),
    opens=opens("contacts.supplier"),
    empty_title=N_("No suppliers yet"),
    empty_hint=N_("Make the first one, or take them over from a spreadsheet."),
    empty_action=NEW_SUPPLIER,
    quick_filters=(_ACTIVE,),
    subjects=(SUBJECT, "contacts.party_terms"),
)
PERSON_LIST = ListSpec(
    PERSONS,
    actions=(NEW_PERSON,),
    opens=opens("contacts.party"),
    empty_title=N_("No people yet"),
    empty_hint=N_("People are contacts of the kind person, most of them at an organisation."),
    empty_action=NEW_PERSON,
    subjects=(SUBJECT,),
)
