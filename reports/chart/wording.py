"""What a chart says: the names and values of its marks, its months, its table, and all of it in one text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.database.listing import Column, Kind
from reports.chart.spec import Chart, Place
from reports.layout.wording import Wording
from resources.language import N_

_MONTHS = (
    (N_("Jan"), N_("January")),
    (N_("Feb"), N_("February")),
    (N_("Mar"), N_("March")),
    (N_("Apr"), N_("April")),
    (N_("May"), N_("May")),
    (N_("Jun"), N_("June")),
    (N_("Jul"), N_("July")),
    (N_("Aug"), N_("August")),
    (N_("Sep"), N_("September")),
    (N_("Oct"), N_("October")),
    (N_("Nov"), N_("November")),
    (N_("Dec"), N_("December")),
)


def month_place(month: date, words: Wording) -> Place:
    """A month along a chart: "Nov", in full "November 2026"."""
    short, full = (words.translate(text) for text in _MONTHS[month.month - 1])
    return Place(short, f"{full} {month.year}")


def value_text(chart: Chart, value: Decimal, words: Wording) -> str:
    """A value in full, with its currency."""
    text = words.figure(value, chart.kind)
    return f"{text}\N{NO-BREAK SPACE}{chart.currency}" if chart.kind is Kind.MONEY and chart.currency else text


def point_name(chart: Chart, series: int, place: int) -> str:
    """The name of a mark: its place, and its series where there are several."""
    full, name = chart.places[place].full, chart.series[series].name
    if len(chart.series) == 1:
        return full
    return f"{full}, {name}" if len(chart.places) > 1 else name


def summary(chart: Chart, words: Wording) -> str:
    """Every mark with its value, for those who hear a chart."""
    told = [
        f"{point_name(chart, number, at)}: {value_text(chart, point.value, words)}"
        for at in range(len(chart.places))
        for number, series in enumerate(chart.series)
        if (point := series.points[at]).value is not None
    ]
    return "; ".join(told)


def table_columns(chart: Chart) -> tuple[Column, ...]:
    """The table behind a chart: a row for each place, a column for each series."""
    figures = (Column(f"series{at}", series.name, chart.kind) for at, series in enumerate(chart.series))
    return (Column("place", chart.axis), *figures)


def table_rows(chart: Chart) -> tuple[tuple[object, ...], ...]:
    """The rows of that table."""
    return tuple(
        (place.full, *(series.points[at].value for series in chart.series)) for at, place in enumerate(chart.places)
    )
