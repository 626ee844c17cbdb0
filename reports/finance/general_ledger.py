"""The general ledger: every account with its lines and the balance after each, drawn as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.database.listing import Column, Kind
from models.finance.documents import GeneralLedgerDocument, LedgerAccount
from reports.layout.columns import FlowTable, TableColumn
from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import MUTED, SLIM, SLIM_STRONG, Align
from reports.layout.wording import Wording, wording
from reports.tables import Table
from resources.language import N_

ZERO = Decimal(0)
_DEBIT, _CREDIT, _BALANCE = 3, 4, 5
COLUMNS = (
    Column("account", N_("Account"), width=8),
    Column("account_name", N_("Name"), width=28),
    Column("entry_date", N_("Date"), Kind.DATE),
    Column("voucher", N_("Voucher"), width=10),
    Column("text", N_("Text"), width=40),
    Column("debit", N_("Debit"), Kind.MONEY),
    Column("credit", N_("Credit"), Kind.MONEY),
    Column("balance", N_("Balance"), Kind.MONEY),
)


def general_ledger_title(document: GeneralLedgerDocument) -> str:
    """What the report calls itself."""
    _ = wording(document.language).translate
    return _("General ledger")


def general_ledger_table(document: GeneralLedgerDocument) -> Table:
    """The same lines for a spreadsheet or a program; each account begins with its opening balance."""
    words = wording(document.language)
    _ = words.translate
    return Table(
        title=general_ledger_title(document),
        subtitle=f"{words.day(document.from_date)} – {words.day(document.to_date)}",
        company=document.sender,
        columns=COLUMNS,
        rows=_rows(document, _("Opening balance")),
        made_at=document.made_at,
    )


def _rows(document: GeneralLedgerDocument, opening: str) -> Iterator[tuple[object, ...]]:
    for account in document.accounts:
        yield account.account, account.name, document.from_date, "", opening, None, None, account.opening
        for row in account.rows:
            yield (
                account.account,
                account.name,
                row.entry_date,
                row.voucher,
                row.text,
                row.debit,
                row.credit,
                row.balance,
            )


def draw_general_ledger(sheet: Sheet, document: GeneralLedgerDocument) -> None:
    """Draw the general ledger; within an account debit, credit and balance are carried forward."""
    words = wording(document.language)
    frame = ReportFrame(
        sender=document.sender,
        title=general_ledger_title(document),
        subtitle=f"{words.day(document.from_date)} – {words.day(document.to_date)}   {document.sender.currency}",
        words=words,
        made_at=document.made_at,
    )
    pages = Pages(sheet, frame)
    table = FlowTable(
        pages,
        _columns(words),
        left=frame.left,
        right=frame.right,
        words=words,
        carried=(_DEBIT, _CREDIT, _BALANCE),
        style=SLIM,
    )
    _draw_accounts(table, document.accounts, words)
    pages.close()


def _draw_accounts(table: FlowTable, accounts: Iterable[LedgerAccount], words: Wording) -> None:
    _ = words.translate
    for account in accounts:
        table.clear()
        table.heading(f"{account.account}  {account.name}", style=SLIM_STRONG, keep=3 * table.row_height)
        opening = ["", "", _("Opening balance"), "", "", words.money(account.opening)]
        table.row(opening, stand={_BALANCE: account.opening}, style=SLIM.but(colour=MUTED))
        debit = credit = ZERO
        balance = account.opening
        for row in account.rows:
            debit, credit, balance = debit + row.debit, credit + row.credit, row.balance
            figures = [words.money(amount) if amount else "" for amount in (row.debit, row.credit)]
            table.row(
                [words.day(row.entry_date), row.voucher, row.text, *figures, words.money(row.balance)],
                add={_DEBIT: row.debit, _CREDIT: row.credit},
                stand={_BALANCE: row.balance},
            )
        closing = ["", "", _("Closing balance"), *map(words.money, (debit, credit, balance))]
        table.row(closing, style=SLIM_STRONG)


def _columns(words: Wording) -> list[TableColumn]:
    """Widths for amounts below a thousand milliards: the lines are not known before they are drawn."""
    _ = words.translate
    return [
        TableColumn(_("Date"), width=52),
        TableColumn(_("Voucher"), width=44),
        TableColumn(_("Text"), wraps=True),
        TableColumn(_("Debit"), width=76, align=Align.RIGHT),
        TableColumn(_("Credit"), width=76, align=Align.RIGHT),
        TableColumn(_("Balance"), width=80, align=Align.RIGHT),
    ]
