"""The list of further accounting books, from which one goes into them."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.books.queries import ACCOUNTING_BOOKS
from resources.language import N_
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec, begins, new_action


def _into(row: Row, kind: str) -> Link:
    key = row["id"]
    return Link(kind, company=key if isinstance(key, int) else None)


def _vouchers(row: Row) -> Link:
    return _into(row, "finance.vouchers")


def _post(context: ActionContext) -> None:
    context.host.open(_into(context.row, "finance.voucher"))


def _compare(context: ActionContext) -> None:
    arguments = {"statement": "balance", "layout": "books"}
    context.host.open(Link("finance.statement", arguments=arguments))


def _beside(context: ActionContext) -> None:
    arguments = {"statement": "balance", "layout": "book", "book": context.row["code"]}
    context.host.open(Link("finance.statement", arguments=arguments))


_NEW = new_action(
    "finance.accounting_book.new", N_("New book"), begins("finance.accounting_book"), Permission.FINANCE_ACCOUNTS
)
BOOK_LIST = ListSpec(
    ACCOUNTING_BOOKS,
    actions=(
        _NEW,
        Action(
            "finance.accounting_book.post",
            N_("Post difference"),
            _post,
            Permission.FINANCE_POST,
            "Ctrl+Return",
            "voucher",
            needs=Needs.ONE,
        ),
        Action(
            "finance.accounting_book.beside",
            N_("Against the main books"),
            _beside,
            Permission.FINANCE_READ,
            icon="report",
            needs=Needs.ONE,
        ),
        Action("finance.accounting_book.compare", N_("Compare all"), _compare, Permission.FINANCE_READ, icon="report"),
    ),
    opens=_vouchers,
    empty_title=N_("The company has its main books alone"),
    empty_hint=N_(
        "Open a further book for IFRS or for taxation. It holds what differs from the main books, and statements are"
        " read with or without it."
    ),
    empty_action=_NEW,
    subjects=("company.company", "ledger.entry"),
    sums=(),
)
