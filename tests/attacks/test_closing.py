"""Closing under attack: past the order, in another's name, at the same moment, and with `psql` at the tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from models.database.rights import FUNCTION_GRANTS, Role
from models.finance.closing.tasks import begin_close, sign_task
from tests.attacks.test_two_at_once import _wait_until_blocked
from tests.attacks.test_vouchers import post, refusal, voucher
from tests.support.attacker import Attacker
from tests.support.closing import begun, key_of, period_of
from tests.support.office import Office

DOORS = {
    "ledger.lock_period": "{company}, {period}, 'all'",
    "ledger.unlock_period": "{company}, {period}, 'all', 'please'",
    "ledger.close_periods": "{company}, {period}",
    "ledger.freeze_period": "{company}, {period}, '{{all}}', '{{1}}', '2099-01-01'",
    "ledger.thaw_period": "{company}, {period}, 'please'",
    "ledger.begin_close": "gen_random_uuid(), {company}, {period}",
    "ledger.sign_close_task": "gen_random_uuid(), {company}, {task}, ''",
    "ledger.review_close_task": "gen_random_uuid(), {company}, {task}",
    "ledger.unsign_close_task": "gen_random_uuid(), {company}, {task}, 'please'",
    "ledger.assign_close_task": "gen_random_uuid(), {company}, {task}, NULL, NULL",
    "ledger.reconcile": "gen_random_uuid(), {company}, {period}, '1930', 0, '', '[]', true",
    "ledger.review_reconciliation": "gen_random_uuid(), {company}, 1",
    "ledger.undo_reconciliation": "gen_random_uuid(), {company}, 1, 'please'",
    "ledger.run_close_check": "{company}, {period}, 'ledger.suspense'",
    "reporting.close_board": "{company}, {period}",
    "reporting.reconciliations": "{company}, {period}",
    "reporting.changed_since_close": "{company}, {period}",
}


def test_no_role_passes_a_door_that_is_not_its_own(office: Office) -> None:
    task = key_of(begun(office, 1)["numbers"])
    places = {"company": office.company_id, "period": period_of(office, 1), "task": task}
    for role in Role:
        attacker = Attacker(office, role)
        calls = [
            f"SELECT {door}({arguments.format(**places)})"
            for door, arguments in DOORS.items()
            if role not in FUNCTION_GRANTS[door]
        ]
        assert attacker.unrefused(calls) == {}
        attacker.close()


def test_no_door_reaches_into_a_company_of_others(office: Office) -> None:
    other = office.value("SELECT company.create_company('Other AB', 'SE', 'SEK')")
    places = {"company": other, "period": period_of(office, 1), "task": key_of(begun(office, 1)["numbers"])}
    attacker = Attacker(office, Role.ACCOUNTANT)
    calls = [f"SELECT * FROM {door}({arguments.format(**places)})" for door, arguments in DOORS.items()]
    assert attacker.unrefused(calls, allowed=("KOD00",)) == {}
    attacker.close()


def test_an_accountant_writes_no_signature_and_no_history(office: Office) -> None:
    begun(office, 1)
    attacker = Attacker(office, Role.ACCOUNTANT)
    assert (
        attacker.unrefused(
            (
                "UPDATE ledger.close_task SET signed_at = now(), signed_by = 1",
                "DELETE FROM ledger.close_task",
                "INSERT INTO ledger.period_event (company_id, period_id, event) VALUES (1, 1, 'lock')",
                "UPDATE ledger.period_event SET reason = ''",
                "DELETE FROM ledger.period_event",
                "UPDATE ledger.reconciliation SET reviewed_by = 1",
                "UPDATE ledger.period SET locked_areas = '{}', frozen_areas = '{}'",
                "SELECT ledger.close_held(p, 1) FROM ledger.period p",
                "SELECT ledger.found_by_check(1, 1, 'ledger.suspense')",
            )
        )
        == {}
    )
    attacker.close()
    with pytest.raises(psycopg.Error, match=r"ledger\.append_only"):
        office.owner().execute("DELETE FROM ledger.period_event")


def test_two_people_sign_a_task_once(office: Office) -> None:
    task = key_of(begun(office, 1)["draft_sales"])
    sign = "SELECT ledger.sign_close_task(gen_random_uuid(), %s, %s, '')"
    first, second = (office.sql(role, autocommit=False) for role in ("accountant", "finance_clerk"))
    first.execute(sign, (office.company_id, task))
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second.execute, sign, (office.company_id, task))
        _wait_until_blocked(office, second)
        first.commit()
        with pytest.raises(psycopg.Error) as caught:
            other.result(timeout=10)
    assert refusal(caught) == "close.signed"


def test_a_close_waits_for_the_posting_in_it_and_counts_it(office: Office) -> None:
    poster, closer = office.sql("accountant", autocommit=False), office.sql("accountant")
    post(poster, office.company_id, voucher())
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(
            closer.execute, "SELECT ledger.close_periods(%s, %s)", (office.company_id, period_of(office, 3))
        )
        _wait_until_blocked(office, closer)
        poster.commit()
        closing.result(timeout=10)
    totals = office.value("SELECT totals FROM ledger.period_event WHERE event = 'close' ORDER BY id DESC LIMIT 1")
    assert set(totals) == {row[0] for row in office.owner().execute("SELECT account FROM ledger.line")}
    with pytest.raises(psycopg.Error) as caught:
        post(poster, office.company_id, voucher())
    assert refusal(caught) == "ledger.period_locked"


def test_nothing_is_signed_away_while_the_month_closes(office: Office) -> None:
    """A signature taken back at the moment of the close comes too late or stops it, never both."""
    accountant = office.session("accountant")
    tasks = begun(office, 1)
    for task in tasks.values():
        accountant.run(sign_task, task_id=key_of(task))
    closer, other = office.sql("accountant", autocommit=False), office.sql("accountant")
    closer.execute("SELECT ledger.close_periods(%s, %s)", (office.company_id, period_of(office, 1)))
    unsign = "SELECT ledger.unsign_close_task(gen_random_uuid(), %s, %s, 'wrong')"
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(other.execute, unsign, (office.company_id, key_of(tasks["result"])))
        _wait_until_blocked(office, other)
        closer.commit()
        with pytest.raises(psycopg.Error) as caught:
            late.result(timeout=10)
    assert refusal(caught) == "ledger.period_closed"


def test_a_frozen_period_is_frozen_for_psql_too(office: Office) -> None:
    accountant = office.sql("accountant")
    clerk = office.value("SELECT id FROM company.app_user WHERE name = 'financeclerk'")
    accountant.execute(
        "SELECT ledger.freeze_period(%s, %s, '{all}', %s, '2099-01-01')",
        (office.company_id, period_of(office, 3), [clerk]),
    )
    with pytest.raises(psycopg.Error) as caught:
        post(accountant, office.company_id, voucher())
    assert refusal(caught) == "ledger.period_frozen"
    office.session("accountant").run(begin_close, period_id=period_of(office, 3))
    assert office.value("SELECT count(*) FROM ledger.entry") == 0
