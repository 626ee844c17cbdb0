"""`kontor import` and `kontor export`: files and standards in and out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import DONE, REFUSED, WRONG_USE
from desktop.cli.values import pair
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_KINDS = {"name": Kind.TEXT, "title": Kind.TEXT, "files": Kind.TEXT}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    bring = commands.add("import", bring_in, _("take a file in, all of it or nothing"))
    bring.add_argument("kind", nargs="?", metavar=_("KIND"))
    bring.add_argument("file", nargs="?", metavar=_("FILE"))
    bring.add_argument("--list", action="store_true", help=_("show the kinds of files"))
    bring.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    bring.add_argument(
        "--map",
        action="extend",
        nargs="+",
        type=pair,
        default=[],
        metavar=_("COLUMN=HEADER"),
        help=_("which heading of the file holds a column"),
    )
    _add_settings(bring)
    send = commands.add("export", send_out, _("write a file for another program"))
    send.add_argument("kind", nargs="?", metavar=_("KIND"))
    send.add_argument("--list", action="store_true", help=_("show the kinds of files"))
    send.add_argument("-o", "--output", metavar=_("FILE"), help=_("file to write; else standard output"))
    _add_settings(send)


def _add_settings(command: Any) -> None:
    command.add_argument(
        "--set",
        action="extend",
        nargs="+",
        type=pair,
        default=[],
        metavar=_("NAME=VALUE"),
        help=_("setting of this kind of file"),
    )


def bring_in(context: Context) -> int:
    """Run an import; refused with its findings where something in the file is wrong."""
    from models.exchange.importing import IMPORTERS

    o = context.options
    if o.list:
        return _list(context, IMPORTERS.values())
    if o.kind is None or o.file is None:
        return _wrong_use(_("say which kind of file, and the file: kontor import KIND FILE"))
    importer = IMPORTERS.get(o.kind)
    if importer is None:
        raise Invalid("exchange.unknown_kind", field="kind", kind=o.kind, known=", ".join(IMPORTERS))
    path = Path(o.file)
    content = path.read_bytes()
    report = context.session.run(
        importer.run,
        content=content,
        file_name=path.name,
        dry_run=o.dry_run,
        options={**dict(o.set), "map": dict(o.map)},
    )
    return _tell(context, report, path.name)


def send_out(context: Context) -> int:
    """Write a file."""
    raise NotImplementedError


def _list(context: Context, kinds: Iterable[Any]) -> int:
    rows = [{"name": kind.name, "title": _(kind.title), "files": kind.extension} for kind in kinds]
    context.show(rows, _KINDS)
    return DONE


def _wrong_use(text: str) -> int:
    print(text, file=sys.stderr)
    return WRONG_USE


def _tell(context: Context, report: Any, file: str) -> int:
    return REFUSED
