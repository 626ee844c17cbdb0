"""The records somebody looked at last and those they pinned, kept for the next time they sign in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.settings import UserPreferences
from views.kit.host import Link

_RECENT, _PINNED = "recent", "pinned"
_MOST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it was called when it was looked at last."""

    link: Link
    title: str


class Recent:
    """The places of one user of one company on this computer."""

    def __init__(self, preferences: UserPreferences, company_id: int) -> None:
        self._preferences, self._company = preferences, company_id

    @property
    def recent(self) -> tuple[Place, ...]:
        """The records looked at last, the newest first."""
        return self._read(_RECENT)

    @property
    def pinned(self) -> tuple[Place, ...]:
        """The pinned records, in the order in which they were pinned."""
        return self._read(_PINNED)

    def note(self, link: Link, title: str) -> None:
        """Somebody looks at a record, which may be called otherwise than it was."""
        if not _can_be_kept(link):
            return
        place = Place(link, title)
        self._write(_RECENT, (place, *(known for known in self.recent if known.link != link)))
        if any(known.link == link and known.title != title for known in self.pinned):
            self._write(_PINNED, (place if known.link == link else known for known in self.pinned))

    def is_pinned(self, link: Link) -> bool:
        """Whether a record is pinned."""
        return any(known.link == link for known in self.pinned)

    def pin(self, link: Link, title: str) -> None:
        """Pin a record, or unpin one that is."""
        others = tuple(known for known in self.pinned if known.link != link)
        self._write(_PINNED, others if self.is_pinned(link) else (*others, Place(link, title)))

    def _read(self, name: str) -> tuple[Place, ...]:
        stored = self._preferences.read(f"{name}.{self._company}")
        return tuple(place for each in stored if (place := _place(each))) if isinstance(stored, list) else ()

    def _write(self, name: str, places: Iterable[Place]) -> None:
        self._preferences.write(f"{name}.{self._company}", [_stored(place) for place in places][:_MOST])


def _can_be_kept(link: Link) -> bool:
    """Whether a link names a record, by words and numbers alone."""
    plain = all(isinstance(value, str | int) for value in link.arguments.values())
    return plain and isinstance(link.key, str | int)


def _stored(place: Place) -> list[object]:
    return [place.link.kind, place.link.key, dict(place.link.arguments), place.title]


def _place(stored: object) -> Place | None:
    """A place as it was stored; None for what another version of the program may have left there."""
    match stored:
        case [str(kind), (int() | str()) as key, dict(arguments), str(title)]:
            return Place(Link(kind, key, arguments), title)
    return None
