"""The trial balance: accounts by what they are, with sums that lead to the result."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from models.database.listing import Column, Kind
from models.finance.documents import BalanceRow, TrialBalanceDocument
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import SLIM, SLIM_STRONG, Align
from reports.layout.wording import Wording, wording
from reports.tables import Table
from resources.language import N_

ZERO = Decimal(0)
_KINDS = {
    "asset": N_("Assets"),
    "liability": N_("Liabilities"),
    "equity": N_("Equity"),
    "income": N_("Income"),
    "expense": N_("Expenses"),
}
_SIDES = (("asset", "liability", "equity"), ("income", "expense"))
COLUMNS = (
    Column("account", N_("Account"), width=8),
    Column("name", N_("Name"), width=36),
    Column("opening", N_("Opening balance"), Kind.MONEY),
    Column("debit", N_("Debit"), Kind.MONEY),
    Column("credit", N_("Credit"), Kind.MONEY),
    Column("closing", N_("Closing balance"), Kind.MONEY),
)


def period(document: TrialBalanceDocument, words: Wording) -> str:
    """The range of days that the report is about."""
    return f"{words.day(document.from_date)} – {words.day(document.to_date)}"


def trial_balance_title(document: TrialBalanceDocument) -> str:
    """What the report calls itself."""
    _ = wording(document.language).translate
    return _("Trial balance")


def trial_balance_table(document: TrialBalanceDocument) -> Table:
    """The same rows for a spreadsheet or a program."""
    words = wording(document.language)
    sums = dict(zip(("opening", "debit", "credit", "closing"), _sums(document.rows), strict=True))
    return Table(
        title=trial_balance_title(document),
        subtitle=period(document, words),
        company=document.sender,
        columns=COLUMNS,
        rows=[(row.account, row.name, row.opening, row.debit, row.credit, row.closing) for row in document.rows],
        totals=sums,
        made_at=document.made_at,
    )


def draw_trial_balance(sheet: Sheet, document: TrialBalanceDocument) -> None:
    """Draw the trial balance; sums are carried forward over the whole report."""
    words = wording(document.language)
    _ = words.translate
    frame = ReportFrame(
        sender=document.sender,
        title=trial_balance_title(document),
        subtitle=f"{period(document, words)}   {document.sender.currency}",
        words=words,
        made_at=document.made_at,
    )
    pages = Pages(sheet, frame)
    grand = _total(_("All accounts"), document.rows, words)
    table = FlowTable(
        pages,
        fitted(_columns(words), [_cells(row, words) for row in document.rows] + [grand], SLIM_STRONG),
        left=frame.left,
        right=frame.right,
        words=words,
        carried=(2, 3, 4, 5),
        style=SLIM,
    )
    for kinds in _SIDES:
        side = [row for row in document.rows if row.kind in kinds]
        for kind, group in groupby(side, key=lambda row: row.kind):
            _draw_kind(table, _(_KINDS[kind]), list(group), words)
        if side:
            label = _("Balance sheet") if kinds == _SIDES[0] else _("Result")
            table.total(_total(label, side, words), style=SLIM_STRONG)
    table.total(grand, style=SLIM_STRONG)
    pages.close()


def _draw_kind(table: FlowTable, heading: str, rows: Sequence[BalanceRow], words: Wording) -> None:
    _ = words.translate
    table.heading(heading, style=SLIM_STRONG, keep=2 * table.row_height)
    for row in rows:
        table.row(_cells(row, words), add={2: row.opening, 3: row.debit, 4: row.credit, 5: row.closing})
    table.row(_total(_("Sum of {what}").format(what=heading.lower()), rows, words), style=SLIM_STRONG)


def _columns(words: Wording) -> list[TableColumn]:
    _ = words.translate
    return [
        TableColumn(_("Account")),
        TableColumn(_("Name"), wraps=True),
        TableColumn(_("Opening balance"), width=66, align=Align.RIGHT),
        TableColumn(_("Debit"), width=66, align=Align.RIGHT),
        TableColumn(_("Credit"), width=66, align=Align.RIGHT),
        TableColumn(_("Closing balance"), width=66, align=Align.RIGHT),
    ]


def _cells(row: BalanceRow, words: Wording) -> list[str]:
    return [row.account, row.name, *map(words.money, (row.opening, row.debit, row.credit, row.closing))]


def _total(label: str, rows: Sequence[BalanceRow], words: Wording) -> list[str]:
    return ["", label, *map(words.money, _sums(rows))]


def _sums(rows: Sequence[BalanceRow]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return (
        sum((row.opening for row in rows), ZERO),
        sum((row.debit for row in rows), ZERO),
        sum((row.credit for row in rows), ZERO),
        sum((row.closing for row in rows), ZERO),
    )
