"""The text of each error and finding of allocations: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "allocation.already_run": N_(
        "Rule “{rule}” is booked for {month} already, by voucher {voucher}. Take it back to book it anew."
    ),
    "allocation.code_taken": N_("There is a key {code} already. Choose another code."),
    "allocation.earlier_first": N_(
        "Rule “{rule}” counts on what “{earlier}” puts, which is not booked yet. Book that first, or all of the month."
    ),
    "allocation.key_booked": N_(
        "Costs until {month} are booked by this key, and stay explained by it. Let the change hold from {from} or"
        " later, or take those runs back first."
    ),
    "allocation.key_used": N_(
        "Key {code} keeps its kind and its dimension: it was used, or has other versions. Make another key instead."
    ),
    "allocation.later_first": N_(
        "Rule “{later}” was booked afterwards and counted on what “{rule}” put. Take that one back first."
    ),
    "allocation.measured_accounts": N_(
        "A key by balances measures accounts: say from which to which. One with weights measures none."
    ),
    "allocation.no_basis": N_(
        "Rule “{rule}” has something to spread in {month}, but key {key} finds nothing to spread it by. Look at its"
        " weights, or at the accounts that it measures."
    ),
    "allocation.no_day": N_("Say from which day on it holds."),
    "allocation.no_dimension": N_("A key by balances measures the values of a dimension. Choose which."),
    "allocation.no_key": N_("Choose the key that it is spread by."),
    "allocation.no_month": N_("Say which month is to be booked."),
    "allocation.no_source": N_("Say from which account on it is taken."),
    "allocation.no_targets": N_("Nobody gets a share. Enter at least one line with a weight."),
    "allocation.no_version": N_(
        "Key {key} of “{rule}” does not hold in {month} yet. Give it a version that begins by then."
    ),
    "allocation.not_in_use": N_("Rule “{rule}” is not in use in {month}. Look at its days."),
    "allocation.not_run": N_("Nothing is booked by rule {rule} for {month} that could be taken back."),
    "allocation.range": N_("The last account lies before the first. Swap them."),
    "allocation.rule_used": N_("Rule “{rule}” was booked, and stays for its history. Take it out of use instead."),
    "allocation.twice": N_("{code} stands in the key twice. Keep one line for it."),
    "allocation.unknown_target": N_(
        "A share goes to a value of the key's dimension that is in the register, or to an account where the key has no"
        " dimension; “{code}” is neither."
    ),
    "allocation.unnamed": N_("Give it a code and a name, to find it by."),
    "allocation.wrong_account": N_(
        "Account {account} cannot be used here: it must be active, and none that a register of its own explains, as of"
        " customers, suppliers, bank, stock or tax."
    ),
    "allocation.wrong_series": N_(
        "Series {series} is for documents or does not exist. Choose one for vouchers by hand."
    ),
    "verify.allocation_differs": N_("Rule “{rule}” of {month} is not booked as its run says."),
}
