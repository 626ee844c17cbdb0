"""The pages of the window: shows one, keeps the others, goes back and forward, and gives each its breadcrumb."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.shell.history import History, Visit
from desktop.shell.registry import TAB_TEXTS
from resources.language import _
from views.kit.header import Crumb
from views.kit.host import Link
from views.kit.page import Page


class PageStack(QStackedWidget):
    """One page in front, as the history says."""

    current_changed = Signal()  # another page in front, or another title

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = History()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        current = self.history.current
        return current.page if current is not None else None

    def show_visit(self, visit: Visit) -> None:
        """Show a new visit, or a known one as the newest."""
        if visit.page is None:
            self._make(visit)
        for gone in self.history.visit(visit):
            self._give_up(gone)
        self._bring_forward()

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
        for visit in self.history.visits:
            self._give_up(visit)
        if self.history.current is not None:
            self._bring_forward()

    def _make(self, visit: Visit) -> None:
        visit.page = visit.make()
        visit.title = visit.page.title
        visit.page.title_changed.connect(self._on_title)
        if visit.link is not None:
            visit.page.keep_drafts(visit.link)
        self.addWidget(visit.page)

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
        for idle in self.history.too_many():
            self._give_up(idle)
        places: tuple[QWidget | None, ...] = (kept, page.focusProxy(), page)
        next(place for place in places if place is not None).setFocus()
        self.current_changed.emit()

    def _give_up(self, visit: Visit) -> None:
        if visit.page is not None and isValid(visit.page):
            self.removeWidget(visit.page)
            visit.page.hide()
            visit.page.deleteLater()
        visit.page = None

    def _on_title(self, title: str) -> None:
        page = self.sender()
        for visit in self.history.visits:
            if visit.page is page:
                visit.title = title
        self.current_changed.emit()


def _crumbs(visit: Visit) -> tuple[Crumb, ...]:
    first = visit.trail[0] if visit.trail else visit
    tab = TAB_TEXTS.get(first.spec.tab) if first.spec is not None else None
    start = (Crumb(_(tab.title)),) if tab is not None else ()
    return (*start, *(Crumb(step.title, step.link) for step in visit.trail))
