"""Which keys do what: as declared, or as the user chose; one table for menus, buttons, tooltips and the palette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from views.kit.host import Preferences

WINDOW = "program."  # what the ids of the window's own commands begin with; those hold on every page
_STORED = "keys"


@dataclass(frozen=True, slots=True)
class KeyedCommand:
    """A command that can have keys: `title` is as declared and not translated where it is that of a page."""

    id: str
    title: str
    declared: str = ""  # "Ctrl+N", as always written in English


class Keys(QObject):
    """The table of the program. Keys are written as `QKeySequence` writes them for files; no keys are ""."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preferences: Preferences | None = None
        self._own: dict[str, tuple[str, str]] = {}  # id: keys and title
        self._known: dict[str, KeyedCommand] = {}

    def serve(self, preferences: Preferences | None) -> None:
        """From now on hold what this user chose on this machine; None is nobody."""
        self._preferences = preferences
        before, self._own = self._own, _stored(preferences.read(_STORED) if preferences is not None else None)
        if before != self._own:
            self.changed.emit()

    def note(self, command: KeyedCommand) -> None:
        """A command is there, or was."""
        self._known[command.id] = command

    @property
    def known(self) -> Mapping[str, KeyedCommand]:
        """All commands there have been since the program started, and those whose keys were chosen before."""
        chosen = {id_: KeyedCommand(id_, title) for id_, (_keys, title) in self._own.items()}
        return {**chosen, **self._known}

    @property
    def chosen(self) -> Mapping[str, str]:
        """The keys the user chose, by the id of the command."""
        return {id_: keys for id_, (keys, _title) in self._own.items()}

    def of(self, command: str, declared: str) -> str:
        """The keys of a command now. What a window's command was given is taken from whatever page declares it."""
        if command in self._own:
            return self._own[command][0]
        taken = {keys for id_, (keys, _title) in self._own.items() if id_.startswith(WINDOW) and keys}
        return "" if written(declared) in taken else written(declared)

    def holders(self, command: str, keys: str, beside: frozenset[str]) -> tuple[KeyedCommand, ...]:
        """Who has these keys where `command` wants them: window commands, and the page commands `beside` it.

        For a command of the window that is every page.
        """
        everywhere = command.startswith(WINDOW)
        return tuple(
            other
            for other in self.known.values()
            if other.id != command
            and self.of(other.id, other.declared) == keys
            and (everywhere or other.id.startswith(WINDOW) or other.id in beside)
        )

    def choose(self, command: KeyedCommand, keys: str, holders: tuple[KeyedCommand, ...] = ()) -> None:
        """Give a command these keys, and take them from their holders."""
        for holder in holders:
            self._set(holder, "")
        self._set(command, keys)
        self._keep()

    def reset(self, command: str) -> None:
        """Give a command back the keys it was declared with, and take them from whom they were given to since."""
        self._own.pop(command, None)
        known = self._known.get(command)
        declared = written(known.declared) if known is not None else ""
        if declared:
            for id_ in [id_ for id_, (keys, _title) in self._own.items() if keys == declared]:
                del self._own[id_]
        self._keep()

    def reset_all(self) -> None:
        """All keys as declared."""
        self._own.clear()
        self._keep()

    def _set(self, command: KeyedCommand, keys: str) -> None:
        if keys == written(command.declared):
            self._own.pop(command.id, None)
        else:
            self._own[command.id] = (keys, command.title)

    def _keep(self) -> None:
        if self._preferences is not None:
            stored = {id_: list(kept) for id_, kept in self._own.items()}
            self._preferences.write(_STORED, stored or None)
        self.changed.emit()


@cache
def keys() -> Keys:
    """The one table."""
    return Keys()


def written(keys_: str) -> str:
    """Keys as they are compared and kept."""
    return sequence(keys_).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys_: str) -> str:
    """Keys as this computer writes them."""
    return sequence(keys_).toString(QKeySequence.SequenceFormat.NativeText)


def sequence(keys_: str) -> QKeySequence:
    """Keys as Qt takes them, whatever language the computer speaks."""
    return QKeySequence.fromString(keys_, QKeySequence.SequenceFormat.PortableText)


def _stored(kept: object) -> dict[str, tuple[str, str]]:
    """What was kept; without what another version of the program may have left there."""
    found: dict[str, tuple[str, str]] = {}
    for id_, each in kept.items() if isinstance(kept, dict) else ():
        match each:
            case [str(keys_), str(title)]:
                found[str(id_)] = (written(keys_), title)
    return found
