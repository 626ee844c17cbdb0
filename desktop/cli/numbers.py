"""`kontor rate …` and `kontor series …`: exchange rates added by scripts, and what documents are numbered."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day, positive
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_KINDS = {"kind": Kind.TEXT, "prefix": Kind.TEXT, "next_number": Kind.INTEGER}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    rates = commands.group("rate", _("exchange rates; kontor report exchange-rates lists them"))
    add = rates.add("add", add_rate, _("add the rate of a currency"))
    add.add_argument("currency", metavar=_("CURRENCY"), help=_("its code, such as EUR"))
    add.add_argument("rate", type=figure, metavar=_("RATE"), help=_("what a unit costs in the company's currency"))
    add.add_argument("--on", type=day, metavar=_("DATE"), help=_("the day it holds from; today if left out"))
    add.add_argument("--source", default="", metavar=_("NAME"), help=_("who published it"))
    series = commands.group("series", _("what documents are numbered"))
    series.add("list", list_series, _("every series with its next number"))
    change = series.add("set", set_series, _("let a series run on with a prefix or from a later number"))
    change.add_argument("kind", metavar=_("KIND"), help=_("one of those that kontor series list names"))
    change.add_argument("--prefix", help=_("what stands before the numbers to come"))
    change.add_argument("--next", type=positive, metavar=_("NUMBER"), help=_("the number that comes next"))


def figure(text: str) -> Decimal:
    """A figure with a point or a comma."""
    from models.company.numbers import parse_decimal

    try:
        return parse_decimal(text, language="sv")
    except Invalid as error:
        raise argparse.ArgumentTypeError(_("{text} is no number").format(text=text)) from error


def add_rate(context: Context) -> int:
    """Add the rate of a currency for a day."""
    from models.company.rates import ExchangeRate, save_rate
    from models.database.work import Work

    o = context.options
    on = o.on or context.session.read(Work.today)
    rate = context.session.run(save_rate, rate=ExchangeRate(o.currency, on, o.rate, o.source))
    told = _("From {date} on 1 {currency} costs {rate} {base}.").format(
        date=rate.valid_on, currency=rate.currency, rate=format(o.rate.normalize(), "f"), base=rate.base
    )
    context.say(told, asdict(rate))
    return DONE


def list_series(context: Context) -> int:
    """Show every series."""
    from models.company.series import list_number_series

    context.show([asdict(series) for series in context.session.read(list_number_series)], _KINDS)
    return DONE


def set_series(context: Context) -> int:
    """Change a series; what is not named stays."""
    from models.company.series import read_number_series, set_number_series

    o = context.options
    prefix = o.prefix if o.prefix is not None else context.session.read(read_number_series, kind=o.kind).prefix
    series = context.session.run(set_number_series, kind=o.kind, prefix=prefix, next_number=o.next)
    context.say(_("The next number is {number}.").format(number=series.next), asdict(series))
    return DONE
