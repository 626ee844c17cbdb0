"""A list on a screen: search, quick filters, sortable columns, actions, states and what the selection comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from models.database.errors import KontorError
from models.database.listing import Filter, PageRequest
from resources.language import _
from views.kit.action import ActionContext, Row, bind
from views.kit.empty import EmptyState
from views.kit.host import ExportFormat, Host, ListExport
from views.kit.list.columns import ColumnMemory, said_by
from views.kit.list.ends import Ends
from views.kit.list.filter_row import FilterRow
from views.kit.list.footer import Footer, summed
from views.kit.list.grammar import Reader, Sentence
from views.kit.list.groups import Groups, condition
from views.kit.list.menus import ListMenus
from views.kit.list.model import Loading, RowModel
from views.kit.list.opening import Opening
from views.kit.list.saved import SavedViewsButton
from views.kit.list.spec import ListSpec
from views.kit.list.table import RowTable, least_height
from views.kit.list.toolbar import ListToolbar
from views.kit.text import Card, Label, Rule, column
from views.kit.theme.keeping import keep
from views.kit.theme.tokens import SIZE_NOTE, SPACE_3

_CHANGE_PAUSE = 300  # milliseconds; a burst of changes is one reload
_STANDS_OUT = 1600  # milliseconds for which a row that somebody changed stands out
_TABLE, _EMPTY, _GROUPS = 0, 1, 2
_DIRECTIONS = {False: Qt.SortOrder.AscendingOrder, True: Qt.SortOrder.DescendingOrder}


class ListView(QWidget):
    """Shows `spec`, restricted to `filters`; `filter_label` says what to, with a cross that lifts the restriction.

    With `primary_in_header` the primary action is left to the page around it, which finds it in `actions_bound`.
    """

    selection_changed = Signal()
    current_changed = Signal(object)  # the row the cursor stands on, by column name, or None

    def __init__(  # noqa: PLR0913 - what a page says of its list
        self,
        host: Host,
        spec: ListSpec,
        *,
        filters: tuple[Filter, ...] = (),
        filter_label: str = "",
        primary_in_header: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.host, self.spec = host, spec
        self._filters = filters
        self._stale = False
        self._kept: tuple[list[object], object, int] | None = None
        self._order: tuple[str, bool] | None = None
        self.model = RowModel(host, spec.query, self)
        self.table = RowTable()
        keep(self.table, QWidget.setMinimumHeight, least_height)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_(spec.query.title))
        self.footer = Footer(host.language)
        self.actions_bound = bind(spec.actions, self.context, self)
        self.toolbar = ListToolbar(
            spec, self.actions_bound, filter_label=filter_label, primary_in_header=primary_in_header
        )
        self.groups = Groups(host, spec.query, summed(self.model.columns, spec.sums), self)
        self._changed: set[object] = set()
        self._said = Label("", ink="secondary", size=SIZE_NOTE)
        self._said.hide()
        self._empty = EmptyState("search")
        self._arrange()
        self.columns = ColumnMemory(self.table, self.model.columns, host.preferences, f"list.{spec.query.name}.columns")
        self.columns.leave_out(said_by(filters, self.model.columns))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_CHANGE_PAUSE)
        self._connect()
        self._sort_as_remembered()
        views = SavedViewsButton(host, spec.query.name, self.state, self)
        views.shown.connect(self.show_state)
        self.toolbar.add_views(views)
        self.load()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The selected rows by column name."""
        if self.model.loading is not Loading.DONE:
            return ()
        return tuple(self.model.row(number) for number in self.table.selected_rows())

    @property
    def request(self) -> PageRequest:
        """What is asked for: filters, search and order."""
        place, query = self.toolbar.quick, self.spec.query
        quick = self.spec.quick_filters[place].filters if place >= 0 else ()
        asked = self.asked
        filters, text = (*self._filters, *quick, *asked.filters), asked.text
        if self._order is None:
            return PageRequest(filters=filters, text=text)
        name, descending = self._order
        order = (name,) if name == query.order[-1] else (name, query.order[-1])
        return PageRequest(filters=filters, text=text, order=order, descending=descending)

    @property
    def asked(self) -> Sentence:
        """What the search line asks for."""
        return self._reader().read(self.toolbar.search.text())

    def context(self) -> ActionContext:
        """What the actions work on."""
        return ActionContext(self.host, self, self.rows)

    def load(self) -> None:
        """Fetch from the start."""
        self._kept = None
        self._explain_search()
        self._stack.setCurrentIndex(_TABLE if self.groups.by is None else _GROUPS)
        if self.groups.by is None:
            self.model.load(self.request)
        else:
            self.groups.load(self.request)

    def reload(self) -> None:
        """Fetch again, keeping selection and place."""
        self._stale = False
        if self.groups.by is not None:
            self.groups.load(self.request)
            return
        selected = [self.model.key(number) for number in self.table.selected_rows()]
        current = self.table.currentIndex().row()
        keep = self.model.key(current) if 0 <= current < self.model.filled else None
        self._kept = selected, keep, self.table.verticalScrollBar().value()
        self._pause.stop()
        self.model.reload()

    def restrict(self, filters: tuple[Filter, ...]) -> None:
        """Show only the rows that pass `filters`, besides quick filter and search."""
        self._filters = filters
        self.columns.leave_out(said_by(filters, self.model.columns))
        self.load()

    def state(self) -> dict[str, object]:
        """The list as the user has it: search line, quick filter, order and columns, as JSON can hold it."""
        return {
            "search": self.toolbar.search.text().strip(),
            "quick": self.toolbar.quick_key,
            "order": list(self._order) if self._order is not None else None,
            "columns": self.columns.state(),
            "group": self.groups.by.name if self.groups.by is not None else "",
        }

    def show_state(self, state: Mapping[str, object]) -> None:
        """Show the list as in `state`; what is missing there is as the list has it by itself."""
        self.toolbar.show_quick(str(state.get("quick", self.spec.start_filter)))
        self.toolbar.search.put(str(state.get("search", "")))
        order = state.get("order")
        known = isinstance(order, list) and order[0] in {column.name for column in self.model.columns}
        self._order = (str(order[0]), bool(order[1])) if known and isinstance(order, list) else None
        self.host.preferences.write(f"list.{self.spec.query.name}.order", order if known else None)
        self.columns.show_state(state.get("columns"))
        self.groups.take_together(str(state.get("group", "")))
        self._show_order()
        self.load()

    def stand_at(self, key: object, scroll: int) -> None:
        """Go to a row as soon as the rows are here."""
        self._kept = [key], key, scroll

    def export(self, form: ExportFormat) -> None:
        """Write the list as it stands, all its rows."""
        if self.groups.by is not None:
            self.groups.export(form)
            return
        columns = tuple(self.model.columns[place] for place in self.columns.wanted())
        query = self.spec.query
        self.host.export(ListExport(_(query.title), query, self.request, columns, form, self.spec.sums))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes that came while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _arrange(self) -> None:
        layout = column(self, spacing=SPACE_3)
        layout.addWidget(self.toolbar)
        layout.addWidget(self._said)
        sheet = Card()
        inner = column(sheet, margin=1, spacing=0)
        self._stack = QStackedLayout()
        self.filters = FilterRow(self.host, self.table, self.model.columns, self._reader, self.toolbar)
        inner.addWidget(self.filters)
        inner.addLayout(self._stack, 1)  # first: what it shows must not be a window of its own
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.groups.table)
        inner.addWidget(Rule())
        inner.addWidget(self.footer)
        layout.addWidget(sheet, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.toolbar.changed.connect(self.load)
        self.toolbar.lifted.connect(self._on_lifted)
        self.toolbar.reload_asked.connect(self.reload)
        self.toolbar.export_asked.connect(self.export)
        self.toolbar.columns_asked.connect(self._on_columns)
        self.toolbar.search.propose(self._proposals)
        self.groups.offer_in(self.toolbar.more_menu, self.group_by)
        self.groups.chosen.connect(self._on_group)
        self.groups.failed.connect(self._on_groups_failed)
        for above in (self.toolbar.search, self.filters):
            above.left_downwards.connect(self._on_search_left)
        self.model.loaded.connect(self._on_loaded)
        self.model.grown.connect(self._on_selected)
        self.model.grown_above.connect(self._on_selected)
        self._ends = Ends(self.table, self.model, self)
        self.model.failed.connect(self._on_failed)
        self.opening = Opening(self.host, self.spec, self.table, self.model, self)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.menus = ListMenus(self)
        self._empty.acted.connect(self._on_empty_act)
        self._pause.timeout.connect(self.reload)
        for keys, slot in (("F5", self.reload), ("Ctrl+F", self._on_find)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        for subject in self.spec.subjects:
            self.host.on_change(subject, self._on_changed, self)

    # --- search

    def _reader(self) -> Reader:
        return Reader(self.spec.query, self.host.language, self.host.today, self.model.values)

    def _proposals(self, line: str) -> tuple[str, Sequence[str]]:
        return self._reader().complete(line)

    def _explain_search(self) -> None:
        """Say in words what the search line was taken for, or why it could not be."""
        asked = self.asked
        self._said.setText(" ".join(asked.problems) or " \N{MIDDLE DOT} ".join(asked.said))
        self._said.set_ink("bad" if asked.problems else "secondary")
        self._said.setVisible(bool(self._said.text()))

    def narrow(self, word: str) -> None:
        """Put a condition into the search line beside what stands there, to be taken away there; shows the rows."""
        self.toolbar.search.put(f"{self.toolbar.search.text().strip()} {word}".strip())
        self.group_by("")

    # --- groups

    def group_by(self, name: str) -> None:
        """Take the rows together by a column, or show each for itself."""
        self.groups.take_together(name)
        self.load()
        self.setFocusProxy(self.table if self.groups.by is None else self.groups.table)
        self.setFocus()

    def _on_group(self, name: str, value: object) -> None:
        self.narrow(condition(self.spec.query.column(name), value, self.host.language))

    def _on_groups_failed(self, error: KontorError) -> None:
        self._empty.explain(_("The list could not be fetched"), self.host.explain(error), _("Try again"), "warning")
        self._stack.setCurrentIndex(_EMPTY)

    # --- order

    def _sort_as_remembered(self) -> None:
        header, query = self.table.horizontalHeader(), self.spec.query
        names = [column.name for column in self.model.columns]
        stored = self.host.preferences.read(f"list.{query.name}.order")
        if isinstance(stored, list) and stored[0] in names:
            self._order = str(stored[0]), bool(stored[1])
        self._show_order()
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._on_sorted)

    def _show_order(self) -> None:
        header, query = self.table.horizontalHeader(), self.spec.query
        names = [column.name for column in self.model.columns]
        name, descending = self._order or (query.order[0], query.descending)
        blocked = header.blockSignals(True)
        if name in names:
            header.setSortIndicator(names.index(name), _DIRECTIONS[descending])
        else:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(blocked)
        header.viewport().update()

    def _on_sorted(self, section: int, order: Qt.SortOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._order = self.model.columns[section].name, descending
        self.host.preferences.write(f"list.{self.spec.query.name}.order", [*self._order])
        self.load()

    # --- what happens

    def _on_loaded(self) -> None:
        if self.model.filled:
            self._stack.setCurrentIndex(_TABLE)
        else:
            self._explain_nothing()
        self._restore()
        self._on_selected()
        if self._changed:
            self.model.mark_fresh(self._changed)
            self._changed = set()
            QTimer.singleShot(_STANDS_OUT, self, self._on_seen)

    def _on_seen(self) -> None:
        self.model.mark_fresh(())

    def _restore(self) -> None:
        selected, current, scroll = self._kept or ([], None, 0)
        self._kept = None
        chosen = QItemSelection()
        last = len(self.model.columns) - 1
        for number in map(self.model.number_of, selected):
            if number is not None:
                chosen.select(self.model.index(number, 0), self.model.index(number, last))
        place = (self.model.number_of(current) if current is not None else None) or 0
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags.NoUpdate)
        self.table.selectionModel().select(chosen, flags.ClearAndSelect)
        self.table.verticalScrollBar().setValue(scroll)

    def _explain_nothing(self) -> None:
        spec = self.spec
        if self.toolbar.narrowed():
            self._empty.explain(
                _("No match"), _("Nothing fits the search and the filters."), _("Clear the filters"), "search"
            )
        else:
            title = _(spec.empty_title) if spec.empty_title else _("Nothing here yet")
            hint = _(spec.empty_hint) if spec.empty_hint else ""
            action = spec.empty_action
            offered = action is not None and self.host.allows(action.permission)
            self._empty.explain(title, hint, _(action.title) if action and offered else "", "voucher")
        self._stack.setCurrentIndex(_EMPTY)

    def _on_failed(self, error: KontorError) -> None:
        if self.model.loading is Loading.FAILED:
            self._empty.explain(_("The list could not be fetched"), self.host.explain(error), _("Try again"), "warning")
            self._stack.setCurrentIndex(_EMPTY)

    def _on_empty_act(self) -> None:
        action = self.spec.empty_action
        if self.model.loading is Loading.FAILED:
            self.load()
        elif self.toolbar.narrowed():
            self.toolbar.clear()
        elif action is not None:
            action.run(self.context())

    def _on_selected(self) -> None:
        rows, totals = self.rows, self.model.totals
        if rows:
            self.footer.show_selection(rows, summed(self.model.columns, self.spec.sums))
        else:
            self.footer.show_rows(self.model.filled, complete=self.model.complete, from_end=self.model.from_end)
            summed_up = (column for column in self.model.columns if column.name in totals)
            self.footer.show_sums({column: totals[column.name] for column in summed_up})
        for action in self.actions_bound:
            action.refresh()
        current = self.table.currentIndex().row()
        self.selection_changed.emit()
        self.current_changed.emit(self.model.row(current) if 0 <= current < self.model.filled else None)

    def _on_columns(self, position: QPoint) -> None:
        self.columns.menu().popup(position)

    def _on_find(self) -> None:
        self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.selectAll()

    def _on_search_left(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_lifted(self) -> None:
        self.restrict(())

    def _on_changed(self, keys: frozenset[object]) -> None:
        if self.isVisible():
            self._changed |= keys
            self._pause.start()
        else:
            self._stale = True
