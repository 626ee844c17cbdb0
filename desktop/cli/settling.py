"""`kontor open-items`, `settle-items` and `keep-open-items`: accounts kept as open items."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day
from models.database.listing import Kind
from resources.language import _, ngettext

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_ITEMS = {
    "entry_date": Kind.DATE,
    "voucher": Kind.TEXT,
    "text": Kind.TEXT,
    "party_name": Kind.TEXT,
    "due_on": Kind.DATE,
    "days": Kind.INTEGER,
    "remaining": Kind.MONEY,
}
_PROPOSALS = {
    "certain": Kind.BOOLEAN,
    "amount": Kind.MONEY,
    "vouchers": Kind.TEXT,
    "reasons": Kind.TEXT,
    "score": Kind.INTEGER,
}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    shown = commands.add("open-items", show_items, _("the open items of an account, now or as they stood on a day"))
    shown.add_argument("--account", required=True, metavar=_("ACCOUNT"), help=_("an account that keeps open items"))
    shown.add_argument("--on", type=day, metavar=_("DATE"), help=_("the end of this day; today if left out"))
    settled = commands.add("settle-items", settle_certain, _("settle open items that certainly belong together"))
    settled.add_argument("--account", required=True, metavar=_("ACCOUNT"), help=_("an account that keeps open items"))
    settled.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    kept = commands.add("keep-open-items", keep_items, _("keep an account as open items, or no longer"))
    kept.add_argument("account", metavar=_("ACCOUNT"), help=_("a balance account"))
    kept.add_argument(
        "--from", dest="start", type=day, metavar=_("DATE"), help=_("all lines are taken over if left out")
    )
    kept.add_argument("--end", action="store_true", help=_("keep none any more; refused while any is open"))


def show_items(context: Context) -> int:
    """Show every item; they sum to the balance of the day."""
    from models.database.work import Work
    from models.finance.open_items import items_on_day

    on = context.options.on or context.session.read(Work.today)
    found = context.session.read(items_on_day, account=context.options.account, on=on, most=None)
    context.show([{name: getattr(item, name) for name in _ITEMS} for item in found.items], _ITEMS)
    return DONE


def settle_certain(context: Context) -> int:
    """Show all proposals, or settle those that are certain."""
    from models.finance.open_items import propose_settlements
    from models.finance.pairing import certain_ones
    from models.finance.settling import ItemGroup, settle_items

    found = context.session.read(propose_settlements, account=context.options.account)
    if context.options.dry_run:
        rows = [asdict(one) | {"vouchers": " ".join(one.labels), "reasons": " ".join(one.reasons)} for one in found]
        context.show([{name: row[name] for name in _PROPOSALS} for row in rows], _PROPOSALS)
        return DONE
    groups = [ItemGroup(one.lines, debit=one.amount, credit=one.amount) for one in certain_ones(found)]
    acts = context.session.run(settle_items, groups=groups) if groups else ()
    told = ngettext("{count} proposal is settled.", "{count} proposals are settled.", len(acts))
    context.say(told.format(count=len(acts)), {"settlements": [act.id for act in acts]})
    return DONE


def keep_items(context: Context) -> int:
    """Let an account keep open items, or end it."""
    from models.finance.settling import end_open_items, keep_open_items

    account = context.options.account
    if context.options.end:
        context.session.run(end_open_items, account=account)
        context.say(_("The account keeps open items no longer."), {"account": account})
        return DONE
    kept = context.session.run(keep_open_items, account=account, start=context.options.start)
    told = _("Account {account} keeps open items: {count} are taken over.")
    context.say(told.format(account=account, count=kept.items), {"account": account, **asdict(kept)})
    return DONE
