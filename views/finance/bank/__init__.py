"""The screens of the bank: accounts, transactions, and matching them with what they pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from models.finance.queries import BANK_TRANSACTIONS
from resources.language import N_
from views.finance.bank.lists import BANK_ACCOUNT_LIST, TRANSACTION_LIST
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.FINANCE_READ


def _transaction(host: Host, link: Link) -> Page:
    from views.finance.bank.transaction import TransactionPage

    return TransactionPage(host, link)


def _account(host: Host, link: Link) -> Page:
    from views.finance.bank.account import BankAccountPage

    return BankAccountPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen("finance.bank_transactions", TRANSACTION_LIST, tab=_TAB, permission=_READ, icon="bank"),
    PageSpec("finance.bank_transaction", N_("Bank transaction"), _transaction, _TAB, _READ, "bank"),
    list_screen("finance.bank_accounts", BANK_ACCOUNT_LIST, tab=_TAB, permission=_READ, icon="bank"),
    PageSpec(
        "finance.bank_account",
        N_("Bank account"),
        _account,
        _TAB,
        _READ,
        "bank",
        new=N_("Bank account"),
        new_permission=Permission.FINANCE_ACCOUNTS,
    ),
)


def _text(row: Row) -> str:
    return f"{row['booked_on']} {row['counterparty'] or row['text']} {row['amount']}"


def _link(row: Row) -> Link:
    return Link("finance.bank_transaction", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(BANK_TRANSACTIONS, _text, _link, N_("Bank transaction"), _READ, "bank"),
)
