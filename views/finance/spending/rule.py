"""A rule of spending control: which accounts, what is compared with the budget, and what happens above it."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.finance.spending.rules import (
    SpendingRule,
    delete_spending_rule,
    read_spending_rule,
    save_spending_rule,
)
from resources.language import N_, _
from views.finance.pickers import DIMENSION
from views.finance.rule_page import RulePage, value_picker
from views.kit.action import Row
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

_SPANS = (
    Choice("month", N_("The month")),
    Choice("to_date", N_("The year so far")),
    Choice("year", N_("The whole year")),
)
_ACTS = (Choice("warn", N_("Tell of it")), Choice("stop", N_("Stop it")))
_SCOPES = (Choice(True, N_("Each by itself")), Choice(False, N_("All together")))


def _no_value(draft: SpendingRule, row: Row) -> SpendingRule:
    """The value of another dimension is none of this one."""
    del row
    return replace(draft, dimension_code=None)


def _ends_before(draft: SpendingRule) -> str | None:
    early = bool(draft.to_account) and draft.to_account < draft.from_account
    return _("That is before the first account.") if early else None


def _whole(draft: SpendingRule) -> SpendingRule:
    """An emptied figure is nothing; no dimension has no value."""
    none = SpendingRule()
    return replace(
        draft,
        tolerance_percent=draft.tolerance_percent or none.tolerance_percent,
        tolerance_amount=draft.tolerance_amount or none.tolerance_amount,
        dimension_code=draft.dimension_code if draft.dimension is not None else None,
    )


_FIELDS: tuple[Field[SpendingRule], ...] = (
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
        picker=DIMENSION,
        fill=_no_value,
        help=N_("Empty: whatever the lines are marked with."),
    ),
    Field(
        "dimension_code",
        N_("Value"),
        FieldKind.PICKER,
        picker=value_picker(0),
        enabled_when=lambda draft: draft.dimension is not None,
    ),
)
_HINT = N_(
    "Vouchers, suppliers' bills and purchase orders are asked. The budget is the approved one in force of the year;"
    " without one the rule says nothing, and what it does not name is budgeted with nothing."
)
FORM: FormSpec[SpendingRule] = FormSpec(
    (Section("", _FIELDS, hint=_HINT),),
    save=save_spending_rule,
    arguments=lambda draft: {"rule": _whole(draft)},
    fetch=read_spending_rule,
    fetch_arguments=lambda draft: {"rule_id": draft.id},
)


class SpendingRulePage(RulePage[SpendingRule]):
    """A rule by its key; without one a new one, perhaps of the `account` that the link names."""

    kind, right = "finance.spending_rule", Permission.FINANCE_SPENDING
    titles = (N_("New rule of spending"), N_("Rule of spending"))
    stays = N_("Nothing is compared by it any more.")
    delete, spec = delete_spending_rule, FORM
    deletes_in_menu = True

    def __init__(self, host: Host, link: Link) -> None:
        account = str(link.arguments.get("account") or "")
        super().__init__(host, link, SpendingRule(from_account=account, to_account=account))
        if link.key is not None:
            self.load(read_spending_rule, {"rule_id": link.key}, on_done=self._on_read)

    def _on_read(self, rule: SpendingRule) -> None:
        self.show_rule(rule, rule.title or f"{rule.from_account}–{rule.to_account}")
