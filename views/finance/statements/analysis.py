"""One account over two years: months drawn and listed with last year's beside, who and what it was, what deviates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from models.database.listing import Column, Kind
from models.database.work import Work
from models.finance.account_analysis import (
    LATEST,
    AccountAnalysis,
    AnalysedMonth,
    AnalysedShare,
    account_analysis,
    earlier_days,
)
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from resources.language import N_, _
from views.finance.documents import party_link
from views.finance.ledger.report_page import ReportPage, account_of
from views.finance.ledger.span import Span
from views.kit.host import Host, Link
from views.kit.table import TableRow, TableView
from views.kit.text import beside, column, heading

_SHARES = (
    Column("name", N_("What")),
    Column("count", N_("Lines"), Kind.INTEGER, width=8),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
)


def read_analysis(work: Work, *, account: str | None, to_date: date) -> AccountAnalysis | None:
    """The analysis of an account; None where none is chosen."""
    return account_analysis(work, account=account, to_date=to_date) if account else None


class AccountAnalysisPage(ReportPage[AccountAnalysis | None]):
    """Twelve months of an account beside those of the year before; each month opens its ledger."""

    columns = (
        Column("month", N_("Month"), width=10),
        Column("remark", N_("Remark")),
        Column("change", N_("Movement"), Kind.MONEY, width=15),
        Column("change_earlier", N_("Movement last year"), Kind.MONEY, width=15),
        Column("closing", N_("Closing"), Kind.MONEY, width=15),
        Column("closing_earlier", N_("Closing last year"), Kind.MONEY, width=15),
    )
    picks_account = True
    from_start = False
    chart_height = 170

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Account analysis"), read_analysis, link)
        if account_of(link) is None:
            self.setFocusProxy(self.bar.account)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The account and the day whose month is the last."""
        return {"account": self.bar.account.value(), "to_date": span.to_date}

    def build(self) -> None:
        """Chart and months, and below them who and what it was."""
        super().build()
        self.parties = TableView(self.host, _SHARES, fitted=True)
        self.texts = TableView(self.host, _SHARES, fitted=True)
        row = beside()
        self.titles = (heading(""), heading(""))
        for title, table in zip(self.titles, (self.parties, self.texts), strict=True):
            row.addWidget(_titled(title, table), 1)
        self.parts.addLayout(row)

    def show_record(self, record: AccountAnalysis | None) -> None:
        """Show the months and the shares, and whose they are."""
        super().show_record(record)
        name = _("Choose an account.") if record is None else f"{record.account} {record.name}"
        self.set_title(_("Account analysis"), name)
        self.parties.set_rows([_share(each) for each in record.parties] if record else [])
        self.texts.set_rows([_share(each) for each in record.texts] if record else [])
        for title, text in zip(self.titles, _titles(record), strict=True):
            title.setText(text)

    def chart_of(self, record: AccountAnalysis | None) -> Chart:
        """The months with those of last year beside: what came for income and costs, else what it stood at."""
        if record is None:
            return Chart(Form.BAR, "", (), ())
        title = _("Month by month") if record.of_result else _("Balance at the end of each month")
        places = tuple(Place(f"{month.starts_on:%m}", f"{month.starts_on:%Y-%m}") for month in record.months)
        now, earlier = [], []
        for month in record.months:
            link = self._ledger(record, Span(month.ends_on, month.starts_on))
            last = earlier_days(month)
            before = self._ledger(record, Span(last[1], last[0]))
            amounts = (
                (month.change, month.change_earlier) if record.of_result else (month.closing, month.closing_earlier)
            )
            now.append(Point(amounts[0], Target(link.kind, link.key, link.arguments)))
            earlier.append(Point(amounts[1], Target(before.kind, before.key, before.arguments)))
        series = (Series(_("These months"), tuple(now)), Series(_("A year earlier"), tuple(earlier)))
        return Chart(Form.BAR, title, places, series, currency=record.currency, axis=_("Month"))

    def rows_of(self, record: AccountAnalysis | None) -> Sequence[TableRow]:
        """The months and their sums."""
        if record is None:
            return []
        rows = [self._row(record, month) for month in record.months]
        change = sum(month.change for month in record.months)
        earlier = sum(month.change_earlier for month in record.months)
        return [*rows, TableRow((_("Total"), "", change, earlier, None, None), total=True)]

    def _row(self, record: AccountAnalysis, month: AnalysedMonth) -> TableRow:
        link = self._ledger(record, Span(month.ends_on, month.starts_on))
        days = earlier_days(month)
        before = self._ledger(record, Span(days[1], days[0]))
        remark = _("Differs much from other months") if month.deviates else ""
        amounts = (month.change, month.change_earlier, month.closing, month.closing_earlier)
        values = (f"{month.starts_on:%Y-%m}", remark, *amounts)
        return TableRow(values, {0: link, 1: link, 2: link, 3: before, 4: link, 5: before})

    def _ledger(self, record: AccountAnalysis, span: Span) -> Link:
        link = self.ledger_link(record.account, span)
        closing = {"before_closing": True} if record.of_result else {}
        return Link(link.kind, arguments={**link.arguments, **closing})


def _titles(record: AccountAnalysis | None) -> tuple[str, str]:
    """What the shares are of: twelve months, or the latest lines of a busy account."""
    if record is None or record.shares_since is None:
        return _("Largest counterparties, 12 months"), _("Texts, 12 months")
    day = record.shares_since.isoformat()
    return (
        _("Largest counterparties, latest {count} lines (from {date})").format(count=LATEST, date=day),
        _("Texts, latest {count} lines (from {date})").format(count=LATEST, date=day),
    )


def _titled(title: QLabel, table: TableView) -> QWidget:
    part = QWidget()
    layout = column(part)
    layout.addWidget(title)
    layout.addWidget(table)
    layout.addStretch(1)
    return part


def _share(share: AnalysedShare) -> TableRow:
    values = (share.name, share.count, share.amount)
    if share.party_id is None:
        return TableRow(values)
    return TableRow(values, {0: party_link(share.party_kind, share.party_id)})
