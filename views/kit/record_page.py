"""A page about one record: read off the GUI thread, fetched anew when somebody changes it, acted on by operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from models.database.errors import KontorError
from resources.language import _
from views.kit.action import ActionContext
from views.kit.empty import EmptyState
from views.kit.host import Answer, AnswerRole, Host, Job, Level, Link, Message, Question
from views.kit.page import Page
from views.kit.text import column
from views.kit.theme.tokens import SPACE_3

R = TypeVar("R")
T = TypeVar("T")

_YES, _NO = "yes", "cancel"


class RecordPage(Page, Generic[R]):
    """Reads with `read(work, **arguments)`. A subclass makes its parts in `build` and fills them in `show_record`.

    `subjects` are what a change of makes it read again.
    """

    def __init__(  # noqa: PLR0913 - what a record page is made of
        self,
        host: Host,
        text: str,
        *,
        read: Callable[..., R],
        arguments: Mapping[str, object],
        subjects: Sequence[str] = (),
        link: Link | None = None,
    ) -> None:
        super().__init__(host, text, link=link)
        self._read, self._arguments = read, arguments
        self.record: R | None = None
        self._job: Job | None = None
        self._stale = False
        self._asked: Callable[[], None] | None = None
        self.content = QWidget()
        self.parts = column(self.content, spacing=SPACE_3)
        self.content.hide()
        self._nothing = EmptyState("info")
        self._nothing.hide()
        self._nothing.acted.connect(self.refresh)
        self.body.addWidget(self.content, 1)
        self.body.addWidget(self._nothing, 1)
        for subject in subjects:
            host.on_change(subject, self._on_changed, self)
        self.refresh()

    def build(self) -> None:
        """Make the parts of the page; called once, when the record is here for the first time."""
        raise NotImplementedError

    def show_record(self, record: R) -> None:
        """Fill the parts with what was read."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read the record again."""
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        self._job = self.host.read(self._read, self._arguments, on_done=self._on_read, on_failed=self._on_not_read)

    def read_instead(self, arguments: Mapping[str, object]) -> None:
        """Read with other arguments from now on."""
        self._arguments = arguments
        self.refresh()

    def carry_out(
        self,
        operation: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        told: str = "",
        then: Callable[[T], None] | None = None,
    ) -> None:
        """Carry out an operation on the record, say `told` (translated) and read it again; `then` gets the result.

        The page with its buttons is disabled meanwhile, so that an act is not done twice.
        """
        self.host.run(operation, arguments, on_done=partial(self._on_carried_out, told, then), busy=self)

    def ask_first(self, title: str, text: str, yes: str, act: Callable[[], None], *, harmful: bool = True) -> None:
        """Ask before something that cannot be taken back; texts are translated."""
        self._asked = act
        role = AnswerRole.DESTRUCTIVE if harmful else AnswerRole.PRIMARY
        answers = (Answer(_NO, _("Cancel")), Answer(_YES, yes, role))
        self.host.ask(Question(title, text, answers, escape=_NO), on_answer=self._on_answer)

    def context(self) -> ActionContext:
        """What the actions work on."""
        return ActionContext(self.host, self, record=self.record)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes that came while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_read(self, record: R) -> None:
        first = self.record is None
        self.record = record
        if first:
            self.build()
        self._nothing.hide()
        self.show_record(record)
        self.content.show()
        self.set_record(record)
        key = self.record_key(record)
        if self.subject and isinstance(key, int):
            self.show_annex(key)

    def record_key(self, record: R) -> object:
        """The key of the record shown, in the table `subject`."""
        del record
        return self.link.key if self.link is not None else None

    def _on_not_read(self, error: KontorError) -> None:
        if self.record is None:
            self.content.hide()
            self._nothing.explain(_("There is nothing to show"), self.host.explain(error), _("Try again"), "warning")
            self._nothing.show()
        else:
            self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="read"))

    def _on_carried_out(self, told: str, then: Callable[[Any], None] | None, result: object) -> None:
        if told:
            self.host.tell(Message(told, Level.SUCCESS, replaces="act"))
        self.refresh()
        if then is not None:
            then(result)

    def _on_answer(self, answer: str) -> None:
        asked, self._asked = self._asked, None
        if answer == _YES and asked is not None:
            asked()

    def _on_changed(self, keys: frozenset[object]) -> None:
        if keys and not self.concerns(keys):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def concerns(self, keys: frozenset[object]) -> bool:
        """Whether a change of these keys may change what the page shows."""
        del keys
        return True
