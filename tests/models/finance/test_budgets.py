"""Budgets: spread to the cent, guarded once approved, copied as versions, and compared with what is booked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.database.rights import Role
from models.finance.budgets.comparing import Compared, Comparison, compare_budget
from models.finance.budgets.planning import (
    ACTUALS,
    COPY,
    Budget,
    BudgetRow,
    Kept,
    approve_budget,
    begin_budget,
    budget_in_force,
    copy_budget,
    create_budget,
    delete_budget,
    last_year_rows,
    months_of,
    read_budget,
    save_budget_lines,
)
from models.finance.budgets.spreading import changed_by, spread_by, spread_evenly
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

D = Decimal
JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
YEAR = months_of(date(2026, 1, 1), date(2026, 12, 31))


def year_of(office: Office, start: str = "2026-01-01") -> int:
    key: int = office.value("SELECT id FROM ledger.fiscal_year WHERE starts_on = %s", start)
    return key


def plan(account: str, amount: str, *months: date, **dimensions: str) -> BudgetRow:
    """The amount in each of the months, or in all of the year."""
    named = {name.removeprefix("d"): value for name, value in dimensions.items()}
    return BudgetRow(account, dict.fromkeys(months or YEAR, D(amount)), named)


def make(office: Office, *rows: BudgetRow, **more: Any) -> Kept:
    arguments: dict[str, Any] = {"fiscal_year_id": year_of(office), "code": "BUDGET", "rows": rows} | more
    return office.session("finance_clerk").run(create_budget, **arguments)


def approve(office: Office, kept: Kept) -> Kept:
    return office.session("accountant").run(approve_budget, budget_id=kept.id, version=kept.version)


def read(office: Office, kept: Kept) -> Budget:
    return office.session("auditor").read(read_budget, budget_id=kept.id)


def book(office: Office, on: date, account: str, amount: str, against: str = "1930", **dimensions: str) -> None:
    values = {name.removeprefix("d"): value for name, value in dimensions.items()}
    lines = [VoucherLine(account, D(amount), dimensions=values), VoucherLine(against, -D(amount))]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=on, lines=lines)])


def cost_centres(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO ledger.dimension (company_id, number, name) VALUES (1, 1, 'Kostnadsställe') ON CONFLICT DO NOTHING"
    )
    office.owner().execute(
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name)"
        " VALUES (1, 1, '100', 'Verkstad'), (1, 1, '200', 'Butik')"
    )


def compare(office: Office, day: date, **more: Any) -> Comparison:
    return office.session("auditor").read(compare_budget, day=day, **more)


def figures(comparison: Comparison, account: str) -> dict[str, Compared]:
    return dict(next(row for row in comparison.rows if row.account == account).spans)


def test_a_hundred_over_twelve_months_leaves_the_rest_to_the_last() -> None:
    assert spread_evenly(D(100), 12) == (D("8.33"),) * 11 + (D("8.37"),)
    assert spread_by(D(100), [D(1), D(1), D(0), D(1), D(0)]) == (D("33.33"), D("33.33"), D(0), D("33.34"), D(0))
    assert spread_by(D(-200), [D(25), D(75)]) == (D(-50), D(-150))
    assert changed_by(D("100.05"), D("-10")) == D("90.05")
    with pytest.raises(ValueError, match="come to nothing"):
        spread_by(D(100), [D(1), D(-1)])


#: Cents as integers and one weight that is something: cheap to draw, and none is thrown away.
weighing = st.tuples(st.lists(st.integers(0, 10**8), max_size=17), st.integers(1, 10**8), st.randoms())


@settings(deadline=None)
@given(st.integers(-(10**14), 10**14), weighing)
def test_whatever_the_weights_the_months_sum_to_the_year(cents: int, drawn: tuple[list[int], int, Random]) -> None:
    others, something, order = drawn
    weights = [D(weight) / 100 for weight in (*others, something)]
    order.shuffle(weights)
    spread = spread_by(D(cents) / 100, weights)
    assert sum(spread) == D(cents) / 100
    assert all(not share for share, weight in zip(spread, weights, strict=True) if not weight)


def test_a_budget_is_kept_by_account_combination_and_month(office: Office) -> None:
    cost_centres(office)
    kept = make(office, plan("5010", "5000"), plan("5010", "200", JANUARY, d1="100"), plan("3001", "-9000.50", MARCH))
    budget = read(office, kept)
    assert [(row.account, row.dimensions, row.total) for row in budget.rows] == [
        ("3001", {}, D("-9000.50")),
        ("5010", {}, D(60000)),
        ("5010", {"1": "100"}, D(200)),
    ]
    assert (budget.head.code, budget.head.version, budget.head.status) == ("BUDGET", 1, "draft")
    assert (len(budget.head.months), budget.rows[0].amounts) == (12, {MARCH: D("-9000.50")})


def test_saving_writes_all_rows_or_only_those_that_are_named(office: Office) -> None:
    kept = make(office, plan("5010", "5000"), plan("6110", "100"))
    clerk = office.session("finance_clerk")
    kept = clerk.run(
        save_budget_lines, budget_id=kept.id, version=kept.version, rows=[plan("5010", "1", MARCH)], whole=False
    )
    assert {row.account: row.total for row in read(office, kept).rows} == {"5010": D(1), "6110": D(1200)}
    rows = [BudgetRow("5010", {JANUARY: D(7), FEBRUARY: D(0)})]
    kept = clerk.run(save_budget_lines, budget_id=kept.id, version=kept.version, rows=rows)
    assert [(row.account, row.amounts) for row in read(office, kept).rows] == [("5010", {JANUARY: D(7)})]
    with pytest.raises(Conflict):
        clerk.run(save_budget_lines, budget_id=kept.id, version=kept.version - 1, rows=rows)
    named: dict[str, Any] = {"rows": [], "whole": False, "title": "Prognos i mars", "kind": "forecast"}
    kept = clerk.run(save_budget_lines, budget_id=kept.id, version=kept.version, **named)
    head = read(office, kept).head
    assert (head.title, head.kind, read(office, kept).rows[0].total) == ("Prognos i mars", "forecast", D(7))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (BudgetRow("9999", {JANUARY: D(1)}), "budget.unknown_account"),
        (BudgetRow("6110", {date(2027, 1, 1): D(1)}), "budget.month_outside"),
        (BudgetRow("6110", {date(2026, 1, 2): D(1)}), "budget.month_outside"),
        (BudgetRow("6110", {JANUARY: D("0.001")}), "budget.wrong_amount"),
        (BudgetRow("5010", {JANUARY: D(1)}), "budget.row_twice"),
        (BudgetRow("6110", {JANUARY: D(1)}, {"1": "none"}), "ledger.unknown_dimension"),
    ],
)
def test_a_row_that_is_none_is_refused_and_nothing_is_kept(office: Office, row: BudgetRow, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        make(office, plan("5010", "1"), row)
    assert refused.value.code == code
    assert office.value("SELECT count(*) FROM ledger.budget") == 0


def test_an_approved_budget_never_changes_and_its_copy_is_the_next_version(office: Office) -> None:
    kept = approve(office, make(office, plan("5010", "5000"), title="Huvudbudget"))
    clerk = office.session("finance_clerk")
    for operation, more in (
        (save_budget_lines, {"rows": []}),
        (save_budget_lines, {"rows": [], "whole": False, "title": "x", "kind": "forecast"}),
        (delete_budget, {}),
    ):
        with pytest.raises(Rejected, match=r"budget\.approved"):
            clerk.run(operation, budget_id=kept.id, version=kept.version, **more)
    copy = clerk.run(copy_budget, budget_id=kept.id, percent=D(10))
    budget = read(office, copy)
    assert (budget.head.code, budget.head.version, budget.head.title) == ("BUDGET", 2, "Huvudbudget")
    assert budget.rows[0].total == D(66000)
    clerk.run(delete_budget, budget_id=copy.id, version=copy.version)
    assert office.value("SELECT count(*) FROM ledger.budget") == 1


def test_the_budget_in_force_is_the_one_approved_last_and_no_forecast(office: Office) -> None:
    auditor = office.session("auditor")
    assert auditor.read(budget_in_force, day=date(2026, 5, 1)) is None
    first = approve(office, make(office, plan("5010", "1")))
    second = approve(office, make(office, plan("5010", "2")))
    approve(office, make(office, plan("5010", "3"), code="PROGNOS", kind="forecast"))
    make(office, plan("5010", "4"))
    assert auditor.read(budget_in_force, day=date(2026, 5, 1)) == second.id
    assert [read(office, kept).head.status for kept in (first, second)] == ["approved", "in_force"]


def test_nothing_is_approved_that_is_empty_and_by_nobody_but_the_accountant(office: Office) -> None:
    kept = make(office)
    with pytest.raises(Rejected, match=r"budget\.empty"):
        approve(office, kept)
    with pytest.raises(Denied):
        office.session("finance_clerk").run(approve_budget, budget_id=kept.id, version=kept.version)
    with pytest.raises(psycopg.Error):
        office.sql("finance_clerk").execute("SELECT ledger.approve_budget(gen_random_uuid(), 1, %s, 1)", (kept.id,))


def test_last_year_changed_by_a_percentage_is_a_start(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on) VALUES (1, '2027-01-01', '2027-12-31')"
    )
    cost_centres(office)
    book(office, date(2026, 1, 31), "5010", "5000")
    book(office, date(2026, 1, 31), "5010", "1000", d1="100")
    book(office, date(2026, 11, 30), "3001", "-8000.05")
    rows = office.session("auditor").read(last_year_rows, fiscal_year_id=year_of(office, "2027-01-01"), percent=D(3))
    assert rows == (
        BudgetRow("3001", {date(2027, 11, 1): D("-8240.05")}),
        BudgetRow("5010", {date(2027, 1, 1): D(5150)}),
        BudgetRow("5010", {date(2027, 1, 1): D(1030)}, {"1": "100"}),
    )
    begun: dict[str, Any] = {"code": "BUDGET", "start": ACTUALS, "percent": D(3)}
    clerk = office.session("finance_clerk")
    kept = clerk.run(begin_budget, fiscal_year_id=year_of(office, "2027-01-01"), **begun)
    assert read(office, kept).rows == rows
    with pytest.raises(Invalid, match=r"budget\.no_year_before"):
        clerk.run(begin_budget, fiscal_year_id=year_of(office), **begun)


def test_a_forecast_has_what_is_booked_and_then_what_was_planned(office: Office) -> None:
    cost_centres(office)
    kept = make(office, plan("5010", "5000"), plan("3001", "-9000", MARCH), plan("1930", "7", JANUARY))
    book(office, date(2026, 1, 31), "5010", "4000", d1="100")
    book(office, date(2026, 2, 28), "6110", "50")
    book(office, date(2026, 3, 31), "6110", "60")
    forecast = office.session("finance_clerk").run(
        begin_budget,
        fiscal_year_id=year_of(office),
        code="PROGNOS",
        kind="forecast",
        start=COPY,
        copy_of=kept.id,
        actuals_to=date(2026, 2, 28),
    )
    rows = read(office, forecast).rows
    assert [(row.account, row.dimensions, row.total) for row in rows] == [
        ("1930", {}, D(7)),
        ("3001", {}, D(-9000)),
        ("5010", {}, D(50000)),
        ("5010", {"1": "100"}, D(4000)),
        ("6110", {}, D(50)),
    ]


def test_a_budget_is_copied_into_another_year_month_by_month(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on) VALUES (1, '2027-01-01', '2027-04-30')"
    )
    kept = make(office, plan("5010", "100"))
    copy = office.session("accountant").run(
        copy_budget, budget_id=kept.id, fiscal_year_id=year_of(office, "2027-01-01"), code="B27"
    )
    assert read(office, copy).rows[0].amounts == {date(2027, month, 1): D(100) for month in (1, 2, 3, 4)}


def test_actual_stands_beside_budget_for_month_year_to_date_and_year(office: Office) -> None:
    approve(office, make(office, plan("3001", "-10000"), plan("5010", "5000"), plan("1930", "100", MARCH)))
    book(office, date(2026, 1, 31), "5010", "4000")
    book(office, date(2026, 2, 28), "5010", "6000")
    book(office, date(2026, 2, 10), "3001", "-12000")
    book(office, date(2026, 4, 10), "6110", "50")
    compared = compare(office, date(2026, 2, 15))
    assert figures(compared, "5010") == {
        "month": Compared(D(6000), D(5000)),
        "to_date": Compared(D(10000), D(10000)),
        "year": Compared(D(10000), D(60000)),
        "outlook": Compared(D(10000) + 10 * D(5000), D(60000)),
    }
    assert figures(compared, "3001")["month"] == Compared(D(12000), D(10000))
    assert figures(compared, "6110")["year"] == Compared(D(50), D(0))
    result = next(row for row in compared.rows if row.kind == "result")
    assert result.spans["to_date"] == Compared(D(12000) - D(10000), D(20000) - D(10000))
    assert [row.account or row.nature for row in compared.rows] == [
        "3001", "income", "5010", "6110", "expense", "result", "1930",
    ]  # fmt: skip
    # Two months are over, with 12 000 of income instead of 20 000; the 50 of April are not in sight in February.
    assert result.spans["outlook"] == Compared(D(112000) - D(60000), D(120000) - D(60000))
    rent = next(row for row in compared.rows if row.account == "5010")
    sales = next(row for row in compared.rows if row.account == "3001")
    assert (rent.spans["month"].percent, rent.tone("month"), rent.tone("to_date")) == (D(20), "bad", "")
    assert (sales.spans["month"].difference, sales.tone("month"), sales.tone("to_date")) == (D(2000), "good", "bad")


def test_january_counts_nothing_of_the_year_before(office: Office) -> None:
    kept = make(office, plan("5010", "5000"))
    book(office, date(2026, 1, 1), "5010", "7")
    compared = compare(office, JANUARY, budget_id=kept.id)
    assert figures(compared, "5010")["to_date"] == figures(compared, "5010")["month"] == Compared(D(7), D(5000))
    assert compared.days("month") == (JANUARY, date(2026, 1, 31))
    assert compare(office, date(2030, 1, 1), budget_id=kept.id).month == date(2026, 12, 1)


def test_a_comparison_is_narrowed_to_a_cost_centre(office: Office) -> None:
    cost_centres(office)
    kept = make(office, plan("5010", "5000"), plan("5010", "100", d1="100"))
    book(office, date(2026, 1, 31), "5010", "4000")
    book(office, date(2026, 1, 31), "5010", "90", d1="100")
    for value, expected in (("100", Compared(D(90), D(100))), ("", Compared(D(4000), D(5000)))):
        compared = compare(office, JANUARY, budget_id=kept.id, dimension=1, value=value)
        assert figures(compared, "5010")["month"] == expected
    assert figures(compare(office, JANUARY, budget_id=kept.id), "5010")["month"] == Compared(D(4090), D(5100))


def test_two_who_copy_at_once_make_two_versions(office: Office) -> None:
    kept = make(office, plan("5010", "1"))
    statement = "SELECT ledger.copy_budget(gen_random_uuid(), 1, %s, '{}', 0)"
    connections = [office.sql("accountant") for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda sql: sql.execute(statement, (kept.id,)), connections))
    assert office.value("SELECT array_agg(version ORDER BY version) FROM ledger.budget") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.budget SET title = 'x'",
        "UPDATE ledger.budget SET status = 'draft', approved_at = NULL",
        "DELETE FROM ledger.budget_amount",
        "UPDATE ledger.budget_amount SET amount = amount + 1",
        (
            "INSERT INTO ledger.budget_amount (company_id, budget_id, account, month, amount)"
            " SELECT 1, max(id), '6110', '2026-01-01', 1 FROM ledger.budget"
        ),
    ],
)
def test_not_even_the_owner_changes_what_is_approved(office: Office, statement: str) -> None:
    approve(office, make(office, plan("5010", "1")))
    with pytest.raises(psycopg.Error, match=r"budget\.approved"):
        office.owner().execute(statement.encode())


def test_not_even_the_owner_puts_a_month_outside_the_year_or_begins_approved(office: Office) -> None:
    make(office, plan("5010", "1"))
    with pytest.raises(psycopg.Error, match=r"budget\.month_outside"):
        office.owner().execute("UPDATE ledger.budget_amount SET month = month + interval '1 year'")
    with pytest.raises(psycopg.Error, match=r"budget\.born_approved"):
        office.owner().execute(
            "INSERT INTO ledger.budget (company_id, fiscal_year_id, kind, code, version, status, approved_at)"
            " SELECT 1, id, 'budget', 'X', 1, 'approved', now() FROM ledger.fiscal_year"
        )


@pytest.fixture
def attacker(office: Office) -> Iterator[Attacker]:
    """A clerk with psql."""
    made = Attacker(office, Role.FINANCE_CLERK)
    yield made
    made.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.budget SET status = 'approved', approved_at = now()",
        "DELETE FROM ledger.budget",
        "UPDATE ledger.budget_amount SET amount = 1",
        (
            "INSERT INTO ledger.budget_amount (company_id, budget_id, account, month, amount)"
            " VALUES (1, 1, '5010', '2026-01-01', 1)"
        ),
    ],
)
def test_a_clerk_with_psql_writes_none_of_it_past_the_doors(attacker: Attacker, statement: str) -> None:
    assert attacker.outcome(statement).startswith(NO_RIGHT)


def test_a_seller_reads_no_budget(office: Office) -> None:
    kept = make(office, plan("5010", "1"))
    with pytest.raises(Denied):
        office.session("seller").read(read_budget, budget_id=kept.id)
    with pytest.raises(psycopg.Error):
        office.sql("seller").execute("SELECT * FROM reporting.budget_amounts")


def test_a_changed_amount_is_in_the_audit_by_its_account(office: Office) -> None:
    kept = make(office, plan("5010", "1"))
    rows = [plan("5010", "2", MARCH)]
    office.session("finance_clerk").run(save_budget_lines, budget_id=kept.id, version=kept.version, rows=rows)
    found = office.owner().execute(
        "SELECT action, key, count(*)::int FROM audit.entry WHERE subject = 'ledger.budget_amount'"
        " GROUP BY 1, 2 ORDER BY 1"
    )
    assert found.fetchall() == [("delete", "5010", 11), ("update", "5010", 1)]
