"""`kontor budget`: what is booked beside a budget, and budgets begun, approved and deleted."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from desktop.cli import DONE
from desktop.cli.statements import Answer
from desktop.cli.values import day, positive
from models.database.errors import Invalid
from models.database.work import Work
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.finance.budgets.comparing import Comparison


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    group = commands.group("budget", _("budgets: beside what is booked, begun, approved, deleted"))
    show = group.add("compare", compare, _("show what is booked beside a budget"))
    show.add_argument("--to", dest="to_date", type=day, metavar=_("DATE"), help=_("until its month; today if left out"))
    show.add_argument("--budget", type=positive, metavar=_("KEY"), help=_("which one; else that in force"))
    show.add_argument(
        "--dimension", type=positive, metavar=_("NUMBER"), help=_("narrowed to a value of this dimension")
    )
    show.add_argument("--value", metavar=_("CODE"), help=_("only this value of the dimension"))
    begin = group.add("begin", begin_one, _("begin a draft: empty, from last year, or as a copy"))
    begin.add_argument("code", metavar=_("NAME"))
    begin.add_argument("--year", type=day, metavar=_("DATE"), help=_("a day of its fiscal year; today if left out"))
    begin.add_argument("--title", default="", metavar=_("TEXT"), help=_("what it is called in full"))
    begin.add_argument("--forecast", action="store_true", help=_("a forecast rather than a budget"))
    begin.add_argument("--from-last-year", action="store_true", help=_("with the figures of the year before"))
    begin.add_argument("--copy", type=positive, metavar=_("KEY"), help=_("with the amounts of this one"))
    begin.add_argument(
        "--actuals-to", type=day, metavar=_("DATE"), help=_("a copy has what is booked in its months until then")
    )
    begin.add_argument("--percent", default="0", metavar="N", help=_("changes every amount by so many percent"))
    for name, handler, about in (
        ("approve", approve, _("approve a draft for good")),
        ("delete", delete, _("delete a draft")),
    ):
        command = group.add(name, handler, about)
        command.add_argument("key", type=positive, metavar=_("KEY"), help=_("as the list of budgets shows it"))


def compare(context: Context) -> int:
    """Show the accounts with sums and result."""
    answer = comparison_answer(context)
    context.show(answer.rows, {name: answer.kinds[name] for name in answer.labels})
    return DONE


def comparison_answer(context: Context) -> Answer:
    """What is booked beside a budget, as a report."""
    from models.finance.budgets.comparing import SPANS, compare_budget
    from models.finance.budgets.showing import comparison_columns

    o = context.options
    on = o.to_date or context.session.read(Work.today)
    found = context.session.read(
        compare_budget,
        day=on,
        budget_id=getattr(o, "budget", None),
        dimension=o.dimension,
        value=o.value,
    )
    columns = comparison_columns(SPANS)[:-1]
    first, last = found.days("to_date")
    return Answer(
        name="budget",
        title=_("Actual against budget"),
        kinds={column.name: column.kind for column in columns},
        rows=_rows(found),
        labels={column.name: _(column.label) for column in columns},
        from_date=first,
        to_date=last,
    )


def _rows(found: Comparison) -> list[dict[str, Any]]:
    from models.finance.budgets.comparing import SPANS
    from models.finance.budgets.showing import TITLES, comparison_columns, comparison_values

    names = [column.name for column in comparison_columns(SPANS)]
    return [
        dict(
            zip(
                names,
                (row.account, row.title or _(TITLES[row.kind, row.nature]), *comparison_values(row, SPANS)),
                strict=True,
            )
        )
        for row in found.rows
    ]


def begin_one(context: Context) -> int:
    """Begin a draft, and tell its key."""
    from models.finance.accounts import list_fiscal_years
    from models.finance.budgets.planning import ACTUALS, COPY, EMPTY, begin_budget

    o = context.options
    on = o.year or context.session.read(Work.today)
    years = context.session.read(list_fiscal_years)
    year = next((year for year in years if year.starts_on <= on <= year.ends_on), None)
    if year is None:
        raise Invalid("budget.no_year", field="fiscal_year_id")
    kept = context.session.run(
        begin_budget,
        fiscal_year_id=year.id,
        code=o.code,
        title=o.title,
        kind="forecast" if o.forecast else "budget",
        start=COPY if o.copy else ACTUALS if o.from_last_year else EMPTY,
        percent=_percent(o.percent),
        copy_of=o.copy,
        actuals_to=o.actuals_to,
    )
    context.say(_("The draft has number {key}.").format(key=kept.id), {"id": kept.id})
    return DONE


def _percent(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Invalid("budget.wrong_percent", field="percent") from None


def approve(context: Context) -> int:
    """Approve a draft as it stands now."""
    from models.finance.budgets.planning import approve_budget, read_budget_head

    key = context.options.key
    head = context.session.read(read_budget_head, budget_id=key)
    context.session.run(approve_budget, budget_id=key, version=head.row_version)
    context.say(_("{code}, version {version} is approved.").format(code=head.code, version=head.version), {"id": key})
    return DONE


def delete(context: Context) -> int:
    """Delete a draft."""
    from models.finance.budgets.planning import delete_budget, read_budget_head

    key = context.options.key
    head = context.session.read(read_budget_head, budget_id=key)
    context.session.run(delete_budget, budget_id=key, version=head.row_version)
    context.say(_("{code}, version {version} is deleted.").format(code=head.code, version=head.version), {"id": key})
    return DONE
