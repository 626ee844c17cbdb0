"""Open items by psql: nobody writes them past their doors, and the rules hold for whoever calls these."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from models.database.rights import Permission, Role
from models.database.rights.permissions import held
from models.finance.settling import ItemGroup, settle_items
from tests.support.attacker import Attacker
from tests.support.office import Office
from tests.support.settling import CLEARING, OTHER, clearing_account, line


@pytest.fixture
def act(office: Office) -> int:
    """An act that settled 10 on a clearing account."""
    clearing_account(office)
    lines = (line(office, "10.00"), line(office, "-10.00"))
    (settled,) = office.session("accountant").run(settle_items, groups=[ItemGroup(lines)])
    return settled.id


@pytest.fixture(params=list(Role))
def attacker(office: Office, act: int, request: pytest.FixtureRequest) -> Iterator[Attacker]:
    del act
    somebody = Attacker(office, request.param)
    yield somebody
    somebody.close()


def test_nobody_writes_acts_items_or_their_undoing_by_hand(attacker: Attacker) -> None:
    attacks = [
        "INSERT INTO ledger.settling (account) VALUES ('1630')",
        "UPDATE ledger.settling SET undone_reason = 'x'",
        "DELETE FROM ledger.settling",
        "UPDATE ledger.settlement SET undone_at = NULL",
        "UPDATE ledger.open_item SET remaining = 0",
        "SELECT ledger.carry_settled(1, '{1}', 1)",
        "SELECT ledger.undo_settlings(1, '{1}', 1, '', NULL)",
        "SELECT ledger.bring_in(1, '1630', '2026-04-01', 1, NULL)",
    ]
    assert attacker.unrefused(attacks) == {}


def test_only_who_may_settles_and_switches(office: Office, act: int, attacker: Attacker) -> None:
    company = office.company_id
    doors = {
        f"SELECT ledger.unsettle_items(gen_random_uuid(), {company}, '[{act}]', 'Wrong')": Permission.FINANCE_SETTLE,
        f"SELECT ledger.keep_open_items(gen_random_uuid(), {company}, '2440')": Permission.FINANCE_ACCOUNTS,
        f"SELECT ledger.end_open_items(gen_random_uuid(), {company}, '{CLEARING}')": Permission.FINANCE_ACCOUNTS,
    }
    for statement, permission in doors.items():
        refused = attacker.outcome(statement).startswith("42501")
        assert refused == (attacker.role not in held(permission)), (attacker.role, statement)


def refusal(office: Office, statement: str) -> str:
    """What the accountant is told by the database itself."""
    with pytest.raises(psycopg.Error) as caught:
        office.sql("accountant").execute(statement.encode())
    return str(caught.value.diag.message_primary)


def test_an_account_with_lines_is_not_switched_past_the_door(office: Office, act: int) -> None:
    del act
    for change in (
        f"open_items = false, open_items_from = NULL WHERE number = '{CLEARING}'",
        f"open_items = true WHERE number = '{OTHER}'",
        f"open_items_from = '2026-05-01' WHERE number = '{CLEARING}'",
    ):
        assert refusal(office, f"UPDATE ledger.account SET {change}") == "account.used"


def test_a_settlement_of_a_closed_month_is_not_taken_back_by_any_door(office: Office, act: int) -> None:
    office.owner().execute("UPDATE ledger.period SET locked_areas = '{all}' WHERE starts_on <= '2026-03-01'")
    taken_back = f"SELECT ledger.unsettle_items(gen_random_uuid(), {office.company_id}, '[{act}]', 'Wrong')"
    assert refusal(office, taken_back) == "ledger.period_locked"


def test_small_differences_are_booked_to_results_alone(office: Office, act: int) -> None:
    del act
    terms = (
        "INSERT INTO ledger.settling_terms (company_id, difference_account, difference_limit)"
        f" VALUES ({office.company_id}, '1930', 1)"
    )
    assert refusal(office, terms) == "ledger.difference_account"


def test_who_keeps_open_items_waits_for_a_posting_under_way(office: Office) -> None:
    """A line that is on its way is an item afterwards: the switch does not slip past it."""
    clearing_account(office)
    line(office, "10.00")
    account = "2890"
    office.owner().execute(
        "INSERT INTO ledger.account (company_id, number, name, kind) VALUES (%s, %s, 'Debt', 'liability')"
        " ON CONFLICT DO NOTHING",
        (office.company_id, account),
    )
    poster, switcher = office.sql("accountant", autocommit=False), office.sql("accountant")
    lines = f'[{{"account": "{account}", "amount": -5}}, {{"account": "{OTHER}", "amount": 5}}]'
    poster.execute(
        "SELECT ledger.post(gen_random_uuid(), %s, jsonb_build_array(jsonb_build_object("
        "'date', %s::text, 'series', 'A', 'lines', %s::jsonb)))",
        (office.company_id, date(2026, 3, 5).isoformat(), lines),
    )
    switcher.execute("SET lock_timeout = '1s'")
    keep = f"SELECT ledger.keep_open_items(gen_random_uuid(), {office.company_id}, '{account}')"
    with pytest.raises(psycopg.Error) as caught:
        switcher.execute(keep.encode())
    assert caught.value.sqlstate == "55P03"
    poster.commit()
    switcher.execute(keep.encode())
    assert office.value("SELECT remaining FROM ledger.open_item WHERE account = %s", account) == -5
