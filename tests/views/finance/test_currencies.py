"""Revaluation and foreign payments on the screen, in real books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.transactions import BankTransaction, MatchItem
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.bank.allocation import allocations, check, line_of
from views.finance.currencies.accounts import ExchangeAccountsPage
from views.finance.currencies.revaluation import RevaluationPage
from views.kit.host import Link

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """200 euro on the bank, booked at 11.00; at the end of March a euro costs 11.50."""
    office.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-03-31', 11.5, 'test')"
    )
    lines = [VoucherLine("1980", D(2200), currency="EUR", amount_currency=D(200)), VoucherLine("1930", D(-2200))]
    session = office.session("accountant")
    session.run(post_vouchers, vouchers=[VoucherDraft(date=date(2026, 3, 10), lines=lines)])
    return OfficeHost(session=session, today=date(2026, 4, 10))


def test_last_month_is_proposed_and_revalued_once(qtbot: QtBot, host: OfficeHost) -> None:
    page = RevaluationPage(host, Link("finance.revaluation"))
    qtbot.addWidget(page)
    assert page.record is not None
    assert page.record.on == date(2026, 3, 31)
    assert page.table.rows[-1].values[-1] == D(100)
    assert page._why_not(page.context()) is None
    page._revalue()
    assert page._why_not(page.context()) == "Everything is at the rate of that day."


def test_the_accounts_of_differences_are_read_and_saved(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = ExchangeAccountsPage(host, Link("finance.exchange_accounts"))
    qtbot.addWidget(page)
    assert page.form.draft.gain_account == "3960"
    page.form.save()
    assert office.value("SELECT row_version FROM finance.exchange_accounts") == 2


def test_an_item_in_another_currency_is_settled_in_full_unless_told_otherwise() -> None:
    item = MatchItem(7, 1, "Hamburg", "customer_invoice", 3, "12", date(2026, 4, 1), D(11200), "EUR", D(1000))
    paid = BankTransaction(1, 1, "Bank", date(2026, 4, 5), D(11500), "SEK", "", "", "", "", None, "")
    line = line_of(item, paid, D(11500))
    assert (line.text, line.open, line.settles) == ("12 EUR", None, D(1000))
    assert (allocations([line])[0].amount, allocations([line])[0].settles) == (D(11500), D(1000))
    assert check(line) == {}
