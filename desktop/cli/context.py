"""What a command works with: its options, the database they choose, and where its answer goes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from models.database.errors import Denied, Invalid

if TYPE_CHECKING:
    from models.database.listing import Kind
    from models.database.local import LocalDatabase
    from models.database.session import Session


class Context:
    """One run of the command line. Sessions are opened when first asked for and closed at the end."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self._session: Session | None = None

    @property
    def database_url(self) -> str | None:
        """The database that was asked for; None means that of this computer."""
        return getattr(self.options, "database", None) or os.environ.get("KONTOR_DATABASE") or None

    @property
    def as_json(self) -> bool:
        """Whether the answer is read by a program."""
        return getattr(self.options, "json", False)

    @property
    def user(self) -> str | None:
        """The user that was asked for."""
        return getattr(self.options, "user", None)

    @cached_property
    def local(self) -> LocalDatabase:
        """The database of this computer."""
        from models.database.local import LocalDatabase

        return LocalDatabase(progress=self.progress)

    @property
    def session(self) -> Session:
        """The signed-in user at the chosen company."""
        if self._session is None:
            self._session = self._sign_in()
        return self._session

    def session_in(self, company_id: int) -> Session:
        """The signed-in user at a company made meanwhile."""
        from models.database.session import sign_in

        self.close()
        self._session = sign_in(self.user_url(), company_id=company_id, application="kontor command line")
        return self._session

    def user_url(self) -> str:
        """The URL to sign in with, password included where it is known here."""
        if self.database_url:
            return with_user(self.database_url, self.user) if self.user else self.database_url
        return self.local.url(self.user, os.environ.get("PGPASSWORD")) if self.user else self.local.office_url()

    def builder_url(self) -> str:
        """The URL of somebody who may become the owner of the database."""
        return self.database_url or self.local.builder_url(self.local.name)

    def close(self) -> None:
        """Give the connections back."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def progress(self, text: str) -> None:
        """Say on stderr what takes a while."""
        if not self.as_json:
            print(text, file=sys.stderr, flush=True)

    def say(self, text: str, facts: Mapping[str, object]) -> None:
        """Answer with one object: the sentence for people, the facts for programs."""
        if self.as_json:
            from desktop.cli.output import print_json

            print_json(facts)
        else:
            print(text)

    def show(self, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> None:
        """Answer with a table; `kinds` names the columns in order."""
        from desktop.cli.output import print_json, print_table, records

        if self.as_json:
            print_json(records(rows, kinds))
        else:
            print_table(rows, kinds)

    def _sign_in(self) -> Session:
        from models.database.session import sign_in

        session = sign_in(self.user_url(), application="kontor command line")
        wanted = getattr(self.options, "company", None)
        if wanted is None:
            return session
        for company in (*session.identity.companies, *session.identity.books):
            if wanted in (str(company.id), company.name):
                return session.at(company.id)
        session.close()
        raise Denied("company.not_yours", company=wanted)


def with_user(url: str, user: str | None) -> str:
    """The same libpq URL for another login, or for none; the password goes."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        raise Invalid("database.bad_url", field="database", url=url)
    place = parts.netloc.rpartition("@")[2]
    login = f"{quote(user, safe='')}@" if user else ""
    rest = urlunsplit(("", "", parts.path, parts.query, ""))
    return f"{parts.scheme}://{login}{place}{rest}"


def user_of(url: str) -> str | None:
    """The login that a libpq URL names."""
    name, _at, _place = urlsplit(url).netloc.rpartition("@")
    return unquote(name.partition(":")[0]) or None
