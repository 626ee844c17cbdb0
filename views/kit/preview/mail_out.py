"""The e-mail of one document: sent through the company's server, or where there is none, laid ready as a draft."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.company.mailing import MailServer, OutgoingMail, read_mail_server
from models.database.errors import KontorError
from models.database.rights import Permission
from resources.language import _
from views.kit.host import Host, Level, Link, Message, MessageAction, PrintJob
from views.kit.preview.drafting import mail_draft
from views.kit.preview.keeping import keep, keeps, mail_of
from views.kit.preview.letter import Letter
from views.kit.preview.mail_window import MailWindow

if TYPE_CHECKING:
    from models.company.attachments import Attachment


class MailOut(QObject):
    """Belongs to the page of a document; `left` says that it was sent or laid ready."""

    left = Signal()

    def __init__(self, host: Host, document: PrintJob, page: QWidget) -> None:
        super().__init__(page)
        self._host, self._document, self._page = host, document, page
        self._pdf = b""
        self.window: MailWindow | None = None

    def start(self, pdf: bytes) -> None:
        """Read what the letter says, then who sends it."""
        self._pdf = pdf
        if self._document.letter is not None:
            arguments = self._document.arguments
            self._host.read(self._document.letter, arguments, on_done=self._on_letter, on_failed=self._on_no_letter)

    def _on_letter(self, letter: Letter) -> None:
        mail = mail_of(self._document, letter, self._pdf)
        self._host.read(read_mail_server, {}, on_done=partial(self._on_server, mail))

    def _on_no_letter(self, error: KontorError) -> None:
        """A missing address is mended where it belongs."""
        party, action = error.params.get("party_id"), None
        if party is not None and self._host.allows(Permission.CONTACTS_EDIT):
            link = Link("contacts.party", party)
            action = MessageAction(_("Open the card"), partial(self._host.open, link))
        self._tell(self._host.explain(error), Level.WARNING, action)

    def _on_server(self, mail: OutgoingMail, server: MailServer | None) -> None:
        if server is None or self._document.kept is None:
            self._draft(mail, hint=server is None)
            return
        title = _("E-mail: {document}").format(document=self._document.title)
        self.window = MailWindow(self._host, title, mail, server, self._page)
        self.window.sent.connect(self._on_sent)
        self.window.draft_asked.connect(self._draft)
        self.window.destroyed.connect(self._on_closed)
        self.window.open()

    def _on_closed(self) -> None:
        self.window = None

    def _on_sent(self, address: str) -> None:
        self._tell(_("E-mailed to {recipient}.").format(recipient=address), Level.SUCCESS)
        self.left.emit()

    def _draft(self, mail: OutgoingMail, *, hint: bool = False) -> None:
        """Lay the e-mail ready in the person's own mail program."""
        name = "".join(" " if sign in '\\/:*?"<>|' else sign for sign in Path(mail.filename).stem)
        try:
            path = Path(mkdtemp(prefix="kontor-")) / f"{name}.eml"
            path.write_bytes(mail_draft(mail))
        except (OSError, ValueError) as error:
            self._tell(_("The e-mail could not be made: {detail}").format(detail=error), Level.ERROR)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._tell(_("No mail program opens the draft. It lies in {path}.").format(path=path), Level.WARNING)
            return
        text = _("An e-mail to {recipient} lies ready in your mail program.").format(recipient=mail.recipient)
        action = None
        if hint and self._host.allows(Permission.COMPANY_EDIT):
            action = MessageAction(_("Send from here instead…"), partial(self._host.open, Link("company.mail")))
        self._tell(text, Level.SUCCESS, action)
        if keeps(self._host, self._document):
            keep(self._host, self._document, mail.pdf, on_done=self._on_kept)

    def _on_kept(self, _kept: Attachment) -> None:
        self.left.emit()

    def _tell(self, text: str, level: Level, action: MessageAction | None = None) -> None:
        self._host.tell(Message(text, level, action, replaces="document"))
