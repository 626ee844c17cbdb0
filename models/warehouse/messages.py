"""The text of each error of items, stock and purchases: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "database.duplicate.uq_item_barcode": N_(
        "Another item has this barcode already. Scan it in the list of items to see which."
    ),
    "database.duplicate.uq_item_code": N_("There is an item with this number already. Choose another number."),
    "database.duplicate.uq_place_company_id_code": N_("There is a place with this code already. Choose another code."),
    "database.duplicate.uq_site_company_id_code": N_(
        "There is a warehouse with this code already. Choose another code."
    ),
    "item.code_taken": N_("{name} already has the number or barcode {number}. Choose another one."),
    "item.has_moved": N_(
        "{item} has been in stock: its kind, unit and lots stay as they are. Make a new item instead."
    ),
    "item.has_value": N_("The item has stock on account {account}. Its stock account can change when none is left."),
    "item.negative_price": N_("A price cannot be negative. Enter zero or more."),
    "item.no_account": N_("Choose the accounts and tax codes that the item is booked on."),
    "item.no_name": N_("The item needs a name."),
    "item.service_with_lots": N_("Only goods can have lots. Take the mark for lots away, or make it goods."),
    "place.no_code": N_("It needs a short code, such as A-01."),
    "place.no_name": N_("The site needs a name."),
    "place.no_site": N_("Choose the site that the place lies on."),
    "purchase.bad_line": N_("Each line needs an item, a quantity above zero and a cost that is not negative."),
    "purchase.inactive_item": N_("A line holds an item that is no longer used. Replace it."),
    "purchase.no_lines": N_("The purchase order has no lines yet."),
    "purchase.no_place": N_("There is no place to receive goods at. Make one under Places first."),
    "purchase.no_supplier": N_("Choose the supplier."),
    "purchase.not_found": N_(
        "This purchase order no longer exists, or not for you. Look for it in the list of purchase orders."
    ),
    "purchase.not_supplier": N_("The contact is no active supplier. Mark it as one on its card."),
    "purchase.one_order": N_("Receive the lines of one purchase order at a time, each with a quantity above zero."),
    "purchase.over_receipt": N_(
        "{item}: {coming} is more than is still awaited. Ordered {ordered}, received {received}."
        " Change the order with the supplier, or receive less."
    ),
    "purchase.unit_decimals": N_(
        "A quantity has more decimals than its unit allows. Shorten it, or give the unit more decimals."
    ),
    "purchase.wrong_status": N_(
        "The purchase order {number} is {status}; this is not possible any more. Open it to see what happened."
    ),
    "stock.bad_cost": N_("{item}: the cost is missing or negative."),
    "stock.bad_count": N_("{item}: write what was counted, zero or more, and where."),
    "stock.bad_quantity": N_("Line {line}, {item}: the quantity must be above zero."),
    "stock.count_overtaken": N_(
        "{item} on {place} has moved since you began: {on_hand} now, {expected} then. Count it again."
    ),
    "stock.counted_below_reserved": N_(
        "{item} on {place}: you counted {counted}, but {reserved} are promised to orders."
        " Release one of those orders first, then save the count."
    ),
    "stock.kind_not_allowed": N_(
        "Moves of the kind {kind} cannot be made by hand. Receive, transfer, count or take over instead."
    ),
    "stock.lot_missing": N_("Line {line}: {item} is kept by lots. Choose the lot."),
    "stock.mixed_kinds": N_("Receive, transfer, count and take over one at a time."),
    "stock.no_moves": N_("There is nothing to move yet."),
    "stock.no_rate": N_("There is no exchange rate of {currency} on {date}. Enter one first."),
    "stock.no_terms": N_("Line {line}: {item} has no accounts in this company yet. Open it and save them."),
    "stock.not_enough": N_(
        "{item} on {place}: {wanted} wanted, {available} free of the {on_hand} there. Take less, or from elsewhere."
    ),
    "stock.not_goods": N_(
        "Line {line}: {item} is a service and not kept in stock. Choose another item or remove the line."
    ),
    "stock.not_lot_tracked": N_("Line {line}: {item} is not kept by lots. Leave the lot empty."),
    "stock.opening_too_late": N_("{item} has moved already. Correct its quantity with a count instead."),
    "stock.same_place": N_("Line {line}: from and to are the same place. Choose another place to move to."),
    "stock.unit_decimals": N_("Line {line}, {item}: {quantity} has more than {decimals} decimals. Shorten it."),
    "stock.unknown_item": N_("Line {line}: there is no such item. Choose one from the list with F4."),
    "stock.unknown_lot": N_("Line {line}: {item} has no such lot. Choose one from the list with F4."),
    "stock.unknown_place": N_("Line {line}, {item}: choose a place of this company."),
    "stock.wrong_counter_account": N_(
        "Stock is taken over against an equity account, and {account} is none. Choose another account."
    ),
}
