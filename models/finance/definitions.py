"""What the figures of the reports are, in the words of accountants; by report and column.

Those that reports are built of carry a version and the day it holds from: whoever changes what one means adds to both.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.database.building import Figure
from resources.language import N_

_AGED = N_(
    "What is left of posted documents, in the company's currency, on the day above. How late a document is counts from"
    " its due date to that day; credits stand where their own due date puts them."
)
_ALL_AGES = N_("All that is left of posted documents of this party on the day above, due or not: the sum of the row.")

AGED_FIGURES: Mapping[str, str] = {
    **dict.fromkeys(("not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90"), _AGED),
    "total": _ALL_AGES,
}
TRIAL_BALANCE_FIGURES: Mapping[str, str] = {
    "opening": N_(
        "What the account stood at before the first day above: for balance accounts from the beginning of the books,"
        " for income and costs from the first day of the fiscal year. Debit is positive."
    ),
    "debit": N_("All that is booked in debit on the account on the days above."),
    "credit": N_("All that is booked in credit on the account on the days above."),
    "closing": N_("Opening and debit less credit: what the account stands at after the last day above."),
}
#: Of statements, by what they cover and, where a column is of its own, by its code.
STATEMENT_FIGURES: Mapping[str, str] = {
    "result": N_(
        "What is booked on the accounts of the row on the days of the column, with income positive and costs negative."
    ),
    "position": N_(
        "What the accounts of the row stand at after the last day of the column. Equity and liabilities are positive."
    ),
    "": N_("What the row is designed to show, of the days of the column: the figure opens into what it is made of."),
    "opening": N_("What the accounts of the row stood at before the first day."),
    "change": N_("What is booked on the accounts of the row from the first day to the last."),
    "closing": N_("What the accounts of the row stand at after the last day."),
    "difference": N_("The first column less the second."),
    "percent": N_("The first column less the second, in per cent of the second."),
}
GENERAL_LEDGER_FIGURES: Mapping[str, str] = {
    "debit": N_("What the line of the voucher books in debit; the voucher opens with Enter."),
    "credit": N_("What the line of the voucher books in credit; the voucher opens with Enter."),
    "balance": N_("What the account stands at after this line, in the order of date and voucher. Debit is positive."),
}

#: Of the view reporting.invoiced_lines.
INVOICED_LINE_FIGURES: Mapping[str, Figure] = {
    "net": Figure(
        N_(
            "Lines of posted invoices before tax, in the company's currency at the rate of the invoice; credit notes"
            " count against them."
        )
    ),
    "cost": Figure(
        N_(
            "What the deliveries of the line took off the shelf at the moving average, for as many as were invoiced."
            " Nought for services, and for goods without a delivery: see “Cost is known”."
        )
    ),
    "margin": Figure(N_("Net less cost of goods.")),
    "margin_percent": Figure(N_("100 times the margin through net.")),
    "quantity": Figure(N_("What was invoiced, in the unit of the item; what was credited counts against it.")),
}
#: Of the view reporting.ledger_figures.
LEDGER_LINE_FIGURES: Mapping[str, Figure] = {
    "amount": Figure(N_("What the lines of vouchers book on the account; debit is positive, credit negative.")),
    "debit": Figure(N_("What the lines of vouchers book in debit.")),
    "credit": Figure(N_("What the lines of vouchers book in credit.")),
}
#: Of the views reporting.receivables and reporting.payables.
OPEN_ITEM_FIGURES: Mapping[str, Figure] = {
    "remaining": Figure(N_("What is left of the item after all that was paid or settled, in the company's currency.")),
    "amount": Figure(N_("What was posted on the item, in the company's currency.")),
    "days_overdue": Figure(N_("Days since the due date; 0 before it.")),
}
#: Of the views reporting.customer_invoices and reporting.supplier_invoices.
INVOICE_FIGURES: Mapping[str, Figure] = {
    "net": Figure(N_("The sum of the lines before tax, in the currency of the invoice.")),
    "tax": Figure(N_("Value added tax, in the currency of the invoice.")),
    "total": Figure(N_("Net, tax and rounding to whole crowns, in the currency of the invoice.")),
    "remaining": Figure(N_("What is left to pay, in the company's currency.")),
}
