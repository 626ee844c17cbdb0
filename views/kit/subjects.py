"""What a change is told of, schema.table, in the words of people; for the trail of changes."""

from __future__ import annotations

from collections.abc import Mapping

from resources.language import N_

SUBJECT_TITLES: Mapping[str, str] = {
    "company.app_user": N_("User"),
    "company.attachment": N_("Attachment"),
    "company.company": N_("Company"),
    "company.currency": N_("Currency"),
    "company.currency_rate": N_("Exchange rate"),
    "company.note": N_("Note"),
    "company.number_series": N_("Number series"),
    "company.saved_view": N_("View of a list"),
    "company.setting": N_("Setting"),
    "company.user_company": N_("User's company"),
    "company.user_role": N_("User's role"),
    "contacts.address": N_("Address"),
    "contacts.party": N_("Contact"),
    "contacts.party_terms": N_("Terms"),
    "finance.bank_account": N_("Bank account"),
    "finance.bank_statement": N_("Bank statement"),
    "finance.bank_transaction": N_("Bank transaction"),
    "finance.invoice": N_("Invoice"),
    "finance.invoice_line": N_("Invoice line"),
    "finance.invoice_tax": N_("Tax of an invoice"),
    "finance.tax_code": N_("Tax code"),
    "finance.tax_rate": N_("Tax rate"),
    "ledger.account": N_("Account"),
    "ledger.book": N_("Book"),
    "ledger.dimension": N_("Dimension"),
    "ledger.dimension_value": N_("Dimension value"),
    "ledger.fiscal_year": N_("Fiscal year"),
    "ledger.period": N_("Period"),
    "ledger.series_definition": N_("Voucher series"),
    "sales.delivery": N_("Delivery"),
    "sales.delivery_line": N_("Delivery line"),
    "sales.order_line": N_("Order line"),
    "sales.price": N_("Price"),
    "sales.sales_order": N_("Order"),
    "service.ticket": N_("Ticket"),
    "service.ticket_message": N_("Message"),
    "warehouse.item": N_("Item"),
    "warehouse.item_terms": N_("Terms of an item"),
    "warehouse.lot": N_("Lot"),
    "warehouse.place": N_("Place"),
    "warehouse.purchase_order": N_("Purchase order"),
    "warehouse.purchase_order_line": N_("Purchase line"),
    "warehouse.site": N_("Site"),
    "warehouse.unit": N_("Unit"),
}
