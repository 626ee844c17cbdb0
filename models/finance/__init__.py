"""Accounts, ledger, tax, invoices, bank and financial reports."""
