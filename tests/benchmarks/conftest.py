"""Collects figures, prints them as a table and writes build/benchmarks.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.database.server.embedded import EmbeddedServer
from tests.benchmarks.figure import Figure
from tests.support.office import Office, settle_in
from tests.support.server import make_database, temporary_home
from tests.support.trade import Trade, furnish

_FIGURES = pytest.StashKey[list[Figure]]()
_OUTPUT = Path("build/benchmarks.json")


@pytest.fixture
def record(pytestconfig: pytest.Config) -> Callable[[Figure], None]:
    """Adds a figure to the table."""
    return pytestconfig.stash.setdefault(_FIGURES, []).append


@pytest.fixture(scope="session")
def durable_server() -> Iterator[EmbeddedServer]:
    """A server as a user has it: every commit is flushed to the disk."""
    with temporary_home() as home:
        server = EmbeddedServer(home)
        server.start()
        yield server


@pytest.fixture(scope="session")
def firm(durable_server: EmbeddedServer) -> Iterator[Office]:
    """A company on that server."""
    database = make_database(durable_server, "firm", prefix="firm")
    office = Office(database, settle_in(database))
    office.owner().execute(
        "INSERT INTO ledger.series_definition (company_id, code, name, area) VALUES (%s, 'V', 'More', 'general')",
        (office.company_id,),
    )
    yield office
    office.close()


@pytest.fixture(scope="session")
def trade(firm: Office) -> Trade:
    """Customers, suppliers and items of that company."""
    return furnish(firm)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The table, and the file for comparison with the next run."""
    figures = config.stash.get(_FIGURES, [])
    if not figures:
        return
    terminalreporter.section("figures")
    for figure in figures:
        limit = "" if figure.limit is None else f"limit {figure.limit:12,.1f}  ratio {figure.ratio:5.2f}"
        terminalreporter.write_line(
            f"{figure.name:62} {figure.value:12,.1f} {figure.unit:8} aim {figure.aim:12} {limit}"
        )
    _OUTPUT.parent.mkdir(exist_ok=True)
    _OUTPUT.write_text(json.dumps([figure.as_row() for figure in figures], indent=1), encoding="utf-8")
