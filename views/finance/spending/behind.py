"""What stands behind the figures of a rule: booked and taken into stock, ordered and to come, summing to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.listing import Column, Kind
from models.finance.spending.standing import Behind, named, read_behind
from resources.language import N_, _
from views.finance.ledger.span import as_date
from views.kit.format import format_value
from views.kit.host import Host, Link
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView

_COLUMNS = (
    Column("account", N_("Account"), width=10),
    Column("name", N_("What"), width=30),
    Column("ordered", N_("Ordered"), Kind.MONEY, width=14),
    Column("billed", N_("Billed"), Kind.MONEY, width=14),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
)
_NAMES = {"stock": N_("Taken into stock"), "spread": N_("Spread amounts to come")}
_ZERO = Decimal("0.00")


class SpendingBehindPage(RecordPage[tuple[Behind, ...]]):
    """Of the rule of the link's key, on its accounts and days."""

    def __init__(self, host: Host, link: Link) -> None:
        given = link.arguments
        self._first = as_date(given.get("first")) or date(host.today.year, 1, 1)
        self._last = as_date(given.get("last")) or host.today
        arguments: dict[str, Any] = {
            "rule_id": link.number,
            "from_account": str(given.get("from_account") or ""),
            "to_account": str(given.get("to_account") or given.get("from_account") or ""),
            "first": self._first,
            "last": self._last,
        }
        super().__init__(
            host,
            _("Behind the spending"),
            read=read_behind,
            arguments=arguments,
            subjects=("ledger.entry", "warehouse.purchase_order"),
            link=link,
        )
        days = (format_value(day, Kind.DATE, host.language) for day in (self._first, self._last))
        first, last = days
        accounts = given.get("label") or named(arguments["from_account"], arguments["to_account"], None)
        about = _("{accounts}, {first} to {last}").format(accounts=accounts, first=first, last=last)
        self.set_title(_("Behind the spending"), about)

    def build(self) -> None:
        """The table, which takes the room."""
        self.table = TableView(self.host, _COLUMNS)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: tuple[Behind, ...]) -> None:
        """Spent with its sum, then on order with its own."""
        spent, ordered = [b for b in record if b.is_spent], [b for b in record if not b.is_spent]
        self.table.set_rows([*self._rows(_("Spent"), spent), *self._rows(_("On order"), ordered)])

    def _rows(self, title: str, parts: Sequence[Behind]) -> Sequence[TableRow]:
        total = sum((part.amount for part in parts), _ZERO)
        return [*map(self._row, parts), TableRow(("", title, None, None, total), total=True)]

    def _row(self, part: Behind) -> TableRow:
        link = self._link(part)
        name = part.name or _(_NAMES[part.part])
        values = (part.account or "", name, part.ordered, part.billed, part.amount)
        return TableRow(values, {0: link, 1: link, 4: link})

    def _link(self, part: Behind) -> Link:
        if part.part == "booked":
            days = {"from_date": self._first, "to_date": self._last}
            return Link("finance.general_ledger", arguments={"account": part.account, **days, "before_closing": True})
        if part.part == "stock":
            return Link("warehouse.moves", arguments={"kind": "receipt", "label": _("Receipts")})
        if part.part == "order":
            return Link("warehouse.purchase_orders", arguments={"party_id": part.party_id, "label": part.name})
        return Link("finance.deferrals")
