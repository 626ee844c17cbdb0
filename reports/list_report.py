"""Any list as pages: columns as wide as they need, upright or lying, sums carried forward."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO

from models.database.listing import Column, Kind
from reports.layout.columns import GAP, FlowTable, TableColumn
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import LABEL, NOTE, PAGE_HEIGHT, PAGE_WIDTH, SLIM, STRONG, Align, Style, text_width
from reports.layout.text import wrap
from reports.layout.wording import Wording, is_numeric, wording
from reports.tables import Row, Table

_SIDES = 2 * 45.4  # both margins of a report
_SIZES = (8.0, 7.0, 6.0, 5.0, 4.0)
_LEAST_TEXT = 48.0
_WIDEST_TEXT = 260.0
_LEAST_SHARE = 0.6  # of the width that a text wants, before the page lies down


def write_list(table: Table, stream: BinaryIO, *, language: str) -> int:
    """Write a list as a PDF; returns how many rows it has."""
    rows = list(table.rows)
    sheet = Sheet(stream, title=table.title, author=table.company.name if table.company else "", language=language)
    _draw(sheet, table, rows, wording(language))
    sheet.save()
    return len(rows)


def write_lists(tables: Sequence[Table], stream: BinaryIO, *, title: str, author: str, language: str) -> None:
    """Write lists one after the other into one PDF, each on pages of its own."""
    sheet = Sheet(stream, title=title, author=author, language=language)
    for table in tables:
        _draw(sheet, table, list(table.rows), wording(language))
    sheet.save()


def _draw(sheet: Sheet, table: Table, rows: Sequence[Row], words: Wording) -> None:
    shown = table.shown
    cells = [[_text(row[at], column, table, words) for at, column in shown] for row in rows]
    totals = [_text(table.totals.get(column.name), column, table, words) for _at, column in shown]
    style, lies, widths = _measured([column for _at, column in shown], [*cells, totals], words)
    frame = ReportFrame(
        sender=table.company,
        title=table.title,
        subtitle=table.subtitle,
        words=words,
        made_at=table.made_at,
        landscape=lies,
    )
    columns = [
        TableColumn(
            column.heading(words.translate),
            width=width,
            align=Align.RIGHT if is_numeric(column.kind) else Align.LEFT,
            wraps=column.kind is Kind.TEXT,
        )
        for (_at, column), width in zip(shown, widths, strict=True)
    ]
    summed = {
        place: at
        for place, (at, column) in enumerate(shown)
        if column.kind is Kind.MONEY and column.name in table.totals
    }
    pages = Pages(sheet, frame)
    flow = FlowTable(
        pages, columns, left=frame.left, right=frame.right, words=words, carried=tuple(summed), style=style
    )
    for number, (texts, row) in enumerate(zip(cells, rows, strict=True)):
        look = style.but(font=STRONG) if number in table.strong else None
        flow.row(texts, add={place: Decimal(str(row[at] or 0)) for place, at in summed.items()}, style=look)
    if table.totals:
        _ = words.translate
        label = next((place for place, text in enumerate(totals) if not text), None)
        if label is not None:
            totals[label] = _("Total")
        flow.total(totals, style=style.but(font=STRONG))
    _draw_notes(pages, table.notes, frame)
    pages.close()


def _draw_notes(pages: Pages, notes: Sequence[str], frame: ReportFrame) -> None:
    pages.y += NOTE.leading if notes else 0
    for note in notes:
        for line in wrap(note, NOTE, frame.right - frame.left):
            pages.need(NOTE.leading)
            pages.sheet.text(frame.left, pages.y + NOTE.size, line, NOTE)
            pages.y += NOTE.leading


def _text(value: object, column: Column, table: Table, words: Wording) -> str:
    if column.kind is Kind.STATUS and value is not None:
        return words.translate(table.statuses.get(str(value), str(value)))
    return words.value(value, column.kind)


def _measured(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], words: Wording
) -> tuple[Style, bool, list[float]]:
    """How large, whether lying, and how wide: text gives way first, then the page lies down, then all shrinks."""
    for size in _SIZES:
        style = SLIM.but(size=size, leading=size * 1.3)
        wanted = [_wanted(at, column, rows, words, style) for at, column in enumerate(columns)]
        for lies in (False, True):
            room = (PAGE_HEIGHT if lies else PAGE_WIDTH) - _SIDES - GAP * (len(columns) - 1)
            widths = _squeezed(columns, wanted, room)
            is_tight = any(given < need * _LEAST_SHARE for given, need in zip(widths, wanted, strict=True))
            if size == _SIZES[-1] and lies:
                return style, lies, widths  # no smaller: what does not fit is cut, and shows that it is
            if sum(widths) <= room and (lies or not is_tight):
                return style, lies, _spread(columns, widths, room)
    raise AssertionError


def _wanted(at: int, column: Column, rows: Sequence[Sequence[str]], words: Wording, style: Style) -> float:
    widest = max((text_width(row[at], STRONG, style.size) for row in rows), default=0.0)
    label = text_width(column.heading(words.translate), LABEL.font, LABEL.size)
    if column.kind is Kind.TEXT:
        return max(min(widest, _WIDEST_TEXT), min(label, _LEAST_TEXT)) + 1
    return max(widest, min(label, _LEAST_TEXT)) + 1


def _squeezed(columns: Sequence[Column], wanted: Sequence[float], room: float) -> list[float]:
    """The widths wanted, with text made narrower where they are more than there is."""
    texts = [at for at, column in enumerate(columns) if column.kind is Kind.TEXT and wanted[at] > _LEAST_TEXT]
    excess = sum(wanted) - room
    give = sum(wanted[at] - _LEAST_TEXT for at in texts)
    if excess <= 0 or not texts:
        return list(wanted)
    share = min(1.0, excess / give)
    return [width - (width - _LEAST_TEXT) * share - 0.01 if at in texts else width for at, width in enumerate(wanted)]


def _spread(columns: Sequence[Column], widths: list[float], room: float) -> list[float]:
    """What is left over goes to the widest text, so that figures stand at the right edge."""
    texts = [at for at, column in enumerate(columns) if column.kind is Kind.TEXT]
    if texts:
        widest = max(texts, key=lambda at: widths[at])
        widths[widest] += room - sum(widths)
    return widths
