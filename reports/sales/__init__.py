"""Documents of sales: quotes and order confirmations."""
