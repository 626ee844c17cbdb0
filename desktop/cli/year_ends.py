"""`kontor year-end …`: where a fiscal year stands, its tax, closing and opening it, and what the owners decided."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.numbers import figure
from desktop.cli.values import day
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    import argparse

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands
    from models.finance.year_end import YearEnd

_KINDS = {
    "starts_on": Kind.DATE,
    "ends_on": Kind.DATE,
    "locked": Kind.INTEGER,
    "periods": Kind.INTEGER,
    "result": Kind.MONEY,
    "closed_at": Kind.TIMESTAMP,
    "voucher": Kind.TEXT,
}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    ends = commands.group("year-end", _("close a fiscal year, and what comes with it"))
    _of_year(ends.add("show", show, _("where the end of a year stands")))
    tax = ends.add("tax", post_tax, _("post the income tax, and what goes to a tax allocation reserve"))
    _of_year(tax)
    tax.add_argument("--allocation", type=figure, default=Decimal(0), metavar=_("AMOUNT"))
    _of_year(ends.add("close", close, _("book the result to equity and lock the year")))
    reopen = ends.add("reopen", open_again, _("open a closed year again"))
    _of_year(reopen)
    reopen.add_argument("--reason", required=True, metavar=_("TEXT"))
    decide = ends.add("decide", decide_on, _("book what the owners decided of the result"))
    _of_year(decide)
    decide.add_argument("--on", type=day, required=True, metavar=_("DATE"))
    decide.add_argument("--dividend", type=figure, default=Decimal(0), metavar=_("AMOUNT"))


def _of_year(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--year", type=day, metavar=_("DATE"), help=_("a day of the fiscal year; else the one to be closed next")
    )


def _end(context: Context) -> YearEnd:
    from models.finance.accounts import list_fiscal_years
    from models.finance.year_end import read_year_end

    on = context.options.year
    years = context.session.read(list_fiscal_years)
    key = next((year.id for year in years if on is not None and year.starts_on <= on <= year.ends_on), None)
    if on is not None and key is None:
        raise Invalid("ledger.no_period", date=on.isoformat())
    return context.session.read(read_year_end, fiscal_year_id=key)


def show(context: Context) -> int:
    """Tell where it stands."""
    end = asdict(_end(context))
    context.show([{name: end[name] for name in _KINDS}], _KINDS)
    return DONE


def post_tax(context: Context) -> int:
    """Post what is left to post."""
    from models.finance.income_tax import post_income_tax
    from models.finance.year_end import open_adjustment_period

    end = _end(context)
    context.session.run(open_adjustment_period, fiscal_year_id=end.fiscal_year_id)
    posted = context.session.run(
        post_income_tax,
        fiscal_year_id=end.fiscal_year_id,
        allocation=context.options.allocation,
        text=_("Income tax"),
    )
    told = _("Posted as voucher {voucher}.").format(voucher=f"{posted.series}{posted.number}") if posted else ""
    context.say(told or _("Nothing is left to post."), asdict(posted) if posted else {})
    return DONE


def close(context: Context) -> int:
    """Close the year with the accounts of the company's legal form."""
    from models.finance.year_end import close_year

    end = _end(context)
    closed = context.session.run(
        close_year,
        fiscal_year_id=end.fiscal_year_id,
        result_account=end.accounts.result,
        equity_account=end.accounts.equity,
        text=_("Result of the year"),
    )
    told = _("The year {from_} to {to} is closed with the result {result}.")
    context.say(told.format(from_=end.starts_on, to=end.ends_on, result=closed.result), asdict(closed))
    return DONE


def open_again(context: Context) -> int:
    """Open the year again."""
    from models.finance.year_end import reopen_year

    end = _end(context)
    entry = context.session.run(reopen_year, fiscal_year_id=end.fiscal_year_id, reason=context.options.reason)
    told = _("The year {from_} to {to} is open again.").format(from_=end.starts_on, to=end.ends_on)
    context.say(told, {"entry_id": entry})
    return DONE


def decide_on(context: Context) -> int:
    """Book the decision."""
    from models.finance.year_end import dispose_of_result

    end, o = _end(context), context.options
    key = context.session.run(
        dispose_of_result,
        fiscal_year_id=end.fiscal_year_id,
        date=o.on,
        dividend=o.dividend,
        retained_account=end.accounts.retained,
        dividend_account=end.accounts.dividend,
        text=_("Disposal of the result"),
    )
    told = _("{dividend} is to be paid out, {rest} is carried forward.")
    context.say(told.format(dividend=o.dividend, rest=end.result - o.dividend), {"id": key})
    return DONE
