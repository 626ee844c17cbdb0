"""What was booked by an allocation stays as it is and stays explained, for somebody with psql too."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.database.rights import Role
from models.finance.allocations.arranging import delete_rule, propose_rule, read_rule, save_rule
from models.finance.allocations.keys import Target, delete_version, read_key, save_key
from models.finance.allocations.running import (
    allocate,
    read_run,
    take_back,
)
from models.finance.dimensions import (
    DimensionRule,
    save_dimension_rule,
)
from tests.support.allocating import FEBRUARY, JANUARY, book, by_centre, key, rule, run
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

D = Decimal


def test_what_was_booked_by_a_key_cannot_be_said_anew(house: Office) -> None:
    book(house, "5010", "1000")
    made = key(house, ("100", "1"), ("200", "1"))
    rule(house, made)
    run(house)
    accountant = house.session("accountant")
    changed = replace(made, targets=(Target("100", weight=D(9)),))
    for draft in (changed, replace(changed, valid_from=date(2026, 1, 31))):
        with pytest.raises(Invalid, match=r"allocation\.key_booked"):
            accountant.run(save_key, key=draft)
    with pytest.raises(Invalid, match=r"allocation\.key_used"):
        accountant.run(
            save_key, key=replace(changed, valid_from=FEBRUARY, dimension=6, targets=(Target("P1", weight=D(1)),))
        )
    renamed = accountant.run(save_key, key=replace(made, title="Yta i kvadratmeter"))
    assert (renamed.title, renamed.targets) == ("Yta i kvadratmeter", made.targets)
    with pytest.raises(Invalid, match=r"allocation\.key_booked"):
        accountant.run(delete_version, key_id=made.id, valid_from=JANUARY)
    accountant.run(take_back, run_id=1)
    changed = accountant.run(save_key, key=replace(changed, version=renamed.version))
    assert changed.targets == (Target("100", weight=D(9)),)


def test_a_run_says_by_which_terms_it_was_booked_whatever_the_rule_says_now(house: Office) -> None:
    book(house, "5010", "1000")
    made = rule(house, key(house, ("100", "1"), ("200", "4")))
    run(house)
    accountant = house.session("accountant")
    accountant.run(save_rule, rule=replace(made, title="Annat", from_account="6000", to_account="6999"))
    with pytest.raises(Rejected, match=r"allocation\.rule_used"):
        accountant.run(delete_rule, rule_id=made.id, version=2)
    told = house.session("auditor").read(read_run, run_id=1)
    assert (told.terms["title"], told.terms["from_account"], told.key_code) == ("Hyra", "5010", "YTA")
    assert (told.amount, told.weight, told.valid_from, told.voucher) == (D(1000), D(5), JANUARY, "A2")
    assert [(part.named, part.weight, part.amount) for part in told.put] == [
        ("100 Avdelning 100", D(1), D(200)),
        ("200 Avdelning 200", D(4), D(800)),
    ]
    assert house.session("auditor").read(read_rule, rule_id=made.id).title == "Annat"


def test_a_voucher_of_an_allocation_is_not_reversed_by_hand(house: Office) -> None:
    book(house, "5010", "1000")
    rule(house, key(house, ("100", "1")))
    entry = run(house).posted[0].id
    with pytest.raises(psycopg.Error, match=r"ledger\.has_document"):
        house.sql("accountant").execute(
            "SELECT ledger.reverse(gen_random_uuid(), %s, %s, '2026-02-01')", (house.company_id, entry)
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": " "}, "unnamed"),
        ({"valid_from": None}, "no_day"),
        ({"targets": ()}, "no_targets"),
        ({"targets": (Target("100", weight=D(1)), Target("100", weight=D(2)))}, "twice"),
        ({"targets": (Target("999", weight=D(1)),)}, "unknown_target"),
        ({"targets": (Target(account="5010", weight=D(1)),)}, "unknown_target"),
        ({"targets": (Target("100", "1930", D(1)),)}, "wrong_account"),
        ({"kind": "balance", "dimension": None}, "no_dimension"),
        ({"kind": "balance"}, "measured_accounts"),
        ({"kind": "balance", "from_account": "7000", "to_account": "6000"}, "range"),
    ],
)
def test_a_key_says_what_is_wrong_with_it(house: Office, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=rf"allocation\.{code}"):
        key(house, ("100", "1"), **changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "unnamed"),
        ({"from_account": ""}, "no_source"),
        ({"to_account": "4000"}, "range"),
        ({"key_id": None}, "no_key"),
        ({"starts_on": None}, "no_day"),
        ({"credit_account": "1930"}, "wrong_account"),
        ({"target_account": "1510"}, "wrong_account"),
        ({"series": "B"}, "wrong_series"),
        ({"source_code": "999"}, "unknown_target"),
    ],
)
def test_a_rule_says_what_is_wrong_with_it(house: Office, changes: dict[str, Any], code: str) -> None:
    made = rule(house, key(house, ("100", "1")))
    with pytest.raises(Invalid, match=rf"allocation\.{code}"):
        house.session("accountant").run(save_rule, rule=replace(made, **changes))


def test_keys_and_rules_are_changed_by_one_at_a_time(house: Office) -> None:
    by = key(house, ("100", "1"))
    made = rule(house, by)
    accountant = house.session("accountant")
    accountant.run(save_key, key=replace(by, title="Nytt"))
    accountant.run(save_rule, rule=replace(made, title="Nytt"))
    with pytest.raises(Conflict):
        accountant.run(save_key, key=replace(by, title="Annat"))
    with pytest.raises(Conflict):
        accountant.run(save_rule, rule=replace(made, title="Annat"))
    with pytest.raises(Invalid, match=r"allocation\.code_taken"):
        key(house, ("100", "1"))
    assert accountant.read(propose_rule).position == 20
    accountant.run(delete_rule, rule_id=made.id, version=2)
    accountant.run(delete_version, key_id=by.id, valid_from=JANUARY)
    with pytest.raises(Invalid):
        accountant.read(read_key, key_id=by.id)


def test_of_four_who_book_a_month_at_once_one_does(house: Office) -> None:
    book(house, "5010", "1000")
    rule(house, key(house, ("100", "1")))
    statement = "SELECT jsonb_array_length(ledger.allocate(gen_random_uuid(), %s, '2026-01-01', NULL) -> 'posted')"
    connections = [house.sql("accountant") for _ in range(4)]

    def post(sql: psycopg.Connection[Any]) -> int:
        row = sql.execute(statement, (house.company_id,)).fetchone()
        assert row
        return int(row[0])

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(post, connections)) == [0, 0, 0, 1]
    assert by_centre(house, "5010") == {"100": D(1000)}


def test_a_request_sent_twice_is_booked_once(house: Office) -> None:
    book(house, "5010", "1000")
    rule(house, key(house, ("100", "1")))
    sql = house.sql("accountant")
    request = "SELECT ledger.allocate('7b0d1c1e-0000-4000-8000-000000000001', %s, '2026-01-01', NULL)::text"
    assert sql.execute(request, (house.company_id,)).fetchone() == sql.execute(request, (house.company_id,)).fetchone()


@pytest.fixture
def attacker(house: Office) -> Iterator[Attacker]:
    """An accountant with psql, in books where a rule was run."""
    book(house, "5010", "1000")
    rule(house, key(house, ("100", "1")))
    run(house)
    made = Attacker(house, Role.ACCOUNTANT)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("UPDATE ledger.allocation_run SET amount = 1", NO_RIGHT),
        ("DELETE FROM ledger.allocation_run", NO_RIGHT),
        ("UPDATE ledger.allocation_run_line SET amount = 1", NO_RIGHT),
        (
            (
                "INSERT INTO ledger.allocation_run (company_id, rule_id, key_id, version_id, month, amount, terms)"
                " VALUES (1, 1, 1, 1, '2026-02-01', 1, '{}')"
            ),
            NO_RIGHT,
        ),
        ("UPDATE ledger.allocation_target SET weight = 2", "allocation.key_booked"),
        ("DELETE FROM ledger.allocation_target", "allocation.key_booked"),
        (
            (
                "INSERT INTO ledger.allocation_target (company_id, version_id, position, code, weight)"
                " SELECT company_id, id, 9, '200', 1 FROM ledger.allocation_version"
            ),
            "allocation.key_booked",
        ),
        ("UPDATE ledger.allocation_version SET valid_from = '2026-06-01'", "allocation.key_booked"),
        ("DELETE FROM ledger.allocation_key", "allocation.key_used"),
        ("UPDATE ledger.allocation_key SET dimension = 6", "allocation.key_used"),
        ("DELETE FROM ledger.allocation_rule", "allocation.rule_used"),
        ("UPDATE ledger.allocation_rule SET credit_account = '1930'", "allocation.wrong_account"),
        ("SELECT ledger.keep_runs(1, '2026-01-01', '{}', 1)", NO_RIGHT),
        ("SELECT ledger.post_runs(1, '{1}', 1, NULL)", NO_RIGHT),
        ("SELECT ledger.allocate(gen_random_uuid(), 1, '2026-01-01', 1)", "allocation.already_run"),
        ("SELECT ledger.allocate(gen_random_uuid(), 1, NULL, 1)", "allocation.no_month"),
        ("SELECT ledger.allocate(gen_random_uuid(), 1, '2026-01-01', 77)", "record.not_found"),
        ("SELECT ledger.take_allocation_back(gen_random_uuid(), 1, 77, NULL, '')", "record.not_found"),
    ],
)
def test_the_books_of_an_allocation_stay_as_they_are(attacker: Attacker, statement: str, refused: str) -> None:
    outcome = attacker.outcome(statement)
    assert refused in outcome
    assert not outcome.startswith("done")


def test_lines_by_hand_do_not_pass_for_those_of_an_allocation(house: Office) -> None:
    house.session("accountant").run(save_dimension_rule, rule=DimensionRule(1, "5000", "5999", "required"))
    line = '{"account": "5010", "amount": 1, "as_it_stands": true}, {"account": "1930", "amount": -1}'
    entry = f'[{{"date": "2026-01-15", "series": "A", "source_kind": "allocation", "lines": [{line}]}}]'
    with pytest.raises(psycopg.Error, match=r"ledger\.dimension_missing"):
        house.sql("accountant").execute("SELECT ledger.post(NULL, %s, %s)", (house.company_id, entry))


def test_a_clerk_books_nothing_and_changes_nothing(house: Office) -> None:
    by = key(house, ("100", "1"))
    made = rule(house, by)
    clerk = house.session("finance_clerk")
    for operation, arguments in (
        (allocate, {"month": JANUARY}),
        (take_back, {"run_id": 1}),
        (save_key, {"key": by}),
        (save_rule, {"rule": made}),
    ):
        with pytest.raises(Denied):
            clerk.run(operation, **arguments)
    with pytest.raises(psycopg.Error, match=r"company\.not_allowed|permission denied"):
        house.sql("finance_clerk").execute("SELECT ledger.allocate(NULL, 1, '2026-01-01', NULL)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        house.sql("finance_clerk").execute("UPDATE ledger.allocation_rule SET active = false")
