"""A rule of allocations: which costs, by which key, off and on which accounts, in which order and months."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.finance.allocations.arranging import AllocationRule, delete_rule, propose_rule, read_rule, save_rule
from resources.language import N_, _
from views.finance.allocations.lists import KEY, SHOW_MONTH
from views.finance.dimension_columns import code_picker
from views.finance.pickers import ACCOUNT, DIMENSION
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question

_POST = Permission.FINANCE_POST


def _no_code(draft: AllocationRule, row: Row) -> AllocationRule:
    """The value of another dimension is none of this one."""
    del row
    return replace(draft, source_code=None)


FORM: FormSpec[AllocationRule] = FormSpec(
    (
        Section(
            N_("What is spread"),
            (
                Field("title", N_("Name"), required=True),
                Field("from_account", N_("From account"), required=True, max_length=10),
                Field("to_account", N_("To account"), max_length=10, help=N_("Empty: this account alone.")),
                Field(
                    "source_dimension",
                    N_("Only what is marked by"),
                    FieldKind.PICKER,
                    picker=DIMENSION,
                    fill=_no_code,
                    help=N_("Empty: everything on the accounts."),
                ),
                Field(
                    "source_code",
                    N_("With the value"),
                    FieldKind.PICKER,
                    picker=code_picker(0),
                    enabled_when=lambda draft: draft.source_dimension is not None,
                    help=N_("Empty: what has no value yet."),
                ),
            ),
            hint=N_("Accounts of income and costs; what they come to in the month is spread."),
            across=3,
        ),
        Section(
            N_("How it is spread"),
            (
                Field("key_id", N_("Allocation key"), FieldKind.PICKER, required=True, picker=KEY),
                Field(
                    "credit_account",
                    N_("Taken off"),
                    FieldKind.PICKER,
                    picker=ACCOUNT,
                    help=N_("Empty: off the accounts where it stands."),
                ),
                Field(
                    "target_account",
                    N_("Put on"),
                    FieldKind.PICKER,
                    picker=ACCOUNT,
                    help=N_("Empty: on the accounts where it stood, or those of the key."),
                ),
            ),
            across=3,
        ),
        Section(
            N_("When"),
            (
                Field(
                    "position",
                    N_("Step"),
                    FieldKind.INTEGER,
                    required=True,
                    help=N_("A higher one comes later, and sees what those before it put."),
                ),
                Field("starts_on", N_("From the month of"), FieldKind.DATE, required=True),
                Field("ends_on", N_("Until the month of"), FieldKind.DATE, help=N_("Empty: for good.")),
                Field("series", N_("Series"), required=True, max_length=10),
                Field(
                    "text",
                    N_("Text of the voucher"),
                    help=N_("{period}, {month} and {year} stand for the month's own."),
                ),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
            across=3,
        ),
    ),
    save=save_rule,
    arguments=lambda draft: {"rule": draft},
    fetch=read_rule,
    fetch_arguments=lambda draft: {"rule_id": draft.id},
)


class AllocationRulePage(FormPage[AllocationRule]):
    """A rule by its key; without one a new one after all others."""

    def __init__(self, host: Host, link: Link) -> None:
        remove = Action("finance.allocation_rule.delete", N_("Delete"), self._ask_to_delete, _POST, icon="delete")
        is_new = link.key is None
        super().__init__(
            host,
            _("New rule") if is_new else _("Allocation rule"),
            FORM,
            AllocationRule(),
            saved_link=_to_rules if is_new else None,
            actions=(SHOW_MONTH,) if is_new else (SHOW_MONTH, remove),
            link=link,
        )
        self._dimension: int | None = None
        self.form.setEnabled(host.allows(_POST))
        self.form.changed.connect(self._on_changed)
        self.form.saved.connect(self._on_stored)
        if is_new:
            self.load(propose_rule, {}, on_done=self._on_proposed)
        else:
            self.load(read_rule, {"rule_id": link.key}, on_done=self._on_stored)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(_POST) else ()

    def _on_proposed(self, proposed: AllocationRule) -> None:
        self.form.set_draft(proposed)

    def _on_stored(self, stored: object) -> None:
        if isinstance(stored, AllocationRule):
            self._offer_values_of(stored.source_dimension)
            self.form.set_draft(stored)
            self.set_title(_("Allocation rule"), stored.title)

    def _on_changed(self) -> None:
        self._offer_values_of(self.form.draft.source_dimension)

    def _offer_values_of(self, dimension: int | None) -> None:
        """The values to choose from are those of the dimension that was picked."""
        if dimension != self._dimension:
            self._dimension = dimension
            editor = self.form.boxes["source_code"].editor
            if isinstance(editor, PickerLine):
                editor.pick_from(code_picker(dimension or 0))

    def _ask_to_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("A rule that was booked stays for its history; it can be taken out of use.")
        self.host.ask(Question(_("Delete this rule?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        draft = self.form.draft
        if answer == "delete":
            arguments = {"rule_id": draft.id, "version": draft.version}
            self.host.run(delete_rule, arguments, on_done=self._on_deleted, busy=self)

    def _on_deleted(self, result: object) -> None:
        del result
        self.host.tell(Message(_("The rule is deleted."), Level.SUCCESS, replaces="act"))
        self.give_up_work()
        self.form.revert()
        self.host.open(Link("finance.allocation_rules"))


def _to_rules(saved: object) -> Link | None:
    del saved
    return Link("finance.allocation_rules")
