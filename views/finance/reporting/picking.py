"""Where a report is picked together: what it is of, taken together by what, which figures, which rows, which days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget

from models.database.building import Definition, Key, Measure, Source, Span
from models.database.listing import Column
from resources.language import _
from views.finance.reporting.conditions import typed_line
from views.finance.reporting.offers import SPANS, columns_of, keys_of, measures_of
from views.finance.reporting.zone import Zone
from views.kit.host import Host
from views.kit.list.grammar import Reader
from views.kit.search import SearchLine
from views.kit.text import Card, Label, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_WIDTH = 300  # pixels at 100 %
_CHARTS = ("", "bar", "line")


class Picking(Card):
    """Tells with `changed` that something else is asked for."""

    changed = Signal()

    def __init__(self, host: Host, sources: Sequence[Source]) -> None:
        super().__init__()
        self._host, self._sources = host, {source.query.name: source for source in sources}
        self._problem = Label("", ink="negative", wrap=True)
        self._problem.hide()
        self.source_box = QComboBox()
        for source in sources:
            self.source_box.addItem(_(source.query.title), source.query.name)
        self.keys = Zone(_("Rows"), _("Take together by"), most=5)
        self.across = Zone(_("Across"), _("Lay across"), most=1)
        self.measures = Zone(_("Figures"), _("Add a figure"), most=6)
        self.listed = Zone(_("Columns"), _("Add a column"), most=20)
        self.top = QSpinBox()
        self.top.setRange(1, 24)
        self.line = SearchLine()
        self.line.setPlaceholderText(_("Such as group:bygg or net>100"))
        self.span, self.order, self.chart = QComboBox(), QComboBox(), QComboBox()
        self.largest, self.totals = QCheckBox(_("Largest first")), QCheckBox(_("Totals"))
        self._fill_boxes()
        self._lay_out()
        self._connect()
        keep(self, QWidget.setFixedWidth, partial(spaced, _WIDTH))
        self.setFocusProxy(self.source_box)
        self._offer()

    @property
    def source(self) -> Source | None:
        """What the report is of; None where the reader may read nothing."""
        return self._sources.get(str(self.source_box.currentData()))

    @property
    def definition(self) -> Definition | None:
        """What is picked; None where there is nothing to pick from."""
        source = self.source
        if source is None:
            return None
        sentence = self._reader(source).read(self.line.text())
        across = next((key for key in self.across.picked if isinstance(key, Key)), None)
        return Definition(
            source.query.name,
            tuple(str(name) for name in self.listed.picked),
            tuple(key for key in self.keys.picked if isinstance(key, Key)),
            across,
            self.top.value(),
            tuple(each for each in self.measures.picked if isinstance(each, Measure)),
            sentence.filters,
            Span(self.span.currentData()),
            self.order.currentData(),
            self.largest.isChecked(),
            self.totals.isChecked(),
            str(self.chart.currentData()),
            self.line.text(),
            self._host.language,
        )

    def show_definition(self, definition: Definition) -> None:
        """Show what was picked before; tells nobody."""
        blockers = [QSignalBlocker(box) for box in (self.source_box, self.span, self.order, self.chart, self.top)]
        blockers += [QSignalBlocker(mark) for mark in (self.largest, self.totals)]
        self.source_box.setCurrentIndex(max(self.source_box.findData(definition.source), 0))
        self._offer()
        self.keys.put(definition.keys)
        self.across.put((definition.across,) if definition.across else ())
        self.measures.put(definition.measures)
        self.listed.put(definition.columns)
        self.top.setValue(definition.top)
        self.line.put(typed_line(definition, source, self._host.language) if (source := self.source) else "")
        self.span.setCurrentIndex(self.span.findData(definition.span))
        self.chart.setCurrentIndex(_CHARTS.index(definition.chart))
        self.largest.setChecked(definition.descending)
        self.totals.setChecked(definition.totals)
        self.order.setProperty("wanted", -1 if definition.order is None else definition.order)
        self._show_what_counts()
        del blockers

    def show_heads(self, labels: Sequence[str]) -> None:
        """Offer the columns of the result to sort by."""
        blocker = QSignalBlocker(self.order)
        wanted = self.order.property("wanted")
        kept = wanted if isinstance(wanted, int) and wanted >= 0 else self.order.currentData()
        self.order.setProperty("wanted", None)
        self.order.clear()
        self.order.addItem(_("As taken together"), None)
        for at, label in enumerate(labels):
            self.order.addItem(label, at)
        self.order.setCurrentIndex(max(self.order.findData(kept), 0) if kept is not None else 0)
        del blocker

    # --- parts

    def _fill_boxes(self) -> None:
        for span, text in SPANS.items():
            self.span.addItem(_(text), span.value)
        for name, text in zip(_CHARTS, (_("No chart"), _("Bars"), _("Line")), strict=True):
            self.chart.addItem(text, name)
        self.order.addItem(_("As taken together"), None)
        self.totals.setChecked(True)
        self.top.setValue(6)
        names = (
            (self.source_box, _("What it is of")),
            (self.top, _("Columns across")),
            (self.line, _("Which rows")),
            (self.span, _("Days")),
            (self.order, _("Sequence")),
            (self.chart, _("Chart")),
        )
        for widget, name in names:
            widget.setAccessibleName(name)

    def _lay_out(self) -> None:
        layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        layout.addLayout(_pair(_("What it is of"), self.source_box))
        for zone in (self.keys, self.across):
            layout.addWidget(zone)
        self._top = QWidget()
        beside = row(self._top, spacing=SPACE_2)
        beside.addWidget(note(_("Columns before the rest is one"), wrap=False))
        beside.addWidget(self.top)
        layout.addWidget(self._top)
        for zone in (self.measures, self.listed):
            layout.addWidget(zone)
        layout.addLayout(_pair(_("Which rows"), self.line))
        layout.addWidget(self._problem)
        layout.addLayout(_pair(_("Days"), self.span))
        layout.addLayout(_pair(_("Sequence"), self.order))
        marks = row(spacing=SPACE_4)
        marks.addWidget(self.largest)
        marks.addWidget(self.totals)
        marks.addStretch()
        layout.addLayout(marks)
        layout.addLayout(_pair(_("Chart"), self.chart))
        layout.addStretch()

    def _connect(self) -> None:
        self.source_box.currentIndexChanged.connect(self._on_source)
        for zone in (self.keys, self.across, self.measures, self.listed):
            zone.changed.connect(self._on_changed)
        for box in (self.span, self.order, self.chart):
            box.currentIndexChanged.connect(self._on_changed)
        self.top.valueChanged.connect(self._on_changed)
        for mark in (self.largest, self.totals):
            mark.clicked.connect(self._on_changed)
        self.line.searched.connect(self._on_changed)
        self.line.propose(self._proposals)

    def _offer(self) -> None:
        source = self.source
        if source is None:
            return
        self.keys.set_offers(keys_of(source))
        self.across.set_offers(keys_of(source))
        self.measures.set_offers(measures_of(source))
        self.listed.set_offers(columns_of(source))
        self.span.setEnabled(bool(source.day))
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        grouped = any(zone.picked for zone in (self.keys, self.across, self.measures))
        self.listed.setVisible(not grouped)
        self._top.setVisible(bool(self.across.picked))

    def _reader(self, source: Source) -> Reader:
        # Only what can be asked about: hidden keys have no names.
        return Reader(replace(source.query, columns=source.columns), self._host.language, self._host.today)

    def _proposals(self, line: str) -> tuple[str, Sequence[str]]:
        source = self.source
        return self._reader(source).complete(line) if source is not None else ("", ())

    def _on_source(self) -> None:
        for zone in (self.keys, self.across, self.measures):
            zone.put(())
        self.line.put("")
        self._offer()
        source = self.source
        self.listed.put(tuple(each.name for each in _usual(source.columns)) if source is not None else ())
        self.show_heads(())
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_what_counts()
        source = self.source
        if source is not None:
            sentence = self._reader(source).read(self.line.text())
            problems = list(sentence.problems)
            if sentence.text and not problems:
                problems.append(
                    _("Name a column before “{text}”, as in {example}.").format(
                        text=sentence.text, example=f"{_(source.columns[0].label).replace(' ', '')}:{sentence.text}"
                    )
                )
            self._problem.setText(" ".join(problems))
            self._problem.setVisible(bool(problems))
        self.changed.emit()


def _usual(columns: Sequence[Column]) -> list[Column]:
    return [each for each in columns if not each.optional]


def _pair(label: str, widget: QWidget) -> QVBoxLayout:
    layout = column(spacing=SPACE_2)
    layout.addWidget(note(label, wrap=False))
    layout.addWidget(widget)
    return layout
