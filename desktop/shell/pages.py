"""The pages of the window: page tabs side by side, each with a line of visits; shows one, keeps the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.shell.history import History, Visit, too_many
from desktop.shell.registry import TAB_TEXTS
from resources.language import _
from views.kit.header import Crumb
from views.kit.host import Link
from views.kit.page import Page
from views.kit.presence import tell_presence


class PageStack(QStackedWidget):
    """One page in front, as the history of the page tab in front says. There is always one page tab."""

    current_changed = Signal()  # another page in front, another title, or other page tabs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histories = [History()]
        self._front = 0

    @property
    def history(self) -> History:
        """Where the user has been in the page tab in front."""
        return self._histories[self._front]

    @property
    def histories(self) -> tuple[History, ...]:
        """Those of all page tabs, from the left."""
        return tuple(self._histories)

    @property
    def front(self) -> int:
        """The place of the page tab in front, from 0."""
        return self._front

    @property
    def page(self) -> Page | None:
        """The page in front."""
        current = self.history.current
        return current.page if current is not None else None

    def unsaved(self) -> tuple[Visit, ...]:
        """The visits of all page tabs whose pages hold work that is not saved."""
        return tuple(visit for history in self._histories for visit in history.unsaved())

    def show_visit(self, visit: Visit) -> None:
        """Show a new visit, or a known one as the newest."""
        if visit.page is None:
            self._make(visit)
        for gone in self.history.visit(visit):
            self._give_up(gone)
        self._bring_forward()

    def show_beside(self, visit: Visit) -> None:
        """Show a new visit in a page tab of its own, to the right of the one in front."""
        if self.history.current is not None:
            self._make(visit)  # before there is a tab for it: it may fail
            self._front += 1
            self._histories.insert(self._front, History())
        self.show_visit(visit)

    def show_tab(self, place: int) -> None:
        """Put a page tab in front, as it was left."""
        if place != self._front:
            self._front = place
            self._bring_forward()

    def close_tab(self, place: int) -> None:
        """Give up a page tab and its pages; the one to the right comes in front, and the last one stays."""
        if len(self._histories) == 1:
            return
        was_in_front = place == self._front
        gone = self._histories.pop(place)
        if place < self._front or self._front == len(self._histories):
            self._front -= 1
        for visit in gone.visits:
            self._give_up(visit)
        if was_in_front:
            self._bring_forward()
        else:
            self.current_changed.emit()

    def take(self, histories: Sequence[History], front: int) -> None:
        """Show these page tabs, of which there is one at least, in place of all there are."""
        before, self._histories, self._front = self._histories, list(histories), front
        for visit in (visit for history in before for visit in history.visits):
            self._give_up(visit)
        self._bring_forward()

    def move_tab(self, start: int, end: int) -> None:
        """Put a page tab at another place."""
        front = self.history
        self._histories.insert(end, self._histories.pop(start))
        self._front = self._histories.index(front)
        self.current_changed.emit()

    def go(self, by: int) -> None:
        """Back or forward."""
        before = self.history.current
        visit = self.history.step(by)
        if visit is not None and visit is not before:
            self._bring_forward()

    def return_to(self, visit: Visit) -> None:
        """Go to a visit of the breadcrumb."""
        self.history.go_to(visit)
        self._bring_forward()

    def in_trail(self, link: Link) -> Visit | None:
        """The visit of the current breadcrumb that a link leads to."""
        current = self.history.current
        trail = current.trail if current is not None else ()
        return next((step for step in trail if step.link == link and step in self.history.visits), None)

    def make_all_again(self) -> None:
        """Forget every page; each is made again from its link when it is shown, the one in front at once."""
        for history in self._histories:
            for visit in history.visits:
                self._give_up(visit)
        if self.history.current is not None:
            self._bring_forward()

    def _make(self, visit: Visit) -> None:
        visit.page = visit.make()
        visit.title = visit.page.title or visit.title
        if visit.place is not None:
            visit.page.come_back(visit.place)
        visit.page.title_changed.connect(self._on_title)
        if visit.link is not None:
            visit.page.keep_drafts(visit.link)
            tell_presence(visit.page, visit.link)
        self.addWidget(visit.page)

    def take_back(self, text: str) -> None:
        """Say this no more on any page."""
        for history in self._histories:
            for visit in history.visits:
                if visit.page is not None and isValid(visit.page):
                    visit.page.strip.take_back(text)

    def _bring_forward(self) -> None:
        visit = self.history.current
        if visit is None:
            return
        if visit.page is None or not isValid(visit.page):
            self._make(visit)
        page = visit.page
        if page is None:
            return
        page.set_crumbs(*_crumbs(visit))
        kept = page.focusWidget()  # asked before Qt gives the focus to the first button there is
        self.setCurrentWidget(page)
        for idle in too_many(self._histories, self.history):
            self._give_up(idle)
        places: tuple[QWidget | None, ...] = (kept, page.focusProxy(), page)
        next(place for place in places if place is not None).setFocus()
        if places[0] is None:
            _select_what_stands_there()
        self.current_changed.emit()

    def _give_up(self, visit: Visit) -> None:
        if visit.page is not None and isValid(visit.page):
            visit.place = visit.page.place()
            self.removeWidget(visit.page)
            visit.page.hide()
            visit.page.deleteLater()
        visit.page = None

    def _on_title(self, title: str) -> None:
        page = self.sender()
        for history in self._histories:
            for visit in history.visits:
                if visit.page is page:
                    visit.title = title
        self.current_changed.emit()


def _select_what_stands_there() -> None:
    """What one types on a page that was just opened replaces what is proposed there, as after Tab."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        field.selectAll()


def _crumbs(visit: Visit) -> tuple[Crumb, ...]:
    first = visit.trail[0] if visit.trail else visit
    tab = TAB_TEXTS.get(first.spec.tab) if first.spec is not None else None
    steps = tuple(Crumb(step.title, step.link) for step in visit.trail)
    if tab is None or first.title == _(tab.title):  # the start page is called as its tab is
        return steps
    return (Crumb(_(tab.title)), *steps)
