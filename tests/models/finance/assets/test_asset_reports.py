"""The note, register against ledger, and tax depreciation, by figures that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid
from models.finance.assets.changing import depreciate, dispose
from models.finance.assets.register import AssetDraft, add_assets
from models.finance.assets.reports import asset_accounts, asset_note, tax_depreciation, tax_rule
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office

D = Decimal
YEAR_END = date(2026, 12, 31)


@pytest.fixture
def equipped(office: Office) -> Office:
    """An old machine of 90 000,00 (36 000,00 depreciated), a new one of 60 000,00; the first half year is posted."""
    accountant = office.session("accountant")
    key = office.value("SELECT id FROM finance.asset_group WHERE code = 'INV'")
    new = AssetDraft("New", key, date(2026, 1, 10), D("60000.00"))
    old = replace(
        new,
        name="Old",
        acquired_on=date(2024, 1, 1),
        cost=D("90000.00"),
        depreciation=D("36000.00"),
        taken_over_to=date(2025, 12, 31),
    )
    accountant.run(add_assets, assets=(old, new))
    accountant.run(depreciate, month=date(2026, 6, 1))
    return office


def test_the_note_opens_with_last_year_and_closes_with_this_one(equipped: Office) -> None:
    accountant = equipped.session("accountant")
    key = equipped.value("SELECT id FROM finance.asset WHERE name = 'Old'")
    accountant.run(dispose, asset_id=key, date=date(2026, 7, 1), proceeds=D("30000.00"), account="1930")
    note = accountant.read(asset_note, to_date=YEAR_END)
    (group,) = note.groups
    assert (note.from_date, group.code) == (date(2026, 1, 1), "INV")
    assert (group.cost_opening, group.cost_added, group.cost_disposed, group.cost_closing) == (
        D(90000),
        D(60000),
        D(-90000),
        D(60000),
    )
    # Half a year: 9 000,00 of the old machine and 6 000,00 of the new one.
    assert (group.depreciation_opening, group.depreciation_year, group.depreciation_disposed) == (
        D(36000),
        D(15000),
        D(-45000),
    )
    assert (group.depreciation_closing, group.book_closing) == (D(6000), D(54000))


def test_what_the_ledger_lacks_is_shown_by_account(equipped: Office) -> None:
    accountant = equipped.session("accountant")
    rows = accountant.read(asset_accounts, on=YEAR_END)
    assert [(row.account, row.register, row.ledger, row.difference) for row in rows] == [
        ("1220", D(150000), D(0), D(-150000)),
        ("1229", D(-51000), D(-15000), D(36000)),
    ]
    lines = (VoucherLine("1220", D(150000)), VoucherLine("1229", D(-36000)), VoucherLine("2091", D(-114000)))
    accountant.run(post_vouchers, vouchers=(VoucherDraft(date(2026, 1, 1), lines, kind="opening"),))
    agreed = accountant.read(asset_accounts, on=YEAR_END)
    assert {row.difference for row in agreed} == {D(0)}


def test_the_lower_of_the_two_tax_values_makes_the_reserve(equipped: Office) -> None:
    accountant = equipped.session("accountant")
    accountant.run(depreciate, month=date(2026, 12, 1))
    tax = accountant.read(tax_depreciation, on=YEAR_END)
    # Main rule: 54 000 opening + 60 000 bought = 114 000, less 30 % is 79 800.
    assert (tax.book_opening, tax.acquired, tax.base, tax.main_value) == (D(54000), D(60000), D(114000), D(79800))
    # Supplementary rule: the old one in its third year 40 % of 90 000, the new one 80 % of 60 000.
    assert (tax.supplementary_value, tax.tax_value) == (D(84000), D(79800))
    # Books: 36 000 + 48 000 = 84 000, so 4 200 goes to the reserve.
    assert (tax.book_closing, tax.reserve_closing, tax.change) == (D(84000), D(4200), D(4200))
    accountant.run(post_vouchers, vouchers=(tax.voucher("Tax depreciation"),))
    assert accountant.read(tax_depreciation, on=YEAR_END).change == 0


def test_a_country_without_rules_says_so(office: Office) -> None:
    assert tax_rule("SE", YEAR_END).main_percent == 30
    with pytest.raises(Invalid, match=r"asset\.no_rule"):
        tax_rule("XX", YEAR_END)
    with pytest.raises(Invalid, match=r"ledger\.no_period"):
        office.session("accountant").read(tax_depreciation, on=date(2031, 1, 1))
