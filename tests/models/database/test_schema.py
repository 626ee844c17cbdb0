"""The live database equals what the code says: tables by the models, everything else by the drift check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, create_engine, make_url, text

from models.database.build import apply_kernels, build_database
from models.database.drift import Drift, find_drift
from models.database.schema import SCHEMAS
from tests.support.all_tables import metadata
from tests.support.server import Database

#: PostgreSQL writes an index expression back in words of its own, so these can only be compared by their names.
EXPRESSION_INDEXES = {"ix_party_search", "ix_item_search"}


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    engine = create_engine(make_url(database.superuser_url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_live_tables_equal_the_models(connection: Connection) -> None:
    context = MigrationContext.configure(
        connection,
        opts={
            "include_schemas": True,
            "version_table": "schema_revision",
            "version_table_schema": "company",
            "include_object": lambda _object, name, *_: name not in EXPRESSION_INDEXES,
        },
    )
    assert compare_metadata(context, metadata) == []
    found = connection.scalars(
        text("SELECT relname FROM pg_class WHERE relname = ANY (:names)"), {"names": list(EXPRESSION_INDEXES)}
    )
    assert set(found) == EXPRESSION_INDEXES


def test_every_check_of_the_models_stands_in_the_live_tables(connection: Connection) -> None:
    # What is checked at a column, compare_metadata passes over.
    declared = {
        (table.schema, table.name, str(check.name))
        for table in metadata.tables.values()
        for checks in (table.constraints, *(column.constraints for column in table.columns))
        for check in checks
        if isinstance(check, CheckConstraint)
    }
    live = connection.execute(
        text(
            "SELECT relnamespace::regnamespace::text, relname::text, conname::text FROM pg_constraint"
            " JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE contype = 'c' AND relnamespace::regnamespace::text = ANY (:schemas)"
        ),
        {"schemas": list(SCHEMAS)},
    )
    assert {tuple(row) for row in live} == declared


def test_a_database_just_built_has_no_drift(connection: Connection) -> None:
    assert find_drift(connection) == ()


def test_building_again_changes_nothing(database: Database, connection: Connection) -> None:
    build_database(database.superuser_url, prefix=database.prefix)
    assert find_drift(connection) == ()


def test_a_function_that_no_file_names_any_more_goes_with_the_next_version(
    database: Database, connection: Connection
) -> None:
    connection.execute(text(f"SET ROLE {database.prefix}_owner"))
    connection.execute(text("CREATE FUNCTION ledger.retired() RETURNS int LANGUAGE sql AS 'SELECT 1'"))
    connection.commit()
    apply_kernels(connection)
    assert connection.scalar(text("SELECT to_regproc('ledger.retired')")) is None
    assert connection.scalar(text("SELECT to_regproc('ledger.append')")) is not None


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("DROP TRIGGER append_only ON ledger.line", Drift("trigger append_only on ledger.line", "missing")),
        (
            "ALTER TABLE ledger.entry DISABLE TRIGGER append_only",
            Drift("trigger append_only on ledger.entry", "changed"),
        ),
        ("ALTER TABLE ledger.line DISABLE ROW LEVEL SECURITY", Drift("relation ledger.line", "changed")),
        ("DROP POLICY own_company ON ledger.line", Drift("policy own_company on ledger.line", "missing")),
        (
            "CREATE OR REPLACE FUNCTION company.mine() RETURNS bigint[] LANGUAGE sql AS 'SELECT ARRAY[1]::bigint[]'",
            Drift("function company.mine()", "changed"),
        ),
        (
            "CREATE FUNCTION ledger.backdoor() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            Drift("function ledger.backdoor()", "added"),
        ),
        ("GRANT INSERT ON ledger.line TO PUBLIC", Drift("relation ledger.line", "changed")),
        ("GRANT UPDATE (amount) ON ledger.line TO PUBLIC", Drift("relation ledger.line", "changed")),
        ("ALTER TABLE finance.invoice ALTER COLUMN total DROP NOT NULL", Drift("relation finance.invoice", "changed")),
        ("DROP INDEX ledger.uq_entry_number", Drift("index ledger.uq_entry_number", "missing")),
    ],
)
def test_tampering_shows_as_drift(connection: Connection, tampering: str, found: Drift) -> None:
    connection.execute(text(tampering))
    assert found in find_drift(connection)
