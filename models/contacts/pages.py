"""Everything on one page about a customer or a supplier, as far as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.contacts.parties import PartyDraft, TermsDraft, load_party, load_terms
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who works there."""

    id: int
    name: str
    title: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class CustomerFigures:
    """Amounts in company currency; None: the reader may not see it (credit_room also: there is no limit)."""

    balance: Decimal | None = None  # open receivables
    overdue: Decimal | None = None
    not_invoiced: Decimal | None = None  # of confirmed and delivered orders, with tax
    credit_room: Decimal | None = None  # limit less balance and not_invoiced
    sales_12_months: Decimal | None = None  # invoiced net
    open_orders: int | None = None
    open_tickets: int | None = None


@dataclass(frozen=True, slots=True)
class SupplierFigures:
    """Amounts in company currency, debts positive; None: the reader may not see it."""

    balance: Decimal | None = None
    overdue: Decimal | None = None
    purchases_12_months: Decimal | None = None
    open_purchase_orders: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A customer's card, terms, figures and people."""

    party: PartyDraft
    terms: TermsDraft
    figures: CustomerFigures
    persons: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """A supplier's card, terms, figures and people."""

    party: PartyDraft
    terms: TermsDraft
    figures: SupplierFigures
    persons: tuple[PersonLine, ...]


#: What each figure is, as its query below finds it.
CUSTOMER_FIGURES = {
    "balance": N_("What is left to pay of posted invoices and credit notes, in the currency of the company."),
    "overdue": N_("What is left to pay of posted invoices that fell due before today."),
    "not_invoiced": N_("What is not invoiced yet of confirmed and delivered orders, with tax."),
    "credit_room": N_("The credit limit, less what is owed and what is ordered and not invoiced."),
    "sales_12_months": N_("Posted invoices of the last 12 months less credit notes, without tax."),
    "open_orders": N_("The number of confirmed orders that are not wholly delivered."),
    "open_tickets": N_("The number of tickets that are new, open or waiting."),
}
SUPPLIER_FIGURES = {
    "balance": N_("What we have left to pay of posted invoices and credit notes, in the currency of the company."),
    "overdue": N_("What we have left to pay of posted invoices that fell due before today."),
    "purchases_12_months": N_("Posted supplier invoices of the last 12 months less credit notes, without tax."),
    "open_purchase_orders": N_("The number of purchase orders that are ordered and not yet wholly received."),
}

_OWED = """
    SELECT coalesce(sum(i.remaining), 0) AS balance,
           coalesce(sum(i.remaining) FILTER (WHERE i.due_on < company.today(:company)), 0) AS overdue
      FROM ledger.account a
      JOIN ledger.open_item i ON i.company_id = a.company_id AND i.account = a.number AND i.remaining <> 0
     WHERE a.company_id = :company AND a.role = :role AND i.party_id = :party
"""
_INVOICED = """
    SELECT coalesce(sum(round(CASE WHEN i.kind LIKE '%credit' THEN -i.net ELSE i.net END * i.rate, 2)), 0)
      FROM finance.invoice i
     WHERE i.company_id = :company AND i.party_id = :party AND i.posted_at IS NOT NULL AND i.kind LIKE :side
       AND i.invoice_date > company.today(:company) - interval '12 months'
"""
_ORDERS = """
    SELECT coalesce(sum(o.not_invoiced), 0) AS not_invoiced,
           count(*) FILTER (WHERE o.status = 'confirmed') AS open_orders
      FROM reporting.orders_not_invoiced o WHERE o.company_id = :company AND o.party_id = :party
"""
_TICKETS = """
    SELECT count(*) FROM service.ticket t
     WHERE t.company_id = :company AND t.party_id = :party AND t.status IN ('new', 'open', 'waiting')
"""
_PURCHASES = """
    SELECT count(*) FROM warehouse.purchase_order o
     WHERE o.company_id = :company AND o.party_id = :party AND o.status = 'ordered'
"""
_PERSONS = """
    SELECT id, name, title, email, phone FROM contacts.party
     WHERE organisation_id = :party AND active ORDER BY sort_key, id LIMIT 200
"""


@operation(needs=Permission.CONTACTS_READ)
def customer_page(work: Work, *, party_id: int) -> CustomerPage:
    """All about a customer; Invalid where there is no party with this key."""
    terms = load_terms(work, party_id=party_id)
    return CustomerPage(
        party=load_party(work, party_id=party_id),
        terms=terms,
        figures=_customer_figures(work, terms),
        persons=_persons(work, party_id),
    )


@operation(needs=Permission.CONTACTS_READ)
def supplier_page(work: Work, *, party_id: int) -> SupplierPage:
    """All about a supplier; Invalid where there is no party with this key."""
    return SupplierPage(
        party=load_party(work, party_id=party_id),
        terms=load_terms(work, party_id=party_id),
        figures=_supplier_figures(work, party_id),
        persons=_persons(work, party_id),
    )


def _customer_figures(work: Work, terms: TermsDraft) -> CustomerFigures:
    party = terms.party_id
    balance, overdue = _owed(work, party, "receivable", sign=1)
    waiting = work.row(_ORDERS, party=party) if _may(work, Permission.SALES_READ) else None
    room = None
    if terms.credit_limit is not None and balance is not None and waiting is not None:
        room = terms.credit_limit - balance - waiting.not_invoiced
    return CustomerFigures(
        balance=balance,
        overdue=overdue,
        not_invoiced=waiting.not_invoiced if waiting else None,
        credit_room=room,
        sales_12_months=_invoiced(work, party, "customer%"),
        open_orders=waiting.open_orders if waiting else None,
        open_tickets=work.value(_TICKETS, party=party) if _may(work, Permission.SERVICE_READ) else None,
    )


def _supplier_figures(work: Work, party: int) -> SupplierFigures:
    balance, overdue = _owed(work, party, "payable", sign=-1)
    return SupplierFigures(
        balance=balance,
        overdue=overdue,
        purchases_12_months=_invoiced(work, party, "supplier%"),
        open_purchase_orders=work.value(_PURCHASES, party=party) if _may(work, Permission.PURCHASING_READ) else None,
    )


def _may(work: Work, permission: Permission) -> bool:
    return permission in work.identity.permissions


def _owed(work: Work, party: int, role: str, *, sign: int) -> tuple[Decimal | None, Decimal | None]:
    if not _may(work, Permission.FINANCE_INVOICE_READ):
        return None, None
    row = work.rows(_OWED, party=party, role=role)[0]
    return sign * row.balance, sign * row.overdue


def _invoiced(work: Work, party: int, side: str) -> Decimal | None:
    if not _may(work, Permission.FINANCE_INVOICE_READ):
        return None
    net: Decimal = work.value(_INVOICED, party=party, side=side)
    return net


def _persons(work: Work, party: int) -> tuple[PersonLine, ...]:
    return read_records(work, PersonLine, _PERSONS, party=party)
