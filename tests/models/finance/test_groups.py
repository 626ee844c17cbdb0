"""What a group of two companies comes to: figures, rates, eliminations, rights; what is booked says the support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from models.database.errors import Invalid, Rejected
from models.finance.groups.consolidation import Consolidation, read_consolidation
from models.finance.groups.registers import (
    GroupMember,
    read_member,
    remove_member,
    save_member,
)
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.groups import END, START, book, euro_company, make_group
from tests.support.office import Office

D = Decimal


@pytest.fixture
def sister(office: Office) -> Iterator[Office]:
    with euro_company(office) as company:
        yield company


@pytest.fixture
def group(office: Office, sister: Office) -> Office:
    return make_group(office, sister)


def read(office: Office) -> Consolidation:
    return office.session("auditor").read(read_consolidation, from_date=START, to_date=END)


def totals(record: Consolidation) -> dict[str, Decimal]:
    return {line.account or line.kind: line.total for line in record.lines if line.total}


def test_a_group_is_its_companies_less_what_lies_between_them(group: Office) -> None:
    record = read(group)
    # Average: 90 days at 10 and 91 at 11 are 10.502762. Sales of 40 euro: 420.11, purchases of 20: 210.06.
    # Bank: -1000 - 550 + 200 of the parent, 170 euro at 11 of the company: 1870. In all 520.
    assert totals(record) == {
        "1930": D("520.00"),
        "3001": D("-420.11"),
        "4415": D("10.06"),
        "translation": D("-109.95"),
    }
    # Equity brought in 100 x (11 - 10), the result of 20 euro (11 x 20 - 210.05): 100 + 9.95.
    assert record.result == D("410.05")
    assert sum(line.total for line in record.lines) == 0
    assert record.minority == 0


def test_each_figure_knows_the_companies_behind_it(group: Office) -> None:
    bank = next(line for line in read(group).lines if line.account == "1930")
    assert [(f.member, f.currency, f.amount, f.rate, f.value) for f in bank.figures] == [
        ("Björkens Bygg AB", "SEK", D(-1350), D(1), D(-1350)),
        ("Helsinki Puu Oy", "EUR", D(170), D(11), D(1870)),
    ]
    assert bank.translated == sum(figure.value for figure in bank.figures)


def test_what_does_not_agree_between_companies_stays_to_be_seen(group: Office, sister: Office) -> None:
    book(sister, END, "2360", "1930", 5)
    record = read(group)
    assert [(line.name, line.total) for line in record.of("difference")] == [("Loan", D(55))]
    assert sum(line.total for line in record.lines) == 0


def test_what_others_own_is_told(group: Office, sister: Office) -> None:
    session = group.session("accountant")
    key = group.value("SELECT id FROM finance.group_member")
    member = session.read(read_member, row_id=key)
    session.run(save_member, member=replace(member, share=D(75)))
    # Net assets of 170 - 50 euro at 11, a quarter of them.
    assert read(group).minority == D("330.00")
    session.run(save_member, member=replace(session.read(read_member, row_id=key), to_date=date(2026, 5, 31)))
    assert {f.member for line in read(group).lines for f in line.figures} == {"Björkens Bygg AB"}


def test_a_closing_voucher_does_not_empty_the_result(group: Office, sister: Office) -> None:
    lines = [VoucherLine("8999", D(20)), VoucherLine("2099", D(-20))]
    voucher = VoucherDraft(date=END, lines=lines, kind="closing")
    sister.session("accountant").run(post_vouchers, vouchers=[voucher])
    assert read(group).result == D("410.05")


def test_a_result_of_earlier_days_is_told_apart(group: Office) -> None:
    later = group.session("auditor").read(read_consolidation, from_date=date(2026, 4, 1), to_date=END)
    assert later.result == 0
    # 200 of the parent and 20 euro at the rate of 31 March, less the sales within the group on both sides.
    assert totals(later)["earlier"] == D(-400)


def test_a_member_that_is_not_open_to_the_reader_is_not_left_out_in_silence(group: Office) -> None:
    with pytest.raises(Rejected, match=r"group\.hidden"):
        group.session("finance_clerk").read(read_consolidation, from_date=START, to_date=END)


def test_nobody_takes_a_company_into_a_group_that_is_not_open_to_them(office: Office, sister: Office) -> None:
    office.owner().execute("DELETE FROM company.user_company WHERE company_id = %s", (sister.company_id,))
    with pytest.raises(Invalid, match=r"group\.hidden"):
        office.session("accountant").run(
            save_member, member=GroupMember(member_id=sister.company_id, share=D(100), from_date=START)
        )
    with pytest.raises(psycopg.Error, match=r"group\.hidden"):
        office.sql("accountant").execute(
            "SELECT * FROM finance.consolidated_rows(%s, %s, %s)", (sister.company_id, START, END)
        )


def test_a_clerk_neither_joins_companies_nor_moves_a_row_to_another(group: Office, sister: Office) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        group.sql("finance_clerk").execute("UPDATE finance.group_member SET share = 1")
    with pytest.raises(psycopg.Error, match=r"member_stays|row-level|check"):
        group.sql("accountant").execute("UPDATE finance.group_member SET member_id = company_id")


def test_a_company_leaves_with_the_places_of_its_accounts(group: Office) -> None:
    key = group.value("SELECT id FROM finance.group_member")
    group.session("accountant").run(remove_member, row_id=key, version=1)
    assert group.value("SELECT count(*) FROM finance.group_account") == 0
    assert group.value("SELECT count(*) FROM ledger.entry") == 7


@pytest.mark.parametrize(
    ("change", "code"),
    [({"share": D(0)}, "group.bad_share"), ({"to_date": date(2025, 1, 1)}, "group.ends_before")],
)
def test_impossible_members_are_refused(sister: Office, office: Office, change: dict[str, Any], code: str) -> None:
    member = GroupMember(member_id=sister.company_id, share=D(100), from_date=START)
    with pytest.raises(Invalid) as caught:
        office.session("accountant").run(save_member, member=replace(member, **change))
    assert caught.value.code == code
