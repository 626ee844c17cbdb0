"""Fixed assets by figures that can be checked by hand: months, catch-up, write-down, sale, and taking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.finance.assets.changing import (
    depreciate,
    dispose,
    preview_depreciation,
    revalue,
    undo_asset_entry,
    write_down,
)
from models.finance.assets.groups import read_asset_group, save_asset_group
from models.finance.assets.register import (
    AssetDraft,
    add_assets,
    asset_of_line,
    component,
    read_asset,
    read_asset_draft,
    save_asset,
)
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.verification import verify
from tests.support.office import Office

D = Decimal


def group(office: Office, code: str = "INV") -> int:
    """The key of a group that every company begins with."""
    key: int = office.value("SELECT id FROM finance.asset_group WHERE code = %s", code)
    return key


def machine(office: Office, **changes: object) -> AssetDraft:
    """Equipment of 60 000,00 acquired on 10 January for five years: 1 000,00 a month."""
    draft = AssetDraft("Lathe", group(office), date(2026, 1, 10), D("60000.00"))
    return replace(draft, **changes)  # type: ignore[arg-type]  # any of its fields


def bought(office: Office, amount: str = "60000.00") -> int:
    """A voucher that acquires equipment from the bank; the key of its line on 1220."""
    lines = (VoucherLine("1220", D(amount)), VoucherLine("1930", -D(amount)))
    voucher = VoucherDraft(date(2026, 1, 10), lines, "Lathe")
    entry = office.session("accountant").run(post_vouchers, vouchers=(voucher,))[0]
    key: int = office.value("SELECT id FROM ledger.line WHERE entry_id = %s AND account = '1220'", entry.id)
    return key


def balance(office: Office, account: str) -> Decimal:
    """What stands on an account."""
    found: Decimal = office.value("SELECT coalesce(sum(amount), 0) FROM ledger.line WHERE account = %s", account)
    return found


def test_a_straight_line_costs_the_same_each_month_and_a_run_catches_up(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office, source_line_id=bought(office)))
    preview = accountant.read(preview_depreciation, month=date(2026, 3, 1))
    assert [(row.number, row.months, row.amount, row.book) for row in preview.rows] == [
        (added.number, 3, D("3000.00"), D("57000.00"))
    ]
    run = accountant.run(depreciate, month=date(2026, 3, 1), text="Depreciation")
    assert (run.count, balance(office, "1229"), balance(office, "7832")) == (3, D("-3000.00"), D("3000.00"))
    with pytest.raises(Rejected, match=r"asset\.nothing_due"):
        accountant.run(depreciate, month=date(2026, 3, 1))
    shown = accountant.read(read_asset, asset_id=added.id)
    assert (shown.book, shown.status, len(shown.plan)) == (D("57000.00"), "in_use", 57)
    assert (shown.plan[0].month, shown.plan[-1].month, shown.plan[-1].book) == (
        date(2026, 4, 1),
        date(2030, 12, 1),
        D(0),
    )
    assert [event.kind for event in shown.events] == ["depreciation"] * 3 + ["acquisition"]
    assert accountant.read(verify) == ()


def test_months_that_do_not_divide_evenly_add_up_to_the_last_oere(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office, cost=D("10000.00"), life_months=36, residual=D("1000.00")))
    plan = accountant.read(read_asset, asset_id=added.id).plan
    assert sum(month.amount for month in plan) == D("9000.00")
    assert {month.amount for month in plan} == {D("250.00")}
    uneven = accountant.run(save_asset, asset=machine(office, cost=D("1000.00"), life_months=3))
    assert [m.amount for m in accountant.read(read_asset, asset_id=uneven.id).plan] == [
        D("333.33"),
        D("333.34"),
        D("333.33"),
    ]


def test_declining_balance_goes_over_to_the_straight_line_where_that_is_more(office: Office) -> None:
    accountant = office.session("accountant")
    draft = machine(office, method="declining", rate=D(30), cost=D("120000.00"), acquired_on=date(2026, 1, 1))
    added = accountant.run(save_asset, asset=draft)
    plan = accountant.read(read_asset, asset_id=added.id).plan
    # 30 % of 120 000,00 is 3 000,00 a month; of the 84 000,00 left the second year 2 100,00.
    assert {month.amount for month in plan[:12]} == {D("3000.00")}
    assert {month.amount for month in plan[12:24]} == {D("2100.00")}
    # 58 800,00 left over 36 months is 1 633,33, more than 30 % of it: 1 470,00.
    assert plan[24].amount == D("1633.33")
    assert (len(plan), plan[-1].book) == (60, D(0))


def test_what_was_depreciated_elsewhere_is_taken_over(office: Office) -> None:
    accountant = office.session("accountant")
    taken = machine(office, acquired_on=date(2024, 1, 1), depreciation=D("24000.00"), taken_over_to=date(2025, 12, 31))
    added = accountant.run(add_assets, assets=(taken,))[0]
    plan = accountant.read(read_asset, asset_id=added.id).plan
    assert (plan[0].month, plan[0].amount, len(plan)) == (date(2026, 1, 1), D("1000.00"), 36)
    with pytest.raises(Invalid, match=r"asset\.no_take_over_date"):
        accountant.run(add_assets, assets=(replace(taken, taken_over_to=None),))


def test_a_write_down_lowers_the_months_to_come_and_can_be_taken_back(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office))
    accountant.run(depreciate, month=date(2026, 12, 1))
    entry = accountant.run(write_down, asset_id=added.id, date=date(2026, 12, 31), amount=D("24000.00"))
    assert (balance(office, "1228"), balance(office, "7730")) == (D("-24000.00"), D("24000.00"))
    assert accountant.read(read_asset, asset_id=added.id).plan[0].amount == D("500.00")
    with pytest.raises(Invalid, match=r"asset\.too_much"):
        accountant.run(write_down, asset_id=added.id, date=date(2026, 12, 31), amount=D("24000.01"))
    accountant.run(undo_asset_entry, entry_id=entry.id, date=date(2026, 12, 31))
    assert accountant.read(read_asset, asset_id=added.id).book == D("48000.00")
    accountant.run(revalue, asset_id=added.id, date=date(2026, 12, 31), amount=D("4800.00"))
    assert (balance(office, "2085"), balance(office, "1220")) == (D("-4800.00"), D("4800.00"))
    with pytest.raises(Invalid, match=r"asset\.too_much"):
        accountant.run(revalue, asset_id=added.id, date=date(2026, 12, 31), amount=D("-4800.01"))


def test_a_sale_takes_the_asset_out_with_its_gain_and_an_undo_brings_it_back(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office, source_line_id=bought(office)))
    arguments: dict[str, Any] = {
        "asset_id": added.id,
        "date": date(2026, 7, 5),
        "proceeds": D("55000.00"),
        "account": "1930",
    }
    with pytest.raises(Rejected, match=r"asset\.depreciate_first"):
        accountant.run(dispose, **arguments)
    accountant.run(depreciate, month=date(2026, 6, 1))
    sold = accountant.run(dispose, **arguments)
    # 60 000,00 less six months is 54 000,00; sold for 55 000,00.
    assert (sold.gain, balance(office, "3970"), balance(office, "1220"), balance(office, "1229")) == (
        D("1000.00"),
        D("-1000.00"),
        D(0),
        D(0),
    )
    assert accountant.read(read_asset, asset_id=added.id).status == "disposed"
    assert accountant.read(verify) == ()
    with pytest.raises(Rejected, match=r"asset\.disposed"):
        accountant.run(write_down, asset_id=added.id, date=date(2026, 8, 1), amount=D(1))
    accountant.run(undo_asset_entry, entry_id=sold.entry.id, date=date(2026, 7, 6))
    assert accountant.read(read_asset, asset_id=added.id).book == D("54000.00")
    assert accountant.read(verify) == ()


def test_a_part_is_scrapped_with_its_share_of_the_depreciation(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office))
    accountant.run(depreciate, month=date(2026, 6, 1))
    scrapped = accountant.run(dispose, asset_id=added.id, date=date(2026, 7, 1), cost=D("20000.00"))
    assert (scrapped.gain, balance(office, "7970")) == (D("-18000.00"), D("18000.00"))
    shown = accountant.read(read_asset, asset_id=added.id)
    assert (shown.cost, shown.depreciation, shown.status) == (D("40000.00"), D("4000.00"), "in_use")


def test_runs_are_taken_back_from_the_latest_on(office: Office) -> None:
    accountant = office.session("accountant")
    accountant.run(save_asset, asset=machine(office))
    first = accountant.run(depreciate, month=date(2026, 1, 1))
    second = accountant.run(depreciate, month=date(2026, 2, 1))
    with pytest.raises(Rejected, match=r"asset\.later_first"):
        accountant.run(undo_asset_entry, entry_id=first.entry.id, date=date(2026, 2, 28))
    accountant.run(undo_asset_entry, entry_id=second.entry.id, date=date(2026, 2, 28))
    with pytest.raises(Invalid, match=r"asset\.nothing_to_undo"):
        accountant.run(undo_asset_entry, entry_id=second.entry.id, date=date(2026, 2, 28))
    assert accountant.run(depreciate, month=date(2026, 2, 1)).count == 1


def test_a_line_of_a_voucher_becomes_an_asset_once(office: Office) -> None:
    accountant, line = office.session("accountant"), bought(office)
    draft = accountant.read(asset_of_line, line_id=line)
    assert (draft.name, draft.cost, draft.group_id) == ("Lathe", D("60000.00"), group(office))
    accountant.run(save_asset, asset=replace(draft, cost=D("45000.00")))
    assert accountant.read(asset_of_line, line_id=line).cost == D("15000.00")
    with pytest.raises(Invalid, match=r"asset\.more_than_line"):
        accountant.run(save_asset, asset=replace(draft, cost=D("15000.01")))
    with pytest.raises(Invalid, match=r"asset\.line_account"):
        accountant.run(save_asset, asset=replace(draft, cost=D(1), group_id=group(office, "BIL")))


def test_an_asset_is_described_anew_by_one_at_a_time_and_has_components(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office))
    draft = accountant.read(read_asset_draft, asset_id=added.id)
    accountant.run(save_asset, asset=replace(draft, place="Hall 2", life_months=30))
    with pytest.raises(Conflict):
        accountant.run(save_asset, asset=replace(draft, place="Hall 3"))
    shown = accountant.read(read_asset, asset_id=added.id)
    assert (shown.draft.place, shown.plan[0].amount) == ("Hall 2", D("2000.00"))
    part = accountant.run(save_asset, asset=replace(component(draft, added.id), name="Motor", cost=D("5000.00")))
    assert accountant.read(read_asset, asset_id=added.id).parts == ((part.id, f"{part.number} Motor", D("5000.00")),)
    with pytest.raises(Invalid, match=r"asset\.parent_is_component"):
        accountant.run(save_asset, asset=machine(office, parent_id=part.id))
    with pytest.raises(Invalid, match=r"ledger\.unknown_dimension"):
        accountant.run(save_asset, asset=machine(office, cost_centre="none"))


def test_a_group_keeps_its_accounts_once_assets_stand_in_it(office: Office) -> None:
    accountant = office.session("accountant")
    stored = accountant.read(read_asset_group, group_id=group(office))
    accountant.run(save_asset, asset=machine(office))
    changed = accountant.run(save_asset_group, group=replace(stored, life_months=48))
    assert changed.life_months == 48
    with pytest.raises(Invalid, match=r"asset\.group_used"):
        accountant.run(save_asset_group, group=replace(changed, cost_account="1240"))
    made = accountant.run(save_asset_group, group=replace(stored, code="X", id=None, starts_next=True))
    added = accountant.run(save_asset, asset=machine(office, group_id=made.id))
    assert accountant.read(read_asset_draft, asset_id=added.id).depreciates_from == date(2026, 2, 1)


def test_only_accountants_post_and_clerks_read(office: Office) -> None:
    added = office.session("accountant").run(save_asset, asset=machine(office))
    clerk = office.session("finance_clerk")
    assert clerk.read(read_asset, asset_id=added.id).draft.name == "Lathe"
    with pytest.raises(Denied):
        clerk.run(depreciate, month=date(2026, 1, 1))


def test_the_reserve_of_a_revalued_asset_becomes_free_equity_when_it_leaves(office: Office) -> None:
    accountant = office.session("accountant")
    added = accountant.run(save_asset, asset=machine(office))
    accountant.run(revalue, asset_id=added.id, date=date(2026, 1, 31), amount=D("12000.00"))
    scrapped = accountant.run(dispose, asset_id=added.id, date=date(2026, 1, 31), cost=D("18000.00"))
    # A quarter of 72 000,00 leaves, and a quarter of the reserve with it.
    assert (balance(office, "2085"), balance(office, "2091")) == (D("-9000.00"), D("-3000.00"))
    with pytest.raises(Invalid, match=r"asset\.too_much"):
        accountant.run(revalue, asset_id=added.id, date=date(2026, 1, 31), amount=D("-9000.01"))
    accountant.run(undo_asset_entry, entry_id=scrapped.entry.id, date=date(2026, 1, 31))
    assert (balance(office, "2085"), balance(office, "2091")) == (D("-12000.00"), D(0))
    accountant.run(dispose, asset_id=added.id, date=date(2026, 1, 31))
    assert (balance(office, "2085"), balance(office, "2091")) == (D(0), D("-12000.00"))


def test_a_group_that_names_no_account_keeps_its_reserve(office: Office) -> None:
    accountant = office.session("accountant")
    stored = accountant.read(read_asset_group, group_id=group(office))
    assert stored.equity_account == "2091"
    accountant.run(save_asset_group, group=replace(stored, equity_account=None))
    added = accountant.run(save_asset, asset=machine(office))
    accountant.run(revalue, asset_id=added.id, date=date(2026, 1, 31), amount=D("12000.00"))
    accountant.run(dispose, asset_id=added.id, date=date(2026, 1, 31))
    assert balance(office, "2085") == D("-12000.00")


def test_moving_an_asset_leaves_a_trace_and_hinders_nothing(office: Office) -> None:
    accountant = office.session("accountant")
    for statement in (
        "INSERT INTO ledger.dimension (company_id, number, name) VALUES (%s, 1, 'Kostnadsställe')",
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name) VALUES (%s, 1, 'NORR', 'Norr')",
    ):
        office.owner().execute(statement.encode(), (office.company_id,))
    added = accountant.run(save_asset, asset=machine(office, place="Hall 1"))
    run = accountant.run(depreciate, month=date(2026, 1, 1))
    draft = accountant.read(read_asset_draft, asset_id=added.id)
    accountant.run(save_asset, asset=replace(draft, place="Hall 2", cost_centre="NORR"))
    latest = accountant.read(read_asset, asset_id=added.id).events[0]
    assert (latest.kind, latest.entry_id, latest.cost) == ("transfer", None, D(0))
    assert latest.text == "Hall 1 → Hall 2; Kostnadsställe:  → NORR"
    accountant.run(undo_asset_entry, entry_id=run.entry.id, date=date(2026, 1, 31))
    changed = accountant.read(read_asset_draft, asset_id=added.id)
    accountant.run(save_asset, asset=replace(changed, life_months=48))
    kinds = [event.kind for event in accountant.read(read_asset, asset_id=added.id).events]
    assert kinds.count("transfer") == 1
