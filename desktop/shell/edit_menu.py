"""What was done last on the page in front, taken back or done again from the menu bar, which names it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.shell.commands import Command, Menu
from resources.language import _

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow
    from views.kit.undo import Undo


def edit_menu(window: MainWindow) -> Menu:
    """The page itself answers the keys: a field that is typed in comes first."""
    return Menu(
        _("&Edit"),
        (
            Command(
                _("&Undo"),
                partial(_turn, window, again=False),
                icon="undo",
                id="undo",
                shown_keys="Ctrl+Z",
                words=partial(_words, window, again=False),
                enabled=partial(_can, window, again=False),
            ),
            Command(
                _("&Redo"),
                partial(_turn, window, again=True),
                id="redo",
                shown_keys="Ctrl+Shift+Z",
                words=partial(_words, window, again=True),
                enabled=partial(_can, window, again=True),
            ),
        ),
    )


def _undo(window: MainWindow) -> Undo | None:
    page = window.pages.page
    return page.undo if page is not None else None


def _what(window: MainWindow, *, again: bool) -> str | None:
    undo = _undo(window)
    return None if undo is None else undo.redo_words if again else undo.undo_words


def _can(window: MainWindow, *, again: bool) -> bool:
    return _what(window, again=again) is not None


def _words(window: MainWindow, *, again: bool) -> str:
    what = _what(window, again=again)
    if what is None:
        return _("&Redo") if again else _("&Undo")
    return (_("&Redo: {what}") if again else _("&Undo: {what}")).format(what=what)


def _turn(window: MainWindow, *, again: bool) -> None:
    undo = _undo(window)
    if undo is not None:
        undo.redo() if again else undo.undo()
