"""What runs on a data directory: the postmaster by its pid file, and backends that outlived theirs."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from resources.language import _

#: Lines of `postmaster.pid`, as PostgreSQL documents them in `pidfile.h`.
_PID, _PORT, _SOCKET_FOLDER, _LISTEN_ADDRESS = 0, 3, 4, 5
_PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class Postmaster:
    """A running server: process id, socket folder or loopback address, port."""

    pid: int
    host: str
    port: int

    @property
    def is_reachable(self) -> bool:
        """False where the folder of its socket was cleaned away, as at the end of a desktop session."""
        return not self.host.startswith("/") or (Path(self.host) / f".s.PGSQL.{self.port}").exists()


def find_postmaster(data: Path) -> Postmaster | None:
    """The server that runs on `data`, or is starting on it."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return None
    if len(lines) <= _LISTEN_ADDRESS or not lines[_PID].isdigit():
        return None
    pid = int(lines[_PID])
    if not _is_postmaster(pid, data):
        return None
    host = lines[_SOCKET_FOLDER] or lines[_LISTEN_ADDRESS]
    return Postmaster(pid, host.strip(), int(lines[_PORT]))


def clear_stale_pid_file(data: Path) -> None:
    """Remove a pid file whose process is gone.

    PostgreSQL would do so itself, but not where another process has got the number since, or where the killed
    postmaster was never reaped. A server it has overlooked would still be found by its shared memory.
    """
    if find_postmaster(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def end_survivors(data: Path, progress: Callable[[str], None]) -> None:
    """Wait for backends whose postmaster was killed; ask them to end where they do not see it themselves.

    They hold the shared memory, so no server starts before the last is gone.
    """
    left = _survivors(data)
    if left:
        progress(_("Waiting for earlier processes of the database to end…"))
    while left:
        _gone, left = psutil.wait_procs(left, timeout=_PATIENCE_SECONDS)
        for process in left:
            with suppress(psutil.Error):
                process.terminate()


def wait_until_gone(pid: int) -> None:
    """Return when the process `pid` has ended."""
    with suppress(psutil.NoSuchProcess):
        psutil.wait_procs([psutil.Process(pid)])


def _is_postmaster(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and any(_same(each, data) for each in process.cmdline())
    except psutil.Error:
        return False


def _survivors(data: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            alive = process.status() != psutil.STATUS_ZOMBIE
            if alive and process.name().startswith("postgres") and _same(process.cwd(), data):
                found.append(process)
    return found


def _same(text: str, folder: Path) -> bool:
    return bool(text) and os.path.normcase(os.path.normpath(text)) == os.path.normcase(str(folder))
