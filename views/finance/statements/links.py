"""Where a figure of a statement leads, as the shell follows it."""

from __future__ import annotations

from models.finance.statements.shapes import Drill
from views.kit.host import Link


def link_of(drill: Drill) -> Link:
    """The page that a figure is made of."""
    return Link(drill.kind, drill.key, drill.arguments, drill.company)
