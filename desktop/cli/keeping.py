"""`kontor backup`, `restore` and `upgrade`: what keeps a database safe."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.verifying import prove
from models.database.provision import connect, database_name, prefix_for
from models.database.server.place import default_home
from resources.language import _, ngettext

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.database.backup import Manifest
    from models.database.restore import Restored


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    backup = commands.add("backup", back_up, _("write the whole database into one file"))
    backup.add_argument("file", metavar=_("FILE"))
    restore = commands.add("restore", restore_backup, _("build a new database from a backup and prove it"))
    restore.add_argument("file", metavar=_("FILE"))
    restore.add_argument("--prefix", help=_("beginning of the role names on a server; else the database's name"))
    command = commands.add("upgrade", upgrade, _("bring the database to this version of the program, after a backup"))
    command.add_argument("--rehearse", action="store_true", help=_("try it on a copy, prove that, and throw it away"))


def back_up(context: Context) -> int:
    """Write the database into one file."""
    target = Path(context.options.file)
    manifest = _back_up(context, target)
    rows = sum(table.rows for table in manifest.tables)
    text = ngettext("{rows} row is kept in {file}.", "{rows} rows are kept in {file}.", rows)
    context.say(
        text.format(rows=rows, file=target),
        {"file": str(target), "rows": rows, "tables": len(manifest.tables), "users": len(manifest.users)},
    )
    return DONE


def restore_backup(context: Context) -> int:
    """Build a new database from the file; on this computer it becomes the one in use when the books hold."""
    from models.database.restore import read_manifest

    source = Path(context.options.file)
    read_manifest(source)
    former = None if context.database_url else context.local.chosen()
    if context.database_url:
        name = database_name(context.database_url)
        restored = _restore_on_server(context.database_url, source, context.options.prefix or prefix_for(name))
    else:
        name, restored = _restore_here(context, source)
    _report(context, name, restored, former)
    return DONE


def upgrade(context: Context) -> int:
    """Back up, then run the program's revisions and kernels on the database, or on a copy that is thrown away."""
    from models.database.backup import owned_prefix
    from models.database.build import build_database

    url = context.builder_url()
    if context.options.rehearse:
        return _rehearse(context, url)
    with closing(connect(url)) as connection:
        prefix = owned_prefix(connection)
    stamp = datetime.now(UTC).astimezone().strftime("%Y-%m-%d-%H%M%S")
    kept = default_home() / "backups" / f"{prefix}-{stamp}.kontor"
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _back_up(context, kept)
    context.progress(_("The database as it was is kept in {file}.").format(file=kept))
    build_database(url, prefix=prefix)
    context.say(_("The database is up to date."), {"backup": str(kept), "prefix": prefix})
    return DONE


def _rehearse(context: Context, url: str) -> int:
    from models.database.provision import create_database, drop_database, free_name, with_database
    from models.database.restore import restore

    name = free_name(url, stem="rehearsal")
    copy = with_database(url, name)
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "rehearsal.kontor"
        _back_up(context, kept)
        create_database(copy)
        try:
            restored = restore(copy, kept, prefix=name)
            prove(copy)
        finally:
            drop_database(copy, prefix=name)
    text = _("A copy was brought to this version, and its books hold. The database itself is as it was.")
    context.say(text, {"rehearsed": True, "rows": restored.rows})
    return DONE


def _back_up(context: Context, target: Path) -> Manifest:
    from models.database.backup import back_up as write_backup

    return write_backup(context.builder_url(), target)


def _restore_here(context: Context, source: Path) -> tuple[str, Restored]:
    from models.database.restore import restore

    local = context.local
    name = local.make()
    try:
        restored = restore(local.builder_url(name), source, prefix=name)
        local.equip_office(name)
        prove(local.builder_url(name))
    except BaseException:
        local.drop(name)
        raise
    local.choose(name)
    return name, restored


def _restore_on_server(url: str, source: Path, prefix: str) -> Restored:
    """Into the database that the URL names, which must not exist or be empty."""
    from models.database.provision import create_database, drop_database
    from models.database.restore import restore

    created = create_database(url)
    try:
        restored = restore(url, source, prefix=prefix)
        prove(url)
    except BaseException:
        if created:
            drop_database(url, prefix=prefix)
        raise
    return restored


def _report(context: Context, name: str, restored: Restored, former: str | None) -> None:
    text = ngettext(
        "{rows} row is back, in the database {name}.", "{rows} rows are back, in the database {name}.", restored.rows
    )
    for user in restored.without_password:
        context.progress(_("{user} needs a new password: the backup holds none.").format(user=user))
    if former:
        context.progress(_("The database that was in use before, {name}, is kept.").format(name=former))
    context.say(
        text.format(rows=restored.rows, name=name),
        {
            "database": name,
            "former": former,
            "rows": restored.rows,
            "made_at": restored.manifest.made_at,
            "companies": list(restored.manifest.companies),
            "without_password": list(restored.without_password),
        },
    )
