"""A voucher between companies is booked in both or in neither, by whoever may post in both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from models.company.founding import Founding, found_first_company
from models.database.errors import Denied, Invalid, Rejected
from models.finance.groups.between import BetweenDraft, post_between, reverse_between
from models.finance.posting import reverse_voucher
from models.finance.verification import verify
from tests.support.office import Office

D = Decimal
DAY = date(2026, 3, 2)
DRAFT = BetweenDraft(None, DAY, "Lån", D(1100), "1320", "1930", "1930", "2360")


@pytest.fixture
def sister(office: Office) -> int:
    """A company in euro that the accountant belongs to; a euro costs 11 kronor."""
    with office.database.connect() as connection:
        company = found_first_company(connection, Founding("Helsinki Puu Oy", date(2026, 1, 1), currency="EUR"))
        connection.execute("SELECT company.grant_company('accountant', %s)", (company,))
    office.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-01-01', 11, 'test')"
    )
    return company


def vouchers(office: Office) -> int:
    count: int = office.value("SELECT count(*) FROM ledger.entry")
    return count


def test_both_are_booked_and_know_each_other(office: Office, sister: int) -> None:
    posted = office.session("accountant").run(post_between, draft=replace(DRAFT, sister_id=sister))
    lines = office.owner().execute("SELECT company_id, account, amount FROM ledger.line ORDER BY company_id, position")
    assert lines.fetchall() == [
        (office.company_id, "1320", D(1100)),
        (office.company_id, "1930", D(-1100)),
        (sister, "1930", D(100)),
        (sister, "2360", D(-100)),
    ]
    links = office.owner().execute(
        "SELECT entry_id, sister_entry_id FROM finance.intercompany_voucher ORDER BY entry_id = %s DESC",
        (posted.own.id,),
    )
    assert links.fetchall() == [(posted.own.id, posted.other.id), (posted.other.id, posted.own.id)]
    named = office.sql("accountant").execute(
        "SELECT voucher, sister, sister_voucher FROM reporting.intercompany_vouchers WHERE company_id = %s", (sister,)
    )
    assert named.fetchall() == [("A1", "Björkens Bygg AB", "A1")]


@pytest.mark.parametrize(("account", "other"), [("9", "2360"), ("1320", "9")])
def test_what_one_company_refuses_is_booked_in_neither(office: Office, sister: int, account: str, other: str) -> None:
    draft = replace(DRAFT, sister_id=sister, debit_account=account, sister_credit=other)
    with pytest.raises((Invalid, Rejected)):
        office.session("accountant").run(post_between, draft=draft)
    assert vouchers(office) == 0


def test_nobody_books_in_a_company_that_is_not_open_to_them(office: Office, sister: int) -> None:
    office.owner().execute("DELETE FROM company.user_company WHERE company_id = %s", (sister,))
    draft = replace(DRAFT, sister_id=sister, sister_amount=D(100))
    with pytest.raises(Invalid, match=r"group\.not_both"):
        office.session("accountant").run(post_between, draft=draft)
    with pytest.raises(Denied):
        office.session("finance_clerk").run(post_between, draft=draft)
    statement = "SELECT finance.post_between(gen_random_uuid(), %s, %s, '{}', '{}')"
    for companies in ((sister, office.company_id), (office.company_id, office.company_id)):
        with pytest.raises(psycopg.Error, match=r"not_allowed|not_both"):
            office.sql("accountant").execute(statement, companies)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("accountant").execute("DELETE FROM finance.intercompany_voucher")
    assert vouchers(office) == 0


def test_two_who_book_towards_each_other_do_not_lock_up(office: Office, sister: int) -> None:
    entry = (
        '{"date": "2026-03-02", "series": "A", "lines":'
        ' [{"account": "1930", "amount": 5}, {"account": "2360", "amount": -5}]}'
    )
    statement = "SELECT finance.post_between(gen_random_uuid(), %s, %s, %s, %s)"
    pairs = [(office.company_id, sister), (sister, office.company_id)] * 10
    connections = [office.sql("accountant") for _ in range(2)]

    def book(number: int) -> None:
        for pair in pairs[number::2]:
            connections[number].execute(statement, (*pair, entry, entry))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(book, range(2)))
    assert vouchers(office) == 40


def test_a_half_that_the_other_does_not_name_is_found(office: Office, sister: int) -> None:
    session = office.session("accountant")
    session.run(post_between, draft=replace(DRAFT, sister_id=sister))
    assert session.read(verify) == ()
    office.owner().execute("DELETE FROM finance.intercompany_voucher WHERE company_id = %s", (sister,))
    assert [finding.code for finding in session.read(verify)] == ["verify.half_between"]


def test_both_halves_are_taken_back_in_one_act_from_either_side(office: Office, sister: int) -> None:
    session = office.session("accountant")
    posted = session.run(post_between, draft=replace(DRAFT, sister_id=sister))
    undone = session.run(reverse_between, entry_id=posted.own.id, date=date(2026, 3, 31), text="Fel konto")
    sums = office.owner().execute(
        "SELECT company_id, account, sum(amount), count(*) FROM ledger.line GROUP BY 1, 2 ORDER BY 1, 2"
    )
    assert sums.fetchall() == [
        (office.company_id, "1320", 0, 2),
        (office.company_id, "1930", 0, 2),
        (sister, "1930", 0, 2),
        (sister, "2360", 0, 2),
    ]
    reversals = office.owner().execute("SELECT id, reverses_id FROM ledger.entry WHERE kind = 'reversal' ORDER BY id")
    assert set(reversals.fetchall()) == {(undone.own.id, posted.own.id), (undone.other.id, posted.other.id)}
    assert session.read(verify) == ()
    statement = "SELECT finance.reverse_between(gen_random_uuid(), %s, %s, '2026-03-31')"
    with pytest.raises(psycopg.Error, match=r"already_reversed"):
        office.sql("accountant").execute(statement, (sister, posted.other.id))


def test_no_half_is_taken_back_or_corrected_alone(office: Office, sister: int) -> None:
    session = office.session("accountant")
    posted = session.run(post_between, draft=replace(DRAFT, sister_id=sister))
    with pytest.raises(Rejected, match=r"ledger\.has_document"):
        session.run(reverse_voucher, entry_id=posted.own.id, date=DAY)
    alone = (
        ("SELECT ledger.reverse(gen_random_uuid(), %s, %s, '2026-03-02')", (sister, posted.other.id)),
        ("SELECT ledger.correct(gen_random_uuid(), %s, %s, '2026-03-02', '', '{}')", (sister, posted.other.id)),
        ("SELECT ledger.plan_reversal(gen_random_uuid(), %s, %s, '2026-04-01')", (sister, posted.other.id)),
    )
    for statement, arguments in alone:
        with pytest.raises(psycopg.Error, match=r"ledger\.has_document"):
            office.sql("accountant").execute(statement, arguments)
    assert vouchers(office) == 2


@pytest.mark.parametrize("locked", ["here", "there"])
def test_a_month_locked_in_one_company_keeps_both_halves(office: Office, sister: int, locked: str) -> None:
    session = office.session("accountant")
    posted = session.run(post_between, draft=replace(DRAFT, sister_id=sister))
    company = office.company_id if locked == "here" else sister
    office.owner().execute(
        "UPDATE ledger.period SET locked_areas = '{general}' WHERE company_id = %s AND starts_on = '2026-03-01'",
        (company,),
    )
    with pytest.raises(Rejected, match=r"ledger\.period"):
        session.run(reverse_between, entry_id=posted.own.id, date=date(2026, 3, 31))
    assert vouchers(office) == 2
    session.run(reverse_between, entry_id=posted.own.id, date=date(2026, 4, 1))
    assert vouchers(office) == 4


def test_two_at_once_from_both_sides_take_back_once(office: Office, sister: int) -> None:
    session = office.session("accountant")
    connections = [office.sql("accountant") for _ in range(2)]
    statement = "SELECT finance.reverse_between(gen_random_uuid(), %s, %s, '2026-03-31')"

    def undo(number: int, pair: tuple[int, int]) -> str:
        try:
            connections[number].execute(statement, pair)
        except psycopg.Error as error:
            return str(error).partition("already_reversed")[1]
        return "done"

    for attempt in range(1, 6):
        posted = session.run(post_between, draft=replace(DRAFT, sister_id=sister))
        sides = ((office.company_id, posted.own.id), (sister, posted.other.id))
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(undo, range(2), sides)) == ["already_reversed", "done"]
        assert vouchers(office) == 4 * attempt


def test_halves_stay_where_the_other_company_is_not_open_to_whoever_asks(office: Office, sister: int) -> None:
    session = office.session("accountant")
    posted = session.run(post_between, draft=replace(DRAFT, sister_id=sister))
    with pytest.raises(Denied):
        office.session("finance_clerk").run(reverse_between, entry_id=posted.own.id, date=DAY)
    with pytest.raises(Invalid, match=r"group\.not_between"):
        session.run(reverse_between, entry_id=posted.other.id + 1000, date=DAY)
    with pytest.raises(Rejected, match=r"ledger\.reversal_before"):
        session.run(reverse_between, entry_id=posted.own.id, date=date(2026, 3, 1))
    office.owner().execute("DELETE FROM company.user_company WHERE company_id = %s", (sister,))
    with pytest.raises(Rejected, match=r"group\.half_hidden"):
        session.run(reverse_between, entry_id=posted.own.id, date=DAY)
    statement = "SELECT finance.reverse_between(gen_random_uuid(), %s, %s, '2026-03-31')"
    with pytest.raises(psycopg.Error, match=r"not_allowed"):
        office.sql("accountant").execute(statement, (sister, posted.other.id))
    assert vouchers(office) == 2


def test_the_same_request_takes_back_once(office: Office, sister: int) -> None:
    posted = office.session("accountant").run(post_between, draft=replace(DRAFT, sister_id=sister))
    statement = "SELECT finance.reverse_between('5a0bd3f0-0000-4000-8000-000000000001', %s, %s, '2026-03-31')"
    connection = office.sql("accountant")
    answers = [connection.execute(statement, (office.company_id, posted.own.id)).fetchone() for _ in range(2)]
    assert answers[0] == answers[1]
    assert vouchers(office) == 4
