"""What prices are on an invoice that is entered: looked up for items, with VAT or without, and added up by rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject

from models.database.errors import KontorError
from models.finance.accounts import TaxRate, tax_rates
from models.finance.dimensions import Dimension, active_dimensions
from models.finance.tax_codes import tax_rules
from models.finance.taxing import TaxRule
from models.sales.prices import Price, price_of
from views.finance.invoices.draft import Head, Line
from views.finance.invoices.entry import invoice_grid, sums_of, totals_by
from views.kit.entry_page import EntryPage
from views.kit.host import Level, Message
from views.sales.pasted_prices import Asked, PastedPrices

_PRICED_BY = frozenset({"item_id", "quantity"})


class Prices(QObject):
    """Follows the head and the lines of the page."""

    def __init__(self, page: EntryPage[Head, Line]) -> None:
        super().__init__(page)
        self._page = page
        self._rates: tuple[TaxRate, ...] = ()
        self._rates_of: tuple[date | None, bool, bool] | None = None
        self._rules: tuple[TaxRule, ...] = ()
        self._dimensions: tuple[Dimension, ...] = ()

    @property
    def net(self) -> Decimal:
        """What the lines come to without VAT, as far as the rates are known."""
        return sums_of(self._page.lines, self._rates, gross=self._page.draft.prices_include_tax).net

    def listen(self) -> None:
        """Hear of what is typed; once for each form."""
        page = self._page
        page.form.changed.connect(self._on_head)
        page.grid.edited.connect(self._on_edited)
        page.host.read(active_dimensions, {}, on_done=self._on_dimensions)
        if not page.draft.is_sale:
            page.host.read(tax_rules, {}, on_done=self._on_rules)
        PastedPrices(page.host, page.grid, asks=self._asks, arguments=self._priced_by, take=_priced)

    def begin(self) -> None:
        """Show totals and columns as the head of another draft wants them."""
        self._rates_of = None
        self._show_columns()
        self._on_head()

    def _on_dimensions(self, dimensions: tuple[Dimension, ...]) -> None:
        self._dimensions = dimensions
        if dimensions:
            self._show_columns()

    def _show_columns(self) -> None:
        columns = invoice_grid(self._page.draft, self._dimensions).columns
        shown = self._page.grid.spec.columns
        if [(each.name, each.label) for each in shown] != [(each.name, each.label) for each in columns]:
            self._page.grid.set_columns(columns)

    def _on_head(self) -> None:
        """Totals follow the day of supply, the rounding, and whether prices include VAT."""
        head = self._page.draft
        wanted = (head.supply_date or head.invoice_date, head.whole, head.prices_include_tax)
        if wanted == self._rates_of:
            return
        before, self._rates_of = self._rates_of, wanted
        self._show_totals()
        if before is not None and before[2] != wanted[2]:
            self._show_columns()
            self._look_all_up()
        if wanted[0] is not None and (before is None or before[0] != wanted[0]):
            arguments = {"on": wanted[0], "direction": "out" if head.is_sale else "in"}
            self._page.host.read(tax_rates, arguments, on_done=self._on_rates)

    def _on_rates(self, rates: tuple[TaxRate, ...]) -> None:
        self._rates = rates
        self._show_totals()

    def _show_totals(self) -> None:
        head, language = self._page.draft, self._page.host.language
        totals = totals_by(
            self._rates,
            whole=head.whole,
            gross=head.prices_include_tax,
            rules=self._rules,
            on=head.supply_date or head.invoice_date,
            language=language,
        )
        self._page.grid.set_totals(totals)

    def _on_rules(self, rules: tuple[TaxRule, ...]) -> None:
        """What the buyer owes by themselves is shown from now on."""
        self._rules = rules
        self._show_totals()

    def _look_all_up(self) -> None:
        """The prices of items with VAT, or without it; not while undo brings them back by itself."""
        if self._page.undo is None or not self._page.undo.restoring:
            for row in range(len(self._page.lines)):
                self._on_edited(row, "quantity")

    def _on_edited(self, row: int, name: str) -> None:
        """Look the price of a sale up where it depends on what was typed."""
        line, head = self._page.grid.line(row), self._page.draft
        if not head.is_sale or head.is_credit or name not in _PRICED_BY or line.item_id is None:
            return
        arguments = {**self._priced_by(), "item_id": line.item_id, "quantity": line.quantity or 1}
        self._page.host.read(price_of, arguments, on_done=partial(self._on_price, row), on_failed=self._on_no_price)

    def _priced_by(self) -> dict[str, object]:
        head = self._page.draft
        return {
            "party_id": head.party_id,
            "on": head.invoice_date,
            "currency": head.currency,
            "with_tax": head.prices_include_tax,
        }

    def _asks(self, line: Line) -> Asked | None:
        """What the price of a pasted line is asked for; that of a purchase stands on the supplier's invoice."""
        head = self._page.draft
        priced = head.is_sale and not head.is_credit and line.item_id is not None
        return (line.item_id or 0, line.quantity or Decimal(1)) if priced else None

    def _on_price(self, row: int, price: Price) -> None:
        line = self._page.grid.line(row)
        if line.item_id == price.item_id:
            known = replace(line, account=line.account or price.account, tax_code=price.tax_code or line.tax_code)
            self._page.grid.replace_line(row, replace(known, unit_price=price.unit_price))

    def _on_no_price(self, error: KontorError) -> None:
        self._page.host.tell(Message(self._page.host.explain(error), Level.WARNING, replaces="price"))


def _priced(line: Line, price: Price, pasted: frozenset[str]) -> Line:
    """A pasted line with what its item says, except what was pasted."""
    kept = "unit_price" in pasted and line.unit_price is not None
    return replace(
        line,
        account=line.account or price.account,
        tax_code=("tax_code" in pasted and line.tax_code) or price.tax_code or line.tax_code,
        unit_price=line.unit_price if kept else price.unit_price,
    )
