"""Two companies in one database: whoever belongs to one neither sees nor touches a row of the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.company.founding import Founding, found_first_company
from models.database.rights import FUNCTION_GRANTS, TABLE_GRANTS
from models.database.schema import SCHEMAS
from tests.support.attacker import Attacker
from tests.support.busy_day import busy_day
from tests.support.office import Office

#: Words that find something in every list of the other company.
WORDS = ("bult", "åkeri", "1", "500", "rent", "bent", "unknown")


@pytest.fixture(scope="module")
def other(fortress: Office) -> int:
    """A busy company to which none of the attackers belongs any more."""
    with fortress.database.connect() as connection:
        company = found_first_company(connection, Founding("Granskog Rör AB", date(2026, 1, 1)))
        connection.execute("UPDATE company.user_company SET company_id = %s", (company,))
    elsewhere = replace(fortress, company_id=company, _sessions={}, _connections=[], _owner=None)
    busy_day(elsewhere)
    elsewhere.close()
    fortress.owner().execute("UPDATE company.user_company SET company_id = %s", (fortress.company_id,))
    return company


@pytest.fixture(scope="module")
def owned(fortress: Office) -> list[str]:
    """Tables and views with a column that says whose the row is."""
    return [
        name
        for (name,) in fortress.owner().execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'"
            " WHERE c.relkind IN ('r', 'v') AND n.nspname = ANY (%s) ORDER BY 1",
            (list(SCHEMAS),),
        )
    ]


def test_no_row_of_the_other_company_is_seen(
    fortress: Office, other: int, owned: list[str], attacker: Attacker
) -> None:
    seen = {
        name: attacker.rows(f"SELECT count(*) FROM {name} WHERE company_id <> {fortress.company_id}") for name in owned
    }
    assert {name for name, rows in seen.items() if rows not in (None, [(0,)])} == set()
    assert attacker.rows("SELECT id FROM company.company") == [(fortress.company_id,)]
    filled = [name for name in owned if fortress.value(f"SELECT count(*) FROM {name} WHERE company_id = {other}")]
    assert len(filled) > 40


def test_no_search_finds_a_row_of_the_other_company(fortress: Office, other: int, attacker: Attacker) -> None:
    # The lines of an account take an account and days too.
    days = "%s, '1930', 'infinity', '-infinity', 0, 100, '', 0, NULL, NULL, NULL, NULL"
    assert not attacker.rows(f"SELECT search.ledger_lines({days})", (other,))
    assert attacker.rows("SELECT search.lines_saying(%s, %s, 100)", (other, "Rent")) in (None, [(None,)])
    for function in sorted(name for name in FUNCTION_GRANTS if name.startswith("search.") and "lines" not in name):
        for words in WORDS:
            assert not attacker.rows(f"SELECT {function}(%s, %s, 100)", (other, words)), (function, words)
            # In one's own company nothing has happened yet; parties and items are shared by both.
            if function.split(".")[1] not in {"party", "customer", "supplier", "item"}:
                assert not attacker.rows(f"SELECT {function}(%s, %s, 100)", (fortress.company_id, words)), function


def test_no_report_adds_up_the_other_company(other: int, attacker: Attacker) -> None:
    for report in (
        f"reporting.trial_balance({other}, '2026-01-01', '2026-12-31')",
        f"reporting.sums({other}, '-infinity', '2027-01-01')",
        f"reporting.stock_value_on({other}, '2026-12-31')",
    ):
        assert not attacker.rows(f"SELECT * FROM {report}"), report
    assert attacker.rows(f"SELECT reporting.opening_balance({other}, '1930', '2026-12-31')") in (None, [(0,)])


def test_no_row_is_written_into_the_other_company(other: int, attacker: Attacker) -> None:
    attacks = []
    for grant in TABLE_GRANTS:
        if attacker.role in grant.roles and "company_id" not in grant.protected:
            if "insert" in grant.verbs:
                attacks.append(f"INSERT INTO {grant.table} (company_id) VALUES ({other})")
            if "update" in grant.verbs:
                attacks.append(f"UPDATE {grant.table} SET company_id = {other}")
    came = attacker.unrefused(attacks, allowed=("42501", "KOR00 document", "KOI00 series.fixed", "42703"))
    # An update finds no row of one's own in a company where nothing has happened, and none of the other's.
    assert {attack: what for attack, what in came.items() if what != "done: 0"} == {}


def test_no_door_opens_in_the_other_company(fortress: Office, other: int, attacker: Attacker) -> None:
    calls = fortress.owner().execute(
        "SELECT n.nspname || '.' || p.proname, p.proargnames::text[],"
        " (SELECT array_agg(format_type(t, NULL) ORDER BY o) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY x(t, o))"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname || '.' || p.proname = ANY (%s)"
        " AND 'p_request' = ANY (p.proargnames)",
        ([name for name, roles in FUNCTION_GRANTS.items() if attacker.role in roles],),
    )
    attacks = []
    for name, arguments, kinds in calls.fetchall():
        values = [
            str(other) if argument == "p_company" else f"NULL::{kind}"
            for argument, kind in zip(arguments, kinds, strict=False)
        ]
        if "p_company" in arguments:
            attacks.append(f"SELECT {name}({', '.join(values)})")
    assert attacker.unrefused(attacks, allowed=("KOD00 company.not_allowed",)) == {}


def test_every_key_between_owned_rows_stays_in_the_company(fortress: Office) -> None:
    """Foreign keys ignore row rules: one without the company would point across and tell which ids exist."""
    crossing = fortress.owner().execute(
        """
        SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint k
          JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_attribute here ON here.attrelid = k.conrelid AND here.attname = 'company_id'
          JOIN pg_attribute there ON there.attrelid = k.confrelid AND there.attname = 'company_id'
         WHERE k.contype = 'f' AND n.nspname = ANY (%s)
           AND NOT (here.attnum = ANY (k.conkey) AND there.attnum = ANY (k.confkey))
        """,
        (list(SCHEMAS),),
    )
    # The other half of a voucher between two companies, which its door alone writes, in both at once; and the invoice
    # that was taken over, for which a trigger wants a company that is open to the user before any key is looked up.
    assert sorted(crossing.fetchall()) == [
        ("finance.intercompany_voucher", "fk_intercompany_voucher_sister_id_sister_entry_id"),
        ("finance.sister_invoice", "fk_sister_invoice_sister_id_sister_invoice_id"),
    ]
