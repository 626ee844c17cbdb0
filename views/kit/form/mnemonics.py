"""Letters that jump to a field with Alt: one for each label, no two alike on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def with_mnemonics(labels: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """The labels with `&` before the letter that reaches each; a label whose letters are all taken gets none.

    First letters of words are preferred. `taken` are letters used elsewhere on the page.
    """
    used = {letter.casefold() for letter in taken}
    made: list[str] = []
    for label in labels:
        place = next((place for place in _preferred(label) if label[place].casefold() not in used), None)
        if place is None:
            made.append(_plain(label))
            continue
        used.add(label[place].casefold())
        made.append(f"{_plain(label[:place])}&{_plain(label[place:])}")
    return made


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _preferred(label: str) -> list[int]:
    letters = [place for place, letter in enumerate(label) if letter.isalnum()]
    first = [place for place in letters if place == 0 or not label[place - 1].isalnum()]
    return first + [place for place in letters if place not in first]
