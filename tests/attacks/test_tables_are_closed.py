"""What a person with `psql` and their own password meets at the tables: the doors are the only way in."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from models.database.rights import TABLE_GRANTS, Role
from models.database.schema import SCHEMAS
from tests.support.office import Office

#: Tables that no business role may write, whatever else it may do.
OWNER_ONLY = (
    "ledger.entry",
    "ledger.line",
    "ledger.line_history",
    "ledger.balance",
    "ledger.open_item",
    "ledger.settlement",
    "ledger.series",
    "stock.move",
    "stock.level",
    "stock.cost",
    "stock.reservation",
    "audit.entry",
    "company.setting",
    "company.number_series",
    "company.app_user",
    "company.user_role",
    "company.user_company",
    "company.badge",
    "company.terminal_session",
    "company.request",
    "company.outbox",
    "company.installation",
)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("table", OWNER_ONLY)
def test_no_role_writes_a_table_that_belongs_to_the_doors(office: Office, role: Role, table: str) -> None:
    connection = office.sql(role)
    column = _first_column(office, table)
    for attack in (
        f"INSERT INTO {table} DEFAULT VALUES",
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(attack)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_holds_exactly_the_table_rights_of_the_catalogue(office: Office, role: Role) -> None:
    wanted = {(grant.table, verb) for grant in TABLE_GRANTS if role in grant.roles for verb in grant.verbs.split()}
    held = set()
    connection = office.sql(role)
    for table, *rights in connection.execute(
        """
        SELECT n.nspname || '.' || c.relname,
               has_any_column_privilege(c.oid, 'select'), has_any_column_privilege(c.oid, 'insert'),
               has_any_column_privilege(c.oid, 'update'), has_table_privilege(c.oid, 'delete')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' AND n.nspname = ANY (%s)
        """,
        (list(SCHEMAS),),
    ):
        held |= {
            (table, verb) for verb, has in zip(("select", "insert", "update", "delete"), rights, strict=True) if has
        }
    assert held == wanted


@pytest.mark.parametrize("role", list(Role))
def test_no_role_may_set_the_columns_that_posting_sets(office: Office, role: Role) -> None:
    connection = office.sql(role)
    for table, column in (
        ("finance.invoice", "posted_at"),
        ("finance.invoice", "number"),
        ("finance.invoice", "entry_id"),
        ("finance.bank_transaction", "entry_id"),
        ("sales.sales_order", "number"),
        ("sales.sales_order", "status"),
        ("sales.order_line", "delivered"),
        ("sales.order_line", "invoiced"),
        ("sales.delivery", "posted_at"),
        ("warehouse.purchase_order_line", "received"),
        ("ledger.period", "locked_areas"),
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("role", list(Role))
def test_no_role_makes_tables_functions_schemas_or_roles(office: Office, role: Role) -> None:
    connection = office.sql(role)
    for attack in (
        "CREATE TEMP TABLE entry (id bigint)",
        "CREATE TABLE public.entry (id bigint)",
        "CREATE SCHEMA shadow",
        "CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT timestamptz ''2020-01-01'''",
        "CREATE ROLE intruder LOGIN SUPERUSER",
        "ALTER TABLE ledger.line DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON ledger.line",
        "ALTER TABLE ledger.line DISABLE ROW LEVEL SECURITY",
        "SET session_replication_role = replica",
        f"GRANT {office.database.prefix}_role_accountant TO {office.database.prefix}_seller",
        f"SET ROLE {office.database.prefix}_owner",
        f"SET SESSION AUTHORIZATION {office.database.prefix}_accountant",
        f"ALTER ROLE {office.database.prefix}_{role.replace('_', '')} CREATEROLE",
        "COPY ledger.line TO PROGRAM 'cat'",
        "COPY ledger.line FROM '/etc/passwd'",
        "SELECT pg_read_file('/etc/passwd')",
    ):
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(attack)
        assert caught.value.sqlstate in {"42501", "0LP01"}, attack


def test_a_stranger_without_a_business_role_cannot_even_connect(office: Office) -> None:
    name = f"{office.database.prefix}_stranger"
    office.owner().execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(office.database.url("stranger", "x"))
    finally:
        office.owner().execute(f"DROP ROLE {name}")


def _first_column(office: Office, table: str) -> str:
    row = (
        office.owner()
        .execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", (table,))
        .fetchone()
    )
    assert row
    return str(row[0])
