"""A page that is one form: Save in the head, a question before unsaved work is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.drafts import DraftKeeper
from views.kit.form.spec import FormSpec
from views.kit.form.view import FormView
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page

D = TypeVar("D")


class FormPage(Page, Generic[D]):
    """Edits one draft; `saved_link` makes the link that is opened with the operation's result after saving.

    `act`, marked with N_, is what saving is called where it does more than keep what is typed.
    """

    def __init__(  # noqa: PLR0913 - what a screen says of its form
        self,
        host: Host,
        text: str,
        spec: FormSpec[D],
        draft: D,
        *,
        saved_link: Callable[[object], Link | None] | None = None,
        actions: tuple[Action, ...] = (),
        link: Link | None = None,
        act: str = N_("Save"),
    ) -> None:
        super().__init__(host, text, link=link)
        self._act = act
        self._saved_link = saved_link
        self._keeper: DraftKeeper | None = None
        self.form: FormView[D] = FormView(host, spec, draft, parent=self.body.parentWidget())
        self.undo = self.form.undo
        self.form.left_at_end.connect(self.header.focus_primary)
        self.body.addWidget(self.form, 1)
        self.set_actions((*actions, *self._own_actions()))
        self.form.saved.connect(self._on_saved)
        self.form.dirty_changed.connect(self._on_dirty)
        self.setFocusProxy(self.form)

    def leaving_loses(self) -> str | None:
        """Ask when something was typed and not saved."""
        return _("What was changed on this page has not been saved. Leave it anyway?") if self.form.dirty else None

    def refresh(self) -> None:
        """A form keeps what is typed."""

    def keep_drafts(self, link: Link) -> None:
        """Keep what is typed until it is saved."""
        self._keeper = DraftKeeper(
            self.host,
            link,
            title=lambda: self.title,
            snapshot=lambda: self.form.draft,
            take=self._take_up,
            loses=lambda: self.leaving_loses() is not None,
            start_afresh=self.form.revert,
            parent=self,
        )
        self.form.changed.connect(self._keeper.note)

    def give_up_work(self) -> None:
        """Keep nothing of what is typed."""
        if self._keeper is not None:
            self._keeper.forget()

    def _take_up(self, work: D) -> None:
        if type(work) is type(self.form.draft):
            self.form.set_draft(work, original=False)

    def _own_actions(self) -> tuple[Action, ...]:
        return (
            Action("form.revert", N_("Undo changes"), self._revert, icon="undo", enabled=self._nothing_to_undo),
            Action("form.save", self._act, self._save, shortcut="Ctrl+S", icon="save", primary=True),
        )

    def _revert(self, context: ActionContext) -> None:
        del context
        self._own()
        self.form.revert()

    def _save(self, context: ActionContext) -> None:
        del context
        self._own()
        self.form.save()

    def _own(self) -> None:
        if self._keeper is not None:
            self._keeper.own()

    def _nothing_to_undo(self, context: ActionContext) -> str | None:
        del context
        return None if self.form.dirty else _("Nothing has been changed.")

    def _on_dirty(self, dirty: bool) -> None:  # noqa: FBT001 - a slot
        del dirty
        self.refresh_actions()

    def _on_saved(self, result: object) -> None:
        self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))
        link = self._saved_link(result) if self._saved_link else None
        if link is not None:
            self.host.open(link)
