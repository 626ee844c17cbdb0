"""A person's hands at the real program: it runs on a screen of its own, and keys come through the X server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

#: Milliseconds from key to key of somebody who types fast: some 600 strokes a minute.
_STROKE = 100
_PATIENCE = 20.0  # seconds
_XVFB, _XDOTOOL = shutil.which("Xvfb") or "", shutil.which("xdotool") or ""


def missing_tools() -> tuple[str, ...]:
    """What this machine lacks for it."""
    return tuple(name for name, path in (("Xvfb", _XVFB), ("xdotool", _XDOTOOL)) if not path)


class Screen:
    """A screen nobody sees."""

    def __init__(self, *, wide: int = 1280, high: int = 720) -> None:
        read, write = os.pipe()
        size = f"{wide}x{high}x24"
        self._server = subprocess.Popen(
            [_XVFB, "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as answer:
            self.name = f":{answer.readline().strip()}"

    def close(self) -> None:
        """Switch it off."""
        self._server.terminate()
        self._server.wait()


class Hands:
    """The program as a person has it before them; `strokes` counts the keys pressed."""

    def __init__(self, screen: Screen, home: Path, *, language: str = "sv_SE.UTF-8") -> None:
        own = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "KONTOR_HOME": str(home), "LANG": language}
        self._environment = {**os.environ, **own}
        self.strokes = 0
        self._program = subprocess.Popen([sys.executable, "-m", "desktop"], env=self._environment)

    @property
    def memory(self) -> float:
        """What the program holds, in MB."""
        return float(psutil.Process(self._program.pid).memory_info().rss) / 2**20

    @property
    def titles(self) -> tuple[str, ...]:
        """Of the windows on the screen."""
        found = self._xdotool("search", "--onlyvisible", "--name", ".").split()
        return tuple(self._xdotool("getwindowname", window).strip() for window in found)

    def press(self, *keys: str) -> None:
        """Keys by their X names, "ctrl+Return", one after the other."""
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            self.strokes += 1
            time.sleep(_STROKE / 1000)

    def write(self, text: str) -> None:
        """A text letter by letter."""
        self._xdotool("type", "--delay", str(_STROKE), "--", text)
        self.strokes += len(text)

    def click(self, across: int, down: int) -> None:
        """Press the mouse at a place of the screen."""
        self._xdotool("mousemove", str(across), str(down), "click", "1")

    def until(self, reached: Callable[[], bool], what: str) -> None:
        """Look until something is so; TimeoutError that names `what` after twenty seconds."""
        ends = time.monotonic() + _PATIENCE
        while not reached():
            if time.monotonic() > ends or self._program.poll() is not None:
                raise TimeoutError(what)
            time.sleep(_STROKE / 1000)

    def until_titled(self, words: str) -> None:
        """Look until a window says these words in its title."""
        self.until(lambda: any(words in title for title in self.titles), words)

    def end(self) -> None:
        """Leave the program as the system would at the end of the day."""
        self._program.terminate()
        self._program.wait()

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            [_XDOTOOL, *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout
