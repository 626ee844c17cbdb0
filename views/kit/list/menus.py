"""What the right mouse button offers in a list: acts on the rows, narrowing by a value, and all of a column."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from models.database.listing import Column
from resources.language import _
from views.kit.list.groups import condition

if TYPE_CHECKING:
    from views.kit.list.view import ListView

_LONGEST = 30  # letters of a value in a menu


class ListMenus(QObject):
    """The menus of the rows and of the headings of `view`, which is its parent."""

    def __init__(self, view: ListView) -> None:
        super().__init__(view)
        self._view = view
        table, header = view.table, view.table.horizontalHeader()
        for widget in (table, header):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_row)
        header.customContextMenuRequested.connect(self._on_heading)

    def of_row(self, row: int, place: int) -> QMenu:
        """What can be done with the selected rows, and with the cell under the mouse."""
        view = self._view
        menu = view.opening.menu(view.actions_bound)
        if not 0 <= row < view.model.filled:
            return menu
        declared, value = view.model.columns[place], view.model.row(row)[view.model.columns[place].name]
        text = view.model.cell(row, place).text
        menu.addAction(_("Copy this cell"), partial(QGuiApplication.clipboard().setText, view.model.copied(row, place)))
        menu.addSeparator()
        shown = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or _("(empty)")
        word = _only(declared, value, view.host.language)
        shown = shown.replace("&", "&&")
        menu.addAction(_("Only “{value}”").format(value=shown), partial(view.narrow, word))
        menu.addAction(_("All but “{value}”").format(value=shown), partial(view.narrow, f"-{word}"))
        menu.addSeparator()
        column = self.of_heading(place, menu)  # for the keyboard, which comes to no heading
        column.setTitle(_(declared.label).replace("&", "&&"))
        menu.addMenu(column)
        return menu

    def of_heading(self, place: int, within: QMenu | None = None) -> QMenu:
        """Order, groups, a filter and whether the column is shown; then which others are."""
        view, menu = self._view, QMenu(within or self._view.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, within is None)
        declared, header = view.model.columns[place], view.table.horizontalHeader()
        for title, order in (
            (_("Sort ascending"), Qt.SortOrder.AscendingOrder),
            (_("Sort descending"), Qt.SortOrder.DescendingOrder),
        ):
            menu.addAction(title, partial(header.setSortIndicator, place, order))
        menu.addAction(_("Filter by {column}").format(column=_(declared.label)), partial(view.filters.go_to, place))
        if declared in view.groups.columns:
            menu.addAction(
                _("Group by {column}").format(column=_(declared.label)), partial(view.group_by, declared.name)
            )
        menu.addSeparator()
        menu.addAction(_("Hide {column}").format(column=_(declared.label)), partial(view.columns.hide, place))
        choice = view.columns.menu(menu)
        choice.setTitle(_("Columns"))
        menu.addMenu(choice)
        return menu

    def _on_row(self, position: QPoint) -> None:
        index = self._view.table.indexAt(position)
        self.of_row(index.row(), index.column()).popup(self._view.table.viewport().mapToGlobal(position))

    def _on_heading(self, position: QPoint) -> None:
        header = self._view.table.horizontalHeader()
        place = header.logicalIndexAt(position)
        if place >= 0:
            self.of_heading(place).popup(header.mapToGlobal(position))


def _only(column: Column, value: object, language: str) -> str:
    """The words of the search line that leave only rows with this value."""
    return f"{column.name}:{value:%Y-%m-%d}" if isinstance(value, date) else condition(column, value, language)
