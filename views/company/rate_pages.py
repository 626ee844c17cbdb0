"""Currencies with their rates: the lists, and the page on which a rate is added or put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from models.company.queries import CURRENCIES, EXCHANGE_RATES
from models.company.rates import BY_HAND, ExchangeRate, delete_rate, read_rate, save_rate
from models.database.listing import Filter
from models.database.rights import Permission
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.list.spec import ListSpec
from views.kit.page import ListPage

_EDIT = Permission.FINANCE_ACCOUNTS
_SUBJECTS = ("company.currency_rate", "company.currency")


def _code(row: Row) -> str:
    return str(row["code"])


def _rates_of(row: Row) -> Link | None:
    return None if row["source"] == "own" else Link("company.rates", row["code"])


def _open_rate(row: Row) -> Link:
    return Link("company.rate", row["id"])


def _new_rate(currency: str | None, context: ActionContext) -> None:
    chosen = [row["code"] for row in context.rows if "code" in row and row["source"] != "own"]
    wanted = currency or (chosen[0] if chosen else None)
    context.host.open(Link("company.rate", arguments={"currency": wanted} if wanted else {}))


def _new_action(currency: str | None = None) -> Action:
    return Action(
        "company.rate.new", N_("New rate"), partial(_new_rate, currency), _EDIT, "Ctrl+N", "add", primary=True
    )


CURRENCY_LIST = ListSpec(
    CURRENCIES,
    actions=(_new_action(),),
    opens=_rates_of,
    empty_title=N_("No currencies"),
    subjects=_SUBJECTS,
    sums=(),
)
RATE_LIST = ListSpec(
    EXCHANGE_RATES,
    opens=_open_rate,
    empty_title=N_("No rates yet"),
    empty_hint=N_("A rate holds from its day until the next one. Documents keep the rate they were made with."),
    subjects=_SUBJECTS,
    sums=(),
)


class RatesPage(ListPage):
    """The rates of the currency that the key says, the newest first; without a key those of all."""

    def __init__(self, host: Host, link: Link) -> None:
        currency = None if link.key is None else str(link.key)
        new = _new_action(currency)
        filters = () if currency is None else (Filter("currency", "=", currency),)
        spec = replace(RATE_LIST, actions=(new,), empty_action=new)
        super().__init__(host, spec, filters=filters, link=link)
        if currency is not None:
            self.set_title(_("Exchange rates"), currency)


def _arguments(draft: ExchangeRate) -> Mapping[str, object]:
    return {"rate": draft}


def _is_new(draft: ExchangeRate) -> bool:
    return draft.id is None


def _is_free(draft: ExchangeRate) -> bool:
    return not draft.used


def _currency(draft: ExchangeRate) -> str:
    return draft.currency or ""


def _not_positive(draft: ExchangeRate) -> str | None:
    return _("A rate is a figure above zero.") if draft.rate is not None and draft.rate <= 0 else None


FORM: FormSpec[ExchangeRate] = FormSpec(
    (
        Section(
            "",
            (
                Field(
                    "currency",
                    N_("Currency"),
                    FieldKind.PICKER,
                    required=True,
                    picker=Picker(CURRENCIES, ("code", "name"), _code),
                    shown=_currency,
                    enabled_when=_is_new,
                ),
                Field(
                    "rate",
                    N_("Rate"),
                    FieldKind.RATE,
                    required=True,
                    check=_not_positive,
                    enabled_when=_is_free,
                    help=N_("What one unit costs in the currency of the company."),
                ),
                Field("valid_on", N_("From"), FieldKind.DATE, required=True, enabled_when=_is_new),
                Field("source", N_("Source"), max_length=40, help=N_("Who published it. Empty: by hand.")),
            ),
            hint=N_("Holds from its day until the next rate. Documents keep the rate they were made with."),
        ),
    ),
    save=save_rate,
    arguments=_arguments,
)


class RatePage(FormPage[ExchangeRate]):
    """One rate by its key, or without one a new one; what posted documents took is only looked at."""

    def __init__(self, host: Host, link: Link) -> None:
        delete = Action(
            "company.rate.delete",
            N_("Delete"),
            self._ask,
            _EDIT,
            icon="delete",
            enabled=self._why_not_deleted,
            destructive=True,
        )
        chosen = link.arguments.get("currency")
        draft = ExchangeRate(currency=str(chosen) if chosen else None, valid_on=host.today)
        text = _("New exchange rate") if link.key is None else _("Exchange rate")
        actions = () if link.key is None else (delete,)
        super().__init__(host, text, FORM, draft, saved_link=self._back, actions=actions, link=link)
        if link.key is not None:
            self.form.setEnabled(False)
            self.load(read_rate, {"rate_id": link.key}, on_done=self._on_read)

    def _own_actions(self) -> tuple[Action, ...]:
        return super()._own_actions() if self.host.allows(_EDIT) else ()

    def _on_read(self, rate: ExchangeRate) -> None:
        self.form.set_draft(replace(rate, source="" if rate.source == BY_HAND else rate.source))
        self.set_title(_("Exchange rate"), f"{rate.currency}/{rate.base} {rate.valid_on}")
        if self.host.allows(_EDIT):
            self.form.setEnabled(True)
            self.form.setFocus()
        if rate.used:
            told = _("Posted documents took this rate, so it stays. Add one for another day.")
            self.strip.show_message(Message(told, Level.INFO, seconds=0))
        self.refresh_actions()

    def _why_not_deleted(self, context: ActionContext) -> str | None:
        del context
        return _("Posted documents took this rate.") if self.form.draft.used else None

    def _ask(self, context: ActionContext) -> None:
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("From its day on the rate before it holds again.")
        context.host.ask(Question(_("Delete the exchange rate?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            self.host.run(delete_rate, {"rate_id": self.form.draft.id}, on_done=self._on_deleted, busy=self)

    def _on_deleted(self, _gone: object) -> None:
        self.form.mark_saved()
        self.host.open(self._back(None))

    def _back(self, _saved: object) -> Link:
        return Link("company.rates", self.form.draft.currency)
