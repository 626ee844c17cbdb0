"""The cash-flow forecast: the bank now, and what customers and suppliers pay when, by figures checked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.database.errors import Denied, Invalid
from models.finance.cash_flow import cash_flow, cash_items
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle
from models.finance.receivables import aged_items
from models.finance.schedules.recurring import Recurring, save_recurring
from models.finance.vat.payments import for_whole
from models.finance.vat.returns import file_vat_return
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
DAY = date(2026, 1, 5)


def test_the_bank_and_open_invoices_make_the_forecast(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    lines = (VoucherLine("1930", D("10000.00")), VoucherLine("2081", D("-10000.00")))
    accountant.run(post_vouchers, vouchers=(VoucherDraft(date(2026, 1, 2), lines),))
    accountant.run(create_and_post_invoice, invoice=invoice(customer))
    (party,) = accountant.read(aged_items, side="receivable", on=date(2026, 12, 31))
    forecast = accountant.read(cash_flow, factor=D(0), grain="month")
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
    items = accountant.read(cash_items, kind="receivable", from_date=step.starts_on, to_date=step.ends_on)
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


def test_a_loan_that_is_taken_back_by_itself_comes_back_on_the_first(office: Office) -> None:
    accountant = office.session("accountant")
    first = accountant.read(cash_flow, grain="month").steps[1].starts_on
    entry = _post(office, DAY, VoucherLine("1930", D("300.00")), VoucherLine("2890", D("-300.00")))
    repetition = Recurring(entry, name="Advance", day=20, starts_on=first, ends_on=first + timedelta(27), reverses=True)
    accountant.run(save_recurring, recurring=repetition)
    steps = accountant.read(cash_flow, grain="month").steps
    assert [step.recurring for step in steps[1:4]] == [D("300.00"), D("-300.00"), D(0)]


def test_vat_is_expected_until_it_is_filed_and_paid(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    accountant.run(create_and_post_invoice, invoice=invoice(customer))  # 250,00 of VAT in March
    accountant.run(file_vat_return, starts_on=date(2026, 1, 1), settle_on=date(2026, 3, 31))
    accountant.run(create_and_post_invoice, invoice=invoice(customer, line("400.00"), invoice_date=date(2026, 4, 7)))
    items = accountant.read(cash_items, kind="vat", from_date=date(2026, 1, 1), to_date=date(2027, 12, 31))
    assert [(item.page_key, item.amount, item.due_on) for item in items if not item.estimated] == [
        ("2026-01-01", D("-250.00"), date(2026, 5, 12)),
        ("2026-04-01", D("-100.00"), date(2026, 8, 17)),
    ]
    _post(office, date(2026, 5, 12), VoucherLine("2650", D("200.00")), VoucherLine("1930", D("-200.00")))
    left = accountant.read(cash_items, kind="vat", from_date=date(2026, 1, 1), to_date=date(2027, 12, 31))
    assert left[0].amount == D("-50.00")
    assert sum(step.vat for step in accountant.read(cash_flow, grain="month").steps) == sum(x.amount for x in left)


def test_the_running_period_is_reckoned_for_all_its_days() -> None:
    # 1 000 after 10 of 31 days is 3 100 for the month.
    assert for_whole(D(1000), date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 10)) == D(3100)


@pytest.mark.parametrize("factor", [D("-0.1"), D("10.1")])
def test_a_factor_that_nobody_can_mean_is_refused(office: Office, factor: Decimal) -> None:
    with pytest.raises(Invalid, match=r"cash_flow\.wrong_factor"):
        office.session("accountant").read(cash_flow, factor=factor)


def _post(office: Office, on: date, *lines: VoucherLine) -> int:
    return office.session("accountant").run(post_vouchers, vouchers=(VoucherDraft(on, lines),))[0].id


def _month_later(day: date, months: int = 1) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def test_instalments_and_rent_come_by_themselves_each_on_its_day(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    first = accountant.read(cash_flow, grain="month").steps[1].starts_on
    loan = _post(office, DAY, VoucherLine("2350", D("5000.00")), VoucherLine("1930", D("-5000.00")))
    rent = _post(
        office,
        DAY,
        VoucherLine("5010", D("800.00")),
        VoucherLine("2440", D("-800.00"), party_id=customer, due_on=DAY + timedelta(days=10)),
    )
    for name, entry in (("Instalment", loan), ("Rent", rent)):
        repetition = Recurring(entry, name=name, day=5, starts_on=first, ends_on=_month_later(first, 2))
        accountant.run(save_recurring, recurring=repetition)
    steps = accountant.read(cash_flow, grain="month").steps
    # Two instalments, on the 5th of two months; the rent of each falls due on the 15th.
    assert [step.recurring for step in steps[1:4]] == [D("-5800.00"), D("-5800.00"), D(0)]
    items = accountant.read(cash_items, kind="recurring", from_date=steps[1].starts_on, to_date=steps[1].ends_on)
    assert [(item.label, item.amount, item.due_on.day, item.page) for item in items] == [
        ("Instalment", D("-5000.00"), 5, "finance.recurring_voucher"),
        ("Rent", D("-800.00"), 15, "finance.recurring_voucher"),
    ]
