"""The end of a year under attack: rows nobody writes, two who close at once, a voucher on its way while it closes."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from models.database.rights import Role
from tests.attacks.test_two_at_once import _wait_until_blocked
from tests.attacks.test_vouchers import refusal
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

CLOSE = "SELECT ledger.close_year(gen_random_uuid(), %s, %s, '8999', '2099', 'Årets resultat')"
ADJUST = "SELECT ledger.post(gen_random_uuid(), %s, %s::jsonb)"


@pytest.fixture
def year(office: Office) -> int:
    """2026 with every month locked and the adjustment period open."""
    sql = office.sql("accountant")
    for (period,) in sql.execute("SELECT id FROM ledger.period ORDER BY starts_on").fetchall():
        sql.execute("SELECT ledger.close_periods(%s, %s)", (office.company_id, period))
    key: int = office.value("SELECT id FROM ledger.fiscal_year")
    sql.execute("SELECT ledger.open_adjustment_period(%s, %s)", (office.company_id, key))
    return key


def adjustment(**more: object) -> str:
    lines = [{"account": "6530", "amount": "100.00"}, {"account": "2990", "amount": "-100.00"}]
    return json.dumps([{"date": "2026-12-31", "series": "A", "kind": "adjustment", "lines": lines, **more}])


@pytest.mark.parametrize("role", Role)
def test_nobody_writes_year_ends_by_hand(office: Office, year: int, role: Role) -> None:
    attacker = Attacker(office, role)
    for statement in (
        (
            "INSERT INTO ledger.year_end (company_id, fiscal_year_id, result, equity_account, closed_by)"
            " VALUES (1, 1, 0, '', 1)"
        ),
        "UPDATE ledger.year_end SET result = 0",
        "DELETE FROM ledger.year_end",
        "UPDATE ledger.result_disposal SET dividend = 1",
        "DELETE FROM ledger.result_disposal",
    ):
        assert attacker.outcome(statement).startswith(NO_RIGHT)
    if role is not Role.ACCOUNTANT:
        assert not attacker.outcome(CLOSE, (office.company_id, year)).startswith("done")
    attacker.close()


def test_two_who_close_at_once_make_one_closing_voucher(office: Office, year: int) -> None:
    first, second = office.sql("accountant", autocommit=False), office.sql("accountant")
    office.sql("accountant").execute(ADJUST, (office.company_id, adjustment()))
    first.execute(CLOSE, (office.company_id, year))
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(second.execute, CLOSE, (office.company_id, year))
        _wait_until_blocked(office, second)
        first.commit()
        with pytest.raises(psycopg.Error) as caught:
            closing.result(timeout=10)
    assert refusal(caught) == "year_end.closed"
    assert office.value("SELECT count(*) FROM ledger.entry WHERE kind = 'closing'") == 1


def test_closing_waits_for_the_voucher_on_its_way_and_counts_it(office: Office, year: int) -> None:
    poster, closer = office.sql("accountant", autocommit=False), office.sql("accountant")
    poster.execute(ADJUST, (office.company_id, adjustment()))
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(closer.execute, CLOSE, (office.company_id, year))
        _wait_until_blocked(office, closer)
        poster.commit()
        closing.result(timeout=10)
    assert office.value("SELECT result FROM ledger.year_end") == -100
    with pytest.raises(psycopg.Error) as caught:
        office.sql("accountant").execute(ADJUST, (office.company_id, adjustment()))
    assert refusal(caught) == "ledger.period_locked"


def test_a_voucher_does_not_choose_the_adjustment_period_by_itself(office: Office, year: int) -> None:
    with pytest.raises(psycopg.Error) as caught:
        office.sql("accountant").execute(
            ADJUST, (office.company_id, adjustment(kind="regular", period_kind="adjustment"))
        )
    assert refusal(caught) == "ledger.period_locked"


def test_a_closed_year_gets_no_new_period_to_post_in(office: Office, year: int) -> None:
    office.owner().execute("DELETE FROM ledger.period WHERE kind = 'adjustment'")
    sql = office.sql("accountant")
    office.owner().execute(
        "INSERT INTO ledger.year_end (company_id, fiscal_year_id, result, equity_account, closed_by)"
        " SELECT %s, %s, 0, '2099', min(id) FROM company.app_user",
        (office.company_id, year),
    )
    with pytest.raises(psycopg.Error) as caught:
        sql.execute(
            "INSERT INTO ledger.period (company_id, fiscal_year_id, kind, starts_on, ends_on)"
            " VALUES (%s, %s, 'adjustment', '2026-12-31', '2026-12-31')",
            (office.company_id, year),
        )
    assert refusal(caught) == "year_end.closed"
