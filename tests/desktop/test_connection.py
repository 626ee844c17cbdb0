"""The connection panel: what it says of person, server and course, what is copied, and trying again."""

from __future__ import annotations

from collections.abc import Callable

from psycopg import sql
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.shell.connection_panel import ConnectionPanel
from desktop.shell.connection_state import ConnectionState, distance, how_long, pace_of
from desktop.shell.window import MainWindow
from models.database.errors import Unavailable
from tests.support.office import Office

OpenWindow = Callable[[str], MainWindow]


class Listening(QObject):
    """A listener that hears what the test says."""

    changed, lost, restored, measured = Signal(object), Signal(object), Signal(), Signal(float)
    tries = 0

    def try_again(self) -> None:
        """Count it."""
        self.tries += 1


def panel_of(window: MainWindow) -> ConnectionPanel:
    QTest.mouseClick(window.status.connection, Qt.MouseButton.LeftButton)
    found = [panel for panel in window.findChildren(ConnectionPanel) if panel.isVisible()]
    return found[-1]


def test_it_says_who_is_signed_in_where_and_copies_it_without_secrets(
    open_window: OpenWindow, office: Office, qtbot: QtBot
) -> None:
    window = open_window("seller")
    panel = panel_of(window)
    qtbot.waitUntil(lambda: any(what == "Database" for what, _how in panel.lines))
    said = dict(panel.lines)
    assert said["Roles"] == "Seller"
    assert said["Company"] == window.session.company.name
    assert said["Database"].startswith(f"{office.database.name}, PostgreSQL 1")
    assert said["Changes by others"] == "At once"
    assert said["Interruptions"] == "None since Kontor started"
    qtbot.waitUntil(lambda: "ms" in dict(panel.lines).get("Answers in", ""))

    panel.copied.click()
    copied = QApplication.clipboard().text()
    assert "Roles: Seller" in copied
    password = window.session.engine.url.password
    assert password
    assert password not in copied
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(ConnectionPanel))


def test_the_status_line_says_it_in_words_for_those_who_see_no_bars(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    qtbot.waitUntil(lambda: "ms" in window.status.connection.accessibleName())
    assert window.session.company.name in window.status.connection.accessibleName()


def test_a_lost_connection_can_be_tried_again_at_once_and_is_counted(
    open_window: OpenWindow, office: Office, qtbot: QtBot
) -> None:
    window = open_window("seller")
    qtbot.waitUntil(lambda: "ms" in window.status.text)
    assert panel_of(window).again.isHidden()
    database, owner = sql.Identifier(office.database.name), office.owner()
    owner.execute(sql.SQL("ALTER DATABASE {} CONNECTION LIMIT 0").format(database))
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'kontor hints'"
    )
    qtbot.waitUntil(lambda: bool(window.strip.messages))
    panel = panel_of(window)
    assert not panel.again.isHidden()
    assert dict(panel.lines)["Answers in"].startswith("No connection since")

    owner.execute(sql.SQL("ALTER DATABASE {} CONNECTION LIMIT -1").format(database))
    panel.again.click()
    qtbot.waitUntil(lambda: "can be reached again, after" in window.strip.messages[0].text)
    assert len(window.strip.messages) == 1
    assert dict(panel.lines)["Interruptions"].startswith("1 since Kontor started")


def test_what_comes_back_at_once_is_counted_and_not_told(qapp: QApplication, qtbot: QtBot) -> None:
    listening = Listening()
    state = ConnectionState(listening)  # type: ignore[arg-type]  # it has the same signals
    listening.measured.emit(0.012)
    with qtbot.assertNotEmitted(state.told_back):
        listening.lost.emit(Unavailable("database.connection_lost"))
        assert state.interruptions == 1
        listening.restored.emit()
    assert state.lost is None
    assert state.interruptions == 1
    assert state.readings == (12.0,)


def test_distances_and_spans_in_words() -> None:
    assert [pace_of(ms) for ms in (20, 21, 150, 151)] == ["quick", "bearable", "bearable", "slow"]
    assert distance(9.94) == "9.9 ms"
    assert distance(230) == "230 ms, slow"
    assert [how_long(seconds) for seconds in (1, 59, 60, 150)] == ["1 second", "59 seconds", "1 minute", "2 minutes"]
