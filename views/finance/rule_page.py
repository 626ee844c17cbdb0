"""What pages of a rule about accounts share: they offer the values of the dimension picked, and delete the rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from models.database.rights import Permission
from resources.language import N_, _
from views.finance.dimension_columns import code_picker
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.picker import PickerLine
from views.kit.form.spec import FormSpec, Picker
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question


class Rule(Protocol):
    """What every rule has: its key, and the version that was read."""

    @property
    def id(self) -> int | None:
        """Its key; none before it is stored."""

    @property
    def version(self) -> int | None:
        """Of what was read."""


R = TypeVar("R", bound=Rule)


def value_picker(dimension: int) -> Picker:
    """Picks a value of a dimension as `code_picker` does, and shows its name too."""
    return replace(code_picker(dimension), text=_named)


def _named(row: Row) -> str:
    return f"{row['code']} {row['name']}"


class RulePage(FormPage[R], Generic[R]):
    """A rule by its key; without one a new one. A subclass says what it is about and reads it."""

    kind: ClassVar[str]  # of its links; that of the list of rules has an "s" more
    right: ClassVar[Permission]  # to change it
    titles: ClassVar[tuple[str, str]]  # of a new one and of one there is, marked for translation
    stays: ClassVar[str]  # what is left when it is deleted, marked for translation
    delete: ClassVar[Callable[..., object]]
    spec: ClassVar[FormSpec[Any]]
    acts: tuple[Action, ...] = ()  # beside those every rule has
    dimension, code = "dimension", "dimension_code"  # the fields of the dimension and of its value
    deletes_in_menu = False
    stays_open = False  # once it is saved; else the list comes back

    def __init__(self, host: Host, link: Link, draft: R) -> None:
        is_new = link.key is None
        remove = Action(
            f"{self.kind}.delete",
            N_("Delete"),
            self._ask_to_delete,
            self.right,
            icon="delete",
            in_menu_only=self.deletes_in_menu,
        )
        super().__init__(
            host,
            _(self.titles[0] if is_new else self.titles[1]),
            self.spec,
            draft,
            saved_link=self._to_rules if is_new or not self.stays_open else None,
            actions=self.acts if is_new else (*self.acts, remove),
            link=link,
        )
        self._offered: int | None = None
        self.form.setEnabled(host.allows(self.right))
        self.form.changed.connect(self._on_changed)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(self.right) else ()

    def show_rule(self, rule: R, name: str) -> None:
        """Show what is stored."""
        self._offer_values_of(rule)
        self.form.set_draft(rule)
        self.set_title(_(self.titles[1]), name)

    def _on_changed(self) -> None:
        self._offer_values_of(self.form.draft)

    def _offer_values_of(self, rule: R) -> None:
        """The values to choose from are those of the dimension that was picked."""
        picked: int | None = getattr(rule, self.dimension)
        editor = self.form.boxes[self.code].editor
        if picked != self._offered and isinstance(editor, PickerLine):
            self._offered = picked
            editor.pick_from(value_picker(picked or 0))

    def _ask_to_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        self.host.ask(Question(_("Delete this rule?"), _(self.stays), answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            arguments: Mapping[str, Any] = {"rule_id": self.form.draft.id, "version": self.form.draft.version}
            self.host.run(
                type(self).delete, arguments, on_done=self._on_deleted, on_failed=self.form.show_error, busy=self
            )

    def _on_deleted(self, result: object) -> None:
        self.host.tell(Message(_("The rule is deleted."), Level.SUCCESS, replaces="act"))
        self.give_up_work()
        self.form.revert()
        self.host.open(self._to_rules(result))

    def _to_rules(self, done: object) -> Link:
        del done
        return Link(f"{self.kind}s")
