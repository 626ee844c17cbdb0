"""What a range of accounts asks of a dimension: required, optional or forbidden, and the value taken by default."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.finance.dimensions import (
    DimensionRule,
    delete_dimension_rule,
    read_dimension_rule,
    save_dimension_rule,
)
from resources.language import N_, _
from views.finance.pickers import DIMENSION
from views.finance.rule_page import RulePage, value_picker
from views.kit.action import Row
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

_REQUIREMENTS = (
    Choice("required", N_("Required")),
    Choice("optional", N_("Optional")),
    Choice("forbidden", N_("Forbidden")),
)


def _takes_default(draft: DimensionRule) -> bool:
    return draft.requirement != "forbidden" and draft.dimension is not None


def _no_default(draft: DimensionRule, row: Row) -> DimensionRule:
    """The value of another dimension is none of this one."""
    del row
    return replace(draft, default_code=None)


def _ends_before(draft: DimensionRule) -> str | None:
    early = draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from
    return _("That is before the first day.") if early else None


_FIELDS: tuple[Field[DimensionRule], ...] = (
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
    Field("valid_from", N_("Valid from"), FieldKind.DATE, help=N_("Empty: from the beginning.")),
    Field("valid_to", N_("Valid to"), FieldKind.DATE, check=_ends_before, help=N_("Empty: for good.")),
    Field(
        "default_code",
        N_("Default value"),
        FieldKind.PICKER,
        picker=value_picker(0),
        enabled_when=_takes_default,
        help=N_("Taken where a line says nothing."),
    ),
)
_HINT = N_("Where ranges lie in each other, the narrowest holds. Imported vouchers are left as they are.")
FORM: FormSpec[DimensionRule] = FormSpec(
    (Section("", _FIELDS, hint=_HINT),),
    save=save_dimension_rule,
    arguments=lambda draft: {"rule": draft},
    fetch=read_dimension_rule,
    fetch_arguments=lambda draft: {"rule_id": draft.id},
)


class DimensionRulePage(RulePage[DimensionRule]):
    """A rule by its key; without one a new one, perhaps of the `account` that the link names."""

    kind, right = "finance.dimension_rule", Permission.FINANCE_ACCOUNTS
    titles = (N_("New rule"), N_("Rule of a dimension"))
    stays = N_("What was posted under it stays as it is.")
    delete, spec = delete_dimension_rule, FORM
    code = "default_code"

    def __init__(self, host: Host, link: Link) -> None:
        account = str(link.arguments.get("account") or "")
        super().__init__(host, link, DimensionRule(from_account=account, to_account=account))
        if link.key is not None:
            self.load(read_dimension_rule, {"rule_id": link.key}, on_done=self._on_read)

    def _on_read(self, rule: DimensionRule) -> None:
        self.show_rule(rule, f"{rule.from_account}–{rule.to_account}")
