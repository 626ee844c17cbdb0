"""The embedded server, started for real: set up once, shared, recovered after a kill, safe with its password."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from models.database.errors import Rejected, Unavailable
from models.database.server.binaries import ServerBinaries, find_bundled_binaries, find_system_binaries
from models.database.server.embedded import EmbeddedServer
from models.database.server.place import find_place
from models.database.server.processes import find_postmaster, wait_until_gone
from tests.support.server import remove_home, temporary_home

_SMALL = {"shared_buffers": "16MB"}
_unix_only = pytest.mark.skipif(os.name == "nt", reason="Unix processes")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One cluster that the tests of this module start and stop in turn."""
    with temporary_home() as folder:
        yield folder


@pytest.fixture
def own_server(home: Path) -> EmbeddedServer:
    server = EmbeddedServer(home, settings=_SMALL)
    server.start()
    return server


def query(server: EmbeddedServer, statement: str) -> object:
    address = server.address
    with psycopg.connect(address.url(user=address.superuser, password=server.superuser_password())) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None


def execute(server: EmbeddedServer, statement: str) -> None:
    address = server.address
    with psycopg.connect(address.url(user=address.superuser, password=server.superuser_password())) as connection:
        connection.execute(statement.encode())


def postmaster_pid(server: EmbeddedServer) -> int:
    place = find_place(server.home)
    assert place is not None
    postmaster = find_postmaster(place.data)
    assert postmaster is not None
    return postmaster.pid


def kill(server: EmbeddedServer) -> None:
    """Kill the postmaster as the kernel does when memory runs out, and return when it is dead."""
    pid = postmaster_pid(server)
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)


def test_a_started_server_answers_in_version_18_and_joins_instead_of_starting_twice(own_server: EmbeddedServer) -> None:
    pid = postmaster_pid(own_server)

    assert EmbeddedServer(own_server.home).start() == own_server.address
    assert postmaster_pid(own_server) == pid
    assert str(query(own_server, "SHOW server_version")).startswith("18.")


def test_a_stopped_server_is_gone_with_all_its_processes_and_keeps_what_was_committed(
    own_server: EmbeddedServer,
) -> None:
    execute(own_server, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n")
    pid = postmaster_pid(own_server)

    own_server.stop()

    assert not own_server.is_running()
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    with pytest.raises(Unavailable, match=r"server\.not_running"):
        _ = own_server.address
    own_server.stop()  # nothing left to do, and no error
    own_server.start()
    assert query(own_server, "SELECT n FROM kept") == 7


def test_the_cluster_sorts_by_code_point_and_folds_swedish_letters(own_server: EmbeddedServer) -> None:
    assert query(own_server, "SELECT lower('ÅÄÖ')") == "åäö"
    assert query(own_server, "SELECT string_agg(n, '' ORDER BY n) FROM unnest('{ö,a,Z,å}'::text[]) AS n") == "Zaåö"
    assert query(own_server, "SELECT datlocale FROM pg_database WHERE datname = 'template1'") == "C.UTF-8"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("password_encryption", "scram-sha-256"),
        ("TimeZone", "UTC"),
        ("jit", "off"),
        ("max_connections", "100"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
    ],
)
def test_the_configuration_is_that_of_a_desktop_which_loses_nothing(
    own_server: EmbeddedServer, setting: str, value: str
) -> None:
    assert query(own_server, f"SELECT current_setting('{setting}')") == value


@_unix_only
def test_nothing_listens_on_the_network_and_the_socket_is_private(own_server: EmbeddedServer) -> None:
    folder = Path(own_server.address.host)

    assert query(own_server, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(os.fsencode(folder / ".s.PGSQL.5432")) <= 103


def test_a_connection_without_the_password_is_refused(own_server: EmbeddedServer) -> None:
    address = own_server.address
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address.url(user=address.superuser, password="guess"))


@_unix_only
def test_the_password_file_is_for_its_owner_alone(own_server: EmbeddedServer) -> None:
    file = own_server.home / "server.password"

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(own_server.superuser_password()) >= 32


def test_a_lost_password_is_replaced_at_the_next_cold_start(own_server: EmbeddedServer) -> None:
    before = own_server.superuser_password()
    own_server.stop()
    (own_server.home / "server.password").unlink()
    with pytest.raises(Unavailable, match=r"server\.no_password"):
        own_server.superuser_password()

    own_server.start()

    assert own_server.superuser_password() != before
    assert query(own_server, "SELECT 1") == 1


@_unix_only
def test_a_killed_postmaster_is_followed_by_recovery_that_is_reported(own_server: EmbeddedServer) -> None:
    execute(own_server, "CREATE TABLE IF NOT EXISTS survived AS SELECT 42 AS n")
    told: list[str] = []
    kill(own_server)

    own_server.start(progress=told.append)

    assert any("recovered" in text for text in told)
    assert query(own_server, "SELECT n FROM survived") == 42


@_unix_only
def test_a_backend_that_outlives_its_killed_postmaster_is_ended_before_the_next_start(
    own_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.database.server.processes._PATIENCE_SECONDS", 0.1)
    told: list[str] = []
    with ThreadPoolExecutor() as pool:
        endless = pool.submit(execute, own_server, "DO 'BEGIN LOOP NULL; END LOOP; END'")
        running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'"
        while not query(own_server, running):
            assert not endless.done()
        kill(own_server)
        own_server.start(progress=told.append)

        assert any("earlier processes" in text for text in told)
        assert isinstance(endless.exception(timeout=30), psycopg.OperationalError)
    assert query(own_server, "SELECT 1") == 1


@_unix_only
def test_a_pid_file_whose_number_belongs_to_another_process_is_stale(own_server: EmbeddedServer) -> None:
    place = find_place(own_server.home)
    assert place is not None
    pid_file = place.data / "postmaster.pid"
    text = pid_file.read_text(encoding="utf-8").split("\n", 1)[1]
    own_server.stop()
    pid_file.write_text(f"{os.getpid()}\n{text}", encoding="utf-8")

    assert not own_server.is_running()
    own_server.start()
    assert query(own_server, "SELECT 1") == 1


@_unix_only
def test_a_server_that_another_client_left_recovering_is_waited_for(own_server: EmbeddedServer) -> None:
    place = find_place(own_server.home)
    assert place is not None
    pid_file = place.data / "postmaster.pid"
    ready = pid_file.read_text(encoding="utf-8")
    told: list[str] = []

    def recovered(text: str) -> None:
        told.append(text)
        pid_file.write_text(ready, encoding="utf-8")

    pid_file.write_text(ready.replace("ready", "starting"), encoding="utf-8")
    own_server.start(progress=recovered)

    assert len(told) == 1
    assert query(own_server, "SELECT 1") == 1


@_unix_only
def test_a_server_whose_socket_was_cleaned_away_is_started_again(own_server: EmbeddedServer) -> None:
    (Path(own_server.address.host) / ".s.PGSQL.5432").unlink()

    own_server.start()

    assert query(own_server, "SELECT 1") == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root must change account")
def test_root_runs_the_server_as_somebody_else(own_server: EmbeddedServer) -> None:
    place = find_place(own_server.home)
    assert place is not None

    assert Path(f"/proc/{postmaster_pid(own_server)}").stat().st_uid != 0
    assert place.data.stat().st_uid != 0
    assert (own_server.home / "server.password").stat().st_uid == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root must change account")
def test_a_home_that_the_servers_account_cannot_reach_has_its_data_elsewhere(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    server = EmbeddedServer(tmp_path / "home", settings=_SMALL)
    try:
        server.start()
        place = find_place(server.home)
        assert place is not None
        assert not place.root.is_relative_to(tmp_path)
        assert query(server, "SELECT 1") == 1
    finally:
        remove_home(server.home)
    assert not place.root.exists()


def test_two_clients_that_start_at_once_share_one_server() -> None:
    program = (
        "import sys; from pathlib import Path; from models.database.server.embedded import EmbeddedServer;"
        " server = EmbeddedServer(Path(sys.argv[1]), settings={'shared_buffers': '16MB'});"
        " print(server.start(), (server.home / 'data' / 'postmaster.pid').read_text().split()[0])"
    )
    with temporary_home() as folder:
        clients = [
            subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        answers = [client.communicate()[0] for client in clients]

        assert [client.returncode for client in clients] == [0, 0]
        assert answers[0] == answers[1]
        assert str(folder) in answers[0]


def test_the_server_runs_on_when_the_environment_that_started_it_is_rebuilt(tmp_path: Path) -> None:
    bundled = find_bundled_binaries()
    if bundled is None:
        pytest.skip("no bundled server for this platform")
    package = bundled.folder.parents[1]
    shutil.copytree(package, tmp_path / package.name)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, tmp_path / libraries.name)
    old = ServerBinaries(tmp_path / package.name / "pginstall" / "bin", bundled.major, bundled.bundle)
    with temporary_home() as folder:
        server = EmbeddedServer(folder, binaries=old, settings=_SMALL)
        server.start()
        shutil.rmtree(tmp_path / package.name)

        assert EmbeddedServer(folder).start() == server.address
        server.stop()
        server.start()
        assert query(server, "SELECT 1") == 1


def test_data_of_another_major_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("17\n", encoding="ascii")
    newer = find_bundled_binaries() or find_system_binaries()
    if newer is None or newer.major == 17:
        pytest.skip("needs a server of another version")

    with pytest.raises(Rejected, match=r"server\.wrong_major") as caught:
        EmbeddedServer(tmp_path, binaries=newer).start()
    assert caught.value.params == {"data": 17, "binaries": newer.major}


def test_an_installed_version_15_is_set_up_the_same_way() -> None:
    installed = find_system_binaries(15)
    if installed is None:
        pytest.skip("PostgreSQL 15 is not installed")
    with temporary_home() as folder:
        server = EmbeddedServer(folder, binaries=installed, settings=_SMALL)
        server.start()

        assert str(query(server, "SHOW server_version")).startswith("15.")
        assert query(server, "SELECT lower('ÅÄÖ')") == "åäö"
        assert query(server, "SHOW server_encoding") == "UTF8"


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    server = EmbeddedServer(home, settings=_SMALL)
    server.start()
    server.stop()
    broken = EmbeddedServer(home, settings={"shared_buffers": "a lot"})

    with pytest.raises(Unavailable, match=r"server\.start_failed") as caught:
        broken.start()

    assert "shared_buffers" in str(caught.value.params["detail"])
    server.start()
