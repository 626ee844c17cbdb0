"""The sign-in window: where, who, password; and the ways to a new company or another server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop import secrets
from desktop.connections import (
    Connection,
    Place,
    forget_connection,
    has_local_company,
    open_session,
    recent_connections,
)
from desktop.messages import explain
from desktop.settings import LANGUAGE, Settings
from desktop.shell.brand import BrandSide
from desktop.shell.inputs import ChoiceBox, Labelled, LanguageBox, PasswordLine
from desktop.tasks.job import Job
from desktop.tasks.runner import Progress, TaskRunner
from models.database.errors import KontorError, Rejected
from models.database.session import Session
from resources.language import _
from views.kit.host import Level, Message
from views.kit.strip import MessageStrip
from views.kit.text import LinkButton, column, note, row, title
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8

_SIZE = QSize(900, 600)
_WIDE = 100  # as a share of the width, against the margins
_FORM_WIDTH = 360


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session, and the connection it came about through."""

    session: Session
    connection: Connection
    notice: str = ""  # what the main window says first


class SignInWindow(QWidget):
    """Emits `signed_in` with a SignedIn; `company_wanted` and `server_wanted` lead to the first run."""

    signed_in = Signal(object)
    company_wanted = Signal()
    server_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(self, settings: Settings, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._runner = settings, runner
        self._job: Job | None = None
        self._connections: tuple[Connection, ...] = ()
        self.setWindowTitle("Kontor")
        self.resize(_SIZE)
        self._make_inputs()
        self._arrange()
        self._connect()
        self.offer(_known_connections(settings))

    def offer(self, connections: tuple[Connection, ...]) -> None:
        """Offer these connections, the first one chosen."""
        self._connections = connections
        self.where.set_choices([(place, connection.label) for place, connection in enumerate(connections)])
        self._where.setVisible(len(connections) != 1 or connections[0].place is Place.SERVER)
        self._on_where()

    def offer_also(self, connection: Connection) -> None:
        """Offer a connection that was just entered, and choose it."""
        others = (known for known in self._connections if known.identity != connection.identity)
        self.offer((connection, *others))

    def fill(self, *, user: str = "", password: str = "") -> None:
        """Fill in what is known."""
        self.user.setText(user)
        self.password.setText(password)
        self._focus_first_empty()

    def tell(self, text: str, level: Level = Level.WARNING) -> None:
        """Show a message above the form."""
        self.strip.show_message(Message(text, level, seconds=0, replaces="sign-in"))

    @property
    def connection(self) -> Connection | None:
        """The connection chosen."""
        place = self.where.value
        return self._connections[place] if isinstance(place, int) else None

    def sign_in(self) -> None:
        """Sign in with what is filled in."""
        connection, user, password = self.connection, self.user.text().strip(), self.password.text()
        if self._job is not None or not self._complete(connection, user, password) or connection is None:
            return
        self.strip.clear()
        self._set_busy(busy=True)

        def task(job: Job) -> SignedIn:
            session = open_session(connection, user=user, password=password, progress=partial(job.step, 0, 0))
            try:
                job.check()
                if not session.identity.companies:
                    raise Rejected("sign_in.no_company")
            except KontorError:
                session.close()
                raise
            _keep_password(connection, user, password if remember else None)
            return SignedIn(session, replace(connection, user=user, title=session.company.name))

        remember = self.remember.isChecked()
        self._job = self._runner.submit(task, on_done=self._on_signed_in, on_failed=self._on_failed, writes=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop waiting for an answer."""
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)

    def _complete(self, connection: Connection | None, user: str, password: str) -> bool:
        self._user.show_problem("" if user else _("Type your user name."))
        self._password.show_problem("" if password else _("Type your password."))
        if connection is None:
            self.tell(explain(KontorError("connection.none")))
        self._focus_first_empty()
        return bool(user and password)

    def _make_inputs(self) -> None:
        self.where = ChoiceBox(())
        self.user = QLineEdit()
        self.password = PasswordLine()
        self.remember = QCheckBox(_("Remember the password on this computer"))
        self.button = QPushButton(_("Sign in"))
        self.button.setProperty("role", "primary")
        self.button.setDefault(True)
        self.cancel = LinkButton(_("Cancel"))
        self.cancel.hide()
        self.strip = MessageStrip()
        self._progress = note("")
        self.forget = LinkButton(_("Forget this server"))
        self.new_company = LinkButton(_("New company on this computer…"))
        self.other_server = LinkButton(_("Connect to another server…"))
        self.language = LanguageBox()
        self._where = Labelled(_("Company"), self.where)
        self._user = Labelled(_("User name"), self.user)
        self._password = Labelled(_("Password"), self.password)

    def _arrange(self) -> None:
        outer = row(self, spacing=0)
        outer.addWidget(BrandSide())
        right = column(spacing=0)
        right.setContentsMargins(SPACE_8, SPACE_4, SPACE_8, SPACE_4)
        outer.addLayout(right, 1)
        top = row()
        top.addStretch()
        top.addWidget(self.language)
        right.addLayout(top)
        content, area = QWidget(), QScrollArea()
        whole, middle = column(content, spacing=0), row()
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addStretch(3)
        middle.addStretch()
        form = QWidget()
        keep(form, QWidget.setMaximumWidth, partial(spaced, _FORM_WIDTH))
        self._fill_form(column(form, spacing=SPACE_3))
        middle.addWidget(form, _WIDE)
        middle.addStretch()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.addWidget(area, 1)

    def _fill_form(self, form: QVBoxLayout) -> None:
        form.addWidget(title(_("Sign in")))
        form.addSpacing(SPACE_2)
        form.addWidget(self.strip)
        for widget in (self._where, self._user, self._password, self.remember):
            form.addWidget(widget)
        form.addSpacing(SPACE_2)
        form.addWidget(self.button)
        waiting = row()
        waiting.addWidget(self._progress, 1)
        waiting.addWidget(self.cancel)
        form.addLayout(waiting)
        form.addSpacing(SPACE_6)
        for link in (self.new_company, self.other_server, self.forget):
            form.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.where.currentIndexChanged.connect(self._on_where)
        self.user.editingFinished.connect(self._look_for_password)
        for line in (self.user, self.password):
            line.returnPressed.connect(self.sign_in)
        self.button.clicked.connect(self.sign_in)
        self.cancel.clicked.connect(self._on_cancel)
        self.new_company.clicked.connect(self.company_wanted)
        self.other_server.clicked.connect(self.server_wanted)
        self.forget.clicked.connect(self._on_forget)
        self.language.wanted.connect(self._on_language)
        self._runner.progressed.connect(self._on_progress)

    def _on_where(self) -> None:
        connection = self.connection
        self.new_company.setVisible(not has_local_company())
        self.forget.setVisible(connection is not None and connection.place is Place.SERVER)
        self.fill(user=connection.user if connection is not None else "")
        self._look_for_password()

    def _look_for_password(self) -> None:
        """Ask the password store, which may take its time, and fill in what it knows."""
        connection, user = self.connection, self.user.text().strip()
        if connection is None or not user or self.password.text():
            return

        def task(_job: Job) -> str | None:
            return secrets.remembered_password(connection.entry(user))

        self._runner.submit(task, on_done=partial(self._on_remembered, user), on_failed=self._on_not_remembered)

    def _on_remembered(self, user: str, password: str | None) -> None:
        if password is not None and user == self.user.text().strip() and not self.password.text():
            self.password.setText(password)
            self.remember.setChecked(True)
            self.button.setFocus()

    def _on_not_remembered(self, error: KontorError) -> None:
        """The user types it."""
        del error

    def _on_signed_in(self, signed_in: SignedIn) -> None:
        self._job = None
        self._set_busy(busy=False)
        self.password.clear()
        self.signed_in.emit(signed_in)

    def _on_failed(self, error: KontorError) -> None:
        self._job = None
        self._set_busy(busy=False)
        self.tell(explain(error), Level.ERROR)
        self.password.setFocus()
        self.password.selectAll()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._set_busy(busy=False)

    def _on_progress(self, progress: Progress) -> None:
        if progress.job is self._job:
            self._progress.setText(progress.text)

    def _on_forget(self) -> None:
        connection = self.connection
        if connection is not None:
            forget_connection(self._settings, connection)
            self.offer(_known_connections(self._settings))

    def _on_language(self, code: str) -> None:
        self._settings.set(LANGUAGE, code)
        self.language_chosen.emit(code)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._where, self._user, self._password, self.remember, self.button, self.language):
            widget.setEnabled(not busy)
        for link in (self.new_company, self.other_server, self.forget):
            link.setEnabled(not busy)
        self.button.setText(_("Signing in…") if busy else _("Sign in"))
        self.cancel.setVisible(busy)
        self._progress.setText("")

    def _focus_first_empty(self) -> None:
        empty = (line for line in (self.user, self.password) if not line.text())
        next(empty, self.button).setFocus()


def _known_connections(settings: Settings) -> tuple[Connection, ...]:
    """What was used before; the company of this computer is offered before it was ever opened."""
    known = tuple(entry for entry in recent_connections(settings) if entry.place is Place.SERVER or has_local_company())
    if has_local_company() and all(entry.place is not Place.HERE for entry in known):
        known = (*known, Connection())
    return known


def _keep_password(connection: Connection, user: str, password: str | None) -> None:
    if password is None:
        secrets.forget_password(connection.entry(user))
    else:
        secrets.remember_password(connection.entry(user), password)
