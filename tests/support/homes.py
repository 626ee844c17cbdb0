"""Homes of persons on the run's shared cluster, each with databases of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.database.local import LocalDatabase
from models.database.server.embedded import EmbeddedServer
from models.database.server.place import find_place


@contextmanager
def home_on(server: EmbeddedServer) -> Iterator[Path]:
    """A home that shares the cluster but knows no database yet; afterwards it is dropped with its databases."""
    place = find_place(server.home)
    assert place is not None
    home = Path(tempfile.mkdtemp(prefix="kontor-home-"))
    (home / "place").write_text(f"{place.root}\n", encoding="utf-8")
    (home / "server.password").write_text(server.superuser_password(), encoding="ascii")
    yield home
    local = LocalDatabase(home)
    for password in home.glob("books*.password"):
        local.drop(password.stem)
    shutil.rmtree(home)
