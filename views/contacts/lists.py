"""The lists of customers, suppliers and people."""

from __future__ import annotations

from models.contacts.queries import CUSTOMERS, PERSONS, SUPPLIERS
from models.database.listing import Filter
from models.database.rights import Permission
from resources.language import N_
from views.kit.action import Action
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

SUBJECT = "contacts.party"


_EDIT = Permission.CONTACTS_EDIT
_PARTY = "contacts.party"
NEW_CUSTOMER = new_action("contacts.customer.new", N_("New customer"), begins(_PARTY, role="customer"), _EDIT)
NEW_SUPPLIER = new_action("contacts.supplier.new", N_("New supplier"), begins(_PARTY, role="supplier"), _EDIT)
NEW_PERSON = new_action("contacts.person.new", N_("New person"), begins(_PARTY, role="person"), _EDIT)
IMPORT = Action("contacts.import", N_("Import"), begins("exchange.import", kind="parties"), _EDIT, icon="import")

_ACTIVE = QuickFilter.of_status("active", N_("Active"))

CUSTOMER_LIST = ListSpec(
    CUSTOMERS,
    actions=(IMPORT, NEW_CUSTOMER),
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
    actions=(IMPORT, NEW_SUPPLIER),
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
