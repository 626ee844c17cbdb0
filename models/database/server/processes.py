"""What runs on a data directory: the postmaster by its pid file, and backends that outlived theirs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from resources.language import _

#: Lines of `postmaster.pid`, as PostgreSQL documents them in `pidfile.h`.
_PID, _PORT, _SOCKET_FOLDER, _LISTEN_ADDRESS, _STATUS = 0, 3, 4, 5, 7
_PATIENCE_SECONDS = 5.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Postmaster:
    """A running server: process id, socket folder or loopback address, port, and whether it takes connections."""

    pid: int
    host: str
    port: int
    ready: bool

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
    ready = len(lines) > _STATUS and lines[_STATUS].strip() == "ready"
    return Postmaster(pid, host.strip(), int(lines[_PORT]), ready)


def settled_postmaster(data: Path, progress: Callable[[str], None]) -> Postmaster | None:
    """The server on `data` when it takes connections, however long that takes; None when it is gone."""
    found = find_postmaster(data)
    if found and not found.ready:
        progress(_("The database is starting or stopping…"))
    while found and not found.ready:
        time.sleep(_POLL_SECONDS)
        found = find_postmaster(data)
    return found


def clear_traces(data: Path, socket_folder: Path | None) -> None:
    """Remove the lock files of a server that is gone; `data` must have no running one.

    PostgreSQL would do so itself, but not where another process has got the number since, or where nobody has reaped
    the killed postmaster. A server overlooked here would still be found by its shared memory.
    """
    (data / "postmaster.pid").unlink(missing_ok=True)
    for trace in socket_folder.glob(".s.PGSQL.*") if socket_folder else ():
        trace.unlink()


def end_survivors(data: Path, progress: Callable[[str], None]) -> None:
    """Wait for backends whose postmaster was killed; ask them to end where they do not see it themselves.

    They hold the shared memory, so no server starts before the last is gone.
    """
    left = _survivors(data)
    if left:
        progress(_("Waiting for earlier processes of the database to end…"))
    patience_ends = time.monotonic() + _PATIENCE_SECONDS
    while left:
        time.sleep(_POLL_SECONDS)
        left = [process for process in left if _is_alive(process)]
        if time.monotonic() > patience_ends:
            for process in left:
                with suppress(psutil.Error):
                    process.terminate()


def wait_until_gone(pid: int) -> None:
    """Return when the process `pid` has ended."""
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        while _is_alive(process):
            time.sleep(_POLL_SECONDS)


def _is_alive(process: psutil.Process) -> bool:
    """Whether it runs; where nobody reaps, an ended process stays in the list for ever."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_postmaster(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return _is_alive(process) and any(_same(each, data) for each in process.cmdline())
    except psutil.Error:
        return False


def _survivors(data: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and _same(process.cwd(), data) and _is_alive(process):
                found.append(process)
    return found


def _same(text: str, folder: Path) -> bool:
    return bool(text) and os.path.normcase(os.path.normpath(text)) == os.path.normcase(str(folder))
