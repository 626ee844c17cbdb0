"""The text of each error and finding about accounts kept as open items, and about settling them."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "ledger.difference_account": N_(
        "Differences are booked to income and expenses, and {account} is neither, or not in use. Choose another one."
    ),
    "ledger.difference_too_large": N_(
        "{amount} is too much to book as a small difference: the limit is {most}. Leave it open, or post a voucher."
    ),
    "ledger.settle_apart": N_("The items are not all of one account, party and currency. Settle these apart."),
    "ledger.settle_one_side": N_("All items are of one side. Mark what they are settled with too: debit and credit."),
    "ledger.settled_meanwhile": N_(
        "Some of the items have been settled meanwhile, perhaps by somebody else. Look at what is open now."
    ),
    "ledger.undo_reason_missing": N_("Say why the settlement is taken back. The reason stays with it."),
    "open_items.control_account": N_(
        "Account {account} holds receivables or payables, so it always keeps open items. Give it another role first."
    ),
    "open_items.kept": N_("Account {account} keeps open items already."),
    "open_items.kept_before": N_(
        "Account {account} kept open items before, the last one of {last}. Choose a later day, or none: then every line"
        " of it becomes an item."
    ),
    "open_items.no_account": N_("There is no account {account}. Choose one from the list with F4, or add it."),
    "open_items.not_for_results": N_(
        "Account {account} holds income or expenses, which end with the year. Only balance accounts keep open items."
    ),
    "open_items.not_kept": N_("Account {account} keeps no open items. Say first from which day on it does."),
    "open_items.not_yet": N_("Account {account} keeps open items from {start} on. Choose that day or a later one."),
    "open_items.still_open": N_(
        "Account {account} has {count} open items over {amount}. Settle them first; then it needs to keep none."
    ),
    "verify.open_items_differ": N_(
        "Account {account} has a balance of {balance}, but its open items add up to {open}."
    ),
}
