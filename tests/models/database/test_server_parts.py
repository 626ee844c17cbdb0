"""What the embedded server is made of, without starting one: addresses, settings, passwords, places."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import psycopg
import pytest
from sqlalchemy import make_url

from models.database.errors import Unavailable
from models.database.server.account import Account
from models.database.server.configuration import settings_text
from models.database.server.embedded import ServerAddress
from models.database.server.place import ServerPlace, default_home, make_place, make_socket_folder
from models.database.server.processes import find_postmaster
from models.database.server.secret import SuperuserSecret
from tests.support.keyrings import DictionaryKeyring


class ForgetfulKeyring(DictionaryKeyring):
    """A password store that takes everything and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password


@pytest.fixture
def restored_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_the_url_is_read_alike_by_libpq_and_sqlalchemy() -> None:
    address = ServerAddress("/home/ann lee/run", 5432, "kontor_setup", "postgres")

    url = address.url(user="a_b", password="p@ss:/?#", database="firma ett")

    parsed = psycopg.conninfo.conninfo_to_dict(url)
    assert parsed == {
        "user": "a_b",
        "password": "p@ss:/?#",
        "dbname": "firma ett",
        "host": "/home/ann lee/run",
        "port": "5432",
    }
    made = make_url(url)
    assert (made.username, made.password, made.database) == ("a_b", "p@ss:/?#", "firma ett")
    assert made.query == {"host": "/home/ann lee/run", "port": "5432"}


def test_a_url_without_a_password_carries_none() -> None:
    address = ServerAddress("127.0.0.1", 50001, "kontor_setup", "postgres")

    assert address.url(user="ann") == "postgresql://ann@/postgres?host=127.0.0.1&port=50001"


def test_settings_are_quoted_and_the_callers_win() -> None:
    text = settings_text(log=Path("/home/o'hara/log"), socket_folder=Path("/run/k"), port=5432, extra={"jit": "on"})

    assert "log_directory = '/home/o''hara/log'" in text
    assert "listen_addresses = ''" in text
    assert "unix_socket_directories = '/run/k'" in text
    assert "jit = 'on'" in text
    assert "jit = 'off'" not in text


def test_without_a_socket_the_server_listens_on_the_loopback_address_only() -> None:
    text = settings_text(log=Path("log"), socket_folder=None, port=50001, extra={})

    assert "listen_addresses = '127.0.0.1'" in text
    assert "port = '50001'" in text


def test_a_working_password_store_is_used_and_leaves_no_file(tmp_path: Path, restored_keyring: None) -> None:
    keyring.set_keyring(DictionaryKeyring())
    told: list[str] = []
    secret = SuperuserSecret(tmp_path)

    secret.store("s3cret", told.append)

    assert secret.read() == "s3cret"
    assert list(tmp_path.iterdir()) == []
    assert told == []


def test_a_store_that_forgets_is_replaced_by_a_file_and_said_so(tmp_path: Path, restored_keyring: None) -> None:
    keyring.set_keyring(ForgetfulKeyring())
    told: list[str] = []
    secret = SuperuserSecret(tmp_path)

    secret.store("s3cret", told.append)

    file = tmp_path / "server.password"
    assert secret.read() == "s3cret"
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(told) == 1
    assert str(file) in told[0]


def test_the_home_is_the_chosen_one_else_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KONTOR_HOME", str(tmp_path))
    assert default_home() == tmp_path

    monkeypatch.delenv("KONTOR_HOME")
    assert default_home().name == "kontor"


@pytest.mark.skipif(os.name == "nt", reason="Unix sockets")
def test_a_long_path_gets_a_short_private_socket_folder(tmp_path: Path) -> None:
    root = tmp_path / ("long" * 30)
    root.mkdir()

    folder = make_socket_folder(ServerPlace(root), None)

    assert len(os.fsencode(folder / ".s.PGSQL.5432")) <= 103
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rmdir()


@pytest.mark.skipif(os.name == "nt", reason="Unix sockets")
def test_a_socket_folder_that_others_may_open_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run").chmod(0o777)
    if len(os.fsencode(tmp_path / "run" / ".s.PGSQL.5432")) > 103:
        pytest.skip("the temporary folder has a long name")

    with pytest.raises(Unavailable, match=r"server\.unsafe_folder"):
        make_socket_folder(ServerPlace(tmp_path), None)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root runs the server as another")
def test_a_log_folder_that_the_desktop_made_first_is_given_to_the_servers_account() -> None:
    with tempfile.TemporaryDirectory(prefix="kontor-place-") as folder:
        home = Path(folder)
        (home / "log").mkdir()

        place = make_place(home, Account(65534, 65534))

        assert place.root == home
        assert place.log.stat().st_uid == 65534


def test_an_unfinished_pid_file_means_no_server(tmp_path: Path) -> None:
    assert find_postmaster(tmp_path) is None
    (tmp_path / "postmaster.pid").write_text("123\n", encoding="utf-8")
    assert find_postmaster(tmp_path) is None
