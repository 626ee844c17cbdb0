"""What is stored of the books (ledger) and of invoices and bank (finance)."""

from models.finance.tables import banking, invoicing, ledger

__all__ = ["banking", "invoicing", "ledger"]
