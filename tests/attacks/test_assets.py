"""Fixed assets under attack: what they cost is written by the doors alone, and a month is depreciated once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from models.finance.assets.register import AssetDraft, add_assets
from tests.attacks.test_vouchers import refusal
from tests.support.office import Office

RUN = "SELECT finance.depreciate(%s, %s, '2026-03-01', '')"


@pytest.fixture
def asset(office: Office) -> int:
    """Equipment of 60 000,00 for five years."""
    key = office.value("SELECT id FROM finance.asset_group WHERE code = 'INV'")
    draft = AssetDraft("Lathe", key, date(2026, 1, 10), Decimal("60000.00"))
    added: int = office.session("accountant").run(add_assets, assets=(draft,))[0].id
    return added


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO finance.asset_event (company_id, asset_id, kind) VALUES (1, 1, 'acquisition')",
        "UPDATE finance.asset_event SET depreciation = 0",
        "DELETE FROM finance.asset_event",
        "UPDATE finance.asset SET disposed_on = '2026-01-01'",
        "UPDATE finance.asset SET group_id = 1",
        "UPDATE finance.asset SET taken_over_to = '2030-01-01'",
        "INSERT INTO finance.asset (company_id, number, name) VALUES (1, 'X', 'X')",
        "DELETE FROM finance.asset",
        "SELECT finance.append_asset_entry(1, '2026-01-01', '', 'asset', 1, 1, '[]', 1, NULL)",
        "SELECT * FROM finance.open_asset(1, 1, '2026-01-01')",
        "SELECT finance.check_source_lines(1, '{}')",
    ],
)
def test_not_even_an_accountant_writes_past_the_doors(office: Office, asset: int, statement: str) -> None:
    assert asset
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("accountant").execute(statement)


@pytest.mark.parametrize("role", ["finance_clerk", "auditor", "seller", "administrator"])
def test_who_may_not_post_gets_through_no_door(office: Office, asset: int, role: str) -> None:
    assert asset
    for call in (
        RUN,
        "SELECT finance.add_assets(%s, %s, '[]')",
        "SELECT finance.undo_asset_entry(%s, %s, 1, '2026-01-01', '')",
    ):
        with pytest.raises(psycopg.Error) as caught:
            office.sql(role).execute(call, (uuid4(), office.company_id))
        assert (
            isinstance(caught.value, psycopg.errors.InsufficientPrivilege) or refusal(caught) == "company.not_allowed"
        )


def test_a_depreciation_voucher_is_not_reversed_past_the_register(office: Office, asset: int) -> None:
    accountant = office.sql("accountant")
    assert asset
    posted = _row(accountant.execute(RUN, (uuid4(), office.company_id)))
    with pytest.raises(psycopg.Error) as caught:
        accountant.execute(
            "SELECT ledger.reverse(%s, %s, %s, '2026-03-31')", (uuid4(), office.company_id, posted["id"])
        )
    assert refusal(caught) == "ledger.has_document"


def test_a_request_sent_twice_posts_once(office: Office, asset: int) -> None:
    accountant, request = office.sql("accountant"), uuid4()
    assert asset
    answers = [_row(accountant.execute(RUN, (request, office.company_id))) for _ in range(2)]
    assert answers[0] == answers[1]
    assert office.value("SELECT count(*) FROM finance.asset_event WHERE kind = 'depreciation'") == 3


def test_of_two_runs_at_once_one_posts_and_the_other_finds_nothing_due(office: Office, asset: int) -> None:
    assert asset
    first, second = office.sql("accountant", autocommit=False), office.sql("accountant")
    assert _row(first.execute(RUN, (uuid4(), office.company_id)))["count"] == 3
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second.execute, RUN, (uuid4(), office.company_id))
        while not office.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
            pass
        first.commit()
        with pytest.raises(psycopg.Error) as caught:
            other.result(timeout=10)
    assert refusal(caught) == "asset.nothing_due"
    assert office.value("SELECT sum(depreciation) FROM finance.asset_event") == 3000


def test_a_locked_period_takes_no_depreciation(office: Office, asset: int) -> None:
    accountant = office.sql("accountant")
    assert asset
    period = office.value("SELECT id FROM ledger.period WHERE starts_on = '2026-03-01'")
    accountant.execute("SELECT ledger.lock_period(%s, %s, 'general')", (office.company_id, period))
    with pytest.raises(psycopg.Error) as caught:
        accountant.execute(RUN, (uuid4(), office.company_id))
    assert refusal(caught) == "ledger.period_locked"
    assert office.value("SELECT count FROM finance.check_depreciation(%s, %s)", office.company_id, period) == 3


def _row(cursor: psycopg.Cursor[Any]) -> Any:
    row = cursor.fetchone()
    assert row
    return row[0]


def test_who_moves_an_asset_by_hand_is_noted_and_cannot_take_the_note_away(office: Office, asset: int) -> None:
    accountant = office.sql("accountant")
    accountant.execute("UPDATE finance.asset SET place = 'Home' WHERE id = %s", (asset,))
    noted = "SELECT count(*) FROM finance.asset_event WHERE asset_id = %s AND kind = 'transfer' AND made_by IS NOT NULL"
    assert office.value(noted, asset) == 1
    for statement in (
        "DELETE FROM finance.asset_event WHERE kind = 'transfer'",
        "UPDATE finance.asset_event SET text = '' WHERE kind = 'transfer'",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            accountant.execute(statement.encode())
