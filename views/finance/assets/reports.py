"""Reports of fixed assets: the note of the annual accounts, register against ledger, and tax depreciation."""

from __future__ import annotations

from collections.abc import Sequence

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.assets.reports import (
    AssetAccount,
    AssetNote,
    NoteGroup,
    TaxDepreciation,
    asset_accounts,
    asset_note,
    tax_depreciation,
)
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.table import TableRow

#: The rows of the note: label, attribute, sign, and whether it closes its part.
_NOTE = (
    (N_("Opening acquisition value"), "cost_opening", 1, False),
    (N_("Acquired"), "cost_added", 1, False),
    (N_("Disposed of"), "cost_disposed", 1, False),
    (N_("Revalued"), "cost_revalued", 1, False),
    (N_("Closing acquisition value"), "cost_closing", 1, True),
    (N_("Opening depreciation"), "depreciation_opening", -1, False),
    (N_("Depreciation of the period"), "depreciation_year", -1, False),
    (N_("On what was disposed of"), "depreciation_disposed", -1, False),
    (N_("Closing depreciation"), "depreciation_closing", -1, True),
    (N_("Opening write-downs"), "write_down_opening", -1, False),
    (N_("Write-downs of the period"), "write_down_year", -1, False),
    (N_("Written down on what was disposed of"), "write_down_disposed", -1, False),
    (N_("Closing write-downs"), "write_down_closing", -1, True),
    (N_("Book value"), "book_closing", 1, True),
)


class AssetNotePage(ReportPage[AssetNote]):
    """By group: what opened, came, went and closed; a heading opens the assets of its group."""

    columns = (Column("text", N_("Asset group")), Column("amount", N_("Amount"), Kind.MONEY, width=20))

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Note on fixed assets"), asset_note, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """Both days; the first may be left to the fiscal year."""
        return {"from_date": span.from_date, "to_date": span.to_date}

    def show_record(self, record: AssetNote) -> None:
        """Show the note and its days."""
        super().show_record(record)
        self.bar.show_span(self.bar.span, record.from_date)
        self.set_title(_("Note on fixed assets"), self.subtitle_of(record.from_date, record.to_date))

    def rows_of(self, record: AssetNote) -> Sequence[TableRow]:
        """Each group with its parts; parts in which nothing stands are left out."""
        rows: list[TableRow] = []
        for group in record.groups:
            link = Link("finance.assets", arguments={"group_id": group.group_id, "label": group.name})
            rows.append(TableRow((group.name, None), {0: link}, strong=True))
            rows += _group_rows(group, link)
        if len(record.groups) > 1:
            total = sum((group.book_closing for group in record.groups), ZERO)
            rows.append(TableRow((_("Book value of all groups"), total), total=True))
        return rows


def _group_rows(group: NoteGroup, link: Link) -> list[TableRow]:
    shown = []
    for label, name, sign, closes in _NOTE:
        amount = sign * getattr(group, name)
        if amount or name in {"cost_closing", "book_closing"}:
            shown.append(TableRow((_(label), amount), {1: link}, level=1, total=closes))
    return shown


class AssetAccountsPage(ReportPage[tuple[AssetAccount, ...]]):
    """By account: what the register says, what is booked, and the difference, which opens the ledger."""

    columns = (
        Column("account", N_("Account"), width=10),
        Column("name", N_("Name")),
        Column("register", N_("Register"), Kind.MONEY, width=18),
        Column("ledger", N_("Ledger"), Kind.MONEY, width=18),
        Column("difference", N_("Difference"), Kind.MONEY, width=18),
    )
    from_start = False

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Assets against ledger"), asset_accounts, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day."""
        return {"on": span.to_date}

    def rows_of(self, record: tuple[AssetAccount, ...]) -> Sequence[TableRow]:
        """The accounts and their sums."""
        rows = []
        for row in record:
            ledger = self.ledger_link(row.account, Span(self.bar.span.to_date))
            assets = Link("finance.assets", arguments={"cost_account": row.account, "label": row.account})
            values = (row.account, row.name, row.register, row.ledger, row.difference)
            rows.append(TableRow(values, {0: ledger, 1: ledger, 2: assets, 3: ledger, 4: ledger}))
        if rows:
            sums = (sum((getattr(r, name) for r in record), ZERO) for name in ("register", "ledger", "difference"))
            rows.append(TableRow((_("Total"), "", *sums), total=True))
        return rows


class TaxDepreciationPage(ReportPage[TaxDepreciation]):
    """Main and supplementary rule side by side, and the reserve that takes the books to the lower value."""

    columns = (Column("text", N_("Step")), Column("amount", N_("Amount"), Kind.MONEY, width=20))
    from_start = False

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Tax depreciation"), tax_depreciation, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """A day of the fiscal year."""
        return {"on": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """The voucher that is proposed."""
        return (
            Action(
                "finance.tax_depreciation.voucher",
                N_("Make the voucher"),
                self._voucher,
                Permission.FINANCE_POST,
                icon="voucher",
                enabled=self._why_not,
                primary=True,
            ),
        )

    def show_record(self, record: TaxDepreciation) -> None:
        """Show the steps and the year."""
        super().show_record(record)
        self.set_title(_("Tax depreciation"), self.subtitle_of(record.from_date, record.to_date))
        self.refresh_actions()

    def rows_of(self, record: TaxDepreciation) -> Sequence[TableRow]:
        """From the opening tax value to what is to be booked."""
        reserve = self.ledger_link(record.rule.reserve_account, Span(record.to_date, record.from_date))
        assets = Link("finance.assets")
        percents = {"percent": f"{record.rule.main_percent:f}"}
        other = {"percent": f"{record.rule.supplementary_percent:f}"}
        return [
            TableRow((_("Book value of equipment at the start"), record.book_opening), {1: assets}),
            TableRow((_("Reserve at the start"), -record.reserve_opening), {1: reserve}),
            TableRow((_("Acquired and still there"), record.acquired), {1: assets}),
            TableRow((_("Price of older equipment that was sold"), -record.proceeds), {1: assets}),
            TableRow((_("What depreciation is counted of"), record.base), total=True),
            TableRow((_("Main rule: after {percent} %").format(**percents), record.main_value)),
            TableRow((_("Supplementary rule: each year {percent} %").format(**other), record.supplementary_value)),
            TableRow((_("Lowest tax value"), record.tax_value), total=True),
            TableRow((_("Book value of equipment at the end"), record.book_closing), {1: assets}),
            TableRow((_("Reserve that is needed"), record.reserve_closing)),
            TableRow((_("Reserve that is booked"), record.reserve_booked), {1: reserve}),
            TableRow((_("Left to book"), record.change), total=True),
        ]

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return None if self.record is not None and self.record.change else _("Nothing is left to book.")

    def _voucher(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            draft = self.record.voucher(_("Change of excess depreciation"))
            self.host.open(Link("finance.voucher", arguments={"draft": draft}))
