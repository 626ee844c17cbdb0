"""The figures below an entry grid: in line with its columns, and those of the whole to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.database.listing import Kind
from views.kit.format import format_value
from views.kit.grid.spec import Total
from views.kit.list.cell import alignment
from views.kit.pinned import PinnedTable
from views.kit.text import Label, clear, grid
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.state import row_height, scaled, state, tokens
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_6

_FIGURE_WIDTH = 110  # pixels at 100 %


class ColumnTotals(QWidget):
    """Figures under the columns they sum."""

    def __init__(self, table: PinnedTable, language: str) -> None:
        super().__init__()
        header = table.horizontalHeader()
        self._table, self._header, self._language = table, header, language
        self._figures: dict[int, tuple[object, Kind]] = {}
        keep(self, QWidget.setFixedHeight, row_height)
        header.sectionResized.connect(self.update)
        header.geometriesChanged.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)
        state().changed.connect(self.update)

    @property
    def figures(self) -> Mapping[int, tuple[object, Kind]]:
        """Value and kind by column number."""
        return self._figures

    def show_figures(self, figures: Mapping[int, tuple[object, Kind]]) -> None:
        """Show other figures."""
        self._figures = dict(figures)
        self.setAccessibleDescription(", ".join(self._text(number) for number in figures))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rule, and each figure below its column, where that is seen."""
        del event
        painter, current = QPainter(self), tokens()
        painter.fillRect(QRect(0, 0, self.width(), 1), colour(current.edge))
        painter.setFont(font(strong=True))
        painter.setPen(colour(current.text))
        pinned = self._table.pinned
        for number, (_value, kind) in self._figures.items():
            stays = bool(pinned) and number < self._table.pinned_columns
            place, wide = self._header.sectionPosition(number), self._header.sectionSize(number)
            left = place if stays else place - self._header.offset()
            painter.setClipRect(QRect(0 if stays else pinned, 0, self.width(), self.height()))
            box = QRect(left + SPACE_2, 1, wide - 2 * SPACE_2, self.height() - 1)
            painter.drawText(box, int(alignment(kind)), self._text(number))

    def _text(self, number: int) -> str:
        value, kind = self._figures[number]
        return format_value(value, kind, self._language)


class TotalsBlock(QWidget):
    """Labels and figures under each other, right-aligned."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.totals: tuple[Total, ...] = ()
        self._grid = grid(self, across=SPACE_6, down=SPACE_1)
        self._grid.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        self._grid.setColumnStretch(0, 1)
        self._shown: list[tuple[Label, Label]] = []

    def show_totals(self, totals: Sequence[Total]) -> None:
        """Show other figures."""
        self.totals = tuple(totals)
        if len(totals) != len(self._shown):
            self._build()
        for (label, figure), total in zip(self._shown, totals, strict=True):
            label.setText(total.label)
            figure.setText(format_value(total.value, total.kind, self._language))
        self.setVisible(bool(totals))

    def _build(self) -> None:
        clear(self._grid)
        self._shown = []
        for number, total in enumerate(self.totals):
            label = Label(ink="text" if total.strong else "secondary", strong=total.strong)
            figure = Label(strong=total.strong)
            figure.setAlignment(alignment(total.kind))
            keep(figure, QWidget.setMinimumWidth, partial(scaled, _FIGURE_WIDTH))
            self._grid.addWidget(label, number, 1, alignment(Kind.MONEY))
            self._grid.addWidget(figure, number, 2)
            self._shown.append((label, figure))
