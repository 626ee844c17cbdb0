"""Functions: only those of the catalogue can be called, and no caller can change what they mean."""

from __future__ import annotations

import pytest

from models.database.rights import FUNCTION_GRANTS, Role
from models.database.schema import SCHEMAS
from tests.support.attacker import Attacker
from tests.support.office import Office

#: A call of every function of ours with arguments of the right types, all null.
_CALLS = """
SELECT n.nspname || '.' || p.proname,
       concat('SELECT ', n.nspname, '.', p.proname, '(', (
              SELECT string_agg(concat(CASE WHEN p.provariadic <> 0 AND a.ordinality = p.pronargs THEN 'VARIADIC ' END,
                                       CASE WHEN t.typname = 'record' THEN 'ROW(1)'
                                            ELSE 'NULL::' || format_type(a.type, NULL) END), ', ' ORDER BY a.ordinality)
                FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a(type, ordinality)
                JOIN pg_type t ON t.oid = a.type), ')')
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY (%s) ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def calls(fortress: Office) -> list[tuple[str, str]]:
    """The name and a call of every function in our schemas."""
    return [(name, call) for name, call in fortress.owner().execute(_CALLS, (list(SCHEMAS),))]


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_execute_exactly_the_functions_of_the_catalogue(fortress: Office, role: Role) -> None:
    wanted = {name for name, roles in FUNCTION_GRANTS.items() if role in roles}
    held = {
        name
        for (name,) in fortress.owner().execute(
            """
            SELECT DISTINCT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname = ANY (%s) AND has_function_privilege(CAST(%s AS regrole), p.oid, 'execute')
            """,
            (list(SCHEMAS), fortress.login(role)),
        )
    }
    assert held == wanted


def test_what_is_not_in_the_catalogue_refuses_to_be_called(attacker: Attacker, calls: list[tuple[str, str]]) -> None:
    """Internal functions trust their callers: whoever reached one could book, number or settle anything."""
    closed = [call for name, call in calls if attacker.role not in FUNCTION_GRANTS.get(name, ())]
    assert len(closed) > 100
    assert attacker.unrefused(closed) == {}


def test_every_definer_function_pins_its_search_path(fortress: Office) -> None:
    loose = (
        fortress.owner()
        .execute(
            """
        SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = ANY (%s) AND p.prosecdef
           AND NOT 'search_path=pg_catalog, pg_temp' = ANY (coalesce(p.proconfig, '{}'))
        """,
            (list(SCHEMAS),),
        )
        .fetchall()
    )
    assert loose == []


def test_every_function_a_person_may_call_is_safe_from_their_search_path(fortress: Office) -> None:
    """One that neither pins its path nor is called from one that does would find a shadow of what it names."""
    loose = (
        fortress.owner()
        .execute(
            """
        SELECT DISTINCT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = ANY (%s) AND n.nspname || '.' || p.proname = ANY (%s)
           AND NOT 'search_path=pg_catalog, pg_temp' = ANY (coalesce(p.proconfig, '{}'))
        """,
            (list(SCHEMAS), list(FUNCTION_GRANTS)),
        )
        .fetchall()
    )
    # These are inlined into queries; they name everything in full and nobody can make a schema to shadow pg_catalog.
    inlined = {"finance.priced_lines", "finance.tax_within", "reporting.spans", "reporting.sums"}
    assert {name for (name,) in loose} <= inlined


def test_the_owner_cannot_log_in_and_is_neither_superuser_nor_above_row_rules(fortress: Office) -> None:
    row = (
        fortress.owner()
        .execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s",
            (f"{fortress.database.prefix}_owner",),
        )
        .fetchone()
    )
    assert row == (False, False, False)


def test_every_table_of_ours_has_row_security_on(fortress: Office) -> None:
    open_tables = (
        fortress.owner()
        .execute(
            """
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = ANY (%s) AND c.relkind = 'r' AND NOT c.relrowsecurity AND c.relname <> 'schema_revision'
        """,
            (list(SCHEMAS),),
        )
        .fetchall()
    )
    assert open_tables == []


def test_every_reporting_view_runs_with_the_rights_of_its_reader(fortress: Office) -> None:
    views = (
        fortress.owner()
        .execute(
            """
        SELECT c.oid::regclass::text FROM pg_class c
         WHERE c.relnamespace = 'reporting'::regnamespace AND c.relkind = 'v'
           AND NOT 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}'))
        """
        )
        .fetchall()
    )
    assert views == []
