"""The end of a year with figures by hand: tax, closing voucher, what the owners decide, and opening it again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Denied, Invalid, Rejected
from models.finance.accounts import open_fiscal_year, unlock_period
from models.finance.closing.periods import close_periods
from models.finance.income_tax import income_tax, post_income_tax, tax_on
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers, reverse_voucher
from models.finance.reports import trial_balance, voucher
from models.finance.year_end import (
    ClosedYear,
    YearEnd,
    close_year,
    dispose_of_result,
    open_adjustment_period,
    read_year_end,
    reopen_year,
    undo_disposal,
)
from tests.support.office import Office
from tests.support.statements import by_account

D = Decimal
LAST = date(2026, 12, 31)


def book(office: Office, on: date, accounts: str, amount: str, kind: str = "regular") -> int:
    debit, credit = accounts.split()
    draft = VoucherDraft(date=on, lines=[VoucherLine(debit, D(amount)), VoucherLine(credit, -D(amount))], kind=kind)
    return office.session("accountant").run(post_vouchers, vouchers=[draft])[0].id


def year_of(office: Office, day: date) -> int:
    key: int = office.value(
        "SELECT id FROM ledger.fiscal_year WHERE company_id = %s AND %s BETWEEN starts_on AND ends_on",
        office.company_id,
        day,
    )
    return key


def lock_months(office: Office, year: int) -> None:
    rows = office.owner().execute(
        "SELECT id FROM ledger.period WHERE fiscal_year_id = %s AND kind = 'regular' ORDER BY starts_on", (year,)
    )
    for (period,) in rows.fetchall():
        office.session("accountant").run(close_periods, last_period_id=period)


def close(office: Office, year: int) -> ClosedYear:
    return office.session("accountant").run(
        close_year, fiscal_year_id=year, result_account="8999", equity_account="2099", text="Årets resultat"
    )


def standing(office: Office, year: int) -> YearEnd:
    return office.session("auditor").read(read_year_end, fiscal_year_id=year)


def balance(office: Office, account: str, on: date = LAST) -> Decimal:
    rows = office.session("auditor").read(trial_balance, to_date=on).rows
    return next((row.closing for row in rows if row.account == account), D(0))


@pytest.fixture
def year(office: Office) -> int:
    """2026: share capital 25 000, sales 100 000, rent 40 000, a fine of 1 000 not deductible; all months locked."""
    book(office, date(2026, 1, 1), "1930 2081", "25000")
    book(office, date(2026, 5, 1), "1930 3004", "100000")
    book(office, date(2026, 6, 1), "5010 1930", "40000")
    book(office, date(2026, 7, 1), "6992 1930", "1000")
    found = year_of(office, LAST)
    lock_months(office, found)
    return found


def test_a_closed_year_moves_its_result_to_equity_and_its_statement_stays(office: Office, year: int) -> None:
    before = by_account(office, "income", LAST)
    closed = close(office, year)
    assert closed.result == D(59000)
    assert (balance(office, "8999"), balance(office, "2099")) == (D(59000), D(-59000))
    assert by_account(office, "income", LAST) == before
    end = standing(office, year)
    assert (end.result, end.unbooked, end.locked, end.periods) == (D(59000), D(0), 12, 12)
    assert closed.entry_id is not None
    head = office.session("auditor").read(voucher, entry_id=closed.entry_id).head
    assert (head.kind, head.entry_date, head.source_kind) == ("closing", LAST, "year_end")


def test_the_next_year_opens_with_the_closing_balances_though_nothing_was_copied(office: Office, year: int) -> None:
    close(office, year)
    office.session("accountant").run(open_fiscal_year, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    vouchers = office.value("SELECT count(*) FROM ledger.entry")
    opened = office.session("auditor").read(trial_balance, to_date=date(2027, 1, 31)).rows
    assert {row.account: row.opening for row in opened} == {"1930": D(84000), "2081": D(-25000), "2099": D(-59000)}
    assert office.value("SELECT count(*) FROM ledger.entry") == vouchers


def test_after_the_months_are_locked_vouchers_go_to_the_adjustment_period_alone(office: Office, year: int) -> None:
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        book(office, LAST, "6530 2990", "9000", kind="adjustment")
    office.session("accountant").run(open_adjustment_period, fiscal_year_id=year)
    adjustment = book(office, LAST, "6530 2990", "9000", kind="adjustment")
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        book(office, LAST, "6530 2990", "9000")
    office.session("accountant").run(reverse_voucher, entry_id=adjustment, date=LAST)
    book(office, LAST, "6530 2990", "8000", kind="adjustment")
    assert (standing(office, year).adjustments, close(office, year).result) == (2, D(51000))
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        book(office, LAST, "6530 2990", "9000", kind="adjustment")


def test_tax_is_twenty_point_six_percent_of_the_taxable_result_rounded_down_to_tens(office: Office, year: int) -> None:
    computed = office.session("auditor").read(income_tax, fiscal_year_id=year)
    # 59 000 and the fine of 1 000 that is not deductible; a quarter of it may go to a reserve.
    assert (computed.result_before_tax, computed.taxable, computed.most) == (D(59000), D(60000), D(15000))
    assert computed.tax == D(12360)
    assert tax_on(D("12349.99"), D("20.6")) == D(2542)  # 12 340 x 20.6 % = 2 542.04
    assert tax_on(D(-5), D("20.6")) == 0


def test_tax_and_reserve_are_posted_once_and_again_only_for_what_has_changed(office: Office, year: int) -> None:
    office.session("accountant").run(open_adjustment_period, fiscal_year_id=year)
    post: dict[str, Any] = {"fiscal_year_id": year, "text": "Skatt 2026"}
    office.session("accountant").run(post_income_tax, allocation=D(10000), **post)
    # (59 000 + 1 000 - 10 000) x 20.6 %
    assert (balance(office, "8910"), balance(office, "2512"), balance(office, "2110")) == (
        D(10300),
        D(-10300),
        D(-10000),
    )
    assert office.session("accountant").run(post_income_tax, allocation=D(10000), **post) is None
    office.session("accountant").run(post_income_tax, allocation=D(15000), **post)
    assert (balance(office, "8910"), balance(office, "8811")) == (D(9270), D(15000))
    assert close(office, year).result == D(59000) - 15000 - 9270
    with pytest.raises(Invalid, match=r"year_end\.allocation_too_large"):
        office.session("auditor").read(income_tax, fiscal_year_id=year, allocation=D(15001))


def test_a_year_with_an_open_month_cannot_be_closed(office: Office, year: int) -> None:
    period = office.value("SELECT id FROM ledger.period WHERE fiscal_year_id = %s AND starts_on = '2026-12-01'", year)
    office.session("accountant").run(unlock_period, period_id=period, area="all", reason="late invoice")
    with pytest.raises(Rejected, match=r"year_end\.period_open"):
        close(office, year)
    assert standing(office, year).closed_at is None
    assert office.value("SELECT count(*) FROM ledger.year_end") == 0


def test_years_are_closed_in_order_and_opened_in_the_opposite_order(office: Office, year: int) -> None:
    office.session("accountant").run(open_fiscal_year, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    book(office, date(2027, 2, 1), "1930 3004", "500")
    next_year = year_of(office, date(2027, 6, 1))
    lock_months(office, next_year)
    with pytest.raises(Rejected, match=r"year_end\.earlier_open"):
        close(office, next_year)
    close(office, year)
    close(office, next_year)
    with pytest.raises(Rejected, match=r"year_end\.later_closed"):
        office.session("accountant").run(reopen_year, fiscal_year_id=year, reason="wrong")


def test_a_year_opened_again_mirrors_its_closing_voucher_and_says_why(office: Office, year: int) -> None:
    close(office, year)
    with pytest.raises(Invalid, match=r"ledger\.reason_missing"):
        office.session("accountant").run(reopen_year, fiscal_year_id=year, reason=" ")
    office.session("accountant").run(reopen_year, fiscal_year_id=year, reason="The auditor found a bill")
    end = standing(office, year)
    assert (end.closed_at, end.unbooked, end.locked) == (None, D(59000), 12)
    assert [found.reason for found in end.reopenings] == ["The auditor found a bill"]
    book(office, LAST, "6530 2990", "9000", kind="adjustment")
    assert close(office, year).result == D(50000)
    assert balance(office, "2099") == D(-50000)
    assert by_account(office, "income", LAST)["3004"] == D(100000)


def test_a_closed_year_is_not_loosened_by_unlocking_a_month(office: Office, year: int) -> None:
    close(office, year)
    period = office.value("SELECT id FROM ledger.period WHERE fiscal_year_id = %s AND starts_on = '2026-12-01'", year)
    with pytest.raises(Rejected, match=r"year_end\.closed"):
        office.session("accountant").run(unlock_period, period_id=period, area="all", reason="please")


def test_the_meeting_pays_out_a_part_and_carries_the_rest_forward(office: Office, year: int) -> None:
    close(office, year)
    office.session("accountant").run(open_fiscal_year, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    decided = date(2027, 5, 20)
    terms: dict[str, Any] = {
        "fiscal_year_id": year,
        "retained_account": "2091",
        "dividend_account": "2898",
        "text": "Stämma",
    }
    accountant = office.session("accountant")
    with pytest.raises(Invalid, match=r"year_end\.dividend_too_large"):
        accountant.run(dispose_of_result, date=decided, dividend=D("59000.01"), **terms)
    with pytest.raises(Invalid, match=r"year_end\.decided_too_early"):
        accountant.run(dispose_of_result, date=LAST, dividend=D(20000), **terms)
    disposal = accountant.run(dispose_of_result, date=decided, dividend=D(20000), **terms)
    balances = [balance(office, account, decided) for account in ("2099", "2898", "2091")]
    assert balances == [D(0), D(-20000), D(-39000)]
    with pytest.raises(Rejected, match=r"year_end\.disposed"):
        accountant.run(reopen_year, fiscal_year_id=year, reason="wrong")
    accountant.run(undo_disposal, disposal_id=disposal, date=decided, text="fel")
    assert balance(office, "2099", decided) == D(-59000)
    accountant.run(reopen_year, fiscal_year_id=year, reason="wrong")


def test_a_year_without_any_result_closes_without_a_voucher(office: Office) -> None:
    year = year_of(office, LAST)
    lock_months(office, year)
    assert close(office, year).entry_id is None


def test_only_an_accountant_ends_a_year(office: Office, year: int) -> None:
    with pytest.raises(Denied):
        office.session("finance_clerk").run(
            close_year, fiscal_year_id=year, result_account="8999", equity_account="2099", text=""
        )
    with pytest.raises(Invalid, match=r"year_end\.wrong_account"):
        office.session("accountant").run(
            close_year, fiscal_year_id=year, result_account="8999", equity_account="1930", text=""
        )
