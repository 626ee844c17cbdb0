"""Where the end of a fiscal year stands: months, adjustments, tax, closing voucher, and what became of the result."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.income_tax import IncomeTax
from models.finance.posting import VoucherDraft
from models.finance.year_board import YearBoard, read_year_board
from models.finance.year_end import YearEnd, open_adjustment_period, undo_disposal
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.format import format_value
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import Label, heading, row

_DO = Permission.FINANCE_PERIODS
_TAX = (
    Column("text", N_("From the result to the tax")),
    Column("account", N_("Account"), width=8),
    Column("amount", N_("Amount"), Kind.MONEY, width=16),
)
_TRAIL = (
    Column("closed_at", N_("Closed"), Kind.TIMESTAMP, width=18),
    Column("reopened_at", N_("Opened again"), Kind.TIMESTAMP, width=18),
    Column("by", N_("By"), width=20),
    Column("reason", N_("Reason")),
)


class YearEndPage(RecordPage[YearBoard]):
    """The end of a fiscal year by its key; without a key that of the year to be closed next."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Year-end"),
            read=read_year_board,
            arguments={"fiscal_year_id": link.number or None},
            subjects=("ledger.entry", "ledger.period", "ledger.year_end", "ledger.result_disposal"),
            link=link,
        )

    def build(self) -> None:
        """The year to choose, what stands of it, the tax, and when it was opened again."""
        self.years = ChoiceBox(())
        self.years.setAccessibleName(_("Fiscal year"))
        self.years.edited.connect(self._on_year)
        line = row()
        line.addWidget(Label(_("Fiscal year"), ink="secondary"))
        line.addWidget(self.years)
        line.addStretch(1)
        self.facts = FactCard(self.host, across=4)
        self.tax = TableView(self.host, _TAX, fitted=True)
        self.trail_heading = heading(_("Opened again"))
        self.trail = TableView(self.host, _TRAIL, fitted=True)
        self.parts.addLayout(line)
        for part in (self.facts, self.tax, self.trail_heading, self.trail):
            self.parts.addWidget(part)
        self.parts.addStretch(1)

    def show_record(self, record: YearBoard) -> None:
        """Show how far the year has come, and offer what comes next."""
        end = record.end
        self.years.offer([Choice(year.id, self._span(year.starts_on, year.ends_on)) for year in record.years])
        self.years.set_value(end.fiscal_year_id)
        self.set_title(_("Year-end"), self._span(end.starts_on, end.ends_on))
        self.header.set_chips(["locked" if end.closed_at else "open"])
        self.facts.set_facts([*self._of_year(end), *self._of_closing(end)])
        self.tax.setVisible(record.tax is not None)
        self.tax.set_rows(_tax_rows(record.tax, self._ledger(end)) if record.tax else [])
        for part in (self.trail_heading, self.trail):
            part.setVisible(bool(end.reopenings))
        self.trail.set_rows([TableRow((r.closed_at, r.reopened_at, r.reopened_by, r.reason)) for r in end.reopenings])
        self.set_actions(self._closed_actions(end) if end.closed_at else self._open_actions())

    def record_key(self, record: YearBoard) -> int:
        """The year shown, which may be another than the link names."""
        return record.end.fiscal_year_id

    def _span(self, first: object, last: object) -> str:
        language = self.host.language
        return _("{first} to {last}").format(
            first=format_value(first, Kind.DATE, language), last=format_value(last, Kind.DATE, language)
        )

    def _ledger(self, end: YearEnd) -> dict[str, object]:
        return {"from_date": end.starts_on, "to_date": end.ends_on}

    def _of_year(self, end: YearEnd) -> list[Fact]:
        months = _("{locked} of {all}").format(locked=end.locked, all=end.periods)
        vouchers = Link("finance.vouchers", arguments={"kind": "adjustment", "fiscal_year_id": end.fiscal_year_id})
        return [
            Fact(_("Months locked"), months, link=Link("finance.periods")),
            Fact(
                _("Adjustments"),
                end.adjustments if end.adjustment_period_id else _("Not begun"),
                Kind.INTEGER if end.adjustment_period_id else Kind.TEXT,
                link=vouchers if end.adjustments else None,
            ),
            Fact(
                _("Result"),
                end.result,
                Kind.MONEY,
                Link("finance.statement", arguments={"statement": "income", **self._ledger(end)}),
                strong=True,
                explains=N_("Income less costs of the year, tax included, before the closing voucher."),
            ),
            Fact(
                _("Retained earnings"),
                end.retained,
                Kind.MONEY,
                Link("finance.general_ledger", arguments={"account": end.accounts.retained, **self._ledger(end)}),
                explains=N_("What earlier years have left in equity, as it stands today."),
            ),
        ]

    def _of_closing(self, end: YearEnd) -> list[Fact]:
        if end.closed_at is None:
            return []
        facts = [Fact(_("Closed"), end.closed_at, Kind.TIMESTAMP), Fact(_("By"), end.closed_by)]
        if end.entry_id is not None:
            facts.append(Fact(_("Closing voucher"), end.voucher, link=Link("finance.voucher", end.entry_id)))
        if end.disposal is not None:
            link = Link("finance.voucher", end.disposal.entry_id) if end.disposal.entry_id else None
            facts += [
                Fact(_("Dividend"), end.disposal.dividend, Kind.MONEY, link),
                Fact(_("Carried forward"), end.disposal.carried_forward, Kind.MONEY, link),
                Fact(_("Decided on"), end.disposal.decided_on, Kind.DATE),
            ]
        return facts

    def _on_year(self) -> None:
        self.read_instead({"fiscal_year_id": self.years.value()})

    # --- what can be done

    def _open_actions(self) -> tuple[Action, ...]:
        return (
            Action(
                "finance.year_end.adjust",
                N_("New adjustment"),
                self._adjust,
                Permission.FINANCE_POST,
                "Ctrl+N",
                "add",
            ),
            Action(
                "finance.year_end.tax",
                N_("Post the tax"),
                self._tax,
                _DO,
                icon="finance",
                enabled=self._why_no_tax,
            ),
            Action(
                "finance.year_end.close",
                N_("Close the year"),
                self._close,
                _DO,
                icon="lock",
                enabled=self._why_not_closed,
                primary=True,
            ),
        )

    def _closed_actions(self, end: YearEnd) -> tuple[Action, ...]:
        reopen = Action("finance.year_end.reopen", N_("Open the year again"), self._reopen, _DO, icon="undo")
        if end.disposal is not None:
            return (
                reopen,
                Action("finance.year_end.undo", N_("Take the decision back"), self._ask_to_undo, _DO, icon="undo"),
            )
        return (
            reopen,
            Action(
                "finance.year_end.dispose",
                N_("What the owners decided"),
                self._dispose,
                _DO,
                icon="finance",
                enabled=self._why_not_disposed,
                primary=True,
            ),
        )

    def _why_not_closed(self, context: ActionContext) -> str | None:
        del context
        end = self.record.end if self.record else None
        if end is None or end.locked == end.periods:
            return None
        return _("{count} months are not locked yet.").format(count=end.periods - end.locked)

    def _why_no_tax(self, context: ActionContext) -> str | None:
        del context
        return None if self.record and self.record.tax else _("The owner pays the tax.")

    def _why_not_disposed(self, context: ActionContext) -> str | None:
        del context
        dividend = self.record.end.accounts.dividend if self.record else ""
        return None if dividend else _("There is nothing to decide in a company of this form.")

    def _year(self) -> int:
        return self.record.end.fiscal_year_id if self.record else 0

    def _adjust(self, context: ActionContext) -> None:
        """A voucher of the adjustment period, which is opened by it."""
        del context
        self.carry_out(open_adjustment_period, {"fiscal_year_id": self._year()}, then=self._enter)

    def _enter(self, period: int) -> None:
        del period
        if self.record is not None:
            draft = VoucherDraft(date=self.record.end.ends_on, lines=(), kind="adjustment")
            self.host.open(Link("finance.voucher", arguments={"draft": draft}))

    def _tax(self, context: ActionContext) -> None:
        del context
        self.carry_out(open_adjustment_period, {"fiscal_year_id": self._year()}, then=self._ask_tax)

    def _ask_tax(self, period: int) -> None:
        del period
        self.host.open(Link("finance.year_end.tax", self._year()))

    def _close(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.year_end.close", self._year()))

    def _reopen(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.year_end.reopen", self._year()))

    def _dispose(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.year_end.disposal", self._year()))

    def _ask_to_undo(self, context: ActionContext) -> None:
        del context
        text = _("Its voucher is mirrored today, and the result stands undecided again.")
        self.ask_first(_("Take the decision back?"), text, _("Take back"), self._undo)

    def _undo(self) -> None:
        disposal = self.record.end.disposal if self.record else None
        if disposal is not None:
            arguments = {
                "disposal_id": disposal.id,
                "date": max(self.host.today, disposal.decided_on),
                "text": _("Disposal taken back"),
            }
            self.carry_out(undo_disposal, arguments, told=_("The decision is taken back."))


def _tax_rows(tax: IncomeTax, days: dict[str, object]) -> Sequence[TableRow]:
    rows = [TableRow((_("Result before tax and reserves"), "", tax.result_before_tax))]
    for found, sign, words in (
        (tax.non_deductible, 1, _("Not deductible: {name}")),
        (tax.non_taxable, -1, _("Not taxable: {name}")),
    ):
        for item in found:
            link = Link("finance.general_ledger", arguments={"account": item.account, **days})
            values = (words.format(name=item.name), item.account, sign * item.amount)
            rows.append(TableRow(values, dict.fromkeys(range(3), link)))
    rate = f"{tax.rate.normalize():f}"
    to_post = tax.tax - tax.booked_tax
    rows += [
        TableRow((_("To a tax allocation reserve"), "", -tax.allocation)),
        TableRow((_("Taxable result"), "", tax.taxable), total=True),
        TableRow((_("Tax, {rate} %").format(rate=rate), "", tax.tax)),
        TableRow((_("Posted already"), "", -tax.booked_tax if tax.booked_tax else Decimal(0))),
        TableRow((_("Left to post"), "", to_post), total=True),
    ]
    return rows
