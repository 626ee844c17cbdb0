"""Filing VAT under attack: it waits for postings under way, shuts later ones out, happens once, and stays as filed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.attacks.test_two_at_once import _wait_until_blocked as wait_until_blocked
from tests.attacks.test_vouchers import post, refusal, voucher
from tests.support.office import Office

_FILE = "SELECT finance.file_vat_return(%s, %s, '2026-01-01')"
_SALE = [
    {"account": "1930", "amount": "125.00"},
    {"account": "3001", "amount": "-100.00", "tax_code": "S25"},
    {"account": "2611", "amount": "-25.00", "tax_code": "S25"},
]


def sale() -> dict[str, Any]:
    """A sale for cash in March 2026: 100,00 and 25,00 in tax."""
    return voucher("2026-03-05", lines=_SALE)


def file(connection: psycopg.Connection[Any], company: int) -> dict[str, Any]:
    """What filing the first quarter answers."""
    row = connection.execute(_FILE, (uuid4(), company)).fetchone()
    assert row
    answer: dict[str, Any] = row[0]
    return answer


def test_filing_waits_for_the_posting_under_way_and_counts_it(office: Office) -> None:
    poster, filer = office.sql("accountant", autocommit=False), office.sql("accountant")
    post(poster, office.company_id, sale())
    with ThreadPoolExecutor(1) as pool:
        filing = pool.submit(file, filer, office.company_id)
        wait_until_blocked(office, filer)
        poster.commit()
        assert filing.result(timeout=10)["payable"] == "25"


def test_posting_waits_for_the_filing_and_is_then_refused(office: Office) -> None:
    poster, filer = office.sql("accountant"), office.sql("accountant", autocommit=False)
    file(filer, office.company_id)
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(post, poster, office.company_id, sale())
        wait_until_blocked(office, poster)
        filer.commit()
        with pytest.raises(psycopg.Error) as caught:
            posting.result(timeout=10)
    assert refusal(caught) == "vat.filed"


def test_a_period_is_filed_once(office: Office) -> None:
    first, second = office.sql("accountant", autocommit=False), office.sql("accountant")
    file(first, office.company_id)
    with ThreadPoolExecutor(1) as pool:
        filing = pool.submit(file, second, office.company_id)
        wait_until_blocked(office, second)
        first.commit()
        with pytest.raises(psycopg.Error) as caught:
            filing.result(timeout=10)
    assert refusal(caught) == "vat.already_filed"
    assert office.value("SELECT count(*) FROM finance.vat_return") == 1


def test_the_same_request_files_once_and_answers_the_same(office: Office) -> None:
    connection, request = office.sql("accountant"), uuid4()
    answers = [connection.execute(_FILE, (request, office.company_id)).fetchone() for _ in range(2)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance.vat_return SET payable = 0",
        "UPDATE finance.vat_return SET reopened_at = now()",
        "DELETE FROM finance.vat_return",
        "UPDATE finance.vat_return_box SET whole = 0",
        "INSERT INTO finance.vat_return_box (company_id, return_id, box, exact, whole) VALUES (1, 1, '05', 1, 1)",
        "SELECT finance.book_settlement(1, 1, '2026-03-31', 1, NULL)",
    ],
)
def test_what_is_filed_stays_as_it_is(office: Office, statement: str) -> None:
    connection = office.sql("accountant")
    file(connection, office.company_id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize("role", ["auditor", "finance_clerk", "administrator"])
def test_only_an_accountant_files(office: Office, role: str) -> None:
    with pytest.raises(psycopg.Error) as caught:
        file(office.sql(role), office.company_id)
    assert caught.value.sqlstate in {"42501", "KOD00"}


def test_a_voucher_does_not_pretend_to_be_a_settlement(office: Office) -> None:
    connection = office.sql("accountant")
    file(connection, office.company_id)
    with pytest.raises(psycopg.Error) as caught:
        post(connection, office.company_id, {**sale(), "source_kind": "vat_return"})
    assert refusal(caught) == "vat.filed"


def test_the_settlement_is_not_reversed_by_hand(office: Office) -> None:
    connection = office.sql("accountant")
    post(connection, office.company_id, sale())
    row = connection.execute(
        "SELECT finance.file_vat_return(%s, %s, '2026-01-01', '2026-03-31') -> 'entry_id'", (uuid4(), office.company_id)
    ).fetchone()
    assert row
    with pytest.raises(psycopg.Error) as caught:
        connection.execute("SELECT ledger.reverse(%s, %s, %s, '2026-04-01')", (uuid4(), office.company_id, row[0]))
    assert refusal(caught) == "ledger.has_document"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE finance.tax_rate SET percent = 20 WHERE tax_code = 'S25'", "tax.rate_used"),
        ("UPDATE finance.tax_rate SET account = '2621' WHERE tax_code = 'S25'", "tax.rate_used"),
        ("UPDATE finance.tax_code SET account = '2621' WHERE code = 'S25'", "tax.code_used"),
        ("UPDATE finance.tax_code SET direction = 'in' WHERE code = 'S25'", "tax.code_used"),
    ],
)
def test_what_tax_was_computed_by_stays(office: Office, statement: str, code: str) -> None:
    connection = office.sql("accountant")
    post(connection, office.company_id, sale())
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(statement.encode())
    assert refusal(caught) == code


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance.tax_scheme SET frequency = 'month'",
        "DELETE FROM finance.tax_scheme",
        (
            "INSERT INTO finance.tax_scheme (company_id, valid_from, frequency, method, settlement_account)"
            " VALUES (1, '2026-02-01', 'month', 'invoice', '2650')"
        ),
    ],
)
def test_how_vat_is_returned_stays_for_what_is_filed(office: Office, statement: str) -> None:
    connection = office.sql("accountant")
    file(connection, office.company_id)
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(statement.encode())
    assert refusal(caught) == "vat.scheme_of_filed"


def test_a_rate_of_the_past_is_ended_and_an_unused_one_corrected(office: Office) -> None:
    connection = office.sql("accountant")
    post(connection, office.company_id, sale())
    connection.execute("UPDATE finance.tax_rate SET valid_to = '2027-12-31' WHERE tax_code = 'S25'")
    connection.execute("UPDATE finance.tax_rate SET percent = 5 WHERE tax_code = 'S6'")


def test_a_payment_does_not_bring_tax_into_a_filed_period_of_the_cash_method(office: Office) -> None:
    connection = office.sql("accountant")
    connection.execute("UPDATE finance.tax_scheme SET method = 'cash'")
    party = office.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer)"
        " VALUES ('K', 'K', 'organisation', true) RETURNING id"
    )
    owed = {"account": "1510", "amount": "100.00", "party_id": party}
    paid = {"account": "1510", "amount": "-100.00", "party_id": party}
    for line, other in ((owed, "3001"), (paid, "1930")):
        against = {"account": other, "amount": "-100.00" if line is owed else "100.00"}
        post(connection, office.company_id, voucher(lines=[line, against]))
    file(connection, office.company_id)
    settle = "SELECT ledger.settle(%s, %s, (SELECT jsonb_build_array(jsonb_build_object('debit_line', min(line_id),"
    settle += " 'credit_line', max(line_id), 'amount', 100)) FROM ledger.open_item), %s)"
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(settle.encode(), (uuid4(), office.company_id, "2026-03-05"))
    assert refusal(caught) == "vat.filed_payment"
    connection.execute(settle.encode(), (uuid4(), office.company_id, "2026-04-05"))
