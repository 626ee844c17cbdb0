"""What a screen may ask of the shell: run, read, fetch, open, tell, ask, preview, export, and hear of changes.

Callbacks are bound methods of a QObject, or a `functools.partial` of one: their owner decides how long an answer is
wanted. Answers to a destroyed owner or a cancelled job are dropped. Everything here is called on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.database.errors import KontorError
    from models.database.listing import Column, ListQuery, Page, PageRequest
    from models.database.work import Work
    from views.kit.drafts import Drafts
    from views.kit.mailer import Mailer

T = TypeVar("T")

ChangeCallback = Callable[[frozenset[object]], None]


@dataclass(frozen=True, slots=True)
class Link:
    """An address inside the program: "finance.invoice" with its key, or "sales.orders" with filters as arguments.

    `company` is the one that it leads into; None is the one that is open.
    """

    kind: str
    key: object | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    company: int | None = None

    @property
    def number(self) -> int:
        """The key of a record that is known by a number; 0, which none has, where the link names no such key."""
        return self.key if isinstance(self.key, int) else 0


class Level(StrEnum):
    """How serious a message is; also its icon and colour."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class MessageAction:
    """The one act a message offers, such as Undo or Try again."""

    label: str
    callback: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Message:
    """One line for the message strip, already translated; `seconds` 0 stays, None lets the level decide."""

    text: str
    level: Level = Level.INFO
    action: MessageAction | None = None
    seconds: int | None = None
    replaces: str = ""  # a newer message with the same word takes its place; one without text only takes it away


class AnswerRole(StrEnum):
    """What pressing an answer means, and so how its button looks."""

    PRIMARY = "primary"
    DESTRUCTIVE = "destructive"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Answer:
    """One button of a question: `key` is what `on_answer` receives, `label` what stands on it."""

    key: str
    label: str
    role: AnswerRole = AnswerRole.PLAIN


@dataclass(frozen=True, slots=True)
class Question:
    """A short modal question, already translated. Escape and the window's cross answer `escape`."""

    title: str
    text: str
    answers: tuple[Answer, ...]
    escape: str = "cancel"
    details: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The record whose document is kept as it leaves the house, by who has the right `needs`.

    `once`: the first stays for good; else what has changed since is a further version.
    """

    subject: str  # its table: "sales.sales_order"
    key: int
    needs: str
    once: bool = False


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document to show: `make(work, **arguments)` runs off the GUI thread as a reading and returns a PDF."""

    title: str
    make: Callable[..., bytes]
    filename: str  # proposed when saved, with its extension
    arguments: Mapping[str, object] = field(default_factory=dict)
    kind: str = "report"  # whose printer is remembered: "invoice", "delivery_note", "pick_list"…
    letter: Callable[..., Any] | None = None  # reads what an e-mail with it says, with the same arguments
    kept: Kept | None = None  # None for drafts, and for what does not leave the house
    starts: tuple[int, ...] = ()  # pages from 0 on which one of several documents begins: each on a sheet of its own


class ExportFormat(StrEnum):
    """What a list can be written as."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ListExport:
    """A list as it stands on the screen: the same filters, search and order, the visible columns from left to right."""

    title: str
    query: ListQuery
    request: PageRequest
    columns: tuple[Column, ...]
    format: ExportFormat
    sums: tuple[str, ...] | None = None  # columns summed under the list; None takes the columns of money


@dataclass(frozen=True, slots=True)
class TableExport:
    """A table that is all there, such as a report: its rows as they stand, totals among them.

    Rows at the places `strong` are headings or sums; `notes`, translated, stand beneath. Rows that
    are too many to be held are read by `reads` while the file is written.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    format: ExportFormat
    subtitle: str = ""
    strong: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    reads: Callable[[Work], Iterable[tuple[object, ...]]] | None = None


class Job(Protocol):
    """Work under way."""

    def cancel(self) -> None:
        """Stop it if that is possible, and call nobody back. Harmless when it has ended."""


class Preferences(Protocol):
    """What the program remembers for this user on this machine; values are what JSON can hold."""

    def read(self, key: str) -> object | None:
        """The value stored under `key` ("list.sales.orders"), or None."""

    def write(self, key: str, value: object) -> None:
        """Store `value` under `key`; None forgets it."""


class Host(Protocol):
    """The shell, as screens see it. `desktop` implements it; tests use `tests.support.fake_host.FakeHost`."""

    @property
    def language(self) -> str:
        """Language code of the screen: "sv" or "en"."""

    @property
    def today(self) -> date:
        """The current day where the company is."""

    @property
    def company(self) -> str:
        """Name of the company that is open."""

    @property
    def preferences(self) -> Preferences:
        """What is remembered for this user on this machine."""

    @property
    def drafts(self) -> Drafts:
        """What this user has typed on this machine and not saved yet."""

    @property
    def mailer(self) -> Mailer:
        """What hands e-mails over."""

    def run(  # noqa: PLR0913 - one door with named options reads better than five doors
        self,
        operation: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None] | None = None,
        busy: QWidget | None = None,
        title: str = "",
    ) -> Job:
        """Carry out an operation of `models` in one transaction; without `on_failed` the error is told in the strip.

        `busy` is disabled meanwhile and covered after 300 ms; `title` says what is going on when it takes longer.
        """

    def read(
        self,
        query: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> Job:
        """Call a read function of `models` as `query(work, **arguments)` in a read-only transaction."""

    def fetch(
        self,
        query: ListQuery,
        request: PageRequest,
        *,
        on_done: Callable[[Page], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> Job:
        """Fetch one page of a list."""

    def allows(self, permission: str) -> bool:
        """Whether the user has the right; the empty permission is always allowed."""

    def open(self, link: Link, *, beside: bool = False) -> None:
        """Show the page of a link; Back returns to where the user was, with its filters and selection.

        `beside` opens it in a page tab of its own, and the page in front stays as it is.
        """

    def tell(self, message: Message) -> None:
        """Show a message in the strip of the page in front."""

    def ask(self, question: Question, *, on_answer: Callable[[str], None]) -> None:
        """Ask a short modal question and pass on the key of the answer."""

    def preview(self, document: PrintJob) -> None:
        """Make a document and show it, to be printed or saved."""

    def export(self, export: ListExport) -> None:
        """Ask where to, and write a list off the GUI thread."""

    def export_table(self, export: TableExport) -> None:
        """Ask where to, and write a table off the GUI thread."""

    def on_change(self, subject: str, callback: ChangeCallback, widget: QWidget) -> None:
        """Call back with the keys of `subject` ("sales.order") that changed, for as long as `widget` lives.

        An empty set means that any of them may have changed, as after a lost connection.
        """

    def explain(self, error: KontorError) -> str:
        """The text of an error in the language of the screen: what is wrong, then what to do."""


def owner_of(callback: Callable[..., object]) -> QObject | None:
    """The QObject whose method a callback is, looking inside `functools.partial`; None for anything else."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
