"""Built reports and kept ones on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.cli.statements import Answer
from models.database.errors import Invalid
from resources import language

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from models.exchange.reporting.saved import SavedReport


def built_answer(context: Context, name: str) -> Answer:
    """What comes of the built report of this name, of the days asked for; Invalid where one may read none such."""
    from models.exchange.reporting.catalogue import SOURCES
    from models.exchange.reporting.saved import make_report
    from reports.layout.wording import wording
    from reports.plain.built import Speaker
    from views.kit.status import STATUS_WORDS

    report, o = _find(context, name), context.options
    days = {"first": o.from_date, "last": o.to_date or o.as_of}
    built = context.session.read(make_report, definition=report.definition, **days)
    statuses = {word: status.label for word, status in STATUS_WORDS.items()}
    speaker = Speaker(SOURCES[report.definition.source], built, wording(language.current()), statuses)
    # Its headings are its names here; where two are the same, their places tell them apart.
    labels = [column.label for column in speaker.columns()]
    names = [label if labels.count(label) == 1 else f"{label} {at}" for at, label in enumerate(labels, 1)]
    columns = [replace(column, name=name) for column, name in zip(speaker.columns(), names, strict=True)]
    return Answer(
        name="built",
        title=report.name,
        kinds={column.name: column.kind for column in columns},
        rows=[dict(zip(names, row, strict=True)) for row in speaker.rows()],
        labels={column.name: column.label for column in columns},
        from_date=built.first,
        to_date=built.last,
    )


def keep_report(context: Context, name: str) -> int:
    """Keep a statement or a built report as it is now; the key of what was kept."""
    from desktop.cli.designed import NAMED, kept_statement
    from reports.plain.freezing import freeze_report
    from reports.plain.making import BUILT, Request
    from reports.plain.statements import STATEMENTS
    from views.kit.status import STATUS_WORDS

    o = context.options
    first, last = o.from_date, o.to_date or o.as_of
    if name in STATEMENTS:
        request = Request(name, first, last)
    elif name == "statement" or name in NAMED:
        request = kept_statement(context, name)
    else:
        report = _find(context, name)
        request = Request(BUILT, first, last, report.definition, report.name, report.description)
    statuses = {word: status.label for word, status in STATUS_WORDS.items()}
    speaking = language.current()
    return context.session.run(freeze_report, request=request, language=speaking, statuses=statuses).id


def _find(context: Context, name: str) -> SavedReport:
    from models.exchange.reporting.saved import names_of, saved_reports

    found = names_of(context.session.read(saved_reports)).get(name)
    if found is None:
        raise Invalid("report.unknown", field="name", name=name)
    return found
