"""Built and kept reports against somebody with `psql`: no more is seen through them, and nothing kept is changed."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from models.database.building import Definition
from models.database.building_up import build
from models.database.errors import Denied, KontorError
from models.database.rights import Role
from models.database.session import Session
from models.exchange.reporting.catalogue import SOURCES
from reports.plain.freezing import freeze_report
from reports.plain.making import Request
from tests.support.attacker import Attacker
from tests.support.busy_day import busy_day
from tests.support.office import Office

_STORED = "company_id, kind, title, parameters, content, language, roles, sha256, last_entry_id, awaited, made_by"


@pytest.fixture(scope="module")
def kept(fortress: Office) -> int:
    """The trial balance of a busy day, kept by the accountant, who has also a report of their own."""
    busy_day(fortress)
    accountant = fortress.session("accountant")
    request = Request("trial-balance", date(2026, 1, 1), date(2026, 12, 31))
    key = accountant.run(freeze_report, request=request, language="en", statuses={}).id
    with closing(Attacker(fortress, Role.ACCOUNTANT)) as owner:
        owner.connection.execute(
            "INSERT INTO finance.built_report (company_id, owner_id, name, source, definition)"
            " SELECT %s, company.actor(), 'Mine', 'vouchers', '{}'",
            (fortress.company_id,),
        )
        owner.connection.commit()
    fortress.sign_everybody_out()
    return key


def test_what_is_kept_is_never_changed_nor_taken_away(kept: int, attacker: Attacker) -> None:
    del kept
    attacks = (
        "UPDATE finance.report_snapshot SET title = 'Other'",
        "UPDATE finance.report_snapshot SET content = '{}'",
        "DELETE FROM finance.report_snapshot",
        "TRUNCATE finance.report_snapshot",
        f"INSERT INTO finance.report_snapshot ({_STORED}) SELECT {_STORED} FROM finance.report_snapshot",
        "UPDATE finance.pack_run SET state = 'done'",
        "DELETE FROM finance.pack_run",
    )
    assert attacker.unrefused(attacks) == {}


def test_not_even_the_owner_of_the_tables_changes_what_is_kept(kept: int, fortress: Office) -> None:
    for attack in ("UPDATE finance.report_snapshot SET title = 'Other'", "DELETE FROM finance.report_snapshot"):
        with pytest.raises(psycopg.Error, match="append_only"):
            fortress.owner().execute(attack.encode())
    assert fortress.value("SELECT finance.snapshot_is_whole(s) FROM finance.report_snapshot s WHERE id = %s", kept)


def test_a_kept_report_of_the_books_is_seen_by_who_reads_the_books(kept: int, attacker: Attacker) -> None:
    seen = attacker.rows(f"SELECT id FROM finance.report_snapshot WHERE id = {kept}")

    assert bool(seen) == (attacker.role in {Role.ACCOUNTANT, Role.FINANCE_CLERK, Role.AUDITOR})


def test_a_report_of_ones_own_is_seen_and_changed_by_nobody_else(kept: int, attacker: Attacker) -> None:
    del kept
    if attacker.role is Role.ACCOUNTANT:
        return
    assert attacker.rows("SELECT id FROM finance.built_report") == []
    attacks = (
        "UPDATE finance.built_report SET roles = '{everybody}'",
        "DELETE FROM finance.built_report",
    )
    assert {attack: came for attack in attacks if (came := attacker.outcome(attack)) != "done: 0"} == {}
    forged = (
        "INSERT INTO finance.built_report (company_id, owner_id, name, source, definition)"
        f" SELECT {attacker.office.company_id}, id, 'X', 'x', '{{}}' FROM company.app_user WHERE name = 'accountant'"
    )
    assert attacker.unrefused((forged,)) == {}


def test_nobody_keeps_a_report_for_another_company(fortress: Office, kept: int, attacker: Attacker) -> None:
    del kept
    report = json.dumps({"kind": "built", "title": "X", "parameters": {}, "content": {}, "language": "en", "roles": []})
    call = f"SELECT finance.freeze_report('{uuid4()}', {fortress.company_id + 1}, '{report}')"

    assert attacker.unrefused((call,), allowed=("KOD00 company.not_allowed",)) == {}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_built_report_shows_what_psql_shows_and_refuses_what_psql_refuses(
    fortress: Office, kept: int, role: Role
) -> None:
    del kept
    session = fortress.session(role)
    with closing(Attacker(fortress, role)) as attacker:
        for source in SOURCES.values():
            company = f" WHERE company_id = {fortress.company_id}" if source.query.by_company else ""
            rows = attacker.rows(f"SELECT * FROM reporting.{source.query.view}{company}")
            assert _count(session, source.query.name) == (None if rows is None else len(rows)), source.query.name


def _count(session: Session, name: str) -> int | None:
    """How many rows the builder finds, past the client's own refusal; None where the database refuses."""
    wanted = Definition(name, columns=(SOURCES[name].columns[0].name,))
    try:
        return len(session.read(build, source=SOURCES[name], definition=wanted).rows)
    except Denied:
        return None
    except KontorError as error:
        raise AssertionError(error.code) from error
