"""What the figures of the reports are, in the words of accountants; by report and column."""

from __future__ import annotations

from collections.abc import Mapping

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
INCOME_FIGURES: Mapping[str, str] = {
    "amount": N_(
        "What is booked on the account on the days above, with income positive and costs negative; the last row is what"
        " is left."
    ),
}
BALANCE_SHEET_FIGURES: Mapping[str, str] = {
    "earlier": N_("What the account stood at when the fiscal year began. Equity and liabilities are positive."),
    "amount": N_("What the account stands at after the day above. Equity and liabilities are positive."),
}
GENERAL_LEDGER_FIGURES: Mapping[str, str] = {
    "debit": N_("What the line of the voucher books in debit; the voucher opens with Enter."),
    "credit": N_("What the line of the voucher books in credit; the voucher opens with Enter."),
    "balance": N_("What the account stands at after this line, in the order of date and voucher. Debit is positive."),
}
