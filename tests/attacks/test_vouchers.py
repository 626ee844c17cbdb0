"""The books under attack: what is unbalanced, late, foreign or already posted stays out, and what is in stays."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from models.database.rights import FUNCTION_GRANTS, Role
from tests.support.office import Office


def voucher(date: str = "2026-03-05", series: str = "A", **changes: Any) -> dict[str, Any]:
    """Rent 1 000,00 paid from the bank."""
    lines = [{"account": "5010", "amount": "1000.00"}, {"account": "1930", "amount": "-1000.00"}]
    return {"date": date, "series": series, "text": "Rent", "lines": lines, **changes}


def post(connection: psycopg.Connection[Any], company: int, *vouchers: dict[str, Any], request: object = None) -> Any:
    """What ledger.post answers."""
    row = connection.execute(
        "SELECT ledger.post(%s, %s, %s::jsonb)", (request or uuid4(), company, json.dumps(vouchers))
    ).fetchone()
    assert row
    return row[0]


def refusal(caught: pytest.ExceptionInfo[psycopg.Error]) -> str | None:
    """The stable code of a refusal."""
    return caught.value.diag.message_primary


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"lines": [{"account": "5010", "amount": "1"}, {"account": "1930", "amount": "-2"}]}, "ledger.unbalanced"),
        (
            {"lines": [{"account": "5010", "amount": "0.005"}, {"account": "1930", "amount": "-0.005"}]},
            "ledger.bad_amount",
        ),
        (
            {"lines": [{"account": "9999", "amount": "1"}, {"account": "1930", "amount": "-1"}]},
            "ledger.unknown_account",
        ),
        ({"lines": [{"account": "1510", "amount": "1"}, {"account": "1930", "amount": "-1"}]}, "ledger.party_missing"),
        ({"lines": []}, "ledger.empty"),
        ({"date": "2031-01-01"}, "ledger.no_period"),
        ({"series": "B"}, "ledger.series_of_documents"),
        ({"series": "ZZ"}, "ledger.unknown_series"),
        ({"date": None}, "ledger.no_date"),
    ],
)
def test_a_wrong_voucher_is_refused_by_its_code(office: Office, wrong: dict[str, Any], code: str) -> None:
    connection = office.sql("accountant")
    with pytest.raises(psycopg.Error) as caught:
        post(connection, office.company_id, voucher(**wrong))
    assert refusal(caught) == code
    assert connection.execute("SELECT count(*) FROM ledger.entry").fetchone() == (0,)


def test_one_wrong_voucher_of_many_keeps_all_out(office: Office) -> None:
    connection = office.sql("accountant")
    with pytest.raises(psycopg.Error):
        post(connection, office.company_id, voucher(), voucher(date="2031-01-01"))
    assert connection.execute("SELECT count(*) FROM ledger.entry").fetchone() == (0,)
    assert post(connection, office.company_id, voucher())[0]["number"] == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in FUNCTION_GRANTS["ledger.post"]])
def test_only_accountants_post_vouchers(office: Office, role: Role) -> None:
    with pytest.raises(psycopg.Error) as caught:
        post(office.sql(role), office.company_id, voucher())
    assert caught.value.sqlstate == "42501"


def test_nobody_posts_into_a_company_that_is_not_theirs(office: Office) -> None:
    owner = office.owner()
    row = owner.execute("SELECT company.create_company('Other AB', 'SE', 'SEK')").fetchone()
    assert row
    with pytest.raises(psycopg.Error) as caught:
        post(office.sql("accountant"), row[0], voucher())
    assert refusal(caught) == "company.not_allowed"


def test_a_locked_period_takes_nothing_and_says_which_date(office: Office) -> None:
    connection = office.sql("accountant")
    row = connection.execute("SELECT id FROM ledger.period WHERE starts_on = '2026-03-01'").fetchone()
    assert row
    connection.execute("SELECT ledger.lock_period(%s, %s, 'general')", (office.company_id, row[0]))
    with pytest.raises(psycopg.Error) as caught:
        post(connection, office.company_id, voucher())
    assert refusal(caught) == "ledger.period_locked"
    assert json.loads(caught.value.diag.message_detail or "")["date"] == "2026-03-05"


def test_the_same_request_answers_the_same_and_another_content_is_refused(office: Office) -> None:
    connection = office.sql("accountant")
    request = uuid4()
    first = post(connection, office.company_id, voucher(), request=request)
    assert post(connection, office.company_id, voucher(), request=request) == first
    assert connection.execute("SELECT count(*) FROM ledger.entry").fetchone() == (1,)
    with pytest.raises(psycopg.Error) as caught:
        post(connection, office.company_id, voucher(text="Something else"), request=request)
    assert refusal(caught) == "database.request_reused"


def test_a_voucher_cannot_pretend_to_come_from_a_document(office: Office) -> None:
    connection = office.sql("accountant")
    post(connection, office.company_id, voucher(source_kind="customer_invoice", source_id=1, reverses_id=1))
    row = connection.execute("SELECT source_kind, source_id, reverses_id FROM ledger.entry").fetchone()
    assert row == ("voucher", None, None)


def test_two_doors_in_one_transaction_are_refused(office: Office) -> None:
    connection = office.sql("accountant", autocommit=False)
    post(connection, office.company_id, voucher())
    with pytest.raises(psycopg.Error) as caught:
        post(connection, office.company_id, voucher())
    assert refusal(caught) == "database.second_door"


def test_even_the_owner_cannot_change_or_remove_what_is_posted(office: Office) -> None:
    post(office.sql("accountant"), office.company_id, voucher())
    owner = office.owner()
    for attack in (
        "UPDATE ledger.line SET amount = 1",
        "UPDATE ledger.entry SET text = 'x'",
        "DELETE FROM ledger.line",
        "DELETE FROM ledger.entry",
        "TRUNCATE ledger.line CASCADE",
    ):
        with pytest.raises(psycopg.Error) as caught:
            owner.execute(attack)
        assert refusal(caught) == "ledger.append_only", attack


def test_even_the_owner_cannot_add_lines_that_do_not_balance(office: Office) -> None:
    post(office.sql("accountant"), office.company_id, voucher())
    with pytest.raises(psycopg.Error) as caught:
        office.owner().execute(
            "INSERT INTO ledger.line (company_id, entry_id, position, entry_date, fiscal_year_id, account, amount,"
            " currency, amount_currency) SELECT company_id, id, 9, entry_date, fiscal_year_id, '5010', 1, 'SEK', 1"
            " FROM ledger.entry"
        )
    assert refusal(caught) == "ledger.unbalanced"


def test_a_reversal_mirrors_every_line_once(office: Office) -> None:
    connection = office.sql("accountant")
    posted = post(connection, office.company_id, voucher())[0]["id"]
    reverse = "SELECT ledger.reverse(%s, %s, %s, '2026-04-01', 'Wrong month')"
    connection.execute(reverse, (uuid4(), office.company_id, posted))
    sums = connection.execute("SELECT account, sum(amount) FROM ledger.line GROUP BY account").fetchall()
    assert all(amount == 0 for _, amount in sums)
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(reverse, (uuid4(), office.company_id, posted))
    assert refusal(caught) == "ledger.already_reversed"
