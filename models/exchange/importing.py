"""The register of all kinds of files that can be taken in, for screens and command line alike."""

from __future__ import annotations

from models.database.rights import Permission
from models.exchange import (
    account_import,
    bank_import,
    budget_import,
    iif_import,
    item_import,
    opening_import,
    party_import,
    rate_import,
    sie_import,
)
from models.exchange.intake import Importer
from resources.language import N_

_ALL = (
    Importer(
        "sie",
        N_("Books in SIE format"),
        (".se", ".si", ".sie"),
        Permission.FINANCE_IMPORT,
        sie_import.import_sie,
        {"series": N_("Series for vouchers that have none")},
    ),
    Importer(
        "accounts",
        N_("Chart of accounts"),
        (".csv", ".xlsx", ".xls", ".ods", ".txt", ".se", ".si", ".sie"),
        Permission.FINANCE_ACCOUNTS,
        account_import.import_accounts,
        {"map": N_("Which heading holds which column")},
    ),
    Importer(
        "opening",
        N_("Opening balances and open items"),
        (".csv", ".xlsx", ".xls", ".ods", ".txt"),
        Permission.FINANCE_POST,
        opening_import.import_opening,
        {
            "map": N_("Which heading holds which column"),
            "on": N_("Day of the balances; the first of the first fiscal year if left out"),
            "against": N_("Account that takes what does not balance"),
        },
    ),
    Importer(
        "budget",
        N_("Budget or forecast"),
        (".csv", ".xlsx", ".xls", ".ods", ".txt", ".se", ".sie"),
        Permission.FINANCE_BUDGET,
        budget_import.import_budget,
        {
            "map": N_("Which heading holds which column"),
            "year": N_("A day of the fiscal year; that of today if left out"),
            "name": N_("Short name of the draft; BUDGET if left out"),
            "kind": N_("budget or forecast"),
            "signs": N_("positive: income is a positive figure; ledger: a negative one"),
            "spread": N_("even or last_year: how sums of the year are spread"),
        },
    ),
    Importer(
        "iif",
        N_("Transactions of QuickBooks (IIF)"),
        (".iif",),
        Permission.FINANCE_IMPORT,
        iif_import.import_iif,
        {
            "series": N_("Series of the vouchers"),
            "accounts": N_("Numbers of accounts: Sales=3001; Prepaid Exp=1790"),
        },
    ),
    Importer(
        "rates",
        N_("Exchange rates of the ECB or the Riksbank"),
        (".xml", ".csv", ".zip"),
        Permission.FINANCE_ACCOUNTS,
        rate_import.import_rates,
        {
            "from": N_("First day wanted; that of the first fiscal year if left out"),
            "currencies": N_("Only these, such as EUR USD"),
        },
    ),
    Importer(
        "camt",
        N_("Bank statement in camt format"),
        (".xml",),
        Permission.FINANCE_BANK,
        bank_import.import_camt,
        {"account": N_("Number of the bank account, where the file does not tell")},
    ),
    Importer(
        "parties",
        N_("Customers and suppliers"),
        (".csv", ".xlsx", ".xls", ".ods", ".txt"),
        Permission.CONTACTS_EDIT,
        party_import.import_parties,
        {
            "map": N_("Which heading holds which column"),
            "role": N_("customer, supplier or both, where the list does not say"),
        },
    ),
    Importer(
        "items",
        N_("Items"),
        (".csv", ".xlsx", ".xls", ".ods", ".txt"),
        Permission.WAREHOUSE_ITEMS,
        item_import.import_items,
        {"map": N_("Which heading holds which column")},
    ),
)

#: By name.
IMPORTERS: dict[str, Importer] = {importer.name: importer for importer in _ALL}
