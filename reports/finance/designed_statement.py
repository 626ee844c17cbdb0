"""Statements of the books as people design them: rows with levels and sums, as many columns as the page takes."""

from __future__ import annotations

from models.finance.statements.document import DesignedStatement
from models.finance.statements.showing import columns_shown, subtitle_of, values_shown
from reports.layout.columns import GAP, FlowTable, TableColumn
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import LABEL, PAGE_HEIGHT, PAGE_WIDTH, SLIM, STRONG, Align, Style, text_width
from reports.layout.wording import wording
from reports.tables import Table

_INDENT = "\N{NO-BREAK SPACE}" * 3
_LEAST_TITLE = 150.0  # points that the titles of rows keep before the figures shrink
_SIDES = 2 * 45.4  # both margins of a report
_SIZES = (8.5, 7.5, 6.5, 5.5, 4.5)


def designed_statement_title(document: DesignedStatement) -> str:
    """What the statement is called."""
    return document.table.title


def designed_statement_table(document: DesignedStatement) -> Table:
    """The same rows for a spreadsheet or a program."""
    table = document.table
    return Table(
        title=table.title,
        subtitle=subtitle_of(table),
        company=document.sender,
        columns=columns_shown(table),
        rows=[(f"{'   ' * row.level}{row.title}", *values_shown(table, row)) for row in table.rows],
        made_at=document.made_at,
    )


def draw_designed_statement(sheet: Sheet, document: DesignedStatement) -> None:
    """Draw a statement: upright where it fits, else lying, else smaller."""
    words = wording(document.language)
    columns = columns_shown(document.table)
    cells = [
        [_INDENT * row.level + row.title]
        + [
            words.value(value, column.kind)
            for column, value in zip(columns[1:], values_shown(document.table, row), strict=True)
        ]
        for row in document.table.rows
    ]
    style, lies, widths = _measured([column.label for column in columns[1:]], cells)
    frame = ReportFrame(
        sender=document.sender,
        title=document.table.title,
        subtitle=subtitle_of(document.table),
        words=words,
        made_at=document.made_at,
        landscape=lies,
    )
    pages = Pages(sheet, frame)
    figures = [
        TableColumn(column.label, width=width, align=Align.RIGHT)
        for column, width in zip(columns[1:], widths, strict=True)
    ]
    flow = FlowTable(
        pages, [TableColumn("", wraps=True), *figures], left=frame.left, right=frame.right, words=words, style=style
    )
    _draw_rows(flow, document, cells, style)
    pages.close()


def _draw_rows(flow: FlowTable, document: DesignedStatement, cells: list[list[str]], style: Style) -> None:
    strong = style.but(font=STRONG)
    for texts, row in zip(cells, document.table.rows, strict=True):
        if row.kind == "total":
            flow.row(texts, style=strong)
        elif row.kind == "heading":
            flow.row(texts, style=strong, keep=2 * flow.row_height)
        else:
            flow.row(texts, style=style)


def _measured(labels: list[str], cells: list[list[str]]) -> tuple[Style, bool, list[float]]:
    """How large, whether lying, and how wide each column of figures is."""
    style, widths = SLIM, [0.0] * len(labels)
    for size in _SIZES:
        style = SLIM.but(size=size, leading=size * 1.3)
        widths = [_width(label, [row[at] for row in cells], size) for at, label in enumerate(labels, 1)]
        wanted = sum(widths) + GAP * len(widths) + _LEAST_TITLE + _SIDES
        for lies in (False, True):
            if wanted <= (PAGE_HEIGHT if lies else PAGE_WIDTH):
                return style, lies, widths
    return style, True, widths  # no smaller: what does not fit is cut, and shows that it is


def _width(label: str, texts: list[str], size: float) -> float:
    longest = max((text_width(word, LABEL.font, LABEL.size) for word in label.split()), default=0.0)
    return max([longest, *(text_width(text, STRONG, size) for text in texts)]) + 1
