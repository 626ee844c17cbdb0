"""Beside the settings of the mail server: its password, kept by this computer alone, and a message to try it out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from models.company.mailing import MailServer
from models.database.errors import KontorError
from resources.language import _
from views.kit.host import Host
from views.kit.text import Card, Label, column, heading, note
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_1, SPACE_3, SPACE_4

_WIDTH = 300


class MailCard(Card):
    """`keep_asked` and `test_asked` say what was pressed; the page sees that the settings are whole first."""

    keep_asked = Signal()
    test_asked = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._server = MailServer()
        keep(self, QWidget.setFixedWidth, partial(spaced, _WIDTH))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep_button, self.test_button = (
            QPushButton(_("&Keep the password")),
            QPushButton(_("Send a &test message")),
        )
        self.result = Label("", wrap=True)
        self._arrange()
        self.keep_button.clicked.connect(self.keep_asked)
        self.test_button.clicked.connect(self.test_asked)
        self.password.textChanged.connect(self._show_state)
        self.password.returnPressed.connect(self.keep_asked)
        self._show_state()

    def set_server(self, server: MailServer) -> None:
        """What is typed at the moment."""
        self._server = server
        self._show_state()

    def keep_password(self) -> None:
        """Keep what was typed on this computer."""
        if self.password.text():
            self._host.mailer.keep_password(self._server, self.password.text(), on_done=self._on_kept)

    def try_out(self) -> None:
        """Send a message to the from address, with the password that is typed or kept."""
        self._say(_("Sending a test message…"), "secondary")
        self.test_button.setEnabled(False)
        self._host.mailer.try_out(self._server, self.password.text(), on_done=self._on_tried, on_failed=self._on_failed)

    def _on_kept(self, stored: bool) -> None:  # noqa: FBT001 - what the mailer answers
        self.password.clear()
        if stored:
            self._say(_("The password is kept in the password store of this computer."), "good")
        else:
            text = _("This computer has no password store. The password is asked for again after the next start.")
            self._say(text, "waiting")

    def _on_tried(self, address: str) -> None:
        self._show_state()
        text = _("The server took the message. See whether it arrives at {address}.")
        self._say(text.format(address=address), "good")

    def _on_failed(self, error: KontorError) -> None:
        self._show_state()
        self._say(self._host.explain(error), "bad")

    def _say(self, text: str, ink: str) -> None:
        self.result.setText(text)
        self.result.set_ink(ink)

    def _show_state(self) -> None:
        self.test_button.setEnabled(bool(self._server.host.strip()))
        self.keep_button.setEnabled(bool(self._server.user.strip() and self.password.text()))
        missing = _("Fill in the server first.")
        self.test_button.setToolTip("" if self.test_button.isEnabled() else missing)

    def _arrange(self) -> None:
        layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(_("On this computer")))
        about = _("The password lies in the password store of each computer, never in the database.")
        layout.addWidget(note(about))
        label = QLabel(_("Passw&ord"))
        label.setBuddy(self.password)
        field = column(spacing=SPACE_1)
        field.addWidget(label)
        field.addWidget(self.password)
        layout.addLayout(field)
        for part in (self.keep_button, self.test_button, self.result):
            layout.addWidget(part)
        layout.addStretch()
