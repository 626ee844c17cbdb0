"""The screens of invoices: to customers and from suppliers, what is open, and how old it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from models.finance.queries import CUSTOMER_INVOICES, SUPPLIER_INVOICES
from resources.language import N_
from views.finance.invoices.lists import CUSTOMER_INVOICE_LIST, SUPPLIER_INVOICE_LIST, open_invoice
from views.finance.invoices.open_items import PAYABLE_LIST, RECEIVABLE_LIST, item_filters
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _EDIT = Tab.FINANCE, Permission.FINANCE_INVOICE_READ, Permission.FINANCE_INVOICE_EDIT


def _invoice(host: Host, link: Link) -> Page:
    from views.finance.invoices.invoice import InvoicePage

    return InvoicePage(host, link)


def _customer_invoice(host: Host, link: Link) -> Page:
    from views.finance.invoices.invoice import InvoicePage

    return InvoicePage(host, link, "customer_invoice")


def _supplier_invoice(host: Host, link: Link) -> Page:
    from views.finance.invoices.invoice import InvoicePage

    return InvoicePage(host, link, "supplier_invoice")


def _aged_receivables(host: Host, link: Link) -> Page:
    from views.finance.invoices.aged import AgedReceivablesPage

    return AgedReceivablesPage(host, link)


def _aged_payables(host: Host, link: Link) -> Page:
    from views.finance.invoices.aged import AgedPayablesPage

    return AgedPayablesPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen("finance.customer_invoices", CUSTOMER_INVOICE_LIST, tab=_TAB, permission=_READ, icon="invoice"),
    list_screen("finance.supplier_invoices", SUPPLIER_INVOICE_LIST, tab=_TAB, permission=_READ, icon="invoice"),
    PageSpec("finance.invoice", N_("Invoice"), _invoice, _TAB, _READ, "invoice"),
    PageSpec(
        "finance.customer_invoice",
        N_("Customer invoice"),
        _customer_invoice,
        _TAB,
        _READ,
        "invoice",
        new=N_("Customer invoice"),
        new_permission=_EDIT,
    ),
    PageSpec(
        "finance.supplier_invoice",
        N_("Supplier invoice"),
        _supplier_invoice,
        _TAB,
        _READ,
        "invoice",
        new=N_("Supplier invoice"),
        new_permission=_EDIT,
    ),
    list_screen(
        "finance.receivables",
        RECEIVABLE_LIST,
        tab=_TAB,
        permission=Permission.FINANCE_READ,
        icon="payment",
        filters=item_filters,
    ),
    list_screen(
        "finance.payables",
        PAYABLE_LIST,
        tab=_TAB,
        permission=Permission.FINANCE_READ,
        icon="payment",
        filters=item_filters,
    ),
    PageSpec(
        "finance.aged_receivables",
        N_("Aged receivables"),
        _aged_receivables,
        _TAB,
        Permission.FINANCE_READ,
        "report",
        in_navigation=True,
    ),
    PageSpec(
        "finance.aged_payables",
        N_("Aged payables"),
        _aged_payables,
        _TAB,
        Permission.FINANCE_READ,
        "report",
        in_navigation=True,
    ),
)


def _text(row: Row) -> str:
    return f"{row['number'] or '–'} {row['party_name']}"


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(CUSTOMER_INVOICES, _text, open_invoice, N_("Customer invoice"), _READ, "invoice"),
    RecordSearch(SUPPLIER_INVOICES, _text, open_invoice, N_("Supplier invoice"), _READ, "invoice"),
)
