"""Accounts that keep open items from a day on: their balance is the sum of these, whenever one looks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.settling import ItemGroup, end_open_items, keep_open_items, settle_items, unsettle_items
from models.finance.verification import verify
from tests.support.office import Office
from tests.support.settling import CLEARING, clearing_account, line, make_accounts, remaining

D = Decimal
APRIL = date(2026, 4, 1)


def open_sum(office: Office) -> Decimal:
    total: Decimal = office.value(
        "SELECT coalesce(sum(remaining), 0) FROM ledger.open_item WHERE account = %s", CLEARING
    )
    return total


def test_what_was_there_before_the_day_is_one_item(office: Office) -> None:
    make_accounts(office)
    line(office, "100.00")
    line(office, "-30.00", date(2026, 3, 20))
    later = line(office, "5.00", date(2026, 4, 9))
    kept = office.session("accountant").run(keep_open_items, account=CLEARING, start=APRIL)
    # 100 - 30 = 70 comes in as one item on 1 April, and the 5 of 9 April is another; 70 + 5 is the balance.
    assert kept.items == 2
    assert remaining(office, later) == [D("5.00")]
    rows = office.owner().execute(
        "SELECT entry_date, remaining FROM ledger.open_item WHERE account = %s ORDER BY 1", (CLEARING,)
    )
    assert rows.fetchall() == [(APRIL, D("70.00")), (date(2026, 4, 9), D("5.00"))]
    lines = office.owner().execute(
        "SELECT account, amount FROM ledger.line WHERE entry_id = %s ORDER BY position", (kept.entry_id,)
    )
    assert lines.fetchall() == [(CLEARING, D("-70.00")), (CLEARING, D("70.00"))]
    assert office.session("accountant").read(verify) == ()


def test_without_a_day_every_line_becomes_an_item(office: Office) -> None:
    make_accounts(office)
    keys = [line(office, "100.00"), line(office, "-100.00", date(2026, 3, 20))]
    kept = office.session("accountant").run(keep_open_items, account=CLEARING, start=None)
    assert (kept.items, kept.entry_id) == (2, None)
    assert remaining(office, *keys) == [D("100.00"), D("-100.00")]


def test_a_voucher_of_before_the_day_that_comes_late_is_an_item_too(office: Office) -> None:
    make_accounts(office)
    line(office, "100.00")
    office.session("accountant").run(keep_open_items, account=CLEARING, start=APRIL)
    line(office, "8.00", date(2026, 3, 30))
    assert open_sum(office) == D("108.00")
    assert office.session("accountant").read(verify) == ()


def test_it_ends_only_where_nothing_is_open_and_begins_anew_after_its_last_item(office: Office) -> None:
    clearing_account(office)
    session = office.session("accountant")
    one, other = line(office, "40.00"), line(office, "-40.00", date(2026, 3, 20))
    with pytest.raises(Rejected, match=r"open_items\.still_open"):
        session.run(end_open_items, account=CLEARING)
    session.run(settle_items, groups=[ItemGroup((one, other))])
    session.run(end_open_items, account=CLEARING)
    line(office, "7.00", date(2026, 3, 25))
    with pytest.raises(Invalid, match=r"open_items\.kept_before"):
        session.run(keep_open_items, account=CLEARING, start=date(2026, 3, 20))
    session.run(keep_open_items, account=CLEARING, start=date(2026, 3, 21))
    assert open_sum(office) == D("7.00")
    assert session.read(verify) == ()


def test_control_accounts_and_results_are_not_switched(office: Office) -> None:
    session = office.session("accountant")
    with pytest.raises(Rejected, match=r"open_items\.control_account"):
        session.run(end_open_items, account="1510")
    with pytest.raises(Rejected, match=r"open_items\.not_for_results"):
        session.run(keep_open_items, account="3990", start=None)
    with pytest.raises(Rejected, match=r"open_items\.kept"):
        session.run(keep_open_items, account="1510", start=None)


def test_a_balance_that_is_not_the_sum_of_the_items_is_found(office: Office) -> None:
    clearing_account(office)
    key = line(office, "40.00")
    office.owner().execute(
        "UPDATE ledger.open_item SET remaining = 30, remaining_currency = 30 WHERE line_id = %s", (key,)
    )
    codes = {finding.code for finding in office.session("accountant").read(verify)}
    assert codes == {"verify.open_items_differ", "verify.open_item_wrong"}
    period = office.value("SELECT id FROM ledger.period WHERE kind = 'regular' AND starts_on = '2026-03-01'")
    found = office.owner().execute(
        "SELECT count, amount FROM ledger.check_open_items_differ(%s, %s)", (office.company_id, period)
    )
    # 40 on the account, 30 open: one account is 10 out.
    assert found.fetchall() == [(1, D("10.00"))]


def test_nothing_is_taken_back_on_an_account_that_keeps_open_items_no_longer(office: Office) -> None:
    clearing_account(office)
    session = office.session("accountant")
    (act,) = session.run(settle_items, groups=[ItemGroup((line(office, "40.00"), line(office, "-40.00")))])
    session.run(end_open_items, account=CLEARING)
    with pytest.raises(Rejected, match=r"open_items\.not_kept"):
        session.run(unsettle_items, settling_ids=[act.id], reason="Wrong")
