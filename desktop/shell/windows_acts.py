"""What can be done with windows: open one more, move a page into one of its own, go to the next, and their menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from desktop.shell.coming_back import history_of
from desktop.shell.commands import Command, Menu
from desktop.shell.history import History, Visit
from desktop.shell.kept_tabs import tab_of
from desktop.shell.windows_front import bring_in_front
from resources.language import _
from views.kit.drafts import DraftKeeper
from views.kit.host import Level, Message

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


class WindowsActs(QObject):
    """Acts of one window, which is its parent, on itself and the others."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._list: QMenu | None = None
        self._shown: list[QAction] = []

    def menu(self) -> Menu:
        """The menu of windows; a shared terminal has but one, and none of this."""
        commands = (
            Command(_("&New window"), self.open_new, "Ctrl+Shift+N", id="window.new"),
            Command(
                _("&Move this page to a new window"), self.move_front, enabled=self.can_move_front, id="window.move"
            ),
            Command(_("Ne&xt window"), self.next, "Ctrl+F6", enabled=self.has_others, id="window.next"),
            Command(
                _("&Close window"), self.close, "Ctrl+Shift+W", "close", enabled=self.has_others, id="window.close"
            ),
            None,
        )
        return Menu(_("&Window"), () if self._window.is_terminal else commands)

    def serve(self, bar: QMenuBar) -> None:
        """List the open windows in the menu of windows of `bar` whenever it opens."""
        self._shown = []
        menus = [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]
        self._list = next((menu for menu in menus if menu.title() == _("&Window")), None)
        if self._list is not None and self._window.is_terminal:
            bar.removeAction(self._list.menuAction())
        elif self._list is not None:
            self._list.aboutToShow.connect(self._on_menu)

    def has_others(self) -> bool:
        """Whether another window is open."""
        return len(self._window.windows.all) > 1

    def open_new(self) -> None:
        """One more window of the same session."""
        if not self._window.is_terminal:
            self._window.windows.open_new(self._window)

    def next(self) -> None:
        """To the window opened after this one."""
        self._window.windows.next_after(self._window)

    def close(self) -> None:
        """Close this window; what is not saved in it is asked about."""
        self._window.close()

    def can_move_front(self) -> bool:
        """Whether the page in front can be made again elsewhere."""
        return self._can_move(self._window.pages.history)

    def move_front(self) -> None:
        """Move the page in front to a window of its own."""
        self.move(self._window.pages.front)

    def move(self, place: int) -> None:
        """Move the page in front of a page tab to a window of its own, with what is typed on it and where one is."""
        pages = self._window.pages
        history = pages.histories[place]
        visit = history.current
        if visit is None or not self._can_move(history):
            return
        if not self._takes_its_work_along(visit):
            text = _("What is typed here cannot be taken to another window. Save it first.")
            self._window.show_message(Message(text, Level.WARNING, replaces="move"))
            return
        tab = tab_of(visit)
        if len(pages.histories) > 1:
            pages.close_tab(place)
        else:
            self._go_back_from(visit)
        opened = self._window.windows.open_new(self._window)
        opened.attempt(partial(opened.pages.take, [history_of(opened, tab)], 0))

    def _can_move(self, history: History) -> bool:
        visit = history.current
        return not self._window.is_terminal and visit is not None and bool(tab_of(visit))

    def _takes_its_work_along(self, visit: Visit) -> bool:
        """Write down what is typed, whole, for the page that is made of the same link; whether that can be done."""
        page = visit.page
        if page is None:
            return True
        focus = QApplication.focusWidget()
        if focus is not None and page.isAncestorOf(focus):
            focus.clearFocus()  # what is being typed counts
        if page.leaving_loses() is None:
            return True
        keepers = page.findChildren(DraftKeeper)
        for keeper in keepers:
            keeper.keep()
        return bool(keepers)

    def _go_back_from(self, visit: Visit) -> None:
        pages = self._window.pages
        before = [known for known in pages.history.visits if known is not visit]
        pages.take([History(before)], 0)
        if not before:
            self._window.show_first_of_navigation()

    def _on_menu(self) -> None:
        if self._list is None:
            return
        for action in self._shown:
            self._list.removeAction(action)
            action.deleteLater()
        self._shown = [self._line(window) for window in self._window.windows.all]

    def _line(self, window: MainWindow) -> QAction:
        assert self._list is not None  # noqa: S101 - asked for by the caller
        action = self._list.addAction(window.windowTitle().replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(window is self._window)
        action.triggered.connect(partial(self._bring, window.number))
        return action

    def _bring(self, number: int) -> None:
        for window in self._window.windows.all:
            if window.number == number:
                bring_in_front(window)
