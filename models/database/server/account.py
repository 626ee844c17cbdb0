"""The account the server runs as: our own, or an unprivileged one where we are root and PostgreSQL refuses."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.database.errors import Unavailable

_CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An operating system account."""

    uid: int
    gid: int


def server_account(data: Path | None) -> Account | None:
    """The account to change to for the server on `data`; None where it runs as ourselves.

    Root that opens the home of another user works on as that user.
    """
    if os.name == "nt" or os.geteuid() != 0:
        return None
    if data is not None and data.is_dir() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)

    import pwd

    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise Unavailable("server.no_account", names=", ".join(_CANDIDATES))


def process_options(account: Account | None) -> dict[str, Any]:
    """Keyword arguments for `subprocess` that make a program run as `account`."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def can_enter(account: Account, folder: Path) -> bool:
    """Whether `account` may pass through `folder` and all folders above it."""
    return all(_may_pass(account, each.stat()) for each in (folder, *folder.parents))


def _may_pass(account: Account, status: os.stat_result) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def give(path: Path, account: Account | None) -> None:
    """Make `path` the property of `account`."""
    if account is not None:
        os.chown(path, account.uid, account.gid)
