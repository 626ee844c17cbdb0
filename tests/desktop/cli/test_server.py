"""`kontor server`: status without starting anything, URLs without passwords, and setting up another server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from models.database.local import LocalDatabase
from models.database.provision import drop_database, with_database
from models.database.server.embedded import EmbeddedServer
from models.database.session import sign_in
from tests.desktop.cli.conftest import Kontor
from tests.support.server import remove_home, temporary_home


@pytest.fixture
def elsewhere(embedded_server: EmbeddedServer) -> Iterator[str]:
    """The URL of a database that does not exist yet, with a login that may make it."""
    name = f"firm_{uuid4().hex[:8]}"
    address = embedded_server.address
    url = address.url(user=address.superuser, password=embedded_server.superuser_password(), database=name)
    yield url
    drop_database(url, prefix=name)


def test_the_url_names_the_whole_login_and_no_password(office: Kontor, shared_home: Path) -> None:
    name = LocalDatabase(shared_home).name

    bare = office("server", "url").out.strip()
    own = office("server", "url", "--user", "anna", "--json").json["url"]

    assert re.fullmatch(rf"postgresql://[^@]*/{name}\?host=.+&port=5432", bare)
    assert own.startswith(f"postgresql://{name}_anna@")
    office_url = LocalDatabase(shared_home).office_url()
    password = office_url.partition("@")[0].rpartition(":")[2]
    with psycopg.connect(office("server", "url", "--user", "office").out.strip(), password=password) as connection:
        assert connection.info.dbname == name


def test_the_status_tells_the_database_in_use(office: Kontor, shared_home: Path) -> None:
    facts = office("server", "status", "--json").json
    with psycopg.connect(LocalDatabase(shared_home).office_url()) as connection:
        served = connection.execute("SHOW server_version").fetchone()

    assert facts["running"] is True
    assert facts["database"] == LocalDatabase(shared_home).name
    assert (facts["version"],) == served


def test_start_and_stop_and_a_command_that_starts_the_server_again(
    kontor: Kontor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with temporary_home() as own:
        monkeypatch.setenv("KONTOR_HOME", str(own))
        assert kontor("server", "status", "--json").json == {"running": False, "home": str(own), "database": None}
        assert kontor("init", "--name", "Ett AB").status == 0
        assert kontor("server", "stop").status == 0
        assert kontor("server", "status", "--json").json["running"] is False
        assert kontor("server", "stop").status == 0

        assert len(kontor("user", "list", "--json").json) == 1
        assert kontor("server", "status", "--json").json["running"] is True
        remove_home(own)
        own.mkdir()


def test_a_server_is_set_up_founded_on_and_used_by_its_administrator(
    kontor: Kontor, elsewhere: str, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text("en lång mening", encoding="utf-8")

    made = kontor("server", "setup", elsewhere, "--json").json
    assert made["created"] is True
    assert any("max_connections" in line for line in made["advice"])
    assert kontor("server", "setup", elsewhere, "--json").json["created"] is False

    refused = kontor("--database", elsewhere, "init", "--name", "Ett AB")
    assert refused.status == 1
    assert "--admin" in refused.err
    words = ["init", "--name", "Ett AB", "--admin", "siv", "--password-file", tmp_path / "password"]
    assert kontor("--database", elsewhere, *words).status == 0

    prefix = made["prefix"]
    url = kontor("--database", elsewhere, "server", "url", "--user", "siv").out.strip()
    assert f"//{prefix}_siv@" in url
    with closing(sign_in(url.replace("_siv@", "_siv:en l%C3%A5ng mening@"))) as session:
        assert session.company.name == "Ett AB"
        assert session.identity.roles == {"administrator"}


def test_an_unreachable_server_is_told_in_a_sentence(kontor: Kontor) -> None:
    answer = kontor("--database", "postgresql://anna@/firm?host=/nowhere", "user", "list", "--json")

    assert answer.status == 1
    assert answer.err == "kontor: The database cannot be reached. Check the network and the server.\n"
    assert answer.json["code"] == "database.connection_lost"


def test_a_wrong_password_is_told_as_such(kontor: Kontor, embedded_server: EmbeddedServer) -> None:
    address = embedded_server.address
    url = address.url(user=address.superuser, password="wrong")

    answer = kontor("--database", with_database(url, "template1"), "user", "list")

    assert answer.status == 1
    assert "password is wrong" in answer.err


@pytest.mark.parametrize("url", ["http://example.test/x", "firm", "postgresql://anna@host"])
def test_what_is_no_url_of_a_database_is_refused(kontor: Kontor, url: str) -> None:
    answer = kontor("server", "setup", url)

    assert answer.status == 1
    assert "URL" in answer.err
