"""A list in each state it can be in: filled, on its way, empty, refused; whatever the database would say."""

from __future__ import annotations

from collections.abc import Callable

from desktop.shell.host import ShellHost
from desktop.shell.window import MainWindow
from models.database.errors import KontorError, Unavailable
from models.database.listing import ListQuery, Page, PageRequest
from views.kit.host import Job

STATES = ("loading", "empty", "failed")


class _NoJob:
    """Work that nobody does."""

    def cancel(self) -> None:
        """There is nothing to stop."""


class StagedHost(ShellHost):
    """The host of a window, but every list it fetches is in `list_state`, one of `STATES`."""

    def __init__(self, window: MainWindow, list_state: str) -> None:
        self.list_state = list_state
        super().__init__(window.session, window.runner, window.settings, window, parent=window)

    def fetch(  # type: ignore[override]  # no errand is run, only the promise of one given
        self,
        query: ListQuery,
        request: PageRequest,
        *,
        on_done: Callable[[Page], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> Job:
        """Answer at once, or never."""
        del query, request
        if self.list_state == "empty":
            on_done(Page((), None))
        elif self.list_state == "failed" and on_failed is not None:
            on_failed(Unavailable("database.connection_lost"))
        return _NoJob()
