"""The lines of an invoice, quote or order, with the sums beneath them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from models.finance.documents import DocumentLine, DocumentTax
from models.finance.rules import ZERO, price_without
from reports.layout.columns import FlowTable, TableColumn, fitted
from reports.layout.pages import Pages
from reports.layout.parts import Sum
from reports.layout.style import LEFT, MUTED, RIGHT, Align, Style
from reports.layout.wording import Wording

_CODE_STYLE = Style(size=8, leading=12.5, colour=MUTED)


class _Summed(Protocol):
    """What the sums beneath the lines are made of."""

    @property
    def lines(self) -> tuple[DocumentLine, ...]: ...
    @property
    def taxes(self) -> tuple[DocumentTax, ...]: ...
    @property
    def net(self) -> Decimal: ...
    @property
    def tax(self) -> Decimal: ...


def draw_lines(pages: Pages, lines: Sequence[DocumentLine], words: Wording, *, keep: float) -> None:
    """Draw the table; amounts are carried forward, and the last line stays with `keep` beneath it.

    Where prices include VAT, so do the amounts, and the unit price without it is stated too (ML 17 kap. 24 § 8).
    """
    _ = words.translate
    gross = includes_tax(lines)
    has_codes = any(line.item_code for line in lines)
    has_discounts = any(line.discount for line in lines)
    has_rates = any(line.tax_percent is not None for line in lines)
    columns = [
        (has_codes, TableColumn(_("Item"), style=_CODE_STYLE, most=70)),
        (True, TableColumn(_("Description"), wraps=True)),
        (True, TableColumn(_("Quantity"), align=Align.RIGHT)),
        (True, TableColumn(_("Unit"), most=40)),
        (gross, TableColumn(_("Price excl. VAT"), style=_CODE_STYLE, align=Align.RIGHT)),
        (True, TableColumn(_("Price incl. VAT") if gross else _("Unit price"), align=Align.RIGHT)),
        (has_discounts, TableColumn(_("Discount"), align=Align.RIGHT)),
        (has_rates, TableColumn(_("VAT"), align=Align.RIGHT)),
        (True, TableColumn(_("Incl. VAT") if gross else _("Amount"), width=58, align=Align.RIGHT)),
    ]
    shown = [at for at, (wanted, _column) in enumerate(columns) if wanted]
    rows = [[cells[at] for at in shown] for cells in (_cells(line, words) for line in lines)]
    made = fitted([columns[at][1] for at in shown], rows)
    amount = len(made) - 1
    table = FlowTable(pages, made, left=LEFT, right=RIGHT, words=words, carried=(amount,))
    for at, (cells, line) in enumerate(zip(rows, lines, strict=True)):
        table.row(cells, add={amount: _amount(line)}, keep=keep if at == len(rows) - 1 else 0)


def _cells(line: DocumentLine, words: Wording) -> tuple[str, ...]:
    if line.quantity is None:
        return ("", line.description, "", "", "", "", "", "", "")
    return (
        line.item_code,
        line.description,
        words.quantity(line.quantity),
        line.unit,
        words.price(price_without(line.unit_price, line.tax_percent or ZERO)),
        words.price(line.unit_price),
        words.percent(line.discount) if line.discount else "",
        words.percent(line.tax_percent) if line.tax_percent is not None else "",
        words.money(_amount(line)),
    )


def _amount(line: DocumentLine) -> Decimal:
    return line.net if line.gross is None else line.gross


def includes_tax(lines: Sequence[DocumentLine]) -> bool:
    """Whether the prices of a document include VAT."""
    return any(line.gross is not None for line in lines)


def line_sums(document: _Summed, words: Wording) -> list[Sum]:
    """What stands first beneath the lines: net and VAT, or the sum that includes it and the VAT of it by rate."""
    _ = words.translate
    if not includes_tax(document.lines):
        return [Sum(_("Net amount"), words.money(document.net)), *tax_sums(document.taxes, words)]
    within = tax_sums(document.taxes, words, _("of which VAT {percent} on {base}"))
    total = Sum(_("Total including VAT"), words.money(document.net + document.tax))
    return [total, *(replace(tax, muted=True) for tax in within)]


def tax_sums(taxes: Sequence[DocumentTax], words: Wording, text: str = "") -> list[Sum]:
    """One line for each rate with the amount that it is taken of."""
    _ = words.translate
    text = text or _("VAT {percent} on {base}")
    return [
        Sum(text.format(percent=words.percent(tax.percent), base=words.money(tax.base)), words.money(tax.tax))
        for tax in merged(taxes)
    ]


def merged(taxes: Sequence[DocumentTax]) -> list[DocumentTax]:
    """Taxes with one entry for each rate, since the law asks for sums by rate and not by code."""
    found: dict[Decimal, DocumentTax] = {}
    for tax in taxes:
        other = found.get(tax.percent)
        if other is None:
            found[tax.percent] = tax
            continue
        both = None if tax.tax_company is None else (other.tax_company or Decimal(0)) + tax.tax_company
        found[tax.percent] = DocumentTax(tax.percent, other.base + tax.base, other.tax + tax.tax, both)
    return list(found.values())


def legal_texts(taxes: Sequence[DocumentTax]) -> list[str]:
    """What the law wants stated of these taxes, each once."""
    return list(dict.fromkeys(tax.text for tax in taxes if tax.text))
