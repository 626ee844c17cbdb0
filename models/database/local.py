"""The database of this computer: which one on the embedded server is in use, and how its command line signs in.

Whoever reads the home reaches the database anyway: one trust domain. So the command line has a login of its own there,
`<prefix>_office`, which holds business roles and works through the same rights as any user; it is never superuser.
"""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from models.database.errors import Rejected, Unavailable
from models.database.provision import connect, create_database, drop_database, free_name
from models.database.rights import Role
from models.database.server.embedded import EmbeddedServer, Progress, ServerAddress
from models.database.server.secret import OfficeSecret, new_password

OFFICE = "office"
_STEM = "books"


class LocalDatabase:
    """The database in use on the embedded server of `home`; its name is its prefix too."""

    def __init__(self, home: Path | None = None, *, progress: Progress | None = None) -> None:
        self.server = EmbeddedServer(home)
        self._progress = progress
        self._pointer = self.server.home / "database"
        self._address: ServerAddress | None = None

    @property
    def name(self) -> str:
        """Name and prefix; Rejected where none has been made yet."""
        name = self.chosen()
        if name is None:
            raise Rejected("database.none_yet")
        return name

    def chosen(self) -> str | None:
        """The name, or None where none has been made yet."""
        with suppress(FileNotFoundError):
            return self._pointer.read_text(encoding="ascii").strip()
        return None

    def address(self) -> ServerAddress:
        """Where the server listens; started where it does not run."""
        if self._address is None:
            self._address = self.server.start(progress=self._progress)
        return self._address

    def builder_url(self, name: str) -> str:
        """The URL of the server's superuser, for setting up and for backup alone."""
        return self.address().url(
            user=self.address().superuser, password=self.server.superuser_password(), database=name
        )

    def url(self, user: str, password: str | None = None) -> str:
        """The URL of the login role `<prefix>_<user>` in the database in use."""
        return self.login_url(self.name, user, password)

    def login_url(self, name: str, user: str, password: str | None = None) -> str:
        """The same in the database `name`, which need not be the one in use."""
        return self.address().url(user=f"{name}_{user}", password=password, database=name)

    def office_url(self, name: str | None = None) -> str:
        """The URL of the command line's own login, password included; of another database than the one in use too."""
        name = name or self.name
        password = OfficeSecret(self.server.home, name).read()
        if password is None:
            raise Unavailable("server.no_office_password", name=OFFICE)
        return self.login_url(name, OFFICE, password)

    def make(self) -> str:
        """Make the next free, empty database and return its name; `choose` it once it holds what it should."""
        from models.database.build import build_database

        url = self.builder_url(name := self._free_name())
        while not create_database(url):  # somebody else has just made it
            url = self.builder_url(name := self._free_name())
        try:
            build_database(url, prefix=name)
        except BaseException:
            drop_database(url, prefix=name)
            raise
        return name

    def _free_name(self) -> str:
        return free_name(self.builder_url("postgres"), stem=_STEM)

    def choose(self, name: str) -> None:
        """Make `name` the database in use."""
        pending = self._pointer.with_suffix(".new")
        pending.write_text(f"{name}\n", encoding="ascii")
        pending.replace(self._pointer)

    def drop(self, name: str) -> None:
        """Remove a database that came to nothing, with its roles."""
        drop_database(self.builder_url(name), prefix=name)

    def equip_office(self, name: str) -> None:
        """Give `name` the command line's login, with a new password, every business role and every company."""
        password = new_password()
        with closing(connect(self.builder_url(name))) as connection, connection.transaction():
            login = f"{name}_{OFFICE}"
            verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
            known = connection.execute("SELECT FROM company.app_user WHERE name = %s", (OFFICE,)).fetchone()
            if known is None:
                connection.execute("SELECT company.create_user(%s, %s, %s)", (OFFICE, "Kontor", verifier))
            else:
                connection.execute("SELECT company.set_password(%s, %s)", (OFFICE, verifier))
                connection.execute("SELECT company.unlock_user(%s)", (OFFICE,))
            for role in Role:
                connection.execute("SELECT company.grant_role(%s, %s)", (OFFICE, str(role)))
            connection.execute(
                "SELECT company.grant_company(%s, id) FROM company.company WHERE book_of IS NULL", (OFFICE,)
            )
        OfficeSecret(self.server.home, name).store(password, self._progress or _say_nothing)


def _say_nothing(_text: str) -> None:
    pass
