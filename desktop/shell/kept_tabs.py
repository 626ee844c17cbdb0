"""The windows and page tabs that are open, kept for the next time: by links, with where one was on each page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile

from desktop.settings import UserPreferences
from desktop.shell.history import History, Visit
from views.kit.drafts import plain, revived
from views.kit.host import Link

_KEY = "open_pages"
_WINDOWS = "windows"
_MOST = 30  # page tabs
_MOST_WINDOWS = 8  # that come back


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A page on the way to the one in front of a page tab, or that one itself."""

    link: Link
    title: str
    place: object = None


KeptTab = tuple[KeptStep, ...]


class KeptTabs:
    """Those of one user of one company on this computer, in the window with a number from 1."""

    def __init__(self, preferences: UserPreferences, company_id: int, number: int = 1) -> None:
        self._preferences = preferences
        self._key = f"{_KEY}.{company_id}" if number == 1 else f"{_KEY}.{company_id}.{number}"

    def read(self) -> tuple[tuple[KeptTab, ...], int]:
        """The page tabs from the left, each from its first step, and which one was in front."""
        stored = self._preferences.read(self._key)
        if not isinstance(stored, dict) or not isinstance(stored.get("tabs"), list):
            return (), 0
        tabs = tuple(tab for each in stored["tabs"] if (tab := _tab(each)))
        front = stored.get("front")
        return tabs, front if isinstance(front, int) and 0 <= front < len(tabs) else 0

    def keep(self, histories: Sequence[History], front: int) -> bool:
        """Keep what is open in place of what was kept; whether it was anything else."""
        tabs = [steps for history in histories[:_MOST] if (steps := _steps(history.current))]
        kept = json.loads(json.dumps({"tabs": tabs, "front": min(front, max(0, len(tabs) - 1))}))
        if self._preferences.read(self._key) == kept:
            return False
        self._preferences.write(self._key, kept)
        return True

    def forget(self) -> None:
        """Keep nothing: the window is closed and does not come back."""
        self._preferences.write(self._key, None)


class KeptWindows:
    """The numbers of the windows that were open, those of one user of one company on this computer."""

    def __init__(self, preferences: UserPreferences, company_id: int) -> None:
        self._preferences, self._key = preferences, f"{_WINDOWS}.{company_id}"

    def read(self) -> tuple[int, ...]:
        """The numbers, from the window that was opened first."""
        stored = self._preferences.read(self._key)
        numbers = [each for each in stored if isinstance(each, int)] if isinstance(stored, list) else []
        return tuple(dict.fromkeys(numbers))[:_MOST_WINDOWS]

    def keep(self, numbers: Sequence[int]) -> bool:
        """Keep which windows are open; whether it was anything else."""
        if self.read() == tuple(numbers):
            return False
        self._preferences.write(self._key, list(numbers))
        return True


class AtWork:
    """A mark in `home` that somebody is at work, which is left behind when the program ends without being asked to."""

    def __init__(self, home: Path, owner: str) -> None:
        file = home / f"at-work-{sha256(owner.encode()).hexdigest()[:16]}.lock"
        left_behind = file.exists()
        self._lock = QLockFile(str(file))
        self._lock.setStaleLockTime(0)  # it is held for as long as its program runs, and no longer
        #: Whether the program came to a bad end the last time. False where it is still running.
        self.was_cut_off = self._lock.tryLock(0) and left_behind

    def end(self) -> None:
        """The user leaves."""
        self._lock.unlock()


def tab_of(visit: Visit) -> KeptTab:
    """The way to a visit and that one itself, as they would come back; nothing where it has no link to be made of."""
    return _tab(json.loads(json.dumps(_steps(visit)))) if visit.spec is not None and _can_be_kept(visit.link) else ()


def _steps(visit: Visit | None) -> list[object]:
    visits: Iterable[Visit] = () if visit is None else (*visit.trail, visit)
    return [_stored(each) for each in visits if each.spec is not None and _can_be_kept(each.link)]


def _stored(visit: Visit) -> list[object]:
    link = visit.link
    assert link is not None  # noqa: S101 - asked for by the caller
    place = visit.page.place() if visit.page is not None else visit.place
    return [link.kind, plain(link.key), plain(link.arguments), visit.title, place]


def _can_be_kept(link: Link | None) -> bool:
    if link is None:
        return False
    try:
        plain(link.key), plain(link.arguments)
    except TypeError:
        return False
    return True


def _tab(stored: object) -> KeptTab:
    """Its steps; without those that another version of the program may have left there."""
    return tuple(step for each in stored if (step := _step(each))) if isinstance(stored, list) else ()


def _step(stored: object) -> KeptStep | None:
    match stored:
        case [str(kind), key, arguments, str(title), place]:
            try:
                found = revived(arguments)
                return KeptStep(Link(kind, revived(key), found if isinstance(found, Mapping) else {}), title, place)
            except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, ImportError):
                return None
    return None
