"""How far somebody is with the first steps: kept for the user on this machine."""

from __future__ import annotations

from collections.abc import Iterable

from views.kit.host import Preferences

_KEY = "first_steps"


class Progress:
    """Read from the preferences each time: the window notes in them what it notices."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def done(self) -> frozenset[str]:
        """The names of what was done, as the database or the program saw."""
        return self._names("done")

    @property
    def skipped(self) -> frozenset[str]:
        """The names of the steps that are not wanted."""
        return self._names("skipped")

    @property
    def hidden(self) -> bool:
        """Whether the user has put all of it away."""
        return self._read().get("hidden") is True

    @property
    def tour(self) -> str:
        """The name of the tour that was chosen; empty where none was."""
        return str(self._read().get("tour", ""))

    def note(self, names: Iterable[str]) -> bool:
        """Something was done; whether that is news."""
        new = self.done | set(names)
        if new == self.done:
            return False
        self._write(done=sorted(new))
        return True

    def skip(self, name: str) -> None:
        """A step is not wanted."""
        self._write(skipped=sorted(self.skipped | {name}))

    def hide(self) -> None:
        """Put it away."""
        self._write(hidden=True)

    def choose(self, tour: str) -> None:
        """Show another tour."""
        self._write(tour=tour)

    def bring_back(self) -> None:
        """Show it again, what was skipped as well."""
        self._write(hidden=False, skipped=[])

    def _names(self, key: str) -> frozenset[str]:
        kept = self._read().get(key)
        return frozenset(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else frozenset()

    def _read(self) -> dict[str, object]:
        kept = self._preferences.read(_KEY)
        return dict(kept) if isinstance(kept, dict) else {}

    def _write(self, **changes: object) -> None:
        self._preferences.write(_KEY, {**self._read(), **changes})
