"""A price of a list: for which item, from which quantity, between which days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.database.rights import Permission
from models.sales.prices import PriceDraft, delete_price, load_price, save_price
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Answer, AnswerRole, Host, Link, Question
from views.sales.pickers import NAMED_ITEM


def _arguments(draft: PriceDraft) -> Mapping[str, object]:
    return {"draft": draft}


FORM: FormSpec[PriceDraft] = FormSpec(
    (
        Section(
            "",
            (
                Field("price_list", N_("Price list"), required=True, max_length=20),
                Field("item_id", N_("Item"), FieldKind.PICKER, required=True, picker=NAMED_ITEM),
                Field("from_quantity", N_("From quantity"), FieldKind.QUANTITY),
                Field("unit_price", N_("Price"), FieldKind.MONEY, required=True),
                Field("includes_tax", N_("Includes VAT"), FieldKind.BOOLEAN),
                Field("currency", N_("Currency"), max_length=3, help=N_("Empty: that of the company.")),
                Field("valid_from", N_("Valid from"), FieldKind.DATE),
                Field("valid_to", N_("Valid to"), FieldKind.DATE),
            ),
        ),
    ),
    save=save_price,
    arguments=_arguments,
)


class PricePage(FormPage[PriceDraft]):
    """One price; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        delete = Action(
            "sales.price.delete",
            N_("Delete"),
            self._ask,
            Permission.SALES_PRICES,
            icon="delete",
            enabled=self._why_not_deleted,
            destructive=True,
        )
        draft = PriceDraft(valid_from=host.today)
        super().__init__(host, _("Price"), FORM, draft, saved_link=_back, actions=(delete,), link=link)
        if link.key is not None:
            self.load(load_price, {"price_id": link.key}, on_done=self._on_loaded)

    def _on_loaded(self, draft: PriceDraft) -> None:
        self.form.set_draft(draft)
        self.refresh_actions()

    def _why_not_deleted(self, context: ActionContext) -> str | None:
        del context
        return _("It has not been saved.") if self.form.draft.id is None else None

    def _ask(self, context: ActionContext) -> None:
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(_("Delete the price?"), _("Orders keep the prices they have."), answers)
        context.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            arguments = {"price_id": self.form.draft.id, "version": self.form.draft.version}
            self.host.run(delete_price, arguments, on_done=self._on_deleted, busy=self)

    def _on_deleted(self, _gone: Any) -> None:
        self.form.mark_saved()
        self.host.open(Link("sales.prices"))


def _back(_saved: object) -> Link:
    return Link("sales.prices")
