"""From the first row of a result to what is left of it, drawn as steps."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.finance.statements.shapes import Drill, StatementRow, StatementTable
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from resources.language import _

ZERO = Decimal(0)
_MOST = 9  # rows with a step of their own
_WHOLE = ("total", "closing", "group")  # columns that the others are parts of

#: Where none is wanted.
NO_CHART = Chart(Form.WATERFALL, "", (), ())


def result_chart(table: StatementTable) -> Chart:
    """The rows that the result is the sum of, as steps; each opens what it is made of. Empty for other statements."""
    at = next((at for at, column in enumerate(table.columns) if column.code in _WHOLE), 0)
    rows = [row for row in table.rows if row.code in table.steps and row.values[at]]
    largest = sorted(rows, key=lambda row: -abs(_amount(row, at)))[:_MOST]
    shown, rest = [row for row in rows if row in largest], [row for row in rows if row not in largest]
    steps = [(Place(row.title), Point(row.values[at], _target(row.drills[at]))) for row in shown]
    if rest:
        steps.append((Place(_("Other rows")), Point(_sum(rest, at))))
    if steps:
        steps.append((Place(_("Result")), Point(_sum(rows, at), total=True)))
    series = Series(table.columns[at].title, tuple(point for _place, point in steps))
    places = tuple(place for place, _point in steps)
    title = _("From income to result, {column}").format(column=table.columns[at].title)
    return Chart(Form.WATERFALL, title, places, (series,), currency=table.currency, axis=_("Row"))


def _amount(row: StatementRow, at: int) -> Decimal:
    return row.values[at] or ZERO


def _sum(rows: Sequence[StatementRow], at: int) -> Decimal:
    return sum((_amount(row, at) for row in rows), ZERO)


def _target(drill: Drill | None) -> Target | None:
    return None if drill is None else Target(drill.kind, drill.key, drill.arguments)
