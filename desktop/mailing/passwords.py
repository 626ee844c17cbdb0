"""Passwords of mail servers: in the password store of the computer, or where it has none, until the program ends."""

from __future__ import annotations

from threading import Lock

from desktop import secrets
from models.company.mailing import MailServer

_until_the_end: dict[str, str] = {}
_lock = Lock()


def keep_password(server: MailServer, password: str) -> bool:
    """Keep the password of a server's user; False where it is only kept until the program ends."""
    entry = _entry(server)
    with _lock:
        _until_the_end[entry] = password
    return secrets.remember_password(entry, password)


def kept_password(server: MailServer) -> str | None:
    """The password of the server's user, or None. Asks the store, so it is not for the GUI thread."""
    entry = _entry(server)
    with _lock:
        known = _until_the_end.get(entry)
    return known if known is not None else secrets.remembered_password(entry)


def _entry(server: MailServer) -> str:
    return f"e-mail {server.user} at {server.host}:{server.port}"
