"""The analysis of an account: months beside those of last year, who and what it was, and the month that stands out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.company.founding import open_fiscal_year
from models.database.errors import Invalid
from models.finance.account_analysis import account_analysis
from models.finance.general_ledger import account_beside
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office

D = Decimal


@pytest.fixture
def rents(office: Office) -> Office:
    """Rent of 900 a month in 2025 and of 1 000 in 2026, but 9 000 in May 2026."""
    session = office.session("accountant")
    session.run(open_fiscal_year, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    drafts = []
    for year, rent in ((2025, D(900)), (2026, D(1000))):
        for month in range(1, 13):
            amount = D(9000) if (year, month) == (2026, 5) else rent
            lines = [VoucherLine("5010", amount), VoucherLine("1930", -amount)]
            drafts.append(VoucherDraft(date=date(year, month, 3), lines=lines, text=f"Hyra {year}-{month:02}"))
    session.run(post_vouchers, vouchers=drafts)
    return office


def test_months_stand_beside_those_of_last_year_and_may_stands_out(rents: Office) -> None:
    found = rents.session("auditor").read(account_analysis, account="5010", to_date=date(2026, 12, 24))
    assert found.of_result
    assert [(m.change, m.change_earlier) for m in found.months[:2]] == [(D(1000), D(900))] * 2
    assert [m.starts_on.month for m in found.months if m.deviates] == [5]
    assert [(t.name, t.amount, t.count) for t in found.texts] == [("Hyra", D(20000), 12)]


def test_a_balance_account_is_followed_by_what_it_stands_at(rents: Office) -> None:
    found = rents.session("auditor").read(account_analysis, account="1930", to_date=date(2026, 6, 1))
    last = found.months[-1]
    assert (found.of_result, last.ends_on) == (False, date(2026, 6, 30))
    assert (last.closing, last.closing_earlier) == (D(-24800), D(-5400))


def test_an_account_that_is_not_there(rents: Office) -> None:
    with pytest.raises(Invalid):
        rents.session("auditor").read(account_analysis, account="9999", to_date=date(2026, 6, 1))


def test_one_goes_from_account_to_account_with_figures(rents: Office) -> None:
    session = rents.session("auditor")
    assert session.read(account_beside, account="1930", direction=1) == "5010"
    assert session.read(account_beside, account="5010", direction=-1) == "1930"
    assert session.read(account_beside, account="5010", direction=1) is None
