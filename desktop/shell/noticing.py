"""Which of the first steps the window itself can see to be done: it notes them, and nothing else of what one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.printing import DocumentPage
from views.kit.list.view import ListView
from views.start.progress import Progress
from views.start.tours import BESIDE, COMPARED, CONFIRMED, FOLLOWED, FOUND, NOTICED, PINNED, SEARCHED, SHOWN

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_LOOK = 3000  # milliseconds between looks at what nothing tells of
_STATEMENTS = ("finance.statement", "finance.income_statement", "finance.balance_sheet", "finance.trial_balance")


class Noticing(QObject):
    """Looks at one window, which is its parent, until all there is to notice was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._progress = window, Progress(window.host.preferences)
        window.pages.current_changed.connect(self._on_page)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self.look)
        if not set(NOTICED) <= self._progress.done:
            self._look.start()

    def note(self, name: str) -> None:
        """One of them was done."""
        self._progress.note((name,))

    def on_found(self) -> None:
        """Something was chosen in the palette."""
        self.note(FOUND)

    def look(self) -> None:
        """Note what can be seen now."""
        window, done = self._window, set()
        if len(window.pages.histories) > 1:
            done.add(BESIDE)
        if window.recent.pinned:
            done.add(PINNED)
        page = window.pages.page
        lists = page.findChildren(ListView) if page is not None and SEARCHED not in self._progress.done else []
        if any(shown.isVisible() and shown.toolbar.search.text().strip() for shown in lists):
            done.add(SEARCHED)
        self._progress.note(done)

    def _on_page(self) -> None:
        current = self._window.pages.history.current
        if current is None:
            return
        link, way = current.link, [step.link.kind for step in current.trail if step.link is not None]
        if link is None:
            if isinstance(current.page, DocumentPage):
                self.note(SHOWN)
            return
        if link.kind == "finance.voucher" and link.key is not None and any(kind in _STATEMENTS for kind in way):
            self.note(FOLLOWED)
        if link.kind == "sales.order" and link.arguments.get("confirmed"):
            self.note(CONFIRMED)
        if link.kind == "company.change" and link.key is not None:
            self.note(COMPARED)
