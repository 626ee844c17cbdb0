"""What screens ask of e-mail, carried out on the threads that read, so that a slow server holds up no saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.tasks.job import Job as Work
from models.company.mailing import MailServer, OutgoingMail

if TYPE_CHECKING:
    from desktop.shell.errand import Errand
    from desktop.shell.host import ShellHost
    from views.kit.mailer import Failed


class ShellMailer:
    """Implements `views.kit.mailer.Mailer` for one host; what it needs is loaded when something is sent."""

    def __init__(self, host: ShellHost) -> None:
        self._host = host

    def send(
        self, mail: OutgoingMail, *, again: bool = False, on_done: Callable[[str], None], on_failed: Failed
    ) -> Errand:
        """Keep the PDF, note the message and hand it over."""
        from desktop.mailing.tasks import sending

        return self._host.start_task(sending(self._host.session, mail, again=again), on_done, on_failed)

    def try_out(
        self, server: MailServer, password: str, *, on_done: Callable[[str], None], on_failed: Failed
    ) -> Errand:
        """Send a short message to the server's own sender."""
        from desktop.mailing.tasks import trying

        return self._host.start_task(trying(server, password), on_done, on_failed)

    def keep_password(self, server: MailServer, password: str, *, on_done: Callable[[bool], None]) -> Errand:
        """Keep the password of the server's user on this computer."""
        from desktop.mailing.passwords import keep_password

        def task(job: Work) -> bool:
            del job
            return keep_password(server, password)

        return self._host.start_task(task, on_done, None)
