"""A host for tests of screens: answers at once from given values and records what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any, TypeVar

from shiboken6 import isValid

from models.company.history import Beside, count_beside
from models.database.errors import KontorError
from models.database.listing import Filter, ListQuery, Page, PageRequest
from models.finance.dimensions import active_dimensions
from models.finance.spending.asking import ask_bill, ask_spending
from models.warehouse.purchasing import ask_order
from views.kit.beside import asked_beside
from views.kit.drafts import KeptDraft, key_of
from views.kit.host import ChangeCallback, Link, ListExport, Message, PrintJob, Question, TableExport, owner_of
from views.kit.preview.kept_line import Outward, read_outward

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.company.mailing import MailServer, OutgoingMail

T = TypeVar("T")
Row = tuple[object, ...]

#: What the foot of every record page and the line about its document read, where a test says nothing of it.
_EVERYWHERE: Mapping[object, object] = {
    count_beside: Beside(may_note=True, may_attach=True),
    read_outward: Outward(None, ()),
    active_dimensions: (),
    ask_spending: (),
    ask_bill: (),
    ask_order: (),
}
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass
class FakeJob:
    """Work that is answered at once, or by `answer()` while the host holds."""

    deliver: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        """Drop the answer."""
        self.cancelled = True

    def answer(self) -> None:
        """Deliver the answer unless cancelled."""
        if not self.cancelled:
            self.deliver()


class FakePreferences:
    """Preferences in a dictionary."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def read(self, key: str) -> object | None:
        """The stored value or None."""
        return self.values.get(key)

    def write(self, key: str, value: object) -> None:
        """Store a value."""
        self.values[key] = value


class FakeDrafts:
    """Drafts in a dictionary, through JSON as on a disk."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}

    def keep(self, link: Link, title: str, state: object) -> None:
        """Keep a draft."""
        self.files[key_of(link)] = json.dumps({"title": title, "state": state})

    def read(self, link: Link) -> KeptDraft | None:
        """The kept draft or None."""
        if key_of(link) not in self.files:
            return None
        kept = json.loads(self.files[key_of(link)])
        return KeptDraft(link, kept["state"], kept["title"], datetime(2026, 11, 24, 14, 2, tzinfo=UTC))

    def forget(self, link: Link) -> None:
        """Forget a draft."""
        self.files.pop(key_of(link), None)


class FakeMailer:
    """Hands over at once, unless `failures` has an error to raise next; records what it was asked."""

    def __init__(self) -> None:
        self.sent: list[tuple[OutgoingMail, bool]] = []  # with whether it was sent again
        self.tried: list[tuple[MailServer, str]] = []
        self.passwords: list[str] = []
        self.failures: list[KontorError | None] = []
        self.keeps = True  # whether the computer has a password store

    def send(
        self,
        mail: OutgoingMail,
        *,
        again: bool = False,
        on_done: Callable[[str], None],
        on_failed: Callable[[KontorError], None],
    ) -> FakeJob:
        """Record the message and answer."""
        self.sent.append((mail, again))
        return self._answer(mail.recipient, on_done, on_failed)

    def try_out(
        self,
        server: MailServer,
        password: str,
        *,
        on_done: Callable[[str], None],
        on_failed: Callable[[KontorError], None],
    ) -> FakeJob:
        """Record the trial and answer."""
        self.tried.append((server, password))
        return self._answer(server.from_address, on_done, on_failed)

    def keep_password(self, server: MailServer, password: str, *, on_done: Callable[[bool], None]) -> FakeJob:
        """Record the password."""
        del server
        self.passwords.append(password)
        on_done(self.keeps)
        return FakeJob(_nothing)

    def _answer(
        self, address: str, on_done: Callable[[str], None], on_failed: Callable[[KontorError], None]
    ) -> FakeJob:
        error = self.failures.pop(0) if self.failures else None
        if error is None:
            on_done(address)
        else:
            on_failed(error)
        return FakeJob(_nothing)


@dataclass
class FakeHost:
    """Implements `views.kit.host.Host`.

    `answers` maps an operation or query (the function, or its name) to its result, to a callable taking the keyword
    arguments, or to a KontorError to raise. `rows` maps a list's name to all its rows, in the order of its columns.
    `permissions` None allows everything. With `hold` True, jobs wait in `waiting` until `answer_all()`.
    """

    answers: Mapping[object, object] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    permissions: Iterable[str] | None = None
    language: str = "en"
    today: date = date(2026, 11, 24)
    company: str = "Nordbygg AB"
    hold: bool = False
    fetch_error: KontorError | None = None
    preferences: FakePreferences = field(default_factory=FakePreferences)
    drafts: FakeDrafts = field(default_factory=FakeDrafts)
    mailer: FakeMailer = field(default_factory=FakeMailer)
    ran: list[tuple[Callable[..., object], Mapping[str, object]]] = field(default_factory=list)
    was_read: list[tuple[Callable[..., object], Mapping[str, object]]] = field(default_factory=list)
    fetched: list[tuple[ListQuery, PageRequest]] = field(default_factory=list)
    opened: list[Link] = field(default_factory=list)
    opened_beside: list[Link] = field(default_factory=list)  # those of them that got a page tab of their own
    told: list[Message] = field(default_factory=list)
    asked: list[tuple[Question, Callable[[str], None]]] = field(default_factory=list)
    previewed: list[PrintJob] = field(default_factory=list)
    exported: list[ListExport] = field(default_factory=list)
    exported_tables: list[TableExport] = field(default_factory=list)
    listeners: list[tuple[str, ChangeCallback, QWidget]] = field(default_factory=list)
    waiting: list[FakeJob] = field(default_factory=list)

    def run(
        self,
        operation: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None] | None = None,
        busy: QWidget | None = None,
        title: str = "",
    ) -> FakeJob:
        """Record the operation and answer it."""
        del busy, title
        self.ran.append((operation, arguments))
        return self._start(lambda: self._answer(operation, arguments), on_done, on_failed)

    def read(
        self,
        query: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> FakeJob:
        """Record the query and answer it."""
        if query not in _EVERYWHERE or query in self.answers:
            self.was_read.append((query, arguments))
        return self._start(lambda: self._answer(query, arguments), on_done, on_failed)

    def fetch(
        self,
        query: ListQuery,
        request: PageRequest,
        *,
        on_done: Callable[[Page], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> FakeJob:
        """Page through `rows[query.name]` as the database would."""
        self.fetched.append((query, request))
        return self._start(lambda: self._page(query, request), on_done, on_failed)

    def allows(self, permission: str) -> bool:
        """Everything, unless `permissions` was given."""
        return not permission or self.permissions is None or permission in self.permissions

    def open(self, link: Link, *, beside: bool = False) -> None:
        """Record the link."""
        self.opened.append(link)
        if beside or asked_beside():
            self.opened_beside.append(link)

    def tell(self, message: Message) -> None:
        """Record the message."""
        self.told.append(message)

    def ask(self, question: Question, *, on_answer: Callable[[str], None]) -> None:
        """Record the question; `reply` answers it."""
        self.asked.append((question, on_answer))

    def reply(self, key: str) -> None:
        """Answer the latest question with one of its keys, or its escape."""
        question, on_answer = self.asked[-1]
        if key not in {question.escape, *(answer.key for answer in question.answers)}:
            raise KeyError(key)
        on_answer(key)

    def preview(self, document: PrintJob) -> None:
        """Record the document."""
        self.previewed.append(document)

    def export(self, export: ListExport) -> None:
        """Record the export."""
        self.exported.append(export)

    def export_table(self, export: TableExport) -> None:
        """Record the export."""
        self.exported_tables.append(export)

    def on_change(self, subject: str, callback: ChangeCallback, widget: QWidget) -> None:
        """Remember who listens; `change` calls them."""
        self.listeners.append((subject, callback, widget))

    def change(self, subject: str, *keys: object) -> None:
        """Tell the living listeners of `subject` that these keys changed."""
        for heard, callback, widget in self.listeners:
            if heard == subject and isValid(widget):
                callback(frozenset(keys))

    def explain(self, error: KontorError) -> str:
        """The code and parameters themselves."""
        return str(error)

    def answer_all(self) -> None:
        """Deliver what waits, including what the answers ask for in turn."""
        while self.waiting:
            self.waiting.pop(0).answer()

    def _start(
        self,
        produce: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[KontorError], None] | None,
    ) -> FakeJob:
        owner = owner_of(on_done)
        if owner is None:
            message = f"on_done must be a bound method of a QObject, not {on_done!r}"
            raise TypeError(message)

        def deliver() -> None:
            if not isValid(owner):
                return
            try:
                value = produce()
            except KontorError as error:
                self._fail(error, on_failed)
                return
            on_done(value)

        job = FakeJob(deliver)
        if self.hold:
            self.waiting.append(job)
        else:
            job.answer()
        return job

    def _fail(self, error: KontorError, on_failed: Callable[[KontorError], None] | None) -> None:
        if on_failed is not None:
            on_failed(error)
        else:
            self.told.append(Message(self.explain(error)))

    def _answer(self, function: Callable[..., object], arguments: Mapping[str, object]) -> object:
        name = getattr(function, "__name__", "")
        if function in _EVERYWHERE and function not in self.answers and name not in self.answers:
            return _EVERYWHERE[function]
        answer = self.answers[function] if function in self.answers else self.answers[name]
        if isinstance(answer, KontorError):
            raise answer
        return answer(**arguments) if callable(answer) else answer

    def _page(self, query: ListQuery, request: PageRequest) -> Page:
        if self.fetch_error is not None:
            raise self.fetch_error
        index = {column.name: place for place, column in enumerate(query.columns)}
        rows = [row for row in self.rows.get(query.name, ()) if _matches(row, request, index)]
        order = request.order or query.order
        descending = query.descending if request.descending is None else request.descending
        places = [index[name] for name in order]
        rows.sort(key=lambda row: tuple(_sortable(row[place]) for place in places), reverse=descending)
        start = 0
        if request.after is not None:
            start = 1 + [tuple(row[place] for place in places) for row in rows].index(request.after)
        page = rows[start : start + request.limit]
        more = start + request.limit < len(rows)
        return Page(page, tuple(page[-1][place] for place in places) if more else None)


def _nothing() -> None:
    """What is answered already."""


def _sortable(value: object) -> tuple[bool, Any]:
    return value is None, "" if value is None else value


def _matches(row: Row, request: PageRequest, index: Mapping[str, int]) -> bool:
    if request.text and not any(request.text.lower() in str(value).lower() for value in row):
        return False
    return all(_passes(row[index[condition.column]], condition) for condition in request.filters)


def _passes(value: object, condition: Filter) -> bool:
    if condition.operator in {"holds", "holds not"}:
        return (str(condition.value).lower() in str(value).lower()) is (condition.operator == "holds")
    if condition.operator in {"in", "not in"} and isinstance(condition.value, tuple):
        return (value in condition.value) is (condition.operator == "in")
    if condition.operator == "starts":
        return str(value).lower().startswith(str(condition.value).lower())
    if condition.value is None or value is None:
        return _COMPARE[condition.operator](value, condition.value) if condition.operator in {"=", "<>"} else False
    return _COMPARE[condition.operator](value, condition.value)
