"""The lists of the ledger: vouchers and accounts."""

from __future__ import annotations

from models.database.listing import Filter, Kind
from models.database.rights import Permission
from models.finance.accounts import change_accounts
from models.finance.queries import ACCOUNTS, VOUCHERS
from resources.language import N_, _
from views.finance.pickers import TAX_CODE
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.form.spec import Choice, Field, FieldKind
from views.kit.host import Link
from views.kit.list.bulk import BulkEdit, BulkField
from views.kit.list.spec import ListSpec, QuickFilter, begins

#: What posting announces.
SUBJECT = "ledger.entry"


def _open(row: Row) -> Link:
    return Link("finance.voucher", row["id"])


def _new(context: ActionContext) -> None:
    context.host.open(Link("finance.voucher"))


NEW = Action("finance.voucher.new", N_("New voucher"), _new, Permission.FINANCE_POST, "Ctrl+N", "add", primary=True)

VOUCHER_LIST = ListSpec(
    VOUCHERS,
    actions=(NEW,),
    opens=_open,
    empty_title=N_("No vouchers yet"),
    empty_hint=N_("Enter one, or take the books of another program over from a SIE file."),
    empty_action=NEW,
    quick_filters=(
        QuickFilter("manual", N_("Manual"), (Filter("source_kind", "=", "voucher"),)),
        QuickFilter("reversed", N_("Reversed"), (Filter("status", "in", ("reversed", "corrected")),)),
    ),
    subjects=(SUBJECT,),
)


def _open_account(row: Row) -> Link:
    return Link("finance.account", row["number"])


def _new_account(context: ActionContext) -> None:
    context.host.open(Link("finance.account"))


def _show_ledger(context: ActionContext) -> None:
    context.host.open(Link("finance.general_ledger", arguments={"account": context.row["number"]}))


NEW_ACCOUNT = Action(
    "finance.account.new",
    N_("New account"),
    _new_account,
    Permission.FINANCE_ACCOUNTS,
    "Ctrl+N",
    "add",
    primary=True,
)
SHOW_LEDGER = Action(
    "finance.account.ledger",
    N_("Show ledger"),
    _show_ledger,
    Permission.FINANCE_READ,
    icon="ledger",
    needs=Needs.ONE,
)


def _show_items(context: ActionContext) -> None:
    context.host.open(Link("finance.settling", arguments={"account": context.row["number"]}))


def _why_no_items(context: ActionContext) -> str | None:
    return None if context.row["open_items"] else _("The account keeps no open items. Begin on its page.")


SHOW_ITEMS = Action(
    "finance.account.items",
    N_("Settle open items"),
    _show_items,
    Permission.FINANCE_READ,
    icon="link",
    enabled=_why_no_items,
    needs=Needs.ONE,
)
_IN_USE = (Choice("active", N_("Active")), Choice("inactive", N_("Inactive")))
CHANGE_ACCOUNTS = BulkEdit(
    (
        BulkField(
            Field("status", N_("Status"), FieldKind.CHOICE, choices=_IN_USE),
            Kind.STATUS,
        ),
        BulkField(Field("tax_code", N_("Tax code"), FieldKind.PICKER, picker=TAX_CODE)),
    ),
    change_accounts,
    lambda row: f"{row['number']} {row['name']}",
    Permission.FINANCE_ACCOUNTS,
    key="number",
)
IMPORT_ACCOUNTS = Action(
    "finance.accounts.import",
    N_("Import"),
    begins("exchange.import", kind="accounts"),
    Permission.FINANCE_ACCOUNTS,
    icon="import",
)

ACCOUNT_LIST = ListSpec(
    ACCOUNTS,
    actions=(CHANGE_ACCOUNTS.action("finance.accounts.change"), IMPORT_ACCOUNTS, NEW_ACCOUNT, SHOW_LEDGER, SHOW_ITEMS),
    opens=_open_account,
    empty_title=N_("No accounts yet"),
    empty_hint=N_("A company gets its chart of accounts when it is founded, or from a SIE file."),
    empty_action=NEW_ACCOUNT,
    quick_filters=(
        QuickFilter("active", N_("Active"), (Filter("status", "=", "active"),)),
        QuickFilter("inactive", N_("Inactive"), (Filter("status", "=", "inactive"),)),
        QuickFilter("open_items", N_("Open items"), (Filter("open_items", "=", value=True),)),
    ),
    subjects=("ledger.account",),
)
