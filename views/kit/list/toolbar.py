"""The line above a list: search, quick filters, what it is restricted to, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QToolButton, QWidget

from resources.language import _
from views.kit.action import ActionButton, BoundAction, menu_of, tool_button
from views.kit.host import ExportFormat
from views.kit.list.spec import ListSpec
from views.kit.search import SearchLine
from views.kit.text import beside, row
from views.kit.theme.flow import Flow
from views.kit.theme.icons import set_icon
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_4

_SEARCH_WIDTH = 260  # pixels at 100 %
_SHOWN_ACTIONS = 3  # the rest goes under the three dots
_EVERYTHING = 10_000  # id of the button All; -1 is Qt's word for none


class ListToolbar(QWidget):
    """Asks; the list answers."""

    changed = Signal()  # another search or quick filter
    lifted = Signal()  # the restriction was taken away
    reload_asked = Signal()
    export_asked = Signal(object)  # ExportFormat
    columns_asked = Signal(QPoint)  # where the menu goes, on the screen

    def __init__(
        self,
        spec: ListSpec,
        actions: Sequence[BoundAction],
        *,
        filter_label: str,
        primary_in_header: bool,
    ) -> None:
        super().__init__()
        self._spec = spec
        self.search = SearchLine()
        keep(self.search, QWidget.setFixedWidth, partial(spaced, _SEARCH_WIDTH))
        self.search.searched.connect(self.changed)
        self._quick = QButtonGroup(self)
        self._restriction = self._restriction_chip(filter_label)
        layout = beside(self, spacing=SPACE_2)
        layout.addLayout(self._asking())
        layout.addLayout(self._acting(actions, primary_in_header=primary_in_header))

    def _asking(self) -> Flow:
        """Search and filters, from the left, in as many lines as they need."""
        line = Flow(gap=SPACE_1)
        for widget in (self.search, self._restriction, *self._quick_buttons()):
            line.addWidget(widget)
        return line

    def _acting(self, actions: Sequence[BoundAction], *, primary_in_header: bool) -> Flow:
        """Views and what can be done, to the right."""
        line, views = Flow(gap=SPACE_2, to_right=True), QWidget()
        self._views = row(views)
        for widget in (views, *self._act_buttons(actions, primary_in_header=primary_in_header)):
            line.addWidget(widget)
        return line

    def add_views(self, button: QWidget) -> None:
        """Put the button of the saved views before what can be done."""
        self._views.addWidget(button)

    @property
    def quick_key(self) -> str:
        """The quick filter that is on; empty for all."""
        return self._spec.quick_filters[self.quick].key if self.quick >= 0 else ""

    def show_quick(self, key: str) -> None:
        """Put a quick filter on, or all where there is none called `key`; tells nobody."""
        places = {declared.key: place for place, declared in enumerate(self._spec.quick_filters)}
        button = self._quick.button(places.get(key, _EVERYTHING))
        if button is not None:
            button.setChecked(True)

    @property
    def quick(self) -> int:
        """The place of the quick filter that is on; -1 for all."""
        chosen = self._quick.checkedId()
        return -1 if chosen == _EVERYTHING else chosen

    def narrowed(self) -> bool:
        """Whether a search, a quick filter or a restriction hides rows."""
        return bool(self.search.text().strip()) or self.quick >= 0 or not self._restriction.isHidden()

    def clear(self) -> None:
        """Take search, quick filter and restriction away."""
        self.search.clear()
        self.search.search_now()
        if (everything := self._quick.button(_EVERYTHING)) is not None:
            everything.setChecked(True)
        if not self._restriction.isHidden():
            self._restriction.click()
        self.changed.emit()

    def _restriction_chip(self, label: str) -> QPushButton:
        chip = QPushButton(label)
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setToolTip(_("Show everything"))
        chip.setVisible(bool(label))
        set_icon(chip, "close")
        chip.clicked.connect(self._on_lifted)
        return chip

    def _quick_buttons(self) -> list[QPushButton]:
        quick = self._spec.quick_filters
        if not quick:
            return []
        made = [self._quick_button(_("All"), _EVERYTHING, checked=not self._spec.start_filter)]
        for place, declared in enumerate(quick):
            made.append(self._quick_button(_(declared.label), place, checked=declared.key == self._spec.start_filter))
        self._quick.idClicked.connect(self._on_quick)
        return made

    def _quick_button(self, label: str, place: int, *, checked: bool) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("role", "chip")
        button.setCheckable(True)
        button.setChecked(checked)
        self._quick.addButton(button, place)
        return button

    def _act_buttons(self, actions: Sequence[BoundAction], *, primary_in_header: bool) -> list[QWidget]:
        offered = [action for action in actions if not action.declared.in_menu_only]
        plain = [action for action in offered if not action.declared.primary]
        made: list[QWidget] = [ActionButton(action) for action in plain[:_SHOWN_ACTIONS]]
        made.append(self._more(plain[_SHOWN_ACTIONS:]))
        if not primary_in_header:
            made += [ActionButton(action) for action in offered if action.declared.primary]
        return made

    def _more(self, rest: Sequence[QAction]) -> QToolButton:
        button = tool_button("more", _("More"))
        menu = menu_of(rest, button)
        if rest:
            menu.addSeparator()
        self._add_exports(menu)
        menu.addSeparator()
        self.more_menu = menu
        columns = menu.addAction(_("Columns"))
        set_icon(columns, "columns")
        columns.triggered.connect(self._on_columns)
        reload = menu.addAction(_("Reload"))
        set_icon(reload, "refresh")
        reload.triggered.connect(self.reload_asked)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _add_exports(self, menu: QMenu) -> None:
        for form, label in (
            (ExportFormat.XLSX, _("Export as a spreadsheet")),
            (ExportFormat.CSV, _("Export as CSV")),
            (ExportFormat.PDF, _("Export as PDF")),
        ):
            act = menu.addAction(label)
            set_icon(act, "pdf" if form is ExportFormat.PDF else "export")
            act.setData(form)
            act.triggered.connect(self._on_export)

    def _on_export(self) -> None:
        act = self.sender()
        if isinstance(act, QAction):
            self.export_asked.emit(ExportFormat(act.data()))

    def _on_columns(self) -> None:
        self.columns_asked.emit(self.mapToGlobal(QPoint(self.width() - SPACE_4, self.height())))

    def _on_quick(self, place: int) -> None:
        del place
        self.changed.emit()

    def _on_lifted(self) -> None:
        self._restriction.hide()
        self.lifted.emit()
