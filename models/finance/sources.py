"""What reports of finance can be built of, and what its figures are."""

from __future__ import annotations

from models.database.building import Ratio, Source
from models.database.listing import Column, Kind, ListQuery
from models.database.rights import Permission
from models.finance.definitions import (
    INVOICE_FIGURES,
    INVOICED_LINE_FIGURES,
    LEDGER_LINE_FIGURES,
    OPEN_ITEM_FIGURES,
)
from models.finance.queries import (
    BANK_TRANSACTIONS,
    CUSTOMER_INVOICES,
    PAYABLES,
    RECEIVABLES,
    SUPPLIER_INVOICES,
    VOUCHERS,
)
from resources.language import N_

_INVOICE = ("finance.invoice", "id")

INVOICED_LINES = ListQuery(
    name="invoiced_lines",
    title=N_("Invoiced lines with margin"),
    view="invoiced_lines",
    columns=(
        Column("invoice_date", N_("Date"), Kind.DATE),
        Column("number", N_("Invoice"), width=10),
        Column("customer_group", N_("Customer group"), width=16),
        Column("party_name", N_("Customer"), width=28),
        Column("item_code", N_("Item"), width=12),
        Column("item_name", N_("Item name"), width=28),
        Column("quantity", N_("Quantity"), Kind.QUANTITY),
        Column("net", N_("Net"), Kind.MONEY),
        Column("cost", N_("Cost of goods"), Kind.MONEY),
        Column("margin", N_("Margin"), Kind.MONEY),
        Column("costed", N_("Cost is known"), Kind.BOOLEAN, optional=True),
        Column("kind", N_("Kind"), Kind.STATUS, optional=True),
        Column("account", N_("Account"), width=8, optional=True),
        Column("account_name", N_("Account name"), width=24, optional=True, english="account_name_en"),
        Column("our_reference", N_("Our reference"), width=20, optional=True),
        Column("party_code", N_("Customer number"), width=10, optional=True),
        Column("city", N_("Town"), width=16, optional=True),
        Column("country", N_("Country"), width=8, optional=True),
        Column("tax_code", N_("Tax code"), width=10, optional=True),
        Column("unit", N_("Unit"), width=6, optional=True),
        Column("party_id", N_("Customer key"), Kind.INTEGER, hidden=True),
        Column("item_id", N_("Item key"), Kind.INTEGER, hidden=True),
        Column("invoice_id", N_("Invoice key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("invoice_date", "id"),
    descending=True,
)

LEDGER_FIGURES = ListQuery(
    name="ledger_figures",
    title=N_("Lines of the ledger"),
    view="ledger_figures",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("account", N_("Account"), width=8),
        Column("account_name", N_("Account name"), width=28, english="account_name_en"),
        Column("account_kind", N_("Kind of account"), Kind.STATUS, optional=True),
        Column("account_group", N_("Account group"), width=8, optional=True),
        Column("text", N_("Text"), width=36, keys="search.lines_saying"),
        Column("debit", N_("Debit"), Kind.MONEY),
        Column("credit", N_("Credit"), Kind.MONEY),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("party_name", N_("Party"), width=28, optional=True),
        Column("tax_code", N_("Tax code"), width=10, optional=True),
        Column("kind", N_("Kind"), Kind.STATUS, optional=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "id"),
    descending=True,
)

SOURCES: tuple[Source, ...] = (
    Source(
        INVOICED_LINES,
        Permission.REPORTS_MARGIN,
        day="invoice_date",
        opens=("finance.invoice", "invoice_id"),
        ratios=(Ratio("margin_percent", N_("Margin %"), "margin", "net"),),
        figures=INVOICED_LINE_FIGURES,
    ),
    Source(
        LEDGER_FIGURES,
        Permission.FINANCE_READ,
        day="entry_date",
        opens=("finance.voucher", "entry_id"),
        figures=LEDGER_LINE_FIGURES,
    ),
    Source(VOUCHERS, Permission.FINANCE_READ, day="entry_date", opens=("finance.voucher", "id")),
    Source(
        CUSTOMER_INVOICES, Permission.FINANCE_INVOICE_READ, day="invoice_date", opens=_INVOICE, figures=INVOICE_FIGURES
    ),
    Source(
        SUPPLIER_INVOICES, Permission.FINANCE_INVOICE_READ, day="invoice_date", opens=_INVOICE, figures=INVOICE_FIGURES
    ),
    Source(RECEIVABLES, Permission.FINANCE_READ, day="due_on", figures=OPEN_ITEM_FIGURES),
    Source(PAYABLES, Permission.FINANCE_READ, day="due_on", figures=OPEN_ITEM_FIGURES),
    Source(BANK_TRANSACTIONS, Permission.FINANCE_READ, day="booked_on", opens=("finance.bank_transaction", "id")),
)
