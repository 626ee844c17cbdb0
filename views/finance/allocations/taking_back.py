"""Taking a booked allocation back, from whatever page shows it."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from models.finance.allocations.running import take_back
from models.finance.posting import PostedEntry
from resources.language import _
from views.kit.host import Level, Link, Message, MessageAction
from views.kit.record_page import RecordPage

R = TypeVar("R")


class TakesBack(RecordPage[R]):
    """What a page needs to take a run back."""

    def ask_to_take_back(self, run_id: int, voucher: str) -> None:
        """Ask, and reverse its voucher."""
        text = _(
            "Voucher {voucher} is reversed on its own day, or on the first open day where that is closed. The rule can"
            " be booked anew then."
        )
        act = partial(self._take_back, run_id)
        self.ask_first(_("Take it back?"), text.format(voucher=voucher), _("Take back"), act)

    def _take_back(self, run_id: int) -> None:
        self.carry_out(take_back, {"run_id": run_id}, then=self._on_taken_back)

    def _on_taken_back(self, posted: PostedEntry) -> None:
        text = _("Reversed by voucher {voucher}.").format(voucher=f"{posted.series}{posted.number}")
        show = MessageAction(_("Show"), partial(self._open_reversal, posted.id))
        self.host.tell(Message(text, Level.SUCCESS, show, replaces="act"))

    def _open_reversal(self, entry_id: int) -> None:
        self.host.open(Link("finance.voucher", entry_id))
