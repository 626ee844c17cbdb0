"""Saving items: the card that companies share, and each company's price, accounts and tax codes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.dialects.postgresql import insert as upsert

from models.database.errors import Conflict, Invalid, Rejected
from models.database.records import read_records, save_row
from models.database.rights import Permission
from models.database.work import Work, operation
from models.warehouse.rules import GOODS, ZERO
from models.warehouse.tables import item, item_terms
from resources.language import N_


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as it is edited; an empty code is filled with the next number. Accounts and codes are the company's."""

    name: str = ""
    code: str = ""
    barcode: str = ""
    name_en: str = ""
    kind: str = GOODS  # or service
    unit: str = "st"
    lot_tracked: bool = False
    active: bool = True
    sales_price: Decimal = ZERO
    sales_account: str = ""
    purchase_account: str = ""
    stock_account: str = ""
    cost_account: str = ""
    sales_tax_code: str = ""
    purchase_tax_code: str = ""
    id: int | None = None
    version: int | None = None
    terms_version: int | None = None  # None: this company has no terms for it yet


@dataclass(frozen=True, slots=True)
class SavedItem:
    """An item as it is now stored."""

    id: int
    code: str
    version: int
    terms_version: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with its stock over all places; cost and value are None where the reader may not see them."""

    item: ItemDraft
    on_hand: Decimal
    reserved: Decimal
    available: Decimal
    incoming: Decimal
    average_cost: Decimal | None
    value: Decimal | None


#: What each figure is.
ITEM_FIGURES = {
    "on_hand": N_("What lies on all places, as the stock moves say."),
    "reserved": N_("What is promised to confirmed orders and not delivered yet."),
    "available": N_("On hand less what is promised."),
    "incoming": N_("What is ordered from suppliers and not received yet."),
    "value": N_("What is on hand, at its average cost."),
    "average_cost": N_("What one unit on hand has cost on average, by its receipts."),
}
_CARD = ("code", "barcode", "name", "name_en", "kind", "unit", "lot_tracked", "active")
_TERMS = (
    "sales_price",
    "sales_account",
    "purchase_account",
    "stock_account",
    "cost_account",
    "sales_tax_code",
    "purchase_tax_code",
)
#: What the first item of a company is booked on where its chart has these; later ones follow the item before them.
_FIRST = {
    "sales_account": "3001",
    "purchase_account": "4000",
    "stock_account": "1460",
    "cost_account": "4960",
    "sales_tax_code": "S25",
    "purchase_tax_code": "I25",
}
_SELECT = """
    SELECT i.id, i.row_version AS version, t.row_version AS terms_version, i.code, i.barcode, i.name, i.name_en, i.kind,
           i.unit, i.lot_tracked, i.active, coalesce(t.sales_price, 0) AS sales_price, t.sales_account,
           t.purchase_account, t.stock_account, t.cost_account, t.sales_tax_code, t.purchase_tax_code
      FROM warehouse.item i
      LEFT JOIN warehouse.item_terms t ON t.company_id = :company AND t.item_id = i.id
"""
_BY_CODE = """
     WHERE i.id = coalesce((SELECT x.id FROM warehouse.item x WHERE x.code = :code),
                           (SELECT x.id FROM warehouse.item x WHERE x.barcode = :code AND x.barcode <> ''))
"""
_STOCK = """
    SELECT coalesce(sum(l.on_hand), 0) AS on_hand, coalesce(sum(l.reserved), 0) AS reserved,
           coalesce(sum(l.incoming), 0) AS incoming
      FROM stock.level l WHERE l.company_id = :company AND l.item_id = :id
"""
_VALUE = """
    SELECT coalesce(sum(c.value), 0) AS value, coalesce(sum(c.quantity), 0) AS quantity
      FROM stock.cost c WHERE c.company_id = :company AND c.item_id = :id
"""
_ACCOUNTS = """
    SELECT (SELECT array_agg(a.number) FROM ledger.account a WHERE a.company_id = :company AND a.active) AS accounts,
           (SELECT array_agg(c.code) FROM finance.tax_code c WHERE c.company_id = :company AND c.active) AS tax_codes
"""


@operation(needs=Permission.WAREHOUSE_ITEMS)
def new_item(work: Work) -> ItemDraft:
    """An empty draft with the accounts and tax codes of the item made last, or those of the starter chart."""
    last = read_records(work, _as_draft, _SELECT + " WHERE t.item_id IS NOT NULL ORDER BY t.item_id DESC LIMIT 1")
    if last:
        begun: dict[str, Any] = {name: getattr(last[0], name) for name in _FIRST}
    else:
        known = work.rows(_ACCOUNTS)[0]
        given = {*(known.accounts or ()), *(known.tax_codes or ())}
        begun = {name: value for name, value in _FIRST.items() if value in given}
    return ItemDraft(**begun)


@operation(needs=Permission.WAREHOUSE_ITEMS)
def save_item(work: Work, *, draft: ItemDraft) -> SavedItem:
    """Save a new item, or the one read at its versions; raises Invalid with the field, Conflict, Rejected."""
    _check(work, draft)
    code = draft.code.strip() or work.value("SELECT warehouse.next_code(:company)")
    card = {name: getattr(draft, name) for name in _CARD}
    card |= {"code": code, "name": draft.name.strip(), "barcode": draft.barcode.strip()}
    saved = save_row(work, item, row_id=draft.id, version=draft.version, values=card)
    return SavedItem(saved.id, code, saved.version, _save_terms(work, saved.id, draft))


@operation(needs=Permission.CONTACTS_READ)
def load_item(work: Work, *, item_id: int) -> ItemDraft:
    """The item as a draft; Invalid where there is none with this key."""
    found = read_records(work, _as_draft, _SELECT + " WHERE i.id = :id", id=item_id)
    if not found:
        raise Invalid("record.not_found", table="warehouse.item", id=item_id)
    return found[0]


@operation(needs=Permission.CONTACTS_READ)
def find_item(work: Work, *, code: str) -> ItemDraft | None:
    """The item with exactly this code or barcode, as a scanner reads it; None where there is none."""
    found = read_records(
        work,
        _as_draft,
        _SELECT + _BY_CODE,
        code=code.strip(),
    )
    return found[0] if found else None


@operation(needs=Permission.WAREHOUSE_READ)
def item_page(work: Work, *, item_id: int) -> ItemPage:
    """An item with what is on hand, promised and expected, and its value at the moving average."""
    draft = load_item(work, item_id=item_id)
    stock = work.rows(_STOCK, id=item_id)[0]
    value = average = None
    if work.identity.permissions & {Permission.PURCHASING_READ, Permission.SALES_PRICES}:
        cost = work.rows(_VALUE, id=item_id)[0]
        value = cost.value
        average = cost.value / cost.quantity if cost.quantity else ZERO
    return ItemPage(
        item=draft,
        on_hand=stock.on_hand,
        reserved=stock.reserved,
        available=stock.on_hand - stock.reserved,
        incoming=stock.incoming,
        average_cost=average,
        value=value,
    )


def _as_draft(*values: Any) -> ItemDraft:
    named = dict(zip(("id", "version", "terms_version", *_CARD, *_TERMS), values, strict=True))
    shown: dict[str, Any] = {name: "" if named[name] is None and name in _FIRST else named[name] for name in named}
    return ItemDraft(**shown)


def _check(work: Work, draft: ItemDraft) -> None:
    if not draft.name.strip():
        raise Invalid("item.no_name", field="name")
    if draft.sales_price < 0:
        raise Invalid("item.negative_price", field="sales_price")
    if draft.kind != GOODS and draft.lot_tracked:
        raise Invalid("item.service_with_lots", field="lot_tracked")
    for field in _FIRST:
        if not getattr(draft, field):
            raise Invalid("item.no_account", field=field)
    taken = work.row(
        "SELECT code, name FROM warehouse.item WHERE id IS DISTINCT FROM :id"
        " AND (code = :code AND :code <> '' OR barcode = :barcode AND :barcode <> '') LIMIT 1",
        id=draft.id,
        code=draft.code.strip(),
        barcode=draft.barcode.strip(),
    )
    if taken is not None:
        field = "code" if taken.code == draft.code.strip() else "barcode"
        raise Rejected("item.code_taken", field=field, number=getattr(draft, field).strip(), name=taken.name)


def _save_terms(work: Work, item_id: int, draft: ItemDraft) -> int:
    values = {name: getattr(draft, name) for name in _TERMS}
    statement = upsert(item_terms).values(company_id=work.company_id, item_id=item_id, **values)
    version: int | None = work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["company_id", "item_id"],
            set_=values,
            where=item_terms.c.row_version == draft.terms_version,
        ).returning(item_terms.c.row_version)
    ).scalar()
    if version is None:
        raise Conflict("record.changed", table="warehouse.item_terms", id=item_id)
    return version
