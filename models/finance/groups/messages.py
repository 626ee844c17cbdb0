"""The text of each error of groups of companies."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "group.hidden": N_(
        "A company of the group is not open to you, so figures are not shown. Let an administrator open it."
    ),
    "group.member_exists": N_("This company is in the group already. Change its row instead."),
    "group.member_stays": N_("A row of the group stays with its company. Add a row for the other one."),
    "group.account_exists": N_("Account {account} of this company has a place already. Change its row instead."),
    "group.same_account": N_("Debit and credit are the same account. Choose two."),
    "group.bad_share": N_("A share is more than 0 and at most 100 percent."),
    "group.ends_before": N_("The last day lies before the first. Choose a later one, or leave it empty."),
    "group.no_amount": N_("Enter an amount above zero."),
    "group.not_both": N_(
        "A voucher between companies is booked in both, so it needs the right to post in both. Choose a company that is"
        " open to you."
    ),
    "group.not_to_us": N_(
        "That is no posted invoice from a company that is open to you to this one. Read the list again, and choose one"
        " of those that it shows."
    ),
    "group.taken": N_("Invoice {number} is here already. Open it instead."),
    "group.no_supplier": N_(
        "{company} is not among the contacts. Open or make the card of that organisation, and choose {company} as our"
        " own company."
    ),
    "group.no_tax_code": N_(
        "No tax code for purchases here answers to {tax_code} of the other company. Add one with the same rate, then"
        " try again."
    ),
    "group.not_between": N_("This is no voucher between companies. Reverse it by itself."),
    "group.half_hidden": N_(
        "The other half stands in a company that is not open to you, and both are reversed together. Ask someone who"
        " posts in both companies."
    ),
    "verify.half_between": N_(
        "Voucher {series}{number} of {date} is half of one between companies, and the other half does not name it."
        " Restore the database from a backup in which both do."
    ),
}
