"""The commands of the window itself, declared once for menu bar, shortcuts, palette and keyboard map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from views.kit.keys import WINDOW, KeyedCommand, keys, native, sequence
from views.kit.palette import PaletteEntry
from views.kit.theme.icons import set_icon


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `title` is already translated and may hold a mnemonic."""

    title: str
    run: Callable[[], None]
    keys: str = ""
    icon: str = ""
    shown_keys: str = ""  # said in the menu where a page answers the key itself
    checked: bool | None = None  # None: nothing to tick
    ticked: Callable[[], bool] | None = None  # asked anew when the menu opens
    group: str = ""  # of those in a group only one is ticked
    enabled: Callable[[], bool] | None = None  # asked when the menu opens
    words: Callable[[], str] | None = None  # another title, asked when the menu opens
    id: str = ""  # "tab.close", under which the keys are kept that the user chose

    @property
    def plain(self) -> str:
        """The title without its mnemonic."""
        return self.title.replace("&", "")

    @property
    def keyed(self) -> KeyedCommand:
        """The command in the table of keys; those that a page answers are always its own as well."""
        return KeyedCommand(f"{WINDOW}{self.id}", self.plain, self.keys)

    @property
    def pressed(self) -> str:
        """What is pressed for it now."""
        return keys().of(self.keyed.id, self.keys) or self.shown_keys

    @property
    def named(self) -> str:
        """The title as it is now, without its mnemonic."""
        return self.words().replace("&", "") if self.words is not None else self.plain


@dataclass(frozen=True, slots=True)
class Menu:
    """Commands under a title; None draws a line, a Menu is a menu of its own."""

    title: str
    entries: Sequence[Command | Menu | None]
    in_palette: bool = True

    def commands(self) -> Iterable[Command]:
        """All commands, those of inner menus included."""
        for entry in self.entries:
            if isinstance(entry, Menu):
                yield from entry.commands()
            elif entry is not None:
                yield entry


class CommandAction(QAction):
    """A command as Qt knows it."""

    def __init__(self, command: Command, parent: QWidget) -> None:
        super().__init__(command.title, parent)
        self.command = command
        if command.icon:
            set_icon(self, command.icon)
        keys().note(command.keyed)
        keys().changed.connect(self._follow_keys)
        self._follow_keys()
        if command.checked is not None or command.ticked is not None:
            self.setCheckable(True)
            self.setChecked(bool(command.checked))
        self.triggered.connect(self._run)

    def refresh(self) -> None:
        """Enable it or not, tick it or not, and name it."""
        if self.command.words is not None:
            self._name(self.command.words())
        if self.command.enabled is not None:
            self.setEnabled(self.command.enabled())
        if self.command.ticked is not None:
            self.setChecked(self.command.ticked())

    def _follow_keys(self) -> None:
        self.setShortcut(sequence(keys().of(self.command.keyed.id, self.command.keys)))
        self._name(self.command.words() if self.command.words is not None else self.command.title)

    def _name(self, title: str) -> None:
        shown = native(self.command.shown_keys) if self.shortcut().isEmpty() else ""
        self.setText(f"{title}\t{shown}" if shown else title)

    def _run(self) -> None:
        self.command.run()


class CommandMenu(QMenu):
    """A menu of commands, asked anew whether they can be done each time it opens."""

    def __init__(self, menu: Menu, window: QWidget) -> None:
        super().__init__(menu.title, window)
        groups: dict[str, QActionGroup] = {}
        for entry in menu.entries:
            if entry is None:
                self.addSeparator()
            elif isinstance(entry, Menu):
                if entry.entries:
                    self.addMenu(CommandMenu(entry, window))
            else:
                action = CommandAction(entry, window)
                self.addAction(action)
                window.addAction(action)
                if entry.group:
                    groups.setdefault(entry.group, QActionGroup(self)).addAction(action)
        self.aboutToShow.connect(self._refresh)

    def _refresh(self) -> None:
        for action in self.actions():
            if isinstance(action, CommandAction):
                action.refresh()


def make_menu_bar(menus: Sequence[Menu], window: QWidget) -> QMenuBar:
    """The menu bar; its shortcuts hold in the whole window."""
    bar = QMenuBar(window)
    for menu in menus:
        bar.addMenu(CommandMenu(menu, window))
    return bar


def palette_entries(menus: Sequence[Menu]) -> list[PaletteEntry]:
    """The commands that can be done now, as the palette shows them."""
    return [
        PaletteEntry(
            command.named if menu is outer else f"{menu.title.replace('&', '')}: {command.plain}",
            command.run,
            native(command.pressed),
            command.icon or "right",
        )
        for outer in menus
        for menu in (outer, *(entry for entry in outer.entries if isinstance(entry, Menu)))
        if menu.in_palette
        for command in menu.entries
        if isinstance(command, Command) and (command.enabled is None or command.enabled())
    ]
