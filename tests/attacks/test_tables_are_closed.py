"""What a person with `psql` and their own password meets at the tables: the doors are the only way in."""

from __future__ import annotations

import psycopg
import pytest

from models.database.rights import TABLE_GRANTS, Role
from models.database.schema import SCHEMAS
from tests.support.attacker import Attacker
from tests.support.office import Office

#: Tables that no business role may write, whatever else it may do.
OWNER_ONLY = (
    "ledger.entry",
    "ledger.line",
    "ledger.line_history",
    "ledger.balance",
    "ledger.tax_total",
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
    "company.presence",
    "company.notification",
    "company.muted_notification",
    "company.request",
    "company.outbox",
    "company.installation",
    "company.attachment",
    "company.attachment_chunk",
    "company.note",
    "sales.delivery_line",
    "finance.asset_event",
    "ledger.allocation_run",
    "ledger.allocation_run_line",
    "ledger.close_task",
    "ledger.period_event",
    "ledger.reconciliation",
    "ledger.reconciliation_item",
)

#: Columns that only doors set, by table.
SET_BY_DOORS = {
    "finance.invoice": ("posted_at", "posted_by", "number", "entry_id", "reference"),
    "finance.bank_transaction": ("entry_id", "posted_at"),
    "finance.asset": ("number", "group_id", "acquired_on", "depreciates_from", "taken_over_to", "disposed_on"),
    "sales.sales_order": ("number", "status", "closed"),
    "sales.order_line": ("delivered", "invoiced"),
    "sales.delivery": ("posted_at", "number", "status", "delivered_on", "order_id", "entry_id"),
    "sales.delivery_line": ("quantity", "item_id", "place_id", "order_line_id"),
    "warehouse.purchase_order": ("number", "status"),
    "warehouse.purchase_order_line": ("received",),
    "service.ticket": ("number",),
    "ledger.period": ("locked_areas", "frozen_areas", "frozen_for", "frozen_until"),
    "company.company": ("currency",),
    "contacts.party": ("sort_key", "row_version", "changed_at"),
}


def test_no_role_writes_a_table_that_belongs_to_the_doors(fortress: Office, attacker: Attacker) -> None:
    columns = _writable_columns(fortress)
    attacks = [
        attack
        for table in OWNER_ONLY
        for attack in (
            f"INSERT INTO {table} DEFAULT VALUES",
            *(f"UPDATE {table} SET {column} = {column}" for column in columns[table] if (table, column) != PICKED),
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
        )
    ]
    assert attacker.unrefused(attacks) == {}


#: What a picker records on a delivery's line is all that anybody writes there.
PICKED = ("sales.delivery_line", "picked")


def test_no_role_empties_or_alters_any_table(fortress: Office, attacker: Attacker) -> None:
    attacks = [
        attack
        for table in _writable_columns(fortress)
        for attack in (
            f"TRUNCATE {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} OWNER TO CURRENT_USER",
            f"DROP TABLE {table}",
            f"CREATE POLICY mine ON {table} USING (true)",
            f"CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION company.touch()",
        )
    ]
    assert attacker.unrefused(attacks) == {}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_holds_exactly_the_table_rights_of_the_catalogue(fortress: Office, role: Role) -> None:
    wanted = {(grant.table, verb) for grant in TABLE_GRANTS if role in grant.roles for verb in grant.verbs.split()}
    held = set()
    for table, *rights in fortress.owner().execute(
        """
        SELECT n.nspname || '.' || c.relname,
               has_any_column_privilege(u, c.oid, 'select'), has_any_column_privilege(u, c.oid, 'insert'),
               has_any_column_privilege(u, c.oid, 'update'), has_table_privilege(u, c.oid, 'delete')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, CAST(%s AS regrole) u
         WHERE c.relkind = 'r' AND n.nspname = ANY (%s)
        """,
        (fortress.login(role), list(SCHEMAS)),
    ):
        held |= {
            (table, verb) for verb, has in zip(("select", "insert", "update", "delete"), rights, strict=True) if has
        }
    assert held == wanted


def test_no_role_may_set_the_columns_that_doors_set(attacker: Attacker) -> None:
    attacks = [
        f"UPDATE {table} SET {column} = {column}" for table, columns in SET_BY_DOORS.items() for column in columns
    ]
    assert attacker.unrefused(attacks) == {}


def test_a_stranger_without_a_business_role_cannot_even_connect(fortress: Office) -> None:
    name = fortress.login("stranger")
    fortress.owner().execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(fortress.database.url("stranger", "x"))
    finally:
        fortress.owner().execute(f"DROP ROLE {name}")


def _writable_columns(office: Office) -> dict[str, list[str]]:
    """Columns of every table that a statement could name in SET: neither identities nor generated."""
    found: dict[str, list[str]] = {}
    for table, column in office.owner().execute(
        "SELECT c.oid::regclass::text, quote_ident(a.attname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = ANY (%s)"
        " AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' AND a.attgenerated = '' ORDER BY 1, a.attnum",
        (list(SCHEMAS),),
    ):
        found.setdefault(table, []).append(column)
    return found
