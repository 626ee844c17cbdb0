"""Voucher series are added and renamed; what vouchers are numbered in keeps its code and its area."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Denied, Invalid
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.series import (
    add_voucher_series,
    edit_voucher_series,
    list_all_series,
    read_voucher_series,
)
from tests.support.office import Office

RENT = (VoucherLine("5010", Decimal(1000)), VoucherLine("1930", Decimal(-1000)))


def rent(series: str = "A") -> VoucherDraft:
    return VoucherDraft(date=date(2026, 3, 5), text="Rent", lines=list(RENT), series=series)


def test_each_series_tells_how_far_it_has_come_in_each_year(office: Office) -> None:
    accountant = office.session("accountant")
    before = accountant.read(list_all_series)
    assert [(series.code, series.area, series.years) for series in before.vouchers] == [
        ("A", "general", ()),
        ("B", "receivables", ()),
        ("C", "general", ()),
        ("D", "payables", ()),
        ("L", "payroll", ()),
        ("S", "stock", ()),
    ]
    accountant.run(post_vouchers, vouchers=[rent(), rent()])
    (year,) = accountant.read(read_voucher_series, code="A").years
    assert (year.starts_on, year.ends_on, year.next_number) == (date(2026, 1, 1), date(2026, 12, 31), 3)


def test_a_series_that_was_added_numbers_vouchers(office: Office) -> None:
    accountant = office.session("accountant")
    made = accountant.run(add_voucher_series, code=" k ", name=" Kassa ", area="general")
    assert (made.code, made.name, made.fixed) == ("K", "Kassa", False)
    (posted,) = accountant.run(post_vouchers, vouchers=[rent("K")])
    assert (posted.series, posted.number) == ("K", 1)


def test_a_code_stands_for_one_series(office: Office) -> None:
    with pytest.raises(Invalid, match=r"series\.exists"):
        office.session("accountant").run(add_voucher_series, code="a", name="Again", area="general")
    for code, name, refusal in ((" ", "Kassa", "series.no_code"), ("K", " ", "series.no_name")):
        with pytest.raises(Invalid, match=refusal):
            office.session("accountant").run(add_voucher_series, code=code, name=name, area="general")


def test_a_name_changes_whenever_and_an_area_only_while_nothing_is_numbered(office: Office) -> None:
    accountant = office.session("accountant")
    accountant.run(add_voucher_series, code="K", name="Kassa", area="payroll")
    assert accountant.run(edit_voucher_series, code="K", name="Kassa", area="general").area == "general"
    accountant.run(post_vouchers, vouchers=[rent("K")])
    assert accountant.run(edit_voucher_series, code="K", name="Handkassa", area="general").name == "Handkassa"
    with pytest.raises(Invalid, match=r"series\.fixed"):
        accountant.run(edit_voucher_series, code="K", name="Handkassa", area="payroll")


@pytest.mark.parametrize("code", ["B", "C", "D", "S"])
def test_the_series_of_documents_keep_their_areas_from_the_first_day(office: Office, code: str) -> None:
    with pytest.raises(Invalid, match=r"series\.fixed"):
        office.session("accountant").run(edit_voucher_series, code=code, name="Other", area="payroll")


def test_finance_and_administrators_look_at_series_and_only_some_change_them(office: Office) -> None:
    for role in ("finance_clerk", "auditor", "administrator", "accountant"):
        assert office.session(role).read(read_voucher_series, code="A").name
    for role in ("finance_clerk", "auditor"):
        with pytest.raises(Denied):
            office.session(role).run(edit_voucher_series, code="A", name="Mine", area="general")
    with pytest.raises(Denied):
        office.session("seller").read(list_all_series)
