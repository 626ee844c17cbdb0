"""What was open of an account at the end of a day, by age, beside the balance of the account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.database.listing import Column, Kind
from models.database.work import Work
from models.finance.definitions import AGED_FIGURES
from models.finance.open_items import DayItem, ItemsOnDay, items_on_day
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.invoices.ages import AGES
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Link
from views.kit.table import TableRow


def read_day(work: Work, *, account: str | None, on: date) -> ItemsOnDay | None:
    """What was open of an account on a day; nothing where none is chosen."""
    return items_on_day(work, account=account, on=on) if account else None


class ItemsOnDayPage(ReportPage[ItemsOnDay | None]):
    """The items of one account that were open on a day; each opens its voucher, and all sum to the balance."""

    columns = (
        Column("entry_date", N_("Date"), Kind.DATE, width=11),
        Column("voucher", N_("Voucher"), width=7),
        Column("text", N_("Text")),
        Column("not_due", N_("Not due"), Kind.MONEY),
        Column("days_1_30", N_("1–30 days"), Kind.MONEY),
        Column("days_31_60", N_("31–60"), Kind.MONEY),
        Column("days_61_90", N_("61–90"), Kind.MONEY),
        Column("days_over_90", N_("Over 90"), Kind.MONEY),
        Column("total", N_("Total"), Kind.MONEY),
    )
    explains = AGED_FIGURES
    from_start = False
    picks_account = True

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Open items on a day"), read_day, link)
        if self.bar.account.value() is None:
            self.setFocusProxy(self.bar.account)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The account and the day."""
        return {"account": self.bar.account.value(), "on": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """To settle, and to the ledger."""
        return (
            Action("finance.items_on_day.ledger", N_("Show ledger"), self._to_ledger, icon="ledger"),
            Action(
                "finance.items_on_day.settle",
                N_("Settle open items"),
                self._to_settle,
                icon="link",
                primary=True,
            ),
        )

    def show_record(self, record: ItemsOnDay | None) -> None:
        """Show the items, and whether they sum to the balance."""
        super().show_record(record)
        if record is None:
            self.set_title(_("Open items on a day"), _("Choose an account."))
            return
        balance = format_value(record.balance, Kind.MONEY, self.host.language)
        said = (
            _("{account}: the balance is {balance}")
            if record.total == record.balance
            else _("{account}: the balance is {balance}, which is not what is open")
        )
        self.set_title(_("Open items on a day"), said.format(account=record.account, balance=balance))

    def rows_of(self, record: ItemsOnDay | None) -> Sequence[TableRow]:
        """The items, what is not shown of them, and their sums."""
        if record is None or not record.count:
            return ()
        rows = [_row(item) for item in record.items]
        if len(record.items) < record.count:
            hidden = [
                age - sum((part[at] or ZERO for part in map(_ages, record.items)), ZERO)
                for at, age in enumerate(record.ages)
            ]
            said = _("{count} more items").format(count=record.count - len(record.items))
            rows.append(TableRow((None, "", said, *hidden, sum(hidden, ZERO))))
        rows.append(TableRow((None, "", _("Total"), *record.ages, record.total), total=True))
        return rows

    def _to_ledger(self, context: ActionContext) -> None:
        del context
        arguments = {"account": self.bar.account.value(), "to_date": self.bar.span.to_date}
        self.host.open(Link("finance.general_ledger", arguments=arguments))

    def _to_settle(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.settling", arguments={"account": self.bar.account.value()}))


def _row(item: DayItem) -> TableRow:
    text = (
        f"{item.party_name} \N{MIDDLE DOT} {item.text}"
        if item.party_name and item.text
        else item.party_name or item.text
    )
    values = (item.entry_date, item.voucher, text, *_ages(item), item.remaining)
    return TableRow(values, dict.fromkeys(range(len(values)), Link("finance.voucher", item.entry_id)))


def _ages(item: DayItem) -> list[Decimal | None]:
    """The amount under its age, nothing under the others."""
    return [
        item.remaining if (first or 0) <= item.days and (last is None or item.days <= last) else None
        for first, last in AGES
    ]
