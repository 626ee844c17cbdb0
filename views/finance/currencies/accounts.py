"""Where exchange differences are booked."""

from __future__ import annotations

from models.finance.revaluation import ExchangeAccounts, read_exchange_accounts, save_exchange_accounts
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link


def _account(name: str, label: str) -> Field[ExchangeAccounts]:
    return Field(name, label, FieldKind.PICKER, required=True, picker=ACCOUNT)


FORM: FormSpec[ExchangeAccounts] = FormSpec(
    (
        Section(
            N_("On payment"),
            (_account("gain_account", N_("Gains")), _account("loss_account", N_("Losses"))),
            hint=N_("What an invoice in a foreign currency was booked at, against what was paid."),
        ),
        Section(
            N_("On revaluation"),
            (_account("unrealised_gain_account", N_("Gains")), _account("unrealised_loss_account", N_("Losses"))),
            hint=N_("What is held at the end of a month, at the rate of its last day."),
        ),
    ),
    save=save_exchange_accounts,
    arguments=lambda draft: {"accounts": draft},
)


class ExchangeAccountsPage(FormPage[ExchangeAccounts]):
    """The four accounts."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Exchange differences"), FORM, ExchangeAccounts("", "", "", ""), link=link)
        self.form.saved.connect(self._on_stored)
        host.read(read_exchange_accounts, {}, on_done=self._on_stored)

    def _on_stored(self, accounts: object) -> None:
        if isinstance(accounts, ExchangeAccounts):
            self.form.set_draft(accounts)
