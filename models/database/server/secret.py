"""Passwords nobody types: in the operating system's password store, else in a file of our own."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from resources.language import N_, _

_SERVICE = "kontor"


def new_password() -> str:
    """A password nobody has to type; safe inside SQL and URLs."""
    return secrets.token_urlsafe(32)


class StoredSecret:
    """A password kept under `entry` in the password store, or in `file`; `notice` tells that it went into a file."""

    def __init__(self, *, file: Path, entry: str, notice: str) -> None:
        self._file = file
        self._entry = entry
        self._notice = notice

    def read(self) -> str | None:
        """The stored password; None where none is kept."""
        with contextlib.suppress(FileNotFoundError):
            return self._file.read_text(encoding="ascii").strip()
        import keyring

        try:
            return keyring.get_password(_SERVICE, self._entry)
        except (keyring.errors.KeyringError, OSError, RuntimeError):
            return None

    def store(self, password: str, progress: Callable[[str], None]) -> None:
        """Keep `password`, and say so where it had to go into a file."""
        if not self._store_in_keyring(password):
            self._store_in_file(password)
            progress(_(self._notice).format(path=self._file))

    def _store_in_keyring(self, password: str) -> bool:
        import keyring

        self._file.unlink(missing_ok=True)
        try:
            keyring.set_password(_SERVICE, self._entry, password)
            # Some stores take everything and keep nothing.
            return keyring.get_password(_SERVICE, self._entry) == password
        except (keyring.errors.KeyringError, OSError, RuntimeError):
            return False

    def _store_in_file(self, password: str) -> None:
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{password}\n")


class SuperuserSecret(StoredSecret):
    """The superuser's password for the server whose home is `home`."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            file=home / "server.password",
            entry=f"server {home}",
            notice=N_("This computer has no password store; the password of the database server is kept in {path}."),
        )


class OfficeSecret(StoredSecret):
    """The password of the command line's own login in the database `name` of the server whose home is `home`."""

    def __init__(self, home: Path, name: str) -> None:
        super().__init__(
            file=home / f"{name}.password",
            entry=f"office {name} {home}",
            notice=N_("This computer has no password store; the password of the command line is kept in {path}."),
        )
