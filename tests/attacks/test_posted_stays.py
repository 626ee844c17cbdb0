"""What is posted, numbered or promised stays as it is, whoever writes to its rows with their own password."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from models.database.rights import FUNCTION_GRANTS, Role
from tests.support.attacker import Attacker
from tests.support.busy_day import BusyDay, busy_day
from tests.support.office import Office

#: How a refusal begins: no right, or a rule of ours that says so.
REFUSED = ("42501", "KOR00 document.posted", "KOR00 document.not_draft")

#: What may still be written on an order that is out, and on a list that is being picked: none of it moves anything.
_FREE_TEXTS = ("our_reference", "their_reference", "text", "delivery_name", "delivery_address", "language")
FREE = {
    "sales.sales_order": ("delivery_date", "valid_until", *_FREE_TEXTS),
    "warehouse.purchase_order": ("expected_on", *_FREE_TEXTS),
}


@pytest.fixture(scope="module")
def day(fortress: Office) -> BusyDay:
    made = busy_day(fortress)
    fortress.sign_everybody_out()
    return made


def _posted(day: BusyDay) -> dict[str, str]:
    """Every posted row of the day, as a condition by table."""
    return {
        "finance.invoice": f"id = {day.invoice}",
        "finance.invoice_line": f"invoice_id = {day.invoice}",
        "finance.invoice_tax": f"invoice_id = {day.invoice}",
        "sales.sales_order": f"id = {day.order}",
        "sales.order_line": f"order_id = {day.order}",
        "sales.delivery": f"id = {day.delivery}",
        "sales.delivery_line": f"delivery_id = {day.delivery}",
        "warehouse.purchase_order": f"id = {day.purchase_order}",
        "warehouse.purchase_order_line": f"purchase_order_id = {day.purchase_order}",
        "finance.bank_transaction": f"id = {day.transaction}",
        "finance.bank_statement": "true",
        "ledger.entry": f"id = {day.voucher}",
        "ledger.line": f"entry_id = {day.voucher}",
        "ledger.open_item": "true",
        "ledger.settlement": "true",
        "stock.move": "true",
        "audit.entry": "true",
    }


@pytest.fixture(scope="module")
def changes(fortress: Office, day: BusyDay) -> list[str]:
    """An update of every column of every posted row."""
    return [
        f"UPDATE {table} SET {column} = {other} WHERE {which}"
        for table, which in _posted(day).items()
        for column, other in _other_values(fortress, table)
        if column not in FREE.get(table, ())
    ]


def test_no_posted_row_is_changed_in_any_column(changes: list[str], attacker: Attacker) -> None:
    assert len(changes) > 200
    assert attacker.unrefused(changes, allowed=REFUSED) == {}


def test_no_posted_row_is_removed_and_none_joins_it(fortress: Office, day: BusyDay, attacker: Attacker) -> None:
    company = fortress.company_id
    attacks = [f"DELETE FROM {table} WHERE {which}" for table, which in _posted(day).items()]
    for table, parent, key in (
        ("finance.invoice_line", "invoice_id", day.invoice),
        ("finance.invoice_tax", "invoice_id", day.invoice),
        ("sales.order_line", "order_id", day.order),
        ("sales.delivery_line", "delivery_id", day.delivery),
        ("warehouse.purchase_order_line", "purchase_order_id", day.purchase_order),
    ):
        attacks.append(f"INSERT INTO {table} (company_id, {parent}) VALUES ({company}, {key})")
        attacks.append(f"UPDATE {table} SET {parent} = {key} WHERE {parent} <> {key}")
    refused = {
        attack: came for attack, came in attacker.unrefused(attacks, allowed=REFUSED).items() if came != "done: 0"
    }
    assert refused == {}


def test_no_draft_becomes_posted_or_paid_by_hand(day: BusyDay, attacker: Attacker) -> None:
    attacks = [
        f"UPDATE finance.invoice SET posted_at = now() WHERE id = {day.draft}",
        f"UPDATE finance.invoice SET number = '9999' WHERE id = {day.draft}",
        f"UPDATE finance.invoice SET entry_id = {day.voucher} WHERE id = {day.draft}",
        f"UPDATE finance.invoice SET reference = '99994' WHERE id = {day.draft}",
        "INSERT INTO finance.invoice (number) VALUES ('9999')",
        "INSERT INTO finance.invoice (posted_at) VALUES (now())",
        f"UPDATE ledger.open_item SET remaining = 0 WHERE document_id = {day.invoice}",
        "INSERT INTO ledger.settlement (amount) VALUES (1)",
        f"UPDATE finance.bank_transaction SET entry_id = {day.voucher} WHERE id = {day.unmatched}",
        f"UPDATE sales.sales_order SET status = 'invoiced' WHERE id = {day.order}",
        f"UPDATE sales.sales_order SET status = 'confirmed' WHERE id = {day.quote}",
        f"UPDATE sales.order_line SET delivered = quantity WHERE order_id = {day.order}",
        f"UPDATE sales.delivery SET status = 'posted' WHERE id = {day.picking}",
        f"UPDATE sales.delivery_line SET quantity = 1000 WHERE delivery_id = {day.picking}",
        f"UPDATE warehouse.purchase_order SET status = 'received' WHERE id = {day.purchase_order}",
        f"UPDATE warehouse.purchase_order_line SET received = 7 WHERE purchase_order_id = {day.purchase_order}",
        "UPDATE stock.level SET on_hand = on_hand + 1",
        "UPDATE stock.cost SET value = 0",
        "DELETE FROM stock.reservation",
        "UPDATE ledger.period SET locked_areas = '{}'",
        "UPDATE company.number_series SET next_number = 1",
        "UPDATE ledger.series SET next_number = 1",
    ]
    assert attacker.unrefused(attacks) == {}


def test_nobody_without_the_right_settles_or_matches(fortress: Office, day: BusyDay, attacker: Attacker) -> None:
    company, owed = (
        fortress.company_id,
        "SELECT line_id FROM ledger.open_item WHERE document_kind = 'customer_{}' LIMIT 1",
    )
    pair = {
        "debit_line": fortress.value(owed.format("invoice")),
        "credit_line": fortress.value(owed.format("credit")),
        "amount": "1.00",
    }
    settlement = fortress.value("SELECT min(id) FROM ledger.settlement")
    request = uuid4()
    doors = {
        "ledger.settle": f"'{json.dumps([pair])}', '2026-03-31'",
        "ledger.unsettle": f"{settlement}, 'Wrong'",
        "finance.match_bank_transaction": f"{day.unmatched}, '[]'",
        "finance.unmatch_bank_transaction": f"{day.transaction}, '2026-03-31'",
        "finance.post_invoice": f"{day.draft}",
        "ledger.reverse": f"{day.voucher}, '2026-03-31'",
        "sales.post_delivery": f"{day.picking}",
        "sales.cancel_order": f"{day.order}",
        "warehouse.cancel_purchase_order": f"{day.purchase_order}",
    }
    attacks = [
        f"SELECT {door}('{request}', {company}, {arguments})"
        for door, arguments in doors.items()
        if attacker.role not in FUNCTION_GRANTS[door]
    ]
    if attacker.role != Role.ACCOUNTANT:
        attacks.append(f"SELECT ledger.lock_period({company}, 1, 'all')")
    assert attacker.unrefused(attacks) == {}


def test_pickers_pick_no_more_than_the_list_says(fortress: Office, day: BusyDay) -> None:
    """The one column a picker writes goes no further than the door lets it."""
    worker = Attacker(fortress, Role.WAREHOUSE_WORKER)
    worker.connection.execute("UPDATE sales.delivery_line SET picked = 1000 WHERE delivery_id = %s", (day.picking,))
    came = worker.outcome("SELECT sales.post_delivery(%s, %s, %s)", (uuid4(), fortress.company_id, day.picking))
    worker.close()
    assert came == "KOR00 delivery.over_picked"


def test_the_day_was_a_good_one(fortress: Office, day: BusyDay) -> None:
    """The rows under attack hold together: otherwise the attacks would prove little."""
    assert day.voucher
    assert fortress.owner().execute("SELECT * FROM ledger.verify(%s)", (fortress.company_id,)).fetchall() == []


def _other_values(office: Office, table: str) -> list[tuple[str, str]]:
    """Each column that may stand in SET, with an expression for another value than it has."""
    changes = {
        "b": "NOT coalesce({0}, false)",
        "n": "coalesce({0}, 0) + 1",
        "d": "coalesce({0}, now()) + interval '1 day'",
        "s": "left('x' || coalesce({0}, ''), greatest(length({0}), 1))",
        "a": "ARRAY['x']",
    }
    rows = office.owner().execute(
        "SELECT a.attname, t.typcategory, format_type(a.atttypid, NULL)"
        " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
        " WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = ''"
        " AND a.attgenerated = ''",
        (table,),
    )
    found = []
    for column, category, kind in rows:
        pattern = changes.get(category.lower(), f"'{{{{}}}}'::{kind}" if kind == "jsonb" else "NULL")
        found.append((column, f"({pattern.format(column)})::{kind}"))
    return found
