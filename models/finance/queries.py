"""The lists of finance: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from models.finance import queries_dimensions, queries_settling, queries_statements
from models.finance.allocations import queries as queries_allocations
from models.finance.assets import queries as queries_assets
from models.finance.books import queries as queries_books
from models.finance.budgets import queries as queries_budgets
from models.finance.closing import queries as queries_closing
from models.finance.groups import queries as queries_groups
from models.finance.schedules import queries as queries_schedules
from models.finance.spending import queries as queries_spending
from resources.language import N_

ACCOUNTS = ListQuery(
    name="accounts",
    title=N_("Accounts"),
    view="accounts",
    columns=(
        Column("number", N_("Account"), width=8),
        Column("name", N_("Name"), width=40, english="name_en"),
        Column("class", N_("Class"), width=7),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("role", N_("Role"), Kind.STATUS),
        Column("tax_code", N_("Tax code"), width=10),
        Column("open_items", N_("Open items"), Kind.BOOLEAN),
        Column("status", N_("Status"), Kind.STATUS),
        Column("name_en", N_("English name"), width=34, optional=True),
        Column("sru", N_("SRU codes"), width=12, optional=True),
        Column("open_items_from", N_("Open items from"), Kind.DATE, optional=True),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
    ),
    order=("number",),
    key="number",
)

FISCAL_YEARS = ListQuery(
    name="fiscal_years",
    title=N_("Fiscal years"),
    view="fiscal_years",
    columns=(
        Column("starts_on", N_("From"), Kind.DATE),
        Column("ends_on", N_("To"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("starts_on", "id"),
    descending=True,
)

PERIODS = ListQuery(
    name="periods",
    title=N_("Periods"),
    view="periods",
    columns=(
        Column("starts_on", N_("From"), Kind.DATE),
        Column("ends_on", N_("To"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS, width=9),
        Column("receivables", N_("Receivables"), Kind.STATUS, width=9),
        Column("payables", N_("Payables"), Kind.STATUS, width=9),
        Column("stock", N_("Stock"), Kind.STATUS, width=9),
        Column("payroll", N_("Payroll"), Kind.STATUS, width=9),
        Column("general", N_("Vouchers"), Kind.STATUS, width=9),
        Column("tasks", N_("Tasks"), Kind.INTEGER),
        Column("done", N_("Done"), Kind.INTEGER),
        Column("working_days", N_("Days to close"), Kind.INTEGER, optional=True),
        Column("closed_at", N_("Closed"), Kind.TIMESTAMP, optional=True),
        Column("closed_by", N_("Closed by"), width=20, optional=True),
        Column("kind", N_("Kind"), Kind.STATUS, optional=True),
        Column("locked_areas", N_("Locked areas"), hidden=True),
        Column("fiscal_year_id", N_("Fiscal year"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("starts_on", "id"),
    descending=True,
)

TAX_CODES = ListQuery(
    name="tax_codes",
    title=N_("Tax codes"),
    view="tax_codes",
    columns=(
        Column("code", N_("Code"), width=10),
        Column("name", N_("Name"), width=40),
        Column("direction", N_("Direction"), Kind.STATUS),
        Column("percent", N_("Percent"), Kind.PERCENT),
        Column("account", N_("Account"), width=8),
        Column("base_box", N_("Box of the base"), width=8, optional=True),
        Column("tax_box", N_("Box of the tax"), width=8, optional=True),
        Column("reverse_account", N_("Account of the buyer's tax"), width=8, optional=True),
        Column("reverse_box", N_("Box of the buyer's tax"), width=8, optional=True),
        Column("deductible", N_("Deductible"), Kind.PERCENT, optional=True),
        Column("country", N_("Country"), width=6, optional=True),
        Column("valid_from", N_("Valid from"), Kind.DATE, optional=True),
        Column("valid_to", N_("Valid to"), Kind.DATE, optional=True),
        Column("invoice_text", N_("Text on invoices"), width=40, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
    ),
    order=("code",),
    key="code",
)

VOUCHERS = ListQuery(
    name="vouchers",
    title=N_("Vouchers"),
    view="vouchers",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("text", N_("Text"), width=50),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("status", N_("Status"), Kind.STATUS),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("posted_at", N_("Registered"), Kind.TIMESTAMP),
        Column("posted_by_name", N_("Registered by"), width=20, optional=True),
        Column("series", N_("Series"), hidden=True),
        Column("number", N_("Number"), Kind.INTEGER, hidden=True),
        Column("source_kind", N_("Source"), hidden=True),
        Column("source_id", N_("Source key"), Kind.INTEGER, hidden=True),
        Column("fiscal_year_id", N_("Fiscal year"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "id"),
    descending=True,
    search="search.vouchers",
)

LEDGER_LINES = ListQuery(
    name="ledger_lines",
    title=N_("Ledger lines"),
    view="ledger_lines",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("account", N_("Account"), width=8),
        Column("account_name", N_("Account name"), width=30, english="account_name_en"),
        Column("text", N_("Text"), width=40),
        Column("debit", N_("Debit"), Kind.MONEY),
        Column("credit", N_("Credit"), Kind.MONEY),
        Column("party_name", N_("Party"), width=30, optional=True),
        Column("tax_code", N_("Tax code"), width=10, optional=True),
        Column("currency", N_("Currency"), width=8, optional=True),
        Column("amount_currency", N_("Amount in currency"), Kind.MONEY, optional=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("document_kind", N_("Document"), hidden=True),
        Column("document_id", N_("Document key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    descending=True,
)

_INVOICE_COLUMNS = (
    Column("invoice_date", N_("Date"), Kind.DATE),
    Column("due_on", N_("Due"), Kind.DATE),
    Column("status", N_("Status"), Kind.STATUS),
    Column("total", N_("Total"), Kind.MONEY),
    Column("remaining", N_("Left to pay"), Kind.MONEY),
    Column("currency", N_("Currency"), width=8, optional=True),
    Column("net", N_("Net"), Kind.MONEY, optional=True),
    Column("tax", N_("Tax"), Kind.MONEY, optional=True),
    Column("reference", N_("Reference"), width=16, optional=True),
    Column("their_reference", N_("Their reference"), width=20, optional=True),
    Column("kind", N_("Kind"), hidden=True),
    Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
    Column("order_id", N_("Order key"), Kind.INTEGER, hidden=True),
    Column("credits_id", N_("Credited invoice"), Kind.INTEGER, hidden=True),
    Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
    Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
    Column("id", N_("Key"), Kind.INTEGER, hidden=True),
)

CUSTOMER_INVOICES = ListQuery(
    name="customer_invoices",
    title=N_("Customer invoices"),
    view="customer_invoices",
    columns=(
        Column("number", N_("Number"), width=10),
        Column("party_name", N_("Customer"), width=30),
        *_INVOICE_COLUMNS,
    ),
    order=("invoice_date", "id"),
    descending=True,
    search="search.customer_invoices",
)

SUPPLIER_INVOICES = ListQuery(
    name="supplier_invoices",
    title=N_("Supplier invoices"),
    view="supplier_invoices",
    columns=(
        Column("number", N_("Number"), width=10),
        Column("supplier_number", N_("Supplier's number"), width=16),
        Column("party_name", N_("Supplier"), width=30),
        *_INVOICE_COLUMNS,
    ),
    order=("invoice_date", "id"),
    descending=True,
    search="search.supplier_invoices",
)

_ITEM_COLUMNS = (
    Column("document_number", N_("Invoice"), width=10),
    Column("entry_date", N_("Date"), Kind.DATE),
    Column("due_on", N_("Due"), Kind.DATE),
    Column("days_overdue", N_("Days overdue"), Kind.INTEGER),
    Column("status", N_("Status"), Kind.STATUS, width=12),
    Column("remaining", N_("Remaining"), Kind.MONEY),
    Column("amount", N_("Amount"), Kind.MONEY),
    Column("currency", N_("Currency"), width=8),
    Column("account", N_("Account"), width=8, optional=True),
    Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
    Column("document_kind", N_("Document"), hidden=True),
    Column("document_id", N_("Document key"), Kind.INTEGER, hidden=True),
    Column("line_id", N_("Key"), Kind.INTEGER, hidden=True),
)

OPEN_ITEMS = ListQuery(
    name="open_items",
    title=N_("Open items"),
    view="open_items",
    columns=(Column("party_name", N_("Party"), width=30), *_ITEM_COLUMNS),
    order=("due_on", "line_id"),
    key="line_id",
    search="search.open_items",
)

RECEIVABLES = ListQuery(
    name="receivables",
    title=N_("Receivables"),
    view="receivables",
    columns=(Column("party_name", N_("Customer"), width=30), *_ITEM_COLUMNS),
    order=("due_on", "line_id"),
    key="line_id",
    search="search.open_items",
)

PAYABLES = ListQuery(
    name="payables",
    title=N_("Payables"),
    view="payables",
    columns=(Column("party_name", N_("Supplier"), width=30), *_ITEM_COLUMNS),
    order=("due_on", "line_id"),
    key="line_id",
    search="search.open_items",
)

BANK_ACCOUNTS = ListQuery(
    name="bank_accounts",
    title=N_("Bank accounts"),
    view="bank_accounts",
    columns=(
        Column("name", N_("Name"), width=24),
        Column("iban", N_("IBAN"), width=28),
        Column("number", N_("Account number"), width=16),
        Column("bankgiro", N_("Bankgiro"), width=12),
        Column("currency", N_("Currency"), width=8),
        Column("account", N_("Account"), width=8),
        Column("balance", N_("Balance"), Kind.MONEY),
        Column("unmatched", N_("Not matched"), Kind.INTEGER),
        Column("status", N_("Status"), Kind.STATUS),
        Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
)

BANK_TRANSACTIONS = ListQuery(
    name="bank_transactions",
    title=N_("Bank transactions"),
    view="bank_transactions",
    columns=(
        Column("booked_on", N_("Date"), Kind.DATE),
        Column("counterparty", N_("Counterparty"), width=30),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("reference", N_("Reference"), width=16),
        Column("text", N_("Text"), width=26),
        Column("status", N_("Status"), Kind.STATUS),
        Column("voucher", N_("Voucher"), width=10),
        Column("bank_account", N_("Bank account"), width=20, optional=True),
        Column("currency", N_("Currency"), width=8, optional=True),
        Column("bank_account_id", N_("Bank account key"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("booked_on", "id"),
    descending=True,
    search="search.bank_transactions",
)

QUERIES: tuple[ListQuery, ...] = (
    ACCOUNTS,
    FISCAL_YEARS,
    PERIODS,
    TAX_CODES,
    VOUCHERS,
    LEDGER_LINES,
    CUSTOMER_INVOICES,
    SUPPLIER_INVOICES,
    OPEN_ITEMS,
    RECEIVABLES,
    PAYABLES,
    BANK_ACCOUNTS,
    BANK_TRANSACTIONS,
    *queries_dimensions.QUERIES,
    *queries_statements.QUERIES,
    *queries_assets.QUERIES,
    *queries_budgets.QUERIES,
    *queries_spending.QUERIES,
    *queries_groups.QUERIES,
    *queries_books.QUERIES,
    *queries_closing.QUERIES,
    *queries_schedules.QUERIES,
    *queries_settling.QUERIES,
    *queries_allocations.QUERIES,
)

VAT_LINES = ListQuery(
    name="vat_lines",
    title=N_("VAT specification"),
    view="vat_specification",
    columns=(
        Column("due_on", N_("VAT date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("text", N_("Text"), width=40),
        Column("account", N_("Account"), width=8),
        Column("tax_code", N_("Tax code"), width=10),
        Column("box", N_("Box"), width=6),
        Column("amount", N_("Amount"), Kind.MONEY),
        Column("entry_date", N_("Date"), Kind.DATE, optional=True),
        Column("country", N_("Country"), width=6, optional=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("due_on", "id"),
    by_days=True,
)
