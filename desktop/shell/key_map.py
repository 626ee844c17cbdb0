"""What keys there are, as the keyboard map shows and prints them: the window's, the page's, and those of the parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.shell.commands import Command, Menu
from resources.language import N_, _
from views.kit.action import BoundAction
from views.kit.keys import WINDOW, KeyedCommand, keys, native

#: Keys that pages declare for their own acts, with what that mostly is: whoever wants them hears so beforehand.
PAGE_KEYS = {
    "Alt+End": N_("Last lines"),
    "Ctrl+S": N_("Save"),
    "Ctrl+N": N_("New"),
    "Ctrl+E": N_("Edit"),
    "Ctrl+J": N_("Notes, files and history"),
    "Ctrl+O": N_("Choose a file…"),
    "Ctrl+R": N_("Leave the rest here"),
    "Ctrl+Return": N_("Post or save"),
    "Ctrl+Shift+E": N_("Signs and indents"),
    "Ctrl+Shift+P": N_("Print or e-mail"),
    "Ctrl+Shift+Return": N_("Internal note"),
    "Ctrl+U": N_("Undo the settlement"),
    "F7": N_("Another lot or place"),
    "F8": N_("Everything came"),
    "Shift+F8": N_("Propose for this item"),
    "Space": N_("Mark"),
}


@dataclass(frozen=True, slots=True)
class MapLine:
    """An act and its keys: fixed ones, or those of a `command`, which can be changed."""

    act: str
    fixed: str = ""
    command: KeyedCommand | None = None

    @property
    def pressed(self) -> str:
        """What is pressed now, as this computer writes it; nothing where it has no keys."""
        own = native(keys().of(self.command.id, self.command.declared)) if self.command is not None else ""
        return own or self.fixed

    @property
    def is_changed(self) -> bool:
        """Whether the user chose the keys."""
        return self.command is not None and self.command.id in keys().chosen

    @property
    def first(self) -> str:
        """The keys it has until the user chooses others."""
        return (native(self.command.declared) if self.command is not None else "") or self.fixed


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Lines under a title."""

    title: str
    lines: tuple[MapLine, ...]


def key_groups(menus: Sequence[Menu], actions: Iterable[BoundAction]) -> tuple[MapGroup, ...]:
    """All groups with something in them, the commands without keys last."""
    window, page = _of_window(menus), [_of_page(action) for action in actions]
    here = {line.command.id for line in (*window, *page) if line.command is not None}
    elsewhere = [
        MapLine(_(command.title), command=command)
        for command in keys().known.values()
        if command.id in keys().chosen and command.id not in here and not command.id.startswith(WINDOW)
    ]
    fixed = (
        (_("On links and in the search"), link_keys()),
        (_("In lists"), list_keys()),
        (_("In forms"), form_keys()),
        (_("In entry grids"), grid_keys()),
    )
    groups = (
        MapGroup(_("Everywhere"), tuple(filter(_has_keys, window))),
        MapGroup(_("On the page you came from"), tuple(filter(_has_keys, page))),
        MapGroup(_("Changed on other pages"), tuple(elsewhere)),
        *(MapGroup(title, tuple(MapLine(act, pressed) for pressed, act in lines)) for title, lines in fixed),
        MapGroup(_("Without keys"), tuple(line for line in (*page, *window) if not _has_keys(line))),
    )
    return tuple(group for group in groups if group.lines)


def link_keys() -> tuple[tuple[str, str], ...]:
    """Keys that whatever opens something knows, with what they do."""
    return (
        ("Enter", _("Open it")),
        ("Ctrl+Enter", _("Open it in a new tab, as Ctrl with a click and the middle button do")),
    )


def list_keys() -> tuple[tuple[str, str], ...]:
    """Keys that every list knows, with what they do."""
    return (
        ("Enter", _("Open the row")),
        ("Ctrl+Enter", _("Open the row in a new tab")),
        ("Ctrl+F", _("Search in the list")),
        ("Ctrl+Shift+F", _("Filter by column, in a row above the columns")),
        ("Ctrl+C", _("Copy the rows, ready for a spreadsheet")),
        ("Ctrl+A", _("Select all")),
    )


def form_keys() -> tuple[tuple[str, str], ...]:
    """Keys that every form knows, with what they do."""
    return (
        ("Tab", _("Next field")),
        ("F4", _("Choose from a list")),
        ("+  −", _("A day later or earlier in a date")),
        ("120*1,25", _("A sum is computed when the field is left")),
        ("Ctrl+Z", _("Take back what is typed in the field, then what was done before on the page")),
    )


def grid_keys() -> tuple[tuple[str, str], ...]:
    """Keys that every entry grid knows, with what they do."""
    return (
        ("Enter", _("Next cell that is usually filled in, and at the end a new line")),
        ("Tab", _("Next cell")),
        ("Ctrl+↓  Ctrl+↑", _("From the head to the lines, and back")),
        ("F2", _("Edit the cell")),
        ("F4", _("Choose from a list")),
        ("Ctrl+V", _("Paste rows from a spreadsheet")),
        ("Ctrl+Z", _("Take back what was done last in lines or head")),
    )


def _has_keys(line: MapLine) -> bool:
    return bool(line.pressed) or line.is_changed


def _of_window(menus: Sequence[Menu]) -> list[MapLine]:
    """The commands of all menus, those of an inner one after its name."""
    return [
        _line(command, "" if menu is outer else f"{menu.title.replace('&', '')}: ")
        for outer in menus
        for menu in (outer, *(entry for entry in outer.entries if isinstance(entry, Menu)))
        for command in menu.entries
        if isinstance(command, Command)
    ]


def _line(command: Command, before: str) -> MapLine:
    return MapLine(f"{before}{command.plain}", native(command.shown_keys), command.keyed)


def _of_page(action: BoundAction) -> MapLine:
    declared = action.declared
    return MapLine(_(declared.title), command=KeyedCommand(declared.id, declared.title, declared.shortcut))
