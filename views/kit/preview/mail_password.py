"""Asks for the password of the company's mail server, and keeps it on this computer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from models.company.mailing import MailServer, read_mail_server
from resources.language import _
from views.kit.host import Host, Level, Message
from views.kit.text import Label, column, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_1, SPACE_3, SPACE_6

#: The failures that a password mends.
PASSWORD_LACKS = frozenset({"mail.no_password", "mail.wrong_password"})
_WIDTH = 420


class MailPasswordDialog(QDialog):
    """Shown by `open()` with `why`, translated; `kept` says that the password may be used. It destroys itself."""

    kept = Signal()

    def __init__(self, host: Host, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Password of the mail server"))
        keep(self, QWidget.setMinimumWidth, partial(spaced, _WIDTH))
        self._host = host
        self._server: MailServer | None = None
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._about = note(_("It is kept in the password store of this computer, and nowhere else."))
        self.save = QPushButton(_("&Use this password"))
        self._arrange(why)
        host.read(read_mail_server, {}, on_done=self._on_server)

    def accept(self) -> None:
        """Keep what was typed."""
        if self._server is None or not self.password.text():
            return
        self.save.setEnabled(False)
        self._host.mailer.keep_password(self._server, self.password.text(), on_done=self._on_kept)

    def _on_server(self, server: MailServer | None) -> None:
        self._server = server

    def _on_kept(self, stored: bool) -> None:  # noqa: FBT001 - what the mailer answers
        if not stored:
            text = _("This computer has no password store. The password is asked for again after the next start.")
            self._host.tell(Message(text, Level.INFO, replaces="mail"))
        self.kept.emit()
        super().accept()

    def _arrange(self, why: str) -> None:
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(_("Password of the mail server")))
        layout.addWidget(Label(why, wrap=True))
        label = QLabel(_("&Password"))
        label.setBuddy(self.password)
        field = column(spacing=SPACE_1)
        field.addWidget(label)
        field.addWidget(self.password)
        layout.addLayout(field)
        layout.addWidget(self._about)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        layout.addLayout(buttons)
