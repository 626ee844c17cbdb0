"""How actual figures beside a plan are shown, on screen, paper and in files: the columns, and the values of a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from models.database.listing import Column, Kind
from models.finance.budgets.comparing import OUTLOOK, SPANS, ComparisonRow
from resources.language import N_

_TENTH, _CENT, _ONE = Decimal("0.1"), Decimal("0.01"), Decimal(1)
_TIGHT = 2  # spans beside each other, with no more room than that
_SPANS = {"month": N_("Month"), "to_date": N_("To date"), "year": N_("Year"), OUTLOOK: N_("Outlook")}
#: What the rows without an account are called, by kind and nature; marked with N_.
TITLES = {
    ("total", "income"): N_("Sum of income"),
    ("total", "expense"): N_("Sum of costs"),
    ("result", "result"): N_("Result"),
}
#: Which spans can be shown together, by name.
VIEWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "running": (N_("Month and year to date"), ("month", "to_date")),
    "month": (N_("Month"), ("month",)),
    "to_date": (N_("Year to date"), ("to_date",)),
    "year": (N_("Whole year"), ("year",)),
    "outlook": (N_("Year to date and outlook"), ("to_date", OUTLOOK)),
    "all": (N_("All three"), SPANS),
}


def outcome_span(spans: Sequence[str]) -> str:
    """The span whose difference is judged: the outlook for the year, else the year so far where one is shown."""
    return next((span for span in (OUTLOOK, "to_date") if span in spans), spans[-1])


def parts_of(spans: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The figures of each row in order, as span and what of it; two spans leave room for one percentage."""
    judged = outcome_span(spans)
    return tuple(
        (span, part)
        for span in spans
        for part in ("actual", "budget", "difference", "percent")
        if part != "percent" or span == judged or len(spans) != _TIGHT
    )


def comparison_columns(spans: Sequence[str], *, whole: bool = False) -> tuple[Column, ...]:
    """The columns of a comparison: the account, the figures of each span, and what they mean.

    `whole` shows amounts without decimals.
    """
    money = Kind.INTEGER if whole else Kind.MONEY
    figures = (
        Column(f"{span}_{part}", _label(span, part), Kind.PERCENT if part == "percent" else money)
        for span, part in parts_of(spans)
    )
    account, outcome = Column("account", N_("Account"), width=6), Column("outcome", N_("Outcome"), Kind.STATUS, width=6)
    return (account, Column("name", N_("Name")), *figures, outcome)


def comparison_values(row: ComparisonRow, spans: Sequence[str], *, whole: bool = False) -> tuple[object, ...]:
    """The figures of a row in the order of the columns, from that of the first span on."""
    step = _ONE if whole else _CENT
    values: list[object] = []
    for span, part in parts_of(spans):
        figure: Decimal | None = getattr(row.spans[span], part)
        rounding = _TENTH if part == "percent" else step
        values.append(None if figure is None else figure.quantize(rounding, ROUND_HALF_UP) + 0)
    tone = row.tone(outcome_span(spans))
    return (*values, {"good": "better", "bad": "worse"}.get(tone))


def _label(span: str, part: str) -> str:
    if part == "actual":
        return _SPANS[span]
    return {"budget": N_("Its budget"), "difference": N_("Difference"), "percent": N_("%")}[part]
