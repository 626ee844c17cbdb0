"""`kontor backup` and `restore`: everything comes back, in a new database, and a bad file changes nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from models.database.local import LocalDatabase
from models.database.server.embedded import EmbeddedServer
from models.database.session import sign_in
from tests.desktop.cli.conftest import Kontor
from tests.support.homes import copy_of, kept_aside

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def furnished_home(embedded_server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with a company, a seller, and a badge, kept aside to be copied."""
    secrets = tmp_path_factory.mktemp("secrets")
    (secrets / "password").write_text(PASSWORD, encoding="utf-8")
    (secrets / "pin").write_text("493817", encoding="ascii")
    commands = (
        ("init", "--name", "Björkens Bygg AB", "--year-start", "2026-01-01"),
        ("user", "add", "kajsa", "--role", "seller", "--password-file", str(secrets / "password")),
        ("user", "badge", "kajsa", "--code", "B-1", "--pin-file", str(secrets / "pin")),
    )
    with kept_aside(embedded_server, *commands) as folder:
        yield folder


@pytest.fixture
def home(embedded_server: EmbeddedServer, furnished_home: Path) -> Iterator[Path]:
    """A copy of it for each test."""
    with copy_of(embedded_server, furnished_home) as folder:
        yield folder


@pytest.fixture
def furnished(kontor: Kontor, tmp_path: Path) -> Kontor:
    """Commands in that copy, and a file with a password."""
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    return kontor


def rewrite(source: Path, target: Path, change: dict[str, bytes]) -> None:
    """A copy of a backup with other content for some of its parts."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))


def builder(home: Path) -> str:
    """Where the one who builds the database in use connects."""
    local = LocalDatabase(home)
    return local.builder_url(local.name)


def test_a_backup_is_readable_by_its_owner_alone_and_holds_no_pin(furnished: Kontor, tmp_path: Path) -> None:
    file = tmp_path / "kept.kontor"

    assert furnished("backup", file, "--json").json["users"] == 2
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["companies"] == ["Björkens Bygg AB"]
        assert "data/company.badge" not in archive.namelist()
        assert "data/ledger.account" in archive.namelist()


def test_a_restore_makes_a_new_database_with_the_same_rows_users_and_rights(
    furnished: Kontor, home: Path, tmp_path: Path
) -> None:
    furnished("backup", tmp_path / "kept.kontor")
    before = LocalDatabase(home).name
    accounts = furnished("report", "accounts", "--json").json

    restored = furnished("restore", tmp_path / "kept.kontor", "--json").json

    assert restored["without_password"] == []
    after = LocalDatabase(home)
    assert after.name == restored["database"] != before
    assert furnished("report", "accounts", "--json").json == accounts
    session = sign_in(after.url("kajsa", PASSWORD))
    assert session.identity.roles == {"seller"}
    session.close()
    with (
        psycopg.connect(after.url("kajsa", PASSWORD)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT FROM ledger.line")


def test_what_is_made_after_a_restore_gets_new_keys_and_is_audited(
    furnished: Kontor, home: Path, tmp_path: Path
) -> None:
    furnished("backup", tmp_path / "kept.kontor")
    furnished("restore", tmp_path / "kept.kontor")

    answer = furnished("user", "add", "olle", "--role", "buyer", "--password-file", tmp_path / "password", "--json")

    assert answer.json["id"] == 3
    with psycopg.connect(LocalDatabase(home).office_url()) as connection:
        row = connection.execute(
            "SELECT count(*) FROM audit.entry WHERE subject = 'company.app_user' AND key = '3' AND action = 'insert'"
        ).fetchone()
    assert row == (1,)


def test_a_restored_database_is_exactly_what_the_program_builds(furnished: Kontor, tmp_path: Path) -> None:
    furnished("backup", tmp_path / "kept.kontor")
    furnished("restore", tmp_path / "kept.kontor")

    assert furnished("verify", "--json").json == []


@pytest.mark.parametrize(
    ("doctored", "told"),
    [
        ({"manifest.json": b"{}"}, "not a backup"),
        ({"data/ledger.account": b"1\t1010\n"}, "damaged"),
    ],
)
def test_a_doctored_backup_is_refused_and_the_database_in_use_stays(
    furnished: Kontor, home: Path, tmp_path: Path, doctored: dict[str, bytes], told: str
) -> None:
    furnished("backup", tmp_path / "kept.kontor")
    rewrite(tmp_path / "kept.kontor", tmp_path / "doctored.kontor", doctored)
    name = LocalDatabase(home).name

    answer = furnished("restore", tmp_path / "doctored.kontor")

    assert answer.status == 1
    assert told in answer.err
    assert LocalDatabase(home).name == name
    assert furnished("user", "list").status == 0


def test_a_backup_that_names_another_role_than_a_business_role_is_refused(furnished: Kontor, tmp_path: Path) -> None:
    furnished("backup", tmp_path / "kept.kontor")
    with zipfile.ZipFile(tmp_path / "kept.kontor") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["users"][1]["name"] = "owner"
    rewrite(tmp_path / "kept.kontor", tmp_path / "d.kontor", {"manifest.json": json.dumps(manifest).encode()})

    answer = furnished("restore", tmp_path / "d.kontor")

    assert answer.status == 1
    assert "owner" in answer.err


def test_a_backup_from_before_totals_of_tax_were_kept_gets_them_when_restored(
    furnished: Kontor, home: Path, tmp_path: Path
) -> None:
    lines = [("1930", 1250, None), ("3001", -1000, "S25"), ("2611", -250, "S25")]
    voucher = [
        {
            "date": "2026-01-15",
            "series": "A",
            "lines": [{"account": a, "amount": n, "tax_code": code} for a, n, code in lines],
        }
    ]
    with psycopg.connect(builder(home)) as connection:
        connection.execute("SELECT ledger.append(1, %s, 1)", (json.dumps(voucher),))
    furnished("backup", tmp_path / "kept.kontor")
    with zipfile.ZipFile(tmp_path / "kept.kontor") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["tables"] = [table for table in manifest["tables"] if table["name"] != "ledger.tax_total"]
    rewrite(tmp_path / "kept.kontor", tmp_path / "older.kontor", {"manifest.json": json.dumps(manifest).encode()})

    furnished("restore", tmp_path / "older.kontor")

    with psycopg.connect(builder(home)) as connection:
        kept = connection.execute("SELECT account, debit, credit, line_count FROM ledger.tax_total ORDER BY account")
        assert kept.fetchall() == [("2611", 0, 250, 1), ("3001", 0, 1000, 1)]
    assert furnished("verify", "--json").json == []


def test_a_text_file_is_no_backup_and_a_missing_one_is_told(furnished: Kontor, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")

    assert "letter.txt is not a backup" in furnished("restore", tmp_path / "letter.txt").err
    assert "absent" in furnished("restore", tmp_path / "absent").err


def test_an_upgrade_keeps_the_database_as_it_was_and_changes_no_row(furnished: Kontor, home: Path) -> None:
    accounts = furnished("report", "accounts", "--json").json

    answer = furnished("upgrade", "--json")

    assert answer.status == 0
    assert Path(answer.json["backup"]).parent == home / "backups"
    assert furnished("report", "accounts", "--json").json == accounts


def test_a_rehearsed_upgrade_leaves_nothing_but_its_answer(furnished: Kontor, home: Path) -> None:
    answer = furnished("upgrade", "--rehearse", "--json")

    assert answer.json["rehearsed"] is True
    local = LocalDatabase(home)
    with psycopg.connect(local.builder_url("postgres")) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM pg_database WHERE datname LIKE 'rehearsal%'),"
            " (SELECT count(*) FROM pg_roles WHERE rolname LIKE 'rehearsal%')"
        ).fetchone()
    assert row == (0, 0)
