"""What the columns of records are called and how their values read, for whoever shows changes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from models.company.queries import CHANGES, USERS
from models.company.trail import FieldChange
from models.contacts.queries import CUSTOMERS, PARTIES, SUPPLIERS
from models.database.listing import Kind
from models.finance.queries import ACCOUNTS, CUSTOMER_INVOICES, SUPPLIER_INVOICES, TAX_CODES
from models.sales.queries import DELIVERIES, QUOTES, SALES_ORDERS
from models.service.queries import TICKETS
from models.warehouse.queries import ITEMS, PURCHASE_ORDERS
from resources.language import N_, _
from views.kit.format import format_value
from views.kit.status import STATUS_WORDS

#: Fields are called what the lists call them.
_LISTS = (
    CHANGES,
    USERS,
    TAX_CODES,
    TICKETS,
    DELIVERIES,
    PURCHASE_ORDERS,
    ITEMS,
    SUPPLIER_INVOICES,
    CUSTOMER_INVOICES,
    ACCOUNTS,
    QUOTES,
    SALES_ORDERS,
    SUPPLIERS,
    CUSTOMERS,
    PARTIES,
)
#: Those that no list shows.
_OTHERS = {
    "active": N_("In use"),
    "approved_at": N_("Approved"),
    "approved_by": N_("Approved by"),
    "assignee_id": N_("Assigned to"),
    "balance": N_("Balance"),
    "bankgiro": N_("Bankgiro"),
    "credit_hold": N_("On hold"),
    "delivered_on": N_("Delivered"),
    "delivery_address": N_("Delivery address"),
    "delivery_name": N_("Delivery name"),
    "due_at": N_("Due"),
    "evidence": N_("Evidence"),
    "expected_on": N_("Expected"),
    "is_customer": N_("Customer"),
    "is_supplier": N_("Supplier"),
    "item_id": N_("Item"),
    "net": N_("Net"),
    "note": N_("Note"),
    "order_id": N_("Order"),
    "organisation_id": N_("Organisation"),
    "our_reference": N_("Our reference"),
    "owner_id": N_("Owner"),
    "party_address": N_("Address"),
    "party_id": N_("Party"),
    "party_name": N_("Party"),
    "party_vat_number": N_("VAT number"),
    "payable_account": N_("Payable account"),
    "place_id": N_("Place"),
    "planned_on": N_("Planned"),
    "prepared_at": N_("Reconciled"),
    "prepared_by": N_("Reconciled by"),
    "rate": N_("Exchange rate"),
    "receivable_account": N_("Receivable account"),
    "reviewed_at": N_("Reviewed"),
    "reviewed_by": N_("Reviewed by"),
    "reviewer_id": N_("Reviewer"),
    "signed_at": N_("Signed"),
    "signed_by": N_("Signed by"),
    "solved_at": N_("Solved"),
    "street2": N_("Street, second line"),
    "supply_date": N_("Day of supply"),
    "tax": N_("Tax"),
    "text": N_("Text"),
    "their_reference": N_("Their reference"),
    "total": N_("Total"),
    "valid_until": N_("Valid until"),
}
_LABELS = {**{column.name: column.label for query in _LISTS for column in query.columns}, **_OTHERS}
_WORDS = frozenset({"status", "kind", "priority"})
_READ: Mapping[Kind, Callable[[str], object]] = {
    Kind.MONEY: Decimal,
    Kind.QUANTITY: Decimal,
    Kind.PERCENT: Decimal,
    Kind.DATE: date.fromisoformat,
    Kind.TIMESTAMP: datetime.fromisoformat,
    Kind.BOOLEAN: "true".__eq__,
}


def label_of(name: str) -> str:
    """What people call a column, translated."""
    label = _LABELS.get(name)
    return _(label) if label else name.replace("_", " ").capitalize()


def shown_values(field: FieldChange, language: str) -> tuple[str, str]:
    """Before and after as lists show such fields; empty where there was nothing."""
    return _shown(field, field.old, language), _shown(field, field.new, language)


def _shown(field: FieldChange, text: str | None, language: str) -> str:
    """What the database wrote, as a value of its kind reads."""
    if not text:
        return ""
    if field.name in _WORDS and text in STATUS_WORDS:
        return format_value(text, Kind.STATUS, language)
    value = _READ[field.kind](text) if field.kind in _READ else text
    return format_value(value, field.kind, language)
