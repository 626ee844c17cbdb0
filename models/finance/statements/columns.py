"""The columns of a statement, chosen apart from its rows: days, comparisons, months, quarters, dimension values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.database.errors import Invalid
from resources.language import N_, _

DAY = timedelta(days=1)
_MOST = 120  # columns
_YEAR = 12  # months
GROUP_SOURCES = frozenset({"member", "eliminated", "group"})


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Span:
    """A column of figures: its days, the fiscal years they lie in, and what of an account it shows.

    `measure` "" lets the row say it; else opening, change or closing. `value` narrows to a value of the dimension.
    `source` says whose figures: "" of the company; of a group those of the `member` with the key `company`, what is
    `eliminated`, or the `group`; `budget` what was planned in the budget `plan`; the `difference` in the book with the
    key `company`, or `both` of them together.
    """

    code: str
    title: str
    from_date: date
    to_date: date
    first_year: date
    last_year: date
    after_closing: bool
    measure: str = ""
    value: str | None = None
    source: str = ""
    company: int | None = None
    plan: int | None = None

    @property
    def of_group(self) -> bool:
        """Whether it is of a group."""
        return self.source in GROUP_SOURCES

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.to_date - self.from_date).days + 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A column that is reckoned from two others: `difference` of them, or `percent` of the second."""

    code: str
    title: str
    kind: str
    one: str
    other: str


Column = Span | Comparison


@dataclass(frozen=True, slots=True)
class Asked:
    """What the columns are made for; `values` are the code and the name of each value of the dimension."""

    from_date: date
    to_date: date
    after_closing: bool
    years: Sequence[Year]
    value: str | None = None
    values: Sequence[tuple[str, str]] = ()
    plan: int | None = None  # the key of the budget in force
    members: Sequence[tuple[int, str]] = ()  # key and name of each company of the group, the parent first
    books: Sequence[tuple[int, str]] = ()  # key and code of each further book
    book: tuple[int, str] | None = None  # the one that is read together with the company's own
    position: bool = False  # what stands at the end of the days, rather than what came in them

    def year_start(self, day: date) -> date:
        """The first day of the fiscal year of a day; before and after all of them the calendar year stands in."""
        found = (year.starts_on for year in self.years if year.starts_on <= day <= year.ends_on)
        return next(found, date(day.year, 1, 1))

    def span(self, code: str, title: str, from_date: date, to_date: date) -> Span:
        """A column of these days."""
        years = self.year_start(from_date), self.year_start(to_date)
        return Span(code, title, from_date, to_date, *years, after_closing=self.after_closing, value=self.value)


def year_before(day: date) -> date:
    """The same day a year earlier; the last day of a month stays the last."""
    following = day + DAY
    if following.day == 1:
        return following.replace(year=following.year - 1) - DAY
    return day.replace(year=day.year - 1)


def _label(asked: Asked, from_date: date, to_date: date) -> str:
    """Whole months and years are named short, a balance by its day."""
    if asked.position:
        return to_date.isoformat()
    past = to_date + DAY
    if from_date.day == past.day == 1:
        months = (past.year - from_date.year) * 12 + past.month - from_date.month
        if months == 1:
            return f"{from_date:%Y-%m}"
        if months == _YEAR and from_date.month == 1:
            return str(from_date.year)
    return f"{from_date.isoformat()} \N{EN DASH} {to_date.isoformat()}"


def _single(asked: Asked) -> list[Column]:
    return [asked.span("period", _label(asked, asked.from_date, asked.to_date), asked.from_date, asked.to_date)]


def _earlier(asked: Asked) -> Span:
    days = year_before(asked.from_date), year_before(asked.to_date)
    return asked.span("earlier", _label(asked, *days), *days)


def _two_years(asked: Asked) -> list[Column]:
    return [*_single(asked), _earlier(asked)]


def _comparative(asked: Asked) -> list[Column]:
    return [
        *_two_years(asked),
        Comparison("difference", _("Difference"), "difference", "period", "earlier"),
        Comparison("percent", _("Change in %"), "percent", "period", "earlier"),
    ]


def _period_and_year(asked: Asked) -> list[Column]:
    """The last month of the days, and its year so far; the same of last year beside each."""
    month = max(asked.from_date, asked.to_date.replace(day=1))
    start = asked.year_start(asked.to_date)
    found: list[Column] = []
    for code, first in (("period", month), ("year", start)):
        before = year_before(first), year_before(asked.to_date)
        found += [
            asked.span(code, _label(asked, first, asked.to_date), first, asked.to_date),
            asked.span(f"{code}_earlier", _label(asked, *before), *before),
        ]
    return found


def _opening(asked: Asked) -> list[Column]:
    span = asked.span("closing", _("Closing balance"), asked.from_date, asked.to_date)
    return [
        replace(span, code="opening", title=_("Opening balance"), measure="opening"),
        replace(span, code="change", title=_("Movement"), measure="change"),
        replace(span, measure="closing"),
    ]


def _steps(asked: Asked, months: int) -> list[tuple[date, date]]:
    found, first = [], asked.from_date
    while first <= asked.to_date:
        month = first.year * 12 + first.month - 1 + months
        past = date(month // 12, month % 12 + 1, 1)
        found.append((first, min(past - DAY, asked.to_date)))
        first = past
        if len(found) > _MOST:
            raise Invalid("statement.too_many_columns", field="from_date", most=_MOST)
    return found


def _months(asked: Asked) -> list[Column]:
    spans = [asked.span(f"m{n}", f"{days[0]:%Y-%m}", *days) for n, days in enumerate(_steps(asked, 1), 1)]
    return [*spans, _total(asked)]


def _quarters(asked: Asked) -> list[Column]:
    spans = [
        asked.span(f"q{n}", _("{first} to {last}").format(first=f"{days[0]:%Y-%m}", last=f"{days[1]:%Y-%m}"), *days)
        for n, days in enumerate(_steps(asked, 3), 1)
    ]
    return [*spans, _total(asked)]


def _total(asked: Asked) -> Span:
    return asked.span("total", _("Total"), asked.from_date, asked.to_date)


def _dimension(asked: Asked) -> list[Column]:
    total = replace(_total(asked), value=None)
    spans = [
        replace(total, code=f"v{n}", title=name or _("None"), value=code)
        for n, (code, name) in enumerate([*asked.values[:_MOST], ("", "")], 1)
    ]
    return [*spans, total]


def _group(asked: Asked) -> list[Column]:
    """Its companies, what is eliminated between them, and what is left."""
    whole = asked.span("group", _("Group"), asked.from_date, asked.to_date)
    members = [replace(whole, code=f"c{key}", title=name, source="member", company=key) for key, name in asked.members]
    eliminated = replace(whole, code="eliminated", title=_("Eliminated"), source="eliminated")
    return [*members, eliminated, replace(whole, source="group")]


def _group_years(asked: Asked) -> list[Column]:
    return [replace(column, source="group") if isinstance(column, Span) else column for column in _comparative(asked)]


def _planned(asked: Asked, span: Span) -> Span:
    """The column of what was planned beside one."""
    return replace(span, code=f"{span.code}_budget", title=_("Budget"), source="budget", plan=asked.plan)


def _beside_budget(asked: Asked, span: Span, *, percent: bool) -> list[Column]:
    plan = _planned(asked, span)
    code = span.code
    found: list[Column] = [
        span,
        plan,
        Comparison(f"{code}_difference", _("Difference"), "difference", code, plan.code),
    ]
    return [*found, Comparison(f"{code}_percent", _("In %"), "percent", code, plan.code)] if percent else found


def _budget(asked: Asked) -> list[Column]:
    days = asked.from_date, asked.to_date
    return _beside_budget(asked, asked.span("period", _label(asked, *days), *days), percent=True)


def _budget_running(asked: Asked) -> list[Column]:
    """The last month of the days, and its year so far, each with its budget."""
    month = max(asked.from_date, asked.to_date.replace(day=1))
    start = asked.year_start(asked.to_date)
    spans = (
        asked.span(code, _label(asked, first, asked.to_date), first, asked.to_date)
        for code, first in (("period", month), ("year", start))
    )
    return [column for span in spans for column in _beside_budget(asked, span, percent=span.code == "year")]


def _book(asked: Asked) -> list[Column]:
    """The books of the company, what differs in the other book, and both together."""
    if asked.book is None:
        raise Invalid("statement.no_book", field="book")
    key, code = asked.book
    main = asked.span("main", _("Main books"), asked.from_date, asked.to_date)
    other = replace(main, company=key)
    return [
        main,
        replace(other, code="difference", title=_("Differences"), source="difference"),
        replace(other, code="both", title=code, source="both"),
    ]


def _books(asked: Asked) -> list[Column]:
    """The books of the company, and each further one together with them."""
    if not asked.books:
        raise Invalid("statement.no_book", field="book")
    main = asked.span("main", _("Main books"), asked.from_date, asked.to_date)
    return [
        main,
        *(replace(main, code=f"b{key}", title=code, source="both", company=key) for key, code in asked.books),
    ]


#: Columns with the budget in force beside what is booked.
BUDGET_LAYOUTS = frozenset({"budget", "budget_running"})
#: Columns that put further books beside the company's own, made where it has any.
BOOK_LAYOUTS = frozenset({"book", "books"})
#: Columns that are of a group, made where the company has one.
GROUP_LAYOUTS = frozenset({"group", "group_years"})
#: Each choice of columns: its title, and what makes them.
LAYOUTS: dict[str, tuple[str, Callable[[Asked], list[Column]]]] = {
    "period": (N_("The days alone"), _single),
    "years": (N_("With last year"), _two_years),
    "comparative": (N_("With last year and change"), _comparative),
    "period_year": (N_("Month and year to date"), _period_and_year),
    "budget": (N_("With budget"), _budget),
    "budget_running": (N_("Month and year to date, with budget"), _budget_running),
    "opening": (N_("Opening, movement, closing"), _opening),
    "months": (N_("Month by month"), _months),
    "quarters": (N_("Quarter by quarter"), _quarters),
    "dimension": (N_("Dimension across"), _dimension),
    "book": (N_("Main, differences, book"), _book),
    "books": (N_("Book beside book"), _books),
    "group": (N_("Companies and group"), _group),
    "group_years": (N_("Group, with last year"), _group_years),
}


def columns_of(layout: str, asked: Asked) -> list[Column]:
    """The columns of a layout; Invalid where there is none of that name, or too many columns."""
    if layout not in LAYOUTS:
        raise Invalid("statement.no_layout", field="layout", layout=layout, known=", ".join(LAYOUTS))
    if asked.from_date > asked.to_date:
        raise Invalid("statement.days_run_back", field="to_date", from_date=asked.from_date, to_date=asked.to_date)
    columns = LAYOUTS[layout][1](asked)
    if asked.book is None or layout in BOOK_LAYOUTS:
        return columns
    key = asked.book[0]
    return [
        replace(each, source="both", company=key) if isinstance(each, Span) and not each.source else each
        for each in columns
    ]
