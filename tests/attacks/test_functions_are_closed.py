"""Functions: only those of the catalogue can be called, and no caller can change what they mean."""

from __future__ import annotations

import pytest
from psycopg import errors

from models.database.rights import FUNCTION_GRANTS, Role
from models.database.schema import SCHEMAS
from tests.support.office import Office


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_execute_exactly_the_functions_of_the_catalogue(office: Office, role: Role) -> None:
    wanted = {name for name, roles in FUNCTION_GRANTS.items() if role in roles}
    held = {
        name
        for (name,) in office.sql(role).execute(
            """
            SELECT DISTINCT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname = ANY (%s) AND has_function_privilege(p.oid, 'execute')
            """,
            (list(SCHEMAS),),
        )
    }
    assert held == wanted


@pytest.mark.parametrize("role", list(Role))
def test_internal_functions_refuse_to_be_called(office: Office, role: Role) -> None:
    connection = office.sql(role)
    for attack in (
        "SELECT ledger.append(1, '[]', 1)",
        "SELECT ledger.add_to_balances(1, 1, '[]', 'SEK')",
        "SELECT ledger.settle_pair(1, 1, 2, 1, '2026-01-01', 1)",
        "SELECT company.next_number(1, 'customer_invoice')",
        "SELECT company.remember_answer(NULL, NULL, NULL, NULL)",
        "SELECT audit.announce(1, 'x', '[]', 1)",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(attack)


def test_every_definer_function_pins_its_search_path(office: Office) -> None:
    loose = (
        office.owner()
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


def test_the_owner_cannot_log_in_and_is_neither_superuser_nor_above_row_rules(office: Office) -> None:
    row = (
        office.owner()
        .execute(
            "SELECT rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %s",
            (f"{office.database.prefix}_owner",),
        )
        .fetchone()
    )
    assert row == (False, False, False)


def test_every_table_of_ours_has_row_security_on(office: Office) -> None:
    open_tables = (
        office.owner()
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


def test_every_reporting_view_runs_with_the_rights_of_its_reader(office: Office) -> None:
    views = (
        office.owner()
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


def test_a_shadowed_search_path_changes_nothing(office: Office) -> None:
    connection = office.sql("accountant")
    connection.execute("SET search_path = ledger, finance, company")
    connection.execute("SET timezone = 'Pacific/Kiritimati'")
    connection.execute("SET datestyle = 'German'")
    row = connection.execute("SELECT company.has_role('accountant')").fetchone()
    assert row == (True,)
