"""Writes customers, suppliers and items as lists that can be changed elsewhere and taken in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.columns import ITEM_COLUMNS, PARTY_COLUMNS, TargetColumn
from models.exchange.exported import Exported
from resources.language import translator

_PARTIES = """
    SELECT p.code, p.name, CASE WHEN p.is_customer AND p.is_supplier THEN 'both' WHEN p.is_supplier THEN 'supplier'
           ELSE 'customer' END AS role, p.kind, p.org_number, p.vat_number, p.email, p.phone, p.street, p.street2,
           p.postcode, p.city, p.country, p.language, t.payment_days, t.credit_limit, t.price_list, t.bankgiro, t.iban
      FROM contacts.party p
      LEFT JOIN contacts.party_terms t ON t.company_id = :company AND t.party_id = p.id
     WHERE p.is_customer OR p.is_supplier ORDER BY p.sort_key, p.id
"""
_ITEMS = """
    SELECT i.code, i.name, i.name_en, i.barcode, i.unit, i.kind, t.sales_price, t.sales_account, t.purchase_account,
           t.stock_account, t.cost_account, t.sales_tax_code, t.purchase_tax_code, i.lot_tracked, i.active
      FROM warehouse.item i
      LEFT JOIN warehouse.item_terms t ON t.company_id = :company AND t.item_id = i.id
     ORDER BY i.sort_key, i.id
"""


@operation(needs=Permission.CONTACTS_READ)
def export_parties(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """Customers and suppliers with this company's terms, under headings that the import knows."""
    del options
    return _list(work, _PARTIES, PARTY_COLUMNS, "parties.csv")


@operation(needs=Permission.WAREHOUSE_READ)
def export_items(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """Items with this company's prices and accounts, under headings that the import knows."""
    del options
    return _list(work, _ITEMS, ITEM_COLUMNS, "items.csv")


def _list(work: Work, sql: str, columns: Sequence[TargetColumn], file_name: str) -> Exported:
    _ = translator(work.company.language)
    swedish = work.company.language == "sv"
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if swedish else ",", lineterminator="\r\n")
    writer.writerow([_(column.label) for column in columns])
    writer.writerows([_cell(value, swedish=swedish) for value in row] for row in work.rows(sql))
    return Exported(file.getvalue().encode("utf-8-sig"), file_name)


def _cell(value: object, *, swedish: bool) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        plain = f"{value.normalize():f}"
        return plain.replace(".", ",") if swedish else plain
    return "" if value is None else str(value)
