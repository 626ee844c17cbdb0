"""The tour: the real windows, driven through a day in the office of a company that has just moved in.

It works on a database of its own, made for it and thrown away, and leaves pictures and documents.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context


def run(context: Context) -> int:
    """Drive through the day; 0 where all of it went well, else 1 and what did not."""
    output: Path = context.options.output
    with own_home() as home:
        problem = drive(home, output, context.progress, stall=context.options.patience / 1000)
    if problem:
        context.progress(problem)
        return 1
    context.say(_("The day went well. What it made lies in {folder}.").format(folder=output), {"folder": str(output)})
    return 0


@contextmanager
def own_home() -> Iterator[Path]:
    """A home for one day, which no other company is in."""
    from models.database.server.embedded import EmbeddedServer
    from models.database.server.place import find_place

    before = os.environ.get("KONTOR_HOME")
    home = Path(tempfile.mkdtemp(prefix="kontor-tour-"))
    os.environ["KONTOR_HOME"] = str(home)
    try:
        yield home
    finally:
        EmbeddedServer(home).stop()
        place = find_place(home)
        for folder in {home, place.root} if place else {home}:
            shutil.rmtree(folder, ignore_errors=True)
        if before is None:
            del os.environ["KONTOR_HOME"]
        else:
            os.environ["KONTOR_HOME"] = before


def drive(home: Path, output: Path, say: Callable[[str], None], *, stall: float) -> str:
    """Play the day in the windows of `home`; empty where all went well, else what did not.

    `stall` is how many seconds the window may stand still at a time.
    """
    from desktop.tour.stage import Stage

    output.mkdir(parents=True, exist_ok=True)
    with Stage(home, output, say, stall) as stage:
        return stage.play()
