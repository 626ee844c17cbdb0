"""The day of a settlement: what was open on any day sums to the account, and a closed month stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.closing.periods import close_periods
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle, unsettle
from models.finance.receivables import open_items
from models.finance.reports import voucher
from tests.support.office import Office

D = Decimal
SOLD, PAID = date(2026, 3, 5), date(2026, 3, 9)


@pytest.fixture
def pair(office: Office, party: Callable[..., int]) -> SettlementPair:
    """100 owed from 5 March and 40 paid on 9 March."""
    key = party("K1", "Kund AB")
    session = office.session("accountant")
    owed = [VoucherLine("1510", D(100), party_id=key), VoucherLine("3990", D(-100))]
    paid = [VoucherLine("1930", D(40)), VoucherLine("1510", D(-40), party_id=key)]
    entries = session.run(
        post_vouchers, vouchers=[VoucherDraft(date=SOLD, lines=owed), VoucherDraft(date=PAID, lines=paid)]
    )
    one, other = (next(x for x in session.read(voucher, entry_id=e.id).lines if x.account == "1510") for e in entries)
    return SettlementPair(one.line_id, other.line_id, D(40))


def close_march(office: Office) -> None:
    march = office.value("SELECT id FROM ledger.period WHERE kind = 'regular' AND starts_on = '2026-03-01'")
    office.session("accountant").run(close_periods, last_period_id=march)


def test_nothing_is_settled_before_both_items_are_booked(office: Office, pair: SettlementPair) -> None:
    session = office.session("accountant")
    with pytest.raises(Invalid, match=r"ledger\.settle_before"):
        session.run(settle, pairs=[pair], date=date(2026, 3, 6))
    session.run(settle, pairs=[pair], date=PAID)
    # 7 March: the 100 is all that was booked, so 100 was open; 9 March: 100 - 40.
    assert sum(item.remaining for item in session.read(open_items, on=date(2026, 3, 7))) == D(100)
    assert sum(item.remaining for item in session.read(open_items, on=PAID)) == D(60)


def test_a_closed_month_takes_no_settlement_and_gives_none_back(office: Office, pair: SettlementPair) -> None:
    session = office.session("accountant")
    half = SettlementPair(pair.debit_line, pair.credit_line, D(20))
    (settled,) = session.run(settle, pairs=[half], date=PAID)
    close_march(office)
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        session.run(settle, pairs=[half], date=PAID)
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        session.run(unsettle, settlement_id=settled)
    session.run(settle, pairs=[half], date=date(2026, 4, 1))
    assert sum(item.remaining for item in session.read(open_items, on=date(2026, 3, 31))) == D(60)
