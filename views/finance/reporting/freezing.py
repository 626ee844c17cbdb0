"""Keeping a report as it is now, from whatever page shows it."""

from __future__ import annotations

from functools import partial

from models.exchange.reporting.snapshots import KeptReport
from reports.plain.freezing import freeze_report
from reports.plain.making import Request
from resources.language import _
from views.finance.reporting.result import STATUSES
from views.kit.host import Level, Link, Message, MessageAction
from views.kit.page import Page


class Freezer(Page):
    """What a page needs to keep its report."""

    def freeze(self, request: Request) -> None:
        """Keep the report, say so, and offer to look at it."""
        arguments = {"request": request, "language": self.host.language, "statuses": STATUSES}
        self.host.run(freeze_report, arguments, on_done=self._on_frozen, busy=self)

    def _on_frozen(self, kept: KeptReport) -> None:
        look = MessageAction(_("Look at it"), partial(self._open_kept, kept.id))
        self.host.tell(Message(_("The report is kept as it is now."), Level.SUCCESS, look))

    def _open_kept(self, key: int) -> None:
        self.host.open(Link("finance.snapshot", key))
