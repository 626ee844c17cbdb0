"""The embedded server: one PostgreSQL for this user and computer, shared by every client of theirs that runs."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from filelock import FileLock, Timeout

from models.database.errors import Unavailable
from models.database.server.account import server_account
from models.database.server.binaries import ServerBinaries, find_binaries, keep_copy
from models.database.server.cluster import SUPERUSER, Cluster
from models.database.server.place import default_home, find_place, make_place, make_private, make_socket_folder
from models.database.server.processes import (
    Postmaster,
    clear_traces,
    end_survivors,
    find_postmaster,
    settled_postmaster,
    wait_until_gone,
)
from models.database.server.secret import SuperuserSecret, new_password
from resources.language import _

Progress = Callable[[str], None]

_SOCKET_PORT = 5432
_MAINTENANCE_DATABASE = "postgres"
_SILENT_WAIT_SECONDS = 1.0


@dataclass(frozen=True)
class ServerAddress:
    """Where a server listens: `host` is a socket folder or an address; `database` is the one to connect to first."""

    host: str
    port: int
    superuser: str
    database: str

    def url(self, *, user: str, password: str | None = None, database: str | None = None) -> str:
        """The libpq URL for `user`, as psycopg, SQLAlchemy and `psql` read it."""
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password is not None else "")
        where = urlencode({"host": self.host, "port": self.port}, quote_via=quote)
        return f"postgresql://{login}@/{quote(database or self.database, safe='')}?{where}"


class EmbeddedServer:
    """The server whose home is `home`: `KONTOR_HOME`, else the user's data folder.

    `binaries` chooses another PostgreSQL than the bundled one, `settings` adds to its configuration.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        binaries: ServerBinaries | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.home = (home or default_home()).absolute()
        self._binaries = binaries
        self._settings = settings or {}
        self._secret = SuperuserSecret(self.home)

    def start(self, *, progress: Progress | None = None) -> ServerAddress:
        """Start the server, or join it where it runs; make the cluster on first use.

        Waits for crash recovery however long it takes and reports through `progress`. Rejected where the data belong to
        another major version; Unavailable where it cannot be started.
        """
        tell = progress or _say_nothing
        try:
            make_private(self.home, None)
            with self._alone(tell):
                return self._start(tell)
        except OSError as error:
            raise Unavailable("server.start_failed", detail=str(error)) from error

    def stop(self) -> None:
        """Stop the server and everything that belongs to it; no error where it does not run."""
        if not self.home.is_dir():
            return
        with self._alone(_say_nothing):
            running = self._postmaster()
            place = find_place(self.home)
            if place is None or not place.data.is_dir():
                return
            if running:
                self._cluster().stop()
                wait_until_gone(running.pid)
            end_survivors(place.data, _say_nothing)

    def is_running(self) -> bool:
        """Whether the server runs, whoever started it."""
        return self._postmaster() is not None

    def superuser_password(self) -> str:
        """The password of `kontor_setup`; Unavailable where it is kept nowhere, which the next cold start mends."""
        password = self._secret.read()
        if password is None:
            raise Unavailable("server.no_password")
        return password

    @property
    def address(self) -> ServerAddress:
        """Where the running server listens; Unavailable where it does not run."""
        running = self._postmaster()
        if running is None:
            raise Unavailable("server.not_running")
        return ServerAddress(running.host, running.port, SUPERUSER, _MAINTENANCE_DATABASE)

    def _start(self, tell: Progress) -> ServerAddress:
        place = find_place(self.home)
        running = settled_postmaster(place.data, tell) if place else None
        if running and running.is_reachable:
            return self.address
        cluster = self._cluster()
        if running:
            cluster.stop()
        if cluster.exists:
            cluster.check_major()
            end_survivors(cluster.place.data, tell)
        else:
            self._make(cluster, tell)
        self._prepare(cluster)
        if self._secret.read() is None:
            password = new_password()
            cluster.set_password(password)
            self._secret.store(password, tell)
        cluster.start(tell)
        return self.address

    def _make(self, cluster: Cluster, tell: Progress) -> None:
        tell(_("Preparing the database server for its first use…"))
        password = self._secret.read()
        if password is None:
            # Kept before it is used: a cluster whose password nobody knows must not come about.
            password = new_password()
            self._secret.store(password, tell)
        cluster.make(password)

    def _prepare(self, cluster: Cluster) -> None:
        folder = None if os.name == "nt" else make_socket_folder(cluster.place, cluster.account)
        clear_traces(cluster.place.data, folder)
        cluster.configure(socket_folder=folder, port=_SOCKET_PORT if folder else _free_port())

    def _cluster(self) -> Cluster:
        place = find_place(self.home)
        account = server_account(place.data if place else None)
        place = make_place(self.home, account)
        binaries = keep_copy(self._binaries or find_binaries(), place.binaries)
        return Cluster(place, binaries, account, self._settings)

    def _postmaster(self) -> Postmaster | None:
        place = find_place(self.home)
        return find_postmaster(place.data) if place else None

    def _alone(self, tell: Progress) -> AbstractContextManager[object]:
        """Hold the lock that lets one client at a time start or stop the server."""
        lock = FileLock(self.home / "server.lock")
        try:
            return lock.acquire(timeout=_SILENT_WAIT_SECONDS)
        except Timeout:
            tell(_("Another window is starting the database…"))
            return lock.acquire()


def _say_nothing(_text: str) -> None:
    pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
