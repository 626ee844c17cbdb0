"""`kontor import` and `kontor export`: files and standards in and out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import DONE, REFUSED, WRONG_USE
from desktop.cli.failure import explain
from desktop.cli.output import print_json
from desktop.cli.values import pair
from models.database.errors import Invalid, KontorError
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.exchange.intake import ImportReport

_KINDS = {"name": Kind.TEXT, "title": Kind.TEXT, "files": Kind.TEXT, "settings": Kind.TEXT}


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
    importer = _known(IMPORTERS, o.kind)
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
    from models.exchange.exporting import EXPORTERS

    o = context.options
    if o.list:
        return _list(context, EXPORTERS.values())
    if o.kind is None:
        return _wrong_use(_("say which kind of file: kontor export KIND -o FILE"))
    exporter = _known(EXPORTERS, o.kind)
    exported = context.session.read(exporter.run, options=dict(o.set))
    if o.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(exported.content)
    else:
        Path(o.output).write_bytes(exported.content)
        context.say(
            _("Written to {file}.").format(file=o.output), {"file": str(o.output), "bytes": len(exported.content)}
        )
    return DONE


def _known(kinds: Mapping[str, Any], kind: str) -> Any:
    if kind not in kinds:
        raise Invalid("exchange.unknown_kind", field="kind", kind=kind, known=", ".join(kinds))
    return kinds[kind]


def _list(context: Context, kinds: Iterable[Any]) -> int:
    rows = [
        {
            "name": kind.name,
            "title": _(kind.title),
            "files": kind.extension,
            "settings": ", ".join(name for name in getattr(kind, "options", {}) if name != "map"),
        }
        for kind in kinds
    ]
    context.show(rows, _KINDS)
    return DONE


def _wrong_use(text: str) -> int:
    print(text, file=sys.stderr)
    return WRONG_USE


def _tell(context: Context, report: ImportReport, file: str) -> int:
    findings = [
        {
            "severity": str(finding.severity),
            "code": finding.code,
            "message": explain(KontorError(finding.code, **finding.params)),
            "file": file,
            "line": finding.line,
        }
        for finding in report.findings
    ]
    for finding in findings:
        place = f"{file}:{finding['line']}" if finding["line"] else file
        context.progress(f"{place}: {finding['message']} [{finding['code']}]")
    if report.refused:
        if context.as_json:
            print_json(findings)
        else:
            context.progress(_("Nothing of {file} was taken in.").format(file=file))
        return REFUSED
    counts = ", ".join(f"{name} {count}" for name, count in report.counts.items())
    text = _("Taken in: {counts}.") if report.done else _("This would be taken in: {counts}.")
    context.say(text.format(counts=counts), {"done": report.done, "counts": dict(report.counts), "findings": findings})
    return DONE
