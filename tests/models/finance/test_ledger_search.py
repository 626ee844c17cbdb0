"""A filtered general ledger of a long account: indexes find what reading every line finds, page by page, to the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.finance.general_ledger import LedgerFilter, LedgerPage, LedgerRow, general_ledger
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.queries import VOUCHERS
from models.finance.statements.table import StatementOptions, statement_table
from models.finance.verification import verify
from tests.support.office import Office

D = Decimal
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)

#: 2 300 vouchers on 5010, more than are looked through before an index is asked. Number n is booked on day n modulo 300
#: with n kronor; each hundredth names a lift in its own text or its line's, and is of the cost centre 9.
_MANY = """
WITH made AS (
    INSERT INTO ledger.dimension (company_id, number, name) VALUES (%(company)s, 1, 'Cost centre')),
valued AS (
    INSERT INTO ledger.dimension_value (company_id, dimension, code, name) VALUES (%(company)s, 1, '9', 'Nine')
    RETURNING ledger.dimension_sets(%(company)s, '[{"1": "9"}]') AS sets)
SELECT ledger.append(%(company)s, (
    SELECT jsonb_agg(jsonb_build_object('date', date '2026-01-01' + n %% 300, 'series', 'A',
               'text', CASE WHEN n %% 200 = 0 THEN 'Lift repaired' ELSE 'Rent ' || n END,
               'lines', jsonb_build_array(
                   jsonb_build_object('account', '5010', 'amount', n,
                       'text', CASE WHEN n %% 200 = 100 THEN 'The lift again' ELSE '' END,
                       'dimension_set', CASE WHEN n %% 100 = 0 THEN valued.sets[1] ELSE 0 END),
                   jsonb_build_object('account', '1930', 'amount', -n))))
      FROM generate_series(1, 2300) n), 1)
  FROM valued
"""


@pytest.fixture(scope="module")
def long_account(shared_office: Office) -> Office:
    """An account with 2 300 lines."""
    shared_office.owner().execute(_MANY, {"company": shared_office.company_id})
    shared_office.owner().execute("ANALYZE ledger.line, ledger.entry")
    return shared_office


def _pages(office: Office, only: LedgerFilter, *, limit: int = 7) -> Iterator[LedgerPage]:
    after = None
    while True:
        span = {"from_date": FIRST, "to_date": LAST, "after": after, "limit": limit, "only": only}
        page = office.session("auditor").read(general_ledger, account="5010", **span)
        yield page
        after = page.after
        if after is None:
            return


def _found(office: Office, only: LedgerFilter) -> list[LedgerRow]:
    return [row for page in _pages(office, only) for row in page.rows]


@pytest.mark.parametrize(
    ("only", "numbers"),
    [
        (LedgerFilter(text="LIFT"), range(100, 2301, 100)),
        (LedgerFilter(text="lift rep"), range(200, 2301, 200)),
        (LedgerFilter(text="rent 1234"), [1234]),
        (LedgerFilter(text="100%"), []),
        (LedgerFilter(smallest=D(2298)), [2298, 2299]),
        (LedgerFilter(smallest=D(17), largest=D(17)), [17]),
        (LedgerFilter(dimension=1, value="9"), range(100, 2301, 100)),
        (LedgerFilter(dimension=1, value="8"), []),
        (LedgerFilter(dimension=1, value="9", text="again", largest=D(500)), [100, 300, 500]),
        (LedgerFilter(currency="EUR"), []),
    ],
)
def test_few_lines_of_many_are_found_in_the_order_of_their_days(
    long_account: Office, only: LedgerFilter, numbers: range | list[int]
) -> None:
    amounts = sorted(numbers, key=lambda n: (n % 300, n))
    expected = [D(n) for n in amounts] if only.smallest != D(2298) else [D(2298), D(2299), D(2300)]
    assert [row.debit for row in _found(long_account, only)] == expected


def test_lines_without_a_value_are_all_the_others(long_account: Office) -> None:
    found = [row for page in _pages(long_account, LedgerFilter(dimension=1), limit=500) for row in page.rows]
    assert len(found) == 2300 - 23
    assert found[-1].balance == sum(n for n in range(1, 2301) if n % 100)


def test_a_page_of_a_search_is_one_of_the_index_too(long_account: Office) -> None:
    owner = long_account.owner()
    row = owner.execute(
        "SELECT cardinality(search.ledger_candidates(%s, '5010', '%%lift%%', NULL, NULL, NULL)),"
        " cardinality(search.ledger_candidates(%s, '5010', NULL, 17, 17, NULL)),"
        " search.ledger_candidates(%s, '5010', '%%li%%', NULL, NULL, NULL)",
        (long_account.company_id,) * 3,
    ).fetchone()
    assert row == (23, 1, None)


def test_who_may_not_read_the_books_finds_nothing(long_account: Office) -> None:
    days = "'infinity', '-infinity', 0"
    asked = f"SELECT search.ledger_lines(1, '5010', {days}, 10, 'lift', NULL, NULL, NULL, NULL, NULL)"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        long_account.sql("seller").execute(asked)
    assert long_account.sql("auditor").execute(asked.replace("(1,", "(2,")).fetchall() == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        long_account.sql("auditor").execute("SELECT search.ledger_candidates(1, '5010', '%lift%', NULL, NULL, NULL)")


def test_a_statement_of_a_value_within_a_month_is_its_part_of_the_whole(long_account: Office) -> None:
    read = long_account.session("auditor").read
    to = date(2026, 1, 17)
    whole = read(statement_table, code="income", options=StatementOptions(to, accounts=True))
    parts = [
        read(statement_table, code="income", options=StatementOptions(to, dimension=1, value=value, accounts=True))
        for value in ("9", "")
    ]
    rent = [
        next((row.values[0] for row in table.rows if row.code == "5010"), D(0)) or D(0) for table in (whole, *parts)
    ]
    days = [n for n in range(1, 2301) if n % 300 < 17]
    assert [abs(amount) for amount in rent] == [
        sum(days),
        sum(n for n in days if n % 100 == 0),
        sum(n for n in days if n % 100),
    ]
    assert read(verify) == ()


def test_a_lost_total_of_a_day_is_found(office: Office) -> None:
    lines = (VoucherLine("5010", D(1)), VoucherLine("1930", D(-1)))
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(FIRST, lines)])
    office.owner().execute("UPDATE ledger.balance SET debit = debit + 1, credit = credit + 1 WHERE grain = 'T'")
    assert {each.code for each in office.session("auditor").read(verify)} == {"verify.balance_wrong"}


def test_vouchers_are_found_by_text_and_amount_however_old(long_account: Office) -> None:
    read, text = long_account.session("auditor").read, [column.name for column in VOUCHERS.columns].index("text")
    for words, found in (("lift rep", 11), ("rent 1234", 1), ("2 299,00", 1), ("nowhere", 0)):
        rows = read(fetch_page, query=VOUCHERS, request=PageRequest(text=words)).rows
        assert len(rows) == found, words
        assert all(str(row[text])[:4] in {"Lift", "Rent"} for row in rows)
    asked = "SELECT count(*) FROM search.vouchers_saying(%s, %s, 5)"
    for words, count in (("rent", 5), ("lift", 5), ("ren", 5), ("re", 5), ("  ", 0)):
        assert long_account.value(asked, long_account.company_id, words) == count, words
