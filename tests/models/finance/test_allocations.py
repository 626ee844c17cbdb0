"""Allocations, with figures by hand: costs are spread by keys, once a month, exactly, and stay explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.accounts import lock_period
from models.finance.allocations.arranging import AllocationRule, save_rule
from models.finance.allocations.keys import Target, save_key
from models.finance.allocations.running import (
    Allocated,
    take_back,
)
from models.finance.dimensions import (
    DimensionRule,
    DimensionValue,
    save_dimension_rule,
    save_dimension_value,
)
from models.finance.verification import verify
from tests.support.allocating import FEBRUARY, JANUARY, book, by_centre, key, preview, rule, run, shares
from tests.support.office import Office

D = Decimal


def test_rent_is_spread_over_three_departments_to_the_last_ore(house: Office) -> None:
    book(house, "5010", "100000")
    rule(house, key(house, ("100", "1"), ("200", "1"), ("300", "1")))
    (proposed,) = preview(house)
    assert (proposed.state, proposed.amount) == ("ready", D(100000))
    assert shares(proposed) == [("100", "33333.33"), ("200", "33333.33"), ("300", "33333.34")]
    assert [(move.account, move.marks, move.amount) for move in proposed.taken] == [("5010", {}, D(-100000))]
    assert len(run(house).posted) == 1
    assert by_centre(house, "5010") == {"100": D("33333.33"), "200": D("33333.33"), "300": D("33333.34")}
    assert house.value("SELECT entry_date || source_kind || text FROM ledger.entry ORDER BY id DESC LIMIT 1") == (
        "2026-01-31allocationHyra 2026-01"
    )
    assert preview(house)[0].state == "posted"
    assert preview(house)[0].put == proposed.put
    assert house.session("auditor").read(verify) == ()


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        ("0.01", "1 1 1", ["0.00", "0.00", "0.01"]),
        ("0.05", "1 1 1", ["0.02", "0.02", "0.01"]),
        ("1000", "7 11 13", ["225.81", "354.84", "419.35"]),
        ("100", "50 25 25", ["50.00", "25.00", "25.00"]),
        ("-100", "1 1 1", ["-33.33", "-33.33", "-33.34"]),
        ("99999.99", "0.000001 1 2", ["0.03", "33333.32", "66666.64"]),
    ],
)
def test_parts_sum_to_what_is_spread_and_the_biggest_takes_the_rest(
    house: Office, amount: str, weights: str, expected: list[str]
) -> None:
    book(house, "5010", amount)
    rule(house, key(house, *zip(("100", "200", "300"), weights.split(), strict=True)))
    assert [str(part.amount) for part in preview(house)[0].put] == expected
    run(house)
    assert sum(by_centre(house, "5010").values()) == D(amount)
    assert "" not in by_centre(house, "5010")


def test_overhead_follows_the_salaries_of_the_month(house: Office) -> None:
    book(house, "5010", "10000")
    for centre, salary in (("100", "30000"), ("200", "10000")):
        book(house, "7010", salary, d1=centre)
    book(house, "7010", "99999", on=FEBRUARY, d1="300")
    measured = key(house, kind="balance", from_account="7000", to_account="7399", code="LÖN")
    rule(house, measured)
    assert shares(preview(house)[0]) == [("100", "7500.00"), ("200", "2500.00")]
    assert [part.weight for part in preview(house)[0].put] == [D(30000), D(10000)]
    narrowed = replace(measured, targets=(Target("200"), Target("300")))
    house.session("accountant").run(save_key, key=narrowed)
    assert shares(preview(house)[0]) == [("200", "10000.00")]


def test_a_key_by_sales_gives_nothing_to_who_only_credited(house: Office) -> None:
    book(house, "5010", "900")
    for centre, sold in (("100", "-2000"), ("200", "-1000"), ("300", "500")):
        book(house, "3001", sold, d1=centre)
    rule(house, key(house, kind="balance", from_account="3000", to_account="3999"))
    assert shares(preview(house)[0]) == [("100", "600.00"), ("200", "300.00")]


def test_a_key_may_measure_from_the_start_of_the_year(house: Office) -> None:
    book(house, "7010", "1000", d1="100")
    book(house, "7010", "3000", on=FEBRUARY, d1="200")
    book(house, "5010", "400", on=FEBRUARY)
    rule(house, key(house, kind="balance", from_account="7010", span="year"))
    assert shares(preview(house, FEBRUARY)[0]) == [("100", "100.00"), ("200", "300.00")]


def test_what_a_cost_centre_spreads_does_not_come_back_to_it(house: Office) -> None:
    book(house, "5010", "600", d1="900")
    for centre, salary in (("100", "100"), ("200", "200"), ("900", "5000")):
        book(house, "7010", salary, d1=centre)
    rule(house, key(house, kind="balance", from_account="7010"), source_code="900")
    run(house)
    assert by_centre(house, "5010") == {"100": D(200), "200": D(400)}


def test_a_key_changed_from_july_leaves_june_as_it_was(house: Office) -> None:
    june, july = date(2026, 6, 1), date(2026, 7, 1)
    for month in (june, july):
        book(house, "5010", "1000", on=month)
    made = key(house, ("100", "1"), ("200", "1"))
    rule(house, made)
    run(house, june)
    later = replace(made, valid_from=july, targets=(Target("100", weight=D(1)), Target("200", weight=D(3))))
    saved = house.session("accountant").run(save_key, key=later)
    assert saved.versions == (july, JANUARY)
    run(house, july)
    assert by_centre(house, "5010", "2026-06-30") == {"100": D(500), "200": D(500)}
    assert by_centre(house, "5010") == {"100": D(750), "200": D(1250)}


def steps(office: Office) -> tuple[AllocationRule, AllocationRule]:
    """Rent to 100 and to the shared 900 by halves; then all of 900 to 200 and 300 by halves."""
    first = rule(office, key(office, ("100", "1"), ("900", "1"), code="ETT"), title="Hyra")
    second = key(office, ("200", "1"), ("300", "1"), code="TVÅ")
    return first, rule(office, second, "5000 5999", title="Gemensamt", position=20, source_code="900")


def test_a_later_rule_sees_what_an_earlier_one_put(house: Office) -> None:
    book(house, "5010", "1000")
    book(house, "5010", "200", d1="900")
    _, second = steps(house)
    hyra, gemensamt = preview(house)
    assert (hyra.amount, gemensamt.amount) == (D(1000), D(700))
    assert shares(gemensamt) == [("200", "350.00"), ("300", "350.00")]
    assert gemensamt.waits_for == "Hyra"
    with pytest.raises(Rejected, match=r"allocation\.earlier_first"):
        run(house, rule_id=second.id)
    assert len(run(house).posted) == 2
    assert by_centre(house, "5010") == {"100": D(500), "200": D(350), "300": D(350)}


def test_what_a_later_rule_counted_on_is_taken_back_after_it(house: Office) -> None:
    book(house, "5010", "1000")
    first, second = steps(house)
    run(house, rule_id=first.id)
    assert [row.state for row in preview(house)] == ["posted", "ready"]
    assert preview(house)[1].waits_for == ""
    run(house, rule_id=second.id)
    accountant = house.session("accountant")
    with pytest.raises(Rejected, match=r"allocation\.later_first"):
        accountant.run(take_back, run_id=1)
    accountant.run(take_back, run_id=2)
    accountant.run(take_back, run_id=1)
    assert by_centre(house, "5010") == {"": D(1000)}
    assert len(run(house).posted) == 2
    assert by_centre(house, "5010") == {"100": D(500), "200": D(250), "300": D(250)}
    assert house.session("auditor").read(verify) == ()


def test_a_rule_that_does_not_count_on_another_is_booked_and_taken_back_alone(house: Office) -> None:
    book(house, "5010", "1000")
    book(house, "6110", "90")
    by = key(house, ("100", "1"), ("200", "2"))
    rule(house, by, title="Hyra")
    other = rule(house, by, "6110", title="Papper", position=20)
    run(house, rule_id=other.id)
    run(house)
    house.session("accountant").run(take_back, run_id=1)
    assert by_centre(house, "6110") == {"": D(90)}


def test_a_month_is_booked_once_and_again_only_when_it_is_taken_back(house: Office) -> None:
    book(house, "5010", "1000")
    made = rule(house, key(house, ("100", "1")))
    assert len(run(house).posted) == 1
    book(house, "5010", "500")  # an invoice that came late
    assert run(house) == Allocated((), 0)
    with pytest.raises(Rejected, match=r"allocation\.already_run"):
        run(house, rule_id=made.id)
    taken = house.session("accountant").run(take_back, run_id=1)
    assert house.value("SELECT kind || entry_date FROM ledger.entry WHERE id = %s", taken.id) == "reversal2026-01-31"
    with pytest.raises(Rejected, match=r"ledger\.already_reversed"):
        house.session("accountant").run(take_back, run_id=1)
    run(house, rule_id=made.id)
    assert by_centre(house, "5010") == {"100": D(1500)}


def test_a_month_with_nothing_to_spread_books_nothing_and_says_so(house: Office) -> None:
    made = rule(house, key(house, ("100", "1")))
    book(house, "5010", "100", d1="200")
    assert preview(house)[0].state == "nothing"
    assert run(house) == Allocated((), 1)
    assert run(house, rule_id=made.id) == Allocated((), 1)
    assert house.value("SELECT count(*) FROM ledger.entry WHERE source_kind = 'allocation'") == 0


def test_what_is_spread_may_be_taken_off_one_account_and_put_on_another(house: Office) -> None:
    book(house, "5010", "600")
    book(house, "5020", "300")
    rule(house, key(house, ("100", "1"), ("200", "2")), "5000 5999", credit_account="6992", target_account="6991")
    run(house)
    assert by_centre(house, "6992") == {"": D(-900)}
    assert by_centre(house, "6991") == {"100": D(300), "200": D(600)}
    assert by_centre(house, "5010") == {"": D(600)}


def test_each_account_is_emptied_onto_itself_and_stays_marked_by_its_project(house: Office) -> None:
    book(house, "5010", "600")
    book(house, "5020", "300", d6="P1")
    rule(house, key(house, ("100", "1"), ("200", "2")), "5000 5999")
    run(house)
    assert by_centre(house, "5010") == {"100": D(200), "200": D(400)}
    assert by_centre(house, "5020") == {"100": D(100), "200": D(200)}
    marked = "SELECT sum(l.amount) FROM ledger.line l JOIN ledger.dimension_set s ON s.id = l.dimension_set"
    assert house.value(f"{marked} WHERE s.values ->> '6' = 'P1' AND l.account = '5020'") == D(300)


def test_a_cost_centre_is_spread_over_projects_and_is_empty_then(house: Office) -> None:
    book(house, "5010", "600", d1="900")
    over = key(house, code="PROJ", dimension=6, targets=(Target("P1", weight=D(1)), Target("P2", weight=D(2))))
    rule(house, over, source_code="900")
    run(house)
    assert by_centre(house, "5010") == {"": D(600)}
    assert preview(house)[0].put[1].marks == {"6": "P2"}


def test_a_key_without_a_dimension_spreads_over_accounts(house: Office) -> None:
    book(house, "5010", "1000", d1="100")
    targets = (Target(account="5030", weight=D(3)), Target(account="5040", weight=D(1)))
    rule(house, key(house, dimension=None, targets=targets), source_dimension=None)
    run(house)
    assert by_centre(house, "5030") == {"100": D(750)}
    assert by_centre(house, "5040") == {"100": D(250)}
    assert by_centre(house, "5010") == {}


def test_defaults_of_dimensions_do_not_fill_in_where_an_amount_is_taken_off(house: Office) -> None:
    book(house, "5010", "900")
    default = DimensionRule(1, "5000", "5999", "required", "300")
    house.session("accountant").run(save_dimension_rule, rule=default)
    rule(house, key(house, ("100", "1"), ("200", "2")))
    run(house)
    # 5010 would else have been taken off cost centre 300, and have stayed where it was.
    assert by_centre(house, "5010") == {"100": D(300), "200": D(600)}
    house.session("accountant").run(take_back, run_id=1)
    assert by_centre(house, "5010") == {"": D(900)}


def test_rules_of_dimensions_hold_on_other_accounts_and_where_it_is_put(house: Office) -> None:
    book(house, "5010", "900")
    accountant = house.session("accountant")
    accountant.run(save_dimension_rule, rule=DimensionRule(1, "6992", "6992", "optional", "300"))
    accountant.run(save_dimension_rule, rule=DimensionRule(6, "5010", "5010", "required", "P1"))
    made = rule(house, key(house, ("100", "1")), credit_account="6992")
    run(house)
    assert by_centre(house, "6992") == {"300": D(-900)}
    put = "SELECT s.values::text FROM ledger.line l JOIN ledger.dimension_set s ON s.id = l.dimension_set"
    assert house.value(f"{put} WHERE l.account = '5010'") == '{"1": "100", "6": "P1"}'
    accountant.run(take_back, run_id=1)
    accountant.run(save_dimension_rule, rule=DimensionRule(6, "5000", "5999", "required"))
    accountant.run(save_rule, rule=replace(made, target_account="5020"))
    with pytest.raises(Rejected, match=r"ledger\.dimension_missing"):
        run(house)


def test_a_cost_centre_that_has_ended_can_still_be_emptied_but_gets_nothing(house: Office) -> None:
    book(house, "5010", "900", on=date(2026, 1, 5), d1="900")
    key_id = house.value("SELECT id FROM ledger.dimension_value WHERE code = '900'")
    ended = DimensionValue(1, "900", "Avdelning 900", valid_to=date(2026, 1, 20), id=key_id, version=1)
    house.session("accountant").run(save_dimension_value, value=ended)
    by = key(house, ("100", "1"))
    rule(house, by, source_code="900")
    run(house)
    assert by_centre(house, "5010") == {"100": D(900)}
    house.session("accountant").run(take_back, run_id=1)
    house.session("accountant").run(save_key, key=replace(by, targets=(Target("900", weight=D(1)),)))
    with pytest.raises(Rejected, match=r"ledger\.dimension_closed"):
        run(house)


def test_what_was_booked_in_a_locked_month_is_taken_back_in_the_first_open_one(house: Office) -> None:
    book(house, "5010", "900")
    made = rule(house, key(house, ("100", "1")))
    run(house)
    accountant = house.session("accountant")
    period = house.value("SELECT id FROM ledger.period WHERE starts_on = '2026-01-01' AND kind = 'regular'")
    accountant.run(lock_period, period_id=period, area="general")
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        accountant.run(take_back, run_id=1, date=date(2026, 1, 31))
    with pytest.raises(Invalid, match=r"ledger\.reversal_before"):
        accountant.run(take_back, run_id=1, date=date(2026, 1, 30))
    taken = accountant.run(take_back, run_id=1)
    assert house.value("SELECT entry_date FROM ledger.entry WHERE id = %s", taken.id) == FEBRUARY
    assert run(house) == Allocated((), 1)  # January has given its 900 away, February took it back
    assert preview(house, FEBRUARY)[0].amount == D(900)
    book(house, "5010", "100", on=FEBRUARY)
    assert len(run(house, FEBRUARY, rule_id=made.id).posted) == 1
    assert by_centre(house, "5010") == {"100": D(1000)}


def test_a_locked_month_is_not_booked(house: Office) -> None:
    book(house, "5010", "900")
    rule(house, key(house, ("100", "1")))
    period = house.value("SELECT id FROM ledger.period WHERE starts_on = '2026-01-01' AND kind = 'regular'")
    house.session("accountant").run(lock_period, period_id=period, area="general")
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        run(house)
    assert house.value("SELECT count(*) FROM ledger.allocation_run") == 0


def test_costs_without_anything_to_spread_them_by_are_refused_and_nothing_is_booked(house: Office) -> None:
    book(house, "5010", "900")
    book(house, "6110", "90")
    rule(house, key(house, ("100", "1")), "6110")
    late = key(house, ("100", "1"), code="SENT", valid_from=FEBRUARY)
    made = rule(house, late, position=20)
    assert [(row.state, row.amount) for row in preview(house)] == [("ready", D(90)), ("no_version", D(900))]
    with pytest.raises(Rejected, match=r"allocation\.no_version"):
        run(house)
    empty = key(house, kind="balance", from_account="7010", code="TOM")
    house.session("accountant").run(save_rule, rule=replace(made, key_id=empty.id))
    assert preview(house)[1].state == "no_basis"
    with pytest.raises(Rejected, match=r"allocation\.no_basis"):
        run(house)
    assert house.value("SELECT count(*) FROM ledger.allocation_run") == 0


def test_rules_have_their_days(house: Office) -> None:
    book(house, "5010", "900")
    made = rule(house, key(house, ("100", "1")), starts_on=date(2026, 1, 31), ends_on=date(2026, 2, 1))
    assert [len(preview(house, date(2026, month, 9))) for month in (1, 2, 3)] == [1, 1, 0]
    with pytest.raises(Rejected, match=r"allocation\.not_in_use"):
        run(house, date(2026, 3, 1), rule_id=made.id)
    house.session("accountant").run(save_rule, rule=replace(made, active=False))
    assert preview(house) == []
    assert run(house) == Allocated((), 0)


def test_the_close_counts_rules_with_something_to_spread_that_were_not_run(house: Office) -> None:
    found = "SELECT count || ' ' || amount FROM ledger.check_allocations(%s, (SELECT min(id) FROM ledger.period))"
    book(house, "5010", "1000")
    steps(house)
    assert house.value(found, house.company_id) == "2 1500.00"
    run(house)
    assert house.value(found, house.company_id) == "0 0"


def test_an_invoice_that_came_after_a_run_is_told_until_it_is_run_again(house: Office) -> None:
    found = "SELECT count || ' ' || amount FROM ledger.check_allocations(%s, (SELECT min(id) FROM ledger.period))"
    book(house, "5010", "1000")
    book(house, "5010", "50", d1="900")
    steps(house)
    run(house)
    assert [(row.state, row.late) for row in preview(house)] == [("posted", D(0)), ("posted", D(0))]
    book(house, "5010", "80")
    assert [(row.state, row.late) for row in preview(house)] == [("changed", D(80)), ("posted", D(0))]
    assert house.value(found, house.company_id) == "1 80.00"
    book(house, "5010", "7", d1="900")
    assert house.value(found, house.company_id) == "2 87.00"
    accountant = house.session("accountant")
    for each in (2, 1):
        accountant.run(take_back, run_id=each)
    run(house)
    assert [row.state for row in preview(house)] == ["posted", "posted"]
    assert by_centre(house, "5010") == {"100": D(540), "200": D("298.5"), "300": D("298.5")}


def test_what_came_late_is_told_where_costs_are_taken_off_another_account(house: Office) -> None:
    book(house, "5010", "1000")
    rule(house, key(house, ("100", "1")), credit_account="6992", target_account="6991")
    run(house)
    assert preview(house)[0].late == D(0)
    book(house, "5010", "-30")
    assert (preview(house)[0].state, preview(house)[0].late) == ("changed", D(-30))


def test_a_run_taken_back_in_a_later_month_is_nothing_that_came_late(house: Office) -> None:
    book(house, "5010", "1000")
    book(house, "6110", "90")
    by = key(house, ("100", "1"))
    rule(house, by, title="Hyra")
    rule(house, by, "5000 6999", title="Allt", position=20)
    run(house)
    house.session("accountant").run(take_back, run_id=2, date=FEBRUARY)
    assert [(row.state, row.late) for row in preview(house)] == [("posted", D(0)), ("nothing", D(0))]
