"""A rule of spending control: which accounts, what is compared with the budget, and what happens above it."""

from __future__ import annotations

from dataclasses import replace

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.queries_dimensions import CODES, DIMENSIONS
from models.finance.spending.rules import (
    SpendingRule,
    delete_spending_rule,
    read_spending_rule,
    save_spending_rule,
)
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question

_EDIT = Permission.FINANCE_SPENDING
_TITLE = N_("Rule of spending")
_SPANS = (
    Choice("month", N_("The month")),
    Choice("to_date", N_("The year so far")),
    Choice("year", N_("The whole year")),
)
_ACTS = (Choice("warn", N_("Tell of it")), Choice("stop", N_("Stop it")))
_SCOPES = (Choice(True, N_("Each by itself")), Choice(False, N_("All together")))


def _named(row: Row) -> str:
    return f"{row['number']} {row['name']}"


def _code(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _no_value(draft: SpendingRule, row: Row) -> SpendingRule:
    """The value of another dimension is none of this one."""
    del row
    return replace(draft, dimension_code=None)


def _ends_before(draft: SpendingRule) -> str | None:
    early = bool(draft.to_account) and draft.to_account < draft.from_account
    return _("That is before the first account.") if early else None


def rule_form(dimension: int | None) -> FormSpec[SpendingRule]:
    """The form of a rule, which offers the values of its dimension."""
    chosen = (Filter("dimension", "=", dimension or 0), Filter("status", "=", "active"))
    fields: tuple[Field[SpendingRule], ...] = (
        Field("title", N_("Title"), wide=True, help=N_("Such as Marketing; empty: its accounts.")),
        Field("from_account", N_("From account"), required=True, max_length=10),
        Field("to_account", N_("To account"), max_length=10, check=_ends_before, help=N_("Empty: this account alone.")),
        Field("each_account", N_("Accounts"), FieldKind.CHOICE, choices=_SCOPES),
        Field("span", N_("Compared"), FieldKind.CHOICE, choices=_SPANS),
        Field("act", N_("Over budget"), FieldKind.CHOICE, choices=_ACTS),
        Field("active", N_("Active"), FieldKind.BOOLEAN),
        Field("tolerance_percent", N_("Tolerance, %"), FieldKind.PERCENT),
        Field("tolerance_amount", N_("Tolerance, amount"), FieldKind.MONEY),
        Field(
            "dimension",
            N_("Dimension"),
            FieldKind.PICKER,
            picker=Picker(DIMENSIONS, ("number", "name"), _named, (Filter("status", "=", "active"),)),
            fill=_no_value,
            help=N_("Empty: whatever the lines are marked with."),
        ),
        Field(
            "dimension_code",
            N_("Value"),
            FieldKind.PICKER,
            picker=Picker(CODES, ("code", "name"), _code, chosen),
            enabled_when=lambda draft: draft.dimension is not None,
        ),
    )
    hint = N_(
        "Vouchers, suppliers' bills and purchase orders are asked. The budget is the approved one in force of the year;"
        " without one the rule says nothing, and what it does not name is budgeted with nothing."
    )
    return FormSpec(
        (Section("", fields, hint=hint),),
        save=save_spending_rule,
        arguments=lambda draft: {"rule": _whole(draft)},
        fetch=read_spending_rule,
        fetch_arguments=lambda draft: {"rule_id": draft.id},
    )


def _whole(draft: SpendingRule) -> SpendingRule:
    """An emptied figure is nothing; no dimension has no value."""
    none = SpendingRule()
    return replace(
        draft,
        tolerance_percent=draft.tolerance_percent or none.tolerance_percent,
        tolerance_amount=draft.tolerance_amount or none.tolerance_amount,
        dimension_code=draft.dimension_code if draft.dimension is not None else None,
    )


class SpendingRulePage(FormPage[SpendingRule]):
    """A rule by its key; without one a new one, perhaps of the `account` that the link names."""

    def __init__(self, host: Host, link: Link) -> None:
        account = str(link.arguments.get("account") or "")
        remove = Action(
            "finance.spending_rule.delete", N_("Delete"), self._ask_to_delete, _EDIT, icon="delete", in_menu_only=True
        )
        super().__init__(
            host,
            _("New rule of spending") if link.key is None else _(_TITLE),
            rule_form(None),
            SpendingRule(from_account=account, to_account=account),
            saved_link=_to_rules,
            actions=(remove,) if link.key is not None else (),
            link=link,
        )
        self._dimension: int | None = None
        self.form.setEnabled(host.allows(_EDIT))
        self.form.changed.connect(self._on_changed)
        if link.key is not None:
            self.load(read_spending_rule, {"rule_id": link.key}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(_EDIT) else ()

    def _on_read(self, rule: SpendingRule) -> None:
        self._offer_values_of(rule.dimension)
        self.form.set_draft(rule)
        self.set_title(_(_TITLE), rule.title or f"{rule.from_account}–{rule.to_account}")

    def _on_changed(self) -> None:
        self._offer_values_of(self.form.draft.dimension)

    def _offer_values_of(self, dimension: int | None) -> None:
        """The values to choose from are those of the dimension that was picked."""
        if dimension == self._dimension:
            return
        self._dimension = dimension
        editor = self.form.boxes["dimension_code"].editor
        field = next(each for each in rule_form(dimension).fields if each.name == "dimension_code")
        if isinstance(editor, PickerLine) and field.picker is not None:
            editor.pick_from(field.picker)

    def _ask_to_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("Nothing is compared by it any more.")
        self.host.ask(Question(_("Delete this rule?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            draft = self.form.draft
            arguments = {"rule_id": draft.id, "version": draft.version}
            self.host.run(
                delete_spending_rule, arguments, on_done=self._on_deleted, on_failed=self.form.show_error, busy=self
            )

    def _on_deleted(self, result: object) -> None:
        del result
        self.host.tell(Message(_("The rule is deleted."), Level.SUCCESS, replaces="act"))
        self.give_up_work()
        self.form.revert()
        self.host.open(Link("finance.spending_rules"))


def _to_rules(saved: object) -> Link | None:
    del saved
    return Link("finance.spending_rules")
