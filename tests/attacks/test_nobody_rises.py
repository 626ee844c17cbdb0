"""No login makes itself more than it is: no objects of its own, no other roles, no secrets, no files of the server."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from models.database.rights import Role
from models.database.schema import SCHEMAS
from tests.support.attacker import Attacker
from tests.support.office import Office


def test_no_role_makes_objects_of_its_own(attacker: Attacker) -> None:
    schemas = ("public", "pg_catalog", "pg_temp", *SCHEMAS)
    attacks = [
        "CREATE TEMP TABLE entry (id bigint)",
        "CREATE TEMP VIEW entry AS SELECT 1",
        "CREATE TEMP SEQUENCE s",
        "CREATE SCHEMA shadow",
        "CREATE EXTENSION hstore",
        "CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION company.touch()",
        *(f"CREATE TABLE {schema}.entry (id bigint)" for schema in schemas),
        *(f"CREATE FUNCTION {schema}.now() RETURNS int LANGUAGE sql AS 'SELECT 1'" for schema in schemas),
        *(f"CREATE TYPE {schema}.money AS ENUM ('x')" for schema in schemas),
    ]
    assert attacker.unrefused(attacks) == {}


@pytest.mark.parametrize("role", list(Role))
def test_no_role_makes_databases_or_changes_the_server(fortress: Office, role: Role) -> None:
    connection = fortress.sql(role)
    for attack in ("CREATE DATABASE copy", "ALTER SYSTEM SET fsync = off", "CREATE TABLESPACE t LOCATION '/tmp'"):
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(attack.encode())


def test_no_role_becomes_another(fortress: Office, attacker: Attacker) -> None:
    me, prefix = fortress.login(attacker.role), fortress.database.prefix
    victim = "seller" if attacker.role != Role.SELLER else "buyer"
    attacks = [
        "CREATE ROLE intruder LOGIN SUPERUSER",
        *(f"ALTER ROLE {me} {power}" for power in ("SUPERUSER", "CREATEROLE", "CREATEDB", "BYPASSRLS", "REPLICATION")),
        *(f"GRANT {prefix}_role_{role} TO {me}" for role in Role if role != attacker.role),
        f"GRANT {prefix}_role_{attacker.role} TO {fortress.login(victim)}",
        f"GRANT {prefix}_owner TO {me}",
        f"GRANT pg_read_all_data, pg_write_all_data, pg_execute_server_program TO {me}",
        f"SET ROLE {prefix}_owner",
        *(f"SET ROLE {prefix}_role_{role}" for role in Role if role != attacker.role),
        f"SET ROLE {fortress.login(victim)}",
        f"SET SESSION AUTHORIZATION {prefix}_owner",
        f"SET SESSION AUTHORIZATION {fortress.login(victim)}",
        f"ALTER ROLE {fortress.login(victim)} PASSWORD 'mine now'",
        f"ALTER ROLE {fortress.login(victim)} RENAME TO gone",
        f"ALTER ROLE {fortress.login(victim)} SET search_path = shadow",
        f"DROP ROLE {fortress.login(victim)}",
        f"REASSIGN OWNED BY {prefix}_owner TO {me}",
        f"DROP OWNED BY {prefix}_owner",
        f"ALTER DATABASE {fortress.database.name} OWNER TO {me}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {prefix}_owner GRANT ALL ON TABLES TO {me}",
    ]
    assert attacker.unrefused(attacks, allowed=("42501", "0LP01")) == {}


def test_no_role_reads_secrets_or_the_server_s_files(attacker: Attacker) -> None:
    attacks = [
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_shadow",
        "SELECT rolpassword FROM pg_authid WHERE rolname = session_user",
        "SELECT * FROM company.badge",
        "SELECT pin_hash FROM company.badge",
        "SELECT * FROM company.terminal_session",
        "SELECT * FROM company.presence",
        "SELECT * FROM company.request",
        "SELECT * FROM company.outbox",
        "SELECT * FROM company.installation",
        "SELECT * FROM pg_hba_file_rules",
        "SELECT * FROM pg_statistic",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('.')",
        "SELECT pg_stat_file('postgresql.conf')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT pg_reload_conf()",
        "SELECT pg_promote()",
        "COPY company.company TO PROGRAM 'cat'",
        "COPY company.company TO '/tmp/companies'",
        "COPY company.company FROM '/etc/passwd'",
        "SET session_replication_role = replica",
        "SET log_min_messages = panic",
        "SET session_preload_libraries = 'x'",
    ]
    assert attacker.unrefused(attacks) == {}


def test_nobody_ends_the_session_of_another(fortress: Office, attacker: Attacker) -> None:
    pid = fortress.owner().info.backend_pid
    attacks = [f"SELECT pg_terminate_backend({pid})", f"SELECT pg_cancel_backend({pid})"]
    # The administrator's own door ends only sessions of this database's users, which the superuser is not.
    if attacker.role != Role.ADMINISTRATOR:
        attacks.append(f"SELECT company.end_session({pid})")
    assert attacker.unrefused(attacks, allowed=("42501", "KOD")) == {}


def test_rights_given_on_without_leave_change_nothing(fortress: Office) -> None:
    """Where somebody holds the right but may not pass it on, GRANT only warns: look at what came of it."""
    before = _fingerprint(fortress)
    rights = ("SELECT ON contacts.party", "EXECUTE ON FUNCTION company.mine()", "USAGE ON SCHEMA ledger")
    for role in Role:
        with psycopg.connect(fortress.url(role), autocommit=True) as connection:
            for right in rights:
                connection.execute(f"GRANT {right} TO PUBLIC".encode())
    assert _fingerprint(fortress) == before


@pytest.mark.parametrize("role", list(Role))
def test_settings_forge_nobody(fortress: Office, role: Role) -> None:
    """What a session may set says nothing about who it is."""
    connection = fortress.sql(role)
    ask = "SELECT company.actor(), company.mine(), company.has_role('accountant'), company.prefix()"
    before = connection.execute(ask).fetchone()
    for name in ("kontor.actor", "kontor.company", "kontor.company_id", "kontor.user", "app.user_id"):
        connection.execute("SELECT set_config(%s, '1', false)", (name,))
    connection.execute("SET search_path = ledger, finance, company")
    connection.execute("SET timezone = 'Pacific/Kiritimati'")
    connection.execute("SET datestyle = 'German'")
    connection.execute("SET row_security = off")
    connection.execute(f"SET ROLE {fortress.database.prefix}_role_{role}".encode())
    assert connection.execute(ask).fetchone() == before
    connection.execute("SET row_security = on")
    assert connection.execute(ask).fetchone() == before


def _fingerprint(office: Office) -> list[tuple[object, ...]]:
    return (
        office.owner()
        .execute(
            "SELECT c.oid::regclass::text, c.relacl::text FROM pg_class c UNION ALL"
            " SELECT p.oid::regprocedure::text, p.proacl::text FROM pg_proc p UNION ALL"
            " SELECT n.nspname, n.nspacl::text FROM pg_namespace n ORDER BY 1, 2"
        )
        .fetchall()
    )
