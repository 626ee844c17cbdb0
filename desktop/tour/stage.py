"""Sets the windows up for the tour, plays its acts, and judges whether the window ever stood still."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtWidgets import QApplication

from desktop.program import Program
from desktop.settings import LANGUAGE, Settings
from desktop.shell.window import MainWindow
from desktop.tasks.watchdog import Watchdog
from desktop.tour.day import ACTS, Day
from desktop.tour.driver import Driver, TourFailed
from resources.language import _


class Stage:
    """The program on an empty computer, watched over; closed at the end whatever happened."""

    def __init__(self, home: Path, output: Path, say: Callable[[str], None], stall: float) -> None:
        instance = QApplication.instance()
        self._application = instance if isinstance(instance, QApplication) else QApplication(["kontor"])
        settings = Settings(home)
        settings.set(LANGUAGE, "sv")
        self.program = Program(self._application, settings)
        self.watchdog = Watchdog(threshold=stall)
        self.driver = Driver(self.program, output, self.watchdog, say)
        self._say = say

    def __enter__(self) -> Self:
        self.program.start()
        self.watchdog.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.watchdog.close()
        window = self.program.window
        if isinstance(window, MainWindow):
            window.end()
        elif window is not None:
            window.close()
        self.program.close()

    def play(self) -> str:
        """All acts in order; empty where they went well and the window never stood still."""
        day = Day(self.driver)
        for act in ACTS:
            self._say(_(act.title))
            self.watchdog.forgive()
            try:
                act.play(day)
            except TourFailed as failure:
                self.driver.picture("failed")
                logging.getLogger(__name__).exception("the tour failed")
                return _("The tour stopped in “{act}”: {problem}").format(act=_(act.title), problem=failure)
        return self._stalls()

    def _stalls(self) -> str:
        worst = self.watchdog.worst
        if not worst:
            return ""
        slowest = max(self.watchdog.stalls, key=lambda stall: stall.seconds)
        text = _("The window stood still for {milliseconds} ms, {count} times in all. The longest time:\n{place}")
        return text.format(
            milliseconds=round(worst * 1000), count=len(self.watchdog.stalls), place=slowest.stack or "?"
        )
