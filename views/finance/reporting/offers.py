"""What of a source can be put where, in the words of the screen."""

from __future__ import annotations

from models.database.building import DATED, NUMERIC, Fold, Key, Measure, Source, Span, Step
from models.database.listing import Column, Kind
from resources.language import N_, _
from views.finance.reporting.zone import Offer

STEPS = {
    Step.MONTH: N_("By month"),
    Step.QUARTER: N_("By quarter"),
    Step.YEAR: N_("By year"),
    Step.VALUE: N_("By day"),
}
FOLDS = {
    Fold.SUM: N_("Sum"),
    Fold.AVERAGE: N_("Average"),
    Fold.LEAST: N_("Least"),
    Fold.GREATEST: N_("Greatest"),
}
SPANS = {
    Span.ALL: N_("All days"),
    Span.THIS_MONTH: N_("This month"),
    Span.LAST_MONTH: N_("Last month"),
    Span.THIS_QUARTER: N_("This quarter"),
    Span.LAST_QUARTER: N_("Last quarter"),
    Span.YEAR_TO_DATE: N_("Year to date"),
    Span.LAST_YEAR: N_("Last year"),
    Span.TWELVE_MONTHS: N_("Twelve months"),
}


def keys_of(source: Source) -> list[Offer]:
    """Columns to take rows together by: words, and days by month, quarter and year."""
    return [_key(column) for column in source.columns if column.kind not in NUMERIC or column.kind is Kind.INTEGER]


def measures_of(source: Source) -> list[Offer]:
    """Figures of each group: sums first, then the percentages of the source, and the count of rows."""
    made = [_measure(column) for column in source.columns if column.kind in NUMERIC]
    made += [Offer(_(ratio.label), Measure(ratio.name, Fold.RATIO)) for ratio in source.ratios]
    return [*made, Offer(_("Number of rows"), Measure("", Fold.COUNT))]


def columns_of(source: Source) -> list[Offer]:
    """Columns of a list."""
    return [Offer(_(column.label), column.name) for column in source.columns]


def _key(column: Column) -> Offer:
    if column.kind not in DATED:
        return Offer(_(column.label), Key(column.name))
    return Offer(_(column.label), ways=tuple(Offer(_(text), Key(column.name, step)) for step, text in STEPS.items()))


def _measure(column: Column) -> Offer:
    folds = [fold for fold in FOLDS if fold is not Fold.SUM or column.kind is not Kind.PERCENT]
    return Offer(_(column.label), ways=tuple(Offer(_(FOLDS[fold]), Measure(column.name, fold)) for fold in folds))
