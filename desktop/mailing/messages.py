"""The text of each way in which an e-mail is not handed over: what is wrong, then what to do."""

from __future__ import annotations

from resources.language import N_

MESSAGES: dict[str, str] = {
    "mail.certificate": N_(
        "{host} shows a certificate that this computer does not trust: {detail}. Look at the name of the server, or ask"
        " whoever runs it for a valid certificate."
    ),
    "mail.cut_early": N_(
        "The connection broke before the message was handed over: {detail}. Nothing was sent; try again."
    ),
    "mail.cut_off": N_(
        "The connection broke while the message was handed over. It may have arrived: ask the receiver before you send"
        " it again."
    ),
    "mail.message_refused": N_("The mail server refused the message: {detail}"),
    "mail.name_not_found": N_("There is no mail server called {host}. Look at its name, and at your network."),
    "mail.no_answer": N_(
        "{host} does not answer on port {port}. Look at the port; a firewall may also stand in between. Nothing was"
        " sent."
    ),
    "mail.no_mail_server": N_(
        "What answers at {host} on port {port} is no mail server that takes this: {detail}. Look at the port and the"
        " security."
    ),
    "mail.no_password": N_("The password of {user} at {host} is not kept on this computer. Type it to send."),
    "mail.no_server": N_("No mail server is set. An administrator sets it under E-mail, in the tab Company."),
    "mail.no_sign_in": N_(
        "{host} takes no sign-in on this connection. Choose STARTTLS or TLS, or leave the user name empty if none is"
        " needed."
    ),
    "mail.no_starttls": N_("{host} offers no STARTTLS on port {port}. Choose TLS with port 465, or ask who runs it."),
    "mail.not_ascii": N_("{address} has letters that mail servers do not take. Write the address without them."),
    "mail.not_noted": N_(
        "The message was handed over, but that could not be noted. It will be shown as uncertain; do not send it again."
    ),
    "mail.recipient_refused": N_("The mail server does not take messages to {address}: {detail}. Look at the address."),
    "mail.refused": N_("{host} refuses connections on port {port}. Look at the port; 587 and 465 are usual."),
    "mail.relay_denied": N_(
        "The mail server passes no messages on for you: {detail}. Enter the user name it asks for, or send from an"
        " address of its own."
    ),
    "mail.sender_refused": N_(
        "The mail server does not let you send from {address}: {detail}. Use an address of yours."
    ),
    "mail.wrong_password": N_(
        "The mail server refuses the password of {user}: {detail}. Type it again; some want a password made for"
        " programs."
    ),
    "mail.wrong_security": N_(
        "{host} does not speak TLS on port {port}. Choose STARTTLS (mostly port 587), or the port for TLS (mostly 465)."
    ),
    "mail.wrong_words": N_("The e-mail could not be made: {detail}"),
}
