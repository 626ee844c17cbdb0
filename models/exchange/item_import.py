"""Takes items in from a list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.columns import ITEM_COLUMNS
from models.exchange.findings import Finding
from models.exchange.intake import ImportReport
from models.exchange.list_rows import ListRows
from models.exchange.list_store import Target, fresh_codes, store_cards, store_terms
from models.exchange.list_taking import take_list
from models.warehouse.items import new_item

_CARD = Target(
    "warehouse.item",
    ("barcode", "name", "name_en", "kind", "unit", "lot_tracked", "active"),
    types={"lot_tracked": "boolean", "active": "boolean"},
    defaults={"kind": "'goods'", "unit": "'st'", "lot_tracked": "false", "active": "true"},
)
_TERMS = Target(
    "warehouse.item_terms",
    (
        "sales_price",
        "sales_account",
        "purchase_account",
        "stock_account",
        "cost_account",
        "sales_tax_code",
        "purchase_tax_code",
    ),
    types={"sales_price": "numeric"},
    defaults={"sales_price": "0"},
)
#: What units are called elsewhere.
_UNITS = {
    word: unit
    for unit, words in {
        "st": "styck stycken pcs pc ea each stk",
        "tim": "timme timmar h hour hours tim.",
        "l": "liter",
        "frp": "förp förpackning pack",
        "dag": "dagar day days",
    }.items()
    for word in words.split()
}


@operation(needs=Permission.WAREHOUSE_ITEMS)
def import_items(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Take items in; what is known by number or barcode is brought up to date.

    Option `map` says which heading holds which column. New items are booked like the item made last.
    """
    del file_name
    units = {row.code for row in work.rows("SELECT code FROM warehouse.unit")}

    def check(values: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, object]]]:
        return _wrong_with(values, units)

    def store(rows: ListRows) -> Mapping[str, int]:
        usual = new_item(work)
        booked = {name: getattr(usual, name) for name in _TERMS.columns}
        records = _numbered(work, [_record(row.values) for row in rows.rows])
        counts = store_cards(work, _CARD, records, rows.columns)
        terms = [{**booked, **record} for record in records]
        store_terms(work, _TERMS, terms, rows.columns, card="warehouse.item", key="item_id")
        return counts

    return take_list(
        work,
        content,
        ITEM_COLUMNS,
        options=options or {},
        check=check,
        store=store,
        remarks=_no_remarks,
        dry_run=dry_run,
    )


def _no_remarks(_rows: ListRows) -> tuple[Finding, ...]:
    return ()


def _wrong_with(values: Mapping[str, Any], units: Collection[str]) -> Iterator[tuple[str, str, dict[str, object]]]:
    if not values.get("name"):
        yield "name", "list.missing", {}
    if values.get("unit") and _unit(values["unit"]) not in units:
        yield "unit", "list.unknown_unit", {"text": values["unit"], "known": ", ".join(sorted(units))}
    if (values.get("sales_price") or 0) < 0:
        yield "sales_price", "list.negative", {}


def _unit(text: str) -> str:
    plain = text.strip().casefold()
    return _UNITS.get(plain, plain)


def _record(values: Mapping[str, Any]) -> dict[str, Any]:
    record = {name: value for name, value in values.items() if value not in {None, ""}}
    if "unit" in record:
        record["unit"] = _unit(record["unit"])
    return record


def _numbered(work: Work, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with its number: the file's, else that of the item with the barcode or name, else the next."""
    loose = [record for record in records if "code" not in record]
    rows = work.rows(
        "SELECT code, barcode, lower(name) AS name FROM warehouse.item"
        " WHERE (barcode <> '' AND barcode = ANY (:barcodes)) OR lower(name) = ANY (:names) ORDER BY code DESC",
        barcodes=[record["barcode"] for record in loose if "barcode" in record],
        names=[record["name"].lower() for record in loose],
    )
    by_barcode = {row.barcode: row.code for row in rows if row.barcode}
    by_name = {row.name: row.code for row in rows}
    for record in loose:
        known = by_barcode.get(record.get("barcode")) or by_name.get(record["name"].lower())
        if known:
            record["code"] = known
    unknown = [record for record in loose if "code" not in record]
    codes = fresh_codes(work, "warehouse.next_code", len(unknown), {record.get("code", "") for record in records})
    for record, code in zip(unknown, codes, strict=True):
        record["code"] = code
    return records
