"""The text of each error of quotes, orders, deliveries and prices: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "database.duplicate.uq_price_company_id_price_list_item_id_currency_from_qu_63f1": N_(
        "This list has a price for this item, currency, quantity and day already. Change that one."
    ),
    "delivery.all_returned": N_(
        "Everything of delivery {number} has come back already. Check the number of the delivery."
    ),
    "delivery.cancelled": N_("This picking list was given up. Make a new one from the order."),
    "delivery.not_found": N_("This delivery no longer exists, or not for you. Look for it in the list of deliveries."),
    "delivery.not_returnable": N_("Only a delivery that was posted can come back. Post it first, or delete it."),
    "delivery.nothing_picked": N_("Nothing is picked yet. Enter what lies ready, then post the delivery."),
    "delivery.nothing_to_pick": N_(
        "There is nothing to pick for order {number}: no goods are promised to it, or all of them are being picked."
    ),
    "delivery.order_not_open": N_(
        "The order of this delivery is not confirmed, so nothing can be delivered on it. Confirm it first."
    ),
    "delivery.over_picked": N_(
        "{line}: {picked} picked of {quantity} on the list. Ordered {ordered}, delivered {delivered}."
        " Correct what was picked."
    ),
    "delivery.over_returned": N_(
        "{line}: {picked} come back, which is more than was delivered and is still there. Enter less."
    ),
    "delivery.pick_beyond": N_("{line}: enter a quantity between 0 and {quantity}."),
    "delivery.posted": N_("Delivery {number} is posted and stays as it is. Make a return if goods come back."),
    "delivery.unit_decimals": N_("{line}: {picked} has more decimals than the unit allows. Shorten it."),
    "document.not_draft": N_(
        "The document is no longer a draft and cannot be changed. Fetch the page anew to see it as it is."
    ),
    "letter.draft": N_("The document is a draft. Confirm or post it first; only what has a number goes out."),
    "order.bad_discount": N_("A discount lies between 0 and 100 per cent. Correct it."),
    "order.bad_quantity": N_("A quantity must be above zero."),
    "order.being_picked": N_("Order {number} is being picked. Post or give up its picking list first."),
    "order.cancel_delivered": N_(
        "Order {number} is delivered in part. Take the goods back with a return, or close the order for the rest."
    ),
    "order.cancel_invoiced": N_("Order {number} is invoiced. Credit the invoice, then cancel the order."),
    "order.close_undelivered": N_("Nothing of order {number} is delivered. Cancel it instead."),
    "order.credit_hold": N_("{customer} is on hold. Ask the finance office before you promise anything."),
    "order.credit_limit": N_(
        "{customer} would be {over} above the credit limit of {limit}: {owed} owed, {waiting} ordered and not invoiced,"
        " {order} in this order. A sales manager can confirm it all the same."
    ),
    "order.foreign_invoice": N_(
        "A line of the invoice belongs to an order of another customer. Remove it from this invoice."
    ),
    "order.inactive_item": N_("A line holds an item that is no longer used. Replace it."),
    "order.invoice_drafted": N_("There already is a draft invoice for order {number}. Post or remove that one first."),
    "order.no_account": N_("{line}: choose the sales account."),
    "order.no_customer": N_("Choose the customer."),
    "order.no_description": N_("Each line needs a description."),
    "order.no_lines": N_("There are no lines yet. Enter at least one item with a quantity."),
    "order.no_tax_rate": N_("The tax code {tax_code} has no rate on {date}. Choose another code or day."),
    "order.no_terms": N_("An item has no accounts in this company yet. Open the item and save them."),
    "order.not_customer": N_("The contact is no active customer. Mark it as one on its card."),
    "order.not_found": N_("This order no longer exists, or not for you. Look for it in the list of orders."),
    "order.not_open": N_("Order {number} is not confirmed, so it cannot be invoiced. Confirm it first."),
    "order.nothing_to_invoice": N_("Nothing of order {number} is delivered and not yet invoiced. Deliver first."),
    "order.over_invoiced": N_(
        "{line} of order {number}: {now} does not fit. Ordered {ordered}, invoiced {invoiced} already."
    ),
    "order.reopen_delivered": N_("Order {number} is delivered in part and can no longer be changed. Make a new order."),
    "order.reopen_invoiced": N_("Order {number} is invoiced and can no longer be changed. Make a new order."),
    "order.unit_decimals": N_("A quantity has more decimals than its unit allows. Shorten it."),
    "order.wrong_account": N_("A line is on an account that takes no sales. Choose a sales account."),
    "order.wrong_net": N_("The sums do not agree with the lines. Save the draft again."),
    "order.wrong_status": N_(
        "Order {number} is {status}; this is not possible any more. Open it to see what happened."
    ),
    "order.wrong_tax": N_("The tax does not agree with the lines. Save the draft again."),
    "order.wrong_tax_code": N_("A line has a tax code that is not for sales. Choose another one."),
    "price.ends_before": N_("The price ends before it begins. Correct one of the dates."),
    "price.negative": N_("A price cannot be negative. Enter zero or more."),
    "price.no_item": N_("Choose the item."),
    "price.no_list": N_("Name the price list."),
    "quote.already_ordered": N_("Quote {number} has become an order already. Open the order instead."),
    "quote.not_found": N_("This quote no longer exists, or not for you. Look for it in the list of quotes."),
    "quote.unknown_answer": N_("A quote is accepted or lost, or taken back for changes; {status} is none of these."),
    "quote.wrong_status": N_(
        "Quote {number} is {status}; this is not possible any more. Open it to see what happened."
    ),
}
