"""The fields and columns of an invoice that is entered, with totals by tax rate as they will be stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.database.listing import Kind
from models.finance.accounts import TaxRate
from models.finance.dimensions import Dimension
from models.finance.rules import ZERO, DocumentTotals, TaxTotal, TotalsLine, document_totals
from models.finance.service_periods import parse_period
from models.finance.taxing import Part, TaxRule, tax_lines
from resources.language import N_, _
from views.finance.dimension_columns import dimension_columns
from views.finance.invoices.draft import Head, Line
from views.finance.pickers import ACCOUNT_NUMBER, CUSTOMER, PURCHASE_TAX_CODE, SALES_TAX_CODE, SUPPLIER
from views.finance.price_labels import PRICE_LABELS
from views.kit.action import Row
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.format import format_decimal
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.sales.pickers import ITEM

_LANGUAGES = (Choice("sv", N_("Swedish")), Choice("en", N_("English")))
_MOST_PERCENT = 100


def fill_party(head: Head, row: Row) -> Head:
    """The head with what the terms of a picked customer or supplier say."""
    days = row["payment_days"]
    due = head.invoice_date + timedelta(days=int(str(days))) if head.invoice_date and days is not None else head.due_on
    return replace(
        head,
        party_code=str(row["code"]),
        party_name=str(row["name"]),
        due_on=head.invoice_date if head.is_credit else due,
        currency=str(row["currency"] or head.currency),
        language=str(row.get("language") or head.language or "sv"),
        prices_include_tax=bool(row.get("prices_include_tax", head.prices_include_tax)),
    )


def _party(head: Head) -> str:
    return f"{head.party_code} {head.party_name}".strip()


def _not_before(head: Head) -> str | None:
    early = head.due_on and head.invoice_date and head.due_on < head.invoice_date
    return _("That is before the date of the invoice.") if early else None


_DAYS: tuple[Field[Head], ...] = (
    Field("invoice_date", N_("Date"), FieldKind.DATE, required=True),
    Field("due_on", N_("Due"), FieldKind.DATE, check=_not_before),
    Field("supply_date", N_("Delivered"), FieldKind.DATE),
)
_MONEY: tuple[Field[Head], ...] = (
    Field("currency", N_("Currency"), max_length=3),
    Field("rate", N_("Exchange rate"), FieldKind.RATE),
)
_WHOLE: Field[Head] = Field("whole", N_("Round to whole units"), FieldKind.BOOLEAN)
_GROSS: Field[Head] = Field("prices_include_tax", N_("Prices include VAT"), FieldKind.BOOLEAN)


def _picked(label: str, *, sale: bool) -> Field[Head]:
    return Field(
        "party_id",
        label,
        FieldKind.PICKER,
        required=True,
        picker=CUSTOMER if sale else SUPPLIER,
        shown=_party,
        fill=fill_party,
        span=2,
    )


def invoice_form(head: Head) -> FormSpec[Head]:
    """The head: to a customer, or from a supplier with their own number of it."""
    if head.is_sale:
        fields = (
            _picked(N_("Customer"), sale=True),
            *_DAYS,
            Field("their_reference", N_("Their reference")),
            Field("our_reference", N_("Our reference")),
            *_MONEY,
            Field("language", N_("Language"), FieldKind.CHOICE, choices=_LANGUAGES),
            _WHOLE,
            _GROSS,
            Field("text", N_("Text"), wide=True),
        )
    else:
        fields = (
            _picked(N_("Supplier"), sale=False),
            Field("supplier_number", N_("Supplier's number"), required=True),
            *_DAYS,
            *_MONEY,
            Field("our_reference", N_("Our reference")),
            Field("text", N_("Text")),
            _WHOLE,
            _GROSS,
        )
    return FormSpec((Section("", fields, across=6),))


def _fill_sold(line: Line, row: Row) -> Line:
    return _filled(line, row, account="sales_account", tax_code="sales_tax_code")


def _fill_bought(line: Line, row: Row) -> Line:
    return _filled(line, row, account="purchase_account", tax_code="purchase_tax_code")


def _filled(line: Line, row: Row, *, account: str, tax_code: str) -> Line:
    return replace(
        line,
        item_code=str(row["code"]),
        description=str(row["name"]),
        unit=str(row["unit"] or ""),
        account=str(row[account] or "") or line.account,
        tax_code=str(row[tax_code] or "") or line.tax_code,
    )


def _fill_account(line: Line, row: Row) -> Line:
    return replace(line, tax_code=line.tax_code or str(row["tax_code"] or "") or None)


def _is_empty(line: Line) -> bool:
    return line.item_id is None and not line.description and line.unit_price is None


def _check(line: Line) -> Mapping[str, str]:
    wrong = {}
    if not line.quantity:
        wrong["quantity"] = _("A quantity must not be zero.")
    if line.discount and not 0 <= line.discount <= _MOST_PERCENT:
        wrong["discount"] = _("A discount lies between 0 and 100 per cent.")
    try:
        parse_period(line.period)
    except ValueError:
        wrong["period"] = _("Write a month or two, 2026-01 - 2026-12, or two days, 2026-01-15 - 2026-03-14.")
    return wrong


def _with_dimensions(line: Line, dimensions: dict[str, str]) -> Line:
    return replace(line, dimensions=dimensions)


def _seldom(_line: Line) -> bool:
    return True


def _spread(line: Line) -> str:
    return _("The cost is spread over these months when the invoice is posted.") if line.period else ""


_UNIT: GridColumn[Line] = GridColumn("unit", N_("Unit"), width=5)
_PERIOD: GridColumn[Line] = GridColumn("period", N_("Period"), width=10, passed_when=_seldom, remark=_spread)


def invoice_grid(head: Head, dimensions: Sequence[Dimension] = ()) -> GridSpec[Line]:
    """The lines, with a column for each of the dimensions."""
    tax_code = SALES_TAX_CODE if head.is_sale else PURCHASE_TAX_CODE
    price, amount = PRICE_LABELS[head.prices_include_tax]
    return GridSpec(
        columns=(
            GridColumn(
                "item_id",
                N_("Item"),
                FieldKind.PICKER,
                width=8 if head.is_sale else 5,
                picker=ITEM,
                shown=lambda line: line.item_code,
                fill=_fill_sold if head.is_sale else _fill_bought,
            ),
            GridColumn("description", N_("Description"), required=True),
            GridColumn("quantity", N_("Quantity"), FieldKind.QUANTITY, width=8),
            # What a supplier calls the unit stays as it is; the room is for the period.
            *((_UNIT,) if head.is_sale else ()),
            GridColumn("unit_price", price, FieldKind.MONEY, width=10, required=True),
            GridColumn("discount", N_("Discount"), FieldKind.PERCENT, width=7),
            GridColumn(
                "account",
                N_("Account"),
                FieldKind.PICKER,
                width=7,
                picker=ACCOUNT_NUMBER,
                shown=lambda line: line.account or "",
                fill=_fill_account,
                required=True,
            ),
            GridColumn(
                "tax_code",
                N_("Tax code"),
                FieldKind.PICKER,
                width=8,
                picker=tax_code,
                shown=lambda line: line.tax_code or "",
                required=True,
            ),
            *dimension_columns(dimensions, lambda line: line.dimensions, _with_dimensions, _seldom),
            *(() if head.is_sale else (_PERIOD,)),
            GridColumn("net", amount, FieldKind.SHOWN, width=10, compute=lambda line: line.amount, shown_as=Kind.MONEY),
        ),
        new=Line,
        is_empty=_is_empty,
        totals=totals_by(()),
        check=_check,
    )


def tax_label(tax: TaxTotal, language: str) -> str:
    """What stands before the tax of one rate."""
    return _in_words(N_("VAT {percent} on {base}"), tax, language)


def _in_words(text: str, tax: TaxTotal, language: str) -> str:
    percent = format_decimal(tax.percent, Kind.PERCENT, language)
    return _(text).format(percent=percent, base=format_decimal(tax.base, Kind.MONEY, language))


def sums_of(
    lines: Sequence[Line], rates: Sequence[TaxRate], *, whole: bool = False, gross: bool = False
) -> DocumentTotals:
    """The sums of lines by the rates of a day; with `gross` their prices include VAT."""
    percents = {rate.code: rate.percent for rate in rates}
    entered = [TotalsLine(x.amount, x.tax_code or "", percents.get(x.tax_code or "", ZERO)) for x in lines]
    return document_totals(entered, whole=whole, gross=gross)


#: What the lines of tax are called that the buyer reckons.
_REVERSED = {
    Part.TAX: N_("Input VAT {percent} on {base}, reverse charge"),
    Part.REVERSE: N_("Output VAT {percent} on {base}, reverse charge"),
    Part.COST: N_("VAT {percent} on {base} that is not deducted"),
}


def reversed_taxes(taxes: Sequence[TaxTotal], rules: Sequence[TaxRule], on: date | None, language: str) -> list[Total]:
    """The tax that the buyer owes and deducts by themselves (ML 16 kap.), as posting books it: together nothing."""
    found: list[Total] = []
    for tax in taxes:
        rule = next((rule for rule in rules if on and rule.code == tax.tax_code and rule.holds_on(on)), None)
        if rule is None or not rule.reverse_account or on is None:
            continue
        reckoned = replace(tax, percent=rule.percent)
        lines = tax_lines(rules, tax.tax_code, on, tax.base, account="").lines
        found += [Total(_in_words(_REVERSED[line.part], reckoned, language), line.amount) for line in lines]
    return found


def totals_by(  # noqa: PLR0913 - what totals depend on
    rates: Sequence[TaxRate],
    *,
    whole: bool = False,
    gross: bool = False,
    rules: Sequence[TaxRule] = (),
    on: date | None = None,
    language: str = "",
) -> Callable[[Sequence[Line]], Sequence[Total]]:
    """The totals of lines by the rates of a day, as the document will be stored and, with `rules`, booked."""

    def totals(lines: Sequence[Line]) -> Sequence[Total]:
        sums = sums_of(lines, rates, whole=whole, gross=gross)
        taxes = [Total(tax_label(tax, language), tax.tax) for tax in sums.taxes if tax.percent]
        own = reversed_taxes(sums.taxes, rules, on, language)
        rounding = [Total(_("Rounding"), sums.rounding)] if sums.rounding else []
        total = Total(_("To pay") if own else _("Total"), sums.total, strong=True)
        return (Total(_("Net"), sums.net), *taxes, *own, *rounding, total)

    return totals
