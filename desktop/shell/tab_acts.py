"""What can be done with page tabs: choose, close and move them, and open a page beside the one in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.shell.history import History, Visit
from desktop.shell.page_tabs import PageTab, PageTabs

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_LOOK = 2000  # milliseconds between looks at what pages do not say by themselves: unsaved work, and where one is


class TabActs(QObject):
    """Acts on the page tabs of one window, which is its parent, and keeps the row of them true."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._pages = window, window.pages
        self._row: PageTabs | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._on_look)
        self._look.start()

    def serve(self, row: PageTabs) -> None:
        """Show the page tabs in `row` from now on, and do what is asked for there."""
        self._row = row
        row.chosen.connect(self._pages.show_tab)
        row.moved.connect(self._pages.move_tab)
        row.close_asked.connect(self.close_place)
        row.others_close_asked.connect(self.close_others)
        row.move_asked.connect(self._window.others.move)
        self.show()

    def show(self) -> None:
        """Let the row say what is open."""
        histories = self._pages.histories
        if self._row is not None:
            self._row.show_tabs([_tab(history) for history in histories], self._pages.front)

    def has_several(self) -> bool:
        """Whether there is another page tab than the one in front."""
        return len(self._pages.histories) > 1

    def next(self) -> None:
        """To the page tab at the right, from the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """To the page tab at the left, from the first to the last."""
        self._step(-1)

    def close(self) -> None:
        """Close the page tab in front."""
        self.close_place(self._pages.front)

    def close_place(self, place: int) -> None:
        """Close a page tab; where it holds unsaved work, only if the user agrees."""
        if self.has_several():
            self._close([self._pages.histories[place]])

    def close_others(self, place: int) -> None:
        """Close all page tabs but one."""
        self._close([history for number, history in enumerate(self._pages.histories) if number != place])

    def open_again(self) -> None:
        """Open the page in front once more, beside itself."""
        current = self._pages.history.current
        if current is not None and current.link is not None:
            self._window.open_beside(current.link)

    def can_open_again(self) -> bool:
        """Whether the page in front has a link that leads to it."""
        current = self._pages.history.current
        return current is not None and current.link is not None and current.spec is not None

    def keep(self) -> None:
        """Keep what is open for the next time, at once: the program may be ended by force."""
        if self._window.kept.keep(self._pages.histories, self._pages.front):
            self._window.settings.save()

    def _on_look(self) -> None:
        if self._window.isActiveWindow():
            self.show()
            self.keep()

    def _close(self, histories: list[History]) -> None:
        unsaved = [visit for history in histories for visit in history.unsaved()]
        self._window.give_up(unsaved, partial(self._let_go, histories))

    def _let_go(self, histories: list[History]) -> None:
        for history in histories:
            if history in self._pages.histories:
                self._pages.close_tab(self._pages.histories.index(history))

    def _step(self, by: int) -> None:
        self._pages.show_tab((self._pages.front + by) % len(self._pages.histories))


def _tab(history: History) -> PageTab:
    current: Visit | None = history.current
    return PageTab(current.title if current is not None else "", unsaved=bool(history.unsaved()))
