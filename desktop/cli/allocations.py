"""`kontor allocations …`: what rules spread in a month, shown, booked and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day, positive
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _, ngettext

if TYPE_CHECKING:
    import argparse

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.finance.allocations.running import MonthOfAllocations

_KINDS = {
    "rule": Kind.INTEGER,
    "title": Kind.TEXT,
    "key": Kind.TEXT,
    "state": Kind.TEXT,
    "account": Kind.TEXT,
    "values": Kind.TEXT,
    "weight": Kind.QUANTITY,
    "amount": Kind.MONEY,
    "voucher": Kind.TEXT,
    "run": Kind.INTEGER,
}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    allocations = commands.group(
        "allocations", _("spread the costs of a month over cost centres, projects and accounts")
    )
    _of_month(allocations.add("show", show, _("what each rule spreads, and who gets how much by which weight")))
    post = allocations.add("post", post_month, _("book what the rules spread, each once"))
    _of_month(post)
    post.add_argument(
        "--rule", type=positive, metavar=_("RULE"), help=_("this rule alone, by the number that show says")
    )
    back = allocations.add("take-back", take_one_back, _("reverse what a rule booked, so that it can be booked anew"))
    _of_month(back)
    back.add_argument("rule", type=positive, metavar=_("RULE"))
    back.add_argument(
        "--on",
        type=day,
        metavar=_("DATE"),
        help=_("the day of the reversal; the first open one from the voucher's on if left out"),
    )


def show(context: Context) -> int:
    """Every rule in use with its parts."""
    rows: list[dict[str, object]] = []
    for proposal in _read(context).rows:
        head = {"rule": proposal.rule_id, "title": proposal.title, "key": proposal.key_code, "state": proposal.state}
        booked = {"voucher": proposal.voucher, "run": proposal.run_id}
        rows.append({**head, "account": "", "values": "", "weight": None, "amount": proposal.amount, **booked})
        rows.extend(
            {
                **head,
                "account": part.account,
                "values": part.named,
                "weight": part.weight or None,
                "amount": part.amount,
                **booked,
            }
            for part in (*proposal.taken, *proposal.put)
        )
    context.show(rows, _KINDS)
    return DONE


def post_month(context: Context) -> int:
    """Book all rules, or one."""
    from models.finance.allocations.running import allocate

    done = context.session.run(allocate, month=context.options.month, rule_id=context.options.rule)
    count = len(done.posted)
    told = ngettext("{count} voucher is posted.", "{count} vouchers are posted.", count).format(count=count)
    vouchers = [f"{each.series}{each.number}" for each in done.posted]
    context.say(told if count else _("There was nothing to spread."), {"posted": vouchers, "nothing": done.nothing})
    return DONE


def take_one_back(context: Context) -> int:
    """Reverse the run of one rule."""
    from models.finance.allocations.running import take_back

    rule = context.options.rule
    run = next((row.run_id for row in _read(context).rows if row.rule_id == rule and row.run_id is not None), None)
    if run is None:
        raise Invalid("allocation.not_run", rule=rule, month=f"{context.options.month:%Y-%m}")
    posted = context.session.run(take_back, run_id=run, date=context.options.on)
    voucher = f"{posted.series}{posted.number}"
    context.say(_("Reversed by voucher {voucher}.").format(voucher=voucher), {"voucher": voucher})
    return DONE


def _read(context: Context) -> MonthOfAllocations:
    from models.finance.allocations.running import read_allocations

    return context.session.read(read_allocations, month=context.options.month)


def _of_month(command: argparse.ArgumentParser) -> None:
    command.add_argument("--month", type=day, required=True, metavar=_("DATE"), help=_("a day of the month"))
