"""Any number of items settled in one act: what stays open where, small differences, taken back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest

from models.database.errors import Invalid, KontorError, Rejected
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle
from models.finance.reports import account_balance
from models.finance.settling import (
    ItemGroup,
    SettlingTerms,
    read_settling_terms,
    save_settling_terms,
    settle_items,
    unsettle_items,
)
from models.finance.verification import verify
from tests.support.office import Office
from tests.support.settling import CLEARING, ROUNDING, clearing_account, line, remaining

D = Decimal


@pytest.fixture(autouse=True)
def account(office: Office) -> None:
    clearing_account(office)


def settled(office: Office, *lines: int, **more: object) -> int:
    """One act; its key."""
    group = ItemGroup(lines, **more)  # type: ignore[arg-type]
    (act,) = office.session("finance_clerk").run(settle_items, groups=[group])
    return act.id


def pieces(office: Office, act: int) -> list[tuple[int, int, Decimal]]:
    rows = office.owner().execute(
        "SELECT debit_line_id, credit_line_id, amount FROM ledger.settlement WHERE settling_id = %s ORDER BY id", (act,)
    )
    return rows.fetchall()


def proven(office: Office) -> bool:
    return office.session("auditor").read(verify) == ()


def test_one_against_several_cancels_out(office: Office) -> None:
    one, two, three = line(office, "100.00"), line(office, "-60.00"), line(office, "-40.00")
    act = settled(office, one, two, three)
    assert remaining(office, one, two, three) == [D(0), D(0), D(0)]
    assert pieces(office, act) == [(one, two, D("60.00")), (one, three, D("40.00"))]
    assert proven(office)


def test_several_against_several_leave_the_rest_on_the_latest(office: Office) -> None:
    debits = [line(office, "50.00", date(2026, 3, day)) for day in (1, 2, 3)]
    paid = [line(office, "-70.00", date(2026, 3, 4)), line(office, "-30.00", date(2026, 3, 5))]
    act = settled(office, *debits, *paid)
    # 150 debit against 100 credit: 50 + 20 with the 70, 30 with the 30, and the third 50 is whole.
    assert remaining(office, *debits, *paid) == [D(0), D(0), D("50.00"), D(0), D(0)]
    assert pieces(office, act) == [
        (debits[0], paid[0], D("50.00")),
        (debits[1], paid[0], D("20.00")),
        (debits[1], paid[1], D("30.00")),
    ]


def test_the_rest_stays_where_the_user_chose(office: Office) -> None:
    first, second, paid = line(office, "50.00"), line(office, "50.00"), line(office, "-60.00")
    settled(office, first, second, paid, last=(first,))
    assert remaining(office, first, second, paid) == [D("40.00"), D(0), D(0)]


def test_a_small_difference_is_booked_and_comes_back_with_the_act(office: Office) -> None:
    one, other = line(office, "100.40"), line(office, "-100.00")
    act = settled(office, one, other, difference_account=ROUNDING)
    assert remaining(office, one, other) == [D(0), D(0)]
    auditor = office.session("auditor")
    on = date(2026, 12, 30)
    assert auditor.read(account_balance, account=ROUNDING, on=on) == D("0.40")
    assert auditor.read(account_balance, account=CLEARING, on=on) == D(0)
    assert proven(office)
    office.session("finance_clerk").run(unsettle_items, settling_ids=[act], reason="Wrong payment")
    assert remaining(office, one, other) == [D("100.40"), D("-100.00")]
    assert auditor.read(account_balance, account=ROUNDING, on=on) == D(0)
    assert proven(office)


def test_a_difference_over_the_limit_is_refused_and_the_limit_is_the_companys(office: Office) -> None:
    one, other = line(office, "102.00"), line(office, "-100.00")
    with pytest.raises(Rejected, match=r"ledger\.difference_too_large"):
        settled(office, one, other, difference_account=ROUNDING)
    with pytest.raises(Invalid, match=r"ledger\.difference_account"):
        settled(office, one, other, difference_account="1930")
    accountant = office.session("accountant")
    assert accountant.read(read_settling_terms) == SettlingTerms(ROUNDING, D(1), None)
    stored = accountant.run(save_settling_terms, terms=SettlingTerms(ROUNDING, D("2.00")))
    assert (stored.difference_limit, stored.version) == (D("2.00"), 1)
    settled(office, one, other, difference_account=ROUNDING)
    assert remaining(office, one, other) == [D(0), D(0)]


def test_what_cannot_be_settled_together_is_told(office: Office, party: Callable[..., int]) -> None:
    one, other = line(office, "10.00"), line(office, "-10.00", party_id=party("K1", "Kund AB"))
    with pytest.raises(Rejected, match=r"ledger\.settle_apart"):
        settled(office, one, other)
    with pytest.raises(Rejected, match=r"ledger\.settle_one_side"):
        settled(office, one, line(office, "10.00"))
    with pytest.raises(Invalid, match=r"ledger\.no_open_item"):
        settled(office, one, 999999)


def test_of_two_who_settle_the_same_items_one_wins_and_the_other_is_told(office: Office) -> None:
    one, other = line(office, "10.00"), line(office, "-10.00")
    start = Barrier(2)
    sessions = [office.session("finance_clerk"), office.session("accountant")]

    def work(number: int) -> str:
        start.wait(10)
        try:
            sessions[number].run(settle_items, groups=[ItemGroup((one, other))])
        except KontorError as error:
            return error.code
        return "won"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(work, range(2))) == ["ledger.settled_meanwhile", "won"]
    assert office.value("SELECT count(*) FROM ledger.settlement") == 1


def test_what_was_settled_in_part_meanwhile_is_told(office: Office) -> None:
    one, two, other = line(office, "10.00"), line(office, "5.00"), line(office, "-10.00")
    settled(office, two, other)
    with pytest.raises(Rejected, match=r"ledger\.settled_meanwhile"):
        settled(office, one, other, debit=D("10.00"), credit=D("10.00"))


def test_many_acts_come_together_or_not_at_all(office: Office) -> None:
    pairs = [(line(office, f"{n}.00"), line(office, f"-{n}.00")) for n in (1, 2)]
    groups = [ItemGroup(pair) for pair in pairs]
    clerk = office.session("finance_clerk")
    with pytest.raises(Rejected, match=r"ledger\.settle_one_side"):
        clerk.run(settle_items, groups=[*groups, ItemGroup((line(office, "3.00"), line(office, "4.00")))])
    assert office.value("SELECT count(*) FROM ledger.settling") == 0
    assert len(clerk.run(settle_items, groups=groups)) == 2
    assert remaining(office, *pairs[0], *pairs[1]) == [D(0)] * 4


def test_an_act_has_the_day_of_its_latest_item(office: Office) -> None:
    act = settled(office, line(office, "10.00", date(2026, 3, 5)), line(office, "-10.00", date(2026, 4, 7)))
    assert office.value("SELECT settled_on FROM ledger.settling WHERE id = %s", act) == date(2026, 4, 7)


def test_an_act_is_taken_back_whole_once_and_with_a_reason(office: Office) -> None:
    one, two, three = line(office, "100.00"), line(office, "-60.00"), line(office, "-40.00")
    act = settled(office, one, two, three)
    clerk = office.session("finance_clerk")
    with pytest.raises(Invalid, match=r"ledger\.undo_reason_missing"):
        clerk.run(unsettle_items, settling_ids=[act], reason="  ")
    clerk.run(unsettle_items, settling_ids=[act], reason="Wrong month")
    assert remaining(office, one, two, three) == [D("100.00"), D("-60.00"), D("-40.00")]
    assert office.value("SELECT undone_reason FROM ledger.settling WHERE id = %s", act) == "Wrong month"
    with pytest.raises(Invalid, match=r"ledger\.no_settlement"):
        clerk.run(unsettle_items, settling_ids=[act], reason="Again")


def test_a_pair_settled_alone_is_an_act_too(office: Office) -> None:
    one, other = line(office, "10.00"), line(office, "-4.00")
    office.session("finance_clerk").run(settle, pairs=[SettlementPair(one, other, D("4.00"))], date=date(2026, 3, 5))
    row = office.owner().execute("SELECT account, items, amount FROM ledger.settling").fetchone()
    assert row == (CLEARING, 2, D("4.00"))


def test_five_hundred_debits_settle_against_five_hundred_credits_in_one_act(office: Office) -> None:
    lines = [VoucherLine(CLEARING, D(n + 1)) for n in range(500)] + [
        VoucherLine(CLEARING, -D(n + 1)) for n in range(500)
    ]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=date(2026, 3, 5), lines=lines)])
    keys = [key for (key,) in office.owner().execute("SELECT line_id FROM ledger.open_item").fetchall()]
    settled(office, *keys)
    # 1 + 2 + ... + 500 = 125 250
    assert office.value("SELECT sum(amount) FROM ledger.settlement") == D("125250.00")
    assert office.value("SELECT count(*) FROM ledger.open_item WHERE remaining <> 0") == 0
    assert proven(office)
