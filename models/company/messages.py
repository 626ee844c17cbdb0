"""The text of each error of companies, users and attachments: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "database.duplicate.uq_built_report_company_id_owner_id_name": N_(
        "You have a report of this name already. Choose another name."
    ),
    "database.duplicate.uq_report_pack_company_id_name": N_(
        "There is a pack of this name already. Choose another name."
    ),
    "database.duplicate.uq_saved_view_company_id_list_owner_id_name": N_(
        "You have a view of this name already. Choose another name."
    ),
    "database.duplicate.uq_app_user_name": N_("There is a user of this name already. Choose another name."),
    "database.duplicate.uq_badge_code": N_(
        "This badge belongs to somebody already. Take it back there, or use another badge."
    ),
    "database.duplicate.uq_currency_rate_currency_base_valid_on": N_(
        "There is a rate of this currency for this day already. Choose another day."
    ),
    "attachment.damaged": N_("The stored file {name} no longer has the content it was stored with. Restore a backup."),
    "attachment.empty": N_("{name} is empty: there is nothing in it to keep."),
    "attachment.kept": N_("{name} stays: what was issued, or belongs to a posted document, is kept with the books."),
    "attachment.not_posted": N_("{name} cannot be kept as issued: the document is still a draft."),
    "attachment.not_yours": N_(
        "{name} was added by somebody else, or more than a day ago. Ask your manager to remove it."
    ),
    "attachment.too_large": N_("{name} is too large. A file may have at most {limit} MB."),
    "attachment.unreadable": N_("{name} cannot be read: {detail}. Choose another file, or close it elsewhere first."),
    "attachment.unwritable": N_("{name} cannot be written: {detail}. Choose another folder or name."),
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
    "fiscal_year.overlaps": N_("There already is a fiscal year between {from} and {to}. Begin after it."),
    "fiscal_year.wrong_length": N_("A fiscal year from {from} to {to} is not possible: it lasts at most 18 months."),
    "letter.broken_place": N_("A brace stands alone. Write a placeholder as {{number}}, and a brace itself twice."),
    "letter.empty": N_("A letter needs a subject and a text. Leave both empty for the standard words."),
    "letter.no_address": N_("{name} has no e-mail address. Add one to the card of {name}, or to a contact person."),
    "letter.too_long": N_("The subject is one line, and a text has at most 10,000 characters."),
    "letter.unknown_place": N_("There is no placeholder {{{place}}} here. There are: {places}"),
    "mail.bad_address": N_("This is no e-mail address."),
    "mail.bad_port": N_("A port is a number from 1 to 65535; mail servers mostly have 587 or 465."),
    "message.already": N_(
        "The document was e-mailed to {recipient} already. Send it again only if it shall go a second time."
    ),
    "message.not_kept": N_("What is sent must be kept as issued first, with the same content."),
    "message.ended": N_("This message is sent, or is not yours."),
    "note.empty": N_("Write something before you save the note."),
    "note.not_yours": N_("Only who wrote a note corrects it. Write one of your own."),
    "note.too_long": N_("A note has at most {limit} characters. Attach a longer text as a file."),
    "rate.exists": N_("{currency} has a rate for {date} already. Correct that one."),
    "rate.not_positive": N_("A rate is a figure above zero."),
    "rate.own_currency": N_("{currency} is the currency of the company and needs no rate."),
    "rate.used": N_(
        "The rate of {currency} for {date} stays as it is: posted documents took it. Add one for another day."
    ),
    "series.backwards": N_("Numbers only run forwards. The next one is {next} or later."),
    "series.bad_prefix": N_("A prefix has letters, digits, and - / . _, at most ten, and does not end in a digit."),
    "series.digits_in_prefix": N_("The prefix of invoices has no digits: the payment reference is made of those."),
    "series.too_far": N_("A number has at most twelve digits."),
    "series.unknown": N_("Nothing is numbered as {kind}."),
    "user.bad_name": N_("{name} cannot be a user name. Use small letters a–z, digits, dot and _, at most 39."),
    "user.bad_password": N_("The password could not be set. Choose another one."),
    "user.exists": N_("There already is a user called {name}. Choose another name."),
    "user.expired": N_("Your access has ended. Ask an administrator."),
    "user.last_administrator": N_(
        "{name} is the last administrator and keeps that role. Give it to somebody else first."
    ),
    "user.last_of_company": N_(
        "{name} is the last administrator of {company}. Open it to another administrator first."
    ),
    "user.lock_oneself": N_("You cannot lock yourself out. Another administrator can."),
    "user.short_password": N_("A password has at least {shortest} characters."),
    "user.unknown": N_("There is no user called {name}. Check the name."),
    "user.unknown_role": N_("There is no role called {role}."),
    "view.long_name": N_("The name of a view has at most {longest} characters."),
    "view.no_name": N_("The view needs a name."),
}
