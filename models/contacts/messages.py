"""The text of each error of contacts: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "database.duplicate.uq_party_code": N_(
        "There is a customer or supplier with this number already. Choose another number."
    ),
    "database.duplicate.uq_party_own_company_id": N_(
        "Another card stands for this company already. Look for it by the company’s name."
    ),
    "party.bad_email": N_("{value} is no e-mail address. Write it as name@company.se."),
    "party.bad_org_number": N_(
        "{value} is no Swedish organisation number: its check digit does not fit. Compare it with the register."
    ),
    "party.bad_vat_number": N_("{value} is no valid VAT number. It begins with the country, as in SE556016068001."),
    "party.bad_payment_days": N_("Payment days lie between 0 and {longest}."),
    "party.code_taken": N_(
        "{name} already has the number {number}. Choose another, or leave it empty for the next one."
    ),
    "party.company_hidden": N_("That company is not open to you. Let someone who works in it mark the contact."),
    "party.company_of_person": N_("A person is no company. Mark the organisation instead."),
    "party.company_taken": N_("{name} is marked as that company already. Take the mark off there first."),
    "party.negative_limit": N_("A credit limit cannot be negative. Leave it empty for no limit, or stop the customer."),
    "party.no_name": N_("The contact needs a name."),
}
