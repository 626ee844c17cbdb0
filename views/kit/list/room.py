"""How columns share the room there is: they grow, shrink or stay away, so that a list does not scroll sideways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column asks for, in pixels: `natural` where there is room, `least` where there is not."""

    natural: int
    least: int
    grows: bool = False  # takes room to spare
    optional: bool = False  # stays away where not all fit at their least


def share(wishes: Sequence[Wish], room: int) -> list[int]:
    """The width of each column, 0 where it stays away; wider than `room` only if those needed are so at their least."""
    kept = _kept(wishes, room)
    natural = sum(wishes[place].natural for place in kept)
    widths = [0] * len(wishes)
    if natural <= room:
        growing = [place for place in kept if wishes[place].grows] or kept[-1:]
        weight = sum(wishes[place].natural for place in growing)
        for place in kept:
            own = wishes[place].natural
            widths[place] = own + ((room - natural) * own // weight if place in growing else 0)
        return widths
    slack = sum(wishes[place].natural - wishes[place].least for place in kept)
    wanting = min(natural - room, slack)
    for place in kept:
        wish = wishes[place]
        widths[place] = wish.natural - (-(-(wish.natural - wish.least) * wanting // slack) if slack else 0)
    return widths


def _kept(wishes: Sequence[Wish], room: int) -> list[int]:
    """The columns that stay: the optional ones go from the right, until the rest fits."""
    kept = list(range(len(wishes)))
    for place in reversed(range(len(wishes))):
        if sum(wishes[stays].least for stays in kept) <= room:
            break
        if wishes[place].optional and len(kept) > 1:
            kept.remove(place)
    return kept
