"""Draws the cells of every table: one delegate, no style sheet, so a full page repaints in a blink."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from models.database.listing import Kind
from resources.language import _
from views.kit.list.cell import Cell, CellModel, Index, alignment
from views.kit.status import status_of
from views.kit.text import CHIP_HEIGHT, draw_chip
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import row_height, scaled, state, tokens
from views.kit.theme.tokens import SIZE_NOTE, SIZE_TEXT, SMALL_ICON, SPACE_2, SPACE_4, Tokens

_BAR = 8


class CellDelegate(QStyledItemDelegate):
    """Draws a `Cell`: aligned by kind, negatives in red with a minus, statuses as chips, grey bars while loading."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.hovered = -1
        state().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self._plain = font(SIZE_TEXT)
        self._strong = font(SIZE_TEXT, strong=True)
        self._chip_metrics = QFontMetrics(font(SIZE_NOTE, strong=True))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width of the text, the height of a row."""
        cell = _cell(index)
        metrics = QFontMetrics(self._font(cell))
        wide = metrics.horizontalAdvance(cell.text) + 2 * SPACE_2 + cell.indent * SPACE_4
        return QSize(max(wide, option.rect.width()), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, content and the hairline below."""
        cell = _cell(index)
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        current = tokens()
        painter.save()
        painter.fillRect(box, self._background(current, index.row(), selected=selected, fresh=cell.fresh))
        rule = colour(current.rule)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), rule)
        if cell.rule_above:
            painter.fillRect(QRect(box.left() + SPACE_2, box.top(), box.width() - SPACE_2, 1), colour(current.edge))
        inner = box.adjusted(SPACE_2 + cell.indent * SPACE_4, 0, -SPACE_2, -1)
        if cell.skeleton:
            self._draw_skeleton(painter, inner, index)
        elif cell.kind is Kind.STATUS and cell.text:
            self._draw_status(painter, inner, str(cell.value))
        elif cell.kind is Kind.BOOLEAN:
            self._draw_check(painter, inner, cell)
        else:
            self._draw_text(painter, inner, cell, _ink(current, cell, selected=selected))
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole text where it did not fit."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        cell = _cell(index)
        fits = QFontMetrics(self._font(cell)).horizontalAdvance(cell.text) <= option.rect.width() - 2 * SPACE_2
        text = cell.wrong or cell.remark or ("" if fits else cell.text)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _background(self, current: Tokens, row: int, *, selected: bool, fresh: bool) -> QColor:
        if selected:
            return colour(current.selected)
        if fresh:
            return colour(current.waiting.tint)
        return colour(current.hover if row == self.hovered else current.surface)

    def _font(self, cell: Cell) -> QFont:
        return self._strong if cell.strong else self._plain

    def _draw_text(self, painter: QPainter, box: QRect, cell: Cell, ink: QColor) -> None:
        used = self._font(cell)
        painter.setFont(used)
        painter.setPen(ink)
        text = QFontMetrics(used).elidedText(cell.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(alignment(cell.kind)), text)

    def _draw_status(self, painter: QPainter, box: QRect, word: str) -> None:
        status = status_of(word)
        wide = min(self._chip_metrics.horizontalAdvance(_(status.label)) + 2 * SPACE_2, box.width())
        high = scaled(CHIP_HEIGHT)
        top = box.top() + (box.height() - high) / 2
        draw_chip(painter, QRectF(box.left(), top, wide, high), status)

    @staticmethod
    def _draw_check(painter: QPainter, box: QRect, cell: Cell) -> None:
        if not cell.value:
            return
        mark = pixmap("check", "good", SMALL_ICON, painter.device().devicePixelRatioF())
        half = scaled(SMALL_ICON) // 2
        painter.drawPixmap(box.center() - QPoint(half, half), mark)

    @staticmethod
    def _draw_skeleton(painter: QPainter, box: QRect, index: Index) -> None:
        share = (35 + (index.row() * 37 + index.column() * 23) % 45) / 100
        wide = max(round(box.width() * share), _BAR)
        right = alignment(_cell(index).kind) & Qt.AlignmentFlag.AlignRight
        left = box.right() - wide if right else box.left()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens().skeleton))
        painter.drawRoundedRect(QRect(left, box.center().y() - _BAR // 2, wide, _BAR), _BAR / 2, _BAR / 2)


def _ink(current: Tokens, cell: Cell, *, selected: bool) -> QColor:
    if cell.tone and not selected:
        return colour(current.tone(cell.tone).ink)
    if cell.negative and not cell.tone:
        return colour(current.negative_on_selected if selected else current.negative)
    if selected:
        return colour(current.on_selected)
    return colour(current.accent if cell.link else current.text)


def _cell(index: Index) -> Cell:
    model: QAbstractItemModel = index.model()
    if not isinstance(model, CellModel):
        message = f"{type(model).__name__} is no CellModel"
        raise TypeError(message)
    return model.cell(index.row(), index.column())
