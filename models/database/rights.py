"""Who may do what: the business roles, the permissions the client asks for, and every grant of the database.

The one catalogue: grants are applied from here after each change of schema and after a restore; screens and command
line ask `allows` with the same roles. Role names in the database carry the installation's prefix.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A business role. Grants go to these only, never to a person."""

    ADMINISTRATOR = "administrator"
    ACCOUNTANT = "accountant"
    FINANCE_CLERK = "finance_clerk"
    PAYROLL_OFFICER = "payroll_officer"
    STOREKEEPER = "storekeeper"
    WAREHOUSE_WORKER = "warehouse_worker"
    BUYER = "buyer"
    PLANNER = "planner"
    SELLER = "seller"
    SALES_MANAGER = "sales_manager"
    SERVICE_AGENT = "service_agent"
    SERVICE_MANAGER = "service_manager"
    AUDITOR = "auditor"


EVERYBODY = frozenset(Role)
_FINANCE = frozenset({Role.ACCOUNTANT, Role.FINANCE_CLERK})
_SELLERS = frozenset({Role.SELLER, Role.SALES_MANAGER})
_SERVICE = frozenset({Role.SERVICE_AGENT, Role.SERVICE_MANAGER})
_WAREHOUSE = frozenset({Role.STOREKEEPER, Role.WAREHOUSE_WORKER})
_SUPPLY = frozenset({Role.STOREKEEPER, Role.WAREHOUSE_WORKER, Role.BUYER, Role.PLANNER})
_AUDITOR = frozenset({Role.AUDITOR})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_ACCOUNTANT = frozenset({Role.ACCOUNTANT})


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
    FINANCE_INVOICE_READ = "finance.invoice.read"
    FINANCE_INVOICE_EDIT = "finance.invoice.edit"
    FINANCE_INVOICE_POST = "finance.invoice.post"
    FINANCE_BANK = "finance.bank.match"
    FINANCE_SETTLE = "finance.items.settle"
    FINANCE_IMPORT = "finance.books.import"
    FINANCE_VERIFY = "finance.books.verify"
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
    Permission.COMPANY_EDIT: _ADMINISTRATOR,
    Permission.COMPANY_READ: _FINANCE | _AUDITOR | _ADMINISTRATOR,
    Permission.COMPANY_USERS: _ADMINISTRATOR,
    Permission.COMPANY_AUDIT: _AUDITOR | _ADMINISTRATOR,
    Permission.COMPANY_FILES: frozenset(
        {Role.ADMINISTRATOR, Role.ACCOUNTANT, Role.SALES_MANAGER, Role.SERVICE_MANAGER, Role.STOREKEEPER}
    ),
    Permission.CONTACTS_READ: EVERYBODY,
    Permission.CONTACTS_EDIT: _SELLERS | _FINANCE | _SERVICE | {Role.BUYER, Role.ADMINISTRATOR},
    Permission.CONTACTS_TERMS: _FINANCE | {Role.SALES_MANAGER, Role.ADMINISTRATOR},
    Permission.CONTACTS_NOTE: _SELLERS | _FINANCE | _SERVICE | {Role.BUYER},
    Permission.FINANCE_READ: _FINANCE | _AUDITOR,
    Permission.FINANCE_POST: _ACCOUNTANT,
    Permission.FINANCE_ACCOUNTS: _ACCOUNTANT | _ADMINISTRATOR,
    Permission.FINANCE_PERIODS: _ACCOUNTANT,
    Permission.FINANCE_INVOICE_READ: _FINANCE | _AUDITOR | _SELLERS | _SERVICE,
    Permission.FINANCE_INVOICE_EDIT: _FINANCE,
    Permission.FINANCE_INVOICE_POST: _FINANCE,
    Permission.FINANCE_BANK: _FINANCE,
    Permission.FINANCE_SETTLE: _FINANCE,
    Permission.FINANCE_IMPORT: _ACCOUNTANT | _ADMINISTRATOR,
    Permission.FINANCE_VERIFY: _ACCOUNTANT | _AUDITOR | _ADMINISTRATOR,
    Permission.WAREHOUSE_READ: _SUPPLY | _SELLERS | _SERVICE | _FINANCE | _AUDITOR,
    Permission.WAREHOUSE_ITEMS: frozenset({Role.STOREKEEPER, Role.BUYER, Role.SALES_MANAGER, Role.ADMINISTRATOR}),
    Permission.WAREHOUSE_PLACES: frozenset({Role.STOREKEEPER, Role.ADMINISTRATOR}),
    Permission.WAREHOUSE_RECEIVE: _WAREHOUSE,
    Permission.WAREHOUSE_PICK: _WAREHOUSE | _SELLERS,
    Permission.WAREHOUSE_SHIP: _WAREHOUSE,
    Permission.WAREHOUSE_MOVE: _WAREHOUSE,
    Permission.WAREHOUSE_COUNT: frozenset({Role.STOREKEEPER}),
    Permission.WAREHOUSE_TAKE_OVER: frozenset({Role.STOREKEEPER, Role.ACCOUNTANT}),
    Permission.PURCHASING_READ: _SUPPLY | _FINANCE | _AUDITOR,
    Permission.PURCHASING_EDIT: frozenset({Role.BUYER}),
    Permission.SALES_READ: _SELLERS | _SUPPLY | _FINANCE | _SERVICE | _AUDITOR,
    Permission.SALES_EDIT: _SELLERS,
    Permission.SALES_CONFIRM: _SELLERS,
    Permission.SALES_PRICES: frozenset({Role.SALES_MANAGER}),
    Permission.SERVICE_READ: _SERVICE | _SELLERS | _AUDITOR,
    Permission.SERVICE_EDIT: _SERVICE,
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Everything that somebody with these business roles may do."""
    held = frozenset(roles)
    return frozenset(permission for permission, allowed in PERMISSIONS.items() if allowed & held)


#: Columns that belong to the doors: no role may write them on any table.
PROTECTED = frozenset(
    {"id", "row_version", "created_at", "changed_at", "posted_at", "posted_by", "entry_id", "sort_key"}
)


@dataclass(frozen=True, slots=True)
class TableGrant:
    """What some roles may do to a table: `verbs` of select, insert, update, delete; `protected` adds to PROTECTED."""

    table: str
    verbs: str
    roles: frozenset[Role]
    protected: frozenset[str] = frozenset()


def _grant(tables: str, verbs: str, roles: Iterable[Role], protected: str = "") -> tuple[TableGrant, ...]:
    return tuple(TableGrant(t, verbs, frozenset(roles), frozenset(protected.split())) for t in tables.split())


_ALL_SALES_READERS = PERMISSIONS[Permission.SALES_READ]
_ALL_STOCK_READERS = PERMISSIONS[Permission.WAREHOUSE_READ]

TABLE_GRANTS: tuple[TableGrant, ...] = (
    *_grant(
        "company.company company.currency company.app_user company.currency_rate company.user_company"
        " company.user_role contacts.party contacts.address contacts.party_terms"
        " ledger.account ledger.fiscal_year ledger.period finance.tax_code finance.tax_rate ledger.book"
        " warehouse.unit warehouse.item warehouse.item_terms warehouse.site warehouse.place warehouse.lot"
        " ledger.dimension ledger.dimension_value ledger.dimension_set ledger.series_definition",
        "select",
        EVERYBODY,
    ),
    *_grant("company.company", "update", PERMISSIONS[Permission.COMPANY_EDIT], "currency"),
    *_grant("company.currency_rate", "insert update delete", PERMISSIONS[Permission.FINANCE_ACCOUNTS]),
    *_grant("company.attachment company.attachment_chunk company.note", "select", EVERYBODY),
    *_grant("company.sent_message", "select", EVERYBODY),
    *_grant("company.notification company.muted_notification", "select", EVERYBODY),
    *_grant("company.saved_view", "select insert update delete", EVERYBODY),
    *_grant("company.setting", "select", PERMISSIONS[Permission.COMPANY_EDIT] | _AUDITOR),
    *_grant("company.number_series ledger.series", "select", PERMISSIONS[Permission.COMPANY_READ]),
    *_grant("audit.entry", "select", PERMISSIONS[Permission.COMPANY_AUDIT]),
    *_grant("contacts.party contacts.address", "insert update", PERMISSIONS[Permission.CONTACTS_EDIT]),
    *_grant("contacts.address", "delete", PERMISSIONS[Permission.CONTACTS_EDIT]),
    *_grant("contacts.party_terms", "insert update", PERMISSIONS[Permission.CONTACTS_TERMS]),
    *_grant(
        "ledger.entry ledger.line ledger.line_history ledger.balance ledger.settlement",
        "select",
        PERMISSIONS[Permission.FINANCE_READ],
    ),
    *_grant("ledger.open_item", "select", PERMISSIONS[Permission.FINANCE_INVOICE_READ]),
    *_grant(
        "ledger.account ledger.dimension ledger.dimension_value ledger.series_definition",
        "insert update",
        PERMISSIONS[Permission.FINANCE_ACCOUNTS],
    ),
    *_grant("finance.tax_code finance.tax_rate", "insert update", PERMISSIONS[Permission.FINANCE_ACCOUNTS]),
    *_grant("ledger.fiscal_year ledger.period", "insert", PERMISSIONS[Permission.FINANCE_ACCOUNTS], "locked_areas"),
    *_grant(
        "finance.invoice finance.invoice_line finance.invoice_tax",
        "select",
        PERMISSIONS[Permission.FINANCE_INVOICE_READ],
    ),
    *_grant(
        "finance.invoice finance.invoice_line finance.invoice_tax",
        "insert update delete",
        PERMISSIONS[Permission.FINANCE_INVOICE_EDIT],
        "number reference",
    ),
    *_grant(
        "finance.bank_account finance.bank_statement finance.bank_transaction",
        "select",
        PERMISSIONS[Permission.FINANCE_READ],
    ),
    *_grant("finance.bank_account", "insert update", PERMISSIONS[Permission.FINANCE_ACCOUNTS]),
    *_grant("finance.bank_statement finance.bank_transaction", "insert", PERMISSIONS[Permission.FINANCE_BANK]),
    *_grant("warehouse.item", "insert update", PERMISSIONS[Permission.WAREHOUSE_ITEMS]),
    *_grant("warehouse.item_terms", "insert update", PERMISSIONS[Permission.WAREHOUSE_ITEMS]),
    *_grant("warehouse.site warehouse.place", "insert update", PERMISSIONS[Permission.WAREHOUSE_PLACES]),
    *_grant(
        "warehouse.lot",
        "insert update",
        PERMISSIONS[Permission.WAREHOUSE_RECEIVE] | PERMISSIONS[Permission.WAREHOUSE_TAKE_OVER],
    ),
    *_grant("stock.level stock.reservation", "select", _ALL_STOCK_READERS),
    *_grant("stock.move", "select", _SUPPLY | _FINANCE | _SELLERS | _AUDITOR),
    *_grant("stock.cost", "select", _SUPPLY | _FINANCE | _AUDITOR | {Role.SALES_MANAGER}),
    *_grant(
        "warehouse.purchase_order warehouse.purchase_order_line", "select", PERMISSIONS[Permission.PURCHASING_READ]
    ),
    *_grant(
        "warehouse.purchase_order warehouse.purchase_order_line",
        "insert update delete",
        PERMISSIONS[Permission.PURCHASING_EDIT],
        "number status received",
    ),
    *_grant("sales.price", "select", _ALL_SALES_READERS),
    *_grant("sales.price", "insert update delete", PERMISSIONS[Permission.SALES_PRICES]),
    *_grant("sales.sales_order sales.order_line sales.delivery sales.delivery_line", "select", _ALL_SALES_READERS),
    *_grant(
        "sales.sales_order sales.order_line",
        "insert update delete",
        PERMISSIONS[Permission.SALES_EDIT],
        "number status delivered invoiced closed",
    ),
    *_grant(
        "sales.delivery sales.delivery_line",
        "update",
        PERMISSIONS[Permission.WAREHOUSE_PICK],
        # What is left to write: the planned day and the text, and what was picked.
        "company_id number status delivered_on kind order_id party_id returns_id delivery_id position order_line_id"
        " item_id place_id lot_id quantity",
    ),
    *_grant("service.ticket service.ticket_message", "select", PERMISSIONS[Permission.SERVICE_READ]),
    *_grant("service.ticket", "update", PERMISSIONS[Permission.SERVICE_EDIT], "number"),
    *_grant("service.ticket_message", "insert", PERMISSIONS[Permission.SERVICE_EDIT], "written_by written_at"),
)

#: Functions that people may call, as schema.name, and the roles that may. Everything else is closed to all.
FUNCTION_GRANTS: dict[str, frozenset[Role]] = {
    # Asked by row rules, views and sign-in.
    "company.mine": EVERYBODY,
    "company.refuse": EVERYBODY,
    "company.prefix": EVERYBODY,
    "company.parent_is_posted": EVERYBODY,
    "company.actor": EVERYBODY,
    "company.has_role": EVERYBODY,
    "company.today": EVERYBODY,
    "company.sort_key": EVERYBODY,
    "company.who_am_i": EVERYBODY,
    "company.request_result": EVERYBODY,
    "company.terminal_sign_in": EVERYBODY,
    "company.terminal_sign_out": EVERYBODY,
    "company.note_presence": EVERYBODY,
    "company.attach": EVERYBODY,
    "company.may_read_of": EVERYBODY,
    "company.may_read_notes_of": EVERYBODY,
    "company.may_add_to": EVERYBODY,
    "company.keeps_files": EVERYBODY,
    "company.yes_or_no": EVERYBODY,
    "company.may_note": EVERYBODY,
    "company.write_note": EVERYBODY,
    "company.correct_note": EVERYBODY,
    "company.remove_attachment": EVERYBODY,
    "company.record_history": EVERYBODY,
    "company.changes_since": EVERYBODY,
    "company.mark_read": EVERYBODY,
    "company.mute_notifications": EVERYBODY,
    "company.begin_message": EVERYBODY,
    "company.end_message": EVERYBODY,
    "company.mail_settings": EVERYBODY,
    "company.set_setting": PERMISSIONS[Permission.COMPANY_EDIT],
    "company.set_number_series": PERMISSIONS[Permission.FINANCE_ACCOUNTS],
    "company.rate_is_used": PERMISSIONS[Permission.COMPANY_READ],
    "ledger.series_is_fixed": PERMISSIONS[Permission.COMPANY_READ],
    "company.create_company": PERMISSIONS[Permission.COMPANY_EDIT],
    "company.found_company": PERMISSIONS[Permission.COMPANY_EDIT],
    "company.create_user": PERMISSIONS[Permission.COMPANY_USERS],
    "company.set_password": EVERYBODY,
    "company.grant_role": PERMISSIONS[Permission.COMPANY_USERS],
    "company.revoke_role": PERMISSIONS[Permission.COMPANY_USERS],
    "company.lock_user": PERMISSIONS[Permission.COMPANY_USERS],
    "company.unlock_user": PERMISSIONS[Permission.COMPANY_USERS],
    "company.set_expiry": PERMISSIONS[Permission.COMPANY_USERS],
    "company.grant_company": PERMISSIONS[Permission.COMPANY_USERS],
    "company.revoke_company": PERMISSIONS[Permission.COMPANY_USERS],
    "company.issue_badge": PERMISSIONS[Permission.COMPANY_USERS],
    "company.end_session": PERMISSIONS[Permission.COMPANY_USERS],
    # The doors.
    "ledger.post": PERMISSIONS[Permission.FINANCE_POST],
    "ledger.reverse": PERMISSIONS[Permission.FINANCE_POST],
    "ledger.settle": PERMISSIONS[Permission.FINANCE_SETTLE],
    "ledger.unsettle": PERMISSIONS[Permission.FINANCE_SETTLE],
    "ledger.import_entries": PERMISSIONS[Permission.FINANCE_IMPORT],
    "ledger.balances_before": PERMISSIONS[Permission.FINANCE_IMPORT],
    "ledger.used_series": PERMISSIONS[Permission.FINANCE_IMPORT],
    "ledger.verify": PERMISSIONS[Permission.FINANCE_VERIFY],
    "ledger.open_fiscal_year": PERMISSIONS[Permission.FINANCE_ACCOUNTS],
    "ledger.lock_period": PERMISSIONS[Permission.FINANCE_PERIODS],
    "ledger.unlock_period": PERMISSIONS[Permission.FINANCE_PERIODS],
    "reporting.spans": PERMISSIONS[Permission.FINANCE_READ],
    "reporting.sums": PERMISSIONS[Permission.FINANCE_READ],
    "reporting.trial_balance": PERMISSIONS[Permission.FINANCE_READ],
    "reporting.opening_balance": PERMISSIONS[Permission.FINANCE_READ],
    "reporting.sales_by_month": PERMISSIONS[Permission.FINANCE_INVOICE_READ],
    "search.customer_invoices": PERMISSIONS[Permission.FINANCE_INVOICE_READ],
    "search.supplier_invoices": PERMISSIONS[Permission.FINANCE_INVOICE_READ],
    "search.open_items": PERMISSIONS[Permission.FINANCE_INVOICE_READ],
    "search.vouchers": PERMISSIONS[Permission.FINANCE_READ],
    "search.bank_transactions": PERMISSIONS[Permission.FINANCE_READ],
    "finance.rate_on": EVERYBODY,
    "finance.postal_address": EVERYBODY,
    "finance.complete_header": PERMISSIONS[Permission.FINANCE_INVOICE_EDIT],
    "finance.priced_lines": PERMISSIONS[Permission.FINANCE_INVOICE_EDIT],
    "finance.save_draft": PERMISSIONS[Permission.FINANCE_INVOICE_EDIT],
    "finance.post_invoice": PERMISSIONS[Permission.FINANCE_INVOICE_POST],
    "finance.create_and_post_invoice": PERMISSIONS[Permission.FINANCE_INVOICE_POST],
    "finance.post_invoices": PERMISSIONS[Permission.FINANCE_INVOICE_POST],
    "finance.match_bank_transaction": PERMISSIONS[Permission.FINANCE_BANK],
    "finance.match_bank_transactions": PERMISSIONS[Permission.FINANCE_BANK],
    "finance.unmatch_bank_transaction": PERMISSIONS[Permission.FINANCE_BANK],
    "contacts.next_code": PERMISSIONS[Permission.CONTACTS_EDIT],
    "warehouse.next_code": PERMISSIONS[Permission.WAREHOUSE_ITEMS],
    "stock.move": PERMISSIONS[Permission.WAREHOUSE_MOVE] | PERMISSIONS[Permission.WAREHOUSE_TAKE_OVER],
    "warehouse.place_purchase_order": PERMISSIONS[Permission.PURCHASING_EDIT],
    "warehouse.cancel_purchase_order": PERMISSIONS[Permission.PURCHASING_EDIT],
    "sales.number_quote": PERMISSIONS[Permission.SALES_EDIT],
    "sales.close_quote": PERMISSIONS[Permission.SALES_EDIT],
    "sales.confirm_order": PERMISSIONS[Permission.SALES_CONFIRM],
    "sales.reserve_order": PERMISSIONS[Permission.SALES_CONFIRM],
    "sales.release_order": PERMISSIONS[Permission.SALES_CONFIRM],
    "sales.reopen_order": PERMISSIONS[Permission.SALES_CONFIRM],
    "sales.close_order": PERMISSIONS[Permission.SALES_CONFIRM],
    "sales.cancel_order": PERMISSIONS[Permission.SALES_CONFIRM],
    "sales.start_picking": PERMISSIONS[Permission.WAREHOUSE_PICK],
    "sales.start_return": PERMISSIONS[Permission.WAREHOUSE_PICK],
    "sales.cancel_delivery": PERMISSIONS[Permission.WAREHOUSE_PICK],
    "sales.post_delivery": PERMISSIONS[Permission.WAREHOUSE_SHIP],
    "service.open_ticket": PERMISSIONS[Permission.SERVICE_EDIT],
    "reporting.stock_value_by_month": PERMISSIONS[Permission.PURCHASING_READ],
    "reporting.stock_value_on": _SUPPLY | _FINANCE | _AUDITOR | {Role.SALES_MANAGER},
    "reporting.expected_on": _ALL_SALES_READERS,
    "search.party": EVERYBODY,
    "search.customer": EVERYBODY,
    "search.supplier": EVERYBODY,
    "search.item": EVERYBODY,
    "search.stock_level": _ALL_STOCK_READERS,
    "search.stock_value": _SUPPLY | _FINANCE | _AUDITOR | {Role.SALES_MANAGER},
    "search.stock_move": _SUPPLY | _FINANCE | _SELLERS | _AUDITOR,
    "search.purchase_order": PERMISSIONS[Permission.PURCHASING_READ],
    "search.purchase_line": PERMISSIONS[Permission.PURCHASING_READ],
    "search.quote": _ALL_SALES_READERS,
    "search.sales_order": _ALL_SALES_READERS,
    "search.order_line": _ALL_SALES_READERS,
    "search.delivery": _ALL_SALES_READERS,
    "search.price": _ALL_SALES_READERS,
    "search.ticket": PERMISSIONS[Permission.SERVICE_READ],
}
