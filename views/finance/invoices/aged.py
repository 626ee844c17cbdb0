"""What customers owe, or suppliers are owed, by how many days it is overdue; each figure opens its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.listing import Column, Kind
from models.database.work import Work
from models.finance.definitions import AGED_FIGURES
from models.finance.receivables import AgedParty, aged_items
from models.finance.rules import ZERO
from reports.chart.ready import ageing_chart
from reports.chart.spec import Chart, Target
from reports.layout.wording import wording
from resources.language import N_, _
from views.finance.documents import party_link
from views.finance.invoices.ages import AGES, age_arguments
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.host import Host, Link
from views.kit.table import TableRow

#: The buckets by column: days overdue from and to; the last one is all of them.
_BUCKETS = (*AGES, (None, None))
_COLUMNS = (
    Column("not_due", N_("Not due"), Kind.MONEY, width=13),
    Column("days_1_30", N_("1 to 30 days"), Kind.MONEY, width=13),
    Column("days_31_60", N_("31 to 60 days"), Kind.MONEY, width=13),
    Column("days_61_90", N_("61 to 90 days"), Kind.MONEY, width=13),
    Column("days_over_90", N_("Over 90 days"), Kind.MONEY, width=13),
    Column("total", N_("Total"), Kind.MONEY, width=14),
)


@dataclass(frozen=True, slots=True)
class Aged:
    """What each party owes, in company currency."""

    currency: str
    parties: tuple[AgedParty, ...]

    @property
    def sums(self) -> tuple[Decimal, ...]:
        """Each age and the total over all parties."""
        return tuple(sum((_figures(party)[at] for party in self.parties), ZERO) for at in range(len(_BUCKETS)))


def read_aged(work: Work, *, side: str, on: date) -> Aged:
    """The open items of one side by age as they stood on a day."""
    return Aged(work.company.currency, aged_items(work, side=side, on=on))


class AgedPage(ReportPage[Aged]):
    """Open items by age, all of them drawn and one party a row, as they stood on a day."""

    explains = AGED_FIGURES
    from_start = False
    chart_height = 84
    side = "receivable"
    text = N_("Aged receivables")
    items = "finance.receivables"
    document = "customer_invoice"

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _(self.text), read_aged, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The side and the day."""
        return {"side": self.side, "on": span.to_date}

    def chart_of(self, record: Aged) -> Chart:
        """All parties together; a part opens its items."""
        amounts = record.sums[: len(AGES)]
        words = wording(self.host.language)
        return ageing_chart(_("All by age"), [("", amounts)], words, currency=record.currency, target=self._target)

    def rows_of(self, record: Aged) -> Sequence[TableRow]:
        """The parties, and their sums."""
        rows = [self._row(party) for party in record.parties]
        if rows:
            rows.append(TableRow((_("Total"), *record.sums), self._links(None, _("All")), total=True))
        return rows

    def _target(self, _row: int, age: int) -> Target | None:
        """As in the table, nothing for another day."""
        if self.bar.span.to_date != self.host.today:
            return None
        return Target(self.items, arguments=age_arguments(age, self.host.language))

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
