"""The text of each error and finding about entries that come by themselves."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "deferral.no_line": N_("This line no longer exists. Open its voucher anew."),
    "deferral.nothing_left": N_("Nothing is left of it: every part is posted."),
    "deferral.other_account": N_("The line stands on account {account}: it must be one of the two accounts."),
    "deferral.wrong_account": N_(
        "Account {account} cannot be used here: costs and income on the one side, a balance account without open items"
        " on the other."
    ),
    "deferral.wrong_amount": N_("{amount} cannot be spread: {left} is left of the line. Enter at most that."),
    "deferral.wrong_months": N_("Spread it over 1 to 240 months, from a month on."),
    "recurring.ends_before": N_("It ends before it begins on {date}. Choose a later last day, or leave it empty."),
    "recurring.no_name": N_("Give it a name, to find it by."),
    "recurring.no_start": N_("Say from which day on it repeats."),
    "recurring.wrong_interval": N_("It repeats every 1 to {longest} months or weeks."),
    "verify.deferral_parts": N_("The parts of “{text}” come to {parts}, but {amount} was to be spread."),
    "verify.run_without_entry": N_("A repetition of {date} counts as posted, but has no voucher."),
}
