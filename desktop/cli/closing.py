"""`kontor close …`: what still blocks a month, its tasks, its locks, and its reconciled accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.numbers import figure
from desktop.cli.values import day
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _, ngettext

if TYPE_CHECKING:
    import argparse

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.finance.closing.periods import PeriodState
    from models.finance.closing.tasks import CloseTask

_TASKS = {
    "code": Kind.TEXT,
    "name": Kind.TEXT,
    "due_on": Kind.DATE,
    "count": Kind.INTEGER,
    "amount": Kind.MONEY,
    "done": Kind.BOOLEAN,
}
_ACCOUNTS = {
    "account": Kind.TEXT,
    "name": Kind.TEXT,
    "balance": Kind.MONEY,
    "evidence": Kind.MONEY,
    "unexplained": Kind.MONEY,
    "state": Kind.TEXT,
}
_AREAS = ("receivables", "payables", "stock", "payroll", "general", "all")


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    close = commands.group("close", _("close a month: tasks, locks, reconciled accounts"))
    _of_month(close.add("show", show, _("the tasks of a month and what still blocks it")))
    _of_month(close.add("begin", begin, _("take the tasks into the month")))
    for name, handler, about in (
        ("sign", sign, _("sign a task")),
        ("review", review, _("review what somebody else signed")),
    ):
        command = close.add(name, handler, about)
        command.add_argument("task", metavar=_("CODE"))
        _of_month(command)
    lock = close.add("lock", lock_area, _("lock an area of a month, or everything"))
    lock.add_argument("area", choices=_AREAS)
    _of_month(lock)
    unlock = close.add("unlock", unlock_area, _("open an area of a month, or the month, again"))
    unlock.add_argument("area", choices=_AREAS)
    unlock.add_argument("--reason", required=True, metavar=_("TEXT"))
    _of_month(unlock)
    _of_month(close.add("finish", finish, _("close every open month up to this one")))
    _of_month(close.add("accounts", accounts, _("the balance accounts of a month and how far each is reconciled")))
    reconcile = close.add("reconcile", reconcile_account, _("say what the evidence says of an account, and sign"))
    reconcile.add_argument("account", metavar=_("ACCOUNT"))
    reconcile.add_argument("evidence", type=figure, metavar=_("AMOUNT"))
    reconcile.add_argument("--note", default="", metavar=_("TEXT"))
    _of_month(reconcile)


def _of_month(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--month", type=day, metavar=_("DATE"), help=_("a day of the month; else the earliest that is not closed")
    )


def _period(context: Context) -> PeriodState:
    from models.finance.accounts import list_fiscal_years, list_periods
    from models.finance.closing.periods import read_period

    on = context.options.month
    if on is None:
        return context.session.read(read_period)
    for year in context.session.read(list_fiscal_years):
        for period in context.session.read(list_periods, fiscal_year_id=year.id):
            if period.kind == "regular" and period.starts_on <= on <= period.ends_on:
                return context.session.read(read_period, period_id=period.id)
    raise Invalid("ledger.no_period", date=on.isoformat())


def _task(context: Context) -> CloseTask:
    from models.finance.closing.tasks import close_board

    board = context.session.read(close_board, period_id=_period(context).id)
    task = next((t for t in board.tasks if t.code == context.options.task and t.id is not None), None)
    if task is None:
        raise Invalid("close.no_task", id=context.options.task)
    return task


def _span(period: PeriodState) -> dict[str, str]:
    return {"from_": period.starts_on.isoformat(), "to": period.ends_on.isoformat()}


def show(context: Context) -> int:
    """Tell every task with what its check finds now."""
    from models.finance.closing.tasks import close_board

    board = context.session.read(close_board, period_id=_period(context).id)
    context.show([{name: getattr(task, name) for name in _TASKS} for task in board.tasks], _TASKS)
    return DONE


def begin(context: Context) -> int:
    """Begin the close of the month."""
    from models.finance.closing.tasks import begin_close

    period = _period(context)
    count = context.session.run(begin_close, period_id=period.id)
    context.say(
        ngettext(
            "{count} task was taken into {from_} to {to}.", "{count} tasks were taken into {from_} to {to}.", count
        ).format(count=count, **_span(period)),
        {"tasks": count},
    )
    return DONE


def sign(context: Context) -> int:
    """Sign a task."""
    from models.finance.closing.tasks import sign_task

    task = _task(context)
    context.session.run(sign_task, task_id=task.id)
    context.say(_("{name} is signed.").format(name=task.name), {"id": task.id})
    return DONE


def review(context: Context) -> int:
    """Review a task."""
    from models.finance.closing.tasks import review_task

    task = _task(context)
    context.session.run(review_task, task_id=task.id)
    context.say(_("{name} is reviewed.").format(name=task.name), {"id": task.id})
    return DONE


def lock_area(context: Context) -> int:
    """Lock an area."""
    from models.finance.accounts import lock_period

    period = _period(context)
    context.session.run(lock_period, period_id=period.id, area=context.options.area)
    context.say(_("{from_} to {to} is locked.").format(**_span(period)), {"id": period.id})
    return DONE


def unlock_area(context: Context) -> int:
    """Open an area again."""
    from models.finance.accounts import unlock_period

    period, o = _period(context), context.options
    context.session.run(unlock_period, period_id=period.id, area=o.area, reason=o.reason)
    context.say(_("{from_} to {to} is open again.").format(**_span(period)), {"id": period.id})
    return DONE


def finish(context: Context) -> int:
    """Close the months."""
    from models.finance.closing.periods import close_periods

    period = _period(context)
    count = context.session.run(close_periods, last_period_id=period.id)
    context.say(
        ngettext("{count} month is closed, up to {to}.", "{count} months are closed, up to {to}.", count).format(
            count=count, **_span(period)
        ),
        {"closed": count},
    )
    return DONE


def accounts(context: Context) -> int:
    """Tell the balance accounts."""
    from models.finance.closing.reconciling import list_reconciliations

    found = context.session.read(list_reconciliations, period_id=_period(context).id)
    context.show([{name: getattr(one, name) for name in _ACCOUNTS} for one in found], _ACCOUNTS)
    return DONE


def reconcile_account(context: Context) -> int:
    """Reconcile an account whose evidence says what the ledger says."""
    from models.finance.closing.reconciling import reconcile

    period, o = _period(context), context.options
    key = context.session.run(
        reconcile, period_id=period.id, account=o.account, evidence=o.evidence, note=o.note, sign=True
    )
    context.say(_("Account {account} is reconciled.").format(account=o.account), {"id": key})
    return DONE
