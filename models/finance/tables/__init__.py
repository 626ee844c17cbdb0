"""What is stored of the books (ledger) and of invoices, bank and tax (finance)."""

from models.finance.tables import banking, invoicing, ledger, tax, year_ends

__all__ = ["banking", "invoicing", "ledger", "tax", "year_ends"]
