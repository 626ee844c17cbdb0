"""The columns that the list of a budget may bring: the account, dimensions, the months of its year or their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from models.exchange.columns import TargetColumn, Value, plain_heading
from resources.language import N_

#: The months as they are labelled, and in Swedish; lists have them in either language.
_MONTHS = (
    (N_("January"), "januari"),
    (N_("February"), "februari"),
    (N_("March"), "mars"),
    (N_("April"), "april"),
    (N_("May"), "maj"),
    (N_("June"), "juni"),
    (N_("July"), "juli"),
    (N_("August"), "augusti"),
    (N_("September"), "september"),
    (N_("October"), "oktober"),
    (N_("November"), "november"),
    (N_("December"), "december"),
)
_SHORT = 3  # letters that months are shortened to
_YEARS = range(2000, 2060)  # that a heading may name beside its month
USUAL_DIMENSIONS = {1: N_("Cost centre"), 6: N_("Project")}
_CALLED = {1: "kostnadsställe costcentre costcenter kst ks avdelning department", 6: "projekt project proj"}


def month_columns(months: Sequence[date]) -> dict[str, date]:
    """The column of each month of a fiscal year: its place in the calendar, and its day where it comes again."""
    found: dict[str, date] = {}
    for month in months:
        name = f"m{month.month:02}"
        found[f"m{month:%Y%m}" if name in found else name] = month
    return found


def year_of_heading(heading: str) -> int | None:
    """The year that the heading of a month names (2026-01, jan 2026), or None."""
    digits = "".join(sign for sign in heading if sign.isdigit())
    return int(digits[:4]) if len(digits) >= len("2026") and int(digits[:4]) in _YEARS else None


def dimension_column(number: int) -> str:
    """The name of the column of a dimension."""
    return f"dimension_{number}"


def budget_columns(dimensions: Mapping[int, str], months: Sequence[date] = ()) -> tuple[TargetColumn, ...]:
    """The columns for these dimensions by number; `months` matter where the fiscal year has more than twelve."""
    repeated = {name: month for name, month in month_columns(months).items() if len(name) > len("m01")}
    return (
        TargetColumn("account", N_("Account"), "account konto kontonr kontonummer accountnumber number nr", longest=10),
        TargetColumn("name", N_("Name"), "name namn benämning kontonamn accountname text description"),
        *(
            TargetColumn(dimension_column(number), name, _headings_of(number, name))
            for number, name in sorted({**USUAL_DIMENSIONS, **dimensions}.items())
        ),
        *(TargetColumn(name, f"{month:%Y-%m}", _dated(month), Value.AMOUNT) for name, month in repeated.items()),
        *(
            TargetColumn(f"m{place:02}", label, _headings(place), Value.AMOUNT)
            for place, (label, _swedish) in enumerate(_MONTHS, 1)
        ),
        TargetColumn(
            "year",
            N_("Year"),
            "year år total totalt summa sum helår helåret årsbudget årssumma belopp amount budget",
            Value.AMOUNT,
        ),
    )


def _headings_of(number: int, name: str) -> str:
    return f"{plain_heading(name)} dim{number} dimension{number} {_CALLED.get(number, '')}"


def _headings(place: int) -> str:
    """2026-01, 2026-01-01, januari, Jan, jan 26, m1, månad 1 and 1 are all January."""
    words = [*_names(place), *(f"{word}{place}" for word in ("m", "m0", "månad", "month", ""))]
    return " ".join((*words, *(_dated(date(year, place, 1)) for year in _YEARS)))


def _dated(month: date) -> str:
    named = (f"{name}{year}" for name in _names(month.month) for year in (f"{month:%y}", f"{month:%Y}"))
    return " ".join((f"{month:%Y%m}", f"{month:%Y%m}01", *named))


def _names(place: int) -> tuple[str, ...]:
    return tuple(written for name in _MONTHS[place - 1] for written in (name.lower(), name[:_SHORT].lower()))


#: What is looked for before the dimensions of the company are known.
BUDGET_COLUMNS = budget_columns({})
