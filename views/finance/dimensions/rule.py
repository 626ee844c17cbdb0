"""What a range of accounts asks of a dimension: required, optional or forbidden, and the value taken by default."""

from __future__ import annotations

from dataclasses import replace

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.dimensions import (
    DimensionRule,
    delete_dimension_rule,
    read_dimension_rule,
    save_dimension_rule,
)
from models.finance.queries_dimensions import CODES
from resources.language import N_, _
from views.finance.pickers import DIMENSION
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question

_EDIT = Permission.FINANCE_ACCOUNTS
_REQUIREMENTS = (
    Choice("required", N_("Required")),
    Choice("optional", N_("Optional")),
    Choice("forbidden", N_("Forbidden")),
)


def _code(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _takes_default(draft: DimensionRule) -> bool:
    return draft.requirement != "forbidden" and draft.dimension is not None


def _no_default(draft: DimensionRule, row: Row) -> DimensionRule:
    """The value of another dimension is none of this one."""
    del row
    return replace(draft, default_code=None)


def _ends_before(draft: DimensionRule) -> str | None:
    early = draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from
    return _("That is before the first day.") if early else None


def rule_form(dimension: int | None) -> FormSpec[DimensionRule]:
    """The form of a rule, which offers the values of its dimension."""
    chosen = (Filter("dimension", "=", dimension or 0), Filter("status", "=", "active"))
    fields: tuple[Field[DimensionRule], ...] = (
        Field(
            "dimension",
            N_("Dimension"),
            FieldKind.PICKER,
            required=True,
            picker=DIMENSION,
            fill=_no_default,
        ),
        Field("requirement", N_("Requirement"), FieldKind.CHOICE, choices=_REQUIREMENTS),
        Field("from_account", N_("From account"), required=True, max_length=10),
        Field("to_account", N_("To account"), max_length=10, help=N_("Empty: this account alone.")),
        Field(
            "default_code",
            N_("Default value"),
            FieldKind.PICKER,
            picker=Picker(CODES, ("code", "name"), _code, chosen),
            enabled_when=_takes_default,
            help=N_("Taken where a line says nothing."),
        ),
        Field("valid_from", N_("Valid from"), FieldKind.DATE, help=N_("Empty: from the beginning.")),
        Field("valid_to", N_("Valid to"), FieldKind.DATE, check=_ends_before, help=N_("Empty: for good.")),
    )
    hint = N_("Where ranges lie in each other, the narrowest holds. Imported vouchers are left as they are.")
    return FormSpec(
        (Section("", fields, hint=hint),),
        save=save_dimension_rule,
        arguments=lambda draft: {"rule": draft},
        fetch=read_dimension_rule,
        fetch_arguments=lambda draft: {"rule_id": draft.id},
    )


class DimensionRulePage(FormPage[DimensionRule]):
    """A rule by its key; without one a new one, perhaps of the `account` that the link names."""

    def __init__(self, host: Host, link: Link) -> None:
        account = str(link.arguments.get("account") or "")
        remove = Action("finance.dimension_rule.delete", N_("Delete"), self._ask_to_delete, _EDIT, icon="delete")
        draft = DimensionRule(from_account=account, to_account=account)
        super().__init__(
            host,
            _("New rule") if link.key is None else _("Rule of a dimension"),
            rule_form(None),
            draft,
            saved_link=_to_rules,
            actions=(remove,) if link.key is not None else (),
            link=link,
        )
        self._dimension: int | None = None
        self.form.setEnabled(host.allows(_EDIT))
        self.form.changed.connect(self._on_changed)
        if link.key is not None:
            self.load(read_dimension_rule, {"rule_id": link.key}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(_EDIT) else ()

    def _on_read(self, rule: DimensionRule) -> None:
        self._offer_values_of(rule.dimension)
        self.form.set_draft(rule)
        self.set_title(_("Rule of a dimension"), f"{rule.from_account}–{rule.to_account}")

    def _on_changed(self) -> None:
        self._offer_values_of(self.form.draft.dimension)

    def _offer_values_of(self, dimension: int | None) -> None:
        """The values to choose from are those of the dimension that was picked."""
        if dimension == self._dimension:
            return
        self._dimension = dimension
        editor = self.form.boxes["default_code"].editor
        field = next(each for each in rule_form(dimension).fields if each.name == "default_code")
        if isinstance(editor, PickerLine) and field.picker is not None:
            editor.pick_from(field.picker)

    def _ask_to_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("What was posted under it stays as it is.")
        self.host.ask(Question(_("Delete this rule?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        draft = self.form.draft
        if answer == "delete":
            arguments = {"rule_id": draft.id, "version": draft.version}
            self.host.run(delete_dimension_rule, arguments, on_done=self._on_deleted, busy=self)

    def _on_deleted(self, result: object) -> None:
        del result
        self.host.tell(Message(_("The rule is deleted."), Level.SUCCESS, replaces="act"))
        self.give_up_work()
        self.form.revert()
        self.host.open(Link("finance.dimension_rules"))


def _to_rules(saved: object) -> Link | None:
    del saved
    return Link("finance.dimension_rules")
