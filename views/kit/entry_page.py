"""A page on which a document is entered: its head as a form, its lines as a grid, saved and posted as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from models.database.errors import Invalid, KontorError
from resources.language import _
from views.kit.drafts import DraftKeeper
from views.kit.form.spec import FormSpec
from views.kit.form.view import FormView
from views.kit.grid.spec import GridSpec
from views.kit.grid.view import EntryGrid
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page
from views.kit.undo import Undo

D = TypeVar("D")
L = TypeVar("L")
T = TypeVar("T")


class EntryPage(Page, Generic[D, L]):
    """Head and lines of one document; `work_on` carries out one operation at a time.

    With `later` nothing is made to type into before `use` is called: what may turn out to be done with is only shown.
    """

    def __init__(  # noqa: PLR0913 - what an entry page is made of
        self,
        host: Host,
        text: str,
        *,
        form: FormSpec[D],
        draft: D,
        grid: GridSpec[L],
        lines: Sequence[L] = (),
        link: Link | None = None,
        later: bool = False,
    ) -> None:
        super().__init__(host, text, link=link)
        self._busy = False
        self._keeper: DraftKeeper | None = None
        self._draft = draft  # until there is a form
        self.entered = False
        if not later:
            self._make(form, draft, grid, lines)
        for keys, go in (("Ctrl+Down", self._go_to_lines), ("Ctrl+Up", self._go_to_head)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(go)

    def use(self, form: FormSpec[D], draft: D, grid: GridSpec[L], lines: Sequence[L] = ()) -> None:
        """Enter a document of another kind from now on, with other fields and columns."""
        if self.entered:
            self._undo.deleteLater()
            for part in (self.form, self.grid):
                self.body.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._make(form, draft, grid, lines)
        self._note()

    def _make(self, form: FormSpec[D], draft: D, grid: GridSpec[L], lines: Sequence[L]) -> None:
        self.undo = self._undo = Undo(self)  # of head and lines, in the order in which they are typed
        self.form: FormView[D] = FormView(self.host, form, draft, undo=self._undo, parent=self.body.parentWidget())
        self.form.fit()
        self.grid: EntryGrid[L] = EntryGrid(self.host, grid, lines, undo=self._undo, parent=self.body.parentWidget())
        self._stored = self.grid.lines
        self.body.insertWidget(0, self.form)
        self.body.insertWidget(1, self.grid, 1)
        for part in (self.form, self.grid):
            part.changed.connect(self.refresh_actions)
            part.changed.connect(self._note)
        self.form.left_at_end.connect(self.grid.setFocus)
        self.setFocusProxy(self.form)
        self.entered = True

    @property
    def draft(self) -> D:
        """The head as it stands."""
        return self.form.draft if self.entered else self._draft

    @property
    def lines(self) -> tuple[L, ...]:
        """The lines that hold something."""
        return self.grid.lines if self.entered else ()

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was loaded or saved last."""
        return self.entered and (self.form.dirty or self.grid.lines != self._stored)

    @property
    def busy(self) -> bool:
        """Whether an operation is under way."""
        return self._busy

    def leaving_loses(self) -> str | None:
        """Ask when something was typed and not saved."""
        return _("What was changed on this page has not been saved. Leave it anyway?") if self.dirty else None

    def refresh(self) -> None:
        """What is typed stays."""

    def keep_drafts(self, link: Link) -> None:
        """Keep head and lines until they are saved."""
        self._keeper = DraftKeeper(
            self.host,
            link,
            title=lambda: self.title,
            snapshot=lambda: (self.draft, self.lines, *self.beside()),
            take=self._take_up,
            loses=lambda: self.leaving_loses() is not None,
            start_afresh=self._start_afresh,
            ready=lambda: self.entered,
            parent=self,
        )

    def beside(self) -> tuple[object, ...]:
        """What is kept beside head and lines, as files that wait; in the order in which `take_beside` gets it."""
        return ()

    def take_beside(self, *kept: object) -> None:
        """Show again what `beside` said, or nothing of it where nothing is given."""

    def give_up_work(self) -> None:
        """Keep nothing of what is typed."""
        if self._keeper is not None:
            self._keeper.forget()

    def check(self) -> bool:
        """Whether head and lines are right; goes to the first thing that is not."""
        return self.form.check() and self.grid.check()

    def show_document(self, draft: D, lines: Sequence[L]) -> None:
        """Show what is stored, or a new document."""
        self.grid.set_lines(lines)
        self._stored = self.grid.lines
        self.form.set_draft(draft)
        self.refresh_actions()

    def take_as_stored(self) -> None:
        """Take the lines as what was loaded: what follows from it by itself is nothing that was typed."""
        self._stored = self.grid.lines
        self.refresh_actions()

    def work_on(
        self, operation: Callable[..., T], arguments: Mapping[str, object], *, then: Callable[[T], None]
    ) -> None:
        """Carry out an operation unless one is under way; `then` is a method of this page."""
        if self._busy:
            return
        if self._keeper is not None:
            self._keeper.own()
        self._busy = True
        done = partial(self._on_done, then)
        self.host.run(operation, arguments, on_done=done, on_failed=self._on_failed, busy=self)

    def show_error(self, error: KontorError) -> None:
        """Say what is wrong: in the cell, beside the field, or in the strip."""
        if not self.entered:
            self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="save"))
            return
        line, name = error.params.get("line"), str(error.params.get("field", ""))
        names = {column.name for column in self.grid.spec.columns}
        if isinstance(error, Invalid) and isinstance(line, int) and 0 < line <= len(self.grid.lines):
            place = name if name in names else self.grid.spec.columns[0].name
            self.grid.show_problem(line - 1, place, self.host.explain(error))
        self.form.show_error(error)

    def _go_to_lines(self) -> None:
        if self.entered:
            self.grid.setFocus()

    def _go_to_head(self) -> None:
        if self.entered:
            self.form.setFocus(Qt.FocusReason.TabFocusReason)  # and so selects what is typed over

    def _note(self) -> None:
        if self._keeper is not None:
            self._keeper.note()

    def _take_up(self, work: tuple[Any, ...]) -> None:
        draft, lines, *beside = work
        if type(draft) is type(self.draft):
            self.grid.set_lines(lines)
            self.form.set_draft(draft, original=False)
            self.take_beside(*beside)

    def _start_afresh(self) -> None:
        self.grid.set_lines(self._stored)
        self.form.revert()
        self.take_beside()

    def _on_done(self, then: Callable[[T], None], result: T) -> None:
        self._busy = False
        then(result)
        self.refresh_actions()

    def _on_failed(self, error: KontorError) -> None:
        self._busy = False
        self.show_error(error)
        self.refresh_actions()
