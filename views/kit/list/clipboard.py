"""Rows on the clipboard: as text parted by tabs, and as a table in which figures are figures and numbers stay text."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from PySide6.QtCore import QMimeData, Qt

from views.kit.format import is_numeric
from views.kit.list.cell import Cell, CellModel

#: So written, spreadsheets leave a text as it is: "0012" is no twelve.
_AS_TEXT = ' style="mso-number-format:\'\\@\'" sdnum="1033;0;@"'


def rows_to_paste(model: CellModel, rows: Sequence[int], columns: Sequence[int], *, headings: bool) -> QMimeData:
    """Cells as the reader's language writes them; the table beside them tells spreadsheets what each is."""
    texts = [[model.copied(row, column) for column in columns] for row in rows]
    titles = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns] if headings else []
    made = QMimeData()
    made.setText("\n".join("\t".join(line) for line in ([titles] if headings else []) + texts))
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    lines = [
        [_table_cell(model.cell(row, column), text) for column, text in zip(columns, line, strict=True)]
        for row, line in zip(rows, texts, strict=True)
    ]
    body = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    made.setHtml(f'<meta charset="utf-8"><table>{f"<tr>{head}</tr>" if head else ""}{body}</table>')
    return made


def _table_cell(cell: Cell, text: str) -> str:
    value = cell.value
    if is_numeric(cell.kind) and isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f'<td align="right" sdval="{value:f}">{escape(text)}</td>'
    return f"<td{_AS_TEXT}>{escape(text)}</td>"
