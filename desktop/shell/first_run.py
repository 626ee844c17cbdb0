"""The first run: a new company on this computer, the demo company, or a server of the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QWidget

from desktop.connections import Connection, has_local_company, open_session
from desktop.founding import found_here, furnish_demo_here
from desktop.messages import explain
from desktop.shell.brand import BrandSide
from desktop.shell.inputs import LanguageBox
from desktop.shell.sign_in import SignedIn
from desktop.shell.steps import AdministratorStep, CompanyStep, RolesStep, ServerStep, Step, WayCard, WayStep, new_user
from desktop.tasks.job import Job
from desktop.tasks.runner import Progress, Task, TaskRunner
from models.company.founding import Founding
from models.company.roles import ROLE_TEXTS
from models.company.users import NewUser
from models.database.errors import KontorError
from resources.language import _
from views.kit.busy import Spinner
from views.kit.host import Level, Message
from views.kit.strip import MessageStrip
from views.kit.text import Label, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8

_SIZE = QSize(900, 600)
_FORM_WIDTH = 460


class FirstRun(QWidget):
    """Emits `signed_in` with a SignedIn after founding, or `connection_chosen`; `left` leads back to the sign-in."""

    signed_in = Signal(object)
    connection_chosen = Signal(object)  # Connection
    left = Signal()
    language_chosen = Signal(str)

    def __init__(self, runner: TaskRunner, *, can_leave: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        self._can_leave = can_leave
        self._way: tuple[Step, ...] = ()
        self.setWindowTitle("Kontor")
        self.resize(_SIZE)
        self.ways = WayStep(has_company=has_local_company())
        self.company = CompanyStep(date.today())  # noqa: DTZ011 - the day on the user's desk
        self.administrator, self.roles, self.server = AdministratorStep(), RolesStep(), ServerStep()
        self.working = WorkingStep()
        self.strip = MessageStrip()
        self.back, self.next = QPushButton(_("Back")), QPushButton(_("Next"))
        self.language = LanguageBox()
        self._place = note("", wrap=False)
        self.next.setProperty("role", "primary")
        self.next.setDefault(True)
        self._arrange()
        self.ways.chosen.connect(self._on_way)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.language.wanted.connect(self.language_chosen)
        self.working.cancel.clicked.connect(self._on_cancel)
        runner.progressed.connect(self._on_progress)
        self._show(self.ways)

    @property
    def step(self) -> Step:
        """The step in front."""
        shown = self._stack.currentWidget()
        return next(step for step in self._steps if step is shown)

    def start(self, way: str) -> None:
        """Begin with "company" or "server" without the question how to begin."""
        self._on_way(way)

    def go_on(self) -> None:
        """To the next step, where this one is right; from the last one to work."""
        step = self.step
        if not step.check():
            return
        place = self._way.index(step)
        if place + 1 < len(self._way):
            self._show(self._way[place + 1])
        elif step is self.server:
            self.connection_chosen.emit(self.server.connection)
        else:
            self._found()

    def go_back(self) -> None:
        """To the step before."""
        step = self.step
        place = self._way.index(step) if step in self._way else 0
        if step is self.ways:
            self.left.emit()
        else:
            self._show(self._way[place - 1] if place else self.ways)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else goes on; Escape goes back."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.back.isVisibleTo(self):
            self.go_back()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton | WayCard):
            focused.click()
        elif self.next.isVisibleTo(self):
            self.go_on()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop waiting."""
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)

    @property
    def _steps(self) -> tuple[Step, ...]:
        return self.ways, self.company, self.administrator, self.roles, self.server, self.working

    def _arrange(self) -> None:
        outer = row(self, spacing=0)
        outer.addWidget(BrandSide())
        right = column(spacing=SPACE_3)
        right.setContentsMargins(SPACE_8, SPACE_4, SPACE_8, SPACE_6)
        outer.addLayout(right, 1)
        policy = self.language.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that titles do not jump between steps
        self.language.setSizePolicy(policy)
        right.addWidget(self.language, 0, Qt.AlignmentFlag.AlignRight)
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(step)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._stack)
        form = QWidget()
        keep(form, QWidget.setFixedWidth, partial(spaced, _FORM_WIDTH))
        layout = column(form, spacing=SPACE_4)
        layout.addWidget(self.strip)
        layout.addWidget(area, 1)
        buttons = row(spacing=SPACE_2)
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self._place)
        buttons.addStretch()
        buttons.addWidget(self.next)
        layout.addLayout(buttons)
        right.addWidget(form, 1, Qt.AlignmentFlag.AlignHCenter)

    def _show(self, step: Step) -> None:
        self.strip.clear()
        self._stack.setCurrentWidget(step)
        self.next.setVisible(step in self._way)
        self.back.setVisible(step is not self.working and (step is not self.ways or self._can_leave))
        self.next.setText(self._next_text(step))
        several = step in self._way and len(self._way) > 1
        place = self._way.index(step) + 1 if several else 0
        self._place.setText(_("Step {number} of {count}").format(number=place, count=len(self._way)) if several else "")
        self.language.setVisible(step is self.ways)
        step.begin()

    def _next_text(self, step: Step) -> str:
        if step is self.roles:
            return _("Found the company")
        return _("Continue to sign-in") if step is self.server else _("Next")

    def _on_way(self, way: str) -> None:
        if way == "demo":
            self._work(partial(_furnish, self._today()))
            return
        self._way = (self.server,) if way == "server" else (self.company, self.administrator, self.roles)
        self._show(self._way[0])

    def _found(self) -> None:
        self._work(partial(_found, self.company.founding, new_user(self.administrator, self.roles)))

    def _work(self, work: Callable[[Job], SignedIn]) -> None:
        task: Task[SignedIn] = work
        self._show(self.working)
        self._job = self._runner.submit(task, on_done=self._on_done, on_failed=self._on_failed, writes=True)

    def _today(self) -> date:
        return date.today()  # noqa: DTZ011 - the day on the user's desk

    def _on_progress(self, progress: Progress) -> None:
        if progress.job is self._job:
            self.working.say(progress.text)

    def _on_done(self, signed_in: SignedIn) -> None:
        self._job = None
        self.signed_in.emit(signed_in)

    def _on_failed(self, error: KontorError) -> None:
        self._job = None
        self._show(self._way[-1] if self._way else self.ways)
        self.strip.show_message(Message(explain(error), Level.ERROR, seconds=0, replaces="founding"))

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.working.say(_("Stopping…"))


class WorkingStep(Step):
    """Something is being made."""

    def __init__(self) -> None:
        super().__init__(_("One moment"))
        self._text = Label("", ink="secondary", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.cancel = QPushButton(_("Cancel"))
        self.content.addStretch(2)
        for widget in (Spinner(), self._text, self.cancel):
            self.content.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.content.addStretch(3)

    def begin(self) -> None:
        """Keep the keyboard off the button, or a second Enter would cancel what the first began."""
        self.setFocus()

    def say(self, text: str) -> None:
        """Say what is going on."""
        self._text.setText(text)


def _found(founding: Founding, user: NewUser, job: Job) -> SignedIn:
    """On a worker thread."""
    found_here(founding, user, partial(job.step, 0, 0))
    return _signed_in(user.name, user.password, job)


def _furnish(today: date, job: Job) -> SignedIn:
    """On a worker thread: the demo company, looked at by its owner."""
    demo = furnish_demo_here(today, partial(job.step, 0, 0))
    text = _("You are {owner}, who runs {company}. {users} work there too. Each signs in with the password {password}.")
    users = ", ".join(f"{name} ({_(ROLE_TEXTS[role].title)})" for role, name in demo.users.items())
    signed_in = _signed_in(demo.owner, demo.password, job)
    notice = text.format(owner=demo.owner, company=demo.name, users=users, password=demo.password)
    return replace(signed_in, notice=notice)


def _signed_in(user: str, password: str, job: Job) -> SignedIn:
    session = open_session(Connection(), user=user, password=password, progress=partial(job.step, 0, 0))
    return SignedIn(session, Connection(user=user, title=session.company.name))
