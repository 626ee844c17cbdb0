"""A shared terminal: badge and PIN open the worker's own window, resting closes it, and wrong PINs get nobody in."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.connections import Connection
from desktop.desk import Desk
from desktop.settings import TERMINAL_MINUTES, Settings
from desktop.shell.sign_in import SignedIn
from desktop.shell.terminal import IdleWatch
from models.company.terminal import sign_in_person_or_terminal
from models.company.users import NewUser, add_user, issue_badge
from models.database.rights import Role
from tests.support.desk import Answers, sample_registry
from tests.support.office import PASSWORD, Office
from views.kit.strip import MessageStrip

BADGE, PIN = "7310500123457", "246813"


@pytest.fixture
def desk(office: Office, settings: Settings, qtbot: QtBot) -> Iterator[Desk]:
    """The badge screen of a terminal for warehouse work, where the storekeeper has a badge."""
    administrator = office.session("administrator")
    name = f"gate{uuid4().hex[:8]}"  # logins belong to the cluster
    roles = (Role.WAREHOUSE_WORKER, Role.STOREKEEPER)
    administrator.run(add_user, user=NewUser(name, "Gate", PASSWORD, roles, kind="terminal"))
    administrator.run(issue_badge, name="storekeeper", code=BADGE, pin=PIN)
    administrator.run(issue_badge, name="accountant", code="ACC", pin=PIN)
    session = sign_in_person_or_terminal(office.database.url(name, PASSWORD))
    made = Desk(SignedIn(session, Connection()), settings, sample_registry())
    made.start()
    yield made
    if made.window is not None:
        made.window.end()
    if made.badges is not None:
        made.badges.close()
    made.close()


def put_badge_on(desk: Desk, badge: str = BADGE, pin: str = PIN) -> None:
    assert desk.badges is not None
    desk.badges.badge.setText(badge)
    QTest.keyClicks(desk.badges.pin, pin)


def told(desk: Desk) -> list[str]:
    assert desk.badges is not None
    strip: MessageStrip = desk.badges.strip
    return [message.text for message in strip.messages]


def test_a_badge_opens_the_workers_window_with_the_workers_rights(desk: Desk, qtbot: QtBot) -> None:
    put_badge_on(desk)
    qtbot.waitUntil(lambda: desk.window is not None)
    window = desk.window
    assert window is not None
    assert desk.badges is not None

    assert window.session.identity.full_name == "Storekeeper"
    assert window.session.identity.roles == {"storekeeper"}
    assert window.is_terminal
    assert desk.badges.isHidden()
    assert desk.badges.pin.text() == ""


def test_all_work_of_a_terminal_goes_through_one_connection_and_in_the_workers_name(
    desk: Desk, office: Office, qtbot: QtBot
) -> None:
    put_badge_on(desk)
    qtbot.waitUntil(lambda: desk.window is not None)
    window, answers = desk.window, Answers()
    assert window is not None
    for _number in range(5):
        window.host.read(
            lambda work: (work.value("SELECT pg_backend_pid()"), work.value("SELECT company.actor()")),
            {},
            on_done=answers.done,
            on_failed=answers.failed,
        )
    qtbot.waitUntil(lambda: answers.count == 5)

    found = office.owner().execute("SELECT id FROM company.app_user WHERE name = 'storekeeper'").fetchone()
    assert found is not None
    assert len(set(answers.values)) == 1
    assert answers.values[0][1] == found[0]


def test_a_wrong_pin_and_a_wrong_badge_are_told_alike(desk: Desk, qtbot: QtBot) -> None:
    put_badge_on(desk, pin="000000")
    qtbot.waitUntil(lambda: bool(told(desk)))
    first = told(desk)
    assert desk.badges is not None
    desk.badges.strip.clear()
    put_badge_on(desk, badge="nobody")
    qtbot.waitUntil(lambda: bool(told(desk)))

    assert told(desk) == first == ["The badge or the PIN is wrong."]
    assert desk.window is None


def test_five_wrong_pins_close_the_badge(desk: Desk, qtbot: QtBot) -> None:
    assert desk.badges is not None
    for _try in range(5):
        desk.badges.strip.clear()
        put_badge_on(desk, pin="000000")
        qtbot.waitUntil(lambda: bool(told(desk)))
    desk.badges.strip.clear()
    put_badge_on(desk)
    qtbot.waitUntil(lambda: bool(told(desk)))

    assert told(desk) == ["The badge is locked after too many wrong PINs. An administrator can issue it anew."]
    assert desk.window is None


def test_whose_roles_the_terminal_has_not_gets_no_window(desk: Desk, qtbot: QtBot) -> None:
    put_badge_on(desk, badge="ACC")
    qtbot.waitUntil(lambda: bool(told(desk)))

    assert told(desk) == ["You have no work at this terminal. Ask an administrator for the roles you need."]
    assert desk.window is None


def test_resting_takes_the_badge_off_in_the_database_too(desk: Desk, office: Office, qtbot: QtBot) -> None:
    put_badge_on(desk)
    qtbot.waitUntil(lambda: desk.window is not None)
    desk._idle.idle.emit()
    owner = office.owner()
    qtbot.waitUntil(lambda: owner.execute("SELECT count(*) FROM company.terminal_session").fetchone() == (0,))

    assert desk.window is None
    assert desk.badges is not None
    assert desk.badges.isVisible()
    assert told(desk) == ["Nobody was here for a while, so the badge was taken off."]


def test_the_next_worker_can_come_at_once(desk: Desk, qtbot: QtBot) -> None:
    put_badge_on(desk)
    qtbot.waitUntil(lambda: desk.window is not None)
    window = desk.window
    assert window is not None
    window.acts.sign_out()
    assert desk.window is None
    put_badge_on(desk)
    qtbot.waitUntil(lambda: desk.window is not None)


def test_idleness_is_counted_from_the_last_touch(qtbot: QtBot, settings: Settings) -> None:
    assert settings.get(TERMINAL_MINUTES) == 3
    watch = IdleWatch(0.001)
    with qtbot.waitSignal(watch.idle):
        watch.start()
    watch.stop()
