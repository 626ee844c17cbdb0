"""A shared terminal is nobody without a badge, and a PIN is not guessed by taking the guesses back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from models.database.schema import SCHEMAS
from tests.support.busy_day import BusyDay, busy_day
from tests.support.office import PASSWORD, Office

PIN = "493817"


@pytest.fixture
def day(office: Office) -> BusyDay:
    return busy_day(office)


@pytest.fixture
def terminal(office: Office, day: BusyDay) -> Iterator[psycopg.Connection[Any]]:
    """The connection of a terminal of the warehouse; the worker's badge is B-17."""
    owner, login = office.owner(), office.login("terminal")
    verifier = owner.pgconn.encrypt_password(PASSWORD.encode(), login.encode(), b"scram-sha-256").decode()
    owner.execute("SELECT company.create_user('terminal', 'Gate 1', %s, 'terminal')", (verifier,))
    owner.execute("SELECT company.grant_role('terminal', 'warehouse_worker')")
    owner.execute("SELECT company.grant_company('terminal', %s)", (office.company_id,))
    owner.execute("SELECT company.issue_badge('warehouseworker', 'B-17', %s)", (PIN,))
    with closing(psycopg.connect(office.database.url("terminal", PASSWORD))) as connection:
        yield connection


def test_without_a_badge_it_sees_and_moves_nothing(
    office: Office, day: BusyDay, terminal: psycopg.Connection[Any]
) -> None:
    tables = office.owner().execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'v') AND n.nspname = ANY (%s)"
        " AND has_table_privilege(CAST(%s AS regrole), c.oid, 'select')",
        (list(SCHEMAS), office.login("terminal")),
    )
    for (table,) in tables.fetchall():
        assert _tried(terminal, f"SELECT count(*) FROM {table}") in {"0", "42501"}, table
    for door in (f"sales.post_delivery(gen_random_uuid(), {office.company_id}, {day.picking})",):
        assert _tried(terminal, f"SELECT {door}") == "KOD00"


def test_wrong_pins_count_though_they_are_rolled_back(terminal: psycopg.Connection[Any]) -> None:
    for guess in range(5):
        assert _tried(terminal, f"SELECT company.terminal_sign_in('B-17', '{guess:06}') IS NULL") == "True"
    # Even the right one comes too late.
    assert _tried(terminal, f"SELECT company.terminal_sign_in('B-17', '{PIN}')") == "KOD00"


def test_with_the_badge_it_is_the_worker_and_only_on_this_connection(
    office: Office, day: BusyDay, terminal: psycopg.Connection[Any]
) -> None:
    terminal.execute("SELECT company.terminal_sign_in('B-17', %s)", (PIN,))
    terminal.commit()
    worker = office.value("SELECT id FROM company.app_user WHERE name = 'warehouseworker'")
    assert _tried(terminal, "SELECT company.actor()") == str(worker)
    with psycopg.connect(office.database.url("terminal", PASSWORD)) as beside:
        assert _tried(beside, "SELECT company.actor()") == "None"
    assert _tried(terminal, "SELECT company.terminal_sign_out()") is not None


def test_a_person_s_login_reads_no_badge(office: Office, terminal: psycopg.Connection[Any]) -> None:
    with psycopg.connect(office.url("seller")) as connection:
        assert _tried(connection, f"SELECT company.terminal_sign_in('B-17', '{PIN}')") == "KOD00"


def _tried(connection: psycopg.Connection[Any], statement: str) -> str:
    """What a statement answers, or its SQLSTATE; taken back either way."""
    try:
        row = connection.execute(statement.encode()).fetchone()
    except psycopg.Error as error:
        return str(error.sqlstate)
    else:
        return str(row[0]) if row else ""
    finally:
        connection.rollback()
