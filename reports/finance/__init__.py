"""Documents of finance: invoices, vouchers, statements and the reports of the books."""
