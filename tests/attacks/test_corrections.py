"""Corrections under attack: two at once, twice the same, of what is not one's own, and by who may not post."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from models.finance.posting import post_vouchers
from tests.attacks.test_vouchers import refusal, voucher
from tests.models.finance.test_corrections import rent
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

DOOR = "SELECT ledger.correct(%s, %s, %s, '2026-03-05', 'A1 Rent', %s)"


def correct(connection: psycopg.Connection[Any], company: int, entry: int, request: UUID, **changes: Any) -> Any:
    """What ledger.correct answers."""
    row = connection.execute(DOOR, (request, company, entry, json.dumps(voucher(**changes)))).fetchone()
    assert row
    return row[0]


@pytest.fixture
def wrong(office: Office) -> int:
    """The key of a posted voucher."""
    return office.session("accountant").run(post_vouchers, vouchers=[rent()])[0].id


def test_of_two_who_correct_the_same_voucher_one_does_and_the_other_is_told(office: Office, wrong: int) -> None:
    start = Barrier(2)

    def work(connection: psycopg.Connection[Any]) -> str:
        start.wait(10)
        try:
            correct(connection, office.company_id, wrong, uuid4())
        except psycopg.Error as error:
            return str(error.diag.message_primary)
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(work, [office.sql("accountant") for _ in range(2)]))
    assert outcomes == ["done", "ledger.already_reversed"]
    assert office.value("SELECT count(*) FROM ledger.entry") == 3


def test_the_same_request_corrects_once_and_another_under_its_number_is_refused(office: Office, wrong: int) -> None:
    connection, request = office.sql("accountant"), uuid4()
    first = correct(connection, office.company_id, wrong, request)
    assert correct(connection, office.company_id, wrong, request) == first
    assert office.value("SELECT count(*) FROM ledger.entry") == 3
    with pytest.raises(psycopg.Error) as caught:
        correct(connection, office.company_id, wrong, request, text="Another")
    assert refusal(caught) == "database.request_reused"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reverses_id": 1, "source_kind": "customer_invoice", "source_id": 7, "corrects_id": 0}, None),
        ({"kind": "reversal"}, "ledger.series_of_documents"),
        ({"lines": []}, "ledger.empty"),
        ({"lines": [{"account": "5010", "amount": "1"}, {"account": "1930", "amount": "-2"}]}, "ledger.unbalanced"),
        ({"date": "2031-01-01"}, "ledger.no_period"),
    ],
)
def test_what_stands_in_the_place_cannot_pretend_to_be_something_else(
    office: Office, wrong: int, changes: dict[str, Any], code: str | None
) -> None:
    connection = office.sql("accountant")
    if code is None:
        made = correct(connection, office.company_id, wrong, uuid4(), **changes)
        row = connection.execute(
            "SELECT source_kind, source_id, reverses_id, corrects_id FROM ledger.entry WHERE id = %s", (made[1]["id"],)
        ).fetchone()
        assert row == ("voucher", None, None, wrong)
        return
    with pytest.raises(psycopg.Error) as caught:
        correct(connection, office.company_id, wrong, uuid4(), **changes)
    assert refusal(caught) == code
    assert office.value("SELECT count(*) FROM ledger.entry") == 1


def test_only_who_posts_vouchers_corrects_them_and_only_in_their_company(attacker: Attacker, fortress: Office) -> None:
    document = json.dumps(voucher()).replace("'", "''")
    attacks = [
        f"SELECT ledger.correct(gen_random_uuid(), {company}, 999999, '2026-03-05', '', '{document}')"
        for company in (fortress.company_id, fortress.company_id + 1)
    ]
    assert attacker.unrefused(attacks, allowed=(NO_RIGHT, "KOD00", "KOI00")) == {}
