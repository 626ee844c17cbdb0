"""A document of chapters with text and tables: the system documentation and the archive plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from models.database.listing import Column, Kind
from models.finance.system_documentation import Chapter, WrittenDocument
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import BODY, HEADING, SLIM, Align, Style
from reports.layout.text import wrap
from reports.layout.wording import Wording, is_numeric, wording

_MOST = 170.0  # points of a column before it wraps
_LEAST = 60.0  # points beneath a heading


def written_title(document: WrittenDocument) -> str:
    """Title and year."""
    return f"{wording(document.language).translate(document.title)} {document.first.year}"


def draw_written(sheet: Sheet, document: WrittenDocument, statuses: Mapping[str, str] | None = None) -> None:
    """Draw all chapters; `statuses` holds the text (marked with N_) of words such as the kinds of accounts."""
    words = wording(document.language)
    days = f"{words.day(document.first)} – {words.day(document.last)}"
    frame = ReportFrame(
        sender=document.sender,
        title=words.translate(document.title),
        subtitle=f"{document.sender.name}   {days}",
        words=words,
        made_at=document.made_at,
    )
    pages = Pages(sheet, frame)
    for number, chapter in enumerate(document.chapters, 1):
        _draw_chapter(pages, frame, number, chapter, document, statuses or {}, words)
    pages.close()


def _draw_chapter(  # noqa: PLR0913, PLR0917 - a chapter where it stands
    pages: Pages,
    frame: ReportFrame,
    number: int,
    chapter: Chapter,
    document: WrittenDocument,
    statuses: Mapping[str, str],
    words: Wording,
) -> None:
    width = frame.right - frame.left
    pages.need(HEADING.leading + _LEAST)
    _lines(pages, frame.left, (f"{number}  {words.translate(chapter.title)}",), HEADING)
    for paragraph in chapter.paragraphs:
        _lines(pages, frame.left, wrap(words.translate(paragraph).format(**document.facts), BODY, width), BODY)
    if chapter.rows:
        rows = [_cells(chapter, row, statuses, words) for row in chapter.rows]
        columns = fitted([_column(column, words) for column in chapter.columns], rows, SLIM)
        flow = FlowTable(pages, _stretched(columns, width), left=frame.left, right=frame.right, words=words, style=SLIM)
        for row in rows:
            flow.row(row)
    pages.y += BODY.leading


def _lines(pages: Pages, left: float, lines: tuple[str, ...], style: Style) -> None:
    for line in lines:
        pages.need(style.leading)
        pages.sheet.text(left, pages.y + style.size, line, style)
        pages.y += style.leading
    pages.y += 4


def _column(column: Column, words: Wording) -> TableColumn:
    align = Align.RIGHT if is_numeric(column.kind) else Align.LEFT
    return TableColumn(words.translate(column.label), align=align, most=_MOST)


def _stretched(columns: tuple[TableColumn, ...], width: float) -> tuple[TableColumn, ...]:
    """The widest column of text takes what is left, and gives way where there is too little."""
    texts = [at for at, column in enumerate(columns) if column.align is Align.LEFT]
    widest = max(texts, key=lambda at: columns[at].width)
    used = sum(column.width for column in columns) - columns[widest].width + 10.0 * (len(columns) - 1)
    given = replace(columns[widest], width=max(width - used, 40.0), wraps=True)
    return (*columns[:widest], given, *columns[widest + 1 :])


def _cells(chapter: Chapter, row: tuple[object, ...], statuses: Mapping[str, str], words: Wording) -> list[str]:
    return [_text(chapter, column, value, statuses, words) for column, value in zip(chapter.columns, row, strict=True)]


def _text(chapter: Chapter, column: Column, value: object, statuses: Mapping[str, str], words: Wording) -> str:
    if column.name in chapter.marked and isinstance(value, str):
        return words.translate(value)
    if column.kind is Kind.STATUS and isinstance(value, str):
        return ", ".join(words.translate(statuses.get(each, each.replace("_", " "))) for each in value.split(", "))
    return words.value(value, column.kind)


def make_written(document: WrittenDocument, statuses: Mapping[str, str]) -> bytes:
    """The document as a PDF."""
    stream = BytesIO()
    sheet = Sheet(stream, title=written_title(document), author=document.sender.name, language=document.language)
    draw_written(sheet, document, statuses)
    sheet.save()
    return stream.getvalue()
