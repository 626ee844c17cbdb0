"""Budgets under attack: nobody goes past a stop unseen, alone or two at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from models.database.errors import Invalid
from models.database.rights import Role
from models.finance.spending.asking import allow_spending
from tests.attacks.test_two_at_once import _wait_until_blocked
from tests.attacks.test_vouchers import post, refusal, voucher
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office
from tests.support.spending import bill, budget_of, events, figures, order, rule_of, spend
from tests.support.trade import furnish, refused

D = Decimal


def test_nobody_writes_what_was_allowed_or_passed_and_only_two_roles_make_rules(office: Office) -> None:
    rule_of(office)
    for role in Role:
        attacker = Attacker(office, role)
        tries = [
            "INSERT INTO ledger.spending_override (subject, amount, reason) VALUES ('voucher', 1, 'x')",
            "UPDATE ledger.spending_override SET amount = 1e9",
            "DELETE FROM ledger.spending_event",
            "INSERT INTO ledger.spending_event (company_id, rule_id, subject) VALUES (1, 1, 'voucher')",
            "SELECT ledger.use_override(1, 'voucher', NULL, 1)",
            "TRUNCATE ledger.spending_rule CASCADE",
        ]
        if role not in (Role.ACCOUNTANT, Role.ADMINISTRATOR):
            tries += [
                "UPDATE ledger.spending_rule SET active = false",
                "INSERT INTO ledger.spending_rule (company_id, from_account, to_account) VALUES (1, '1', '2')",
                "SELECT ledger.allow_spending(gen_random_uuid(), 1, 'voucher', NULL, 1, 'x')",
            ]
        assert attacker.unrefused(tries) == {}, role
        attacker.close()


def test_a_voucher_is_let_past_once_by_who_posts_it_and_soon(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office)
    accountant = office.session("accountant")
    office.session("administrator").run(allow_spending, subject="voucher", amount=D(500), reason="Not theirs to post")
    with refused("spending.over"):
        spend(office, "1300")
    accountant.run(allow_spending, subject="voucher", amount=D(100), reason="Flytt")
    office.owner().execute("UPDATE ledger.spending_override SET allowed_at = now() - interval '2 hours'")
    with refused("spending.over"):
        spend(office, "1300")
    accountant.run(allow_spending, subject="voucher", amount=D(100), reason="Flytt")
    spend(office, "1300")
    assert events(office) == [("5010", D(1300), D(100), "allowed", "A1", "Flytt")]
    with refused("spending.over"):
        spend(office, "1")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"reason": " "}, "spending.no_reason"),
        ({"amount": D(0)}, "spending.wrong_amount"),
        ({"amount": D("0.001")}, "spending.wrong_amount"),
        ({"subject_id": 1}, "spending.no_document"),
        ({"subject": "supplier_invoice", "subject_id": 999}, "spending.no_document"),
        ({"subject": "entry"}, "spending.no_document"),
    ],
)
def test_what_is_let_past_has_a_reason_an_amount_and_a_draft(
    office: Office, arguments: dict[str, Any], code: str
) -> None:
    given: dict[str, Any] = {"subject": "voucher", "amount": D(1), "reason": "Because"} | arguments
    with refused(code, Invalid):
        office.session("accountant").run(allow_spending, **given)


def test_what_has_left_the_bank_and_what_repeats_is_told_of_and_what_values_is_not_asked(office: Office) -> None:
    kinds = ["voucher", "between", "supplier_invoice", "recurring", "bank_transaction", "depreciation", "allocation"]
    entries = [{"source_kind": kind, "source_id": 7} for kind in [*kinds, "supplier_credit", "purchase_order"]]
    entries += [{"source_kind": "voucher", "kind": kind} for kind in ("reversal", "opening", "closing", "adjustment")]
    found = (
        office.owner()
        .execute("SELECT n, subject, refusable FROM ledger.spending_subjects(%s) WHERE asked", [json.dumps(entries)])
        .fetchall()
    )
    assert found == [
        (1, "voucher", True),
        (2, "voucher", True),
        (3, "supplier_invoice", True),
        (4, "recurring", False),
        (5, "bank_transaction", False),
    ]


def test_of_two_at_the_limit_exactly_one_gets_through(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office)
    spend(office, "200")
    first, second = (office.sql("accountant", autocommit=False) for _ in range(2))
    post(first, office.company_id, voucher())  # 1 000, the rest
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(post, second, office.company_id, voucher())
        _wait_until_blocked(office, second)
        first.commit()
        with pytest.raises(psycopg.Error) as caught:
            other.result(timeout=10)
    assert refusal(caught) == "spending.over"
    assert figures(office, "5010") == (D(1200), D(1200), D(0), D(0))


def test_an_order_and_a_bill_at_the_limit_wait_for_each_other(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000")
    order_id, other_bill = order(trade, "10", "100"), bill(office, trade.customer, "300", "4000")
    buyer, clerk = office.sql("buyer", autocommit=False), office.sql("finance_clerk", autocommit=False)
    buyer.execute("SELECT warehouse.place_purchase_order(gen_random_uuid(), 1, %s)", [order_id])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(clerk.execute, "SELECT finance.post_invoice(gen_random_uuid(), 1, %s)", [other_bill])
        _wait_until_blocked(office, clerk)
        buyer.commit()
        with pytest.raises(psycopg.Error) as caught:
            waiting.result(timeout=10)
    assert refusal(caught) == "spending.over"


def test_a_transaction_that_would_not_see_the_other_is_refused(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office)
    connection = office.sql("accountant", autocommit=False)
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    with pytest.raises(psycopg.Error) as caught:
        post(connection, office.company_id, voucher())
    assert refusal(caught) == "spending.isolation"


def test_no_right_is_the_refusal_of_the_right(office: Office) -> None:
    attacker = Attacker(office, Role.SELLER)
    assert attacker.outcome("SELECT * FROM ledger.ask_spending(1, '[]')").startswith(NO_RIGHT)
    attacker.close()
