"""The balance sheet and income statement of a group by account: companies together, eliminated, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from models.database.listing import Column, Kind
from models.finance.groups.consolidation import Consolidation, GroupLine, read_consolidation
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.table import TableRow

NAMES = {
    "translation": N_("Translation difference"),
    "earlier": N_("Results of earlier years"),
    "difference": N_("Not eliminated: {name}"),
}
_EQUITY = ("equity", "translation", "earlier", "difference")
_SECTIONS = (
    (N_("Assets"), ("asset",)),
    (N_("Equity"), _EQUITY),
    (N_("Liabilities"), ("liability",)),
    (N_("Income"), ("income",)),
    (N_("Expenses"), ("expense",)),
)
_PARTS = ("translated", "eliminated", "total")
_EXPLAINS = {
    "companies": N_(
        "The balances of all companies in the currency of the parent: income and expenses at the average rate of the"
        " days, assets and liabilities at that of the last day, equity at its historical rate."
    ),
    "eliminated": N_("What the eliminations of the group take away. It stands in no company's books."),
    "total": N_("Companies and eliminations together. Debit is positive."),
}


def name_of(line: GroupLine) -> str:
    """What a line is called."""
    return _(NAMES[line.kind]).format(name=line.name) if line.kind in NAMES else line.name


class ConsolidationPage(ReportPage[Consolidation]):
    """The group whose parent is the open company."""

    columns = (
        Column("account", N_("Account"), width=8),
        Column("name", N_("Name")),
        Column("companies", N_("Companies"), Kind.MONEY, width=15),
        Column("eliminated", N_("Eliminated"), Kind.MONEY, width=15),
        Column("total", N_("Group"), Kind.MONEY, width=15),
    )
    explains = _EXPLAINS

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Consolidation"), read_consolidation, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The days."""
        return {"from_date": span.from_date, "to_date": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """The registers that the figures are made by."""
        return tuple(
            Action(f"{kind}.show", title, partial(_show, kind), icon="company")
            for kind, title in (
                ("finance.group_members", N_("Group companies")),
                ("finance.group_adjustments", N_("Eliminations")),
            )
        )

    def show_record(self, record: Consolidation) -> None:
        """Show the rows and the days."""
        super().show_record(record)
        self.set_title(_("Consolidation"), self.subtitle_of(record.from_date, record.to_date))
        self.refresh_actions()

    def rows_of(self, record: Consolidation) -> Sequence[TableRow]:
        """Each section with its accounts and total; the result, and what others own."""
        rows: list[TableRow] = []
        for title, kinds in _SECTIONS:
            lines = record.of(*kinds)
            if lines:
                rows.append(TableRow(("", _(title), None, None, None), strong=True))
                rows.extend(self._row(record, line) for line in lines)
                sums = (sum((getattr(line, part) for line in lines), ZERO) for part in _PARTS)
                rows.append(TableRow(("", _("Total"), *sums), total=True))
        if rows:
            rows.append(TableRow(("", _("Result, a profit positive"), None, None, record.result), strong=True))
        if record.minority:
            rows.append(TableRow(("", _("Minority's share of net assets"), None, None, record.minority)))
        return rows

    def _row(self, record: Consolidation, line: GroupLine) -> TableRow:
        values = (line.account, name_of(line), line.translated, line.eliminated, line.total)
        if not line.figures:
            return TableRow(values, dict.fromkeys((0, 3, 4), Link("finance.group_adjustments")), level=1)
        days = {"from_date": record.from_date, "to_date": record.to_date}
        behind = Link("finance.consolidation_companies", f"{line.kind} {line.account}", days)
        links = dict.fromkeys((0, 1, 2, 4), behind)
        if line.eliminated:
            links[3] = Link("finance.group_adjustments")
        return TableRow(values, links, level=1)


def _show(kind: str, context: ActionContext) -> None:
    context.host.open(Link(kind))
