"""What is typed and not saved yet survives the program: kept on this computer, and offered again on the same page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer

from models.database.listing import Kind
from resources.language import _
from views.kit.format import format_value
from views.kit.host import Level, Link, Message, MessageAction

if TYPE_CHECKING:
    from views.kit.host import Host

_SLICE = 0.012  # seconds that the window may stand still
_PAUSE = 800  # milliseconds without another key
#: Whose classes a kept draft may name; nothing else is imported because a file says so.
_OURS = ("models.", "views.")


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept, plain enough for JSON, and the page it was typed on."""

    link: Link
    state: object
    title: str
    kept_at: datetime


class Drafts(Protocol):
    """Keeps drafts of this person by their pages, in whatever way survives the end of the program."""

    def keep(self, link: Link, title: str, state: object) -> None:
        """Keep `state`, which JSON can hold, in place of what was kept of the page of `link`."""

    def read(self, link: Link) -> KeptDraft | None:
        """What is kept of a page."""

    def forget(self, link: Link) -> None:
        """Keep nothing of a page."""


class DraftKeeper(QObject):
    """Keeps the work of one page a moment after each change, and puts it on top when the page is opened anew.

    `snapshot` gives what is typed, `take` shows it again; both deal in dataclasses and sequences of them. `loses` says
    whether leaving would lose anything, and `start_afresh` gives up what is typed. What was kept waits for a page that
    is not `ready` to take it, which calls `note` when it is.
    """

    def __init__(  # noqa: PLR0913 - what a page says of its work
        self,
        host: Host,
        link: Link,
        *,
        title: Callable[[], str],
        snapshot: Callable[[], object],
        take: Callable[[Any], None],
        loses: Callable[[], bool],
        start_afresh: Callable[[], None],
        ready: Callable[[], bool] = lambda: True,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._host, self._link = host, link
        self._title, self._snapshot, self._take, self._loses = title, snapshot, take, loses
        self._start_afresh, self._ready = start_afresh, ready
        self._taking = self._told = False
        self._subject = f"draft {key_of(link)}"  # of what is told
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._begin_to_keep)
        self._turns: Iterator[None] = iter(())  # what is left to write down of a long document
        self._made: list[object] = []
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._go_on)
        self._kept, self._work = self._read()
        if self._work is not None:
            QTimer.singleShot(0, self, self.note)

    def note(self) -> None:
        """The page shows something else: what is stored, what was kept, or what has been typed now."""
        if self._taking or not self._ready():
            return
        if self._work is not None:
            if not self._loses():
                self._put_on_top()
                return
            if self._snapshot() == self._work:
                return
            self._work = None
        self._turn.stop()  # it would keep what was there before
        self._pause.start()

    def own(self) -> None:
        """From now on the page decides what is shown: it is being saved, or given up."""
        self._work = None

    def keep(self) -> None:
        """Keep what there is, or forget what has been saved."""
        self._pause.stop()
        self._turn.stop()
        if self._loses():
            self._host.drafts.keep(self._link, self._title(), plain(self._snapshot()))
        else:
            self._host.drafts.forget(self._link)
            self._take_back()

    def _begin_to_keep(self) -> None:
        """As `keep`, but a document of thousands of lines in turns with the window."""
        work = self._snapshot()
        if not isinstance(work, tuple) or not self._loses():
            self.keep()
            return
        self._made = []
        self._turns = plain_in_turns(work, self._made)
        self._go_on()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        for _done in self._turns:
            if time.perf_counter() > until:
                self._turn.start()
                return
        self._host.drafts.keep(self._link, self._title(), self._made)
        self._made = []

    def forget(self) -> None:
        """Give the work up."""
        self.own()
        self._pause.stop()
        self._turn.stop()
        self._host.drafts.forget(self._link)
        self._take_back()

    def _take_back(self) -> None:
        """Say no more that this had not been saved."""
        if self._told:
            self._told = False
            self._host.tell(Message("", replaces=self._subject))

    def _read(self) -> tuple[KeptDraft | None, object]:
        kept = self._host.drafts.read(self._link)
        if kept is None:
            return None, None
        try:
            return kept, revived(kept.state)
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, ImportError):
            # Kept by another version of the program, whose fields were others.
            self._host.drafts.forget(self._link)
            return None, None

    def _put_on_top(self) -> None:
        self._taking = True
        try:
            self._take(self._work)
        finally:
            self._taking = False
        if self._kept is not None:
            at = format_value(self._kept.kept_at, Kind.TEXT, self._host.language)
            text = _("This is what you had typed here and not saved, from {time}.").format(time=at)
            again = MessageAction(_("Start afresh"), self._on_afresh)
            self._host.tell(Message(text, Level.INFO, again, seconds=0, replaces=self._subject))
            self._kept, self._told = None, True

    def _on_afresh(self) -> None:
        self.forget()
        self._start_afresh()


def key_of(link: Link) -> str:
    """Under which key the work on the page of a link is kept."""
    arguments = "&".join(f"{name}={value}" for name, value in sorted(link.arguments.items()))
    return f"{link.kind}/{'' if link.key is None else link.key}?{arguments}"


#: How values that JSON does not know are written and read, by the word that says which they are.
_WRITTEN: dict[str, tuple[type, Callable[[Any], str], Callable[[str], object]]] = {
    "decimal": (Decimal, str, Decimal),
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),  # before date, of which it is a kind
    "date": (date, date.isoformat, date.fromisoformat),
    "bytes": (bytes, bytes.hex, bytes.fromhex),
    "path": (Path, str, Path),
}


_PLAIN = frozenset({str, int, bool, type(None)})


@cache
def _shape(kind: type) -> tuple[str, tuple[tuple[str, object], ...]]:
    """How a class of ours is named in a file, and its fields, each with what it holds when nothing is said."""
    return f"{kind.__module__}:{kind.__qualname__}", tuple((field.name, field.default) for field in fields(kind))


def plain(value: object) -> object:
    """`value` as JSON can hold it: dataclasses with their class, amounts and dates with their kind."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        name, shape = _shape(type(value))
        # Of a document of thousands of lines only what is said counts, and most of it needs no further look.
        held = ((field, each) for field, usual in shape if (each := getattr(value, field)) is not usual)
        return {"@": name, **{field: each if type(each) in _PLAIN else plain(each) for field, each in held}}
    return _marked(value)


def plain_in_turns(parts: Iterable[object], made: list[object]) -> Iterator[None]:
    """Make `parts` plain into `made`, a line at a time: between two of them something else can be done."""
    for part in parts:
        if isinstance(part, list | tuple):
            lines: list[object] = []
            made.append(lines)
            for line in part:
                lines.append(plain(line))
                yield
        else:
            made.append(plain(part))


def _marked(value: object) -> object:
    """What JSON does not know, with the word that says which it is."""
    if isinstance(value, Mapping):
        return {"@": "mapping", "is": [[plain(key), plain(held)] for key, held in value.items()]}
    if isinstance(value, frozenset):
        return {"@": "set", "is": [plain(each) for each in sorted(value)]}
    for word, (kind, write, _read) in _WRITTEN.items():
        if isinstance(value, kind):
            return {"@": word, "is": write(value)}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def revived(kept: object) -> Any:
    """What `plain` made plain; sequences come back as tuples. ValueError for a class that is not ours."""
    if isinstance(kept, list):
        return tuple(revived(each) for each in kept)
    if not isinstance(kept, dict):
        return kept
    word = kept["@"]
    if word in _WRITTEN:
        return _WRITTEN[word][2](kept["is"])
    if word == "set":
        return frozenset(revived(each) for each in kept["is"])
    if word == "mapping":
        return {revived(key): revived(held) for key, held in kept["is"]}
    return _class_called(word)(**{name: revived(held) for name, held in kept.items() if name != "@"})


def _class_called(name: str) -> Callable[..., object]:
    module, _colon, qualname = name.partition(":")
    if not module.startswith(_OURS):
        raise ValueError(name)
    found: Any = import_module(module)
    for part in qualname.split("."):
        found = getattr(found, part)
    if not (isinstance(found, type) and is_dataclass(found)):
        raise ValueError(name)
    return found
