"""Where things lie: the home of Kontor on this computer, and in it the server's data, logs and socket."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from models.database.errors import Unavailable
from models.database.server.account import Account, can_enter, give

#: The shortest limit among the systems we run on (macOS: 104 bytes with the closing zero).
_LONGEST_SOCKET_PATH = 103
_PRIVATE = 0o700
_PASSABLE = 0o711
_SYSTEM_STATE = Path("/var/lib")


def default_home() -> Path:
    """`KONTOR_HOME`, else the folder "kontor" where this system keeps the user's program data."""
    chosen = os.environ.get("KONTOR_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("kontor", appauthor=False)


@dataclass(frozen=True)
class ServerPlace:
    """The folders of one server."""

    root: Path

    @property
    def binaries(self) -> Path:
        """Copies of the server's programs, one folder a version."""
        return self.root / "server"

    @property
    def data(self) -> Path:
        """The cluster's data directory."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """What the server writes about itself."""
        return self.root / "log"


def find_place(home: Path) -> ServerPlace | None:
    """The place of the server whose home is `home`; None before its first start."""
    elsewhere = home / "place"
    if elsewhere.is_file():
        return ServerPlace(Path(elsewhere.read_text(encoding="utf-8").strip()))
    return ServerPlace(home) if home.is_dir() else None


def make_place(home: Path, account: Account | None) -> ServerPlace:
    """The place of the server, with the folders that `account` needs.

    That is `home` itself, unless we are root and the server's account cannot get there (`/root` is closed to everybody
    else): then it lies in a folder of its own under `/var/lib`, and the file `place` in `home` names it.
    """
    place = find_place(home) or ServerPlace(home)
    if account is not None and home.stat().st_uid != account.uid:
        home.chmod(_PASSABLE)  # to pass through, not to look into; what is secret in it is closed by itself
        if place.root == home and not place.data.exists() and not can_enter(account, home):
            place = _place_elsewhere(home)
    make_private(place.log, account)
    if account is not None and place.log.stat().st_uid == os.geteuid():
        give(place.log, account)  # the desktop, which logs there too, may have made it first
    place.binaries.mkdir(exist_ok=True)
    return place


def _place_elsewhere(home: Path) -> ServerPlace:
    root = _SYSTEM_STATE / f"kontor-{secrets.token_hex(4)}"
    root.mkdir(mode=_PASSABLE)
    root.chmod(_PASSABLE)
    (home / "place").write_text(f"{root}\n", encoding="utf-8")
    return ServerPlace(root)


def make_private(folder: Path, account: Account | None) -> None:
    """Make sure that `folder` exists and that nobody but `account` looks into it."""
    if not folder.is_dir():
        folder.mkdir(mode=_PRIVATE, parents=True)
        give(folder, account)


def make_socket_folder(place: ServerPlace, account: Account | None) -> Path:
    """A private folder for the server's socket whose path is short enough for every system."""
    digest = hashlib.sha256(str(place.root).encode()).hexdigest()[:12]
    folder = place.root / "run"
    if not _fits(folder):
        folder = Path(tempfile.gettempdir()) / f"kontor-{digest}"
    if not _fits(folder):
        folder = Path("/tmp") / f"kontor-{digest}"  # noqa: S108 - privacy is checked below
    make_private(folder, account)
    _check_private(folder, account)
    return folder


def _fits(folder: Path) -> bool:
    path = str(folder / ".s.PGSQL.5432")
    return len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH and not set(path) & set(",\"'\n")


def _check_private(folder: Path, account: Account | None) -> None:
    """Refuse a folder that somebody else laid out for us in the shared temporary folder."""
    status = folder.lstat()
    owner = account.uid if account else os.geteuid()
    if folder.is_symlink() or status.st_uid != owner or status.st_mode & 0o077:
        raise Unavailable("server.unsafe_folder", path=str(folder))
