"""The cash-flow forecast: the bank now, and what customers and suppliers pay when, by figures checked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.database.errors import Denied
from models.finance.cash_flow import cash_flow, cash_items
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle
from models.finance.receivables import aged_items
from tests.support.invoices import invoice
from tests.support.office import Office

D = Decimal


def test_the_bank_and_open_invoices_make_the_forecast(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    lines = (VoucherLine("1930", D("10000.00")), VoucherLine("2081", D("-10000.00")))
    accountant.run(post_vouchers, vouchers=(VoucherDraft(date(2026, 1, 2), lines),))
    accountant.run(create_and_post_invoice, invoice=invoice(customer))
    (party,) = accountant.read(aged_items, side="receivable", on=date(2026, 12, 31))
    forecast = accountant.read(cash_flow, scenario="on_time", grain="month")
    assert forecast.opening == D("10000.00")
    assert sum(step.receivable for step in forecast.steps) == party.total
    assert forecast.steps[-1].closing == D("10000.00") + party.total
    assert all(step.ends_on >= step.starts_on + timedelta(days=27) for step in forecast.steps)


def test_a_figure_opens_the_payments_that_add_up_to_it(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    accountant.run(create_and_post_invoice, invoice=invoice(customer))
    forecast = accountant.read(cash_flow)
    assert len(forecast.steps) == 13
    step = next(step for step in forecast.steps if step.receivable)
    items = accountant.read(
        cash_items, kind="receivable", scenario="usual", from_date=step.starts_on, to_date=step.ends_on
    )
    assert sum(item.amount for item in items) == step.receivable
    assert items[0].page == "finance.invoice"
    assert forecast.lowest.closing == min(step.closing for step in forecast.steps)


def test_a_customer_who_paid_ten_days_late_is_expected_as_late_again(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    accountant.run(create_and_post_invoice, invoice=invoice(customer))
    line, due, amount = _open_item(office)
    lines = (VoucherLine("1930", amount), VoucherLine("1510", -amount, party_id=customer))
    accountant.run(post_vouchers, vouchers=(VoucherDraft(due, lines),))
    paid = office.value("SELECT max(line_id) FROM ledger.open_item")
    accountant.run(settle, pairs=(SettlementPair(line, paid, amount),), date=due + timedelta(days=10))
    assert office.value("SELECT days FROM reporting.payment_delays(%s)", office.company_id) == 10
    with pytest.raises(Denied):
        office.session("seller").read(cash_flow)


def _open_item(office: Office) -> tuple[int, date, Decimal]:
    row = office.owner().execute("SELECT line_id, due_on, amount FROM ledger.open_item").fetchone()
    assert row
    return row[0], row[1], row[2]
