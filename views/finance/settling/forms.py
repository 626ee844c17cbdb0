"""What is typed about open items: from when on an account keeps them, why a settlement is taken back, and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database.rights import Permission
from models.finance.accounts import Account, read_account
from models.finance.open_items import SettlingRecord, read_settling
from models.finance.rules import ZERO
from models.finance.settling import (
    SettlingTerms,
    keep_open_items,
    read_settling_terms,
    save_settling_terms,
    unsettle_items,
)
from resources.language import N_, _
from views.finance.pickers import ACCOUNT
from views.kit.action import Action
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Link


@dataclass(frozen=True, slots=True)
class Keeping:
    """An account, and from which day on it keeps open items; no day takes all its lines over."""

    account: str
    start: date | None = None


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Acts of settling, and why they are taken back."""

    keys: tuple[int, ...]
    reason: str = ""


KEEP: FormSpec[Keeping] = FormSpec(
    (
        Section(
            "",
            (
                Field(
                    "start",
                    N_("From"),
                    FieldKind.DATE,
                    help=N_("Without a day every line of the account becomes an item."),
                ),
            ),
            hint=N_(
                "What the account comes to before the day is brought in as one item, by a voucher of that day. From"
                " then on the balance of the account is the sum of its open items."
            ),
        ),
    ),
    save=keep_open_items,
    arguments=lambda draft: {"account": draft.account, "start": draft.start},
)
TAKE_BACK: FormSpec[TakingBack] = FormSpec(
    (
        Section(
            "",
            (Field("reason", N_("Reason"), required=True, wide=True, help=N_("It stays with the settlement.")),),
            hint=N_("The items are open again. What was booked of differences is taken back on its own day."),
        ),
    ),
    save=unsettle_items,
    arguments=lambda draft: {"settling_ids": draft.keys, "reason": draft.reason},
)
TERMS: FormSpec[SettlingTerms] = FormSpec(
    (
        Section(
            "",
            (
                Field("difference_account", N_("Account"), FieldKind.PICKER, required=True, picker=ACCOUNT),
                Field("difference_limit", N_("At most"), FieldKind.MONEY, required=True),
            ),
            hint=N_(
                "What debit and credit of a settlement differ by may be booked here up to this amount, whoever settles."
            ),
        ),
    ),
    save=save_settling_terms,
    arguments=lambda draft: {"terms": draft},
)


class KeepItemsPage(FormPage[Keeping]):
    """Lets the account whose number is the key of the link keep open items."""

    def __init__(self, host: Host, link: Link) -> None:
        account = str(link.key or "")
        super().__init__(
            host,
            _("Keep open items"),
            KEEP,
            Keeping(account, host.today.replace(day=1)),
            saved_link=lambda _kept: Link("finance.settling", arguments={"account": account}),
            link=link,
            act=N_("Keep open items"),
        )
        self.load(read_account, {"number": account}, on_done=self._on_account)

    def _on_account(self, account: Account) -> None:
        self.set_title(_("Keep open items"), f"{account.number} {account.name}")


class TakeBackPage(FormPage[TakingBack]):
    """Takes the act by the key of the link back, and the `others` with it."""

    def __init__(self, host: Host, link: Link) -> None:
        others = link.arguments.get("others")
        keys = (link.number, *(others if isinstance(others, tuple | list) else ()))
        super().__init__(
            host,
            _("Take the settlement back"),
            TAKE_BACK,
            TakingBack(keys),
            saved_link=lambda _done: Link("finance.settlement", keys[0]),
            link=link,
            act=N_("Take back"),
        )
        self.load(read_settling, {"settling_id": link.number}, on_done=self._on_settling)

    def _on_settling(self, found: SettlingRecord) -> None:
        self.set_title(_("Take the settlement back"), f"{found.account} {found.account_name}")


class TermsPage(FormPage[SettlingTerms]):
    """Where small differences are booked."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Small differences"), TERMS, SettlingTerms("", ZERO), link=link)
        self.form.setEnabled(host.allows(Permission.FINANCE_ACCOUNTS))
        self.form.saved.connect(self._on_stored)
        host.read(read_settling_terms, {}, on_done=self._on_stored)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(Permission.FINANCE_ACCOUNTS) else ()

    def _on_stored(self, terms: object) -> None:
        if isinstance(terms, SettlingTerms):
            self.form.set_draft(terms)
