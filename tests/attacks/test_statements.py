"""Statements are designed by who may edit the accounts, seen by who reads the books, and make no figure wrong."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from models.database.errors import Invalid
from models.finance.statements.keeping import copy_statement, find_statement, list_statements
from models.finance.statements.table import StatementOptions, statement_table
from tests.support.office import Office

_INSERT = "INSERT INTO ledger.statement (company_id, code, title, lines) VALUES (%s, %s, 'Egen', '[]')"


def test_an_auditor_designs_nothing_and_a_seller_sees_nothing(office: Office) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("auditor").execute(_INSERT, (office.company_id, "own1"))
    for statement in ("SELECT * FROM ledger.statement", "SELECT * FROM reporting.journal"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            office.sql("seller").execute(statement.encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("seller").execute("SELECT * FROM reporting.slices(%s, '{2026-01-01}')", (office.company_id,))


def test_nothing_takes_the_place_of_a_shipped_statement(office: Office) -> None:
    for code in ("income", "own0", "own1x", ""):
        with pytest.raises(psycopg.errors.CheckViolation):
            office.sql("accountant").execute(_INSERT, (office.company_id, code))


def test_another_company_shows_nothing_of_this_one(office: Office) -> None:
    rows = office.sql("accountant").execute(
        "SELECT * FROM reporting.slices(%s, '{2026-01-01,2027-01-01}')", (office.company_id + 1,)
    )
    assert rows.fetchall() == []
    with pytest.raises(psycopg.Error):
        office.sql("accountant").execute(_INSERT, (office.company_id + 1, "own1"))


def test_a_statement_without_sense_leaves_the_others_alone(office: Office) -> None:
    office.sql("accountant").execute(_INSERT, (office.company_id, "own1"))
    session = office.session("accountant")
    assert session.run(copy_statement, code="income", title="Kopia").code == "own2"
    assert {name.code for name in session.read(list_statements)} >= {"own1", "own2"}
    assert session.read(statement_table, code="own1", options=StatementOptions(date(2026, 6, 30))).rows == ()
    office.sql("accountant").execute("UPDATE ledger.statement SET lines = '[{\"x\": 1}]' WHERE code = 'own1'")
    with pytest.raises(Invalid, match=r"statement\.damaged"):
        session.read(find_statement, code="own1")
