"""Where a company's database is: on this computer, or on a server of the office; and opening a session there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from resources.language import _

if TYPE_CHECKING:
    from desktop.settings import Settings
    from models.database.session import Session

_KEY = "connections"
_MOST = 8
_PORT = 5432
_APPLICATION = "kontor desktop"

Progress = Callable[[str], None]


class Place(StrEnum):
    """What kind of server it is."""

    HERE = "here"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Connection:
    """A database, and who signed in there last. `prefix` begins the login roles; empty: the database's name."""

    place: Place = Place.HERE
    host: str = ""
    port: int = _PORT
    database: str = ""
    prefix: str = ""
    user: str = ""
    title: str = ""  # the company's name, as it was when it was last open

    @property
    def label(self) -> str:
        """What the user chooses it by, in the language of the screen."""
        where = _("this computer") if self.place is Place.HERE else self.host
        name = self.title or self.database
        return _("{company} on {place}").format(company=name, place=where) if name else where.capitalize()

    @property
    def identity(self) -> str:
        """The same for every user of the same database."""
        return "here" if self.place is Place.HERE else f"{self.host}:{self.port}/{self.database}"

    def entry(self, user: str) -> str:
        """What a user's password is kept under."""
        return f"{user} at {self.identity}"

    def url(self, user: str, password: str) -> str:
        """The libpq URL of a user on a server of the office: the login is the prefix, an underscore and the name."""
        login = f"{self.prefix or self.database}_{user}"
        where = urlencode({"host": self.host, "port": self.port, "sslmode": "prefer"}, quote_via=quote)
        signed = f"{quote(login, safe='')}:{quote(password, safe='')}"
        return f"postgresql://{signed}@/{quote(self.database, safe='')}?{where}"


def recent_connections(settings: Settings) -> tuple[Connection, ...]:
    """The connections used on this computer, the latest first."""
    stored = settings.read(_KEY)
    found = (_read(entry) for entry in stored) if isinstance(stored, list) else ()
    return tuple(connection for connection in found if connection is not None)


def remember_connection(settings: Settings, connection: Connection) -> None:
    """Put a connection first."""
    others = (known for known in recent_connections(settings) if known.identity != connection.identity)
    settings.write(_KEY, [asdict(entry) for entry in (connection, *others)][:_MOST])


def forget_connection(settings: Settings, connection: Connection) -> None:
    """Offer a connection no longer."""
    others = (known for known in recent_connections(settings) if known.identity != connection.identity)
    settings.write(_KEY, [asdict(entry) for entry in others])


def has_local_company() -> bool:
    """Whether a company has been founded on this computer."""
    from models.database.local import LocalDatabase

    return LocalDatabase().chosen() is not None


def open_session(connection: Connection, *, user: str, password: str, progress: Progress | None = None) -> Session:
    """Sign in; starts the server of this computer where it does not run. Not for the GUI thread.

    Raises what `models.database.session.sign_in` raises.
    """
    from models.company.terminal import sign_in_person_or_terminal

    if connection.place is Place.SERVER:
        url = connection.url(user, password)
    else:
        from models.database.local import LocalDatabase

        url = LocalDatabase(progress=progress).url(user, password)
    return sign_in_person_or_terminal(url, application=_APPLICATION)


def _read(entry: Any) -> Connection | None:
    try:
        return Connection(**{**entry, "place": Place(entry["place"])})
    except (TypeError, ValueError, KeyError):
        return None
