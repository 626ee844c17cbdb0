"""What a posted voucher offers for later: to repeat, to be taken back by itself, to be spread over months."""

from __future__ import annotations

from collections.abc import Callable

from models.database.rights import Permission
from models.finance.reports import VoucherDetail
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link


class LaterActs:
    """The acts of one page; `voucher` is what it shows, `row` the line under the cursor from 0, -1 for none."""

    def __init__(self, host: Host, voucher: Callable[[], VoucherDetail | None], row: Callable[[], int]) -> None:
        self._host, self._voucher, self._row = host, voucher, row

    @property
    def actions(self) -> tuple[Action, ...]:
        """In the menu of the page."""
        return tuple(
            Action(name, title, run, Permission.FINANCE_POST, icon=icon, enabled=why_not, in_menu_only=True)
            for name, title, run, icon, why_not in (
                ("finance.voucher.repeat", N_("Repeat"), self._repeat, "refresh", None),
                ("finance.voucher.reverse_later", N_("Reverse later"), self._reverse, "undo", self._why_not_reversed),
                ("finance.voucher.spread", N_("Spread over months"), self._spread, "calendar", None),
            )
        )

    def _repeat(self, context: ActionContext) -> None:
        del context
        voucher = self._voucher()
        if voucher is not None:
            self._host.open(Link("finance.recurring_voucher", arguments={"model": voucher.head.id}))

    def _reverse(self, context: ActionContext) -> None:
        del context
        voucher = self._voucher()
        if voucher is not None:
            head = voucher.head
            self._host.open(Link("finance.plan_reversal", head.id, {"posted": head.entry_date}))

    def _why_not_reversed(self, context: ActionContext) -> str | None:
        del context
        voucher = self._voucher()
        if voucher is None:
            return _("The voucher is on its way.")
        if voucher.reversed_by:
            return _("It is reversed already.")
        ours = voucher.head.source_kind in {"", "voucher", "recurring"}
        return None if ours else _("It comes from a document. Undo it there.")

    def _spread(self, context: ActionContext) -> None:
        """The line under the cursor, else the first of the income statement, by its account's class."""
        del context
        voucher = self._voucher()
        if voucher is None or not voucher.lines:
            return
        row = self._row()
        chosen = voucher.lines[row] if 0 <= row < len(voucher.lines) else None
        usual = next((line for line in voucher.lines if line.account[:1] in "345678"), voucher.lines[0])
        self._host.open(Link("finance.defer", (chosen or usual).line_id))
