"""Statements of the books as people design them: rows with levels and sums, as many columns as the page takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
_LEAST_TITLE = 125.0  # points that the titles of rows keep before the figures shrink
_SIDES = 2 * 45.4  # both margins of a report
_SIZES = (8.5, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)


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
    look = _measured([column.label for column in columns[1:]], cells)
    frame = ReportFrame(
        sender=document.sender,
        title=document.table.title,
        subtitle=subtitle_of(document.table),
        words=words,
        made_at=document.made_at,
        landscape=look.lies,
    )
    pages = Pages(sheet, frame)
    figures = [
        TableColumn(column.label, width=width, align=Align.RIGHT)
        for column, width in zip(columns[1:], look.widths, strict=True)
    ]
    flow = FlowTable(
        pages,
        [TableColumn("", wraps=True), *figures],
        left=frame.left,
        right=frame.right,
        words=words,
        style=look.style,
        head=look.head,
        gap=look.gap,
    )
    _draw_rows(flow, document, cells, look.style)
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


@dataclass(frozen=True, slots=True)
class _Look:
    """How large, whether lying, and how wide each column of figures is."""

    style: Style
    widths: list[float]
    lies: bool = True  # what does not fit even so is cut, and shows that it is

    @property
    def head(self) -> Style:
        """The headings, never larger than what stands below."""
        return LABEL if self.style.size >= LABEL.size else LABEL.but(size=self.style.size, leading=self.style.leading)

    @property
    def gap(self) -> float:
        """Between columns: small figures need less."""
        return GAP if self.style.size >= SLIM.size else self.style.size

    @property
    def wanted(self) -> float:
        """How wide the page must be."""
        return sum(self.widths) + self.gap * len(self.widths) + _LEAST_TITLE + _SIDES


def _measured(labels: list[str], cells: list[list[str]]) -> _Look:
    look = _Look(SLIM, [0.0] * len(labels))
    for size in _SIZES:
        look = _Look(SLIM.but(size=size, leading=size * 1.3), [])
        look.widths.extend(_width(look, label, [row[at] for row in cells]) for at, label in enumerate(labels, 1))
        for lies in (False, True):
            if look.wanted <= (PAGE_HEIGHT if lies else PAGE_WIDTH):
                return replace(look, lies=lies)
    return look


def _width(look: _Look, label: str, texts: list[str]) -> float:
    longest = max((text_width(word, look.head.font, look.head.size) for word in label.split()), default=0.0)
    return max([longest, *(text_width(text, STRONG, look.style.size) for text in texts)]) + 1
