"""What the program remembers on this computer: declared options, window places, and what screens remember per user."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from models.database.server.place import default_home
from resources.tokens import ROW_HEIGHTS, TEXT_SIZES, THEMES

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One thing to remember: its key, what holds until it is set, and what it may be."""

    key: str
    default: T
    choices: tuple[T, ...] = ()

    def accept(self, value: object) -> T:
        """`value` where it may be that, else the default: a file edited by hand must not stop the program."""
        if type(value) is not type(self.default) or (self.choices and value not in self.choices):
            return self.default
        return value


LANGUAGE = Option("look/language", "", ("", "sv", "en"))  # empty: the user's own
THEME = Option("look/theme", "system", ("system", *THEMES))
DENSITY = Option("look/density", "compact", tuple(ROW_HEIGHTS))
TEXT_SIZE = Option("look/text_size", 100, TEXT_SIZES)  # percent
SIDEBAR = Option("look/sidebar", default=True)
LAST_PAGE = Option("window/last_page", "")
TERMINAL_MINUTES = Option("terminal/idle_minutes", 3)
OPTIONS: tuple[Option[Any], ...] = (LANGUAGE, THEME, DENSITY, TEXT_SIZE, SIDEBAR, LAST_PAGE, TERMINAL_MINUTES)

_VERSION = 1
#: Changes of the file's own shape: version reached -> what to do with the settings of the version before.
_UPGRADES: dict[int, Callable[[QSettings], None]] = {}


class Settings:
    """The file `desktop.ini` in the home of Kontor. Values are stored as JSON, so that types survive."""

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or default_home()
        self.home.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(self.home / "desktop.ini"), QSettings.Format.IniFormat)
        self._upgrade()

    def get(self, option: Option[T]) -> T:
        """The value of an option, or its default."""
        return option.accept(self.read(option.key))

    def set(self, option: Option[T], value: T) -> None:
        """Remember the value of an option; ValueError for one it may not have."""
        if option.accept(value) != value:
            message = f"{option.key} cannot be {value!r}"
            raise ValueError(message)
        self.write(option.key, value)

    def read(self, key: str) -> Any:
        """What is stored under `key`, or None."""
        stored = self._store.value(key)
        try:
            return json.loads(stored) if isinstance(stored, str) else None
        except ValueError:
            return None

    def write(self, key: str, value: object) -> None:
        """Store what JSON can hold; None forgets."""
        if value is None:
            self._store.remove(key)
        else:
            self._store.setValue(key, json.dumps(value, ensure_ascii=False))

    def read_place(self, window: str) -> QByteArray | None:
        """Where a window stood."""
        stored = self._store.value(f"window/{window}")
        return stored if isinstance(stored, QByteArray) else None

    def write_place(self, window: str, place: QByteArray) -> None:
        """Remember where a window stands."""
        self._store.setValue(f"window/{window}", place)

    def save(self) -> None:
        """Write what is pending to the disk."""
        self._store.sync()

    def _upgrade(self) -> None:
        stored = self.read("version") or _VERSION
        for version in range(stored + 1, _VERSION + 1):
            _UPGRADES[version](self._store)
        if stored <= _VERSION:
            self.write("version", _VERSION)


class UserPreferences:
    """What screens remember for one user of one database: columns, order, filters."""

    def __init__(self, settings: Settings, owner: str) -> None:
        self._settings = settings
        self._owner = owner.replace("/", " ")

    def read(self, key: str) -> object | None:
        """The value stored under `key`, or None."""
        value: object | None = self._settings.read(f"user/{self._owner}/{key}")
        return value

    def write(self, key: str, value: object) -> None:
        """Store `value` under `key`; None forgets it."""
        self._settings.write(f"user/{self._owner}/{key}", value)
