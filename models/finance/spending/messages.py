"""The text of each error about spending control: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "spending.isolation": N_(
        "A budget cannot be watched over in a transaction that is {isolation}. Use one that is read committed."
    ),
    "spending.no_document": N_(
        "There is no such draft to let past. Save it first; what is posted or placed needs no leave any more."
    ),
    "spending.no_reason": N_("Give a reason: it is kept with what is let past the budget."),
    "spending.no_value": N_("Choose the value of the dimension, or leave the dimension empty."),
    "spending.over": N_(
        "{account}: {over} over the budget from {from} to {to}. Budgeted are {budget}, spent {spent}, on order"
        " {ordered}, and this adds {amount}. Take it lower, or have an accountant or administrator allow it with"
        " a reason."
    ),
    "spending.range": N_("The range ends at {last}, before it begins at {first}. Swap them."),
    "spending.rule_used": N_(
        "Somebody went past the rule of {from} to {to}, so it keeps its accounts, its value and its span. Switch it"
        " off, and make another one."
    ),
    "spending.wrong_amount": N_("Enter by how much it may be over at most: more than nothing, with two decimals."),
    "spending.wrong_tolerance": N_("A tolerance is between 0 and 1000 percent, and no amount below nothing."),
}
