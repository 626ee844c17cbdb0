"""Documents on the screen: made off the GUI thread, shown as a page, printed and saved exactly as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.errors import KontorError
from resources.language import _
from views.kit.empty import EmptyState
from views.kit.host import Host, Job, Level, Message, PrintJob
from views.kit.page import Page
from views.kit.preview.keeping import keep, keeps
from views.kit.preview.kept_line import KeptLine
from views.kit.preview.mail_out import MailOut
from views.kit.preview.view import PdfPreview

if TYPE_CHECKING:
    from models.company.attachments import Attachment


class DocumentPage(Page):
    """A PDF as a page of the window; F5 makes it anew."""

    def __init__(self, host: Host, document: PrintJob) -> None:
        super().__init__(host, document.title)
        self._document = document
        self._job: Job | None = None
        self._pdf = b""
        self._mail = MailOut(host, document, self)
        self._mail.left.connect(self._on_left)
        self.preview: PdfPreview | None = None
        self.kept: KeptLine | None = None
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
                starts=self._document.starts,
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
        self._show_kept(data)
        self.body.addWidget(preview, 1)
        self.setFocusProxy(preview)
        preview.setFocus()

    def _show_kept(self, pdf: bytes) -> None:
        """Say above the pages whether this is kept as it was issued."""
        if self.kept is not None:
            self.kept.deleteLater()
        document = self._document.kept
        self.kept = KeptLine(self.host, document.subject, document.key, shown=pdf) if document is not None else None
        if self.kept is not None:
            self.body.addWidget(self.kept)

    def _on_failed(self, error: KontorError) -> None:
        self._explain(self.host.explain(error))

    def _explain(self, why: str) -> None:
        if self.preview is None:
            self._waiting.explain(_("There is no document to show"), why, _("Try again"), "warning")
        else:
            self.host.tell(Message(why, Level.ERROR, replaces="document"))

    def _on_saved(self, path: str) -> None:
        self._keep()
        self.host.tell(Message(_("Saved as {path}").format(path=path), Level.SUCCESS, replaces="document"))

    def _on_printed(self, pages: int, printer: str) -> None:
        if pages:
            self._keep()
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
        self._mail.start(self._pdf)

    def _keep(self) -> None:
        """What is printed or saved has left the house."""
        if keeps(self.host, self._document):
            keep(self.host, self._document, self._pdf, on_done=self._on_kept)

    def _on_kept(self, _kept: Attachment) -> None:
        self._on_left()

    def _on_left(self) -> None:
        if self.kept is not None:
            self.kept.refresh()
