"""The one text system: gettext catalogues for screens, documents, errors and the command line.

English is the source language. `_` translates into the language of the screen, `translator` into that of a document,
since a document follows its reader and not the person who prints it.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import as_file, files

LANGUAGES = ("sv", "en")

_current = "sv"
_spoken: ContextVar[str] = ContextVar("spoken", default="")  # what this thread speaks for a while


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    with as_file(files("resources") / "translations") as folder:
        return gettext.translation("kontor", folder, languages=[code], fallback=True)


def use(code: str) -> None:
    """Make `code` ("sv" or "en") the language of `_` from now on; anything else falls back to English."""
    global _current  # noqa: PLW0603 - one screen language for each process, by design
    _current = code if code in LANGUAGES else "en"


def current() -> str:
    """The language code that `_` translates into."""
    return _spoken.get() or _current


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Make `code` the language of `_` in this thread alone, while a document is made in it."""
    before = _spoken.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _spoken.reset(before)


def translator(code: str) -> Callable[[str], str]:
    """A `_` for documents in the language `code`."""
    catalogue = _catalogue(code if code in LANGUAGES else "en")
    return lambda message: catalogue.gettext(message) if message else ""


def _(message: str) -> str:
    """`message` in the language of the screen."""
    return _catalogue(current()).gettext(message) if message else ""  # under "" stands the head of the catalogue


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that goes with `count`, in the language of the screen."""
    return _catalogue(current()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark now, translate when shown"
    """`message` unchanged; marks text in a declaration for the catalogue."""
    return message
