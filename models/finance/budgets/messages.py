"""The text of each error about budgets: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "budget.approved": N_(
        "{code}, version {version} is approved and no longer changes. Copy it as a new version, and change that."
    ),
    "budget.born_approved": N_("Budget {code} begins as a draft. Make it first, then approve it."),
    "budget.empty": N_("{code}, version {version} has no amounts. Enter some before you approve it."),
    "budget.month_outside": N_(
        "{month} lies outside the fiscal year, or is not the first of a month (account {account}). Choose a month of"
        " the year."
    ),
    "budget.moved": N_("A budget keeps its year, its code and its version. Copy it instead."),
    "budget.no_code": N_("Give the budget a short name of at most 20 characters, such as BUDGET."),
    "budget.no_kind": N_("Say whether it is a budget or a forecast."),
    "budget.no_year": N_("Choose the fiscal year that is planned."),
    "budget.no_year_before": N_(
        "There is no fiscal year before the one of {date}, so it cannot be the start. Begin with an empty budget."
    ),
    "budget.none_in_force": N_("No budget is approved for the year of {date}. Approve one, or choose a draft."),
    "budget.row_twice": N_("Row {line}: account {account} stands there twice. Put both into one row."),
    "budget.unknown_account": N_("Row {line}: account {account} is not in the chart of accounts. Look at its number."),
    "budget.wrong_amount": N_("Row {line}: {amount} in {month} has more than two decimals, or is too large."),
    "budget.wrong_percent": N_("Enter a change between -100 and 1000 percent."),
}
