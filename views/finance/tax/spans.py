"""Reports to the authorities by month or quarter: the EC sales list, and sales taxed in other EU countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from models.database.errors import Invalid
from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.exchange.sales_list_file import period_of
from models.finance.rules import ZERO
from models.finance.vat.oss import OssReport, read_oss_report
from models.finance.vat.sales_list import COLUMNS, Buyer, SalesList, read_sales_list
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.finance.tax.saving import SavesFiles
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.table import TableRow
from views.kit.text import Label, note

R = TypeVar("R", SalesList, OssReport)
_BOXES = {"goods": "35", "triangular": "38", "services": "39"}


def last_month(today: date) -> Span:
    """The calendar month before that of today."""
    end = today.replace(day=1) - timedelta(days=1)
    return Span(end, end.replace(day=1))


def last_quarter(today: date) -> Span:
    """The calendar quarter before that of today."""
    end = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    return Span(end, end.replace(month=end.month - 2, day=1))


class AuthorityReportPage(ReportPage[R], SavesFiles):
    """A report of whole months or quarters with a file; a subclass says which, and how its rows are made."""

    exporter = ""
    file_name = ""
    nothing = ""  # what an empty report says, marked with N_

    def __init__(self, host: Host, text: str, read: object, link: Link, usual: Span) -> None:
        chosen = link
        if "from_date" not in link.arguments:
            days = {"from_date": usual.from_date, "to_date": usual.to_date}
            chosen = replace(link, arguments={**link.arguments, **days})
        super().__init__(host, text, read, chosen)  # type: ignore[arg-type]  # an operation of the subclass

    def arguments_of(self, span: Span) -> dict[str, object]:
        """Both days; without a first one the month of the last."""
        return {"from_date": span.from_date or span.to_date.replace(day=1), "to_date": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """Save the file."""
        return (
            Action(
                f"finance.{self.exporter}.save",
                N_("Save file…"),
                self._save,
                Permission.FINANCE_READ,
                "Ctrl+S",
                "save",
                enabled=self._why_not_saved,
                primary=True,
            ),
        )

    def build(self) -> None:
        """What does not look right above the table."""
        self.warnings = Label("", ink="waiting", wrap=True)
        self.empty = note(_(self.nothing))
        self.parts.addWidget(self.warnings)
        self.parts.addWidget(self.empty)
        super().build()

    def show_warnings(self, texts: Sequence[str]) -> None:
        """Show what does not look right, and why an empty report is empty."""
        self.warnings.setText("\n".join(texts))
        self.warnings.setVisible(bool(texts))
        self.empty.setVisible(not self.table.rows)
        self.refresh_actions()

    def why_no_file(self, record: R) -> str | None:
        """Why the file cannot be made of these days, translated."""
        days = period_of(record.starts_on, record.ends_on)
        return None if days else _("Choose a whole month or quarter.")

    def _why_not_saved(self, context: ActionContext) -> str | None:
        del context
        return _("The report is on its way.") if self.record is None else self.why_no_file(self.record)

    def _save(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            first, last = self.record.starts_on, self.record.ends_on
            name = f"{self.file_name} {period_of(first, last)}"
            self.ask_where(self.exporter, {"from": first.isoformat(), "to": last.isoformat()}, name)


class SalesListPage(AuthorityReportPage[SalesList]):
    """Buyers in other EU countries with what they bought; a figure opens its lines."""

    exporter, file_name = "sales-list", "periodisk sammanställning"
    nothing = N_(
        "Nothing was sold without tax to businesses in other EU countries on these days. Invoices with tax codes of"
        " boxes 35, 38 and 39 come here."
    )
    columns = (
        Column("vat_number", N_("VAT number"), width=18),
        Column("name", N_("Name")),
        Column("goods", N_("Goods"), Kind.MONEY, width=15),
        Column("triangular", N_("Triangular trade"), Kind.MONEY, width=15),
        Column("services", N_("Services"), Kind.MONEY, width=15),
    )

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("EC sales list"), read_sales_list, link, last_month(host.today))

    def show_record(self, record: SalesList) -> None:
        """Show buyers, and who has no number."""
        super().show_record(record)
        days = self.subtitle_of(record.starts_on, record.ends_on)
        self.set_title(_("EC sales list"), _("{days}, due {date}").format(days=days, date=self._day(record.due_on)))
        self.show_warnings([self.host.explain(Invalid(x.code, **x.params)) for x in record.warnings])

    def rows_of(self, record: SalesList) -> Sequence[TableRow]:
        """The buyers, and their sums."""
        rows = [self._row(record, buyer) for buyer in record.buyers]
        if rows:
            totals = (sum((buyer.whole(column) for buyer in record.buyers), ZERO) for column in COLUMNS)
            links = {at: self._lines(record, column) for at, column in enumerate(COLUMNS, 2)}
            rows.append(TableRow((_("Total"), "", *totals), links, total=True))
        return rows

    def _row(self, record: SalesList, buyer: Buyer) -> TableRow:
        amounts = (buyer.whole(column) or None for column in COLUMNS)
        links = {at: self._lines(record, column) for at, column in enumerate(COLUMNS, 2)}
        if buyer.party_id is not None:
            links |= dict.fromkeys((0, 1), Link("contacts.customer", buyer.party_id))
        return TableRow((buyer.vat_number, buyer.name, *amounts), links)

    def _lines(self, record: SalesList, column: str) -> Link:
        days = {"due_on_from": record.starts_on, "due_on_to": record.ends_on}
        label = _("Box {box}, {days}").format(
            box=_BOXES[column], days=self.subtitle_of(record.starts_on, record.ends_on)
        )
        return Link("finance.vat_lines", arguments={"box": _BOXES[column], **days, "label": label})


class OssPage(AuthorityReportPage[OssReport]):
    """Sales taxed in other EU countries by country and rate; a line opens what it is made of."""

    exporter, file_name = "oss", "OSS"
    nothing = N_(
        "Nothing was sold with the tax of another EU country on these days. Sales with tax codes that name a country"
        " come here."
    )
    columns = (
        Column("country", N_("Country")),
        Column("percent", N_("Percent"), Kind.PERCENT, width=10),
        Column("base", N_("Base"), Kind.MONEY, width=15),
        Column("tax", N_("Tax"), Kind.MONEY, width=15),
        Column("base_euro", N_("Base in EUR"), Kind.MONEY, width=15),
        Column("tax_euro", N_("Tax in EUR"), Kind.MONEY, width=15),
    )

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("OSS return"), read_oss_report, link, last_quarter(host.today))

    def show_record(self, record: OssReport) -> None:
        """Show the countries, and whether the euro has a rate."""
        super().show_record(record)
        days = self.subtitle_of(record.starts_on, record.ends_on)
        self.set_title(_("OSS return"), _("{days}, due {date}").format(days=days, date=self._day(record.due_on)))
        missing = record.rate is None and record.rows
        self.show_warnings([self.host.explain(Invalid("oss.no_rate", date=record.ends_on))] if missing else [])

    def rows_of(self, record: OssReport) -> Sequence[TableRow]:
        """By country and rate, and what is to be paid."""
        rows = []
        for row in record.rows:
            days = {"due_on_from": record.starts_on, "due_on_to": record.ends_on}
            link = Link("finance.vat_lines", arguments={"country": row.country, **days, "label": row.country})
            values = (row.country, row.percent, row.base, row.tax, row.base_euro, row.tax_euro)
            rows.append(TableRow(values, dict.fromkeys(range(6), link)))
        if rows:
            sums = (sum((getattr(row, name) for row in record.rows), ZERO) for name in ("base", "tax"))
            euro = None if record.rate is None else sum((row.base_euro or ZERO for row in record.rows), ZERO)
            rows.append(TableRow((_("Total"), None, *sums, euro, record.payable), total=True))
        return rows

    def why_no_file(self, record: OssReport) -> str | None:
        """A quarter with a rate of the euro."""
        if "-" not in (period_of(record.starts_on, record.ends_on) or ""):
            return _("Choose a whole quarter.")
        return None if record.rate is not None else _("There is no rate of the euro on the last day.")
