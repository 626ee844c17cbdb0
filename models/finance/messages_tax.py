"""The text of each error of tax: what, where, and what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "list.bad_number": N_(
        "{party} bought for {amount}, but {number} is no VAT number of another EU country. Correct it on the card or"
        " credit the invoice: until then it is not in the list."
    ),
    "list.differs": N_("Box {box} of the VAT return is {returned}, but the list adds up to {listed}."),
    "list.no_period": N_("The days {first} to {last} are no calendar month or quarter. Choose one of them."),
    "list.not_a_file": N_("This is no file of an EC sales list. Choose a file that begins with SKV574008."),
    "oss.no_quarter": N_("The days {first} to {last} are no calendar quarter. Choose one."),
    "oss.no_rate": N_("There is no rate of the euro on {date}. Enter the rate of the European Central Bank."),
    "tax.code_used": N_(
        "Lines are posted with the tax code {tax_code}, so its direction, account and country stay. Make another code."
    ),
    "tax.rate_used": N_(
        "Lines are posted with the rate of {tax_code} from {first}, so it stays. End it, and add the rate that follows."
    ),
    "tax.rate_ends_before": N_("The rate ends before it begins. Choose a later last day, or leave it empty."),
    "tax.rates_overlap": N_(
        "The code has a rate of {percent} % from {first} that holds on some of these days. End that one first, or"
        " choose other days."
    ),
    "cash_flow.wrong_factor": N_("Customers pay between 0 and {latest} times as late as they usually do."),
    "vat.already_filed": N_("The VAT of {first} to {last} is filed already. Open that return again to correct it."),
    "vat.earlier_not_filed": N_("The VAT of {first} to {last} is not filed yet. File the periods in their order."),
    "vat.filed": N_(
        "The VAT of {first} to {last} is filed, so no VAT can be booked on {date} (account {account}). Choose a later"
        " day, or open the VAT return again."
    ),
    "vat.no_period": N_("No VAT period begins on {date}. Choose one in the list of VAT periods."),
    "vat.filed_payment": N_(
        "The VAT of {first} to {last} is filed, and with the cash method a payment on {date} would change it. Choose a"
        " later day, or open the VAT return again."
    ),
    "vat.no_org_number": N_(
        "The company has no organisation number of ten digits. Enter it among the company's facts."
    ),
    "vat.not_a_file": N_("This is no file of a VAT return ({detail}). Choose an eSKD file."),
    "vat.not_filed": N_("This VAT return is not filed, or is open again already. Fetch the page anew."),
    "vat.not_over": N_("The VAT period {first} to {last} is not over yet. File it when it has ended."),
    "vat.reason_missing": N_("Say why the return is corrected. The reason stays with it."),
    "vat.scheme_in_period": N_("{date} lies within a VAT period. Choose the first day of a period."),
    "vat.scheme_of_filed": N_("VAT is filed until {date}. Choose a day after it."),
    "vat.settled_before": N_("The settlement cannot be booked before the period has ended on {last}."),
    "vat.tax_differs": N_(
        "Tax code {subject}: {tax} in tax on {base}, where {expected} follows from the rate. Look at its lines."
    ),
    "vat.unknown_box": N_("The VAT return has no box {box}."),
    "vat.without_code": N_(
        "Lines on account {subject} without a tax code: {lines}, {tax} in all. They are in no box. Correct their"
        " vouchers, or leave them out knowingly."
    ),
    "verify.vat_boxes": N_("VAT return {first} to {last}: box {box} is not its exact figure in whole units."),
    "verify.vat_changed": N_(
        "VAT return {first} to {last}: box {box} was filed as {filed}, the books now say {now}. Open it again and"
        " file a correction."
    ),
    "verify.vat_overlap": N_("VAT return {first} to {last} covers days that another filed return covers too."),
    "verify.vat_payable": N_("VAT return {first} to {last}: {payable} does not follow from its boxes of tax."),
    "verify.vat_settlement": N_("VAT return {first} to {last}: {payable} was filed, but its voucher settles {booked}."),
}
