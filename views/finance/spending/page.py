"""Spending: every rule with budget, spent, on order and left; each figure opens what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from models.database.listing import Column, Kind
from models.finance.rules import ZERO
from models.finance.spending.standing import Standing, read_spending
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.finance.spending.lists import EVENT_SUBJECT, NEW_RULE, RULE_SUBJECT
from views.finance.spending.words import ACTS, SPANS
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.table import TableRow
from views.kit.text import Label

_SUBJECTS = (RULE_SUBJECT, EVENT_SUBJECT, "ledger.budget", "warehouse.purchase_order")
_COLUMNS = (
    Column("account", N_("Account"), width=9),
    Column("name", N_("Name")),
    Column("span", N_("Compared"), width=11),
    Column("budget", N_("Budget"), Kind.MONEY, width=9),
    Column("spent", N_("Spent"), Kind.MONEY, width=9),
    Column("ordered", N_("On order"), Kind.MONEY, width=9),
    Column("available", N_("Left"), Kind.MONEY, width=9),
    Column("percent", N_("Used, %"), Kind.PERCENT, width=8),
    Column("act", N_("Over budget"), width=10),
)
_EXPLAINS = {
    "budget": N_("What the approved budget in force of the year has for these days."),
    "spent": N_("What is booked on the accounts, and what went from them into stock."),
    "ordered": N_("What is ordered and no bill covers yet, and spread amounts that are to come."),
    "available": N_("The budget without what is spent and on order. A tolerance comes on top."),
    "percent": N_("What is spent and on order, of the budget."),
}
_TONES = {"within": "", "tolerated": "waiting", "over": "bad"}
_BUDGET, _SPENT, _ORDERED, _LEFT, _USED = range(3, 8)
_MOST = 6  # bars
_HEIGHT = 190


class SpendingPage(ReportPage[tuple[Standing, ...]]):
    """Where the rules stand on a day."""

    columns = _COLUMNS
    explains = _EXPLAINS
    from_start = False
    chart_height = _HEIGHT

    def __init__(self, host: Host, link: Link) -> None:
        # Made before the page, which may be answered while it is being made.
        self.nothing = Label("", ink="secondary", wrap=True)
        self.nothing.hide()
        super().__init__(host, _("Spending"), read_spending, link)
        self.put_above(self.nothing)
        for subject in _SUBJECTS:
            host.on_change(subject, self._on_changed, self)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day."""
        return {"day": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """The rules, and what went past them."""
        return (
            Action("finance.spending.events", N_("Over budget"), self._show_events, icon="warning"),
            Action("finance.spending.rules", N_("Rules"), self._show_rules, icon="check"),
            NEW_RULE,
        )

    def show_record(self, record: tuple[Standing, ...]) -> None:
        """Show the figures, or say why there are none."""
        super().show_record(record)
        self.nothing.setVisible(not record)
        self.nothing.setText(
            _("No rule in use has an approved budget to compare with on that day. Make a rule, or approve a budget.")
        )

    def chart_of(self, record: tuple[Standing, ...]) -> Chart:
        """Those with the least left, as bars of the shares of their budget that are spent, on order and left."""
        ranked = sorted((each for each in record if each.budget > 0), key=_share)
        nearest = list({each.accounts: each for each in ranked}.values())[: -_MOST - 1 : -1]
        places = tuple(Place(each.accounts, each.title or each.account_name) for each in nearest)
        parts = (
            (_("Spent"), "", [each.spent for each in nearest]),
            (_("On order"), "waiting", [each.ordered for each in nearest]),
            (_("Left"), "good", [each.available for each in nearest]),
        )
        series = tuple(
            Series(
                name,
                tuple(
                    Point(_percent(amount, each), _target(each)) for amount, each in zip(amounts, nearest, strict=True)
                ),
                ink,
                hatched=ink == "waiting",
            )
            for name, ink, amounts in parts
        )
        title = _("Nearest to their budget, in per cent of it")
        return Chart(Form.AGEING, title, places, series, Kind.PERCENT, axis=_("Account"))

    def rows_of(self, record: tuple[Standing, ...]) -> Sequence[TableRow]:
        """A heading for each rule that has a title, and its accounts."""
        rows: list[TableRow] = []
        for _rule, standings in groupby(record, key=lambda each: each.rule_id):
            found = list(standings)
            if found[0].title and found[0].from_account == found[0].to_account:
                rule = Link("finance.spending_rule", found[0].rule_id)
                rows.append(TableRow((found[0].title, *("",) * (len(_COLUMNS) - 1)), {0: rule}, strong=True))
            rows.extend(map(_row, found))
        return rows

    def _show_events(self, context: ActionContext) -> None:
        context.host.open(Link("finance.spending_events"))

    def _show_rules(self, context: ActionContext) -> None:
        context.host.open(Link("finance.spending_rules"))


def behind_link(standing: Standing) -> Link:
    """What stands behind the figures of a rule."""
    days = {"first": standing.first, "last": standing.last}
    accounts = {"from_account": standing.from_account, "to_account": standing.to_account}
    return Link("finance.spending_behind", standing.rule_id, {**accounts, **days, "label": standing.accounts})


def _target(standing: Standing) -> Target:
    link = behind_link(standing)
    return Target(link.kind, link.key, link.arguments)


def _share(standing: Standing) -> Decimal:
    return standing.used / standing.budget


def _percent(amount: Decimal, standing: Standing) -> Decimal:
    return max(amount / standing.budget * 100, ZERO).quantize(Decimal("0.1"))


def _row(each: Standing) -> TableRow:
    percent = (_share(each) * 100).quantize(Decimal("0.1")) if each.budget > 0 else None
    name = each.account_name or each.title
    figures = (each.budget, each.spent, each.ordered, each.available, percent)
    values = (each.accounts, name, _(SPANS[each.span]), *figures, _(ACTS[each.act]))
    behind, rule = behind_link(each), Link("finance.spending_rule", each.rule_id)
    budget = Link("finance.budget", each.budget_id, {"account": each.from_account})
    links = {0: behind, 1: behind, _BUDGET: budget, _SPENT: behind, _ORDERED: behind, _LEFT: behind, _USED: behind}
    tone = _TONES[each.status]
    tones = {_LEFT: tone, _USED: tone} if tone else {}
    return TableRow(values, {**links, len(_COLUMNS) - 1: rule}, tones=tones)
