"""One e-mail before it is sent: receiver, subject and text can be changed; what fails is said here and is mended."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from models.company.mailing import MailServer, OutgoingMail, is_address
from models.database.errors import KontorError
from resources.language import _
from views.kit.form.notice import Notice
from views.kit.host import Host
from views.kit.preview.mail_password import PASSWORD_LACKS, MailPasswordDialog
from views.kit.text import Label, column, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6

_WIDTH, _HEIGHT, _LEAST_TEXT = 620, 540, 96  # pixels at 100 %
_UNCERTAIN = frozenset({"mail.cut_off", "mail.not_noted"})
_KILO = 1024


class MailWindow(QDialog):
    """Shown by `open()`; `sent` carries the address, `draft_asked` the mail as it stands. It destroys itself."""

    sent = Signal(str)
    draft_asked = Signal(object)

    def __init__(
        self, host: Host, title: str, mail: OutgoingMail, server: MailServer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._host, self._mail, self._again, self._busy = host, mail, False, False
        self.recipient, self.subject = QLineEdit(mail.recipient), QLineEdit(mail.title)
        self.text = QPlainTextEdit(mail.text)
        self.text.setTabChangesFocus(True)
        keep(self.text, QWidget.setMinimumHeight, partial(scaled, _LEAST_TEXT))
        self.problem = Notice("bad", "error")
        self._why = Label("", ink="bad", wrap=True)
        self.problem.content.addWidget(self._why)
        self.draft = QPushButton(_("Open as &draft"))
        self.cancel, self.send = QPushButton(_("Cancel")), QPushButton(_("&Send"))
        self._arrange(title, server)
        room = self.screen().availableSize()
        self.resize(min(scaled(_WIDTH), room.width()), min(scaled(_HEIGHT), room.height()))
        self.draft.clicked.connect(self._on_draft)
        self.cancel.clicked.connect(self.reject)
        self.send.clicked.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)

    @property
    def mail(self) -> OutgoingMail:
        """As it stands in the fields."""
        return replace(
            self._mail,
            recipient=self.recipient.text().strip(),
            title=self.subject.text().strip(),
            text=self.text.toPlainText(),
        )

    def accept(self) -> None:
        """Send it, unless something is missing or it is under way."""
        if self._busy:
            return
        mail = self.mail
        if not all(is_address(part.strip()) for part in mail.recipient.split(",")):
            self._explain(_("This is no e-mail address."), self.recipient)
        elif not mail.title:
            self._explain(_("Say in the subject what it is about."), self.subject)
        else:
            self._start(mail)

    def reject(self) -> None:
        """Leave, unless the message is under way: nobody can call it back."""
        if not self._busy:
            super().reject()

    def _start(self, mail: OutgoingMail) -> None:
        self._set_busy(busy=True)
        self._host.mailer.send(mail, again=self._again, on_done=self._on_sent, on_failed=self._on_failed)

    def _on_sent(self, address: str) -> None:
        self._busy = False
        self.sent.emit(address)
        super().accept()

    def _on_failed(self, error: KontorError) -> None:
        if error.code == "message.already" or error.code in _UNCERTAIN:
            self._again = True  # the button says it, so pressing it is the word that is asked for
        self._set_busy(busy=False)
        why = self._host.explain(error)
        if error.code in PASSWORD_LACKS:
            dialog = MailPasswordDialog(self._host, why, self)
            dialog.kept.connect(self.accept)
            dialog.open()
            return
        self._explain(why, self.send if self._again else self.recipient)

    def _explain(self, why: str, focus: QWidget) -> None:
        self._why.setText(why)
        self.problem.show()
        focus.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for part in (self.recipient, self.subject, self.text, self.draft, self.cancel, self.send):
            part.setDisabled(busy)
        if busy:
            self.problem.hide()
        self.send.setText(_("Sending…") if busy else _("&Send again") if self._again else _("&Send"))

    def _on_draft(self) -> None:
        self.draft_asked.emit(self.mail)
        super().accept()

    def _arrange(self, title: str, server: MailServer) -> None:
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(title))
        layout.addWidget(self.problem)
        layout.addLayout(_field(_("&To"), self.recipient))
        layout.addLayout(_field(_("S&ubject"), self.subject))
        layout.addLayout(_field(_("Te&xt"), self.text), 1)
        size = max(1, round(len(self._mail.pdf) / _KILO))
        about = _("Attached: {name} ({size} kB) · From {sender}")
        layout.addWidget(note(about.format(name=self._mail.filename, size=size, sender=_sender(server))))
        self.send.setProperty("role", "primary")
        self.send.setToolTip("Ctrl+Return")
        buttons = row(spacing=SPACE_2)
        buttons.addWidget(self.draft)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send)
        layout.addLayout(buttons)
        for button in (self.draft, self.cancel):
            button.setAutoDefault(False)
        self.send.setDefault(True)


def _field(text: str, editor: QWidget) -> QVBoxLayout:
    label = QLabel(text)
    label.setBuddy(editor)
    field = column(spacing=SPACE_1)
    field.addWidget(label)
    field.addWidget(editor)
    return field


def _sender(server: MailServer) -> str:
    return f"{server.from_name} <{server.from_address}>" if server.from_name else server.from_address
