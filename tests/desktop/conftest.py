"""What tests of the desktop share: a home of their own, nothing modal, and answers that are waited for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.tasks.job import Job
from desktop.tasks.runner import Task, TaskRunner
from models.database.errors import KontorError
from resources import language


class Answers(QObject):
    """Receives the answers of jobs."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[Any] = []
        self.errors: list[KontorError] = []

    def done(self, value: object) -> None:
        self.values.append(value)

    def failed(self, error: KontorError) -> None:
        self.errors.append(error)

    @property
    def count(self) -> int:
        return len(self.values) + len(self.errors)


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
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


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
