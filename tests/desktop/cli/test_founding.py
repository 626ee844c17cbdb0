"""`kontor init`: the first company makes the database, a further one joins it, and a failed one leaves nothing."""

from __future__ import annotations

from pathlib import Path

import psycopg

from models.database.local import LocalDatabase
from models.database.rights import Role
from tests.desktop.cli.conftest import Kontor


def test_the_first_company_makes_a_database_with_a_login_that_is_not_superuser(kontor: Kontor, home: Path) -> None:
    answer = kontor("init", "--name", "Vikens Åkeri AB", "--json")

    assert answer.status == 0
    assert answer.json == {"id": 1, "name": "Vikens Åkeri AB"}
    local = LocalDatabase(home)
    assert (home / f"{local.name}.password").stat().st_mode & 0o777 == 0o600
    with psycopg.connect(local.office_url()) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = session_user"
        ).fetchone()
    assert row == (False, False, False)


def test_a_second_company_joins_the_database_of_the_first_and_is_chosen_by_name(kontor: Kontor) -> None:
    kontor("init", "--name", "Ett AB")

    assert kontor("init", "--name", "Två AB", "--json").json["id"] == 2
    assert kontor("report", "accounts", "--company", "Två AB", "--json").json[0]["number"] == "1010"
    refused = kontor("report", "accounts", "--company", "Tre AB")
    assert refused.status == 1
    assert "Tre AB" in refused.err


def test_a_named_administrator_signs_in_with_the_password_of_the_file(kontor: Kontor, home: Path) -> None:
    (home / "secret").write_text("en lång mening\n", encoding="utf-8")

    answer = kontor("init", "--name", "Ett AB", "--admin", "siv", "--password-file", home / "secret")

    assert answer.status == 0
    listed = {user["name"]: user for user in kontor("user", "list", "--json").json}
    assert listed["siv"]["roles"] == ["administrator"]
    assert set(listed["office"]["roles"]) == set(Role)
    with psycopg.connect(LocalDatabase(home).url("siv", "en lång mening")) as connection:
        assert connection.execute("SELECT company.has_role('administrator')").fetchone() == (True,)


def test_a_refused_first_company_leaves_no_database_behind(kontor: Kontor, home: Path) -> None:
    answer = kontor("init", "--name", "Ett AB", "--currency", "XXX")

    assert answer.status == 1
    assert "XXX" in answer.err
    assert "Traceback" not in answer.err
    assert LocalDatabase(home).chosen() is None
    assert not list(home.glob("books*.password"))


def test_without_any_company_a_command_says_how_to_found_one(kontor: Kontor) -> None:
    answer = kontor("user", "list")

    assert answer.status == 1
    assert "kontor init" in answer.err
