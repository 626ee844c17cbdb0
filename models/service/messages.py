"""The text of each error of service: what is wrong, where, what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "ticket.empty_message": N_("Write something before you send the message."),
    "ticket.no_party": N_("Choose the customer that the ticket is about."),
    "ticket.no_subject": N_("The ticket needs a subject."),
    "ticket.unknown_priority": N_("A ticket is low, normal, high or urgent; {priority} is none of these."),
    "ticket.wrong_status": N_(
        "Ticket {number} is {status} and cannot become {other}. Fetch the page anew to see it as it is."
    ),
}
