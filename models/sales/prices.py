"""Prices: what an item costs a customer on a day, and the price lists that say so."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from models.database.errors import Invalid, Rejected
from models.database.records import SavedRow, delete_row, read_record, save_row
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO, price_with, price_without, round_money
from models.sales.tables import price


@dataclass(frozen=True, slots=True)
class Price:
    """What a line begins with; unit_price in `currency`, from a price list or else the item itself."""

    item_id: int
    unit_price: Decimal
    currency: str
    price_list: str  # empty: the item's own price
    item_code: str
    description: str  # in the customer's language
    unit: str
    account: str
    tax_code: str
    is_goods: bool


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """A price of a list from a quantity on and within days; valid_to None is until further notice."""

    price_list: str = ""
    item_id: int | None = None
    currency: str = ""
    from_quantity: Decimal = ZERO
    valid_from: date | None = None
    valid_to: date | None = None
    unit_price: Decimal = ZERO
    id: int | None = None
    version: int | None = None
    item_code: str = ""
    includes_tax: bool = False


_PRICE = """
    SELECT i.id, i.code, i.kind = 'goods' AS is_goods, i.unit, t.sales_account, t.sales_tax_code, t.sales_price,
           CASE WHEN p.language = 'en' AND i.name_en <> '' THEN i.name_en ELSE i.name END AS description,
           w.currency, c.currency AS own_currency, l.price_list, l.unit_price,
           coalesce(l.includes_tax, false) AS includes_tax,
           coalesce((SELECT CASE WHEN x.reverse_account IS NULL THEN x.percent ELSE 0 END FROM finance.tax_rate x
              WHERE x.company_id = c.id AND x.tax_code = t.sales_tax_code AND x.valid_from <= w.day
                AND (x.valid_to IS NULL OR x.valid_to >= w.day)), 0) AS percent,
           (SELECT r.rate FROM company.currency_rate r WHERE r.currency = w.currency AND r.base = c.currency
               AND r.valid_on <= w.day ORDER BY r.valid_on DESC, r.id DESC LIMIT 1) AS rate
      FROM company.company c
      JOIN warehouse.item i ON i.id = :item
      LEFT JOIN warehouse.item_terms t ON t.company_id = c.id AND t.item_id = i.id
      LEFT JOIN contacts.party p ON p.id = :party
      LEFT JOIN contacts.party_terms pt ON pt.company_id = c.id AND pt.party_id = p.id
     CROSS JOIN LATERAL (SELECT coalesce(:currency, pt.currency, c.currency) AS currency,
                                coalesce(:day, company.today(c.id)) AS day) w
      LEFT JOIN LATERAL (
           SELECT s.price_list, s.unit_price, s.includes_tax FROM sales.price s
            WHERE s.company_id = c.id AND s.price_list = pt.price_list AND pt.price_list <> '' AND s.item_id = i.id
              AND s.currency = w.currency AND s.from_quantity <= :quantity
              AND s.valid_from <= w.day AND (s.valid_to IS NULL OR s.valid_to >= w.day)
            ORDER BY s.from_quantity DESC, s.valid_from DESC LIMIT 1) l ON true
     WHERE c.id = :company
"""


@operation(needs=Permission.SALES_READ)
def price_of(  # noqa: PLR0913 - all that a price depends on
    work: Work,
    *,
    item_id: int,
    party_id: int | None = None,
    quantity: Decimal = Decimal(1),
    on: date | None = None,
    currency: str = "",
    with_tax: bool = False,
) -> Price:
    """The price for a customer: of their list by quantity break and day, else the item's own, converted where needed.

    Items state prices without tax, lists as they say. With `with_tax` that of the item's tax code is in the price, to
    the öre; without it, it is taken out of a price that includes it.

    Raises Invalid for an unknown item, Rejected where the item has no terms or the currency no rate.
    """
    row = work.row(_PRICE, item=item_id, party=party_id, quantity=quantity, day=on, currency=currency or None)
    if row is None:
        raise Invalid("record.not_found", table="warehouse.item", id=item_id)
    if row.sales_account is None:
        raise Rejected("order.no_terms", item=row.code)
    amount = row.unit_price
    if amount is None:
        amount = row.sales_price
        if row.currency != row.own_currency:
            if row.rate is None:
                raise Rejected("stock.no_rate", currency=row.currency, date=on or work.today())
            amount = round_money(amount / row.rate)
    return Price(
        item_id=item_id,
        unit_price=_as_wanted(amount, row, with_tax=with_tax),
        currency=row.currency,
        price_list=row.price_list or "",
        item_code=row.code,
        description=row.description,
        unit=row.unit,
        account=row.sales_account,
        tax_code=row.sales_tax_code,
        is_goods=row.is_goods,
    )


@operation(needs=Permission.SALES_READ)
def prices_of(  # noqa: PLR0913 - as for one
    work: Work,
    *,
    asked: tuple[tuple[int, Decimal], ...],
    party_id: int | None = None,
    on: date | None = None,
    currency: str = "",
    with_tax: bool = False,
) -> dict[tuple[int, Decimal], Price]:
    """The prices of many items (key, quantity) at once, each as `price_of` says; those without a price are left out."""
    found = {}
    for item_id, quantity in asked:
        with suppress(Invalid, Rejected):
            found[item_id, quantity] = price_of(
                work, item_id=item_id, party_id=party_id, quantity=quantity, on=on, currency=currency, with_tax=with_tax
            )
    return found


@operation(needs=Permission.SALES_PRICES)
def save_price(work: Work, *, draft: PriceDraft) -> SavedRow:
    """Save a price of a list; raises Invalid with the field, or Conflict."""
    _check(draft)
    values = {
        "price_list": draft.price_list.strip(),
        "item_id": draft.item_id,
        "currency": draft.currency or work.company.currency,
        "from_quantity": draft.from_quantity,
        "valid_from": draft.valid_from or work.today(),
        "valid_to": draft.valid_to,
        "unit_price": draft.unit_price,
        "includes_tax": draft.includes_tax,
    }
    return save_row(work, price, row_id=draft.id, version=draft.version, values=values)


@operation(needs=Permission.SALES_READ)
def load_price(work: Work, *, price_id: int) -> PriceDraft:
    """The price as a draft."""
    sql = (
        "SELECT r.price_list, r.item_id, r.currency, r.from_quantity, r.valid_from, r.valid_to, r.unit_price, r.id,"
        " r.row_version, i.code, r.includes_tax FROM sales.price r JOIN warehouse.item i ON i.id = r.item_id"
        " WHERE r.company_id = :company AND r.id = :id"
    )
    return read_record(work, PriceDraft, sql, table="sales.price", row_id=price_id)


@operation(needs=Permission.SALES_PRICES)
def delete_price(work: Work, *, price_id: int, version: int) -> SavedRow:
    """Remove a price from its list."""
    delete_row(work, price, row_id=price_id, version=version)
    return SavedRow(price_id, version)


def _as_wanted(amount: Decimal, row: Row[Any], *, with_tax: bool) -> Decimal:
    if row.includes_tax == with_tax:
        return amount
    return price_with(amount, row.percent) if with_tax else price_without(amount, row.percent)


def _check(draft: PriceDraft) -> None:
    if not draft.price_list.strip():
        raise Invalid("price.no_list", field="price_list")
    if draft.item_id is None:
        raise Invalid("price.no_item", field="item_id")
    if draft.unit_price < 0:
        raise Invalid("price.negative", field="unit_price")
    if draft.valid_to is not None and draft.valid_from is not None and draft.valid_to < draft.valid_from:
        raise Invalid("price.ends_before", field="valid_to")
