"""The navigation at the left: the tabs of the window, and under the open one its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.shell.registry import SECTION_TITLES, TAB_TEXTS
from resources.language import _
from views.kit.beside import answering, is_middle
from views.kit.page_spec import PageSpec, Section
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, spaced, state, tokens
from views.kit.theme.tokens import ICON, RADIUS, SMALL_ICON, SPACE_1, SPACE_2, SPACE_3

WIDTH = 208
_TAB_HEIGHT, _PAGE_HEIGHT = 36, 30  # pixels at 100 %
_AROUND_NAME = 6 * SPACE_2 + SPACE_3
_TAB = Qt.ItemDataRole.UserRole
_PAGE = Qt.ItemDataRole.UserRole + 1
_SECTION = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class Sidebar(QListWidget):
    """Emits the chosen page, to be opened as `asked_beside` says; the open tab follows the page in front.

    The headings of a tab fold: that of the page in front is open, the others as they were left.
    """

    chosen = Signal(object)  # PageSpec

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: Mapping[str, Sequence[PageSpec]] = {}
        self._latest: dict[str, PageSpec] = {}
        self._open = ""
        self._kind = ""
        self._unfolded: set[tuple[str, Section]] = set()
        self.setAccessibleName(_("Navigation"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)
        state().changed.connect(self._on_theme)

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs there are, from the top."""
        return tuple(self._tabs)

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it, from the top."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def set_tabs(self, tabs: Mapping[str, Sequence[PageSpec]]) -> None:
        """Show these tabs with their pages."""
        self._tabs = tabs
        self._on_theme()

    def show_place(self, tab: str, kind: str) -> None:
        """Mark where the page in front belongs."""
        self._open, self._kind = tab or self._open, kind
        page = next((page for page in self._tabs.get(tab, ()) if page.kind == kind), None)
        if page is not None:
            self._latest[tab] = page
            self._unfolded.add((tab, page.section))
        self._fill()

    def choose_tab(self, tab: str) -> None:
        """Open a tab at the page that was last used in it."""
        pages = self._tabs.get(tab, ())
        if pages:
            self.chosen.emit(self._latest.get(tab, pages[0]))

    def _on_theme(self) -> None:
        self._fit()
        self._fill()

    def _fit(self) -> None:
        """As wide as the longest name, within reason: the pages need the room at large sizes of text."""
        titles = [_(page.title) for pages in self._tabs.values() for page in pages]
        longest = max(map(QFontMetrics(font(strong=True)).horizontalAdvance, titles), default=0)
        wanted = scaled(ICON) + longest + _AROUND_NAME
        self.setFixedWidth(max(spaced(WIDTH), min(scaled(WIDTH), wanted)))

    def _fill(self) -> None:
        row = self.currentRow()
        self.clear()
        for tab, pages in self._tabs.items():
            self._add(_(TAB_TEXTS[tab].title), _TAB_HEIGHT, tab, None)
            if tab == self._open and len(pages) > 1:
                self._add_pages(tab, pages)
        self.setCurrentRow(max(0, min(row, self.count() - 1)))
        marked = [place for place in range(self.count()) if self._is_current(self.item(place))]
        if marked:
            self.setCurrentRow(marked[0])

    def _add_pages(self, tab: str, pages: Sequence[PageSpec]) -> None:
        before = Section.DAILY
        for page in pages:
            if page.section != before:
                self._add(_(SECTION_TITLES[page.section]), _PAGE_HEIGHT, tab, None, page.section)
            before = page.section
            if page.section == Section.DAILY or (tab, page.section) in self._unfolded:
                self._add(_(page.title), _PAGE_HEIGHT, tab, page, page.section)

    def _is_current(self, item: QListWidgetItem) -> bool:
        page: PageSpec | None = item.data(_PAGE)
        return page is not None and page.kind == self._kind

    def _add(self, text: str, height: int, tab: str, page: PageSpec | None, section: Section = Section.DAILY) -> None:
        item = QListWidgetItem(text)
        item.setSizeHint(QSize(0, scaled(height)))
        item.setData(_TAB, tab)
        item.setData(_PAGE, page)
        item.setData(_SECTION, section)
        item.setToolTip(
            "" if QFontMetrics(font()).horizontalAdvance(text) < self.width() - _AROUND_NAME - scaled(ICON) else text
        )
        self.addItem(item)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        with answering():
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        page: PageSpec | None = item.data(_PAGE)
        if page is not None:
            self.chosen.emit(page)
        elif item.data(_SECTION):
            self.fold(item.data(_TAB), item.data(_SECTION))
        else:
            self.choose_tab(item.data(_TAB))

    def fold(self, tab: str, section: Section) -> None:
        """Fold the pages under a heading away, or show them."""
        self._unfolded ^= {(tab, section)}
        self._fill()

    def is_unfolded(self, index: Index) -> bool:
        """Whether a row is a heading whose pages are shown."""
        return (index.data(_TAB), index.data(_SECTION)) in self._unfolded

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button opens beside."""
        item = self.itemAt(event.position().toPoint())
        if is_middle(event) and item is not None:
            with answering(event):
                self._choose(item)
        else:
            super().mouseReleaseEvent(event)

    def is_open(self, index: Index) -> bool:
        """Whether a row is the tab that is open."""
        return index.data(_PAGE) is None and not index.data(_SECTION) and index.data(_TAB) == self._open

    def is_in_front(self, index: Index) -> bool:
        """Whether a row stands for the page in front."""
        page: PageSpec | None = index.data(_PAGE)
        return page.kind == self._kind if page is not None else self.is_open(index) and self._is_single(index)

    def _is_single(self, index: Index) -> bool:
        return len(self._tabs.get(index.data(_TAB), ())) == 1


class _Delegate(QStyledItemDelegate):
    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        current, box = tokens(), option.rect.adjusted(SPACE_2, 1, -SPACE_2, -1)
        in_front, is_section = self._sidebar.is_in_front(index), bool(index.data(_SECTION)) and not index.data(_PAGE)
        is_tab = index.data(_PAGE) is None and not is_section
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if in_front or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour(current.selected if in_front else current.hover))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(current.text if in_front else current.accent), current.edge_width))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        is_open = is_tab and self._sidebar.is_open(index)
        ink = current.on_selected if in_front else current.text if is_tab else current.secondary
        left = box.left() + SPACE_2
        if is_tab:
            icon = TAB_TEXTS[index.data(_TAB)].icon
            ratio = painter.device().devicePixelRatioF()
            mark = pixmap(icon, "on_selected" if in_front else "accent" if is_open else "secondary", ICON, ratio)
            painter.drawPixmap(left, box.center().y() - scaled(ICON) // 2 + 1, mark)
        self._write(
            painter, index, QRect(left + scaled(ICON) + SPACE_3, box.top(), box.width(), box.height()), ink, box
        )
        if is_section or (is_tab and not is_open):
            way = "down" if is_section and self._sidebar.is_unfolded(index) else "right"
            mark = pixmap(way, "disabled", SMALL_ICON, painter.device().devicePixelRatioF())
            size = scaled(SMALL_ICON)
            painter.drawPixmap(box.right() - size - SPACE_1, box.center().y() - size // 2 + 1, mark)
        painter.restore()

    def _write(self, painter: QPainter, index: Index, at: QRect, ink: str, box: QRect) -> None:
        face = font(strong=index.data(_PAGE) is None)
        at.setRight(box.right() - SPACE_2)
        painter.setFont(face)
        painter.setPen(colour(ink))
        text = QFontMetrics(face).elidedText(index.data(), Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
