"""A report of the books: asked for by days, shown as one table, printed, and written to a file as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Kind
from reports.chart.spec import Chart
from reports.plain.making import Request
from resources.language import N_, _
from views.finance.ledger.lists import SUBJECT
from views.finance.ledger.span import Span, SpanBar, beside, span_of
from views.finance.reporting.freezing import Freezer
from views.kit.action import Action, ActionContext
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.format import format_value
from views.kit.host import ExportFormat, Host, Link, TableExport
from views.kit.record_page import RecordPage
from views.kit.tab_order import tab_through
from views.kit.table import TableRow, TableView

R = TypeVar("R")

_INDENT = "\N{EM SPACE}"
_FORMATS = (
    (ExportFormat.XLSX, N_("Export to Excel")),
    (ExportFormat.CSV, N_("Export to CSV")),
    (ExportFormat.PDF, N_("Export to PDF")),
)


class ReportPage(Freezer, RecordPage[R]):
    """A subclass says `columns` and the `arguments_of` a span, and makes `rows_of` what was read."""

    columns: tuple[Column, ...] = ()
    explains: Mapping[str, str] = MappingProxyType({})  # what the figures of a column are
    from_start = True  # asks for a first day too
    statement = ""  # the name of the plain statement that it can be kept as
    picks_account = False
    pins = False  # keeps the first column in sight where there are too many
    steps = False  # goes to the days before and after by keys
    chart_height = 0  # pixels at 100 % of the chart above the table; 0 has none

    def __init__(self, host: Host, text: str, read: Callable[..., R], link: Link) -> None:
        self.chart: ChartCard | None = None
        self._above: list[QWidget] = []
        # Made before the page, which may be answered while it is being made.
        self.bar = SpanBar(host, account=account_of(link), from_start=self.from_start, picks=self.picks_account)
        self.bar.show_span(span_of(link, host.today))
        self.table = TableView(host, self.columns, explains=self.explains, pinned=self.pins)
        arguments = self.arguments_of(self.bar.span)
        super().__init__(host, text, read=read, arguments=arguments, subjects=(SUBJECT,), link=link)
        self.put_above(self.bar)
        self.bar.chosen.connect(self._on_chosen)
        self.set_actions((*self._exports(), *self._keeping(), *self._moves(), *self.own_actions()))
        self.setFocusProxy(self.table)

    def put_above(self, *parts: QWidget) -> None:
        """Put more above what is shown, under the days; Tab goes through all of it and on to the table."""
        for part in parts:
            self._above.append(part)
            self.body.insertWidget(len(self._above) - 1, part, 0, Qt.AlignmentFlag.AlignTop)
        tab_through(*self._above, self.table)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The arguments of the reading."""
        raise NotImplementedError

    def rows_of(self, record: R) -> Sequence[TableRow]:
        """The rows of the table."""
        raise NotImplementedError

    def chart_of(self, record: R) -> Chart:
        """The chart above the table, where `chart_height` asks for one; one without values is not shown."""
        raise NotImplementedError

    def own_actions(self) -> tuple[Action, ...]:
        """What this report offers beside the export."""
        return ()

    def build(self) -> None:
        """The chart, and the table, which takes the room."""
        if self.chart_height:
            self.chart = ChartCard(self.host, Nothing(""), height=self.chart_height)
            self.parts.addWidget(self.chart)
        self.parts.addWidget(self.table, 1)
        tab_through(*self._above, self.table)

    def show_record(self, record: R) -> None:
        """Show chart and rows."""
        self.show_chart(record)
        self.table.set_rows(self.rows_of(record))

    def show_chart(self, record: R) -> None:
        """Show the chart, where there is one and it has anything to show."""
        if self.chart is not None:
            chart = self.chart_of(record)
            self.chart.set_chart(chart)
            self.chart.setVisible(not chart.empty)

    def subtitle_of(self, first: object, last: object) -> str:
        """The days of a report in words."""
        return _("{first} to {last}").format(first=self._day(first), last=self._day(last))

    def ledger_link(self, account: str, span: Span) -> Link:
        """Where a figure of these days comes from."""
        return Link(
            "finance.general_ledger",
            arguments={"account": account, "from_date": span.from_date, "to_date": span.to_date},
        )

    def _day(self, day: object) -> str:
        return format_value(day, Kind.DATE, self.host.language)

    def _exports(self) -> tuple[Action, ...]:
        return tuple(
            Action(
                f"finance.report.{kind.value}",
                title,
                partial(self._export, kind),
                icon="export",
                enabled=self._why_not_exported,
                in_menu_only=kind is not ExportFormat.XLSX,
            )
            for kind, title in _FORMATS
        )

    def _keeping(self) -> tuple[Action, ...]:
        if not self.statement:
            return ()
        title = N_("Keep as it is now")
        kept = Action("finance.statement.freeze", title, self._keep, icon="lock", enabled=self._why_not_exported)
        return (kept,)

    def _moves(self) -> tuple[Action, ...]:
        ways = (("previous", N_("Days before"), -1, "Alt+PgUp"), ("next", N_("Days after"), 1, "Alt+PgDown"))
        return tuple(
            Action(f"finance.report.{name}", title, partial(self._step, by), shortcut=keys, in_menu_only=True)
            for name, title, by, keys in ways
            if self.steps
        )

    def _step(self, by: int, context: ActionContext) -> None:
        del context
        self.bar.show_span(beside(self.bar.span, by))
        self._on_chosen()

    def kept_as(self, span: Span) -> Request:
        """The report as it can be made again."""
        return Request(self.statement, span.from_date, span.to_date)

    def _keep(self, context: ActionContext) -> None:
        del context
        self.freeze(self.kept_as(self.bar.span))

    def _why_not_exported(self, context: ActionContext) -> str | None:
        del context
        return None if self.table.rows else _("There are no rows.")

    def _export(self, kind: ExportFormat, context: ActionContext) -> None:
        del context
        shown = self.table.rows
        rows = tuple(_indented(row) if kind is ExportFormat.PDF else row.values for row in shown)
        strong = frozenset(at for at, row in enumerate(shown) if row.strong or row.total)
        self.host.export_table(TableExport(self.title, self.columns, rows, kind, self.subtitle, strong))

    def _on_chosen(self) -> None:
        self.read_instead(self.arguments_of(self.bar.span))


def _indented(row: TableRow) -> tuple[object, ...]:
    """The values of a row as paper shows them: what belongs beneath a heading stands in."""
    first, *others = row.values
    return (f"{_INDENT * row.level}{first}" if row.level and first else first, *others)


def account_of(link: Link) -> str | None:
    """The account that a link asks for."""
    value = link.arguments.get("account")
    return None if value is None else str(value)
