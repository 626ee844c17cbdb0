"""What a user can do, declared once for toolbar, context menu and command palette.

Without the right an action is absent; with the right but not now it is disabled, with the reason in its tooltip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from resources.language import _
from views.kit.host import Host
from views.kit.keys import KeyedCommand, keys, sequence
from views.kit.theme.icons import set_icon

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ActionContext:
    """What an action works on: the selected rows of a list, or the record of a page."""

    host: Host
    source: QWidget
    rows: tuple[Row, ...] = ()
    record: object | None = None

    @property
    def row(self) -> Row:
        """The only selected row, or the first of several; IndexError where none is selected."""
        return self.rows[0]


class Needs(StrEnum):
    """How many selected rows an action asks for."""

    NOTHING = "nothing"
    ONE = "one"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Action:
    """An act: `title` is marked with N_ and without a mnemonic; `enabled` returns why it cannot be done now, or None.

    `run` and `enabled` get the `ActionContext`. The text `enabled` returns is already translated.
    """

    id: str  # "sales.order.confirm"
    title: str
    run: Callable[[ActionContext], None]
    permission: str = ""
    shortcut: str = ""  # "Ctrl+N", until the user chooses other keys
    icon: str = ""
    enabled: Callable[[ActionContext], str | None] | None = None
    needs: Needs = Needs.NOTHING
    primary: bool = False  # the one filled button of its page
    destructive: bool = False
    in_menu_only: bool = False  # context menu and palette, but not the toolbar

    def blocker(self, context: ActionContext) -> str | None:
        """Why it cannot be done now, translated, or None."""
        if self.needs is Needs.ONE and len(context.rows) != 1:
            return _("Select one row first.")
        if self.needs is Needs.SOME and not context.rows:
            return _("Select at least one row first.")
        return self.enabled(context) if self.enabled else None


class BoundAction(QAction):
    """An `Action` as Qt knows it: in menus, on buttons and under its shortcut."""

    def __init__(self, action: Action, context: Callable[[], ActionContext], parent: QWidget) -> None:
        super().__init__(_(action.title), parent)
        self.declared = action
        self._context = context
        if action.icon:
            set_icon(self, action.icon, "negative" if action.destructive else "secondary")
        self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.triggered.connect(self._run)
        keys().note(KeyedCommand(action.id, action.title, action.shortcut))
        keys().changed.connect(self._follow_keys)
        self._follow_keys()

    def refresh(self) -> None:
        """Enable or disable it, and say why in the tooltip."""
        blocker = self.declared.blocker(self._context())
        self.setEnabled(blocker is None)
        shortcut = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        title = f"{_(self.declared.title)} ({shortcut})" if shortcut else _(self.declared.title)
        self.setToolTip(blocker or title)

    def _follow_keys(self) -> None:
        self.setShortcut(sequence(keys().of(self.declared.id, self.declared.shortcut)))
        self.refresh()

    def _run(self) -> None:
        context = self._context()
        if self.declared.blocker(context) is None:
            self.declared.run(context)


def allowed(actions: Iterable[Action], host: Host) -> tuple[Action, ...]:
    """The actions the user has the right to."""
    return tuple(action for action in actions if host.allows(action.permission))


def bind(actions: Iterable[Action], context: Callable[[], ActionContext], widget: QWidget) -> list[BoundAction]:
    """Make the allowed actions live on `widget`; `context` is a bound method of it, called each time."""
    bound = [BoundAction(action, context, widget) for action in allowed(actions, context().host)]
    widget.addActions(bound)
    return bound


class ActionButton(QPushButton):
    """A labelled button that follows a `BoundAction`."""

    def __init__(self, action: BoundAction, parent: QWidget | None = None) -> None:
        super().__init__(action.text(), parent)
        self._action = action
        declared = action.declared
        self.setProperty("role", _role(declared))
        if declared.icon:
            ink = "on_accent" if declared.primary else "negative" if declared.destructive else "secondary"
            set_icon(self, declared.icon, ink)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @property
    def action(self) -> BoundAction:
        """What pressing it does."""
        return self._action

    @property
    def is_primary(self) -> bool:
        """Whether it is the filled button of its page."""
        return self._action.declared.primary

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


def _role(action: Action) -> str:
    if action.primary:
        return "primary"
    return "destructive" if action.destructive else "plain"


def menu_of(actions: Sequence[QAction], parent: QWidget) -> QMenu:
    """A menu of the actions, the destructive ones under a line, tooltips shown."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    harmless = [action for action in actions if not _destructive(action)]
    menu.addActions(harmless)
    rest = [action for action in actions if _destructive(action)]
    if harmless and rest:
        menu.addSeparator()
    menu.addActions(rest)
    return menu


def _destructive(action: QObject) -> bool:
    return isinstance(action, BoundAction) and action.declared.destructive


def tool_button(icon: str, name: str, parent: QWidget | None = None, *, small: bool = False) -> QToolButton:
    """An icon-only button with tooltip and accessible name, both `name`, already translated."""
    button = QToolButton(parent)
    button.setObjectName("quiet")
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_icon(button, icon, small=small)
    return button
