"""The mail server that documents are sent through: where it is, in whose name, its password, and trying it out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from models.company.mailing import MailServer, Security, is_address, read_mail_server, save_mail_server
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_, _
from views.company.mail_card import MailCard
from views.kit.action import Action, ActionContext
from views.kit.form.notice import Notice
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link
from views.kit.text import Label, column, row
from views.kit.theme.tokens import SPACE_3

_SECURITIES = (
    Choice(Security.STARTTLS, N_("STARTTLS (mostly port 587)")),
    Choice(Security.TLS, N_("TLS from the start (mostly port 465)")),
    Choice(Security.NONE, N_("None: readable on the way")),
)


@operation(needs=Permission.CONTACTS_READ)
def read_server(work: Work) -> MailServer:
    """The server of the company, or an empty one to fill in."""
    return read_mail_server(work) or MailServer()


def _arguments(draft: MailServer) -> Mapping[str, object]:
    return {"server": draft}


def _nothing(draft: MailServer) -> Mapping[str, object]:
    del draft
    return {}


def _wrong_sender(draft: MailServer) -> str | None:
    if not draft.host.strip() or is_address(draft.from_address.strip()):
        return None
    return _("This is no e-mail address.")


def _wrong_reply(draft: MailServer) -> str | None:
    address = draft.reply_to.strip()
    return None if not address or is_address(address) else _("This is no e-mail address.")


FORM: FormSpec[MailServer] = FormSpec(
    sections=(
        Section(
            N_("The server"),
            (
                Field("host", N_("Server"), help=N_("As the mail provider calls it, such as smtp.example.se.")),
                Field("port", N_("Port"), FieldKind.INTEGER, required=True),
                Field("security", N_("Security"), FieldKind.CHOICE, choices=_SECURITIES),
                Field("user", N_("User name"), help=N_("Mostly the whole address. Empty where none is asked for.")),
            ),
            hint=N_("Without a server, e-mails open as drafts in the mail program of each computer."),
        ),
        Section(
            N_("In whose name"),
            (
                Field("from_address", N_("From address"), check=_wrong_sender),
                Field("from_name", N_("From name"), help=N_("As receivers see it.")),
                Field("reply_to", N_("Replies to"), check=_wrong_reply, help=N_("Empty: to the from address.")),
                Field("copy_to_self", N_("Send a copy to the from address"), FieldKind.BOOLEAN),
            ),
        ),
    ),
    save=save_mail_server,
    arguments=_arguments,
    fetch=read_server,
    fetch_arguments=_nothing,
)


class MailPage(FormPage[MailServer]):
    """The form with the password and the test beside it; a test takes what is typed, saved or not."""

    def __init__(self, host: Host, link: Link) -> None:
        words = Action("company.letters", N_("What letters say…"), self._words, icon="edit")
        super().__init__(host, _("E-mail"), FORM, MailServer(), actions=(words,), link=link)
        self.form.setEnabled(False)
        self.warning = Notice("waiting", "warning")
        self.warning.content.addWidget(Label(_open_words(), ink="waiting", wrap=True))
        self.card = MailCard(host)
        self.card.test_asked.connect(self._on_test)
        self.card.keep_asked.connect(self._on_keep)
        beside = QWidget()
        layout, left = row(beside, spacing=SPACE_3), column(spacing=SPACE_3)
        left.addWidget(self.warning)
        left.addWidget(self.form, 1)
        layout.addLayout(left, 1)
        layout.addWidget(self.card)
        self.body.addWidget(beside, 1)
        self.form.changed.connect(self._on_changed)
        host.on_change("company.setting", self._on_changed_elsewhere, self)
        self._read()

    def _words(self, context: ActionContext) -> None:
        context.host.open(Link("company.letters"))

    def _read(self) -> None:
        self.host.read(read_server, {}, on_done=self._on_read)

    def _on_read(self, server: MailServer) -> None:
        if self.form.dirty:
            return
        first = not self.form.isEnabled()
        self.form.setEnabled(True)
        self.form.set_draft(server)
        self._on_changed()
        if first:
            self.form.setFocus()

    def _on_saved(self, result: object) -> None:
        self.form.mark_saved(result if isinstance(result, MailServer) else MailServer())
        super()._on_saved(result)

    def _on_changed(self) -> None:
        draft = self.form.draft
        self.warning.setVisible(draft.security is Security.NONE)
        self.card.set_server(draft)

    def _on_changed_elsewhere(self, keys: frozenset[object]) -> None:
        del keys
        if not self.form.dirty:
            self._read()

    def _on_test(self) -> None:
        if self.form.check():
            self.card.try_out()

    def _on_keep(self) -> None:
        if self.form.check():
            self.card.keep_password()


def _open_words() -> str:
    return _("Without security the password and every document can be read by anybody on the way to the server.")
