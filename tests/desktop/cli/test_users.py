"""`kontor user`: what was granted holds at the next sign-in, for the database as for the commands."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from models.database.errors import Denied
from models.database.local import LocalDatabase
from models.database.session import sign_in
from tests.desktop.cli.conftest import Kontor

PASSWORD = "correct horse battery"


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return file


def add(office: Kontor, name: str, password_file: Path, *roles: str) -> None:
    chosen = [word for role in roles for word in ("--role", role)]
    answer = office("user", "add", name, *chosen, "--password-file", password_file)
    assert (answer.status, answer.err) == (0, "")


def test_a_new_user_signs_in_and_has_exactly_the_rights_of_the_role(
    office: Kontor, shared_home: Path, password_file: Path
) -> None:
    add(office, "kajsa", password_file, "seller")

    session = sign_in(LocalDatabase(shared_home).url("kajsa", PASSWORD))
    assert session.identity.roles == {"seller"}
    assert session.company.name == "Björkens Bygg AB"
    session.close()
    with psycopg.connect(LocalDatabase(shared_home).url("kajsa", PASSWORD)) as connection:
        connection.execute("SELECT FROM sales.sales_order")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM ledger.line")


def test_a_user_runs_commands_within_their_own_rights(
    office: Kontor, password_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(office, "olle", password_file, "auditor")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)

    assert office("--user", "olle", "report", "trial-balance", "--json").json == []
    refused = office("--user", "olle", "user", "add", "mats", "--role", "seller", "--password-file", password_file)
    assert refused.status == 1
    assert "mats" not in {user["name"] for user in office("user", "list", "--json").json}


def test_roles_are_granted_and_revoked(office: Kontor, password_file: Path) -> None:
    add(office, "lisa", password_file, "seller")

    assert office("user", "grant", "lisa", "--role", "buyer", "--role", "planner").status == 0
    assert office("user", "revoke", "lisa", "--role", "seller").status == 0
    listed = {user["name"]: user["roles"] for user in office("user", "list", "--json").json}
    assert listed["lisa"] == ["buyer", "planner"]


def test_a_company_is_opened_and_closed_to_a_user(office: Kontor, shared_home: Path, password_file: Path) -> None:
    add(office, "pia", password_file, "seller")
    for act, count in (("close", 0), ("open", 1)):
        assert office("user", act, "pia").status == 0
        session = sign_in(LocalDatabase(shared_home).url("pia", PASSWORD))
        assert len(session.identity.companies) == count
        session.close()
    refused = office("user", "close", "office")
    assert refused.status == 1
    assert "last administrator of Björkens Bygg AB" in refused.err


def test_a_locked_user_stays_out_until_unlocked(office: Kontor, shared_home: Path, password_file: Path) -> None:
    add(office, "nils", password_file, "seller")
    url = LocalDatabase(shared_home).url("nils", PASSWORD)

    assert office("user", "lock", "nils").status == 0
    with pytest.raises(Denied, match=r"database\.locked_out"):
        sign_in(url)
    assert office("user", "unlock", "nils").status == 0
    sign_in(url).close()


def test_a_new_password_replaces_the_old_one(office: Kontor, shared_home: Path, password_file: Path) -> None:
    add(office, "eva", password_file, "seller")
    password_file.write_text("another long sentence\n", encoding="utf-8")

    assert office("user", "password", "eva", "--password-file", password_file).status == 0
    with pytest.raises(Denied, match=r"database\.sign_in_refused"):
        sign_in(LocalDatabase(shared_home).url("eva", PASSWORD))
    sign_in(LocalDatabase(shared_home).url("eva", "another long sentence")).close()


def test_a_worker_signs_in_at_a_terminal_with_badge_and_pin(
    office: Kontor, shared_home: Path, password_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "pin").write_text("493817\n", encoding="ascii")
    terminal = office("user", "add", "dock", "--terminal", "--role", "storekeeper", "--password-file", password_file)
    assert terminal.status == 0
    add(office, "arne", password_file, "storekeeper")

    assert office("user", "badge", "arne", "--code", "B-17", "--pin-file", tmp_path / "pin").status == 0
    with psycopg.connect(LocalDatabase(shared_home).url("dock", PASSWORD)) as connection:
        row = connection.execute("SELECT company.terminal_sign_in('B-17', '493817') ->> 'name'").fetchone()
    assert row == ("arne",)


@pytest.mark.parametrize("words", [("add", "x", "--role", "king"), ("grant", "x"), ("dance",)])
def test_wrong_use_ends_with_2_and_the_usage(office: Kontor, words: tuple[str, ...]) -> None:
    answer = office("user", *words)

    assert answer.status == 2
    assert "usage: kontor user" in answer.err


@pytest.mark.parametrize(("name", "password"), [("Bad Name", PASSWORD), ("bo", "short"), ("owner", PASSWORD)])
def test_a_refused_user_is_not_half_made(office: Kontor, tmp_path: Path, name: str, password: str) -> None:
    (tmp_path / "password").write_text(password, encoding="utf-8")

    answer = office("user", "add", name, "--role", "seller", "--password-file", tmp_path / "password")

    assert answer.status == 1
    assert answer.err.startswith("kontor: ")
    assert name not in {user["name"] for user in office("user", "list", "--json").json}
