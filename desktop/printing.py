"""Documents on the screen: made off the GUI thread, shown as a page, printed and saved exactly as seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.exporting import file_name
from models.database.errors import KontorError
from resources.language import _
from views.kit.empty import EmptyState
from views.kit.host import Host, Job, Level, Message, PrintJob
from views.kit.page import Page
from views.kit.preview.batch import Letter
from views.kit.preview.drafting import mail_draft
from views.kit.preview.view import PdfPreview


class DocumentPage(Page):
    """A PDF as a page of the window; F5 makes it anew."""

    def __init__(self, host: Host, document: PrintJob) -> None:
        super().__init__(host, document.title)
        self._document = document
        self._job: Job | None = None
        self._pdf = b""
        self.preview: PdfPreview | None = None
        self._waiting = EmptyState("pdf")
        self._waiting.explain(_("Making the document…"))
        self._waiting.acted.connect(self.refresh)
        self.body.addWidget(self._waiting, 1)
        self.refresh()

    def refresh(self) -> None:
        """Make the document anew."""
        if self._job is not None:
            self._job.cancel()
        document = self._document
        self._job = self.host.read(document.make, document.arguments, on_done=self._on_made, on_failed=self._on_failed)

    def _on_made(self, data: bytes) -> None:
        from pypdfium2 import PdfiumError

        try:
            preview = PdfPreview(
                data,
                self._document.filename,
                kind=self._document.kind,
                preferences=self.host.preferences,
                mails=self._document.letter is not None,
            )
        except PdfiumError:
            self._explain(_("The document could not be shown."))
            return
        preview.saved.connect(self._on_saved)
        preview.printed.connect(self._on_printed)
        preview.lacking.connect(self._on_lacking)
        preview.copied.connect(self._on_copied)
        preview.mail_asked.connect(self._on_mail)
        self._pdf = data
        if self.preview is not None:
            self.preview.hide()
            self.preview.deleteLater()
        self.preview = preview
        self._waiting.hide()
        self.body.addWidget(preview, 1)
        self.setFocusProxy(preview)
        preview.setFocus()

    def _on_failed(self, error: KontorError) -> None:
        self._explain(self.host.explain(error))

    def _explain(self, why: str) -> None:
        if self.preview is None:
            self._waiting.explain(_("There is no document to show"), why, _("Try again"), "warning")
        else:
            self.host.tell(Message(why, Level.ERROR, replaces="document"))

    def _on_saved(self, path: str) -> None:
        self.host.tell(Message(_("Saved as {path}").format(path=path), Level.SUCCESS, replaces="document"))

    def _on_printed(self, pages: int, printer: str) -> None:
        if pages:
            text = _("{count} pages sent to {printer}").format(count=pages, printer=printer)
            self.host.tell(Message(text, Level.SUCCESS, replaces="document"))
        else:
            text = _("The printer {printer} does not answer. See that it is on, or choose another with Print….")
            self.host.tell(Message(text.format(printer=printer), Level.ERROR, replaces="document"))

    def _on_lacking(self) -> None:
        text = _("This computer has no printer. Add one in the settings of the computer, or save the document as PDF.")
        self.host.tell(Message(text, Level.WARNING, replaces="document"))

    def _on_copied(self, words: str) -> None:
        text = _("The text is copied") if words else _("There is no text to copy here")
        self.host.tell(Message(text, Level.INFO, replaces="document"))

    def _on_mail(self) -> None:
        read: Callable[..., Letter] | None = self._document.letter
        if read is not None:
            self._job = self.host.read(read, self._document.arguments, on_done=self._on_letter)

    def _on_letter(self, letter: Letter) -> None:
        """Lay the e-mail ready in the person's own mail program."""
        name = self._document.filename
        try:
            draft = mail_draft(letter.recipient, letter.subject, letter.text, name, self._pdf)
            path = Path(mkdtemp(prefix="kontor-")) / f"{file_name(Path(name).stem)}.eml"
            path.write_bytes(draft)
        except (OSError, ValueError) as error:
            text = _("The e-mail could not be made: {detail}").format(detail=error)
            self.host.tell(Message(text, Level.ERROR, replaces="document"))
            return
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            text = _("An e-mail to {recipient} lies ready in your mail program.").format(recipient=letter.recipient)
            self.host.tell(Message(text, Level.SUCCESS, replaces="document"))
        else:
            text = _("No mail program opens the draft. It lies in {path}.").format(path=path)
            self.host.tell(Message(text, Level.WARNING, seconds=0, replaces="document"))
