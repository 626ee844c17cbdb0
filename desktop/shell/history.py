"""Where the user has been: a line of visits with a cursor, each a page or what it takes to make it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from views.kit.host import Link
from views.kit.page import Page
from views.kit.page_spec import PageSpec

#: So many pages stay alive, a few megabytes each; older ones are made again from their link in no time anybody notices.
#: None with unsaved work is given up.
_ALIVE = 8
_LONGEST = 100


@dataclass(eq=False, slots=True)
class Visit:
    """One page visited. `parent` is the page it was opened from, where it goes deeper into that one."""

    make: Callable[[], Page]
    spec: PageSpec | None = None
    link: Link | None = None
    parent: Visit | None = None
    title: str = ""
    page: Page | None = field(default=None, repr=False)
    place: object = None  # where the user was on the page, while it is not there

    @property
    def trail(self) -> tuple[Visit, ...]:
        """The visits this one came through, from the first."""
        return () if self.parent is None else (*self.parent.trail, self.parent)


class History:
    """The visits in order, and which one is in front."""

    def __init__(self, visits: Iterable[Visit] = ()) -> None:
        self.visits = list(visits)
        self._place = len(self.visits) - 1

    @property
    def current(self) -> Visit | None:
        """The visit in front."""
        return self.visits[self._place] if self.visits else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier visit."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a later visit."""
        return self._place < len(self.visits) - 1

    @property
    def ahead(self) -> tuple[Visit, ...]:
        """The visits that a new one would displace."""
        return tuple(self.visits[self._place + 1 :])

    def step(self, by: int) -> Visit | None:
        """Go back or forward; the visit now in front."""
        if self.visits:
            self._place = max(0, min(len(self.visits) - 1, self._place + by))
        return self.current

    def visit(self, visit: Visit) -> tuple[Visit, ...]:
        """Put a visit after the current one, taking it from elsewhere in the line where it is known.

        Returns the visits that fell out.
        """
        kept = [known for known in self.visits[: self._place + 1] if known is not visit]
        gone = [known for known in self.visits[self._place + 1 :] if known is not visit]
        kept.append(visit)
        gone += kept[:-_LONGEST]
        self.visits = kept[-_LONGEST:]
        self._place = len(self.visits) - 1
        return tuple(gone)

    def go_to(self, visit: Visit) -> None:
        """Put a known visit in front."""
        self._place = self.visits.index(visit)

    def known(self, link: Link) -> Visit | None:
        """The latest visit of a link that is still alive."""
        alive = (known for known in reversed(self.visits) if known.link == link and known.page is not None)
        return next(alive, None)

    def unsaved(self) -> tuple[Visit, ...]:
        """The visits whose pages hold work that is not saved."""
        return tuple(known for known in self.visits if known.page is not None and known.page.leaving_loses())


def too_many(histories: Iterable[History], front: History) -> tuple[Visit, ...]:
    """Pages of all page tabs to give up: those one would have to go back to first, those in front of a tab last.

    Never one with unsaved work, nor the one in front of the window.
    """
    lines = sorted(histories, key=lambda history: history is front)
    visits = [visit for history in lines for visit in history.visits if visit is not history.current]
    visits += [history.current for history in lines if history is not front and history.current is not None]
    alive = [(visit, visit.page) for visit in visits if visit.page is not None]
    idle = [visit for visit, page in alive if page.leaving_loses() is None]
    return tuple(idle[: max(0, len(alive) + 1 - _ALIVE)])
