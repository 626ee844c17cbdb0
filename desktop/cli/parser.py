"""The commands and their arguments; what runs them is imported only when it runs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.cli import (
    allocations,
    assets,
    books,
    budgets,
    closing,
    currencies,
    exchange,
    founding,
    groups,
    keeping,
    numbers,
    packs,
    reporting,
    schedules,
    server,
    settling,
    showing,
    spending,
    users,
    vat,
    verifying,
    vouchers,
    year_ends,
)
from resources import language
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context

_FAMILIES = (
    founding,
    exchange,
    reporting,
    packs,
    verifying,
    assets,
    budgets,
    users,
    numbers,
    closing,
    year_ends,
    server,
    keeping,
    showing,
    currencies,
    groups,
    books,
    vat,
    vouchers,
    schedules,
    allocations,
    settling,
    spending,
)

Handler = Callable[["Context"], int]


class Commands:
    """Where the families enter their commands; every command knows the global options too."""

    def __init__(self, parser: argparse.ArgumentParser, everywhere: argparse.ArgumentParser) -> None:
        self._everywhere = everywhere
        self._commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)

    def add(self, name: str, handler: Handler | None, about: str) -> argparse.ArgumentParser:
        """A command; `handler` is None where it only gathers sub-commands."""
        command = self._commands.add_parser(
            name, help=about, description=about, parents=[self._everywhere], allow_abbrev=False
        )
        if handler is not None:
            command.set_defaults(command=handler)
        return command

    def group(self, name: str, about: str) -> Commands:
        """A command that has commands of its own."""
        return Commands(self.add(name, None, about), self._everywhere)


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; the chosen command's function stands in `options.command`."""
    everywhere = _global_options()
    parser = argparse.ArgumentParser(
        prog="kontor",
        description=_("Books, stock, sales and service on one database. Without a command the desktop opens."),
        parents=[everywhere],
        allow_abbrev=False,
    )
    commands = Commands(parser, everywhere)
    for family in _FAMILIES:
        family.add_commands(commands)
    return parser


def choose_language(argv: Sequence[str]) -> None:
    """Speak the language asked for, else that of the system; before the parser is made, since help is text too."""
    words = list(argv)
    chosen = next((w.partition("=")[2] for w in words if w.startswith("--language=")), "")
    if "--language" in words[:-1]:
        chosen = words[words.index("--language") + 1]
    settings = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language.use(chosen or next((setting for setting in settings if setting), "")[:2])


def _global_options() -> argparse.ArgumentParser:
    """Options that stand before or after the command; unset ones leave no trace, so that neither hides the other."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = options.add_argument_group(_("for every command"))
    group.add_argument("--database", metavar="URL", help=_("database to use instead of that of this computer"))
    group.add_argument("--company", metavar=_("ID|NAME"), help=_("company to work in instead of the first one"))
    group.add_argument("--user", metavar=_("NAME"), help=_("sign in as this user, with the password in PGPASSWORD"))
    group.add_argument("--json", action="store_true", help=_("answer in JSON"))
    group.add_argument("--language", choices=language.LANGUAGES, help=_("language of messages and documents"))
    return options
