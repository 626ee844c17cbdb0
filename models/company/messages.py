"""The text of each error of companies, users and attachments: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "attachment.damaged": N_("The stored file {name} no longer has the content it was stored with. Restore a backup."),
    "attachment.not_posted": N_("{name} cannot be kept as issued: the invoice is not posted yet."),
    "attachment.too_large": N_("{name} is too large. A file may have at most {limit} MB."),
    "badge.bad_code": N_("The badge has no code. Scan it or type what is printed on it."),
    "badge.bad_pin": N_("A PIN has six digits."),
    "badge.locked": N_("The badge is locked after too many wrong PINs. An administrator can issue it anew."),
    "badge.no_terminal": N_("Badges are read at shared terminals only."),
    "change.unknown": N_("This change is not, or no longer, in the trail of this company."),
    "company.no_name": N_("The company needs a name."),
    "company.none": N_("You do not belong to any company yet. An administrator can open one to you."),
    "company.not_allowed": N_("Your roles do not allow this. It takes one of: {roles}."),
    "company.unknown_chart": N_("There is no starter chart called {chart}."),
    "company.unknown_currency": N_("The currency {currency} is not known here."),
    "fiscal_year.ends_mid_month": N_("A fiscal year ends on the last day of a month, not on {date}."),
    "fiscal_year.overlaps": N_("There already is a fiscal year between {from} and {to}."),
    "fiscal_year.wrong_length": N_("A fiscal year from {from} to {to} is not possible: it lasts at most 18 months."),
    "user.bad_name": N_("{name} cannot be a user name. Use small letters a–z, digits, dot and _, at most 39."),
    "user.bad_password": N_("The password could not be set. Choose another one."),
    "user.exists": N_("There already is a user called {name}."),
    "user.expired": N_("Your access has ended. Ask an administrator."),
    "user.last_administrator": N_(
        "{name} is the last administrator and keeps that role. Give it to somebody else first."
    ),
    "user.lock_oneself": N_("You cannot lock yourself out."),
    "user.short_password": N_("A password has at least {shortest} characters."),
    "user.unknown": N_("There is no user called {name}."),
    "user.unknown_role": N_("There is no role called {role}."),
}
