"""`kontor dimension` and `kontor voucher`: registers of dimensions with their rules, and vouchers from templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli import DONE, REFUSED
from desktop.cli.values import day, pair, positive
from models.database.errors import Invalid
from models.database.listing import Kind
from resources import language
from resources.language import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_LINES = {"account": Kind.TEXT, "text": Kind.TEXT, "amount": Kind.MONEY, "tax_code": Kind.TEXT}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    group = commands.group("dimension", _("make cost centres, projects and free dimensions"))
    made = group.add("add", add_dimension, _("make a dimension"))
    made.add_argument("number", type=positive, metavar=_("NUMBER"))
    made.add_argument("name", metavar=_("NAME"))
    value = group.add("value", add_value, _("make a value of a dimension"))
    value.add_argument("number", type=positive, metavar=_("NUMBER"))
    value.add_argument("code", metavar=_("CODE"))
    value.add_argument("name", metavar=_("NAME"))
    _add_days(value)
    rule = group.add("rule", add_rule, _("say what accounts ask of a dimension"))
    rule.add_argument("number", type=positive, metavar=_("NUMBER"))
    rule.add_argument("first", metavar=_("ACCOUNT"))
    rule.add_argument("last", nargs="?", default="", metavar=_("ACCOUNT"))
    rule.add_argument("--is", dest="requirement", choices=("required", "optional", "forbidden"), default="required")
    rule.add_argument("--default", metavar=_("CODE"), help=_("value taken where a line says nothing"))
    _add_days(rule)
    voucher = commands.group("voucher", _("make vouchers from templates"))
    command = voucher.add("from-template", post_from_template, _("fill in a template and post it"))
    command.add_argument("template", metavar=_("NAME"))
    command.add_argument("figures", nargs="*", type=pair, metavar=_("FIGURE=AMOUNT"))
    command.add_argument("--on", type=day, metavar=_("DATE"), help=_("day of the voucher; today if left out"))
    command.add_argument("--text", default="", metavar=_("TEXT"))
    command.add_argument("--show", action="store_true", help=_("only show the voucher"))
    command.add_argument("--sure", action="store_true", help=_("post it though one like it is posted"))


def _add_days(command: ArgumentParser) -> None:
    command.add_argument("--from", dest="valid_from", type=day, metavar=_("DATE"), help=_("first day it holds"))
    command.add_argument("--to", dest="valid_to", type=day, metavar=_("DATE"), help=_("last day it holds"))


def add_dimension(context: Context) -> int:
    """Make a dimension."""
    from models.finance.dimensions import Dimension, save_dimension

    o = context.options
    made = context.session.run(save_dimension, dimension=Dimension(o.number, o.name))
    told = _("Dimension {number} {name} is made.").format(number=made.number, name=made.name)
    context.say(told, {"number": made.number, "name": made.name})
    return DONE


def add_value(context: Context) -> int:
    """Make a value of a dimension."""
    from models.finance.dimensions import DimensionValue, save_dimension_value

    o = context.options
    value = DimensionValue(o.number, o.code, o.name, valid_from=o.valid_from, valid_to=o.valid_to)
    made = context.session.run(save_dimension_value, value=value)
    context.say(_("Value {code} {name} is made.").format(code=made.code, name=made.name), {"id": made.id})
    return DONE


def add_rule(context: Context) -> int:
    """Say what accounts ask of a dimension."""
    from models.finance.dimensions import DimensionRule, save_dimension_rule

    o = context.options
    rule = DimensionRule(o.number, o.first, o.last, o.requirement, o.default, o.valid_from, o.valid_to)
    made = context.session.run(save_dimension_rule, rule=rule)
    text = _("The rule holds for accounts {first} to {last}.")
    context.say(text.format(first=made.from_account, last=made.to_account), {"id": made.id})
    return DONE


def post_from_template(context: Context) -> int:
    """Fill a template in, and show or post the voucher; refused where one like it is posted and nobody is sure."""
    from models.company.numbers import parse_decimal
    from models.database.work import Work
    from models.finance.entering import post_voucher
    from models.finance.templates import fill_in, template_called

    o = context.options
    template = context.session.read(template_called, name=o.template)
    figures = {name: parse_decimal(text, language=language.current()) for name, text in o.figures}
    unknown = next((name for name in figures if name not in template.names), None)
    if unknown is not None:
        raise Invalid("template.unknown_figure", name=unknown, known=", ".join(template.names))
    draft = fill_in(template, figures, o.on or context.session.read(Work.today), o.text)
    if o.show:
        lines = [
            {"account": x.account, "text": x.text, "amount": x.amount, "tax_code": x.tax_code} for x in draft.lines
        ]
        context.show(lines, _LINES)
        return DONE
    posting = context.session.run(post_voucher, voucher=draft, sure=o.sure)
    if posting.posted is None:
        other = f"{posting.similar[0].series}{posting.similar[0].number}"
        told = _("Voucher {voucher} is like it and posted. Say --sure to post it all the same.")
        context.say(told.format(voucher=other), {"similar": other})
        return REFUSED
    label = f"{posting.posted.series}{posting.posted.number}"
    context.say(_("Voucher {voucher} is posted.").format(voucher=label), {"voucher": label, "id": posting.posted.id})
    return DONE
