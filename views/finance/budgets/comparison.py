"""Actual against budget: account by account with sums and result, of the month, the year so far and the whole year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.database.listing import Column
from models.finance.budgets.comparing import Comparison, ComparisonRow, ComparisonView, read_comparison
from models.finance.budgets.showing import TITLES, VIEWS, comparison_columns, comparison_values, parts_of
from reports.plain.making import Request
from reports.plain.statements import BUDGET
from resources.language import N_, _
from views.finance.budgets.lists import SUBJECT
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import ExportFormat, Host, Link, TableExport
from views.kit.table import TableRow
from views.kit.text import Label, note, row
from views.kit.theme.flow import Flow
from views.kit.theme.tokens import SPACE_2

_FIRST = 2  # column of figures
_JUDGED = frozenset({"difference", "percent"})
_IN_FORCE = Choice(None, N_("The budget in force"))
_EVERYTHING = Choice((None, None), N_("Everything"))
_AMOUNTS = (Choice(True, N_("Whole")), Choice(False, N_("With decimals")))
_VIEWS = tuple(Choice(name, title) for name, (title, _spans) in VIEWS.items())


class ComparisonChoices(QWidget):
    """Which plan, which spans, and narrowed to which value of a dimension; `chosen` tells of another choice."""

    chosen = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._layout = Flow(self, gap=SPACE_2)
        given = link.arguments
        budget = given.get("budget")
        first = (_IN_FORCE,) if budget is None else (_IN_FORCE, Choice(budget, str(budget)))
        self.budget = self._box(_("Budget"), first, budget)
        self.view = self._box(_("Columns"), _VIEWS, given.get("view", "running"))
        self.amounts = self._box(_("Amounts"), _AMOUNTS, given.get("whole", True))
        value = (given.get("dimension"), given.get("value"))
        narrowed = (_EVERYTHING,) if value == (None, None) else (_EVERYTHING, Choice(value, str(value[1])))
        self.value = self._box(_("Dimension"), narrowed, value)

    @property
    def spans(self) -> tuple[str, ...]:
        """The spans that are shown."""
        return VIEWS[str(self.view.value() or "running")][1]

    @property
    def whole(self) -> bool:
        """Whether amounts are shown without decimals."""
        return bool(self.amounts.value())

    def offer(self, found: ComparisonView) -> None:
        """Offer the plans and values there are; what is chosen stays."""
        self.budget.offer([_IN_FORCE, *(Choice(plan.id, plan.title) for plan in found.budgets)])
        names = {dimension.number: dimension.name for dimension in found.dimensions}
        values = [
            Choice((v.dimension, v.code), f"{names[v.dimension]}: {v.code} {v.name}")
            for v in found.values
            if v.dimension in names
        ]
        without = [
            Choice((number, ""), _("{dimension}: none").format(dimension=name)) for number, name in names.items()
        ]
        self.value.offer([_EVERYTHING, *values, *without])

    def _box(self, label: str, choices: Sequence[Choice], value: object) -> ChoiceBox:
        box = ChoiceBox(choices, fitted=True)
        box.set_value(value)
        box.setAccessibleName(label)
        box.edited.connect(self.chosen)
        pair = QWidget()
        beside = row(pair, spacing=SPACE_2)
        beside.addWidget(note(label, wrap=False))
        beside.addWidget(box)
        self._layout.addWidget(pair)
        return box


class ComparisonPage(ReportPage[ComparisonView]):
    """Up to the end of the month of a day; every actual figure opens its ledger, every planned one its budget."""

    columns = comparison_columns(VIEWS["running"][1])
    from_start = False
    statement = BUDGET

    def __init__(self, host: Host, link: Link) -> None:
        # Made before the page, which may be answered while it is being made.
        self.choices = ComparisonChoices(link)
        self.nothing = Label("", ink="secondary", wrap=True)
        self.nothing.hide()
        super().__init__(host, _("Actual against budget"), read_comparison, link)
        self.put_above(self.choices, self.nothing)
        self.choices.chosen.connect(self._on_chosen)
        host.on_change(SUBJECT, self._on_changed, self)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day, the plan, and what is narrowed to."""
        narrowed = self.choices.value.value()
        dimension, value = narrowed if isinstance(narrowed, tuple) else (None, None)
        return {
            "day": span.to_date,
            "budget_id": self.choices.budget.value(),
            "dimension": dimension,
            "value": value,
        }

    def own_actions(self) -> tuple[Action, ...]:
        """The plan itself."""
        return (
            Action(
                "finance.budget.open", N_("Open the budget"), self._open, icon="report", enabled=self._why_not_opened
            ),
        )

    def show_record(self, record: ComparisonView) -> None:
        """Show the figures, or say why there are none."""
        self.choices.offer(record)
        found = record.comparison
        self.table.set_columns(self._columns_shown(), self.rows_of(record))
        self.nothing.setVisible(found is None)
        if found is None:
            self.nothing.setText(_("No budget is approved for that year. Approve one, or choose a plan above."))
            self.set_title(_("Actual against budget"))
        else:
            head = found.head
            plan = _("{code}, version {version}").format(code=head.code, version=head.version)
            until = _("until {day}").format(day=self._day(found.days("to_date")[1]))
            self.set_title(_("Actual against budget"), f"{plan}, {until}")
        self.refresh_actions()

    def rows_of(self, record: ComparisonView) -> Sequence[TableRow]:
        """Income, costs, the result, and what is planned of the balance sheet."""
        found = record.comparison
        spans, whole = self.choices.spans, self.choices.whole
        return [] if found is None else [_shown(found, each, spans, whole=whole) for each in found.rows]

    def kept_as(self, span: Span) -> Request:
        """The budget in force, as it can be made again."""
        return Request(self.statement, None, span.to_date)

    def _export(self, kind: ExportFormat, context: ActionContext) -> None:
        del context
        shown = self.table.rows
        strong = frozenset(at for at, each in enumerate(shown) if each.total)
        rows = tuple(each.values for each in shown)
        self.host.export_table(TableExport(self.title, self._columns_shown(), rows, kind, self.subtitle, strong))

    def _columns_shown(self) -> tuple[Column, ...]:
        return comparison_columns(self.choices.spans, whole=self.choices.whole)

    def _why_not_opened(self, context: ActionContext) -> str | None:
        del context
        shown = self.record is not None and self.record.comparison is not None
        return None if shown else _("No budget is shown.")

    def _open(self, context: ActionContext) -> None:
        del context
        if self.record is not None and self.record.comparison is not None:
            self.host.open(Link("finance.budget", self.record.comparison.head.id))


def _shown(found: Comparison, each: ComparisonRow, spans: Sequence[str], *, whole: bool) -> TableRow:
    title = each.title or _(TITLES[each.kind, each.nature])
    values = (each.account, title, *comparison_values(each, spans, whole=whole))
    parts = tuple(enumerate(parts_of(spans), _FIRST))
    tones = {at: each.tone(span) for at, (span, part) in parts if part in _JUDGED}
    if not each.account:
        return TableRow(values, total=True, tones=tones)
    plan = Link("finance.budget", found.head.id, {"account": each.account})
    links = {at: plan if part == "budget" else _ledger(found, each, span) for at, (span, part) in parts}
    return TableRow(values, {**dict.fromkeys((0, 1), _ledger(found, each, spans[0])), **links}, tones=tones)


def _ledger(found: Comparison, each: ComparisonRow, span: str) -> Link:
    first, last = found.days(span)
    arguments: dict[str, object] = {
        "account": each.account,
        "from_date": first,
        "to_date": last,
        "before_closing": True,
    }
    if found.dimension is not None and found.value is not None:
        arguments |= {"dimension": found.dimension, "value": found.value}
    return Link("finance.general_ledger", arguments=arguments)
