"""The permissions that screens and operations ask for, and the roles that hold each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from models.database.rights.roles import (
    ACCOUNTANT,
    ADMINISTRATOR,
    AUDITOR,
    EVERYBODY,
    FINANCE,
    SELLERS,
    SERVICE,
    SUPPLY,
    WAREHOUSE,
    Role,
)


class Permission(StrEnum):
    """What a screen or an operation may ask for, as area.subject.act."""

    COMPANY_EDIT = "company.settings.edit"
    COMPANY_READ = "company.settings.read"
    COMPANY_USERS = "company.users.edit"
    COMPANY_AUDIT = "company.audit.read"
    COMPANY_FILES = "company.files.remove"
    CONTACTS_READ = "contacts.party.read"
    CONTACTS_EDIT = "contacts.party.edit"
    CONTACTS_TERMS = "contacts.terms.edit"
    CONTACTS_NOTE = "contacts.note.write"
    FINANCE_READ = "finance.ledger.read"
    FINANCE_POST = "finance.voucher.post"
    FINANCE_ACCOUNTS = "finance.accounts.edit"
    FINANCE_PERIODS = "finance.periods.lock"
    FINANCE_CLOSE = "finance.close.sign"
    FINANCE_BUDGET = "finance.budget.plan"
    FINANCE_BUDGET_APPROVE = "finance.budget.approve"
    FINANCE_SPENDING = "finance.spending.rule"
    FINANCE_INVOICE_READ = "finance.invoice.read"
    FINANCE_INVOICE_EDIT = "finance.invoice.edit"
    FINANCE_INVOICE_POST = "finance.invoice.post"
    FINANCE_BANK = "finance.bank.match"
    FINANCE_SETTLE = "finance.items.settle"
    FINANCE_IMPORT = "finance.books.import"
    FINANCE_VERIFY = "finance.books.verify"
    REPORTS_BUILD = "reports.built.save"
    REPORTS_MARGIN = "reports.margin.read"
    REPORTS_PACKS = "reports.packs.edit"
    WAREHOUSE_READ = "warehouse.stock.read"
    WAREHOUSE_ITEMS = "warehouse.items.edit"
    WAREHOUSE_PLACES = "warehouse.places.edit"
    WAREHOUSE_RECEIVE = "warehouse.receipt.post"
    WAREHOUSE_PICK = "warehouse.pick.edit"
    WAREHOUSE_SHIP = "warehouse.delivery.post"
    WAREHOUSE_MOVE = "warehouse.move.post"
    WAREHOUSE_COUNT = "warehouse.count.post"
    WAREHOUSE_TAKE_OVER = "warehouse.opening.post"
    PURCHASING_READ = "purchasing.order.read"
    PURCHASING_EDIT = "purchasing.order.edit"
    SALES_READ = "sales.order.read"
    SALES_EDIT = "sales.order.edit"
    SALES_CONFIRM = "sales.order.confirm"
    SALES_PRICES = "sales.prices.edit"
    SERVICE_READ = "service.ticket.read"
    SERVICE_EDIT = "service.ticket.edit"


PERMISSIONS: dict[Permission, frozenset[Role]] = {
    Permission.COMPANY_EDIT: ADMINISTRATOR,
    Permission.COMPANY_READ: FINANCE | AUDITOR | ADMINISTRATOR,
    Permission.COMPANY_USERS: ADMINISTRATOR,
    Permission.COMPANY_AUDIT: AUDITOR | ADMINISTRATOR,
    Permission.COMPANY_FILES: frozenset(
        {Role.ADMINISTRATOR, Role.ACCOUNTANT, Role.SALES_MANAGER, Role.SERVICE_MANAGER, Role.STOREKEEPER}
    ),
    Permission.CONTACTS_READ: EVERYBODY,
    Permission.CONTACTS_EDIT: SELLERS | FINANCE | SERVICE | {Role.BUYER, Role.ADMINISTRATOR},
    Permission.CONTACTS_TERMS: FINANCE | {Role.SALES_MANAGER, Role.ADMINISTRATOR},
    Permission.CONTACTS_NOTE: SELLERS | FINANCE | SERVICE | {Role.BUYER},
    Permission.FINANCE_READ: FINANCE | AUDITOR,
    Permission.FINANCE_POST: ACCOUNTANT,
    Permission.FINANCE_ACCOUNTS: ACCOUNTANT | ADMINISTRATOR,
    Permission.FINANCE_PERIODS: ACCOUNTANT,
    Permission.FINANCE_CLOSE: FINANCE,
    Permission.FINANCE_BUDGET: FINANCE,
    Permission.FINANCE_BUDGET_APPROVE: ACCOUNTANT,
    Permission.FINANCE_SPENDING: ACCOUNTANT | ADMINISTRATOR,
    Permission.FINANCE_INVOICE_READ: FINANCE | AUDITOR | SELLERS | SERVICE,
    Permission.FINANCE_INVOICE_EDIT: FINANCE,
    Permission.FINANCE_INVOICE_POST: FINANCE,
    Permission.FINANCE_BANK: FINANCE,
    Permission.FINANCE_SETTLE: FINANCE,
    Permission.FINANCE_IMPORT: ACCOUNTANT | ADMINISTRATOR,
    Permission.FINANCE_VERIFY: ACCOUNTANT | AUDITOR | ADMINISTRATOR,
    Permission.REPORTS_BUILD: EVERYBODY,
    Permission.REPORTS_MARGIN: FINANCE | SELLERS | AUDITOR,
    Permission.REPORTS_PACKS: FINANCE,
    Permission.WAREHOUSE_READ: SUPPLY | SELLERS | SERVICE | FINANCE | AUDITOR,
    Permission.WAREHOUSE_ITEMS: frozenset({Role.STOREKEEPER, Role.BUYER, Role.SALES_MANAGER, Role.ADMINISTRATOR}),
    Permission.WAREHOUSE_PLACES: frozenset({Role.STOREKEEPER, Role.ADMINISTRATOR}),
    Permission.WAREHOUSE_RECEIVE: WAREHOUSE,
    Permission.WAREHOUSE_PICK: WAREHOUSE | SELLERS,
    Permission.WAREHOUSE_SHIP: WAREHOUSE,
    Permission.WAREHOUSE_MOVE: WAREHOUSE,
    Permission.WAREHOUSE_COUNT: frozenset({Role.STOREKEEPER}),
    Permission.WAREHOUSE_TAKE_OVER: frozenset({Role.STOREKEEPER, Role.ACCOUNTANT}),
    Permission.PURCHASING_READ: SUPPLY | FINANCE | AUDITOR,
    Permission.PURCHASING_EDIT: frozenset({Role.BUYER}),
    Permission.SALES_READ: SELLERS | SUPPLY | FINANCE | SERVICE | AUDITOR,
    Permission.SALES_EDIT: SELLERS,
    Permission.SALES_CONFIRM: SELLERS,
    Permission.SALES_PRICES: frozenset({Role.SALES_MANAGER}),
    Permission.SERVICE_READ: SERVICE | SELLERS | AUDITOR,
    Permission.SERVICE_EDIT: SERVICE,
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Everything that somebody with these business roles may do."""
    held = frozenset(roles)
    return frozenset(permission for permission, allowed in PERMISSIONS.items() if allowed & held)


def held(permission: Permission) -> frozenset[Role]:
    """The roles that hold a permission."""
    return PERMISSIONS[permission]
