"""What can go wrong, as the rest of the program sees it: a stable code and parameters, no prose.

The text of each code stands in `models/<domain>/messages.py`. Rules kept by SQL kernels arrive as SQLSTATE class `KO`
with the code as message and the parameters as JSON in DETAIL; `from_driver` maps them and PostgreSQL's own states.
"""

from __future__ import annotations

import json
from collections.abc import Mapping


class KontorError(Exception):
    """A known error with a stable `code` ("ledger.unbalanced") and parameters for its message."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class Invalid(KontorError):
    """A value that cannot be right by itself; `params["field"]` names it."""


class Rejected(KontorError):
    """A business rule says no."""


class Conflict(KontorError):
    """Somebody else changed the record in between."""


class Denied(KontorError):
    """The user's rights do not reach this."""


class Unavailable(KontorError):
    """The database cannot be reached, or not now."""


class Cancelled(KontorError):
    """The user stopped the work."""


#: Third character of a `KO` SQLSTATE, and the exception it stands for: KOI…, KOR…, KOC…, KOD….
_KERNEL_CLASSES: Mapping[str, type[KontorError]] = {"I": Invalid, "R": Rejected, "C": Conflict, "D": Denied}

_POSTGRES_STATES: Mapping[str, tuple[type[KontorError], str]] = {
    "23505": (Rejected, "database.duplicate"),
    "23503": (Rejected, "database.missing_reference"),
    "23514": (Invalid, "database.check"),
    "23502": (Invalid, "database.required"),
    "23P01": (Rejected, "database.overlap"),
    "22001": (Invalid, "database.too_long"),
    "22003": (Invalid, "database.out_of_range"),
    "22P02": (Invalid, "database.malformed"),
    "22007": (Invalid, "database.malformed"),
    "22008": (Invalid, "database.malformed"),
    "42501": (Denied, "database.denied"),
    "55P03": (Unavailable, "database.busy"),
    "57014": (Cancelled, "database.cancelled"),
    "40001": (Unavailable, "database.try_again"),
    "40P01": (Unavailable, "database.try_again"),
    "53300": (Unavailable, "database.too_many_connections"),
    "57P01": (Unavailable, "database.connection_lost"),
    "57P02": (Unavailable, "database.connection_lost"),
    "57P03": (Unavailable, "database.starting"),
    "28P01": (Denied, "database.sign_in_refused"),
    "28000": (Denied, "database.locked_out"),
    "3D000": (Unavailable, "database.no_such_database"),
}

#: libpq passes no SQLSTATE on when a connection is refused, only the server's words.
_REFUSED_CONNECTIONS: Mapping[str, str] = {
    "password authentication failed": "28P01",
    "no password supplied": "28P01",
    "is not permitted to log in": "28000",
    "no pg_hba.conf entry": "28000",
    "too many clients": "53300",
    "too many connections": "53300",
    "remaining connection slots": "53300",
    "the database system is starting up": "57P03",
    "the database system is shutting down": "57P03",
    "does not exist": "3D000",
}


def from_driver(error: BaseException) -> KontorError | None:
    """The known error behind a psycopg or SQLAlchemy exception; None where it is a fault of ours."""
    import psycopg

    source = getattr(error, "orig", None) or error
    if not isinstance(source, psycopg.Error):
        return None
    state = source.sqlstate or _state_of_refused_connection(source)
    if state.startswith("KO"):
        return _from_kernel(state, source)
    diagnostics = source.diag
    params = {
        name: value
        for name, value in (
            ("constraint", diagnostics.constraint_name),
            ("table", diagnostics.table_name),
            ("field", diagnostics.column_name),
            ("detail", diagnostics.message_primary),
        )
        if value
    }
    if state in _POSTGRES_STATES:
        kind, code = _POSTGRES_STATES[state]
        return kind(code, **params)
    if state.startswith("08") or (not state and isinstance(source, psycopg.OperationalError)):
        return Unavailable("database.connection_lost", detail=str(source).strip())
    return None


def _state_of_refused_connection(error: Exception) -> str:
    words = str(error)
    found = (state for fragment, state in _REFUSED_CONNECTIONS.items() if fragment in words)
    return next(found, "") if "failed" in words else ""


def _from_kernel(state: str, source: object) -> KontorError:
    diagnostics = source.diag  # type: ignore[attr-defined]
    params = json.loads(diagnostics.message_detail or "{}")
    return _KERNEL_CLASSES.get(state[2:3], Rejected)(diagnostics.message_primary or "database.refused", **params)
