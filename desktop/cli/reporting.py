"""`kontor report`: figures and lists, for people, spreadsheets and programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day, value_of
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from desktop.cli.statements import Answer

FORMATS = ("pdf", "xlsx", "csv", "json")


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    report = commands.add("report", make_report, _("figures and lists"))
    report.add_argument("name", nargs="?", metavar=_("NAME"))
    report.add_argument("--list", action="store_true", help=_("show the reports"))
    report.add_argument("--from", dest="from_date", type=day, metavar=_("DATE"), help=_("first day; else of the year"))
    report.add_argument("--to", dest="to_date", type=day, metavar=_("DATE"), help=_("last day; else of the year"))
    report.add_argument("--as-of", dest="as_of", type=day, metavar=_("DATE"), help=_("as things stood on that day"))
    report.add_argument("--account", metavar=_("NUMBER"), help=_("only this account, or 3000-3999"))
    report.add_argument("--party", metavar=_("CODE"), help=_("only this customer or supplier"))
    report.add_argument(
        "--statement", default="income", metavar=_("CODE"), help=_("which statement: income, balance, …")
    )
    report.add_argument("--book", default="", metavar=_("BOOK"), help=_("of a statement: with a further book"))
    report.add_argument("--columns", default="", metavar=_("COLUMNS"), help=_("of a statement: years, months, …"))
    report.add_argument("--dimension", type=int, metavar=_("NUMBER"), help=_("of a statement: narrowed or across"))
    report.add_argument("--value", metavar=_("CODE"), help=_("only this value of the dimension"))
    also = _("and only this value of another dimension")
    report.add_argument("--also", action="append", default=[], type=value_of, metavar=_("NUMBER=CODE"), help=also)
    report.add_argument("--after-closing", action="store_true", help=_("with closing entries"))
    report.add_argument("--accounts", action="store_true", help=_("with the accounts of each row"))
    report.add_argument("--search", default="", metavar=_("WORDS"), help=_("only what these words are found in"))
    report.add_argument("--keep", action="store_true", help=_("keep a statement or built report as it is now"))
    report.add_argument("--limit", type=int, metavar="N", help=_("at most so many rows"))
    report.add_argument("--format", choices=FORMATS, help=_("else as the file's name says, or a table"))
    report.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("file to write; else standard output"))


def make_report(context: Context) -> int:
    """Make one report in the format that was asked for."""
    from desktop.cli.reports import find_report, list_reports
    from desktop.cli.statements import chosen_format

    o = context.options
    if o.list:
        context.show(list_reports(), {"name": Kind.TEXT, "title": Kind.TEXT})
        return DONE
    if o.name is None:
        raise Invalid("report.name_missing", field="name")
    if o.keep:
        from desktop.cli.built_reports import keep_report

        key = keep_report(context, o.name)
        context.say(_("The report is kept under number {key}.").format(key=key), {"id": key})
        return DONE
    answer = find_report(o.name)(context)
    chosen = chosen_format(context)
    if chosen and chosen not in FORMATS:
        raise Invalid("report.unknown_format", field="format", format=chosen, known=", ".join(FORMATS))
    if chosen:
        _write(context, answer, chosen)
    else:
        context.show(answer.rows, {name: answer.kinds[name] for name in answer.labels})
    return DONE


def _write(context: Context, answer: Answer, chosen: str) -> None:
    output: Path | None = context.options.output
    content = _content(context, answer, chosen)
    if output is not None:
        output.write_bytes(content)
        context.progress(_("Written to {file}.").format(file=output))
    elif chosen in {"pdf", "xlsx"} and sys.stdout.isatty():
        raise Invalid("report.file_missing", field="output", format=chosen)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _content(context: Context, answer: Answer, chosen: str) -> bytes:
    from desktop.cli.output import csv_text, json_text, records

    if chosen == "json":
        return (json_text(records(answer.rows, answer.kinds)) + "\n").encode()
    if chosen == "csv":
        return csv_text(answer.rows, answer.kinds).encode("utf-8-sig")
    from desktop.cli.documents import pdf_content, xlsx_content

    return (pdf_content if chosen == "pdf" else xlsx_content)(context.session, answer)
