"""A voucher corrected in one act: mirror and replacement together, linked both ways, on the first day that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.accounts import list_fiscal_years, list_periods, lock_period
from models.finance.closing.periods import freeze_period
from models.finance.entering import Posting, post_voucher, prepare_correction, similar_vouchers
from models.finance.posting import (
    PostedEntry,
    VoucherDraft,
    VoucherLine,
    correct_voucher,
    post_vouchers,
)
from models.finance.reports import account_balance, trial_balance, voucher
from models.finance.verification import verify
from tests.support.office import Office

D = Decimal
MARCH, APRIL = date(2026, 3, 5), date(2026, 4, 1)


def rent(amount: str = "1000.00", on: date = MARCH, account: str = "5010") -> VoucherDraft:
    return VoucherDraft(date=on, text="Rent", lines=[VoucherLine(account, D(amount)), VoucherLine("1930", -D(amount))])


def post(office: Office, draft: VoucherDraft) -> PostedEntry:
    return office.session("accountant").run(post_vouchers, vouchers=[draft])[0]


def march(office: Office) -> int:
    session = office.session("accountant")
    year = session.read(list_fiscal_years)[0]
    periods = session.read(list_periods, fiscal_year_id=year.id)
    return next(p.id for p in periods if p.starts_on == date(2026, 3, 1))


def test_a_correction_is_one_act_and_both_vouchers_name_each_other(office: Office) -> None:
    session = office.session("accountant")
    wrong = post(office, rent())
    begun = session.read(prepare_correction, entry_id=wrong.id)
    copy = begun.copy
    assert (begun.corrects, begun.reversed_on, copy.date, copy.corrects_id) == ("A1 Rent", MARCH, MARCH, wrong.id)
    right = replace(copy, lines=rent("900.00").lines)
    made = session.run(correct_voucher, entry_id=wrong.id, date=MARCH, voucher=right, text="A1 Rent")
    assert [(x.series, x.number) for x in (made.reversal, made.correction)] == [("A", 2), ("A", 3)]
    original = session.read(voucher, entry_id=wrong.id)
    assert (original.reversed_by, original.corrected_by) == ((made.reversal.id, "A2"), ((made.correction.id, "A3"),))
    assert session.read(voucher, entry_id=made.correction.id).corrects == (wrong.id, "A1")
    assert session.read(voucher, entry_id=made.reversal.id).reverses == (wrong.id, "A1")
    balance = session.read(trial_balance, to_date=date(2026, 12, 31))
    assert [(row.account, row.closing) for row in balance.rows] == [("1930", D(-900)), ("5010", D(900))]
    assert session.read(verify) == ()


def test_where_the_month_is_locked_the_correction_goes_into_the_first_open_one(office: Office) -> None:
    session = office.session("accountant")
    wrong = post(office, rent())
    session.run(lock_period, period_id=march(office), area="general")
    begun = session.read(prepare_correction, entry_id=wrong.id)
    copy = begun.copy
    assert (begun.reversed_on, copy.date) == (APRIL, APRIL)
    session.run(correct_voucher, entry_id=wrong.id, date=APRIL, voucher=copy)
    assert session.read(account_balance, account="5010", on=date(2026, 3, 31)) == D(1000)
    assert session.read(account_balance, account="5010", on=APRIL) == D(1000)


def test_a_month_that_is_frozen_for_others_is_no_open_one(office: Office) -> None:
    session = office.session("accountant")
    wrong = post(office, rent())
    other, mine = (
        office.value("SELECT id FROM company.app_user WHERE name = %s", name)
        for name in ("administrator", "accountant")
    )
    for people, day in ((other, APRIL), (mine, MARCH)):
        session.run(freeze_period, period_id=march(office), areas=["general"], people=[people], until=date(2099, 1, 1))
        assert session.read(prepare_correction, entry_id=wrong.id).reversed_on == day


def test_a_correction_that_is_refused_leaves_the_voucher_as_it_was(office: Office) -> None:
    session = office.session("accountant")
    wrong = post(office, rent())
    unbalanced = replace(rent(), lines=[VoucherLine("5010", D(900)), VoucherLine("1930", D(-1000))])
    with pytest.raises(Rejected, match=r"ledger\.unbalanced"):
        session.run(correct_voucher, entry_id=wrong.id, date=MARCH, voucher=unbalanced)
    assert session.read(voucher, entry_id=wrong.id).reversed_by is None
    assert office.value("SELECT count(*) FROM ledger.entry") == 1


def test_a_voucher_is_corrected_once_and_its_correction_may_be_corrected_again(office: Office) -> None:
    session = office.session("accountant")
    wrong = post(office, rent())
    first = session.run(correct_voucher, entry_id=wrong.id, date=MARCH, voucher=rent("900"))
    with pytest.raises(Rejected, match=r"ledger\.already_reversed"):
        session.run(correct_voucher, entry_id=wrong.id, date=MARCH, voucher=rent("800"))
    session.run(correct_voucher, entry_id=first.correction.id, date=MARCH, voucher=rent("800"))
    assert session.read(account_balance, account="5010", on=MARCH) == D(800)


def test_what_comes_from_a_document_or_lies_before_it_is_not_corrected_here(office: Office) -> None:
    session = office.session("accountant")
    wrong = post(office, rent())
    with pytest.raises(Rejected, match=r"ledger\.reversal_before"):
        session.run(correct_voucher, entry_id=wrong.id, date=date(2026, 3, 4), voucher=rent())
    with pytest.raises(Invalid, match=r"ledger\.no_such_entry"):
        session.run(correct_voucher, entry_id=0, date=MARCH, voucher=rent())
    with pytest.raises(Rejected, match=r"ledger\.series_of_documents"):
        session.run(correct_voucher, entry_id=wrong.id, date=MARCH, voucher=replace(rent(), series="B"))


def test_a_voucher_that_was_posted_already_is_told_before_it_is_posted_again(office: Office) -> None:
    session = office.session("accountant")
    first = post(office, rent())
    assert session.read(similar_vouchers, voucher=rent()) == (first,)
    assert session.read(similar_vouchers, voucher=rent("1000.01")) == ()
    assert session.read(similar_vouchers, voucher=rent(account="5020")) == ()
    assert session.read(similar_vouchers, voucher=rent(on=date(2026, 3, 6))) == ()
    assert session.run(post_voucher, voucher=rent()) == Posting(None, (first,))
    again = session.run(post_voucher, voucher=rent(), sure=True).posted
    assert again is not None
    assert again.number == first.number + 1
    for posted in (first, again):
        session.run(correct_voucher, entry_id=posted.id, date=MARCH, voucher=rent("900"))
    assert session.read(similar_vouchers, voucher=rent()) == ()


def test_the_same_supplier_and_amount_within_a_month_is_told_too(office: Office) -> None:
    session = office.session("accountant")
    row = (
        office.owner()
        .execute(
            "INSERT INTO contacts.party (code, name, kind, is_supplier) VALUES ('L1', 'El AB', 'organisation', true)"
            " RETURNING id"
        )
        .fetchone()
    )
    assert row

    def bill(on: date, amount: str = "1250.00") -> VoucherDraft:
        lines = [VoucherLine("5020", D(amount)), VoucherLine("2440", -D(amount), party_id=row[0])]
        return VoucherDraft(date=on, lines=lines)

    first = post(office, bill(MARCH))
    assert session.read(similar_vouchers, voucher=bill(APRIL)) == (first,)
    assert session.read(similar_vouchers, voucher=bill(date(2026, 4, 6))) == ()
    assert session.read(similar_vouchers, voucher=bill(APRIL, "1250.50")) == ()
