"""What tests of the desktop share: a home of their own, nothing modal, and answers that are waited for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.window import MainWindow
from desktop.tasks.job import Job
from desktop.tasks.runner import Task, TaskRunner
from models.database.server.embedded import EmbeddedServer
from resources import language
from tests.support.desk import Answers, sample_registry
from tests.support.homes import home_on
from tests.support.keys import let_go
from tests.support.office import Office
from views.kit.theme.state import state
from views.kit.theme.theme import use_theme
from views.kit.theme.tokens import THEMES


@pytest.fixture
def answers(qapp: QApplication) -> Answers:
    return Answers()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def carry_out(runner: TaskRunner, answers: Answers, qtbot: QtBot) -> Callable[[Task[Any]], Job]:
    """Runs a task and waits for its answer."""

    def run(task: Task[Any]) -> Job:
        before = answers.count
        job = runner.submit(task, on_done=answers.done, on_failed=answers.failed)
        qtbot.waitUntil(lambda: answers.count > before)
        return job

    return run


@pytest.fixture
def home(embedded_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own that shares the run's cluster but knows no database yet."""
    with home_on(embedded_server) as made:
        monkeypatch.setenv("KONTOR_HOME", str(made))
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def open_window(office: Office, settings: Settings, qtbot: QtBot) -> Iterator[Callable[[str], MainWindow]]:
    """Opens the main window of the user with a role, in English, over sample pages."""
    opened: list[MainWindow] = []

    def make(role: str) -> MainWindow:
        window = open_desktop(office.session(role), settings=settings, registry=sample_registry())
        opened.append(window)
        return window

    yield make
    for window in opened:
        if isValid(window):
            window.end()
            window.runner.wait_until_ended()
            window.deleteLater()


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    """Light, where it is not yet: all there is would be styled again, and so would the windows of earlier tests."""
    let_go()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    look = state()
    if not qapp.styleSheet() or (look.tokens, look.density, look.text_size) != (THEMES["light"], "compact", 100):
        use_theme(qapp, "light")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language.current()
    language.use("en")
    yield
    language.use(before)


@pytest.fixture(autouse=True)
def _nothing_modal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would wait for a click fails instead."""

    def refuse(*_arguments: object) -> None:
        pytest.fail("something modal was about to wait for a click")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMenu, "exec", refuse)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog
