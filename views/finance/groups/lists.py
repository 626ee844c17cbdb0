"""The lists of a group: its companies, where their accounts stand, and what it eliminates."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.groups.queries import (
    GROUP_ACCOUNTS,
    GROUP_ADJUSTMENTS,
    GROUP_MEMBERS,
    INTERCOMPANY_LINES,
    INTERCOMPANY_RESULTS,
    INTERCOMPANY_VOUCHERS,
)
from resources.language import N_
from views.kit.action import Action, Needs
from views.kit.list.spec import ListSpec, begins, new_action, opens, shows_elsewhere

_EDIT = Permission.FINANCE_ACCOUNTS
_NEW_MEMBER = new_action("finance.group_member.new", N_("New company"), begins("finance.group_member"), _EDIT)
_NEW_ACCOUNT = new_action("finance.group_account.new", N_("New account"), begins("finance.group_account"), _EDIT)
_NEW_ADJUSTMENT = new_action(
    "finance.group_adjustment.new", N_("New elimination"), begins("finance.group_adjustment"), _EDIT
)

MEMBER_LIST = ListSpec(
    GROUP_MEMBERS,
    actions=(_NEW_MEMBER,),
    opens=opens("finance.group_member"),
    empty_title=N_("No companies in the group"),
    empty_hint=N_("The company that is open is the parent. Add the companies that it owns."),
    empty_action=_NEW_MEMBER,
    subjects=("finance.group_member",),
    sums=(),
)
ACCOUNT_LIST = ListSpec(
    GROUP_ACCOUNTS,
    actions=(_NEW_ACCOUNT,),
    opens=opens("finance.group_account"),
    empty_title=N_("All accounts keep their numbers"),
    empty_hint=N_("Add an account that has another number in the chart of the parent, or equity at a historical rate."),
    empty_action=_NEW_ACCOUNT,
    subjects=("finance.group_account",),
    sums=(),
)
ADJUSTMENT_LIST = ListSpec(
    GROUP_ADJUSTMENTS,
    actions=(_NEW_ADJUSTMENT,),
    opens=opens("finance.group_adjustment"),
    empty_title=N_("Nothing is eliminated"),
    empty_hint=N_("Add what the companies owe and sell each other, and the shares against the equity they bought."),
    empty_action=_NEW_ADJUSTMENT,
    subjects=("finance.group_adjustment",),
    sums=(),
)

_NEW_VOUCHER = new_action(
    "finance.intercompany_voucher.new",
    N_("New voucher"),
    begins("finance.intercompany_voucher"),
    Permission.FINANCE_POST,
)

_OTHER_HALF = Action(
    "finance.intercompany_voucher.elsewhere",
    N_("Open in the other company"),
    shows_elsewhere("finance.voucher", "sister_entry_id", "sister_id"),
    Permission.FINANCE_READ,
    icon="company",
    needs=Needs.ONE,
)
VOUCHER_LIST = ListSpec(
    INTERCOMPANY_VOUCHERS,
    actions=(_NEW_VOUCHER, _OTHER_HALF),
    opens=opens("finance.voucher", "entry_id"),
    empty_title=N_("No vouchers between companies"),
    empty_hint=N_("Book what concerns two of your companies in both at once, such as a loan or a shared cost."),
    empty_action=_NEW_VOUCHER,
    subjects=("finance.intercompany_voucher",),
    sums=(),
)

LINE_LIST = ListSpec(
    INTERCOMPANY_LINES,
    opens=opens("finance.voucher", "entry_id"),
    empty_title=N_("No lines between companies"),
    empty_hint=N_("Lines that name a sister company, or stand on a voucher between companies, are shown here."),
    subjects=("ledger.entry", "finance.intercompany_voucher"),
)

RESULT_LIST = ListSpec(
    INTERCOMPANY_RESULTS,
    opens=opens("finance.voucher", "entry_id"),
    empty_title=N_("No sales between companies"),
    empty_hint=N_(
        "Income and costs of invoices to and from sister companies, and of vouchers between them, come here."
    ),
    subjects=("ledger.entry", "finance.intercompany_voucher"),
)
