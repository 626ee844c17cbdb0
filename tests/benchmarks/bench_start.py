"""How long somebody waits for the sign-in window, beside an empty window of the same toolkit."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.figure import Figure

Record = Callable[[Figure], None]

#: Shows a window and ends as soon as it is painted; tells the memory it took.
_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication(sys.argv)
{window}
window.show()
application.processEvents()
import psutil
print(psutil.Process().memory_info().rss / 2**20)
"""
_EMPTY = "window = QLabel('Kontor')"
_SIGN_IN = """
from desktop.program import Program
from desktop.settings import Settings
program = Program(application, Settings())
program.show_sign_in()
window = program.window
"""


def _run(window: str) -> tuple[float, float]:
    """Seconds and MB of one start."""
    started = time.perf_counter()
    answer = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(window=window)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path.cwd(),
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return time.perf_counter() - started, float(answer.stdout)


def test_start_of_the_program(record: Record) -> None:
    empty = min(_run(_EMPTY)[0] for _ in range(3))
    taken = [_run(_SIGN_IN) for _ in range(3)]
    record(Figure("start to the sign-in window, warm", min(t for t, _ in taken), "s", "1.0", empty))
    record(Figure("memory at the sign-in window", taken[0][1], "MB", "200"))
