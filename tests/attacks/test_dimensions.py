"""What a rule of dimensions asks stands in the way of every door, whoever calls it and however."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from models.finance.invoicing import save_invoice
from models.finance.posting import post_vouchers
from tests.models.finance.test_corrections import rent
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.invoices import invoice
from tests.support.office import Office

BARE = [{"account": "5010", "amount": "10"}, {"account": "1930", "amount": "-10"}]


@pytest.fixture
def ruled(office: Office) -> Office:
    """Income and rent need a cost centre; 100 is one, OLD was one."""
    office.owner().execute(
        "INSERT INTO ledger.dimension (company_id, number, name) VALUES (%(c)s, 1, 'Cost centre');"
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name, active)"
        " VALUES (%(c)s, 1, '100', 'Shop', true), (%(c)s, 1, 'OLD', 'Closed', false);".replace(
            "%(c)s", str(office.company_id)
        ).encode()
    )
    return office


def demand(office: Office) -> None:
    for account in ("3001", "5010"):
        office.owner().execute(
            "INSERT INTO ledger.dimension_rule (company_id, dimension, from_account, to_account, requirement)"
            " VALUES (%s, 1, %s, %s, 'required')",
            (office.company_id, account, account),
        )


def voucher(lines: list[dict[str, Any]] = BARE, **changes: Any) -> dict[str, Any]:
    return {"date": "2026-03-05", "series": "A", "lines": lines, **changes}


def refused(office: Office, statement: str, *parameters: object) -> str | None:
    """The code by which the accountant's statement is refused."""
    with pytest.raises(psycopg.Error) as caught:
        office.sql("accountant").execute(statement.encode(), parameters)
    return caught.value.diag.message_primary


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": "opening"},
        {"kind": "closing", "source_kind": "year_end"},
        {"source_kind": "import", "origin": "imported"},
        {"lines": [BARE[0] | {"dimension_set": 1}, BARE[1]]},
        {"lines": [BARE[0] | {"dimensions": {}}, BARE[1]]},
    ],
    ids=str,
)
def test_no_voucher_passes_the_rule_by_calling_itself_something_else(ruled: Office, changes: dict[str, Any]) -> None:
    demand(ruled)
    code = refused(ruled, "SELECT ledger.post(%s, %s, %s)", uuid4(), ruled.company_id, json.dumps([voucher(**changes)]))
    assert code == "ledger.dimension_missing"
    assert ruled.value("SELECT count(*) FROM ledger.entry") == 0


def test_neither_a_reversal_of_its_own_making_nor_a_closed_or_unknown_value_passes(ruled: Office) -> None:
    demand(ruled)
    for changes, expected in (
        ({"kind": "reversal"}, "ledger.series_of_documents"),
        ({"lines": [BARE[0] | {"dimensions": {"1": "OLD"}}, BARE[1]]}, "ledger.dimension_closed"),
        ({"lines": [BARE[0] | {"dimensions": {"1": "nowhere"}}, BARE[1]]}, "ledger.unknown_dimension"),
    ):
        document = json.dumps([voucher(**changes)])
        assert refused(ruled, "SELECT ledger.post(%s, %s, %s)", uuid4(), ruled.company_id, document) == expected


def test_a_correction_heeds_the_rule_and_leaves_the_original(ruled: Office) -> None:
    posted = ruled.session("accountant").run(post_vouchers, vouchers=[rent()])[0]
    demand(ruled)
    code = refused(
        ruled,
        "SELECT ledger.correct(%s, %s, %s, '2026-03-05', '', %s)",
        uuid4(),
        ruled.company_id,
        posted.id,
        json.dumps(voucher()),
    )
    assert code == "ledger.dimension_missing"
    assert ruled.value("SELECT count(*) FROM ledger.entry") == 1


def test_an_invoice_heeds_the_rule_at_each_of_its_doors(ruled: Office) -> None:
    demand(ruled)
    party = ruled.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Kund AB', 'organisation', true)"
        " RETURNING id"
    )
    draft = invoice(party)
    saved = ruled.session("accountant").run(save_invoice, invoice=draft)
    one = "SELECT finance.post_invoice(%s, %s, %s)"
    assert refused(ruled, one, uuid4(), ruled.company_id, saved.id) == "ledger.dimension_missing"
    many = "SELECT finance.post_invoices(%s, %s, ARRAY[%s]::bigint[])"
    assert refused(ruled, many, uuid4(), ruled.company_id, saved.id) == "ledger.dimension_missing"
    line = {"description": "Work", "quantity": 1, "unit_price": 100, "account": "3001", "tax_code": "S25"}
    new = {"kind": draft.kind, "party_id": party, "invoice_date": "2026-03-05", "lines": [line]}
    door = "SELECT finance.create_and_post_invoice(%s, %s, %s)"
    assert refused(ruled, door, uuid4(), ruled.company_id, json.dumps(new)) == "ledger.dimension_missing"
    assert ruled.value("SELECT count(*) FROM finance.invoice WHERE number IS NOT NULL") == 0


def test_a_draft_that_names_the_combination_of_another_company_is_not_posted(ruled: Office) -> None:
    party = ruled.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer) VALUES ('K1', 'Kund AB', 'organisation', true)"
        " RETURNING id"
    )
    saved = ruled.session("accountant").run(save_invoice, invoice=invoice(party))
    ruled.sql("accountant").execute("UPDATE finance.invoice_line SET dimension_set = 4711")
    code = refused(ruled, "SELECT finance.post_invoice(%s, %s, %s)", uuid4(), ruled.company_id, saved.id)
    assert code == "ledger.unknown_dimension"


def test_what_was_taken_over_is_exempt(ruled: Office) -> None:
    demand(ruled)
    document = json.dumps([voucher(number=7)])
    ruled.sql("accountant").execute(
        "SELECT ledger.import_entries(%s, %s, ARRAY[%s::jsonb])", (uuid4(), ruled.company_id, document)
    )
    assert ruled.value("SELECT count(*) FROM ledger.entry WHERE origin = 'imported'") == 1


def test_combinations_are_made_by_doors_and_rules_by_who_keeps_the_accounts(
    attacker: Attacker, fortress: Office
) -> None:
    company = fortress.company_id
    attacks = [
        f"INSERT INTO ledger.dimension_set (company_id, key, values) VALUES ({company}, '1=X', '{{\"1\": \"X\"}}')",
        "UPDATE ledger.dimension_set SET values = '{}'",
        f'SELECT ledger.keep_dimensions({company}, \'[{{"1": "nowhere"}}]\')',
        f"SELECT ledger.keep_dimensions({company + 1}, '[]')",
        f'SELECT ledger.dimension_sets({company}, \'[{{"1": "X"}}]\')',
        "SELECT ledger.with_dimension_rules(1, '[]', '{}', true)",
    ]
    assert attacker.unrefused(attacks, allowed=(NO_RIGHT, "KOI00", "KOD00")) == {}


def test_what_lines_stand_on_keeps_its_meaning(ruled: Office) -> None:
    ruled.session("accountant").run(post_vouchers, vouchers=[rent()])
    for change, code in (
        ("UPDATE ledger.account SET kind = 'asset' WHERE number = '5010'", "account.used"),
        ("UPDATE ledger.account SET open_items = true WHERE number = '5010'", "account.used"),
        ("UPDATE ledger.dimension_value SET code = '900' WHERE code = '100'", "dimension.code_stays"),
    ):
        assert refused(ruled, change) == code
    accountant = ruled.sql("accountant")
    accountant.execute("UPDATE ledger.account SET open_items = true, kind = 'asset' WHERE number = '5020'")
    accountant.execute("UPDATE ledger.account SET active = false WHERE number = '5010'")
