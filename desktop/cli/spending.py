"""`kontor spending`: where the rules of spending stand, what stands behind them, what went past, and letting past."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.numbers import figure
from desktop.cli.values import day, positive
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.finance.spending.standing import Standing

_KINDS = {
    "rule": Kind.INTEGER,
    "title": Kind.TEXT,
    "accounts": Kind.TEXT,
    "name": Kind.TEXT,
    "span": Kind.TEXT,
    "act": Kind.TEXT,
    "budget": Kind.MONEY,
    "spent": Kind.MONEY,
    "ordered": Kind.MONEY,
    "available": Kind.MONEY,
    "status": Kind.TEXT,
}
_SUBJECTS = ("voucher", "supplier_invoice", "purchase_order")


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    spending = commands.group("spending", _("spending beside the approved budget, and what may go over it"))
    shown = spending.add("show", show, _("budget, spent, on order and left, rule by rule"))
    shown.add_argument("--on", type=day, metavar=_("DATE"), help=_("as of this day; today if left out"))
    rule = spending.add("rule", add_rule, _("make a rule"))
    rule.add_argument("from_account", metavar=_("ACCOUNT"))
    rule.add_argument("to_account", nargs="?", default="", metavar=_("TO"), help=_("the last account of a range"))
    rule.add_argument("--stop", action="store_true", help=_("stop what goes over, rather than tell of it"))
    rule.add_argument("--together", action="store_true", help=_("all accounts of the range together"))
    rule.add_argument("--span", choices=("month", "to_date", "year"), default="year")
    rule.add_argument("--percent", type=figure, default=Decimal(0), metavar="N", help=_("so many percent more pass"))
    rule.add_argument("--amount", type=figure, default=Decimal(0), metavar="N", help=_("so much more passes"))
    rule.add_argument("--title", default="", metavar=_("TEXT"))
    allow = spending.add("allow", let_past, _("let one document go over, once, for a reason that is kept"))
    allow.add_argument("subject", choices=_SUBJECTS)
    allow.add_argument("key", nargs="?", type=positive, metavar=_("KEY"), help=_("of the draft; none for a voucher"))
    allow.add_argument("--amount", type=figure, required=True, metavar="N", help=_("over by so much at most"))
    allow.add_argument("--reason", required=True, metavar=_("TEXT"))


def show(context: Context) -> int:
    """Every rule in use, account by account."""
    from models.finance.spending.standing import read_spending

    standings = context.session.read(read_spending, day=context.options.on)
    context.show([_row(each) for each in standings], _KINDS)
    return DONE


def _row(each: Standing) -> dict[str, object]:
    told = asdict(each) | {"rule": each.rule_id, "accounts": each.accounts, "name": each.account_name}
    return {name: told.get(name, each.status) for name in _KINDS}


def add_rule(context: Context) -> int:
    """Make a rule, and tell its key."""
    from models.finance.spending.rules import SpendingRule, save_spending_rule

    o = context.options
    rule = SpendingRule(
        title=o.title,
        from_account=o.from_account,
        to_account=o.to_account,
        each_account=not o.together,
        span=o.span,
        act="stop" if o.stop else "warn",
        tolerance_percent=o.percent,
        tolerance_amount=o.amount,
    )
    saved = context.session.run(save_spending_rule, rule=rule)
    context.say(_("The rule has number {key}.").format(key=saved.id), {"id": saved.id})
    return DONE


def let_past(context: Context) -> int:
    """Open the way for one document."""
    from models.finance.spending.asking import VOUCHER, allow_spending

    o = context.options
    if (o.subject == VOUCHER) != (o.key is None):
        raise Invalid("spending.no_document", field="subject_id")
    allowed = context.session.run(allow_spending, subject=o.subject, subject_id=o.key, amount=o.amount, reason=o.reason)
    context.say(_("It may go over the budget once."), {"id": allowed.id})
    return DONE
