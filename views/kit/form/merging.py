"""A record changed by somebody else while it was typed on: read again, or brought together field by field."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.database.errors import Conflict
from models.database.listing import Kind
from resources.language import _
from views.kit.form.box import FieldBox
from views.kit.form.notice import ConflictNotice
from views.kit.format import format_value

if TYPE_CHECKING:
    from views.kit.form.view import FormView


class Merging(QObject):
    """Shows what an operation of `form` said of another's change, and does what the user makes of it."""

    def __init__(self, form: FormView[Any]) -> None:
        super().__init__(form)
        self._form = form
        self._theirs: Any = None  # what is stored, after a conflict
        self.notice = ConflictNotice()
        self.notice.reload_asked.connect(self._on_reload)
        self.notice.compare_asked.connect(self._on_compare)

    def explain(self, error: Conflict) -> None:
        """Say it above the fields."""
        self.notice.explain(self._form.host.explain(error), can_fetch=self._form.spec.fetch is not None)

    def take_theirs(self, name: str) -> None:
        """Let a field hold what is stored."""
        if self._theirs is not None:
            form = self._form
            taken = replace(form.draft, **{name: getattr(self._theirs, name)})
            form.set_draft(taken, original=False, step=form.boxes[name].plain_label, where=name)
            form.boxes[name].show_theirs("")

    def _on_reload(self) -> None:
        self._fetch(compare=False)

    def _on_compare(self) -> None:
        self._fetch(compare=True)

    def _fetch(self, *, compare: bool) -> None:
        fetch, arguments = self._form.spec.fetch, self._form.spec.fetch_arguments
        if fetch is not None and arguments is not None:
            done = self._compare if compare else self._reload
            self._form.host.read(fetch, arguments(self._form.draft), on_done=done)

    def _reload(self, theirs: Any) -> None:
        self._form.rebase(theirs, theirs, _("Reload"))
        self.notice.hide()

    def _compare(self, theirs: Any) -> None:
        """Bring both together: what only they changed is taken, what only was typed stays, the rest is for the eye."""
        form = self._form
        original, mine, self._theirs = form.original, form.draft, theirs
        names = [field.name for field in fields(theirs)]
        untouched = (name for name in names if getattr(mine, name) == getattr(original, name))
        taken = {name: getattr(theirs, name) for name in untouched}
        form.rebase(theirs, replace(mine, **taken), _("Bring together with what is stored"))
        self.notice.hide()
        for name, box in form.boxes.items():
            before, stored, typed = (getattr(draft, name) for draft in (original, theirs, form.draft))
            was = self._words(box, original)
            if stored != before and stored == typed:
                box.show_theirs(_("Changed by somebody else; it was {before}.").format(before=was))
            elif stored not in (before, typed):
                text = _("Stored now: {value}. Before: {before}.")
                box.show_theirs(text.format(value=self._words(box, theirs), before=was), offer=True)

    def _words(self, box: FieldBox, draft: Any) -> str:
        """What a draft holds in a field, as it is read."""
        if box.field.shown is not None:
            return box.field.shown(draft) or "\N{EN DASH}"
        value = getattr(draft, box.field.name)
        for choice in box.field.choices:
            if choice.value == value:
                return _(choice.label)
        kind = Kind(box.field.kind.value) if box.field.kind.value in set(Kind) else box.field.shown_as
        return format_value(value, kind, self._form.host.language) or "\N{EN DASH}"
