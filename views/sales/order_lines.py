"""The head and the lines of a quote or order as they are entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from models.database.listing import Kind
from models.finance.accounts import TaxRate
from models.finance.rules import ZERO, TotalsLine, document_totals, line_net
from models.sales.ordering import OrderDraft, OrderLineDraft
from resources import language
from resources.language import N_, _
from views.finance.pickers import CUSTOMER, SALES_TAX_CODE
from views.finance.price_labels import PRICE_LABELS
from views.kit.action import Row
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.format import format_decimal
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.sales.pickers import ITEM

_LANGUAGES = (Choice("sv", N_("Swedish")), Choice("en", N_("English")))


def _fill_customer(draft: OrderDraft, row: Row) -> OrderDraft:
    return replace(
        draft,
        party_code=str(row["code"]),
        party_name=str(row["name"]),
        payment_days=int(str(row["payment_days"] or 30)),
        language=str(row["language"] or draft.language),
        currency=str(row["currency"] or draft.currency),
        prices_include_tax=bool(row.get("prices_include_tax", draft.prices_include_tax)),
    )


def _customer(draft: OrderDraft) -> str:
    return f"{draft.party_code} {draft.party_name}".strip()


def _is_quote(draft: OrderDraft) -> bool:
    return draft.kind == "quote"


def _is_order(draft: OrderDraft) -> bool:
    return draft.kind != "quote"


def order_form() -> FormSpec[OrderDraft]:
    """The head; a quote has a day until which it is valid, an order one on which it is wanted."""
    return FormSpec(
        (
            Section(
                "",
                (
                    Field(
                        "party_id",
                        N_("Customer"),
                        FieldKind.PICKER,
                        required=True,
                        picker=CUSTOMER,
                        shown=_customer,
                        fill=_fill_customer,
                    ),
                    Field("delivery_date", N_("Delivery"), FieldKind.DATE, enabled_when=_is_order),
                    Field("valid_until", N_("Valid until"), FieldKind.DATE, enabled_when=_is_quote),
                    Field("their_reference", N_("Their reference")),
                    Field("our_reference", N_("Our reference")),
                    Field("payment_days", N_("Payment days"), FieldKind.INTEGER),
                    Field("language", N_("Language"), FieldKind.CHOICE, choices=_LANGUAGES),
                    Field("prices_include_tax", N_("Prices include VAT"), FieldKind.BOOLEAN),
                    Field("delivery_name", N_("Delivered to")),
                    Field("delivery_address", N_("Delivery address"), FieldKind.MULTILINE),
                    Field("text", N_("Text"), FieldKind.MULTILINE),
                ),
                across=4,
            ),
        )
    )


def _fill_item(line: OrderLineDraft, row: Row) -> OrderLineDraft:
    price = row["sales_price"]
    return replace(
        line,
        item_code=str(row["code"]),
        description=str(row["name"]),
        unit=str(row["unit"] or ""),
        unit_price=price if isinstance(price, Decimal) else line.unit_price,
        account=str(row["sales_account"] or ""),
        tax_code=str(row["sales_tax_code"] or ""),
        is_goods=row["kind"] == "goods",
        list_price=None,
        own_price=False,
    )


def _own_price(line: OrderLineDraft) -> str:
    """What to know of a price that was typed."""
    if not line.own_price or line.list_price is None:
        return ""
    text = _("Entered by hand. The list price is {price}; empty the cell to take it.")
    return text.format(price=format_decimal(line.list_price, Kind.MONEY, language.current()))


_line_net = lru_cache(maxsize=10_000)(line_net)  # thousands of lines are added up after each change


def amount_of(line: OrderLineDraft) -> Decimal:
    """What a line comes to, without tax unless its price includes it."""
    return _line_net(line.quantity or ZERO, line.unit_price or ZERO, line.discount or ZERO)


def _is_empty(line: OrderLineDraft) -> bool:
    return line.item_id is None and not line.description


def _check(line: OrderLineDraft) -> Mapping[str, str]:
    wrong = {}
    if not line.quantity or line.quantity <= 0:
        wrong["quantity"] = _("A quantity must be above zero.")
    if line.discount and not 0 <= line.discount <= 100:  # noqa: PLR2004 - percent
        wrong["discount"] = _("A discount lies between 0 and 100 per cent.")
    return wrong


def order_grid(rates: Sequence[TaxRate] = (), *, gross: bool = False) -> GridSpec[OrderLineDraft]:
    """The lines, with totals by the rates of the day once these are here; with `gross` prices include tax."""
    price, amount = PRICE_LABELS[gross]
    percents = {rate.code: rate.percent for rate in rates}

    def totals(lines: Sequence[OrderLineDraft]) -> Sequence[Total]:
        codes = [line.tax_code or "" for line in lines]
        parts = zip(lines, codes, strict=True)
        entered = [TotalsLine(amount_of(line), code, percents.get(code, ZERO)) for line, code in parts]
        sums = document_totals(entered, gross=gross)
        taxes = [Total(_("VAT {percent}").format(percent=_percent(tax.percent)), tax.tax) for tax in sums.taxes]
        return (Total(_("Net"), sums.net), *taxes, Total(_("Total"), sums.total, strong=True))

    return GridSpec(
        columns=(
            GridColumn(
                "item_id",
                N_("Item"),
                FieldKind.PICKER,
                width=12,
                picker=ITEM,
                shown=lambda line: line.item_code,
                fill=_fill_item,
            ),
            GridColumn("description", N_("Description"), required=True),
            GridColumn("quantity", N_("Quantity"), FieldKind.QUANTITY),
            GridColumn("unit", N_("Unit"), width=6),
            GridColumn("unit_price", price, FieldKind.MONEY, width=12, remark=_own_price),
            GridColumn("discount", N_("Discount"), FieldKind.PERCENT),
            GridColumn(
                "tax_code",
                N_("Tax code"),
                FieldKind.PICKER,
                width=8,
                picker=SALES_TAX_CODE,
                shown=lambda line: line.tax_code,
            ),
            GridColumn("net", amount, FieldKind.SHOWN, width=14, compute=amount_of, shown_as=Kind.MONEY),
        ),
        new=OrderLineDraft,
        is_empty=_is_empty,
        totals=totals,
        check=_check,
    )


def _percent(percent: Decimal) -> str:
    return format_decimal(percent, Kind.PERCENT, language.current())


def complete(line: OrderLineDraft) -> OrderLineDraft:
    """The line with nothing left open: an emptied figure counts as zero."""
    return replace(
        line,
        quantity=line.quantity or ZERO,
        unit_price=line.unit_price or ZERO,
        discount=line.discount or ZERO,
        tax_code=line.tax_code or "",
        net=amount_of(line),  # the operation takes out what tax it includes
    )
