"""Work under way: what others write appears, a lost connection is told and made good, busy work can be stopped."""

from __future__ import annotations

from collections.abc import Callable

from psycopg import sql
from pytestqt.qtbot import QtBot

from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from models.database.errors import Unavailable
from models.database.work import Work
from tests.support.desk import Answers
from tests.support.office import Office
from views.kit.host import Level, Message
from views.kit.page import ListPage

OpenWindow = Callable[[str], MainWindow]


def rows(window: MainWindow) -> list[object]:
    page = window.pages.page
    assert isinstance(page, ListPage)
    return [page.list.model.row(number)["name"] for number in range(page.list.model.filled)]


def test_what_another_desk_writes_appears_by_itself(open_window: OpenWindow, office: Office, qtbot: QtBot) -> None:
    here, there = open_window("seller"), open_window("accountant")
    qtbot.waitUntil(lambda: "ms" in here.status.text)
    qtbot.waitUntil(lambda: rows(here) == [])
    answers = Answers()
    there.host.run(
        save_party,
        {"draft": PartyDraft(name="Nya Kunden AB", is_customer=True)},
        on_done=answers.done,
        on_failed=answers.failed,
    )

    qtbot.waitUntil(lambda: rows(here) == ["Nya Kunden AB"], timeout=8000)
    assert answers.errors == []


def test_a_lost_connection_is_told_and_made_good_by_itself(
    open_window: OpenWindow, office: Office, qtbot: QtBot
) -> None:
    window = open_window("seller")
    qtbot.waitUntil(lambda: "ms" in window.status.text)
    database, owner = sql.Identifier(office.database.name), office.owner()
    owner.execute(sql.SQL("ALTER DATABASE {} CONNECTION LIMIT 0").format(database))
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'kontor hints'"
    )
    qtbot.waitUntil(lambda: bool(window.strip.messages))
    assert window.strip.messages[0].text == "The database cannot be reached. Check the network and the server."
    assert "No connection" in window.status.text
    window.show_message(Message(window.strip.messages[0].text, Level.ERROR))  # as of an act that failed for that

    owner.execute(sql.SQL("ALTER DATABASE {} CONNECTION LIMIT -1").format(database))
    qtbot.waitUntil(lambda: "can be reached again, after" in window.strip.messages[0].text, timeout=8000)

    qtbot.waitUntil(lambda: "ms" in window.status.text)
    assert window.pages.page is not None
    assert window.pages.page.strip.messages == ()


def test_what_fails_for_want_of_a_connection_can_be_tried_again(
    open_window: OpenWindow, answers: Answers, qtbot: QtBot
) -> None:
    window = open_window("seller")
    tries: list[int] = []

    def fail_first(_work: Work) -> str:
        tries.append(1)
        if len(tries) < 3:
            raise Unavailable("database.connection_lost")
        return "done"

    window.host.read(fail_first, {}, on_done=answers.done)
    page = window.pages.page
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.strip.messages))
    action = page.strip.messages[0].action
    assert action is not None
    assert action.label == "Try again"
    action.callback()
    qtbot.waitUntil(lambda: answers.values == ["done"])


def test_busy_work_covers_its_widget_keeps_the_focus_and_can_be_stopped(
    open_window: OpenWindow, answers: Answers, qtbot: QtBot
) -> None:
    window = open_window("seller")
    page = window.pages.page
    assert isinstance(page, ListPage)
    window.activateWindow()
    page.list.toolbar.search.setFocus()
    qtbot.waitUntil(page.list.toolbar.search.hasFocus)

    def sleep(work: Work) -> None:
        work.value("SELECT pg_sleep(30)")

    errand = window.host.run(sleep, {}, on_done=answers.done, on_failed=answers.failed, busy=page.list)
    assert not page.list.isEnabled()
    qtbot.waitUntil(lambda: errand._cover is not None and errand._cover.isVisible())
    assert errand._cover is not None
    errand._cover.cancelled.emit()
    qtbot.waitUntil(lambda: answers.count == 1)

    assert answers.errors[0].code == "database.cancelled"
    assert page.list.isEnabled()
    assert page.list.toolbar.search.hasFocus()
