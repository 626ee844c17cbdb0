"""The screen of a shared terminal: scan the badge, type the PIN; whoever rests too long is signed out again."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.messages import explain
from desktop.shell.brand import BrandSide
from desktop.shell.inputs import Labelled, PasswordLine
from desktop.tasks.database import writing
from desktop.tasks.runner import TaskRunner
from models.company.terminal import Worker, read_badge
from models.database.errors import Denied, KontorError
from models.database.session import Session
from resources.language import _
from views.kit.host import Level, Message
from views.kit.strip import MessageStrip
from views.kit.text import LinkButton, column, note, row, title
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_6, SPACE_8

_SIZE = QSize(900, 600)
_FORM_WIDTH = 360
_PIN_LENGTH = 6
_FIELD_HEIGHT = 44  # read and hit from a step away, with gloves
_ACTIVITY = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class BadgeWindow(QWidget):
    """Emits `badge_read` with the Worker; `left` gives the terminal up."""

    badge_read = Signal(object)
    left = Signal()

    def __init__(self, session: Session, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._busy = False
        self.setWindowTitle("Kontor")
        self.resize(_SIZE)
        self.badge, self.pin = QLineEdit(), PasswordLine()
        self.pin.setMaxLength(_PIN_LENGTH)
        self.pin.setValidator(QIntValidator(self.pin))
        self.pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.button = QPushButton(_("Begin"))
        self.button.setProperty("role", "primary")
        self.strip = MessageStrip()
        self.leave = LinkButton(_("Sign the terminal out"))
        self._arrange()
        self.badge.returnPressed.connect(self.pin.setFocus)
        self.pin.textEdited.connect(self._on_pin)
        self.pin.returnPressed.connect(self.begin)
        self.button.clicked.connect(self.begin)
        self.leave.clicked.connect(self.left)

    def begin(self) -> None:
        """Sign in with what was scanned and typed."""
        badge, pin = self.badge.text().strip(), self.pin.text()
        if self._busy:
            return
        if not badge or len(pin) < _PIN_LENGTH:
            (self.pin if badge else self.badge).setFocus()
            return
        self._busy = True
        self.button.setEnabled(False)
        task = writing(self._session, read_badge, {"badge": badge, "pin": pin}, uuid4())
        self._runner.submit(task, on_done=self._on_read, on_failed=self._on_failed, writes=True)

    def refuse(self) -> None:
        """The badge is right, but its bearer may do nothing at this terminal."""
        self._on_failed(Denied("terminal.no_roles"))
        self.badge.setFocus()

    def wait_for_badge(self, message: str = "") -> None:
        """Empty the fields for the next one."""
        self.badge.clear()
        self.pin.clear()
        self.strip.clear()
        if message:
            self.strip.show_message(Message(message, Level.INFO))
        self.badge.setFocus()

    def _arrange(self) -> None:
        outer = row(self, spacing=0)
        outer.addWidget(BrandSide())
        right = column(spacing=0)
        right.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_6)
        outer.addLayout(right, 1)
        form = QWidget()
        keep(form, QWidget.setFixedWidth, partial(spaced, _FORM_WIDTH))
        layout = column(form, spacing=SPACE_3)
        layout.addWidget(title(_("Scan your badge")))
        layout.addWidget(note(_("Then type your PIN of six digits.")))
        layout.addSpacing(SPACE_2)
        layout.addWidget(self.strip)
        for text, line in ((_("Badge"), self.badge), (_("PIN"), self.pin)):
            keep(line, QWidget.setMinimumHeight, partial(scaled, _FIELD_HEIGHT))
            layout.addWidget(Labelled(text, line))
        keep(self.button, QWidget.setMinimumHeight, partial(scaled, _FIELD_HEIGHT))
        layout.addWidget(self.button)
        right.addStretch(2)
        right.addWidget(form, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addStretch(3)
        right.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)

    def _on_pin(self, pin: str) -> None:
        if len(pin) == _PIN_LENGTH and self.badge.text():
            self.begin()

    def _on_read(self, worker: Worker | None) -> None:
        if worker is None:
            self._on_failed(Denied("terminal.wrong_badge"))
            return
        self._free()
        self.wait_for_badge()
        self.badge_read.emit(worker)

    def _on_failed(self, error: KontorError) -> None:
        self._free()
        self.strip.show_message(Message(explain(error), Level.ERROR, replaces="badge"))
        self.pin.clear()
        self.pin.setFocus()

    def _free(self) -> None:
        self._busy = False
        self.button.setEnabled(True)


class IdleWatch(QObject):
    """Emits `idle` when nobody has touched keyboard or mouse for so many minutes."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)

    def start(self) -> None:
        """Begin to watch."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin counting anew with every touch."""
        del watched
        if event.type() in _ACTIVITY:
            self._timer.start()
        return False
