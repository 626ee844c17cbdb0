"""A built report in words: its headings, what lies across, sums, and what its figures are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from models.database.building import Definition, Figure, Fold, Source
from models.database.built import Built, BuiltRow, Head
from models.database.listing import Column, Kind
from reports.chart.spec import Chart, Form, Place, Point, Series
from reports.layout.wording import Wording
from reports.plain.table import PlainTable, Values
from resources.language import N_

_FOLDS = {
    Fold.AVERAGE: N_("Average of {column}"),
    Fold.LEAST: N_("Least {column}"),
    Fold.GREATEST: N_("Greatest {column}"),
}
_MOST_PLACES, _MOST_SERIES = 24, 6


class Speaker:
    """Says a built report in one language; `statuses` holds the text (marked with N_) of each status word."""

    def __init__(self, source: Source, built: Built, words: Wording, statuses: Mapping[str, str]) -> None:
        self._source, self.built, self._words, self._statuses = source, built, words, statuses
        self._figures = len({(head.column.name, head.fold) for head in built.heads if head.fold is not None})

    def columns(self) -> tuple[Column, ...]:
        """The columns with their headings, each under a name of its own."""
        return tuple(
            replace(head.column, name=f"c{at}", label=self._label(head), width=0, optional=False, literal=True)
            for at, head in enumerate(self.built.heads)
        )

    def rows(self) -> tuple[Values, ...]:
        """The rows, then the totals with the word for them."""
        return (*map(self._said, self.built.rows), *map(self._total, self.built.totals))

    def notes(self) -> tuple[str, ...]:
        """What the figures are, each with version, first day and the view it is read from."""
        names = dict.fromkeys(head.column.name for head in self.built.heads)
        known = ((name, self._source.figures[name]) for name in names if name in self._source.figures)
        return tuple(self._note(name, figure) for name, figure in known)

    def text(self, value: object, column: Column) -> str:
        """One value as text."""
        if column.kind is Kind.STATUS and isinstance(value, str):
            return self._words.translate(self._statuses.get(value, value))
        return self._words.value(value, column.kind)

    def chart(self, definition: Definition) -> Chart | None:
        """The chart that was asked for: places by the first key, a series for each figure; None for no figures."""
        wide = [at for at, head in enumerate(self.built.heads) if head.fold is not None and not head.total]
        keys = [at for at, head in enumerate(self.built.heads) if head.fold is None]
        figures = [at for at in wide if self.built.heads[at].column.kind not in {Kind.DATE, Kind.TIMESTAMP}]
        if not definition.chart or not figures or not keys or not definition.grouped:
            return None
        shown = self.built.rows[:_MOST_PLACES]
        places = tuple(Place(" ".join(self._key_text(row, keys))) for row in shown)
        series = tuple(
            Series(self._label(self.built.heads[at]), tuple(Point(_decimal(row.values[at])) for row in shown))
            for at in figures[:_MOST_SERIES]
        )
        form = Form.LINE if definition.chart == "line" else Form.BAR
        kind = self.built.heads[figures[0]].column.kind
        axis = ", ".join(self._label(self.built.heads[at]) for at in keys)
        return Chart(form, self._measure(self.built.heads[figures[0]]), places, series, kind=kind, axis=axis)

    def _key_text(self, row: BuiltRow, keys: list[int]) -> list[str]:
        return [self.text(row.values[at], self.built.heads[at].column) for at in keys]

    def _said(self, row: BuiltRow) -> Values:
        """Status words become text, so that a table can be kept; all else stays what it is."""
        return tuple(
            self.text(value, head.column) if head.column.kind is Kind.STATUS else value
            for value, head in zip(row.values, self.built.heads, strict=True)
        )

    def _total(self, row: BuiltRow) -> Values:
        values = list(self._said(row))
        place = next((at for at, value in enumerate(values) if value is None and at < self._keys), None)
        if place is not None and self.built.heads[place].column.kind in {Kind.TEXT, Kind.STATUS}:
            values[place] = self._words.translate("Total")
        return tuple(values)

    @property
    def _keys(self) -> int:
        return next((at for at, head in enumerate(self.built.heads) if head.fold is not None), len(self.built.heads))

    def _label(self, head: Head) -> str:
        label = self._measure(head)
        if head.across is None and not head.rest and not head.total:
            return label
        across = self._across(head)
        return f"{across} – {label}" if self._figures > 1 else across

    def _measure(self, head: Head) -> str:
        _ = self._words.translate
        label = _("Number of rows") if head.fold is Fold.COUNT else _(head.column.label)
        return _(_FOLDS[head.fold]).format(column=label.lower()) if head.fold in _FOLDS else label

    def _across(self, head: Head) -> str:
        _ = self._words.translate
        if head.rest:
            return _("Others")
        if head.total:
            return _("Total")
        if not head.across:
            return _("(empty)")
        column = self.built.across
        if column is not None and column.kind is Kind.BOOLEAN:
            return self._words.value(head.across == "true", Kind.BOOLEAN)
        return self.text(head.across, column) if column is not None else head.across

    def _note(self, name: str, figure: Figure) -> str:
        _ = self._words.translate
        label = next(_(head.column.label) for head in self.built.heads if head.column.name == name)
        words = _(figure.words)
        about = _("definition {version} from {day}, reporting.{view}")
        day = self._words.day(figure.since)
        return f"{label}: {words} ({about.format(version=figure.version, day=day, view=self._source.query.view)})"


def plain_built(  # noqa: PLR0913, PLR0917 - a report, and how it is said
    title: str, source: Source, built: Built, words: Wording, statuses: Mapping[str, str], description: str = ""
) -> PlainTable:
    """A built report as a plain table."""
    speaker = Speaker(source, built, words, statuses)
    rows = speaker.rows()
    strong = frozenset(range(len(built.rows), len(rows)))
    days = " – ".join(words.day(day) for day in (built.first, built.last) if day is not None)
    subtitle = "   ".join(part for part in (days, description) if part)
    columns = tuple(
        replace(column, kind=Kind.TEXT) if column.kind is Kind.STATUS else column for column in speaker.columns()
    )
    return PlainTable(title, subtitle, columns, rows, strong, speaker.notes())


def _decimal(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal | int) else None
