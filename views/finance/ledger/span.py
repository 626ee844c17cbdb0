"""The head of a report: an account where one is asked for, the days from and to, and the usual spans at one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.database.listing import Filter, Page, PageRequest
from models.finance.queries_dimensions import DIMENSION_VALUES
from resources.language import N_, _
from views.finance.pickers import ACCOUNT, DIMENSION_VALUE
from views.kit.action import Row
from views.kit.form.lines import DateLine
from views.kit.form.picker import PickerLine
from views.kit.host import Host, Link
from views.kit.list.spec import as_mapping
from views.kit.text import note, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_DATE_WIDTH, _ACCOUNT_WIDTH, _VALUE_WIDTH = 134, 260, 240


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, both included; without a beginning it starts with the fiscal year."""

    to_date: date
    from_date: date | None = None


def this_month(today: date) -> Span:
    """The calendar month of today."""
    return Span(_month_end(today), today.replace(day=1))


def last_month(today: date) -> Span:
    """The calendar month before."""
    end = today.replace(day=1) - timedelta(days=1)
    return Span(end, end.replace(day=1))


def year_to_date(today: date) -> Span:
    """From the start of the fiscal year until today."""
    return Span(today)


def last_year(today: date) -> Span:
    """The calendar year before."""
    return Span(date(today.year - 1, 12, 31), date(today.year - 1, 1, 1))


def beside(span: Span, by: int) -> Span:
    """As many days before (`by` -1) or after (1): months for whole months, a year for what begins with a year."""
    first, last = span.from_date, span.to_date
    if first is None:
        return Span(_months_on(last, 12 * by))
    ends = last == _month_end(last)
    if first.day == 1 and ends:
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return Span(_months_on(last, count * by), _months_on(first, count * by))
    step = ((last - first).days + 1) * by
    return Span(last + timedelta(step), first + timedelta(step))


def _months_on(day: date, months: int) -> date:
    """The same day of another month, as near as there is; the last day of a month stays the last."""
    place = day.year * 12 + day.month - 1 + months
    first = date(place // 12, place % 12 + 1, 1)
    end = _month_end(first)
    if day == _month_end(day):
        return end
    return first.replace(day=min(day.day, end.day))


_CHOICES = (
    (N_("This month"), this_month),
    (N_("Last month"), last_month),
    (N_("Year to date"), year_to_date),
    (N_("Last year"), last_year),
)


def span_of(link: Link, today: date) -> Span:
    """The days that a link asks for; `on` stands for all of its calendar year, nothing for the year to date."""
    first, last, on = (as_date(link.arguments.get(name)) for name in ("from_date", "to_date", "on"))
    if on is not None:
        return Span(date(on.year, 12, 31), date(on.year, 1, 1))
    return Span(last or today, first)


def as_date(value: object) -> date | None:
    """A day as it stands in a link: itself, or written in ISO 8601; None for anything else."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def values_of(link: Link) -> tuple[tuple[int, str], ...]:
    """The values of dimensions that a link narrows to, by the numbers of the dimensions."""
    given = link.arguments
    also = given.get("also")
    found: list[tuple[int, str]] = []
    for each in [(given.get("dimension"), given.get("value")), *(also if isinstance(also, tuple | list) else ())]:
        match each:
            case [int(number), str(code)]:
                found.append((number, code))
    return tuple(found)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


class SpanBar(QWidget):
    """Tells with `chosen` that another account or other days are asked for."""

    chosen = Signal()
    value_chosen = Signal(object, str)  # the number of a dimension, or None for all, and the code of its value

    def __init__(self, host: Host, *, account: str | None = None, from_start: bool = True, picks: bool = False) -> None:
        super().__init__()
        self._host, self._today = host, host.today
        self._fiscal = False  # begins with the fiscal year
        self.account, self.value = PickerLine(host, ACCOUNT, self), PickerLine(host, DIMENSION_VALUE, self)
        self.value.hide()
        self.first, self.last = DateLine(host.today, self), DateLine(host.today, self)
        self._layout = Flow(self, gap=SPACE_2)
        if picks:
            self._add(_("Account"), self.account, _ACCOUNT_WIDTH)
            self.account.set_value(account)
            self.account.picked.connect(self._on_picked)
            self._value_part = self._add(_("Dimension"), self.value, _VALUE_WIDTH)
            self._value_part.hide()
            self.value.picked.connect(self._on_value)
        if from_start:
            self._add(_("From"), self.first, _DATE_WIDTH)
        self._add(_("To") if from_start else _("On"), self.last, _DATE_WIDTH)
        self.account.setVisible(picks)
        self.first.setVisible(from_start)
        for line in (self.first, self.last):
            line.editingFinished.connect(self._on_dates)
        for label, choice in _CHOICES if from_start else ():
            button = QPushButton(_(label))
            button.clicked.connect(partial(self._choose, choice(host.today)))
            self._layout.addWidget(button)
        self._said: tuple[object, ...] = ()
        self.setFocusProxy(self.account if picks else self.first if from_start else self.last)

    @property
    def span(self) -> Span:
        """The days that stand there; today where a day is missing."""
        last = self.last.value()
        first = None if self._fiscal else as_date(self.first.value())
        return Span(last if isinstance(last, date) else self._today, first)

    def show_span(self, span: Span, start: date | None = None) -> None:
        """Show days; `start` is where the fiscal year begins that a span without a beginning starts with."""
        self._fiscal = span.from_date is None
        self.first.set_value(span.from_date or start)
        self.last.set_value(span.to_date)
        self._said = (self.first.value(), self.last.value())

    def offer_values(self, dimension: int | None = None, code: str = "") -> None:
        """Offer the values of dimensions where there are any, and show the one that is asked for."""
        asked = () if dimension is None else (Filter("dimension", "=", dimension), Filter("code", "=", code))
        done = partial(self._on_values, asked=bool(asked))
        self._host.fetch(DIMENSION_VALUES, PageRequest(filters=asked, limit=1), on_done=done)

    def _on_values(self, found: Page, *, asked: bool) -> None:
        self._value_part.setVisible(bool(found.rows))
        for values in found.rows if asked else ():
            found_value = as_mapping(DIMENSION_VALUES, values)
            self.value.set_value(found_value["id"], f"{found_value['code']} {found_value['name']}")

    def _on_value(self, picked: Row | None) -> None:
        """Tell; an emptied field asks for all."""
        if picked is None:
            self.value_chosen.emit(None, "")
        else:
            self.value_chosen.emit(picked["dimension"], str(picked["code"]))

    def _add(self, label: str, line: QWidget, width: int) -> QWidget:
        keep(line, QWidget.setFixedWidth, partial(scaled, width))
        line.setAccessibleName(label)
        pair = QWidget()
        beside = row(pair, spacing=SPACE_2)
        beside.addWidget(note(label, wrap=False))
        beside.addWidget(line)
        line.show()
        self._layout.addWidget(pair)
        return pair

    def _choose(self, span: Span) -> None:
        self.show_span(span)
        self.chosen.emit()

    def _on_dates(self) -> None:
        asked = (self.first.value(), self.last.value())
        if asked == self._said or self.first.problem() or self.last.problem() or self.last.value() is None:
            return
        self._fiscal = self._fiscal and asked[:1] == self._said[:1]
        self._said = asked
        self.chosen.emit()

    def _on_picked(self, picked: object) -> None:
        if picked is not None:
            self.chosen.emit()
