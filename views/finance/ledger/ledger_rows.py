"""The rows of a general ledger, as the screen shows them and as they are written to a file, however many they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from models.database.work import Work
from models.finance.general_ledger import LedgerFilter, LedgerPage, LedgerRow, general_ledger
from models.finance.rules import ZERO
from resources.language import _
from views.kit.table import TableRow

_AT_ONCE = 2000  # lines in memory while a file is written

Values = tuple[object, ...]


def line_values(row: LedgerRow) -> Values:
    """A line."""
    return (row.entry_date, row.voucher, row.text, row.debit or None, row.credit or None, row.balance)


def opening_row(page: LedgerPage) -> TableRow:
    """What the account opens with."""
    return TableRow((None, "", _("Opening balance"), None, None, page.opening), strong=True)


def closing_row(only: LedgerFilter, debit: Decimal, credit: Decimal, closing: Decimal) -> TableRow:
    """What the account closes with, or what came of a search."""
    label = _("Total") if only.is_search else _("Closing balance")
    return TableRow((None, "", label, debit, credit, closing), total=True)


def file_rows(work: Work, *, account: str, from_date: date, to_date: date, only: LedgerFilter) -> Iterator[Values]:
    """Every line of an account with what it opens and closes with, read as the file is written."""
    span = {"account": account, "from_date": from_date, "to_date": to_date, "only": only, "limit": _AT_ONCE}
    debit = credit = ZERO
    page = general_ledger(work, **span)
    if not only.is_search:
        yield opening_row(page).values
    while True:
        for row in page.rows:
            debit, credit = debit + row.debit, credit + row.credit
            yield line_values(row)
        if page.after is None:
            break
        page = general_ledger(work, **span, after=page.after)
    yield closing_row(only, debit, credit, page.closing).values
