"""The watch over the event loop: it sees a stall, says where, and is quiet otherwise."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.tasks.watchdog import Watchdog


def stand_still() -> None:
    end = time.perf_counter() + 0.2
    while time.perf_counter() < end:
        pass


def test_a_stall_is_measured_and_its_place_named(qtbot: QtBot, logged: pytest.LogCaptureFixture) -> None:
    watchdog = Watchdog(threshold=0.08)
    watchdog.start()
    with qtbot.waitSignal(watchdog.stalled) as seen:
        QTimer.singleShot(30, stand_still)
    watchdog.close()

    stall = seen.args[0]
    assert 0.08 < stall.seconds < 2
    assert "stand_still" in stall.stack
    assert watchdog.worst == stall.seconds
    assert "the window stood still" in logged.text


def test_what_is_forgiven_does_not_count(qtbot: QtBot) -> None:
    watchdog = Watchdog(threshold=0.08)
    watchdog.start()
    stand_still()
    watchdog.forgive()
    beats: list[int] = []
    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    qtbot.waitUntil(lambda: len(beats) > 3)
    watchdog.close()

    assert watchdog.worst < 0.15
