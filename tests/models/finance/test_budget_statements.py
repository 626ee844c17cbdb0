"""Designed statements with the budget in force beside what is booked; every planned figure opens its budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Rejected
from models.finance.statements.figure import statement_figure
from models.finance.statements.shapes import StatementRow, StatementTable
from models.finance.statements.table import StatementOptions, statement_table
from tests.models.finance.test_budgets import approve, book, cost_centres, make, plan
from tests.support.office import Office

D = Decimal
END = date(2026, 2, 28)


def income(office: Office, layout: str = "budget", **more: object) -> StatementTable:
    options = StatementOptions(to_date=END, layout=layout, accounts=True, **more)  # type: ignore[arg-type]
    return office.session("auditor").read(statement_table, code="income", options=options)


def row_of(table: StatementTable, title: str) -> StatementRow:
    return next(row for row in table.rows if row.title.startswith(title))


@pytest.fixture
def planned(office: Office) -> Office:
    """Rent of 5 000 a month and sales of 10 000 are planned; 11 000 and 18 000 booked in January and February."""
    cost_centres(office)
    approve(office, make(office, plan("3001", "-10000"), plan("5010", "4000"), plan("5010", "1000", d1="100")))
    book(office, date(2026, 1, 31), "5010", "11000", d1="100")
    book(office, date(2026, 2, 10), "3001", "-18000")
    return office


def test_the_income_statement_has_budget_difference_and_percent(planned: Office) -> None:
    table = income(planned)
    assert [column.title for column in table.columns][1:] == ["Budget", "Difference", "In %"]
    assert row_of(table, "5010").values == (D(-11000), D(-10000), D(-1000), D(-10))
    assert row_of(table, "3001").values == (D(18000), D(20000), D(-2000), D(-10))
    result = [row for row in table.rows if row.kind == "total"][-1]
    assert result.values[:3] == (D(7000), D(10000), D(-3000))
    assert (table.missing, table.difference[:2]) == ((), (None, None))


def test_month_and_year_to_date_stand_beside_their_budgets(planned: Office) -> None:
    table = income(planned, "budget_running")
    assert row_of(table, "5010").values == (D(0), D(-5000), D(5000), D(-11000), D(-10000), D(-1000), D(-10))


def test_it_is_narrowed_to_a_cost_centre(planned: Office) -> None:
    table = income(planned, dimension=1, value="100")
    assert row_of(table, "5010").values[:2] == (D(-11000), D(-2000))
    assert not any(row.title.startswith("3001") for row in table.rows)
    other = income(planned, also=((1, ""),))
    assert row_of(other, "5010").values[:2] == (D(0), D(-8000))


def test_a_planned_figure_opens_its_accounts_and_they_their_budget(planned: Office) -> None:
    table = income(planned)
    drill = row_of(table, "5010").drills[1]
    key = planned.value("SELECT id FROM ledger.budget")
    assert drill is not None
    assert (drill.kind, drill.key, drill.arguments) == ("finance.budget", key, {"account": "5010"})
    above = next(row for row in table.rows if row.kind == "row" and row.values[1] == D(-10000))
    options = StatementOptions(to_date=END, layout="budget")
    figure = planned.session("auditor").read(
        statement_figure, statement="income", row=above.code, column="period_budget", options=options
    )
    assert (figure.amount, [part.code for part in figure.parts]) == (D(-10000), ["5010"])


def test_without_a_budget_in_force_and_for_the_balance_sheet_it_says_why_not(office: Office) -> None:
    with pytest.raises(Rejected, match=r"budget\.none_in_force"):
        income(office)
    approve(office, make(office, plan("5010", "1")))
    options = StatementOptions(to_date=END, layout="budget")
    with pytest.raises(Rejected, match=r"statement\.budget_of_result"):
        office.session("auditor").read(statement_table, code="balance", options=options)
