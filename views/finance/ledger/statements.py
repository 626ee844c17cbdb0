"""The income statement and the balance sheet: accounts by kind with subtotals and the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from models.database.listing import Column, Kind
from models.database.work import Work
from models.finance.definitions import BALANCE_SHEET_FIGURES, INCOME_FIGURES
from models.finance.reports import StatementRow, balance_sheet, fiscal_year_start, income_statement
from models.finance.rules import ZERO
from reports.chart.spec import Chart, Form, Place, Point, Series, Target
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.host import Host, Link
from views.kit.table import TableRow

Rows = tuple[StatementRow, ...]

KIND_TEXTS = {
    "asset": N_("Assets"),
    "equity": N_("Equity"),
    "liability": N_("Liabilities"),
    "income": N_("Income"),
    "expense": N_("Expenses"),
}
_ACCOUNT, _NAME = Column("account", N_("Account"), width=14), Column("name", N_("Name"))

_STEPS = 6  # expenses with a step of their own


def amount_of(rows: Rows, *kinds: str) -> Decimal:
    """The sum of the rows of some kinds."""
    return sum((row.amount for row in rows if row.kind in kinds), ZERO)


def earlier_of(rows: Rows, *kinds: str) -> Decimal:
    """The same at the beginning of the year."""
    return sum((row.earlier for row in rows if row.kind in kinds), ZERO)


@dataclass(frozen=True, slots=True)
class IncomeStatement:
    """Its rows, and the days they are of; amounts in company currency."""

    from_date: date
    to_date: date
    rows: Rows
    currency: str


def read_income(work: Work, *, from_date: date | None, to_date: date) -> IncomeStatement:
    """The income statement, from the start of the fiscal year where no day is given."""
    start = from_date or fiscal_year_start(work, on=to_date)
    rows = income_statement(work, to_date=to_date, from_date=start)
    return IncomeStatement(start, to_date, rows, work.company.currency)


class IncomeStatementPage(ReportPage[IncomeStatement]):
    """Income less expenses in a range of days, drawn as steps from income to result."""

    columns = (_ACCOUNT, _NAME, Column("amount", N_("Amount"), Kind.MONEY, width=18))
    explains = INCOME_FIGURES
    statement = "income-statement"
    chart_height = 170

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Income statement"), read_income, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """Both days; the first may be left to the fiscal year."""
        return {"from_date": span.from_date, "to_date": span.to_date}

    def show_record(self, record: IncomeStatement) -> None:
        """Show the rows and their days."""
        self.bar.show_span(self.bar.span, record.from_date)
        super().show_record(record)
        self.set_title(_("Income statement"), self.subtitle_of(record.from_date, record.to_date))

    def chart_of(self, record: IncomeStatement) -> Chart:
        """From income over the largest expenses to the result; a step opens the ledger of its account."""
        expenses = sorted((row for row in record.rows if row.kind == "expense"), key=attrgetter("amount"))
        rest = amount_of(tuple(expenses[_STEPS:]), "expense")
        places, points = [Place(_("Income"))], [Point(amount_of(record.rows, "income"), total=True)]
        for row in expenses[:_STEPS]:
            link = self.ledger_link(row.account, Span(record.to_date, record.from_date))
            places.append(Place(row.name, f"{row.account} {row.name}"))
            points.append(Point(row.amount, Target(link.kind, link.key, link.arguments)))
        if rest:
            places.append(Place(_("Other expenses")))
            points.append(Point(rest))
        places.append(Place(_("Result")))
        points.append(Point(amount_of(record.rows, "income", "expense"), total=True))
        series = (Series(_("Amount"), tuple(points)),)
        title = _("From income to result")
        return Chart(Form.WATERFALL, title, tuple(places), series, currency=record.currency, axis=_("Step"))

    def rows_of(self, record: IncomeStatement) -> Sequence[TableRow]:
        """Income, expenses, and the result."""
        rows = record.rows
        shown: list[TableRow] = []
        for kind in ("income", "expense"):
            chosen = [row for row in rows if row.kind == kind]
            if chosen:
                shown.append(TableRow((_(KIND_TEXTS[kind]), "", None), strong=True))
                shown += [self._row(row, record) for row in chosen]
                total = _("Total {kind}").format(kind=_(KIND_TEXTS[kind]).lower())
                shown.append(TableRow(("", total, amount_of(rows, kind)), total=True))
        if shown:
            shown.append(TableRow(("", _("Result"), amount_of(rows, "income", "expense")), total=True))
        return shown

    def _row(self, row: StatementRow, record: IncomeStatement) -> TableRow:
        link = self.ledger_link(row.account, Span(record.to_date, record.from_date))
        return TableRow((row.account, row.name, row.amount), {0: link, 1: link, 2: link}, level=1)


class BalanceSheetPage(ReportPage[Rows]):
    """What the company owns and owes at the end of a day, and at the start of its fiscal year."""

    columns = (
        _ACCOUNT,
        _NAME,
        Column("earlier", N_("Start of the year"), Kind.MONEY, width=18),
        Column("amount", N_("Amount"), Kind.MONEY, width=18),
    )
    explains = BALANCE_SHEET_FIGURES
    statement = "balance-sheet"
    from_start = False

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Balance sheet"), balance_sheet, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day."""
        return {"on": span.to_date}

    def rows_of(self, record: Rows) -> Sequence[TableRow]:
        """Assets; equity with the result that is not booked yet, and liabilities: both sides are equal."""
        if not record:
            return []
        shown = self._kind(record, "asset") + self._kind(record, "equity") + self._kind(record, "liability")
        sides = ("equity", "liability")
        owed, owed_before = amount_of(record, *sides), earlier_of(record, *sides)
        assets, assets_before = amount_of(record, "asset"), earlier_of(record, "asset")
        result = (assets_before - owed_before, assets - owed)
        shown.append(TableRow(("", _("Result not booked to equity"), *result), strong=True))
        shown.append(TableRow(("", _("Total equity and liabilities"), assets_before, assets), total=True))
        return shown

    def _kind(self, record: Rows, kind: str) -> list[TableRow]:
        chosen = [row for row in record if row.kind == kind]
        if not chosen:
            return []
        text = _(KIND_TEXTS[kind])
        total = (_("Total {kind}").format(kind=text.lower()), earlier_of(record, kind), amount_of(record, kind))
        return [
            TableRow((text, "", None, None), strong=True),
            *(self._row(row) for row in chosen),
            TableRow(("", *total), total=True),
        ]

    def _row(self, row: StatementRow) -> TableRow:
        link = self.ledger_link(row.account, Span(self.bar.span.to_date))
        return TableRow((row.account, row.name, row.earlier, row.amount), dict.fromkeys(range(4), link), level=1)
