"""`kontor server …`: the embedded server of this computer, and setting a database up on another one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from desktop.cli import DONE
from desktop.cli.context import with_user
from models.database.provision import connect, create_database, database_name, prefix_for
from resources.language import _

if TYPE_CHECKING:
    import psycopg

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

#: Each desk holds two connections and takes up to four more while it works.
_CONNECTIONS_A_DESK = 3
_ENCRYPTION = "scram-sha-256"


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    group = commands.group("server", _("the database server"))
    setup = group.add("setup", set_up, _("make a database on an existing server ready for Kontor"))
    setup.add_argument("url", metavar="URL", help=_("of the database, with a login that may create roles"))
    setup.add_argument("--prefix", help=_("beginning of the role names; else the database's name"))
    group.add("url", show_url, _("the URL of the database in use, without password"))
    group.add("start", start, _("start the server of this computer"))
    group.add("stop", stop, _("stop the server of this computer"))
    group.add("status", show_status, _("whether the server of this computer runs, and what is on it"))


def set_up(context: Context) -> int:
    """Create the database where there is none, build it, and say what the server's administrator must allow."""
    from models.database.build import build_database

    url = context.options.url
    with_user(url, None)
    name = database_name(url)
    prefix = context.options.prefix or prefix_for(name)
    created = create_database(url)
    build_database(url, prefix=prefix)
    with closing(connect(url)) as connection:
        advice = _advice(connection, name)
    if not context.as_json:
        for line in advice:
            context.progress(f"- {line}")
    context.say(
        _("The database {name} is ready. Its roles begin with {prefix}_.").format(name=name, prefix=prefix),
        {"database": name, "prefix": prefix, "created": created, "advice": advice},
    )
    return DONE


def show_url(context: Context) -> int:
    """Print the URL of the database in use."""
    if context.database_url:
        user = f"{_prefix(context.database_url)}_{context.user}" if context.user else None
        url = with_user(context.database_url, user)
    else:
        url = with_user(context.local.url("x"), f"{context.local.name}_{context.user}" if context.user else None)
    context.say(url, {"url": url})
    return DONE


def start(context: Context) -> int:
    """Start the embedded server."""
    address = context.local.address()
    context.say(
        _("The server runs at {host}, port {port}.").format(host=address.host, port=address.port),
        {"running": True, "host": address.host, "port": address.port},
    )
    return DONE


def stop(context: Context) -> int:
    """Stop the embedded server; done where it does not run."""
    context.local.server.stop()
    context.say(_("The server is stopped."), {"running": False})
    return DONE


def show_status(context: Context) -> int:
    """Tell whether the embedded server runs, without starting it."""
    local = context.local
    facts: dict[str, Any] = {
        "running": local.server.is_running(),
        "home": str(local.server.home),
        "database": local.chosen(),
    }
    if facts["running"]:
        with closing(connect(local.builder_url(local.chosen() or "postgres"))) as connection:
            facts |= _figures(connection)
    lines = [f"{name}: {value}" for name, value in facts.items()]
    context.say("\n".join(lines), facts)
    return DONE


def _figures(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    row = connection.execute(
        "SELECT current_setting('server_version'), pg_database_size(current_database()),"
        " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())"
    ).fetchone()
    assert row is not None  # noqa: S101 - a query without FROM answers one row
    info = connection.info
    return {"version": row[0], "host": info.host, "port": info.port, "bytes": row[1], "connections": row[2]}


def _prefix(url: str) -> str:
    with closing(connect(url)) as connection:
        row = connection.execute("SELECT company.prefix()").fetchone()
    return str(row[0]) if row else ""


def _advice(connection: psycopg.Connection[Any], database: str) -> list[str]:
    """What remains to be done on the server, with the values that it has now."""
    names = ("ssl", "password_encryption", "listen_addresses", "max_connections")
    now = {name: _setting(connection, name) for name in names}
    advice = [
        _("pg_hba.conf: hostssl {database} all <your network> scram-sha-256").format(database=database),
        _("max_connections is {value}: enough for about {desks} desks").format(
            value=now["max_connections"], desks=int(now["max_connections"]) // _CONNECTIONS_A_DESK
        ),
    ]
    if now["ssl"] != "on":
        advice.append(
            _("postgresql.conf: ssl = on, with a certificate; until then passwords and figures travel openly")
        )
    if now["password_encryption"] != _ENCRYPTION:
        advice.append(_("postgresql.conf: password_encryption = scram-sha-256"))
    if now["listen_addresses"] in {"", "localhost"}:
        advice.append(_("postgresql.conf: listen_addresses = '*', or other computers cannot reach the server"))
    if connection.info.server_version < 160000:  # noqa: PLR2004 - PostgreSQL's own numbering
        advice.append(_("PostgreSQL 16 or newer keeps the right to create roles narrower than this one"))
    return advice


def _setting(connection: psycopg.Connection[Any], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else ""
