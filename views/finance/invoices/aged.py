"""What customers owe, or suppliers are owed, by how many days it is overdue; each figure opens its items."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.database.listing import Column, Kind
from models.finance.receivables import AgedParty, aged_items
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.documents import party_link
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.host import Host, Link
from views.kit.table import TableRow

#: The buckets by column: days overdue from and to.
_BUCKETS: tuple[tuple[int | None, int | None], ...] = ((None, 0), (1, 30), (31, 60), (61, 90), (91, None), (None, None))
_COLUMNS = (
    Column("not_due", N_("Not due"), Kind.MONEY, width=13),
    Column("days_1_30", N_("1 to 30 days"), Kind.MONEY, width=13),
    Column("days_31_60", N_("31 to 60 days"), Kind.MONEY, width=13),
    Column("days_61_90", N_("61 to 90 days"), Kind.MONEY, width=13),
    Column("days_over_90", N_("Over 90 days"), Kind.MONEY, width=13),
    Column("total", N_("Total"), Kind.MONEY, width=14),
)


class AgedPage(ReportPage[tuple[AgedParty, ...]]):
    """Open items by age, one party a row, as they stood on a day."""

    from_start = False
    side = "receivable"
    text = N_("Aged receivables")
    items = "finance.receivables"
    document = "customer_invoice"

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _(self.text), aged_items, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The side and the day."""
        return {"side": self.side, "on": span.to_date}

    def rows_of(self, record: tuple[AgedParty, ...]) -> Sequence[TableRow]:
        """The parties, and their sums."""
        rows = [self._row(party) for party in record]
        if rows:
            sums = [sum((_figures(party)[place] for party in record), ZERO) for place in range(len(_BUCKETS))]
            total = TableRow((_("Total"), *sums), self._links(None, _("All")), total=True)
            rows.append(total)
        return rows

    def _row(self, party: AgedParty) -> TableRow:
        name = party.party_name or _("Without party")
        links = self._links(party.party_id, name) if party.party_id is not None else {}
        if party.party_id is not None:
            links[0] = party_link(self.document, party.party_id)
        figures = (figure or None for figure in _figures(party))
        return TableRow((name, *figures), links)

    def _links(self, party_id: int | None, name: str) -> dict[int, Link]:
        """The items behind each figure; they are listed as they stand today, so not for another day."""
        if self.bar.span.to_date != self.host.today:
            return {}
        links = {}
        for place, (first, last) in enumerate(_BUCKETS, start=1):
            label = name if (first, last) == (None, None) else f"{name}, {_(_COLUMNS[place - 1].label)}"
            arguments = {"party_id": party_id, "days_from": first, "days_to": last, "label": label}
            links[place] = Link(self.items, arguments={k: v for k, v in arguments.items() if v is not None})
        return links


class AgedReceivablesPage(AgedPage):
    """What customers owe."""

    columns = (Column("party", N_("Customer")), *_COLUMNS)


class AgedPayablesPage(AgedPage):
    """What suppliers are owed."""

    side = "payable"
    text = N_("Aged payables")
    items = "finance.payables"
    document = "supplier_invoice"
    columns = (Column("party", N_("Supplier")), *_COLUMNS)


def _figures(party: AgedParty) -> tuple[Decimal, ...]:
    return (
        party.not_due,
        party.days_1_30,
        party.days_31_60,
        party.days_61_90,
        party.days_over_90,
        party.total,
    )
