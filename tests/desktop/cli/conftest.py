"""Runs commands as a person would, each home with databases of its own on the run's shared cluster."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run
from models.database.server.embedded import EmbeddedServer
from resources import language
from tests.support.homes import copy_of, home_on, kept_aside


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kontor = Callable[..., Answer]


@pytest.fixture
def home(embedded_server: EmbeddedServer) -> Iterator[Path]:
    """A home without any company."""
    with home_on(embedded_server) as folder:
        yield folder


@pytest.fixture(scope="session")
def founded(embedded_server: EmbeddedServer) -> Iterator[Path]:
    """A home with the company Björkens Bygg AB, whose year is 2026, kept aside to be copied."""
    found = ["init", "--name", "Björkens Bygg AB", "--org-number", "556016-0680", "--year-start", "2026-01-01"]
    with kept_aside(embedded_server, found) as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_home(embedded_server: EmbeddedServer, founded: Path) -> Iterator[Path]:
    """A copy of that home; the tests of a module share it."""
    with copy_of(embedded_server, founded) as folder:
        yield folder


def commands_in(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kontor:
    monkeypatch.setenv("KONTOR_HOME", str(folder))
    monkeypatch.delenv("KONTOR_DATABASE", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def kontor(*words: object) -> Answer:
        capsys.readouterr()
        status = run([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return kontor


@pytest.fixture
def kontor(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Kontor]:
    """Commands in a home without any company."""
    yield commands_in(home, monkeypatch, capsys)
    language.use("sv")


@pytest.fixture
def office(shared_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Kontor]:
    """Commands in the home of Björkens Bygg AB."""
    yield commands_in(shared_home, monkeypatch, capsys)
    language.use("sv")
