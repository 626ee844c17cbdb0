"""What comes of a built report, as it stands: chart, figures that open their rows, and why there is nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from models.database.building import Definition, Source
from models.database.built import Built, BuiltRow
from models.database.built_names import stored_filters
from reports.layout.wording import wording
from reports.plain.built import Speaker
from reports.plain.table import PlainTable
from resources.language import _
from views.kit.chart.panel import ChartCard, Nothing
from views.kit.empty import EmptyState
from views.kit.host import Host, Link
from views.kit.status import STATUS_WORDS
from views.kit.table import TableRow, TableView
from views.kit.text import column, note
from views.kit.theme.tokens import SPACE_3

STATUSES: Mapping[str, str] = {word: status.label for word, status in STATUS_WORDS.items()}
_CHART = 190  # pixels at 100 %


class Result(QWidget):
    """One result at a time; another one takes its place whole, since its columns are others."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.table: TableView | None = None
        self.speaker: Speaker | None = None
        self.cut = note("")
        self.cut.hide()
        self.chart = ChartCard(host, Nothing(""), height=_CHART)
        self.chart.hide()
        self.nothing = EmptyState("report")
        self._place = column()
        layout = column(self, spacing=SPACE_3)
        layout.addWidget(self.chart)
        layout.addLayout(self._place, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.cut)
        self.explain(_("Pick what the report is made of"), _("Take rows together, and add the figures you want."))

    def explain(self, title: str, hint: str) -> None:
        """Say why there are no rows."""
        self._drop()
        self.chart.hide()
        self.cut.hide()
        self.nothing.explain(title, hint)
        self.nothing.show()

    def show_built(self, source: Source, definition: Definition, built: Built) -> None:
        """Show another result."""
        self.speaker = Speaker(source, built, wording(self._host.language), STATUSES)
        if not built.rows:
            self.explain(_("There are no such rows"), _("Ask for other days or fewer conditions."))
            return
        self._drop()
        columns = self.speaker.columns()
        explains = {
            shown.name: source.figures[head.column.name].words
            for shown, head in zip(columns, built.heads, strict=True)
            if head.column.name in source.figures
        }
        self.table = TableView(self._host, columns, explains=explains)
        self.table.set_rows(_rows(source, built, self.speaker))
        self._place.addWidget(self.table, 1)
        self.nothing.hide()
        chart = self.speaker.chart(definition)
        if chart is not None:
            self.chart.set_chart(chart)
        self.chart.setVisible(chart is not None and not chart.empty)
        self.cut.setText(_("There are more rows than are shown. The totals count them all."))
        self.cut.setVisible(built.cut)

    def plain(self, title: str) -> PlainTable | None:
        """What is shown as a table for files; None where nothing is."""
        if self.table is None or self.speaker is None:
            return None
        rows = tuple(row.values for row in self.table.rows)
        strong = frozenset(at for at, row in enumerate(self.table.rows) if row.total)
        return PlainTable(title, "", self.speaker.columns(), rows, strong, self.speaker.notes())

    def _drop(self) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None


def _rows(source: Source, built: Built, speaker: Speaker) -> list[TableRow]:
    # Status words stay words: the table shows them as it shows them everywhere.
    made = [TableRow(row.values, _links(source, built, row, speaker)) for row in built.rows]
    for row, values in zip(built.totals, speaker.rows()[len(built.rows) :], strict=True):
        made.append(TableRow(values, _links(source, built, row, speaker), total=True))
    return made


def _links(source: Source, built: Built, row: BuiltRow, speaker: Speaker) -> dict[int, Link]:
    if not row.behind:
        kind = source.opens[0]
        return {0: Link(kind, row.key)} if kind and row.key is not None else {}
    words = [
        speaker.text(value, head.column)
        for value, head in zip(row.values, built.heads, strict=True)
        if head.fold is None and value not in {None, ""}
    ]
    made = {}
    for at, filters in row.behind.items():
        told = json.dumps(stored_filters(filters))
        arguments = {"source": source.query.name, "filters": told, "label": ", ".join(words) or _("Total")}
        made[at] = Link("finance.report_rows", arguments=arguments)
    return made
