"""Reports of the books with figures by hand: every figure opens into what makes it up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.company.founding import open_fiscal_year
from models.database.errors import Denied
from models.finance.general_ledger import general_ledger
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers, reverse_voucher
from models.finance.reports import (
    account_balance,
    journal,
    trial_balance,
)
from tests.support.office import Office
from tests.support.statements import by_account

D = Decimal


def book(office: Office, on: date, accounts: str, amount: str, kind: str = "regular") -> int:
    debit, credit = accounts.split()
    draft = VoucherDraft(
        date=on, lines=[VoucherLine(debit, D(amount)), VoucherLine(credit, -D(amount))], kind=kind, text=f"{on}"
    )
    return office.session("accountant").run(post_vouchers, vouchers=[draft])[0].id


@pytest.fixture
def two_years(office: Office) -> Office:
    """2025: share capital 25 000, sales 10 000. 2026: rent 3 000 in January, 500 on 17 March; sales 2 000 in May."""
    office.session("accountant").run(open_fiscal_year, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    book(office, date(2025, 2, 3), "1930 2081", "25000", kind="opening")
    book(office, date(2025, 11, 30), "1930 3004", "10000")
    book(office, date(2026, 1, 31), "5010 1930", "3000")
    book(office, date(2026, 3, 17), "5010 1930", "500")
    book(office, date(2026, 5, 1), "1930 3004", "2000")
    return office


def rows(office: Office, to: date, start: date | None = None) -> dict[str, tuple[Decimal, ...]]:
    balance = office.session("auditor").read(trial_balance, to_date=to, from_date=start)
    assert balance.debit == balance.credit
    return {r.account: (r.opening, r.debit, r.credit, r.closing) for r in balance.rows}


def test_the_balance_sheet_opens_with_everything_and_the_result_with_its_year(two_years: Office) -> None:
    assert rows(two_years, date(2026, 12, 31)) == {
        "1930": (D(35000), D(2000), D(3500), D(33500)),
        "2081": (D(-25000), D(0), D(0), D(-25000)),
        "3004": (D(0), D(0), D(2000), D(-2000)),
        "5010": (D(0), D(3500), D(0), D(3500)),
    }


def test_as_of_the_seventeenth(two_years: Office) -> None:
    assert rows(two_years, date(2026, 3, 16))["5010"] == (D(0), D(3000), D(0), D(3000))
    assert rows(two_years, date(2026, 3, 17))["5010"] == (D(0), D(3500), D(0), D(3500))
    assert rows(two_years, date(2026, 5, 17), date(2026, 3, 17))["5010"] == (D(3000), D(500), D(0), D(3500))


def test_opening_vouchers_count_as_opening(two_years: Office) -> None:
    first = rows(two_years, date(2025, 12, 31))
    assert first["1930"] == (D(25000), D(10000), D(0), D(35000))
    assert first["2081"] == (D(-25000), D(0), D(0), D(-25000))


def test_the_result_of_earlier_years_that_nobody_booked_is_told(two_years: Office) -> None:
    balance = two_years.session("auditor").read(trial_balance, to_date=date(2026, 12, 31))
    assert balance.result == D(-1500)
    assert balance.unbooked_result == D(10000)


def test_statements_read_with_the_sign_of_their_side(two_years: Office) -> None:
    end = date(2026, 12, 31)
    assert by_account(two_years, "income", end) == {"3004": D(2000), "5010": D(-3500)}
    results = {"@result": D(-1500), "@earlier": D(10000)}
    assert by_account(two_years, "balance", end) == {"1930": D(33500), "2081": D(25000), **results}
    opening = by_account(two_years, "balance", end, layout="opening")
    assert opening == {"1930": D(35000), "2081": D(25000), "@result": D(0), "@earlier": D(10000)}


def test_closing_vouchers_leave_the_income_statement_alone(two_years: Office) -> None:
    book(two_years, date(2026, 12, 31), "8999 2099", "100", kind="closing")
    assert by_account(two_years, "income", date(2026, 12, 31)) == {"3004": D(2000), "5010": D(-3500)}
    assert rows(two_years, date(2026, 12, 31))["8999"][3] == D(100)


def test_the_ledger_of_an_account_pages_with_running_balance(two_years: Office) -> None:
    session = two_years.session("auditor")
    span = {"account": "1930", "from_date": date(2026, 1, 1), "to_date": date(2026, 12, 31), "limit": 2}
    first = session.read(general_ledger, **span)
    assert (first.opening, [r.balance for r in first.rows]) == (D(35000), [D(32000), D(31500)])
    second = session.read(general_ledger, **span, after=first.after)
    assert (second.opening, [r.balance for r in second.rows], second.after) == (D(31500), [D(33500)], None)


def test_a_reversed_opening_voucher_stays_out_of_the_movements(two_years: Office) -> None:
    accountant = two_years.session("accountant")
    entry = book(two_years, date(2026, 1, 1), "1930 2081", "7", kind="opening")
    accountant.run(reverse_voucher, entry_id=entry, date=date(2026, 1, 2))
    assert rows(two_years, date(2026, 12, 31))["1930"] == (D(35000), D(2000), D(3500), D(33500))
    page = accountant.read(general_ledger, account="1930", from_date=date(2026, 1, 1), to_date=date(2026, 12, 31))
    assert (page.opening, len(page.rows), page.closing) == (D(35000), 3, D(33500))


def test_the_journal_stands_in_the_order_of_registration(two_years: Office) -> None:
    book(two_years, date(2026, 1, 15), "5010 1930", "1")
    session = two_years.session("auditor")
    entries = session.read(journal, from_date=date(2026, 1, 1), to_date=date(2026, 12, 31))
    assert [e.head.entry_date for e in entries] == [
        date(2026, 1, 31),
        date(2026, 3, 17),
        date(2026, 5, 1),
        date(2026, 1, 15),
    ]
    assert [x.amount for x in entries[0].lines] == [D(3000), D(-3000)]
    rest = session.read(journal, from_date=date(2026, 1, 1), to_date=date(2026, 12, 31), after=entries[2].head.id)
    assert rest == entries[3:]


def test_only_finance_reads_the_books(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("seller").read(trial_balance, to_date=date(2026, 12, 31))
    with pytest.raises(Denied):
        office.session("storekeeper").read(account_balance, account="1930", on=date(2026, 12, 31))


_days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(span=st.tuples(_days, _days).map(sorted))
def test_any_range_equals_the_sum_of_its_lines(many_days: Office, span: list[date]) -> None:
    first, last = span
    found = rows(many_days, last, first)
    expected = many_days.owner().execute(
        "SELECT account, coalesce(sum(amount) FILTER (WHERE entry_date < %(a)s), 0),"
        " coalesce(sum(greatest(amount, 0)) FILTER (WHERE entry_date >= %(a)s), 0),"
        " coalesce(sum(greatest(-amount, 0)) FILTER (WHERE entry_date >= %(a)s), 0), sum(amount)"
        " FROM ledger.line WHERE entry_date <= %(b)s GROUP BY account",
        {"a": first, "b": last},
    )
    assert found == {row[0]: row[1:] for row in expected}


@pytest.fixture
def many_days(office: Office) -> Office:
    """A voucher on every third day of the year."""
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(0, 365, 3)]
    drafts = [
        VoucherDraft(
            date=day,
            lines=[VoucherLine("5010", D(day.toordinal() % 97) + 1), VoucherLine("1930", -D(day.toordinal() % 97) - 1)],
        )
        for day in days
    ]
    office.session("accountant").run(post_vouchers, vouchers=drafts)
    return office
