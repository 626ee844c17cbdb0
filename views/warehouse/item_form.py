"""The card of an item with the price, accounts and tax codes of the company."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from models.database.rights import Permission
from models.warehouse.items import ItemDraft, SavedItem, load_item, new_item, save_item
from models.warehouse.rules import GOODS
from resources.language import N_, _
from views.finance.pickers import ACCOUNT, PURCHASE_TAX_CODE, SALES_TAX_CODE
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Host, Link
from views.warehouse.pickers import UNIT

_KINDS = (Choice(GOODS, N_("Goods")), Choice("service", N_("Service")))


def _is_goods(draft: ItemDraft) -> bool:
    return draft.kind == GOODS


def _check_price(draft: ItemDraft) -> str | None:
    return _("A price cannot be negative.") if draft.sales_price < 0 else None


def _arguments(draft: ItemDraft) -> Mapping[str, object]:
    return {"draft": replace(draft, lot_tracked=draft.lot_tracked and _is_goods(draft))}


def _key(draft: ItemDraft) -> Mapping[str, object]:
    return {"item_id": draft.id}


def _picked(
    name: str, label: str, picker: Picker, *, enabled_when: Callable[[ItemDraft], bool] | None = None
) -> Field[ItemDraft]:
    return Field(name, label, FieldKind.PICKER, required=True, picker=picker, enabled_when=enabled_when)


FORM: FormSpec[ItemDraft] = FormSpec(
    sections=(
        Section(
            N_("Item"),
            (
                Field("name", N_("Name"), required=True),
                Field("name_en", N_("English name"), help=N_("On documents in English.")),
                Field("code", N_("Number"), help=N_("Left empty it gets the next one."), max_length=30),
                Field("barcode", N_("Barcode"), help=N_("GTIN or what else a scanner reads."), max_length=30),
                Field("kind", N_("Kind"), FieldKind.CHOICE, choices=_KINDS),
                Field("unit", N_("Unit"), FieldKind.PICKER, required=True, picker=UNIT, shown=lambda draft: draft.unit),
                Field(
                    "lot_tracked",
                    N_("Kept by lots"),
                    FieldKind.BOOLEAN,
                    help=N_("Each receipt names its lot, and each delivery."),
                    enabled_when=_is_goods,
                ),
                Field("active", N_("Active"), FieldKind.BOOLEAN),
            ),
        ),
        Section(
            N_("Price and accounts in this company"),
            (
                Field("sales_price", N_("Price without tax"), FieldKind.MONEY, required=True, check=_check_price),
                _picked("sales_tax_code", N_("Tax code of sales"), SALES_TAX_CODE),
                _picked("sales_account", N_("Sales account"), ACCOUNT),
                _picked("purchase_tax_code", N_("Tax code of purchases"), PURCHASE_TAX_CODE),
                _picked("purchase_account", N_("Purchase account"), ACCOUNT),
                _picked("stock_account", N_("Stock account"), ACCOUNT, enabled_when=_is_goods),
                _picked("cost_account", N_("Cost of goods account"), ACCOUNT, enabled_when=_is_goods),
            ),
        ),
    ),
    save=save_item,
    arguments=_arguments,
    fetch=load_item,
    fetch_arguments=_key,
)


class ItemFormPage(FormPage[ItemDraft]):
    """A card; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New item") if link.key is None else _("Item")
        super().__init__(host, text, FORM, ItemDraft(), link=link)
        if link.key is None:
            host.read(new_item, {}, on_done=self._on_loaded)
        else:
            self.load(load_item, {"item_id": link.key}, on_done=self._on_loaded)

    def _on_loaded(self, draft: ItemDraft) -> None:
        if draft.id is not None:
            self.set_title(draft.name, draft.code)
        self.form.set_draft(draft)
        self.refresh_actions()

    def _on_saved(self, result: object) -> None:
        if not isinstance(result, SavedItem):
            return
        stored = replace(
            self.form.draft,
            id=result.id,
            code=result.code,
            version=result.version,
            terms_version=result.terms_version,
        )
        self._on_loaded(stored)
        super()._on_saved(result)
        if self.host.allows(Permission.WAREHOUSE_READ):
            self.host.open(Link("warehouse.item", result.id))
