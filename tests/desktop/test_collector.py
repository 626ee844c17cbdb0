"""Unreachable objects are taken away on the GUI thread, whichever thread fills the memory."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtWidgets import QApplication

from desktop.tasks.collector import Collector


class Cycle:
    """Unreachable from outside as soon as it is dropped; says on which thread it went."""

    def __init__(self, went: list[str]) -> None:
        self.itself = self
        self._went = went

    def __del__(self) -> None:
        self._went.append(threading.current_thread().name)


def fill(went: list[str]) -> None:
    Cycle(went)
    for _ in range(20):
        gathered = [[number] for number in range(1000)]
        gathered.append(gathered)  # type: ignore[arg-type]


def test_a_worker_thread_that_fills_the_memory_takes_nothing_away(qapp: QApplication) -> None:
    went: list[str] = []
    gc.enable()
    collector = Collector()
    collector.begin()
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
            pool.submit(fill, went).result()
        assert went == []
        collector.collect()
    finally:
        collector.close()
        enabled = gc.isenabled()
        gc.disable()

    assert went == [threading.main_thread().name]
    assert enabled


def test_what_is_loaded_is_spared_and_what_comes_later_is_taken_away(qapp: QApplication) -> None:
    went: list[str] = []
    gc.enable()
    collector = Collector()
    collector.begin()
    try:
        Cycle(went)
        collector.spare_what_is_loaded()
        gc.collect()
        assert went == []

        Cycle(went)
        gc.collect()
        assert len(went) == 1
    finally:
        collector.close()
        gc.collect()
        gc.disable()

    assert len(went) == 2
