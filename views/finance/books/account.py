"""An account in the main books and in a further one; each opens its lines where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.database.listing import Column, Kind
from models.finance.books.account import AccountInBooks, InBook, account_in_books
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage, account_of
from views.finance.ledger.span import Span, values_of
from views.kit.host import Host, Link
from views.kit.table import TableRow

_PARTS = ("opening", "change", "closing")


class AccountInBooksPage(ReportPage[AccountInBooks]):
    """One row a book, and both together."""

    columns = (
        Column("book", N_("Book")),
        Column("opening", N_("Opening"), Kind.MONEY, width=15),
        Column("change", N_("Movement"), Kind.MONEY, width=15),
        Column("closing", N_("Closing"), Kind.MONEY, width=15),
    )

    def __init__(self, host: Host, link: Link) -> None:
        self._given, self._account = link.arguments, account_of(link) or ""
        self._narrowed = values_of(link)
        super().__init__(host, _("Account in the books"), account_in_books, link)
        self.bar.hide()

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The account, the book and the days, narrowed as the figure was that led here."""
        first = self._narrowed[:1] or ((None, None),)
        return {
            "account": self._account,
            "book": self._given.get("book") or 0,
            "from_date": span.from_date or span.to_date,
            "to_date": span.to_date,
            "before_closing": bool(self._given.get("before_closing")),
            "dimension": first[0][0],
            "value": first[0][1],
            "also": {str(number): code for number, code in self._narrowed[1:]},
        }

    def show_record(self, record: AccountInBooks) -> None:
        """Show the rows, and which account it is."""
        super().show_record(record)
        days = self.subtitle_of(record.from_date, record.to_date)
        self.set_title(f"{record.account} {record.name}".strip(), days)

    def rows_of(self, record: AccountInBooks) -> Sequence[TableRow]:
        """The main books, what differs, and the sum."""
        rows = [self._row(record, row) for row in record.rows]
        sums = (sum((getattr(row, part) for row in record.rows), ZERO) for part in _PARTS)
        return [*rows, TableRow((_("Together"), *sums), total=True)]

    def _row(self, record: AccountInBooks, row: InBook) -> TableRow:
        name = _("Differences in {book}").format(book=row.code) if row.code else _("Main books")
        link = self.ledger_link(record.account, Span(record.to_date, record.from_date))
        narrowing = {name: self._given[name] for name in ("dimension", "value", "also") if name in self._given}
        closing = {"before_closing": bool(self._given.get("before_closing"))}
        link = replace(link, arguments={**link.arguments, **narrowing, **closing}, company=row.company)
        return TableRow((name, *(getattr(row, part) for part in _PARTS)), dict.fromkeys(range(4), link))
