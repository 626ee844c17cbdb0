"""An account of the chart: made, changed, or taken out of use."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work
from models.finance.accounts import Account, AccountDraft, read_account, save_account
from models.finance.settling import end_open_items
from resources.language import N_, _
from views.finance.ledger.account_rules import AccountRules
from views.finance.pickers import TAX_CODE
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Level, Link, Message

_KINDS = (
    Choice("asset", N_("Asset")),
    Choice("liability", N_("Liability")),
    Choice("equity", N_("Equity")),
    Choice("income", N_("Income")),
    Choice("expense", N_("Expense")),
)
_ROLES = (
    Choice("", N_("None")),
    Choice("receivable", N_("Receivables")),
    Choice("payable", N_("Payables")),
    Choice("bank", N_("Bank")),
    Choice("stock", N_("Stock")),
    Choice("tax", N_("Tax")),
    Choice("rounding", N_("Rounding")),
    Choice("suspense", N_("Suspense")),
)


@dataclass(frozen=True, slots=True)
class AccountEdit:
    """An account on its form; `version` None for a new one."""

    number: str = ""
    name: str = ""
    kind: str = "expense"
    name_en: str = ""
    role: str = ""
    open_items: bool = False
    tax_code: str | None = None
    active: bool = True
    sru: str = ""
    version: int | None = None


def edit_of(account: Account) -> AccountEdit:
    """A stored account as it is edited."""
    return AccountEdit(
        number=account.number,
        name=account.name,
        kind=account.kind,
        name_en=account.name_en,
        role=account.role,
        open_items=account.open_items,
        tax_code=account.tax_code or None,
        active=account.active,
        sru=" ".join(account.sru),
        version=account.row_version,
    )


def read_edit(work: Work, *, number: str) -> AccountEdit:
    """A stored account as it is edited."""
    return edit_of(read_account(work, number=number))


def _arguments(edit: AccountEdit) -> dict[str, object]:
    account = AccountDraft(
        number=edit.number,
        name=edit.name,
        kind=edit.kind,
        name_en=edit.name_en,
        role=edit.role,
        open_items=edit.open_items,
        tax_code=edit.tax_code or "",
        active=edit.active,
        sru=tuple(edit.sru.replace(",", " ").split()),
    )
    return {"account": account, "version": edit.version}


def _is_new(edit: AccountEdit) -> bool:
    return edit.version is None


FORM: FormSpec[AccountEdit] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("number", N_("Account"), required=True, max_length=10, enabled_when=_is_new),
                Field("kind", N_("Kind"), FieldKind.CHOICE, choices=_KINDS),
                Field("name", N_("Name"), required=True),
                Field("name_en", N_("English name")),
                Field("role", N_("Role"), FieldKind.CHOICE, choices=_ROLES),
                Field("tax_code", N_("Tax code"), FieldKind.PICKER, picker=TAX_CODE),
                Field("sru", N_("SRU codes"), help=N_("Of the income tax return, with blanks between.")),
                Field(
                    "open_items",
                    N_("Keeps open items"),
                    FieldKind.BOOLEAN,
                    enabled_when=_is_new,
                    help=N_("Begun and ended in the menu of this page, once the account is there."),
                ),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
        ),
    ),
    save=save_account,
    arguments=_arguments,
    fetch=read_edit,
    fetch_arguments=lambda edit: {"number": edit.number},
)


class AccountPage(FormPage[AccountEdit]):
    """One account, by its number; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New account") if link.key is None else _("Account {number}").format(number=link.key)
        ledger = Action(
            "finance.account.show_ledger", N_("Show ledger"), self._show_ledger, Permission.FINANCE_READ, icon="ledger"
        )
        rule = Action("finance.account.rule", N_("New rule"), self._new_rule, Permission.FINANCE_ACCOUNTS, icon="add")
        acts = (rule, *self._item_acts(), ledger) if link.key is not None else ()
        super().__init__(host, text, FORM, AccountEdit(), actions=acts, link=link)
        self.rules = AccountRules(host)
        self.form.fit()
        self.body.setStretchFactor(self.form, 0)
        self.body.addWidget(self.rules)
        self.body.addStretch(1)
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        self.form.saved.connect(self._on_stored)
        if link.key is not None:
            self.load(read_edit, {"number": str(link.key)}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, edit: AccountEdit) -> None:
        self.form.set_draft(edit)
        self.set_title(_("Account {number}").format(number=edit.number), edit.name)
        self.rules.show_account(edit.number)
        self.refresh_actions()

    def _on_stored(self, account: object) -> None:
        if isinstance(account, Account):
            self._on_read(edit_of(account))

    def _item_acts(self) -> tuple[Action, ...]:
        edit = Permission.FINANCE_ACCOUNTS
        return tuple(
            Action(f"finance.account.{name}", title, run, right, icon=icon, enabled=why_not, in_menu_only=True)
            for name, title, run, right, icon, why_not in (
                (
                    "show_items",
                    N_("Settle open items"),
                    self._show_items,
                    Permission.FINANCE_READ,
                    "link",
                    self._without,
                ),
                ("keep_items", N_("Keep open items"), self._keep_items, edit, "add", self._with),
                ("end_items", N_("Keep open items no longer"), self._end_items, edit, "close", self._without),
            )
        )

    def _without(self, context: ActionContext) -> str | None:
        del context
        return None if self.form.draft.open_items else _("The account keeps no open items.")

    def _with(self, context: ActionContext) -> str | None:
        del context
        return _("The account keeps open items already.") if self.form.draft.open_items else None

    def _show_items(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.settling", arguments={"account": self.form.draft.number}))

    def _keep_items(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.keep_items", self.form.draft.number))

    def _end_items(self, context: ActionContext) -> None:
        del context
        self.host.run(end_open_items, {"account": self.form.draft.number}, on_done=self._on_ended, busy=self)

    def _on_ended(self, _done: object) -> None:
        self.host.tell(Message(_("The account keeps open items no longer."), Level.SUCCESS, replaces="act"))
        self.load(read_edit, {"number": self.form.draft.number}, on_done=self._on_read)

    def _new_rule(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.dimension_rule", arguments={"account": self.form.draft.number}))

    def _show_ledger(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.general_ledger", arguments={"account": self.form.draft.number}))
