"""`kontor tour` and `kontor gallery`: the windows, driven and drawn without a person."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.gallery_looks import DENSITIES, LANGUAGES, SIZES, THEMES
from resources.language import _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from desktop.cli.context import Context
    from desktop.cli.parser import Commands


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family, those of them that this installation can run."""
    for name, about in (
        ("tour", _("drive the windows through a day in the office; leaves documents and pictures")),
        ("gallery", _("draw every screen and component in all themes, languages and sizes")),
    ):
        if find_spec(f"desktop.{name}") is not None:
            command = commands.add(name, _show, about)
            command.add_argument("-o", "--output", type=Path, default=Path("build") / name, metavar=_("FOLDER"))
            command.set_defaults(module=f"desktop.{name}")
            if name == "gallery":
                _add_choices(command)
            else:
                command.add_argument(
                    "--patience",
                    type=int,
                    default=100,
                    metavar=_("MILLISECONDS"),
                    help=_("how long the window may stand still at a time; longer fails (default 100)"),
                )


def _add_choices(command: ArgumentParser) -> None:
    """Some looks and some pages instead of all; each option may be repeated."""
    for option, goal, choices, about in (
        ("--theme", "themes", (*THEMES, "contrast-dark"), _("only this theme")),
        ("--lang", "languages", LANGUAGES, _("only this language")),
        ("--density", "densities", DENSITIES, _("only this density")),
        ("--size", "sizes", tuple(SIZES), _("only this size of window and text")),
    ):
        command.add_argument(option, action="append", dest=goal, default=[], choices=choices, help=about)
    command.add_argument("--quick", action="store_true", help=_("only the first of the looks: light, in English"))
    command.add_argument("--sharp", action="store_true", help=_("twice as many pixels across and down"))
    command.add_argument(
        "--page",
        action="append",
        dest="pages",
        default=[],
        metavar=_("KIND"),
        help=_('only this kind of page, or "windows", or "components"'),
    )


def _show(context: Context) -> int:
    """Run the module's `run(output, url)`, which draws with Qt."""
    status: int = import_module(context.options.module).run(context)
    return status
