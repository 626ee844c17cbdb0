"""The general ledger of one account: its lines in order with the balance after each, more of them as one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from models.database.errors import KontorError
from models.database.listing import Column, Kind
from models.database.work import Work
from models.finance.definitions import GENERAL_LEDGER_FIGURES
from models.finance.general_ledger import (
    EVERYTHING,
    LedgerFilter,
    LedgerMark,
    LedgerPage,
    LedgerRow,
    account_beside,
    day_of_last_lines,
    general_ledger,
)
from models.finance.reports import fiscal_year_start
from models.finance.rules import ZERO
from models.finance.statements.narrowing import in_words
from resources.language import N_, _
from views.finance.ledger.ledger_filters import LedgerFilters
from views.finance.ledger.ledger_rows import closing_row, file_rows, line_values, opening_row
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span, values_of
from views.finance.printing import general_ledger_print
from views.kit.action import Action, ActionContext
from views.kit.host import ExportFormat, Host, Level, Link, Message, TableExport
from views.kit.table import TableRow

MOST_SHOWN = 5000  # lines fetched by scrolling; those after them are opened by their day


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """The lines read so far of an account, or of none where none is chosen."""

    name: str
    from_date: date
    page: LedgerPage | None
    also: tuple[str, ...] = ()  # the further values that it is narrowed to, in words


def read_ledger(
    work: Work, *, account: str | None, from_date: date | None, to_date: date, only: LedgerFilter = EVERYTHING
) -> AccountLedger:
    """The first lines of an account, from the start of the fiscal year where no day is given."""
    start = from_date or fiscal_year_start(work, on=to_date)
    if account is None:
        return AccountLedger("", start, None)
    page = general_ledger(work, account=account, from_date=start, to_date=to_date, only=only)
    return AccountLedger(page.account, start, page, in_words(work, only.also))


class GeneralLedgerPage(ReportPage[AccountLedger]):
    """One account between two days; each line opens its voucher."""

    columns = (
        Column("entry_date", N_("Date"), Kind.DATE, width=12),
        Column("voucher", N_("Voucher"), width=12),
        Column("text", N_("Text")),
        Column("debit", N_("Debit"), Kind.MONEY, width=15),
        Column("credit", N_("Credit"), Kind.MONEY, width=15),
        Column("balance", N_("Balance"), Kind.MONEY, width=15),
    )
    explains = GENERAL_LEDGER_FIGURES
    picks_account = True
    _fetching = False

    def __init__(self, host: Host, link: Link) -> None:
        # Made before the page, which may be answered while it is being made.
        self.filters, self._only = LedgerFilters(host, link), only_of(link)
        super().__init__(host, _("General ledger"), read_ledger, link)
        self.bar.value_chosen.connect(self._on_value)
        self.bar.offer_values(self._only.dimension, self._only.value)
        self.put_above(self.filters)
        self.filters.chosen.connect(self._on_chosen)
        self.table.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        if self.bar.account.value() is None:
            self.setFocusProxy(self.bar.account)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The account, both days, and what narrows it."""
        found = {"account": self.bar.account.value(), "from_date": span.from_date, "to_date": span.to_date}
        return {**found, "only": self.only} if self.only != EVERYTHING else found

    @property
    def only(self) -> LedgerFilter:
        """What narrows the account: what is typed, and the value of a dimension."""
        chosen = self._only
        return replace(self.filters.asked, dimension=chosen.dimension, value=chosen.value, also=chosen.also)

    def own_actions(self) -> tuple[Action, ...]:
        """The accounts beside, and print."""
        return (
            self._stepping("finance.ledger.previous", N_("Previous account"), -1, "Alt+PgUp"),
            self._stepping("finance.ledger.next", N_("Next account"), 1, "Alt+PgDown"),
            Action(
                "finance.account_analysis.open",
                N_("Analyse"),
                self._analyse,
                icon="report",
                enabled=self._why_not_printed,
            ),
            Action(
                "finance.ledger.items",
                N_("Settle open items"),
                self._to_items,
                icon="link",
                enabled=self._why_not_printed,
                in_menu_only=True,
            ),
            Action(
                "finance.ledger.last",
                N_("Last lines"),
                self._go_last,
                shortcut="Alt+End",
                enabled=self._why_not_printed,
                in_menu_only=True,
            ),
            Action("finance.ledger.print_all", N_("Print all accounts"), self._print_all, in_menu_only=True),
            Action(
                "finance.general_ledger.print",
                N_("Print"),
                self._print,
                icon="print",
                enabled=self._why_not_printed,
                primary=True,
            ),
        )

    def show_record(self, record: AccountLedger) -> None:
        """Show the lines and whose they are."""
        super().show_record(record)
        self.bar.show_span(self.bar.span, record.from_date)
        if record.page is None:
            self.set_title(_("General ledger"), _("Choose an account."))
        else:
            self.set_title(_("General ledger"), ", ".join([self.bar.account.text() or record.name, *record.also]))

    def rows_of(self, record: AccountLedger) -> Sequence[TableRow]:
        """The opening balance, the lines, and the closing balance once all lines are here."""
        page = record.page
        if page is None or (self.only.is_search and not page.rows):
            return []
        first = () if self.only.is_search else (opening_row(page),)
        return [*first, *map(_row, page.rows), *self._ending(page)]

    def _ending(self, page: LedgerPage) -> Sequence[TableRow]:
        """The sum once all lines are here, or where the others are once no more are fetched."""
        if page.after is None:
            return (closing_row(self.only, *_sums(page), page.closing),)
        if not _full(page):
            return ()
        if self.only.is_search:
            return (
                TableRow((None, "", _("More lines follow. Choose later days or a narrower filter."), None, None, None)),
            )
        label = _("More lines follow: open those from {date} on").format(date=page.after[0].isoformat())
        return (TableRow((None, "", label, None, None, None), {2: self._from_day(page.after[0])}, strong=True),)

    def _from_day(self, day: date) -> Link:
        """The same lines, beginning with a day."""
        link = self.ledger_link(str(self.bar.account.value()), Span(self.bar.span.to_date, day))
        only = self.only
        narrowed: dict[str, object] = {}
        if only.dimension is not None:
            narrowed = {"dimension": only.dimension, "value": only.value, "also": only.also}
        closing = {"before_closing": True} if only.before_closing else {}
        return Link(link.kind, arguments={**link.arguments, **narrowed, **closing})

    def _on_scrolled(self, value: int) -> None:
        page = self.record.page if self.record is not None else None
        bar = self.table.table.verticalScrollBar()
        if (
            page is None
            or page.after is None
            or _full(page)
            or self._fetching
            or value < bar.maximum() - bar.pageStep()
        ):
            return
        self._fetch_more(page, page.after)

    def _fetch_more(self, page: LedgerPage, after: LedgerMark) -> None:
        arguments = {
            "account": page.account,
            "from_date": self.record.from_date if self.record else after[0],
            "to_date": self.bar.span.to_date,
            "after": after,
        }
        self._fetching = True
        if self.only != EVERYTHING:
            arguments["only"] = self.only
        self.host.read(general_ledger, arguments, on_done=partial(self._on_more, page), on_failed=self._on_no_more)

    def _on_more(self, before: LedgerPage, found: LedgerPage) -> None:
        self._fetching = False
        if self.record is None or self.record.page is not before:
            return
        joined = replace(found, opening=before.opening, rows=before.rows + found.rows)
        self.record = replace(self.record, page=joined)
        self.show_record(self.record)

    def _on_no_more(self, error: KontorError) -> None:
        self._fetching = False
        self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="read"))

    def _on_value(self, dimension: int | None, value: str) -> None:
        """Show what carries another value, or all."""
        self._only = LedgerFilter(dimension, value)
        self.bar.chosen.emit()

    def _export(self, kind: ExportFormat, context: ActionContext) -> None:
        """All lines, those included that have not been scrolled to."""
        page = self.record.page if self.record is not None else None
        if page is None or page.after is None:
            super()._export(kind, context)
            return
        first = self.record.from_date if self.record is not None else page.rows[0].entry_date
        reads = partial(file_rows, account=page.account, from_date=first, to_date=self.bar.span.to_date, only=self.only)
        self.host.export_table(TableExport(self.title, self.columns, (), kind, reads=reads))

    def _why_not_printed(self, context: ActionContext) -> str | None:
        del context
        shown = self.record is not None and self.record.page is not None
        return None if shown else _("Choose an account.")

    def _print(self, context: ActionContext) -> None:
        del context
        if self.record is not None and self.record.page is not None:
            days = (self.record.from_date, self.bar.span.to_date)
            self.host.preview(general_ledger_print(*days, self.record.page.account, self.only))

    def _print_all(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.preview(general_ledger_print(self.record.from_date, self.bar.span.to_date, None, self.only))

    def _analyse(self, context: ActionContext) -> None:
        del context
        arguments = {"account": self.bar.account.value(), "to_date": self.bar.span.to_date}
        self.host.open(Link("finance.account_analysis", arguments=arguments))

    def _to_items(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.settling", arguments={"account": self.bar.account.value()}))

    def _go_last(self, context: ActionContext) -> None:
        del context
        arguments = {"account": self.bar.account.value(), "to_date": self.bar.span.to_date}
        self.host.read(day_of_last_lines, arguments, on_done=self._on_last_day)

    def _on_last_day(self, day: date | None) -> None:
        if day is not None:
            self.host.open(self._from_day(day))

    def _stepping(self, name: str, title: str, direction: int, keys: str) -> Action:
        return Action(
            name, title, partial(self._step, direction), shortcut=keys, enabled=self._why_not_printed, in_menu_only=True
        )

    def _step(self, direction: int, context: ActionContext) -> None:
        del context
        arguments = {"account": self.bar.account.value(), "direction": direction}
        self.host.read(account_beside, arguments, on_done=self._on_account)

    def _on_account(self, account: str | None) -> None:
        if account is None:
            self.host.tell(Message(_("There is no further account with figures."), replaces="read"))
            return
        self.bar.account.set_value(account)
        self._on_chosen()


def only_of(link: Link) -> LedgerFilter:
    """What a link narrows the ledger to: the `value` of a `dimension`, and `also` those of others."""
    values = values_of(link)
    return LedgerFilter(*values[0], also=values[1:]) if values else EVERYTHING


def _full(page: LedgerPage) -> bool:
    """Whether no more is fetched by scrolling; a day is never cut where it is the only one."""
    return page.after is not None and len(page.rows) >= MOST_SHOWN and page.after[0] > page.rows[0].entry_date


def _sums(page: LedgerPage) -> tuple[Decimal, Decimal]:
    return sum((row.debit for row in page.rows), ZERO), sum((row.credit for row in page.rows), ZERO)


def _row(row: LedgerRow) -> TableRow:
    values = line_values(row)
    return TableRow(values, dict.fromkeys(range(len(values)), Link("finance.voucher", row.entry_id)))
