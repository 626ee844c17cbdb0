"""Entries that come by themselves, with figures by hand: each thing is posted once, on its day, and adds up."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.database.rights import Role
from models.finance.accounts import lock_period
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import trial_balance, voucher
from models.finance.schedules.deferring import defer, end_deferral, line_to_defer, plan_of, read_deferral
from models.finance.schedules.due import Posted, due_items, plan_reversal, post_due
from models.finance.schedules.recurring import Recurring, read_recurring, save_recurring
from models.finance.verification import verify
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

D = Decimal


def book(office: Office, on: date, accounts: str, amount: str, text: str = "") -> int:
    debit, credit = accounts.split()
    draft = VoucherDraft(date=on, lines=[VoucherLine(debit, D(amount)), VoucherLine(credit, -D(amount))], text=text)
    return office.session("accountant").run(post_vouchers, vouchers=[draft])[0].id


def line_on(office: Office, account: str) -> int:
    key: int = office.value("SELECT id FROM ledger.line WHERE account = %s ORDER BY id LIMIT 1", account)
    return key


def repeat(office: Office, entry: int, **more: Any) -> Recurring:
    recurring = replace(Recurring(entry, "Hyra", "Hyra {period}", starts_on=date(2026, 2, 1)), **more)
    return office.session("accountant").run(save_recurring, recurring=recurring)


def post(office: Office, to: date) -> Posted:
    return office.session("accountant").run(post_due, to=to)


def balance(office: Office, account: str, on: date) -> Decimal:
    rows = office.session("auditor").read(trial_balance, to_date=on).rows
    return next((row.closing for row in rows if row.account == account), D(0))


def days(office: Office, to: date) -> list[date]:
    return [item.due_on for item in office.session("auditor").read(due_items, to=to)]


def test_rent_comes_on_the_last_of_each_month_with_its_own_text(office: Office) -> None:
    repeat(office, book(office, date(2026, 1, 31), "5010 1930", "5000", "Hyra 2026-01"))
    assert days(office, date(2026, 4, 30)) == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert post(office, date(2026, 4, 30)) == Posted(recurring=3, deferral=0, reversal=0)
    assert balance(office, "5010", date(2026, 4, 30)) == D(20000)
    texts = (
        office.owner().execute("SELECT text FROM ledger.entry WHERE source_kind = 'recurring' ORDER BY id").fetchall()
    )
    assert texts == [("Hyra 2026-02",), ("Hyra 2026-03",), ("Hyra 2026-04",)]
    assert post(office, date(2026, 4, 30)).all == 0
    assert office.session("auditor").read(verify) == ()


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"day": 31}, ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ({"day": 15}, ["2026-02-15", "2026-03-15", "2026-04-15"]),
        ({"every": 3, "day": 1}, ["2026-02-01"]),
        ({"every": 2, "unit": "week"}, ["2026-02-01", "2026-02-15", "2026-03-01", "2026-03-15", "2026-03-29"]),
        ({"ends_on": date(2026, 3, 30)}, ["2026-02-28"]),
        ({"active": False}, []),
    ],
)
def test_the_days_of_a_repetition_follow_its_terms(office: Office, terms: dict[str, Any], expected: list[str]) -> None:
    repeat(office, book(office, date(2026, 1, 31), "5010 1930", "5000"), **terms)
    assert [str(day) for day in days(office, date(2026, 4, 30))][: len(expected) or 9] == expected


def test_an_accrual_is_taken_back_by_itself_on_the_first_of_the_next_month(office: Office) -> None:
    accrual = book(office, date(2026, 1, 31), "6530 2990", "9000", "Upplupet")
    repeat(office, accrual, name="Upplupet", reverses=True)
    office.session("accountant").run(plan_reversal, entry_id=accrual, on=date(2026, 2, 1))
    assert post(office, date(2026, 2, 28)) == Posted(recurring=1, deferral=0, reversal=1)
    assert balance(office, "2990", date(2026, 1, 31)) == D(-9000)
    assert balance(office, "2990", date(2026, 2, 1)) == D(0)
    assert balance(office, "2990", date(2026, 2, 28)) == D(-9000)
    assert days(office, date(2026, 3, 1)) == [date(2026, 3, 1)]
    assert office.session("auditor").read(voucher, entry_id=accrual).reversed_by is not None


def test_a_plan_is_taken_away_and_no_document_is_planned_for(office: Office) -> None:
    entry = book(office, date(2026, 1, 31), "6530 2990", "9000")
    accountant = office.session("accountant")
    with pytest.raises(Invalid, match=r"ledger\.reversal_before"):
        accountant.run(plan_reversal, entry_id=entry, on=date(2026, 1, 31))
    accountant.run(plan_reversal, entry_id=entry, on=date(2026, 2, 1))
    accountant.run(plan_reversal, entry_id=entry, on=None)
    assert days(office, date(2026, 12, 31)) == []


def test_an_insurance_paid_for_a_year_costs_a_twelfth_each_month(office: Office) -> None:
    book(office, date(2026, 1, 10), "6310 1930", "10000", "Försäkring 2026")
    line = line_on(office, "6310")
    offered = office.session("auditor").read(line_to_defer, line_id=line)
    assert (offered.left, offered.cost_account, offered.deferral_account) == (D(10000), "6310", "1790")
    plan = office.session("auditor").read(plan_of, amount=D(10000), first=date(2026, 1, 1), months=12)
    assert [part.amount for part in plan] == [D("833.33")] * 11 + [D("833.37")]
    key = office.session("accountant").run(
        defer,
        line_id=line,
        cost_account="6310",
        deferral_account="1730",
        amount=D(10000),
        first=date(2026, 1, 1),
        months=12,
        text="Försäkring",
    )
    assert balance(office, "1730", date(2026, 1, 10)) == D(10000)
    assert post(office, date(2026, 3, 31)).deferral == 3
    assert balance(office, "6310", date(2026, 3, 31)) == D("2499.99")
    assert office.session("auditor").read(read_deferral, deferral_id=key).remaining == D("7500.01")
    office.session("accountant").run(end_deferral, deferral_id=key, on=date(2026, 4, 15))
    assert balance(office, "6310", date(2026, 4, 15)) == D(10000)
    assert balance(office, "1730", date(2026, 4, 15)) == D(0)
    assert office.session("auditor").read(verify) == ()


def test_income_in_advance_is_spread_by_days(office: Office) -> None:
    book(office, date(2026, 1, 15), "1930 3004", "5900", "Service")
    office.session("accountant").run(
        defer,
        line_id=line_on(office, "3004"),
        cost_account="3004",
        deferral_account="2970",
        amount=D(5900),
        first=date(2026, 1, 1),
        months=2,
        by_days=True,
    )
    post(office, date(2026, 2, 28))
    # 31 and 28 of 59 days at 100 a day.
    assert balance(office, "3004", date(2026, 1, 31)) == D(-3100)
    assert balance(office, "3004", date(2026, 2, 28)) == D(-5900)


def test_what_stands_on_the_balance_sheet_already_is_not_moved(office: Office) -> None:
    book(office, date(2026, 1, 15), "1710 1930", "3000")
    office.session("accountant").run(
        defer,
        line_id=line_on(office, "1710"),
        cost_account="5010",
        deferral_account="1710",
        amount=D(3000),
        first=date(2026, 2, 1),
        months=3,
    )
    assert post(office, date(2026, 4, 30)).deferral == 3
    assert (balance(office, "1710", date(2026, 4, 30)), balance(office, "5010", date(2026, 4, 30))) == (D(0), D(3000))


def test_parts_of_locked_months_go_into_the_first_open_one(office: Office) -> None:
    book(office, date(2026, 3, 2), "6310 1930", "1200")
    for first in ("2026-01-01", "2026-02-01"):
        period = office.value("SELECT id FROM ledger.period WHERE starts_on = %s", first)
        office.session("accountant").run(lock_period, period_id=period, area="general")
    key = office.session("accountant").run(
        defer,
        line_id=line_on(office, "6310"),
        cost_account="6310",
        deferral_account="1790",
        amount=D(1200),
        first=date(2026, 1, 1),
        months=4,
    )
    parts = office.session("auditor").read(read_deferral, deferral_id=key).parts
    assert [str(part.posts_on) for part in parts] == ["2026-03-31", "2026-03-31", "2026-03-31", "2026-04-30"]
    assert post(office, date(2026, 4, 30)).deferral == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": D("10000.01")}, "wrong_amount"),
        ({"amount": D("0.001")}, "wrong_amount"),
        ({"months": 0}, "wrong_months"),
        ({"cost_account": "1930"}, "wrong_account"),
        ({"deferral_account": "1510"}, "wrong_account"),
        ({"cost_account": "5010"}, "other_account"),
        ({"line_id": 0}, "no_line"),
    ],
)
def test_what_cannot_be_spread_is_refused_and_nothing_is_booked(
    office: Office, changes: dict[str, Any], code: str
) -> None:
    book(office, date(2026, 1, 10), "6310 1930", "10000")
    arguments: dict[str, Any] = {
        "line_id": line_on(office, "6310"),
        "cost_account": "6310",
        "deferral_account": "1790",
        "amount": D(10000),
        "first": date(2026, 1, 1),
        "months": 12,
    }
    with pytest.raises(Invalid, match=rf"deferral\.{code}"):
        office.session("accountant").run(defer, **(arguments | changes))
    assert office.value("SELECT count(*) FROM ledger.entry") == 1


def test_a_locked_month_stops_all_that_is_due(office: Office) -> None:
    repeat(office, book(office, date(2026, 1, 31), "5010 1930", "5000"))
    period = office.value("SELECT id FROM ledger.period WHERE starts_on = '2026-03-01'")
    office.session("accountant").run(lock_period, period_id=period, area="general")
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        post(office, date(2026, 4, 30))
    assert office.value("SELECT count(*) FROM ledger.entry") == 1


def test_two_who_post_what_is_due_at_once_post_each_thing_once(office: Office) -> None:
    entry = book(office, date(2026, 1, 31), "6530 2990", "9000")
    repeat(office, entry, reverses=True)
    statement = "SELECT ledger.post_due(gen_random_uuid(), %s, '2026-06-30')"
    connections = [office.sql("accountant") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda sql: sql.execute(statement, (office.company_id,)), connections))
    # February to June, and the reversals of February to May.
    assert office.value("SELECT count(*) FROM ledger.entry") == 1 + 5 + 4


def test_a_repetition_is_changed_by_one_at_a_time_and_says_what_is_wrong(office: Office) -> None:
    made = repeat(office, book(office, date(2026, 1, 31), "5010 1930", "5000"))
    accountant = office.session("accountant")
    assert made.id is not None
    accountant.run(save_recurring, recurring=replace(made, day=15))
    with pytest.raises(Conflict):
        accountant.run(save_recurring, recurring=replace(made, day=20))
    assert accountant.read(read_recurring, recurring_id=made.id).day == 15
    for changes, code in (
        ({"name": " "}, "no_name"),
        ({"starts_on": None}, "no_start"),
        ({"ends_on": date(2025, 1, 1)}, "ends_before"),
        ({"every": 61}, "wrong_interval"),
    ):
        with pytest.raises(Invalid, match=rf"recurring\.{code}"):
            accountant.run(save_recurring, recurring=replace(made, **changes))


@pytest.fixture
def attacker(office: Office) -> Iterator[Attacker]:
    """A clerk with psql."""
    made = Attacker(office, Role.FINANCE_CLERK)
    yield made
    made.close()


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO ledger.recurring (company_id, name, model_id, every, unit, day, starts_on)"
            " VALUES (1, 'x', 1, 1, 'month', 0, '2026-01-01')"
        ),
        "UPDATE ledger.deferral_part SET amount = 1",
        "DELETE FROM ledger.planned_reversal",
        "INSERT INTO ledger.recurring_run (company_id, recurring_id, due_on) VALUES (1, 1, '2026-01-01')",
    ],
)
def test_a_clerk_writes_none_of_it(attacker: Attacker, statement: str) -> None:
    assert attacker.outcome(statement).startswith(NO_RIGHT)


def test_a_clerk_posts_nothing_that_is_due(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("finance_clerk").run(post_due, to=date(2026, 12, 31))
    with pytest.raises(psycopg.Error):
        office.sql("finance_clerk").execute("SELECT ledger.post_due(gen_random_uuid(), 1, '2026-12-31')")
