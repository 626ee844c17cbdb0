"""The lists of groups of companies."""

from __future__ import annotations

from dataclasses import replace

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

_KEYS = (
    Column("row_version", N_("Version"), Kind.INTEGER, hidden=True),
    Column("id", N_("Key"), Kind.INTEGER, hidden=True),
)

GROUP_CANDIDATES = ListQuery(
    name="group_candidates",
    title=N_("Companies"),
    view="group_candidates",
    columns=(
        Column("name", N_("Name"), width=32),
        Column("org_number", N_("Organisation number"), width=16),
        Column("currency", N_("Currency"), width=8),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("name", "id"),
)

#: All companies of the user, the open one as well.
OWN_COMPANIES = replace(GROUP_CANDIDATES, name="own_companies", view="own_companies", by_company=False)

SISTER_INVOICES = ListQuery(
    name="sister_invoices",
    title=N_("Invoices from sister companies"),
    view="sister_invoices",
    columns=(
        Column("invoice_date", N_("Date"), Kind.DATE),
        Column("sister", N_("Company"), width=28),
        Column("number", N_("Its number"), width=10),
        Column("due_on", N_("Due"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS, width=12),
        Column("total", N_("Total"), Kind.MONEY, width=14),
        Column("currency", N_("Currency"), width=8),
        Column("reference", N_("OCR reference"), width=16),
        Column("kind", N_("Kind"), Kind.STATUS, optional=True),
        Column("invoice_id", N_("Invoice key"), Kind.INTEGER, hidden=True),
        Column("sister_id", N_("Company"), Kind.INTEGER, hidden=True),
        Column("sister_invoice_id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("invoice_date", "sister_invoice_id"),
    key="sister_invoice_id",
    descending=True,
)

INTERCOMPANY_LINES = ListQuery(
    name="intercompany_lines",
    title=N_("Lines between companies"),
    view="intercompany_lines",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("account", N_("Account"), width=8),
        Column("text", N_("Text"), width=36),
        Column("sister", N_("Company"), width=28),
        Column("amount_currency", N_("In the currency"), Kind.MONEY, width=14),
        Column("currency", N_("Currency"), width=8),
        Column("amount", N_("Amount"), Kind.MONEY, width=14),
        Column("relation", N_("Relation"), hidden=True),
        Column("sister_id", N_("Company"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "id"),
    descending=True,
)

INTERCOMPANY_RESULTS = ListQuery(
    name="intercompany_results",
    title=N_("Sales between companies"),
    view="intercompany_results",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("account", N_("Account"), width=8),
        Column("text", N_("Text"), width=36),
        Column("sister", N_("Company"), width=28),
        Column("amount", N_("Amount"), Kind.MONEY, width=14),
        Column("sister_id", N_("Company"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "id"),
    descending=True,
)

GROUP_MEMBERS = ListQuery(
    name="group_members",
    title=N_("Group companies"),
    view="group_members",
    columns=(
        Column("name", N_("Name"), width=32),
        Column("currency", N_("Currency"), width=8),
        Column("share", N_("Share"), Kind.PERCENT, width=10),
        Column("from_date", N_("From"), Kind.DATE),
        Column("to_date", N_("To"), Kind.DATE),
        Column("member_id", N_("Company"), Kind.INTEGER, hidden=True),
        *_KEYS,
    ),
    order=("name", "id"),
)

#: The same, picked by the company that a row is about.
MEMBER_COMPANIES = replace(GROUP_MEMBERS, name="group_companies", order=("name", "member_id"), key="member_id")

GROUP_ACCOUNTS = ListQuery(
    name="group_accounts",
    title=N_("Group accounts"),
    view="group_accounts",
    columns=(
        Column("member", N_("Company"), width=24),
        Column("account", N_("Account"), width=8),
        Column("account_name", N_("Name"), width=24, english="account_name_en"),
        Column("group_account", N_("In the group"), width=10),
        Column("group_account_name", N_("Name in the group"), width=24, english="group_account_name_en"),
        Column("historical_rate", N_("Historical rate"), Kind.QUANTITY, width=12),
        Column("member_id", N_("Company"), Kind.INTEGER, hidden=True),
        *_KEYS,
    ),
    order=("member", "account", "id"),
)

GROUP_ADJUSTMENTS = ListQuery(
    name="group_adjustments",
    title=N_("Eliminations"),
    view="group_adjustments",
    columns=(
        Column("name", N_("Name"), width=32),
        Column("on_date", N_("Date"), Kind.DATE),
        Column("debit_account", N_("Debit"), width=8),
        Column("credit_account", N_("Credit"), width=8),
        Column("amount", N_("Amount"), Kind.MONEY, width=14),
        Column("proposed", N_("Found by itself"), Kind.BOOLEAN, width=10),
        *_KEYS,
    ),
    order=("on_date", "id"),
)

INTERCOMPANY_VOUCHERS = ListQuery(
    name="intercompany_vouchers",
    title=N_("Between companies"),
    view="intercompany_vouchers",
    columns=(
        Column("entry_date", N_("Date"), Kind.DATE),
        Column("voucher", N_("Voucher"), width=10),
        Column("text", N_("Text"), width=36),
        Column("sister", N_("Company"), width=28),
        Column("sister_voucher", N_("Its voucher"), width=10),
        Column("sister_id", N_("Company"), Kind.INTEGER, hidden=True),
        Column("sister_entry_id", N_("Its key"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("entry_date", "entry_id"),
    key="entry_id",
    descending=True,
)

QUERIES = (
    INTERCOMPANY_VOUCHERS,
    GROUP_MEMBERS,
    GROUP_ACCOUNTS,
    GROUP_ADJUSTMENTS,
    GROUP_CANDIDATES,
    MEMBER_COMPANIES,
    OWN_COMPANIES,
    SISTER_INVOICES,
    INTERCOMPANY_LINES,
    INTERCOMPANY_RESULTS,
)
