"""Trends by month and by age are the sums of the books, and each role reads those of its work alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import psycopg
import pytest

from models.database.errors import Denied
from models.finance.invoicing import create_and_post_invoice, save_invoice
from models.finance.trends import (
    MONTHS,
    month_end,
    months_until,
    owed_by_age,
    party_sales_by_month,
    result_by_month,
    sales_by_month,
)
from models.warehouse.trends import stock_value_by_month
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import Trade, furnish

D = Decimal
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
_SALES = "SELECT month, amount FROM reporting.sales_by_month(%s, %s)"
_STOCK = "SELECT month, value FROM reporting.stock_value_by_month(%s, %s)"


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_until(date(2026, 2, 17), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
    assert [month_end(date(2024, month, 1)).day for month in (1, 2, 12)] == [31, 29, 31]


def test_sales_are_those_of_invoices_less_credits_without_tax(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    clerk.run(create_and_post_invoice, invoice=invoice(customer))
    clerk.run(create_and_post_invoice, invoice=invoice(customer, line("200.00"), kind="customer_credit"))
    clerk.run(create_and_post_invoice, invoice=invoice(customer, line("30.00"), invoice_date=date(2026, 4, 30)))
    clerk.run(save_invoice, invoice=invoice(customer))
    expected = [(MARCH, D(800)), (APRIL, D(30))]
    for role in ("seller", "finance_clerk", "service_agent"):
        assert office.sql(role).execute(_SALES, (office.company_id, date(2026, 1, 1))).fetchall() == expected
    seen = {month.month: month.amount for month in office.session("seller").read(sales_by_month).months}
    bought = office.session("seller").read(party_sales_by_month, party_id=customer)
    assert len(seen) == len(bought.months) == MONTHS
    assert {month.month: month.amount for month in bought.months} == seen
    assert all(seen[month] == amount for month, amount in expected if month in seen)


def test_the_result_by_month_is_income_less_expenses(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    clerk.run(create_and_post_invoice, invoice=invoice(customer))
    bought = invoice(customer, line("400.00", account="4000", tax_code="I25"), kind="supplier_invoice")
    clerk.run(create_and_post_invoice, invoice=bought)
    trend = clerk.read(result_by_month)
    assert len(trend.months) == MONTHS
    for month in trend.months:
        expected = (D(1000), D(400), D(600)) if month.month == MARCH else (D(0), D(0), D(0))
        assert (month.income, month.expenses, month.result) == expected


def test_debts_of_both_sides_stand_at_their_age(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    clerk.run(create_and_post_invoice, invoice=invoice(customer, due_on=date(2999, 1, 1)))
    clerk.run(create_and_post_invoice, invoice=invoice(customer, line("80.00"), due_on=date(2026, 3, 5)))
    bought = invoice(customer, line("400.00", account="4000", tax_code="I25"), kind="supplier_invoice")
    clerk.run(create_and_post_invoice, invoice=bought)
    owed = clerk.read(owed_by_age)
    assert (owed.currency, owed.receivable[0]) == ("SEK", D(1250))
    assert (sum(owed.receivable), sum(owed.payable)) == (D(1350), D(500))


def test_the_stock_is_worth_what_its_accounts_hold_at_the_end_of_each_month(trade: Trade) -> None:
    trade.buy("10", "40")
    office = trade.office
    months = office.sql("buyer").execute(_STOCK, (office.company_id, date(2026, 2, 1))).fetchall()
    assert months[:2] == [(date(2026, 2, 1), D(0)), (MARCH, D(400))]
    assert months[-1][1] == D(400)
    assert office.sql("buyer").execute(_STOCK, (office.company_id, APRIL)).fetchall()[:1] == [(APRIL, D(400))]
    assert len(office.session("buyer").read(stock_value_by_month).months) == MONTHS


def test_nobody_reads_a_trend_that_is_not_of_their_work(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("seller").read(result_by_month)
    with pytest.raises(Denied):
        office.session("seller").read(owed_by_age)
    with pytest.raises(Denied):
        office.session("warehouse_worker").read(sales_by_month)
    with pytest.raises(Denied):
        office.session("seller").read(stock_value_by_month)
    for role, sql in (("warehouse_worker", _SALES), ("seller", _STOCK)):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            office.sql(role).execute(sql, (office.company_id, MARCH))


def test_the_sums_of_a_company_that_is_not_ones_own_are_empty(office: Office, customer: int) -> None:
    office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer))
    assert office.sql("seller").execute(_SALES, (office.company_id + 1, MARCH)).fetchall() == []
    assert office.sql("buyer").execute(_STOCK, (office.company_id + 1, MARCH)).fetchall() == []
