"""A rule of allocations: which costs, by which key, off and on which accounts, in which order and months."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.finance.allocations.arranging import AllocationRule, delete_rule, propose_rule, read_rule, save_rule
from resources.language import N_
from views.finance.allocations.lists import KEY, SHOW_MONTH
from views.finance.pickers import ACCOUNT, DIMENSION
from views.finance.rule_page import RulePage, value_picker
from views.kit.action import Row
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link


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
                    picker=value_picker(0),
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


class AllocationRulePage(RulePage[AllocationRule]):
    """A rule by its key; without one a new one after all others."""

    kind, right = "finance.allocation_rule", Permission.FINANCE_POST
    titles = (N_("New rule"), N_("Allocation rule"))
    stays = N_("A rule that was booked stays for its history; it can be taken out of use.")
    delete, spec, acts, stays_open = delete_rule, FORM, (SHOW_MONTH,), True
    dimension, code = "source_dimension", "source_code"

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, link, AllocationRule())
        self.form.saved.connect(self._on_stored)
        if link.key is None:
            self.load(propose_rule, {}, on_done=self._on_proposed)
        else:
            self.load(read_rule, {"rule_id": link.key}, on_done=self._on_stored)

    def _on_proposed(self, proposed: AllocationRule) -> None:
        self.form.set_draft(proposed)

    def _on_stored(self, stored: object) -> None:
        if isinstance(stored, AllocationRule):
            self.show_rule(stored, stored.title)
