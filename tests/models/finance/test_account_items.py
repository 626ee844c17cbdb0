"""What the page of an account's open items reads: proposals, what was open on a day, and acts with their items."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid
from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_page
from models.finance.open_items import items_on_day, propose_settlements, read_settling
from models.finance.queries_settling import ACCOUNT_ITEMS, SETTLINGS
from models.finance.settling import ItemGroup, keep_open_items, settle_items, unsettle_items
from tests.support.office import Office
from tests.support.settling import CLEARING, clearing_account, line, make_accounts

D = Decimal


def rows(office: Office, text: str = "") -> list[tuple[object, ...]]:
    """Voucher, debit, credit of the account's items."""
    request = PageRequest(filters=(Filter("account", "=", CLEARING),), text=text)
    page = office.session("auditor").read(fetch_page, query=ACCOUNT_ITEMS, request=request)
    return [(row[0], row[4], row[5]) for row in page.rows]


def test_the_list_has_debit_beside_credit_and_finds_by_voucher_text_and_amount(office: Office) -> None:
    clearing_account(office)
    line(office, "100.00", text="Skatt mars")
    line(office, "-40.00", text="Bankgiro 998877")
    assert rows(office) == [("A1", D("100.00"), None), ("A2", None, D("40.00"))]
    for words in ("A2", "998877", "40"):
        assert rows(office, words) == [("A2", None, D("40.00"))], words


def test_proposals_come_from_text_and_amount_and_never_settle_by_themselves(office: Office) -> None:
    clearing_account(office)
    tax = line(office, "100.00", text="Skatt 998877")
    other = line(office, "70.00", date(2026, 3, 6))
    paid = line(office, "-100.00", date(2026, 3, 9), text="Bankgiro 998877")
    parts = [line(office, "-30.00", date(2026, 3, 10)), line(office, "-40.00", date(2026, 3, 11))]
    clerk = office.session("finance_clerk")
    best, several = clerk.read(propose_settlements, account=CLEARING)
    assert (best.lines, best.reasons, best.certain) == ((tax, paid), ("reference", "amount", "week", "only"), True)
    assert (sorted(several.lines), several.reasons, several.certain) == ([other, *parts], ("sum", "week"), False)
    assert [p.lines[0] for p in clerk.read(propose_settlements, account=CLEARING, line_id=other)] == [other]
    assert office.value("SELECT count(*) FROM ledger.settlement") == 0


def test_what_was_open_on_a_day_sums_to_the_balance_of_that_day_by_age(office: Office) -> None:
    clearing_account(office)
    one = line(office, "100.00", date(2026, 1, 10))
    line(office, "30.00", date(2026, 3, 1))
    other = line(office, "-100.00", date(2026, 4, 5))
    act = office.session("finance_clerk").run(settle_items, groups=[ItemGroup((one, other))])[0]
    auditor = office.session("auditor")
    march = auditor.read(items_on_day, account=CLEARING, on=date(2026, 3, 31))
    # 10 January to 31 March are 80 days, 1 March to 31 March are 30.
    assert [(item.remaining, item.days) for item in march.items] == [(D("100.00"), 80), (D("30.00"), 30)]
    assert march.ages == (D(0), D("30.00"), D(0), D("100.00"), D(0))
    assert march.total == march.balance == D("130.00")
    april = auditor.read(items_on_day, account=CLEARING, on=date(2026, 4, 5))
    assert ([item.remaining for item in april.items], april.balance) == ([D("30.00")], D("30.00"))
    office.session("finance_clerk").run(unsettle_items, settling_ids=[act.id], reason="Wrong")
    april = auditor.read(items_on_day, account=CLEARING, on=date(2026, 4, 5))
    assert (april.count, april.total, april.balance) == (3, D("30.00"), D("30.00"))


def test_the_sums_of_a_day_are_of_all_items_however_many_are_shown(office: Office) -> None:
    clearing_account(office)
    for amount in ("1.00", "2.00", "4.00"):
        line(office, amount)
    found = office.session("auditor").read(items_on_day, account=CLEARING, on=date(2026, 3, 5), most=2)
    assert (len(found.items), found.count, found.total, found.balance) == (2, 3, D("7.00"), D("7.00"))


def test_a_day_before_the_account_kept_items_is_told(office: Office) -> None:
    make_accounts(office)
    auditor = office.session("auditor")
    with pytest.raises(Invalid, match=r"open_items\.not_kept"):
        auditor.read(items_on_day, account=CLEARING, on=date(2026, 3, 31))
    line(office, "100.00")
    office.session("accountant").run(keep_open_items, account=CLEARING, start=date(2026, 4, 1))
    with pytest.raises(Invalid, match=r"open_items\.not_yet"):
        auditor.read(items_on_day, account=CLEARING, on=date(2026, 3, 31))
    found = auditor.read(items_on_day, account=CLEARING, on=date(2026, 4, 1))
    assert found.total == found.balance == D("100.00")


def test_an_act_shows_its_items_who_did_it_and_why_it_was_taken_back(office: Office) -> None:
    clearing_account(office)
    one, two = line(office, "100.00"), line(office, "-60.00")
    clerk = office.session("finance_clerk")
    (act,) = clerk.run(settle_items, groups=[ItemGroup((one, two))])
    clerk.run(unsettle_items, settling_ids=[act.id], reason="Wrong month")
    record = office.session("auditor").read(read_settling, settling_id=act.id)
    assert [(part.line_id, part.voucher, part.amount) for part in record.parts] == [
        (one, "A1", D("60.00")),
        (two, "A2", D("-60.00")),
    ]
    assert (record.amount, record.undone_reason) == (D("60.00"), "Wrong month")
    page = office.session("auditor").read(fetch_page, query=SETTLINGS, request=PageRequest())
    assert [(row[1], row[3], row[4], row[6]) for row in page.rows] == [(CLEARING, 2, D("60.00"), "undone")]
