"""One PostgreSQL cluster on disk: made, configured, started, stopped and, where it must be, given a new password."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.database.errors import Rejected, Unavailable
from models.database.server.account import Account, give, process_options
from models.database.server.binaries import ServerBinaries
from models.database.server.configuration import settings_text
from models.database.server.place import ServerPlace, make_private
from resources.language import _

SUPERUSER = "kontor_setup"
_FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17
_TELL_EVERY_SECONDS = 3.0
_STOP_SECONDS = "60"
#: Crash recovery takes as long as it takes; pg_ctl wants a number.
_START_SECONDS = "604800"
_LOG_TAIL_CHARACTERS = 2000


@dataclass(frozen=True)
class Cluster:
    """The cluster at `place`, worked on with `binaries` as `account`."""

    place: ServerPlace
    binaries: ServerBinaries
    account: Account | None
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def exists(self) -> bool:
        """Whether the cluster was made."""
        return (self.place.data / "PG_VERSION").is_file()

    def check_major(self) -> None:
        """Rejected where another major version made this cluster."""
        made_by = int((self.place.data / "PG_VERSION").read_text(encoding="ascii"))
        if made_by != self.binaries.major:
            raise Rejected("server.wrong_major", data=made_by, binaries=self.binaries.major)

    def make(self, password: str) -> None:
        """Run `initdb`; what a previous attempt left unfinished is thrown away."""
        unfinished = self.place.root / "data.new"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        make_private(unfinished, self.account)
        password_file = self._password_file(password)
        try:
            self._run("initdb", *self._initdb_arguments(unfinished, password_file))
        finally:
            password_file.unlink()
        unfinished.rename(self.place.data)

    def configure(self, *, socket_folder: Path | None, port: int) -> None:
        """Write `postgresql.conf` for the next start."""
        text = settings_text(log=self.place.log, socket_folder=socket_folder, port=port, extra=self.settings)
        target = self.place.data / "postgresql.conf"
        target.write_text(text, encoding="utf-8")
        give(target, self.account)

    def was_shut_down(self) -> bool:
        """Whether the next start needs no crash recovery."""
        state = self._run("pg_controldata", str(self.place.data))
        return any("shut down" in line for line in state.splitlines() if line.startswith("Database cluster state"))

    def start(self, progress: Callable[[str], None]) -> None:
        """Start the server and return when it takes connections; Unavailable with the log's end when it refuses."""
        log = self.place.log / "start.log"
        log.unlink(missing_ok=True)
        progress(_("Starting the database…"))
        recovering = not self.was_shut_down()
        if recovering:
            progress(_("The database was not closed properly last time and is being recovered…"))
        arguments = ["start", "-w", "-s", "-t", _START_SECONDS, "-D", str(self.place.data), "-l", str(log)]
        with tempfile.TemporaryFile() as output:
            process = self._open("pg_ctl", arguments, output=output.fileno())
            self._await(process, progress, recovering=recovering)
            if process.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace")
                raise Unavailable("server.start_failed", detail=_latest_log(self.place.log) or said.strip())

    def stop(self) -> None:
        """Stop the server: sessions end, nothing is lost; at once where it does not within a minute."""
        try:
            self._run("pg_ctl", "stop", "-m", "fast", "-w", "-t", _STOP_SECONDS, "-D", str(self.place.data))
        except Unavailable:
            self._run("pg_ctl", "stop", "-m", "immediate", "-w", "-t", _STOP_SECONDS, "-D", str(self.place.data))

    def set_password(self, password: str) -> None:
        """Give the superuser a new password while no server runs: who owns the files owns the database."""
        statement = f"ALTER ROLE {SUPERUSER} PASSWORD '{password}';\n"
        options = ["--single", "-D", str(self.place.data), "-c", "exit_on_error=on", "-c", "logging_collector=off"]
        self._run("postgres", *options, "postgres", text=statement)

    def _initdb_arguments(self, data: Path, password_file: Path) -> Sequence[str]:
        if self.binaries.major >= _FIRST_MAJOR_WITH_BUILTIN_LOCALE:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale-provider=libc", "--locale=C.UTF-8"]
        login = [f"--username={SUPERUSER}", "--auth=scram-sha-256", f"--pwfile={password_file}"]
        return [*locale, "--encoding=UTF8", "--data-checksums", "--no-instructions", *login, "-D", str(data)]

    def _password_file(self, password: str) -> Path:
        descriptor, name = tempfile.mkstemp(dir=self.place.root, prefix=".initdb-")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{password}\n")
        give(Path(name), self.account)
        return Path(name)

    def _await(self, process: subprocess.Popen[bytes], progress: Callable[[str], None], *, recovering: bool) -> None:
        waited = 0.0
        while True:
            try:
                process.wait(_TELL_EVERY_SECONDS)
            except subprocess.TimeoutExpired:
                waited += _TELL_EVERY_SECONDS
                text = _("Recovering the database for {seconds} s…") if recovering else _("Starting for {seconds} s…")
                progress(text.format(seconds=round(waited)))
            else:
                return

    def _run(self, program: str, *arguments: str, text: str = "") -> str:
        # A temporary file and not a pipe: what pg_ctl starts keeps a pipe open for as long as the server runs.
        with tempfile.TemporaryFile() as output:
            process = self._open(program, arguments, output=output.fileno(), reads=bool(text))
            process.communicate(text.encode() if text else None)
            output.seek(0)
            said = output.read().decode(errors="replace")
        if process.returncode:
            raise Unavailable("server.program_failed", program=program, detail=said.strip()[-_LOG_TAIL_CHARACTERS:])
        return said

    def _open(
        self, program: str, arguments: Sequence[str], *, output: int, reads: bool = False
    ) -> subprocess.Popen[bytes]:
        no_window: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        return subprocess.Popen(
            [self.binaries.program(program), *arguments],
            stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=self.place.root,
            env=_environment(),
            creationflags=no_window,
            **process_options(self.account),
        )


def _environment() -> dict[str, str]:
    """Our environment without settings of other PostgreSQL servers, and with messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANGUAGE"))}
    return kept | {"LC_ALL": "C"}


def _latest_log(folder: Path) -> str:
    """The end of the log that was written last: `start.log`, unless the server came far enough to open its own."""
    log = max(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, default=None)
    return log.read_text(encoding="utf-8", errors="replace").strip()[-_LOG_TAIL_CHARACTERS:] if log else ""
