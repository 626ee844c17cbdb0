"""What a table cell shows, whatever the table: text, kind and the few ways it can stand out."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.database.listing import Kind
from views.kit.format import is_numeric

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is drawn; `value` is what it was made of."""

    text: str
    kind: Kind = Kind.TEXT
    value: object = None
    strong: bool = False
    link: bool = False  # opens something
    skeleton: bool = False  # still loading
    indent: int = 0  # levels
    rule_above: bool = False  # a total stands under a rule
    wrong: str = ""  # why the value cannot be right
    remark: str = ""  # what makes the value special
    editable: bool = False
    fresh: bool = False  # has just been changed by somebody
    tone: str = ""  # "good" or "bad", where a figure is news whatever its sign

    @property
    def negative(self) -> bool:
        """Whether it is a figure below zero."""
        return is_numeric(self.kind) and isinstance(self.value, Decimal | int) and self.value < 0


class CellModel(QAbstractTableModel):
    """A table model that `CellDelegate` draws: subclasses say what each cell is."""

    @abstractmethod
    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place that exists."""

    @abstractmethod
    def copied(self, row: int, column: int) -> str:
        """The cell as it is pasted into a spreadsheet."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, alignment and tooltip of a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.cell(index.row(), index.column()).kind)
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index.row(), index.column())
            return cell.wrong or cell.remark or None
        return None


def alignment(kind: Kind) -> Qt.AlignmentFlag:
    """Figures stand to the right, check marks in the middle, everything else to the left."""
    vertical = Qt.AlignmentFlag.AlignVCenter
    if is_numeric(kind):
        return Qt.AlignmentFlag.AlignRight | vertical
    if kind is Kind.BOOLEAN:
        return Qt.AlignmentFlag.AlignHCenter | vertical
    return Qt.AlignmentFlag.AlignLeft | vertical
