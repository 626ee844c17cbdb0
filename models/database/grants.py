"""Applies the catalogue of `rights` to a database: every grant is taken back and given anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from models.database.errors import Invalid
from models.database.rights import FUNCTION_GRANTS, PROTECTED, TABLE_GRANTS, Role, TableGrant
from models.database.schema import SCHEMAS

_COLUMNS = """
SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns
 WHERE table_schema = ANY (:schemas) ORDER BY ordinal_position
"""
_SIGNATURES = """
SELECT pronamespace::regnamespace::text || '.' || proname, oid::regprocedure::text FROM pg_proc
 WHERE pronamespace = ANY (CAST(:schemas AS regnamespace[]))
"""


def apply_grants(connection: Connection, *, prefix: str) -> None:
    """Make the rights in the database equal to the catalogue; the connection acts as the owner."""
    everybody = ", ".join(_role(prefix, role) for role in Role)
    _close_everything(connection, everybody)
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    connection.execute(text(f"GRANT CONNECT ON DATABASE {database} TO {everybody}"))
    connection.execute(text(f"GRANT USAGE ON SCHEMA {', '.join(SCHEMAS)} TO {everybody}"))
    columns = _grouped(connection, _COLUMNS)
    tables = (each for grant in TABLE_GRANTS for each in _statements(grant, columns.get(grant.table, ()), prefix))
    _execute(connection, tables)
    connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO {everybody}"))
    _execute(connection, _of_functions(_grouped(connection, _SIGNATURES), prefix))


def _execute(connection: Connection, statements: Iterable[str]) -> None:
    """All in one go: on a network, a thousand round trips would take longer than the grants."""
    connection.exec_driver_sql(";".join(statements))


def _role(prefix: str, role: Role) -> str:
    return f"{prefix}_role_{role}"


def _close_everything(connection: Connection, everybody: str) -> None:
    for schema in SCHEMAS:
        for kind in ("TABLES", "FUNCTIONS", "SEQUENCES"):
            connection.execute(text(f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM PUBLIC, {everybody}"))
        connection.execute(text(f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC, {everybody}"))
    # REVOKE on a table leaves rights on single columns standing.
    for table, column, grantee in connection.execute(
        text(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name), quote_ident(column_name),"
            " quote_ident(grantee) FROM information_schema.column_privileges"
            " WHERE table_schema = ANY (:schemas) AND grantor = current_user AND grantee <> current_user"
            " GROUP BY 1, 2, 3"
        ),
        {"schemas": list(SCHEMAS)},
    ):
        connection.execute(text(f"REVOKE ALL ({column}) ON {table} FROM {grantee}"))


def _grouped(connection: Connection, query: str) -> dict[str, list[str]]:
    """What a query over our schemas answers: its second column by its first."""
    found: dict[str, list[str]] = {}
    for key, value in connection.execute(text(query), {"schemas": list(SCHEMAS)}):
        found.setdefault(key, []).append(value)
    return found


def _statements(grant: TableGrant, columns: Iterable[str], prefix: str) -> Iterable[str]:
    roles = ", ".join(sorted(_role(prefix, role) for role in grant.roles))
    writable = ", ".join(f'"{column}"' for column in columns if column not in PROTECTED | grant.protected)
    if not writable:
        raise Invalid("database.unknown_table", field="table", value=grant.table)
    for verb in grant.verbs.split():
        scope = f" ({writable})" if verb in {"insert", "update"} else ""
        yield f"GRANT {verb.upper()}{scope} ON {grant.table} TO {roles}"


def _of_functions(known: dict[str, list[str]], prefix: str) -> Iterator[str]:
    for function, allowed in FUNCTION_GRANTS.items():
        if function not in known:
            raise Invalid("database.unknown_function", field="function", value=function)
        roles = ", ".join(sorted(_role(prefix, role) for role in allowed))
        yield from (f"GRANT EXECUTE ON FUNCTION {signature} TO {roles}" for signature in known[function])
