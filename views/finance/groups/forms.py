"""A company, an account and an elimination of a group as they are entered, each on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from models.database.rights import Permission
from models.finance.groups.queries import GROUP_CANDIDATES, MEMBER_COMPANIES
from models.finance.groups.registers import (
    GroupAccount,
    GroupAdjustment,
    GroupMember,
    read_adjustment,
    read_group_account,
    read_member,
    remove_adjustment,
    remove_group_account,
    remove_member,
    save_adjustment,
    save_group_account,
    save_member,
)
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Answer, AnswerRole, Host, Link, Question

D = TypeVar("D")
_EDIT = Permission.FINANCE_ACCOUNTS


def _name(row: Row) -> str:
    return str(row["name"])


def _member_of(draft: GroupMember | GroupAccount) -> str:
    return draft.member


def _is_new(draft: GroupMember | GroupAccount) -> bool:
    return draft.id is None


_CANDIDATE = Picker(GROUP_CANDIDATES, ("name", "org_number", "currency"), _name)
_MEMBER = Picker(MEMBER_COMPANIES, ("name", "currency"), _name)

MEMBER_FORM: FormSpec[GroupMember] = FormSpec(
    (
        Section(
            "",
            (
                Field(
                    "member_id",
                    N_("Company"),
                    FieldKind.PICKER,
                    required=True,
                    picker=_CANDIDATE,
                    shown=_member_of,
                    enabled_when=_is_new,
                ),
                Field("share", N_("Share"), FieldKind.PERCENT, required=True, help=N_("What the parent owns of it.")),
                Field("from_date", N_("From"), FieldKind.DATE, required=True),
                Field("to_date", N_("To"), FieldKind.DATE),
            ),
            hint=N_("It is included in full from the first day on; what others own of it is told as minority."),
        ),
    ),
    save=save_member,
    arguments=lambda draft: {"member": draft},
    fetch=read_member,
    fetch_arguments=lambda draft: {"row_id": draft.id},
)
ACCOUNT_FORM: FormSpec[GroupAccount] = FormSpec(
    (
        Section(
            "",
            (
                Field(
                    "member_id",
                    N_("Company"),
                    FieldKind.PICKER,
                    required=True,
                    picker=_MEMBER,
                    shown=_member_of,
                    enabled_when=_is_new,
                ),
                Field("account", N_("Its account"), required=True, max_length=10, enabled_when=_is_new),
                Field("group_account", N_("In the group"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field(
                    "historical_rate",
                    N_("Historical rate"),
                    FieldKind.RATE,
                    help=N_("For equity: the rate of the day when it was paid in or bought."),
                ),
            ),
        ),
    ),
    save=save_group_account,
    arguments=lambda draft: {"place": draft},
    fetch=read_group_account,
    fetch_arguments=lambda draft: {"row_id": draft.id},
)
ADJUSTMENT_FORM: FormSpec[GroupAdjustment] = FormSpec(
    (
        Section(
            "",
            (
                Field("name", N_("Name"), required=True, max_length=120),
                Field("on_date", N_("Date"), FieldKind.DATE, required=True),
                Field("debit_account", N_("Debit"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("credit_account", N_("Credit"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field(
                    "amount",
                    N_("Amount"),
                    FieldKind.MONEY,
                    help=N_("Empty: all that stands on the two accounts, which must be the same on both."),
                ),
            ),
            hint=N_("Holds in the group from its day on. The books of the companies are not touched."),
        ),
    ),
    save=save_adjustment,
    arguments=lambda draft: {"adjustment": draft},
    fetch=read_adjustment,
    fetch_arguments=lambda draft: {"row_id": draft.id},
)


class _RegisterPage(FormPage[D]):
    """A row by its key, or a new one; saved or removed, the list is shown."""

    new_text = ""
    text = ""
    back = ""
    form_spec: FormSpec[D]
    read: Callable[..., D]
    remove: Callable[..., None]

    def __init__(self, host: Host, link: Link, draft: D) -> None:
        delete = Action(f"{self.back}.delete", N_("Delete"), self._ask, _EDIT, icon="delete", destructive=True)
        super().__init__(
            host,
            _(self.new_text) if link.key is None else _(self.text),
            self.form_spec,
            draft,
            saved_link=self._back,
            actions=() if link.key is None else (delete,),
            link=link,
        )
        self.form.setEnabled(host.allows(_EDIT))
        if link.key is not None:
            self.load(type(self).read, {"row_id": link.key}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(_EDIT) else ()

    def _on_read(self, draft: D) -> None:
        self.form.set_draft(draft)

    def _ask(self, context: ActionContext) -> None:
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("The figures of the group change with it. The books of the companies stay as they are.")
        context.host.ask(Question(_("Delete this row of the group?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            draft: Any = self.form.draft
            arguments = {"row_id": draft.id, "version": draft.version}
            self.host.run(type(self).remove, arguments, on_done=self._on_deleted, busy=self)

    def _on_deleted(self, _gone: object) -> None:
        self.form.mark_saved()
        self.host.open(self._back(None))

    def _back(self, _saved: object) -> Link:
        return Link(self.back)


class MemberPage(_RegisterPage[GroupMember]):
    """A company of the group."""

    new_text, text, back = N_("New company of the group"), N_("Company of the group"), "finance.group_members"
    form_spec, read, remove = MEMBER_FORM, staticmethod(read_member), staticmethod(remove_member)

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, link, GroupMember(from_date=host.today.replace(month=1, day=1)))


class GroupAccountPage(_RegisterPage[GroupAccount]):
    """Where an account of a company stands in the chart of the parent."""

    new_text, text, back = N_("New account of the group"), N_("Account of the group"), "finance.group_accounts"
    form_spec, read, remove = ACCOUNT_FORM, staticmethod(read_group_account), staticmethod(remove_group_account)

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, link, GroupAccount())


class AdjustmentPage(_RegisterPage[GroupAdjustment]):
    """What is booked or eliminated in the group alone."""

    new_text, text, back = N_("New elimination"), N_("Elimination"), "finance.group_adjustments"
    form_spec, read, remove = ADJUSTMENT_FORM, staticmethod(read_adjustment), staticmethod(remove_adjustment)

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, link, GroupAdjustment(on_date=host.today.replace(month=1, day=1)))
