"""A chart with its title and the table behind it; where there is nothing to draw it says why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from reports.chart.scale import title_of
from reports.chart.spec import Chart
from reports.chart.wording import table_columns, table_rows
from reports.layout.wording import wording
from resources.language import _
from views.kit.chart.canvas import ChartCanvas
from views.kit.empty import EmptyState
from views.kit.host import Host, Link
from views.kit.table import TableRow, TableView
from views.kit.text import Card, Label, column, row
from views.kit.text import beside as side_by_side
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4

HEIGHT = 200  # pixels at 100 %, of a chart among others
_TABLE = 150  # the least that a table behind a chart takes


@dataclass(frozen=True, slots=True)
class Nothing:
    """What stands where a chart has no values, already translated."""

    title: str
    hint: str = ""


class ChartPanel(QWidget):
    """Title and the way to the table above, chart or table below; a low chart may stand `beside` its title."""

    def __init__(self, host: Host, nothing: Nothing, *, height: int = HEIGHT, beside: bool = False) -> None:
        super().__init__()
        self._host, self._nothing, self._height = host, nothing, height
        self.title = Label("", strong=True)
        self.canvas = ChartCanvas(host, height)
        self.table: TableView | None = None
        self.switch = QPushButton()
        self.switch.setProperty("role", "quiet")
        self.switch.clicked.connect(self._on_switch)
        self.empty = EmptyState("report")
        self.empty.hide()
        self._below = column(spacing=0)
        self._below.addWidget(self.empty)
        layout = column(self, spacing=SPACE_1)
        layout.addLayout(self._head(beside=beside))
        layout.addLayout(self._below)
        layout.addStretch()
        self.setFocusProxy(self.canvas)
        self.switch.hide()

    def _head(self, *, beside: bool) -> QLayout:
        head = side_by_side(spacing=SPACE_4) if beside else row(spacing=SPACE_2)
        head.addWidget(self.title)
        if beside:
            head.addWidget(self.canvas, 1)
        else:
            self._below.addWidget(self.canvas)
            head.addStretch()
        head.addWidget(self.switch)
        return head

    def set_chart(self, chart: Chart) -> None:
        """Show a chart, as a table where that is chosen."""
        self.title.setText(title_of(chart, wording(self._host.language)))
        self.canvas.set_chart(chart)
        self.empty.explain(self._nothing.title, self._nothing.hint, icon="report")
        if self.table is not None:
            self._make_table(chart)
        self._arrange()

    def show_problem(self, text: str) -> None:
        """Say why there is no chart, where none has been shown yet; an older one stays."""
        if self.canvas.chart is None:
            self.empty.explain(_("There is nothing to show"), text, icon="warning")
            self._arrange()

    def _on_switch(self) -> None:
        if self.table is None and self.canvas.chart is not None:
            self._make_table(self.canvas.chart)
        elif self.table is not None:
            self._drop_table()
        self._arrange()
        self.switch.setFocus()

    def _make_table(self, chart: Chart) -> None:
        self._drop_table()
        self.table = TableView(self._host, table_columns(chart))
        self.table.table.setAccessibleName(self.title.text())
        self.table.set_rows(_rows(chart))
        keep(self.table, QWidget.setFixedHeight, partial(scaled, max(self._height, _TABLE)))
        self._below.addWidget(self.table)

    def _drop_table(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def _arrange(self) -> None:
        empty = self.canvas.chart is None or self.canvas.chart.empty
        self.canvas.setVisible(not empty and self.table is None)
        self.empty.setVisible(empty)
        self.switch.setVisible(not empty)
        if self.table is not None:
            self.table.setVisible(not empty)
        self.switch.setText(_("As table") if self.table is None else _("As chart"))
        about = _("{act}: {chart}").format(act=self.switch.text(), chart=self.title.text())
        self.switch.setAccessibleName(about)


class ChartCard(Card):
    """A chart in a card of its own."""

    def __init__(self, host: Host, nothing: Nothing, *, height: int = HEIGHT, beside: bool = False) -> None:
        super().__init__()
        self.panel = ChartPanel(host, nothing, height=height, beside=beside)
        column(self, margin=SPACE_3).addWidget(self.panel)
        self.setFocusProxy(self.panel)

    def set_chart(self, chart: Chart) -> None:
        """Show a chart."""
        self.panel.set_chart(chart)


def _rows(chart: Chart) -> list[TableRow]:
    rows = []
    for at, values in enumerate(table_rows(chart)):
        targets = ((number, series.points[at].target) for number, series in enumerate(chart.series, 1))
        links = {number: Link(t.kind, t.key, t.arguments) for number, t in targets if t is not None}
        rows.append(TableRow(values, links))
    return rows
