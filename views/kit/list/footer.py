"""The line below a list: how many rows there are, and what the selected ones come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from models.database.grouping import CURRENCY
from models.database.listing import Column, Kind
from resources.language import _, ngettext
from views.kit.format import format_value
from views.kit.text import Label, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SIZE_NOTE, SPACE_2, SPACE_6

_HEIGHT = 28  # pixels at 100 %


class Footer(QWidget):
    """Count to the left, sums to the right."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._count = Label("", ink="secondary", size=SIZE_NOTE)
        self._sums = Label("", size=SIZE_NOTE, strong=True)
        layout = row(self, spacing=SPACE_6)
        layout.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        layout.addWidget(self._count)
        layout.addStretch()
        layout.addWidget(self._sums)
        keep(self, QWidget.setFixedHeight, partial(scaled, _HEIGHT))

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._count.text()} {self._sums.text()}".strip()

    def show_rows(self, filled: int, *, complete: bool, from_end: bool = False) -> None:
        """Say how many rows have been fetched, when none is selected, and from which end."""
        if complete:
            self._count.setText(ngettext("{count} row", "{count} rows", filled).format(count=filled))
        elif from_end:
            self._count.setText(_("Last {count} rows, more above").format(count=filled))
        else:
            self._count.setText(_("First {count} rows, more below").format(count=filled))
        self._sums.setText("")

    def show_selection(self, rows: Sequence[Mapping[str, object]], columns: Iterable[Column]) -> None:
        """Say how many rows are selected and what their figures come to."""
        self._count.setText(ngettext("{count} selected", "{count} selected", len(rows)).format(count=len(rows)))
        if len({row.get(CURRENCY) for row in rows}) > 1:
            self._sums.setText(_("In several currencies"))
        else:
            self.show_sums({column: _sum(rows, column) for column in columns})

    def show_sums(self, sums: Mapping[Column, object]) -> None:
        """Show a figure for each column."""
        shown = {_(column.label): format_value(value, column.kind, self._language) for column, value in sums.items()}
        self._sums.setText("      ".join(f"{label}  {figure}" for label, figure in shown.items()))


def _sum(rows: Sequence[Mapping[str, object]], column: Column) -> Decimal:
    values = (row[column.name] for row in rows)
    return sum((Decimal(value) for value in values if isinstance(value, Decimal | int)), Decimal(0))


def summed(columns: Iterable[Column], names: tuple[str, ...] | None) -> tuple[Column, ...]:
    """The columns a footer sums: those named, or the columns of money."""
    if names is None:
        return tuple(column for column in columns if column.kind is Kind.MONEY)
    return tuple(column for column in columns if column.name in names)
