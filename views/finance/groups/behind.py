"""The companies behind a figure of the group: their own account, amount, rate, and value to the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.database.listing import Column, Kind
from models.finance.groups.consolidation import Consolidation, GroupLine, MemberFigure, read_consolidation
from resources.language import N_, _
from views.finance.groups.consolidation import name_of
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.host import Host, Link
from views.kit.table import TableRow

_EXPLAINS = {"value": N_("The amount at the rate, in the currency of the parent. Debit is positive.")}


class CompaniesBehindPage(ReportPage[Consolidation]):
    """The line that the key says by kind and account; each figure opens the ledger of its company."""

    columns = (
        Column("company", N_("Company")),
        Column("account", N_("Account"), width=8),
        Column("currency", N_("Currency"), width=8),
        Column("amount", N_("Amount"), Kind.MONEY, width=15),
        Column("rate", N_("Rate"), Kind.QUANTITY, width=10),
        Column("value", N_("Value"), Kind.MONEY, width=15),
    )
    explains = _EXPLAINS

    def __init__(self, host: Host, link: Link) -> None:
        self._kind, _blank, self._account = str(link.key or "").partition(" ")
        super().__init__(host, _("Companies behind a figure"), read_consolidation, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The days."""
        return {"from_date": span.from_date, "to_date": span.to_date}

    def show_record(self, record: Consolidation) -> None:
        """Show the companies of the line."""
        super().show_record(record)
        line = self._line(record)
        if line is not None:
            self.set_title(
                f"{line.account} {name_of(line)}".strip(), self.subtitle_of(record.from_date, record.to_date)
            )
        self.refresh_actions()

    def rows_of(self, record: Consolidation) -> Sequence[TableRow]:
        """One row a company and account of it, and the total."""
        line = self._line(record)
        if line is None:
            return ()
        rows = [self._row(record, figure) for figure in line.figures]
        return (*rows, TableRow((_("Total"), "", "", None, None, line.translated), total=True))

    def _line(self, record: Consolidation) -> GroupLine | None:
        return next((line for line in record.of(self._kind) if line.account == self._account), None)

    def _row(self, record: Consolidation, figure: MemberFigure) -> TableRow:
        told = figure.kind != "translation"
        amounts = (figure.amount, figure.rate) if told else (None, None)
        values = (figure.member, figure.own_account, figure.currency, *amounts, figure.value)
        if not figure.own_account:
            return TableRow(values)
        link = self.ledger_link(figure.own_account, Span(record.to_date, record.from_date))
        return TableRow(values, dict.fromkeys(range(len(values)), replace(link, company=figure.member_id)))
