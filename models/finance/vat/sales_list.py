"""The EC sales list (periodisk sammanställning): what was sold without tax to each business in another EU country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.contacts.rules import is_vat_number
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO
from models.finance.vat.definitions import boxes, due_on
from models.finance.vat.returns import VatWarning

GOODS, TRIANGULAR, SERVICES = "goods", "triangular", "services"
COLUMNS = (GOODS, TRIANGULAR, SERVICES)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer by VAT number; amounts by COLUMNS as booked, credits negative."""

    vat_number: str
    name: str
    amounts: Mapping[str, Decimal]
    party_id: int | None = None

    def whole(self, column: str) -> Decimal:
        """What the list states: whole units, what is less than one left out (SKV 574)."""
        return Decimal(int(self.amounts.get(column, ZERO)))


@dataclass(frozen=True, slots=True)
class SalesList:
    """The list of some days; who has no number that holds stands in `warnings`, and in no row."""

    starts_on: date
    ends_on: date
    due_on: date
    buyers: tuple[Buyer, ...]
    warnings: tuple[VatWarning, ...] = field(default=())

    def total(self, column: str) -> Decimal:
        """A column of all buyers as booked."""
        return sum((buyer.amounts.get(column, ZERO) for buyer in self.buyers), ZERO)


_SOLD = """
    SELECT upper(regexp_replace(coalesce(nullif(i.party_vat_number, ''), p.vat_number, ''), '[^A-Za-z0-9]', '', 'g'))
           AS number,
           min(coalesce(i.party_name, p.name, '')) AS name, min(p.id) AS party_id, v.box, sum(v.amount) AS amount
      FROM reporting.vat_lines v
      LEFT JOIN finance.invoice i ON i.company_id = v.company_id AND i.id = v.document_id
           AND v.document_kind IN ('customer_invoice', 'customer_credit')
      LEFT JOIN contacts.party p ON p.id = coalesce(i.party_id, v.party_id)
     WHERE v.company_id = :company AND v.part = 'base' AND v.box = ANY (:boxes) AND v.due_on BETWEEN :first AND :last
     GROUP BY 1, v.box ORDER BY 1, v.box
"""


@operation(needs=Permission.FINANCE_READ)
def read_sales_list(work: Work, *, from_date: date, to_date: date) -> SalesList:
    """What each EU business bought in a range of days, from posted invoices and vouchers."""
    columns = {box.box: box.sales_list for box in boxes() if box.sales_list}
    rows = work.rows(_SOLD, boxes=list(columns), first=from_date, last=to_date)
    buyers = _buyers(rows, columns)
    home = work.value("SELECT country FROM company.company WHERE id = :company")
    good = tuple(buyer for buyer in buyers if _holds(buyer, home))
    found = SalesList(from_date, to_date, due_on("list", to_date), good)
    warnings = [
        VatWarning(
            "list.bad_number",
            {"party": buyer.name or buyer.vat_number, "number": buyer.vat_number or "\u2013", "amount": _sum(buyer)},
        )
        for buyer in buyers
        if not _holds(buyer, home)
    ]
    warnings += _against_return(work, found, columns)
    return SalesList(found.starts_on, found.ends_on, found.due_on, good, tuple(warnings))


def _holds(buyer: Buyer, home: str) -> bool:
    return is_vat_number(buyer.vat_number) and buyer.vat_number[:2] != home


def _sum(buyer: Buyer) -> Decimal:
    return sum(buyer.amounts.values(), ZERO)


def _buyers(rows: Sequence[Any], columns: Mapping[str, str]) -> tuple[Buyer, ...]:
    found: dict[str, Buyer] = {}
    for row in rows:
        known = found.get(row.number)
        amounts = {**(known.amounts if known else {}), columns[row.box]: row.amount}
        found[row.number] = Buyer(row.number, row.name, amounts, row.party_id)
    return tuple(buyer for buyer in found.values() if any(buyer.amounts.values()))


def _against_return(work: Work, found: SalesList, columns: Mapping[str, str]) -> list[VatWarning]:
    """Where a VAT return is filed for the same days, its boxes say what the list says."""
    rows = work.rows(
        "SELECT b.box, b.whole FROM finance.vat_return r JOIN finance.vat_return_box b ON b.company_id = r.company_id"
        " AND b.return_id = r.id WHERE r.company_id = :company AND r.reopened_at IS NULL AND r.starts_on = :first"
        " AND r.ends_on = :last AND b.box = ANY (:boxes)",
        first=found.starts_on,
        last=found.ends_on,
        boxes=list(columns),
    )
    return [
        VatWarning(
            "list.differs",
            {"box": row.box, "returned": row.whole, "listed": Decimal(int(found.total(columns[row.box])))},
        )
        for row in rows
        if abs(row.whole - found.total(columns[row.box])) >= 1
    ]
