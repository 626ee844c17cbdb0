"""One of the company's own bank accounts."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.bank_accounts import BankAccount, read_bank_account, save_bank_account
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link

FORM: FormSpec[BankAccount] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("name", N_("Name"), required=True),
                Field("account", N_("Account"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("iban", N_("IBAN"), help=N_("Statements are recognised by it.")),
                Field("number", N_("Account number")),
                Field("bankgiro", N_("Bankgiro")),
                Field("currency", N_("Currency"), max_length=3, help=N_("Empty: that of the company.")),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
        ),
    ),
    save=save_bank_account,
    arguments=lambda draft: {"bank_account": draft},
    fetch=read_bank_account,
    fetch_arguments=lambda draft: {"bank_account_id": draft.id},
)


class BankAccountPage(FormPage[BankAccount]):
    """A bank account, by its key; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New bank account") if link.key is None else _("Bank account")
        show = Action("finance.bank_account.show", N_("Transactions"), self._show, Permission.FINANCE_READ, icon="bank")
        super().__init__(host, text, FORM, BankAccount(), actions=(show,) if link.key is not None else (), link=link)
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        self.form.saved.connect(self._on_stored)
        if link.key is not None:
            self.load(read_bank_account, {"bank_account_id": link.key}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_read(self, account: BankAccount) -> None:
        self.form.set_draft(account)
        self.set_title(_("Bank account"), account.name)

    def _on_stored(self, account: object) -> None:
        if isinstance(account, BankAccount):
            self._on_read(account)

    def _show(self, context: ActionContext) -> None:
        del context
        draft = self.form.draft
        arguments = {"bank_account_id": draft.id, "label": draft.name}
        self.host.open(Link("finance.bank_transactions", arguments=arguments))
