"""Quotes and orders as drafts: begun, saved with their sums, copied, removed, and orders made of quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert

from models.database.errors import Invalid
from models.database.records import delete_row, read_record, read_records, save_row
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.accounts import tax_rates
from models.finance.rules import ZERO
from models.sales.rules import blockers_to_save, order_nets, order_totals
from models.sales.tables import order_line, sales_order

_QUOTE_DAYS = 30


@dataclass(frozen=True, slots=True)
class OrderLineDraft:
    """A line; an empty account or tax code follows from the item. What comes after is shown, not stored."""

    description: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = ZERO
    item_id: int | None = None
    unit: str = ""
    discount: Decimal = ZERO  # percent
    account: str = ""
    tax_code: str = ""
    id: int | None = None
    item_code: str = ""
    is_goods: bool = False
    net: Decimal = ZERO
    delivered: Decimal = ZERO
    invoiced: Decimal = ZERO
    reserved: Decimal = ZERO
    list_price: Decimal | None = field(default=None, compare=False)  # None: not looked up yet
    own_price: bool = field(default=False, compare=False)  # unit_price was set by hand and stays


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A quote or order as it is edited; number, status and sums are given when it is saved and by its doors."""

    kind: str = "order"  # or quote
    party_id: int | None = None
    order_date: date | None = None
    valid_until: date | None = None
    delivery_date: date | None = None
    currency: str = ""
    language: str = "sv"
    payment_days: int = 30
    our_reference: str = ""
    their_reference: str = ""
    text: str = ""
    delivery_name: str = ""
    delivery_address: str = ""
    quote_id: int | None = None
    id: int | None = None
    version: int | None = None
    number: str | None = None
    status: str = "draft"
    closed: bool = False
    net: Decimal = ZERO
    tax: Decimal = ZERO
    total: Decimal = ZERO
    party_code: str = ""
    party_name: str = ""
    prices_include_tax: bool = False  # unit prices of the lines; nets never do
    lines: tuple[OrderLineDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """A quote or order as it is now stored."""

    id: int
    version: int
    net: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class DeletedOrder:
    """The draft that is gone."""

    id: int


_HEADER = """
    SELECT o.kind, o.party_id, o.order_date, o.valid_until, o.delivery_date, o.currency, o.language, o.payment_days,
           o.our_reference, o.their_reference, o.text, o.delivery_name, o.delivery_address, o.quote_id, o.id,
           o.row_version, o.number, o.status, o.closed, o.net, o.tax, o.total, p.code, p.name,
           o.prices_include_tax
      FROM sales.sales_order o JOIN contacts.party p ON p.id = o.party_id
     WHERE o.company_id = :company AND o.id = :id
"""
_LINES = """
    SELECT l.description, l.quantity, l.unit_price, l.item_id, l.unit, l.discount, l.account, l.tax_code, l.id,
           coalesce(i.code, ''), coalesce(i.kind = 'goods', false), l.net, l.delivered, l.invoiced,
           coalesce((SELECT sum(r.quantity) FROM stock.reservation r WHERE r.company_id = l.company_id
                        AND r.source_kind = 'order_line' AND r.source_line_id = l.id), 0)
      FROM sales.order_line l LEFT JOIN warehouse.item i ON i.id = l.item_id
     WHERE l.company_id = :company AND l.order_id = :id ORDER BY l.position
"""
_START = """
    SELECT company.today(:company) AS today, c.currency AS own_currency, c.language AS own_language, p.code, p.name,
           p.language, t.currency, coalesce(t.payment_days, 30) AS payment_days,
           coalesce(t.prices_include_tax, false) AS prices_include_tax, a.name AS delivery_name,
           concat_ws(E'\n', nullif(a.street, ''), nullif(a.street2, ''), nullif(trim(a.postcode || ' ' || a.city), ''),
                     CASE WHEN a.country <> c.country THEN a.country END) AS delivery_address
      FROM company.company c
      LEFT JOIN contacts.party p ON p.id = :party
      LEFT JOIN contacts.party_terms t ON t.company_id = c.id AND t.party_id = p.id
      LEFT JOIN LATERAL (SELECT * FROM contacts.address x WHERE x.party_id = p.id AND x.kind = 'delivery'
                          ORDER BY x.id LIMIT 1) a ON true
     WHERE c.id = :company
"""
_WRITTEN = (
    "party_id",
    "quote_id",
    "valid_until",
    "delivery_date",
    "language",
    "payment_days",
    "our_reference",
    "their_reference",
    "text",
    "delivery_name",
    "delivery_address",
    "prices_include_tax",
)
_LINE_FIELDS = {
    "order.no_customer": "party_id",
    "order.no_description": "lines",
    "order.bad_quantity": "lines",
    "order.bad_discount": "lines",
}


@operation(needs=Permission.SALES_EDIT)
def new_order(work: Work, *, kind: str = "order", party_id: int | None = None) -> OrderDraft:
    """An empty quote or order of today, with what is agreed with the customer and where their goods go."""
    start = work.rows(_START, party=party_id)[0]
    return OrderDraft(
        kind=kind,
        party_id=party_id,
        party_code=start.code or "",
        party_name=start.name or "",
        order_date=start.today,
        valid_until=start.today + timedelta(days=_QUOTE_DAYS) if kind == "quote" else None,
        currency=start.currency or start.own_currency,
        language=start.language or start.own_language,
        payment_days=start.payment_days,
        our_reference=work.identity.full_name,
        delivery_name=start.delivery_name or "",
        delivery_address=start.delivery_address or "",
        prices_include_tax=start.prices_include_tax,
    )


@operation(needs=Permission.SALES_READ)
def load_order(work: Work, *, order_id: int) -> OrderDraft:
    """The quote or order as a draft; Invalid where there is none with this key."""
    draft = read_record(work, OrderDraft, _HEADER, table="sales.sales_order", row_id=order_id)
    return replace(draft, lines=read_records(work, OrderLineDraft, _LINES, id=order_id))


@operation(needs=Permission.SALES_EDIT)
def save_order(work: Work, *, draft: OrderDraft) -> SavedOrder:
    """Save a draft with lines and sums; raises Invalid with the field, Conflict, or Rejected once it is confirmed."""
    for code in blockers_to_save(draft):
        raise Invalid(code, field=_LINE_FIELDS[code])
    return _save(work, replace(draft, lines=_completed(work, draft.lines)))


@operation(needs=Permission.SALES_EDIT)
def delete_order(work: Work, *, order_id: int, version: int) -> DeletedOrder:
    """Remove a draft; what has been sent or confirmed is lost or cancelled instead."""
    delete_row(work, sales_order, row_id=order_id, version=version)
    return DeletedOrder(order_id)


@operation(needs=Permission.SALES_EDIT)
def copy_order(work: Work, *, order_id: int) -> SavedOrder:
    """A new draft of today with the lines of a quote or order."""
    return _save(work, _as_new(work, load_order(work, order_id=order_id)))


@operation(needs=Permission.SALES_EDIT)
def quote_to_order(work: Work, *, quote_id: int) -> SavedOrder:
    """A draft order with the lines of a quote that was sent, which is thereby accepted."""
    quote = load_order(work, order_id=quote_id)
    if quote.kind != "quote":
        raise Invalid("quote.not_found", id=quote_id)
    order = replace(_as_new(work, quote), kind="order", valid_until=None, quote_id=quote_id)
    saved = _save(work, order)
    work.call("sales.close_quote", quote_id, "accepted")
    return saved


def _as_new(work: Work, draft: OrderDraft) -> OrderDraft:
    today = work.today()
    return replace(
        draft,
        id=None,
        version=None,
        number=None,
        status="draft",
        closed=False,
        quote_id=None,
        order_date=today,
        valid_until=today + timedelta(days=_QUOTE_DAYS) if draft.kind == "quote" else None,
        delivery_date=None,
    )


def _save(work: Work, draft: OrderDraft) -> SavedOrder:
    day = draft.order_date or work.today()
    percents = _percents(work, draft, day)
    totals = order_totals(draft.lines, percents, gross=draft.prices_include_tax)
    nets = order_nets(draft.lines, percents, gross=draft.prices_include_tax)
    values: dict[str, Any] = {name: getattr(draft, name) for name in _WRITTEN}
    values |= {
        "order_date": day,
        "currency": draft.currency or work.company.currency,
        "net": totals.net,
        "tax": totals.tax,
        "total": totals.total,
    }
    if draft.id is None:
        values["kind"] = draft.kind
    saved = save_row(work, sales_order, row_id=draft.id, version=draft.version, values=values)
    lines = tuple(replace(line, net=net) for line, net in zip(draft.lines, nets, strict=True))
    _save_lines(work, saved.id, lines, new=draft.id is None)
    return SavedOrder(saved.id, saved.version, totals.net, totals.tax, totals.total)


def _percents(work: Work, draft: OrderDraft, day: date) -> dict[str, Decimal]:
    percents = {rate.code: rate.percent for rate in tax_rates(work, on=day, direction="out")}
    for line in draft.lines:
        if line.tax_code not in percents:
            raise Invalid("order.no_tax_rate", field="lines", tax_code=line.tax_code, date=day)
    return percents


def _completed(work: Work, lines: Sequence[OrderLineDraft]) -> tuple[OrderLineDraft, ...]:
    """The lines with account, tax code and unit of their items where they say none."""
    wanting = [line.item_id for line in lines if line.item_id is not None and not (line.account and line.tax_code)]
    known = {}
    if wanting:
        rows = work.rows(
            "SELECT i.id, i.unit, t.sales_account, t.sales_tax_code FROM warehouse.item i"
            " JOIN warehouse.item_terms t ON t.company_id = :company AND t.item_id = i.id WHERE i.id = ANY (:items)",
            items=wanting,
        )
        known = {row.id: row for row in rows}
    found = []
    for line in lines:
        terms = known.get(line.item_id)
        if terms is not None:
            line = replace(  # noqa: PLW2901 - the completed line takes the place of the given one
                line,
                account=line.account or terms.sales_account,
                tax_code=line.tax_code or terms.sales_tax_code,
                unit=line.unit or terms.unit,
            )
        if not line.account:
            raise Invalid("order.no_account", field="lines", line=line.description)
        found.append(line)
    return tuple(found)


def _save_lines(work: Work, order_id: int, lines: Sequence[OrderLineDraft], *, new: bool) -> None:
    if not new:
        work.connection.execute(
            delete(order_line).where(order_line.c.company_id == work.company_id, order_line.c.order_id == order_id)
        )
    if lines:
        work.connection.execute(
            insert(order_line),
            [
                {
                    "company_id": work.company_id,
                    "order_id": order_id,
                    "position": position,
                    "item_id": line.item_id,
                    "description": line.description.strip(),
                    "quantity": line.quantity,
                    "unit": line.unit,
                    "unit_price": line.unit_price,
                    "discount": line.discount,
                    "net": line.net,
                    "account": line.account,
                    "tax_code": line.tax_code,
                }
                for position, line in enumerate(lines, 1)
            ],
        )
