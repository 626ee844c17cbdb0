"""A statement of the books: chosen rows and columns, every figure opening what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from models.database.listing import Column
from models.database.rights import Permission
from models.finance.statements.keeping import copy_statement
from models.finance.statements.shapes import Statement, StatementRow, StatementTable
from models.finance.statements.showing import columns_shown, explained, state_of, subtitle_of, values_shown
from models.finance.statements.view import StatementView, read_statement_view
from reports.chart.spec import Chart
from reports.plain.making import Request
from reports.plain.statements import DESIGNED
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span, span_of
from views.finance.statements.chart import NO_CHART, result_chart
from views.finance.statements.choices import StatementChoices
from views.finance.statements.links import link_of
from views.finance.statements.printing import statement_print
from views.kit.action import Action, ActionContext
from views.kit.host import ExportFormat, Host, Link, TableExport
from views.kit.table import TableRow
from views.kit.text import Label

_STRONG = frozenset({"heading", "total"})


class StatementPage(ReportPage[StatementView]):
    """Any statement; each figure opens its accounts, each account its ledger."""

    columns = (Column("title", N_("Row")),)
    statement = DESIGNED
    steps = True
    pins = True
    chart_height = 120

    def __init__(self, host: Host, link: Link, text: str = "") -> None:
        # Made before the page, which may be answered while it is being made.
        self.choices = StatementChoices(host.preferences, link)
        self.warning = Label("", ink="bad", wrap=True)
        self.warning.hide()
        super().__init__(host, text or _("Financial statements"), read_statement_view, link)
        self.put_above(self.choices, self.warning)
        self.choices.chosen.connect(self._on_chosen)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The statement, and how it is made."""
        return {"code": self.choices.code, "options": self.choices.options(span)}

    def kept_as(self, span: Span) -> Request:
        """The statement with the columns it has."""
        options = self.choices.options(span)
        return Request(f"{DESIGNED}{self.choices.code}", options.from_date, options.to_date, options=options)

    def place(self) -> object:
        """What is chosen and of which days, and where one stands in it."""
        span = self.bar.span
        first = None if span.from_date is None else span.from_date.isoformat()
        days = {"from_date": first, "to_date": span.to_date.isoformat()}
        return {"chosen": {**self.choices.arguments, **days}, "stands": super().place()}

    def come_back(self, place: object) -> None:
        """Choose it again, and go to where one stood."""
        match place:
            case {"chosen": dict(chosen), "stands": stands}:
                link = Link("finance.statement", arguments=chosen)
                self.choices.show_link(link)
                self.bar.show_span(span_of(link, self.host.today))
                self._on_chosen()
                super().come_back(stands)

    def own_actions(self) -> tuple[Action, ...]:
        """Print, change, copy."""
        edit = Permission.FINANCE_ACCOUNTS
        return (
            Action("finance.statement.design", N_("Change rows"), self._design, edit, icon="edit", enabled=_is_own),
            Action("finance.statement.copy", N_("Copy and change"), self._copy, edit, icon="copy"),
            Action("finance.statement.print", N_("Print"), self._print, icon="print", primary=True),
        )

    def show_record(self, record: StatementView) -> None:
        """Show the figures; say what is not right with them."""
        table = record.table
        self.bar.show_span(self.bar.span, table.from_date)
        self.choices.offer(
            record.names, record.dimensions, record.values, has_group=record.has_group, books=record.books
        )
        self.show_chart(record)
        self.table.set_columns(columns_shown(table), self.rows_of(record), explained(table))
        self.set_title(table.title, state_of(table))
        wrong = self._wrong(table)
        self.warning.setText(wrong)
        self.warning.setVisible(bool(wrong))

    def chart_of(self, record: StatementView) -> Chart:
        """From income to result, where it is a statement of the result and the chart is wanted."""
        return result_chart(record.table) if self.choices.chart.isChecked() else NO_CHART

    def rows_of(self, record: StatementView) -> Sequence[TableRow]:
        """The rows as they are designed."""
        return [_shown(record.table, row) for row in record.table.rows]

    def _wrong(self, table: StatementTable) -> str:
        off = next((value for value in table.difference if value), None)
        if table.missing:
            text = _("These accounts have figures and are not in exactly one row: {accounts}.")
            return text.format(accounts=", ".join(table.missing))
        if off is not None:
            return _("The statement does not add up: {amount} is left over.").format(amount=off)
        return ""

    def _export(self, kind: ExportFormat, context: ActionContext) -> None:
        if kind is ExportFormat.PDF:
            self._print(context)
        elif self.record is not None:
            table = self.record.table
            rows = tuple(("   " * row.level + row.title, *values_shown(table, row)) for row in table.rows)
            strong = frozenset(at for at, row in enumerate(table.rows) if row.kind in _STRONG)
            export = TableExport(table.title, columns_shown(table), rows, kind, subtitle_of(table), strong)
            self.host.export_table(export)

    def _print(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            options = self.choices.options(self.bar.span)
            self.host.preview(statement_print(self.choices.code, self.record.table.title, options))

    def _design(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.statement_design", self.choices.code))

    def _copy(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            title = _("{title} (copy)").format(title=self.record.table.title)
            arguments = {"code": self.choices.code, "title": title}
            self.host.run(copy_statement, arguments, on_done=self._on_copied, busy=self)

    def _on_copied(self, statement: Statement) -> None:
        self.host.open(Link("finance.statement_design", statement.code))


def _is_own(context: ActionContext) -> str | None:
    record = context.record
    own = isinstance(record, StatementView) and record.table.code.startswith("own")
    return None if own else _("This statement comes with the program. Copy it to change the copy.")


def _shown(table: StatementTable, row: StatementRow) -> TableRow:
    links = {at: link_of(drill) for at, drill in enumerate(row.drills, 1) if drill is not None}
    return TableRow(
        (row.title, *values_shown(table, row)),
        links,
        level=row.level,
        strong=row.kind in _STRONG,
        total=row.kind == "total",
    )
