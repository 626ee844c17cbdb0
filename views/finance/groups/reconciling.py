"""What companies say that they owe each other, beside each other, with the difference."""

from __future__ import annotations

from collections.abc import Sequence

from models.database.listing import Column, Kind
from models.finance.groups.reconciling import PairFigure, PairFigures, read_pairs
from resources.language import N_, _, ngettext
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.host import Host, Link
from views.kit.table import TableRow

_RELATIONS = {"receivable": N_("Invoices to it"), "payable": N_("Invoices from it"), "other": N_("Other balances")}
_EXPLAINS = {
    "own": N_("What the books of the open company hold, or of the first of two others. Debit is positive."),
    "theirs": N_(
        "What the books of the other company hold; where the two use different currencies, at the rate of the day."
    ),
    "difference": N_("Both together. They agree where it is zero."),
}
_SEEN_FROM_THERE = {"receivable": "payable", "payable": "receivable", "other": "other"}
_OWN, _THEIRS = (0, 2, 3), (4, 5)


class PairsPage(ReportPage[PairFigures]):
    """Each pair of companies; each figure opens the lines behind it, in the company that says so."""

    columns = (
        Column("pair", N_("Company")),
        Column("relation", N_("What"), width=15),
        Column("own_accounts", N_("Accounts"), width=9),
        Column("own", N_("Says"), Kind.MONEY, width=13),
        Column("sister_accounts", N_("Its accounts"), width=11),
        Column("theirs", N_("It says"), Kind.MONEY, width=13),
        Column("currency", N_("Currency"), width=8),
        Column("difference", N_("Difference"), Kind.MONEY, width=13),
    )
    explains = _EXPLAINS
    from_start = False

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Intercompany"), read_pairs, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day."""
        return {"to_date": span.to_date}

    def show_record(self, record: PairFigures) -> None:
        """Show the rows, and how many of them differ."""
        super().show_record(record)
        differing = sum(1 for row in record.rows if row.difference != 0)
        self.set_title(_("Intercompany"), self._told(record, differing))
        self.refresh_actions()

    def rows_of(self, record: PairFigures) -> Sequence[TableRow]:
        """One row a pair, what lies between them, and a currency; those that differ in bold."""
        return [self._row(record, row) for row in record.rows]

    def _told(self, record: PairFigures, differing: int) -> str:
        if not record.rows:
            return _("No company says that another one owes it anything.")
        day = self._day(record.to_date)
        if not differing:
            return _("All agree on {day}.").format(day=day)
        told = ngettext("{count} differs on {day}.", "{count} differ on {day}.", differing)
        return told.format(count=differing, day=day)

    def _row(self, record: PairFigures, row: PairFigure) -> TableRow:
        ours = row.company_id == record.company_id
        values = (
            row.sister if ours else f"{row.company} \N{EN DASH} {row.sister}",
            _(_RELATIONS[row.relation]),
            row.own_accounts,
            row.own,
            row.sister_accounts,
            row.theirs,
            row.currency,
            row.difference,
        )
        links: dict[int, Link] = {}
        if row.own_accounts:
            links |= dict.fromkeys(_OWN, _lines(record, row, row.relation, row.company_id, row.sister_id))
        if row.sister_accounts:
            turned = _SEEN_FROM_THERE[row.relation]
            links |= dict.fromkeys(_THEIRS, _lines(record, row, turned, row.sister_id, row.company_id))
        return TableRow(values, links, strong=row.difference != 0)


def _lines(record: PairFigures, row: PairFigure, relation: str, company: int, sister: int) -> Link:
    """The lines of `company` that concern `sister`."""
    wanted: dict[str, object] = {"sister_id": sister, "relation": relation, "entry_date_to": record.to_date}
    if relation != "other":
        wanted["currency"] = row.currency
    return Link("finance.intercompany_lines", arguments=wanted, company=company)
