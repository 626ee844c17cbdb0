"""The rows of a plan as they are typed: the account, a column for each dimension, the year, and its months."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.finance.budgets.sheet import SheetLine, result_of
from models.finance.budgets.spreading import EVEN, LAST_YEAR, ROW, ZERO
from models.finance.dimensions import Dimension
from resources.language import N_, _
from views.finance.budgets.begin import KINDS
from views.finance.dimension_columns import dimension_columns
from views.finance.pickers import ACCOUNT_NUMBER
from views.kit.action import Row
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec, Total

Spread = Callable[[SheetLine, Decimal | None], SheetLine]


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a plan as a whole; `way` is how a year's amount is spread over the months."""

    title: str = ""
    kind: str = "budget"
    way: str = EVEN


_WAYS = (
    Choice(EVEN, N_("Evenly")),
    Choice(LAST_YEAR, N_("As last year’s months")),
    Choice(ROW, N_("As the months of the row")),
)
FORM: FormSpec[Head] = FormSpec(
    (
        Section(
            "",
            (
                Field("title", N_("Title")),
                Field("kind", N_("Kind"), FieldKind.CHOICE, choices=KINDS),
                Field("way", N_("A year’s amount is spread"), FieldKind.CHOICE, choices=_WAYS),
            ),
            across=3,
        ),
    )
)


def name_of(month: date) -> str:
    """What the column of a month is called; errors of the plan name it so."""
    return month.isoformat()


def budget_grid(months: Sequence[date], dimensions: Sequence[Dimension], spread: Spread) -> GridSpec[SheetLine]:
    """The rows; a year's amount goes through `spread`."""

    def new() -> SheetLine:
        return SheetLine(months=(None,) * len(months))

    def sums(lines: Sequence[SheetLine]) -> Mapping[str, object]:
        figures: dict[str, object] = {"name": _("Result"), "year": result_of(lines, lambda line: line.total)}
        for place, month in enumerate(months):
            figures[name_of(month)] = result_of(lines, _month(place))
        return figures

    account: GridColumn[SheetLine] = GridColumn(
        "account",
        N_("Account"),
        FieldKind.PICKER,
        width=7,
        picker=ACCOUNT_NUMBER,
        shown=lambda line: line.account or "",
        fill=_fill_account,
        required=True,
    )
    return GridSpec(
        columns=(
            account,
            GridColumn("name", N_("Name"), FieldKind.SHOWN, width=16),
            *dimension_columns(dimensions, lambda line: line.dimensions, _with_dimensions, lambda _line: True),
            GridColumn(
                "year", N_("Year"), FieldKind.MONEY, width=12, read=lambda line: line.total, write=_spreading(spread)
            ),
            *(_month_column(place, month) for place, month in enumerate(months)),
        ),
        new=new,
        is_empty=lambda line: line.account is None and line.total is None,
        column_totals=sums,
        totals=_totals,
        pinned=2,
    )


def _fill_account(line: SheetLine, row: Row) -> SheetLine:
    return replace(line, name=str(row["name"]), nature=str(row["kind"]))


def _with_dimensions(line: SheetLine, dimensions: dict[str, str]) -> SheetLine:
    return replace(line, dimensions=dimensions)


def _spreading(spread: Spread) -> Callable[[SheetLine, object], SheetLine]:
    def write(line: SheetLine, value: object) -> SheetLine:
        amount = value if isinstance(value, Decimal) else None
        return line if amount == line.total else spread(line, amount)

    return write


def _month(place: int) -> Callable[[SheetLine], Decimal | None]:
    return lambda line: line.months[place]


def _month_column(place: int, month: date) -> GridColumn[SheetLine]:
    def write(line: SheetLine, value: object) -> SheetLine:
        return line.with_month(place, value if isinstance(value, Decimal) else None)

    return GridColumn(name_of(month), f"{month:%Y-%m}", FieldKind.MONEY, width=10, read=_month(place), write=write)


def _totals(lines: Sequence[SheetLine]) -> Sequence[Total]:
    natures = {"income": ZERO, "expense": ZERO}
    for line in lines:
        if line.nature in natures:
            natures[line.nature] += line.total or ZERO
    income, costs = natures["income"], natures["expense"]
    return (
        Total(_("Income"), income),
        Total(_("Costs"), costs),
        Total(_("Result"), income - costs, strong=True),
    )
