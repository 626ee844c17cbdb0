"""The first run from an empty home to the main window, and what each step lets nobody past."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import look
from desktop.connections import Connection, Place, has_local_company, recent_connections
from desktop.program import Program
from desktop.settings import LANGUAGE, Settings
from desktop.shell.first_run import FirstRun
from desktop.shell.inputs import Labelled
from desktop.shell.sign_in import SignInWindow
from desktop.shell.window import MainWindow
from desktop.tasks.runner import TaskRunner
from models.database.rights import Role
from resources import language

PASSWORD = "en lång mening"


@pytest.fixture
def program(home: Path, qapp: QApplication) -> Iterator[Program]:
    """The whole program in an empty home, in English."""
    hooks = sys.excepthook, threading.excepthook
    settings = Settings(home)
    settings.set(LANGUAGE, "en")
    made = Program(qapp, settings)
    made.start()
    yield made
    if isinstance(made.window, MainWindow):
        made.window.end()
    elif made.window is not None:
        made.window.close()
    made.close()
    look.apply_language(qapp, "en")
    sys.excepthook, threading.excepthook = hooks


def problems(step: object) -> list[str]:
    assert isinstance(step, FirstRun)
    return [labelled.problem for labelled in step.step.findChildren(Labelled) if labelled.problem]


def fill_company(run: FirstRun, *, number: str = "556016-0680") -> None:
    run.company.name.setText("Ekdahls Snickeri AB")
    run.company.number.setText(number)
    run.company.starts.set_value(date(2026, 1, 1))


def fill_administrator(run: FirstRun) -> None:
    QTest.keyClicks(run.administrator.full_name, "Karin Ekdahl")
    run.administrator.password.setText(PASSWORD)
    run.administrator.again.setText(PASSWORD)


def test_an_empty_computer_is_led_to_a_company_and_into_its_window(program: Program, qtbot: QtBot) -> None:
    run = program.window
    assert isinstance(run, FirstRun)
    assert not has_local_company()
    run.ways.ways["company"].click()
    fill_company(run)
    run.next.click()
    fill_administrator(run)
    assert run.administrator.user.text() == "karin"
    run.next.click()
    run.roles.roles[Role.PAYROLL_OFFICER].setChecked(False)
    run.next.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=60_000)
    window = program.window
    assert isinstance(window, MainWindow)

    assert window.session.company.name == "Ekdahls Snickeri AB"
    assert window.session.identity.full_name == "Karin Ekdahl"
    assert window.session.identity.roles == {str(role) for role in Role} - {"payroll_officer"}
    assert has_local_company()
    window.acts.sign_out()
    signing_in = program.window
    assert isinstance(signing_in, SignInWindow)
    assert signing_in.user.text() == "karin"
    assert [entry.label for entry in recent_connections(Settings())] == ["Ekdahls Snickeri AB on this computer"]
    assert signing_in.new_company.isHidden()

    signing_in.password.setText(PASSWORD)
    signing_in.sign_in()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)


def test_a_step_with_something_wrong_lets_nobody_past(runner: TaskRunner, qtbot: QtBot, home: Path) -> None:
    run = FirstRun(runner)
    qtbot.addWidget(run)
    run.start("company")
    run.go_on()
    assert problems(run) == ["The company needs a name."]
    fill_company(run, number="556016-0681")
    run.company.starts.setText("nonsense")
    run.go_on()
    assert problems(run) == ["This is no organisation number.", "This is not a date. Write 2026-11-24, 15, +7 or v48."]
    fill_company(run, number="")
    run.go_on()
    assert run.administrator.isVisibleTo(run)
    run.administrator.user.setText("Karin!")
    run.administrator.password.setText("short")
    run.go_on()

    assert problems(run) == [
        "Type your name.",
        "Small letters a–z, digits, dot and _.",
        "A password has at least 8 characters.",
        "The two passwords differ.",
    ]
    run.go_back()
    assert run.company.isVisibleTo(run)


def test_a_user_name_is_proposed_until_one_is_typed(runner: TaskRunner, qtbot: QtBot, home: Path) -> None:
    run = FirstRun(runner)
    qtbot.addWidget(run)
    QTest.keyClicks(run.administrator.full_name, "Bo Ek")
    assert run.administrator.user.text() == "bo"
    run.administrator.user.setText("boss")
    QTest.keyClicks(run.administrator.full_name, "man")

    assert run.administrator.user.text() == "boss"


def test_a_founding_that_is_stopped_leaves_no_company_behind(runner: TaskRunner, qtbot: QtBot, home: Path) -> None:
    run = FirstRun(runner)
    qtbot.addWidget(run)
    run.start("company")
    fill_company(run)
    run.go_on()
    fill_administrator(run)
    run.go_on()
    run.go_on()
    assert run.step is run.working
    run.working.cancel.click()
    qtbot.waitUntil(lambda: run.step is run.roles, timeout=60_000)

    assert [message.text for message in run.strip.messages] == ["The work was stopped. Nothing was saved."]
    assert not has_local_company()


def test_a_server_of_the_office_is_offered_at_the_sign_in(program: Program) -> None:
    run = program.window
    assert isinstance(run, FirstRun)
    run.ways.ways["server"].click()
    run.server.port.setText("99999")
    run.go_on()
    assert problems(run) == ["Name the server.", "A port is a number up to 65535.", "Name the database."]
    run.server.host.setText("db.kontor.lan")
    run.server.port.setText("5433")
    run.server.database.setText("bygg")
    run.go_on()
    window = program.window

    assert isinstance(window, SignInWindow)
    expected = Connection(place=Place.SERVER, host="db.kontor.lan", port=5433, database="bygg")
    assert window.connection == expected
    assert recent_connections(Settings()) == ()  # only what one has signed in to is remembered


def test_a_computer_with_a_company_offers_no_second_one(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (home / "database").write_text("books\n", encoding="ascii")
    run = FirstRun(runner, can_leave=True)
    qtbot.addWidget(run)
    (home / "database").unlink()

    assert [way for way, card in run.ways.ways.items() if card.isEnabled()] == ["server"]
    with qtbot.waitSignal(run.left):
        run.go_back()


def test_the_first_run_is_walked_with_the_keyboard_alone(program: Program) -> None:
    run = program.window
    assert isinstance(run, FirstRun)
    assert run.focusWidget() is run.ways.ways["company"]
    QTest.keyClick(run.ways.ways["company"], Qt.Key.Key_Return)
    assert run.focusWidget() is run.company.name
    fill_company(run)
    QTest.keyClick(run.company.name, Qt.Key.Key_Return)
    assert run.focusWidget() is run.administrator.full_name
    QTest.keyClick(run.administrator.full_name, Qt.Key.Key_Escape)
    assert run.company.isVisibleTo(run)


def test_the_first_run_speaks_another_language_when_told_to(program: Program) -> None:
    run = program.window
    assert isinstance(run, FirstRun)
    run.language.choose("sv")
    run.language.activated.emit(0)
    again = program.window
    assert isinstance(again, FirstRun)
    assert again is not run
    assert again.ways.ways["demo"].accessibleName() == "Demoföretag"
    assert language.current() == "sv"
    assert Settings().get(LANGUAGE) == "sv"
