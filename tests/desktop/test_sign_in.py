"""Signing in: what each refusal says, what is remembered, and that the window stays awake meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from psycopg import sql
from pytestqt.qtbot import QtBot

from desktop.connections import Connection, Place, open_session, recent_connections, remember_connection
from desktop.messages import explain
from desktop.settings import LANGUAGE, Settings
from desktop.shell.sign_in import SignedIn, SignInWindow
from desktop.tasks.runner import TaskRunner
from models.company.users import lock, set_expiry, unlock
from models.database.errors import KontorError
from tests.support.office import PASSWORD, Office

WRONG = "The user name or the password is wrong. Try again, or ask an administrator for a new password."


@pytest.fixture
def server(office: Office) -> Connection:
    """The office's database as a server of the LAN."""
    database = office.database
    return Connection(
        place=Place.SERVER,
        host=database.address.host,
        port=database.address.port,
        database=database.name,
        prefix=database.prefix,
    )


@pytest.fixture
def window(
    server: Connection, settings: Settings, runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SignInWindow]:
    monkeypatch.setattr("desktop.shell.sign_in.has_local_company", lambda: False)
    remember_connection(settings, server)
    made = SignInWindow(settings, runner)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def refusal(connection: Connection, user: str, password: str = PASSWORD) -> str:
    with pytest.raises(KontorError) as refused:
        open_session(connection, user=user, password=password)
    return explain(refused.value)


def allow_connections(office: Office, limit: int) -> None:
    statement = sql.SQL("ALTER DATABASE {} CONNECTION LIMIT {}")
    office.owner().execute(statement.format(sql.Identifier(office.database.name), sql.Literal(limit)))


def test_a_wrong_password_and_an_unknown_user_are_told_alike(server: Connection) -> None:
    wrong = refusal(server, "seller", "not it")

    assert wrong == WRONG
    assert refusal(server, "nobody") == wrong


def test_who_has_expired_is_told_so(office: Office, server: Connection) -> None:
    yesterday = date.today() - timedelta(days=2)  # noqa: DTZ011
    office.session("administrator").run(set_expiry, name="seller", expires_on=yesterday)

    assert refusal(server, "seller") == "Your access has ended. Ask an administrator."


def test_who_is_locked_out_is_told_so_but_only_with_the_right_password(office: Office, server: Connection) -> None:
    # Logins belong to the cluster, which the other tests use too.
    office.session("administrator").run(lock, name="seller")
    try:
        locked, wrong = refusal(server, "seller"), refusal(server, "seller", "not it")
    finally:
        office.session("administrator").run(unlock, name="seller")

    assert locked == "You are locked out. Ask an administrator."
    assert wrong == WRONG


def test_a_server_that_does_not_answer_is_named_as_the_cause(server: Connection) -> None:
    gone = replace(server, host="127.0.0.1", port=1)

    assert refusal(gone, "seller") == "The database cannot be reached. Check the network and the server."


def test_a_database_that_is_not_there_is_told_apart(server: Connection) -> None:
    missing = replace(server, database="elsewhere", prefix=server.prefix)

    assert refusal(missing, "seller") == (
        "There is no database of that name on the server. Check the name, or ask an administrator."
    )


def test_a_database_of_another_version_is_refused(office: Office, server: Connection) -> None:
    office.owner().execute("UPDATE company.installation SET major = major + 1")

    assert refusal(server, "seller") == "The database is of version 2, this program of version 1."


def test_a_full_server_says_that_it_is_full(office: Office, server: Connection) -> None:
    allow_connections(office, 0)
    try:
        text = refusal(server, "seller")
    finally:
        allow_connections(office, -1)

    assert text == "Too many people are connected. Close a window, or ask for more connections."


def test_signing_in_gives_a_session_and_where_and_who_it_was_but_keeps_no_password(
    window: SignInWindow, server: Connection, settings: Settings, qtbot: QtBot
) -> None:
    window.fill(user="seller", password=PASSWORD)
    with qtbot.waitSignal(window.signed_in) as told:
        window.sign_in()
    signed_in: SignedIn = told.args[0]
    signed_in.session.close()

    assert signed_in.session.identity.name == "seller"
    assert signed_in.connection == replace(server, user="seller", title="Björkens Bygg AB")
    settings.save()
    assert PASSWORD not in Path(settings._store.fileName()).read_text(encoding="utf-8")
    assert window.password.text() == ""


def test_a_refusal_stands_above_the_form_and_one_can_try_again(window: SignInWindow, qtbot: QtBot) -> None:
    window.fill(user="seller", password="not it")
    window.sign_in()
    assert not window.button.isEnabled()
    qtbot.waitUntil(lambda: bool(window.strip.messages))

    assert [message.text for message in window.strip.messages] == [WRONG]
    window.fill(user="seller", password=PASSWORD)
    with qtbot.waitSignal(window.signed_in) as told:
        window.sign_in()
    told.args[0].session.close()
    assert window.strip.messages == ()


def test_nothing_is_sent_before_name_and_password_are_typed(window: SignInWindow, runner: TaskRunner) -> None:
    window.fill()
    before = runner.active
    window.sign_in()

    assert runner.active == before
    assert window._user.problem == "Type your user name."
    assert window._password.problem == "Type your password."


def test_a_user_without_a_company_is_told_whom_to_ask(office: Office, window: SignInWindow, qtbot: QtBot) -> None:
    office.owner().execute("DELETE FROM company.user_company")
    window.fill(user="seller", password=PASSWORD)
    window.sign_in()
    qtbot.waitUntil(lambda: bool(window.strip.messages))

    assert window.strip.messages[0].text == "No company is open to you yet. Ask an administrator to open one."


def test_stopping_to_wait_leaves_no_session_behind(
    office: Office, window: SignInWindow, runner: TaskRunner, qtbot: QtBot
) -> None:
    window.fill(user="seller", password=PASSWORD)
    window.sign_in()
    window.cancel.click()
    qtbot.waitUntil(lambda: runner.active == 0)

    assert window.button.isEnabled()
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    watcher = office.owner()
    qtbot.waitUntil(lambda: watcher.execute(others.encode()).fetchone() == (0,))


def test_the_language_is_chosen_before_signing_in(window: SignInWindow, settings: Settings, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.language_chosen) as told:
        window.language.choose("sv")
        window.language.activated.emit(window.language.currentIndex())

    assert told.args == ["sv"]
    assert settings.get(LANGUAGE) == "sv"


def test_a_forgotten_server_is_no_longer_offered(window: SignInWindow, settings: Settings) -> None:
    window.forget.click()

    assert recent_connections(settings) == ()
    assert window.connection is None
    window.fill(user="a", password="b")
    window.sign_in()
    assert window.strip.messages[0].text == "Choose where the company's database is."
