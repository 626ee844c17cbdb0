"""The panel of the connection: who is signed in where, how far away the server is, and how it has fared."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.connections import Place
from desktop.shell.connection_state import ConnectionState, distance, how_long
from desktop.shell.notices import program_version
from desktop.shell.panel import Panel
from models.company.connection import ServerFacts, server_facts
from models.company.roles import ROLE_TEXTS
from models.database.errors import KontorError
from models.database.rights import Role
from resources.language import _
from views.kit.text import Label, grid, heading, row
from views.kit.theme.colours import colour
from views.kit.theme.icons import set_icon
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_4

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_WIDTH = 440
_CLOCK, _DAY_AND_CLOCK = "%H:%M:%S", "%Y-%m-%d %H:%M:%S"

Lines = list[tuple[str, str]]


class ConnectionPanel(Panel):
    """Follows the connection while it is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(_("Connection"), _WIDTH, window)
        self._window, self._state = window, window.windows.state
        self._facts: ServerFacts | None = None
        self.copied = QPushButton(_("&Copy for support"))
        self.again = QPushButton(_("&Try again now"))
        self._shown: list[tuple[Label, Label]] = []
        self._lines = grid(across=SPACE_4, down=SPACE_1)
        self._lines.setColumnStretch(1, 1)
        self.body.addWidget(heading(_("Connection")))
        self.body.addLayout(self._lines)
        self.body.addWidget(LatencyLine(self._state))
        self.body.addLayout(self._buttons())
        self._state.changed.connect(self._show)
        self._show()
        window.host.read(server_facts, {}, on_done=self._on_facts, on_failed=self._on_no_facts)

    @property
    def lines(self) -> Lines:
        """What it says: what, and how it is."""
        return [*self._of_person(), *self._of_server(), *self._of_course()]

    def _buttons(self) -> QHBoxLayout:
        buttons = row(spacing=SPACE_2)
        set_icon(self.copied, "copy")
        set_icon(self.again, "refresh")
        self.copied.clicked.connect(self._copy)
        self.again.clicked.connect(self._state.try_again)
        buttons.addWidget(self.copied)
        buttons.addWidget(self.again)
        buttons.addStretch()
        return buttons

    def _of_person(self) -> Lines:
        identity = self._window.session.identity
        roles = (ROLE_TEXTS[Role(role)].title for role in sorted(identity.roles) if role in set(Role))
        name = f"{identity.full_name} ({identity.name})" if identity.full_name else identity.name
        return [
            (_("Signed in"), name),
            (_("Roles"), ", ".join(_(role) for role in roles)),
            (_("Company"), self._window.session.company.name),
        ]

    def _of_server(self) -> Lines:
        facts, here = self._facts, self._window.windows.connection.place is Place.HERE
        if facts is None:
            return [(_("Server"), self._window.windows.place)]
        is_socket = facts.host.startswith("/")
        where = _("{host}, port {port}").format(host=_("socket") if is_socket else facts.host, port=facts.port)
        kind = _("This computer's own") if here else _("Server of the office")
        safe = facts.encryption or (_("Not needed on this computer") if here else _("None"))
        return [
            (_("Server"), f"{kind}: {where}"),
            (_("Database"), _("{name}, PostgreSQL {version}").format(name=facts.database, version=facts.version)),
            (_("Encryption"), safe),
        ]

    def _of_course(self) -> Lines:
        course = self._state
        lines: Lines = []
        if course.lost is not None:
            lost = _("No connection since {time}").format(time=_time(course.lost.began))
            lines.append((_("Answers in"), lost))
        elif course.milliseconds is not None:
            lines.append((_("Answers in"), distance(course.milliseconds)))
        heard = _("At once") if course.listens else _("Every ten seconds")
        lines.append((_("Changes by others"), heard))
        if course.since is not None and course.lost is None:
            lines.append((_("Connected since"), _time(course.since)))
        lines.append((_("Interruptions"), _interruptions(course)))
        return lines

    def _show(self) -> None:
        lines = self.lines
        while len(self._shown) < len(lines):
            self._add_line()
        for number, (label, value) in enumerate(self._shown):
            what, how = lines[number] if number < len(lines) else ("", "")
            label.setText(what)
            value.setText(how)
            value.setAccessibleName(f"{what}: {how}")
            label.setVisible(bool(what))
            value.setVisible(bool(what))
        self.again.setVisible(self._state.lost is not None)
        self.fit()

    def _add_line(self) -> None:
        label, value = Label("", ink="secondary"), Label("", wrap=True)
        self._lines.addWidget(label, len(self._shown), 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(value, len(self._shown), 1)
        self._shown.append((label, value))

    def _copy(self) -> None:
        lines = [f"Kontor {program_version()}".strip(), *(f"{what}: {how}" for what, how in self.lines)]
        if self._state.last is not None:
            lines.append(str(self._state.last.error.code))
        QApplication.clipboard().setText("\n".join(lines))
        self.copied.setText(_("Copied"))

    def _on_facts(self, facts: ServerFacts) -> None:
        self._facts = facts
        self._show()

    def _on_no_facts(self, error: KontorError) -> None:
        """What is known without the server stands there already."""
        del error


class LatencyLine(QWidget):
    """How long the server took for each answer of the last minutes, as a line; the longest said beside it."""

    _HEIGHT = 36  # pixels at 100 %

    def __init__(self, course: ConnectionState) -> None:
        super().__init__()
        self._course = course
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        course.changed.connect(self._follow)
        state().changed.connect(self.update)
        self._follow()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(scaled(200), scaled(self._HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line over a hairline; nothing before there are two answers."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current, readings = tokens(), self._course.readings
        painter.setPen(colour(current.rule))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if len(readings) > 1:
            painter.setPen(QPen(colour(current.accent), 1.5))
            painter.drawPolyline(self._curve(readings))

    def _curve(self, readings: tuple[float, ...]) -> QPolygonF:
        step, top = self.width() / (len(readings) - 1), max(*readings, 1.0)
        room = self.height() - 4
        return QPolygonF([QPointF(n * step, 2 + room * (1 - each / top)) for n, each in enumerate(readings)])

    def _follow(self) -> None:
        readings = self._course.readings
        if readings:
            words = _("Answers of the last five minutes: {least} to {most} ms")
            text = words.format(least=f"{min(readings):.1f}", most=f"{max(readings):.1f}")
            self.setAccessibleName(text)
            self.setToolTip(text)
        self.update()


def _time(moment: datetime) -> str:
    today = datetime.now().astimezone().date()
    return moment.strftime(_CLOCK if moment.date() == today else _DAY_AND_CLOCK)


def _interruptions(course: ConnectionState) -> str:
    if course.last is None:
        return _("None since Kontor started")
    last = _("{count} since Kontor started, the last at {time} for {long}")
    return last.format(count=course.interruptions, time=_time(course.last.began), long=how_long(course.last.seconds))
