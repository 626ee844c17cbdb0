"""What a screen may ask of the shell about e-mail: hand a message over, try a server out, keep a password."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from models.company.mailing import MailServer, OutgoingMail
    from models.database.errors import KontorError
    from views.kit.host import Job

Failed = Callable[["KontorError"], None]


class Mailer(Protocol):
    """Works off the GUI thread; answers as `Host` does, to bound methods of QObjects."""

    def send(
        self, mail: OutgoingMail, *, again: bool = False, on_done: Callable[[str], None], on_failed: Failed
    ) -> Job:
        """Keep the PDF, note the message and hand it over; `on_done` gets the address it went to.

        Fails with `mail.no_server`, `mail.no_password`, `message.already` (unless `again`) or why it was not taken.
        """

    def try_out(self, server: MailServer, password: str, *, on_done: Callable[[str], None], on_failed: Failed) -> Job:
        """Send a short message to the server's own sender; an empty password takes the one that is kept."""

    def keep_password(self, server: MailServer, password: str, *, on_done: Callable[[bool], None]) -> Job:
        """Keep the password of the server's user on this computer; False: only until the program ends."""
