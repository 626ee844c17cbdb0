"""Spending control: what is booked and ordered stays within the approved budget, or somebody answers for it by name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Denied, Invalid, Rejected
from models.finance import documentation_words as words
from models.finance.invoicing import post_invoice
from models.finance.posting import VoucherDraft, VoucherLine, correct_voucher, post_vouchers, reverse_voucher
from models.finance.spending.asking import Cost, allow_spending, ask_bill, ask_spending
from models.finance.spending.rules import delete_spending_rule, read_spending_rule, save_spending_rule
from models.finance.system_documentation import system_documentation
from models.finance.year_end import open_adjustment_period
from models.warehouse.purchasing import PurchaseDraft, PurchaseLineDraft, ask_order
from tests.attacks.test_vouchers import voucher
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.spending import (
    DAY,
    bill,
    budget_of,
    events,
    figures,
    order,
    pay,
    place,
    rule_of,
    spend,
    standing,
)
from tests.support.trade import furnish, refused

D = Decimal


# --- vouchers by hand


def test_a_stop_refuses_the_crown_that_is_too_much_and_says_where_it_stands(office: Office) -> None:
    budget_of(office, "5010", "100")  # 1 200 a year
    rule_of(office)
    spend(office, "1200")
    with refused("spending.over") as caught:
        spend(office, "0.01")
    told = caught.value.params
    assert (told["account"], told["from"], told["to"]) == ("5010", "2026-01-01", "2026-12-31")
    assert [D(str(told[name])) for name in ("budget", "spent", "ordered", "amount", "over")] == [
        D(1200),
        D(1200),
        D(0),
        D("0.01"),
        D("0.01"),
    ]
    assert figures(office, "5010") == (D(1200), D(1200), D(0), D(0))
    spend(office, "5", account="5060")  # no rule
    spend(office, "-100")  # what takes costs away is asked nothing
    spend(office, "100")


@pytest.mark.parametrize(("span", "most"), [("month", "100"), ("to_date", "300"), ("year", "1200")])
def test_a_rule_compares_the_month_the_year_so_far_or_the_whole_year(office: Office, span: str, most: str) -> None:
    budget_of(office, "5010", "100")
    rule_of(office, span=span)
    spend(office, most)
    with refused("spending.over"):
        spend(office, "1")


def test_what_was_not_spent_in_one_month_may_be_spent_in_the_next_only_in_the_year_so_far(office: Office) -> None:
    budget_of(office, "5010", "100")
    by_month = rule_of(office, span="month")
    spend(office, "40", on=date(2026, 1, 10))
    with refused("spending.over"):
        spend(office, "160", on=date(2026, 2, 10))
    accountant = office.session("accountant")
    rule = accountant.read(read_spending_rule, rule_id=by_month)
    accountant.run(delete_spending_rule, rule_id=by_month, version=rule.version)
    rule_of(office, span="to_date")
    spend(office, "160", on=date(2026, 2, 10))


def test_a_tolerance_is_added_to_the_budget_in_percent_and_in_money(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office, tolerance_percent=D(10), tolerance_amount=D(50))
    spend(office, "1370")  # 1 200 + 120 + 50
    assert standing(office)["5010"].status == "tolerated"
    with refused("spending.over") as caught:
        spend(office, "1")
    assert D(str(caught.value.params["over"])) == D(171)


def test_a_warning_lets_it_through_and_keeps_it(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office, act="warn")
    spend(office, "1000")
    assert events(office) == []
    spend(office, "250")
    assert events(office) == [("5010", D(250), D(50), "told", "A2", "")]
    assert standing(office)["5010"].status == "over"


def test_accounts_of_a_range_are_judged_each_by_itself_or_together(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office, to_account="5099", title="Lokaler", each_account=False)
    spend(office, "700", account="5060")
    with refused("spending.over") as caught:
        spend(office, "501", account="5010")
    assert caught.value.params["account"] == "5010–5099"
    spend(office, "500", account="5010")
    rule_of(office, to_account="5099")
    with refused("spending.over") as caught:  # 5060 has no budget of its own
        spend(office, "1", account="5060")
    assert caught.value.params["account"] == "5010–5099"


def test_a_rule_of_a_cost_centre_asks_what_is_marked_with_it(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO ledger.dimension (company_id, number, name) VALUES (1, 1, 'Kostnadsställe') ON CONFLICT DO NOTHING"
    )
    office.owner().execute(
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name) VALUES (1, 1, '100', 'Verkstad')"
    )
    budget_of(office, "5010", "100", d1="100")
    rule_of(office, dimension=1, dimension_code="100")
    spend(office, "5000")
    spend(office, "1200", dimensions={"1": "100"})
    with refused("spending.over") as caught:
        spend(office, "1", dimensions={"1": "100"})
    assert caught.value.params["account"] == "5010 100"
    assert figures(office, "5010 100") == (D(1200), D(1200), D(0), D(0))
    office.owner().execute(
        "INSERT INTO ledger.dimension_rule (company_id, dimension, from_account, to_account, requirement, default_code)"
        " VALUES (1, 1, '5010', '5010', 'optional', '100')"
    )
    with refused("spending.over"):  # its value is filled in
        spend(office, "1")


def test_without_a_budget_in_force_a_rule_says_nothing_and_the_last_approved_one_counts(office: Office) -> None:
    rule_of(office)
    spend(office, "5000")
    budget_of(office, "5010", "500")
    with refused("spending.over"):
        spend(office, "1001")
    budget_of(office, "5010", "600")
    spend(office, "1001")


def test_several_vouchers_in_one_call_are_counted_together(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office)
    drafts = [
        VoucherDraft(date=DAY, lines=[VoucherLine("5010", D(601)), VoucherLine("1930", D(-601))]) for _ in range(2)
    ]
    with refused("spending.over"):
        office.session("accountant").run(post_vouchers, vouchers=drafts)
    assert office.value("SELECT count(*) FROM ledger.entry") == 0


# --- what is not asked


def test_reversals_corrections_that_add_nothing_and_the_turn_of_the_year_pass(office: Office) -> None:
    budget_of(office, "5010", "100")
    spend(office, "-5000")
    spend(office, "6000")
    rule_of(office)
    accountant = office.session("accountant")
    first, second = (row[0] for row in office.owner().execute("SELECT id FROM ledger.entry ORDER BY id"))
    same = VoucherDraft(date=DAY, lines=[VoucherLine("5010", D(6000)), VoucherLine("1930", D(-6000))])
    accountant.run(correct_voucher, entry_id=second, date=DAY, voucher=same, text="")
    more = VoucherDraft(date=DAY, lines=[VoucherLine("5010", D(6300)), VoucherLine("1930", D(-6300))])
    corrected = office.value("SELECT max(id) FROM ledger.entry")
    with refused("spending.over"):
        accountant.run(correct_voucher, entry_id=corrected, date=DAY, voucher=more, text="")
    accountant.run(reverse_voucher, entry_id=first, date=DAY)  # costs 5 000 again
    assert standing(office)["5010"].status == "over"
    year = office.value("SELECT id FROM ledger.fiscal_year WHERE starts_on = '2026-01-01'")
    office.owner().execute("UPDATE ledger.period SET locked_areas = '{all}' WHERE starts_on < '2026-12-31'")
    accountant.run(open_adjustment_period, fiscal_year_id=year)
    at_the_end = [VoucherLine("5010", D(10)), VoucherLine("1930", D(-10))]
    voucher_at_the_end = VoucherDraft(date=date(2026, 12, 31), lines=at_the_end, kind="adjustment")
    accountant.run(post_vouchers, vouchers=[voucher_at_the_end])
    office.owner().execute("UPDATE ledger.period SET locked_areas = '{}'")
    for kind in ("opening", "closing"):
        accountant.run(post_vouchers, vouchers=[VoucherDraft(date=DAY, lines=at_the_end, kind=kind)])
    with refused("spending.over"):
        accountant.run(post_vouchers, vouchers=[VoucherDraft(date=DAY, lines=at_the_end)])


def test_imported_history_passes(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office)
    lines = [{"account": "5010", "amount": "9000"}, {"account": "1930", "amount": "-9000"}]
    taken = [voucher(lines=lines, number=7)]
    office.sql("accountant").execute(
        "SELECT ledger.import_entries(gen_random_uuid(), 1, ARRAY[%s::jsonb])", [json.dumps(taken)]
    )
    assert figures(office, "5010")[1] == D(9000)


# --- suppliers' bills


def test_a_bill_over_a_stop_waits_until_somebody_allows_it_by_name(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "5010", "100")
    rule_of(office)
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    late = bill(office, trade.supplier, "1300")
    with refused("spending.over"):
        clerk.run(post_invoice, invoice_id=late)
    with pytest.raises(Denied):
        clerk.run(allow_spending, subject="supplier_invoice", subject_id=late, amount=D(100), reason="Ok")
    accountant.run(allow_spending, subject="supplier_invoice", subject_id=late, amount=D("99.99"), reason="Too little")
    with refused("spending.over"):
        clerk.run(post_invoice, invoice_id=late)
    accountant.run(allow_spending, subject="supplier_invoice", subject_id=late, amount=D(100), reason="Vattenskada")
    number = clerk.run(post_invoice, invoice_id=late).number
    assert number
    assert events(office) == [("5010", D(1300), D(100), "allowed", "D1", "Vattenskada")]
    other = bill(office, trade.supplier, "1")
    with refused("spending.over"):  # it was for that bill, and once
        clerk.run(post_invoice, invoice_id=other)
    audited = office.value("SELECT count(*) FROM audit.entry WHERE subject = 'ledger.spending_override'")
    assert audited >= 3


def test_a_bill_for_a_year_costs_its_months(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "5010", "100")
    rule_of(office, span="month")
    spread: dict[str, Any] = {
        "period_from": date(2026, 3, 1),
        "period_to": date(2027, 2, 28),
        "deferral_account": "1790",
    }
    pay(office, trade.supplier, "1200", **spread)
    assert figures(office, "5010") == (D(100), D(0), D(100), D(0))
    assert figures(office, "5010", date(2026, 7, 1)) == (D(100), D(0), D(100), D(0))
    with refused("spending.over"):
        spend(office, "1", on=date(2026, 7, 1))
    dearer = bill(office, trade.supplier, "12", **spread)
    with refused("spending.over"):
        office.session("finance_clerk").run(post_invoice, invoice_id=dearer)


# --- purchases


def test_an_order_is_spending_until_it_is_billed_however_it_comes(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000")
    placed = order(trade, "10", "70")
    place(trade, placed)
    assert figures(office) == (D(1200), D(0), D(700), D(500))
    trade.receive(placed, "4")
    assert trade.balance("4000") == D(-280)
    assert figures(office) == (D(1200), D(0), D(700), D(500))
    pay(office, trade.supplier, "280", "4000")
    assert figures(office) == (D(1200), D(280), D(420), D(500))
    pay(office, trade.supplier, "420", "4000")  # before the rest has come
    assert figures(office) == (D(1200), D(700), D(0), D(500))
    trade.receive(placed, "6")
    assert figures(office) == (D(1200), D(700), D(0), D(500))


def test_an_order_over_a_stop_is_not_placed_and_its_bill_is_not_counted_twice(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000")
    place(trade, order(trade, "12", "100"))
    with refused("spending.over") as caught:
        place(trade, order(trade, "1", "5"))
    assert [D(str(caught.value.params[name])) for name in ("spent", "ordered", "amount", "over")] == [
        D(0),
        D(1200),
        D(5),
        D(5),
    ]
    pay(office, trade.supplier, "1200", "4000")
    late = order(trade, "1", "5")
    office.session("administrator").run(
        allow_spending, subject="purchase_order", subject_id=late, amount=D(5), reason="Slut på lagret"
    )
    place(trade, late)
    assert events(office)[0][:4] == ("4000", D(5), D(5), "allowed")
    number = office.value("SELECT number FROM warehouse.purchase_order WHERE id = %s", late)
    assert events(office)[0][4] == number


def test_an_order_counts_in_the_month_in_which_it_is_expected_and_later_while_it_is_awaited(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000", span="month")
    placed = order(trade, "1", "90", expected=date(2026, 5, 20))
    place(trade, placed)
    assert "4000" in standing(office)
    assert figures(office)[2] == D(0)
    assert figures(office, day=date(2026, 5, 1))[2] == D(90)
    assert figures(office, day=date(2026, 8, 1))[2] == D(90)
    trade.receive(placed, "1")
    assert figures(office, day=date(2026, 8, 1))[2] == D(0)


# --- asking beforehand


def test_asking_beforehand_tells_the_same_and_writes_nothing(office: Office) -> None:
    budget_of(office, "5010", "100")
    rule_of(office, act="warn", title="Hyra")
    clerk = office.session("finance_clerk")
    assert clerk.read(ask_spending, costs=[Cost("5010", D(1200), DAY)]) == ()
    (passed,) = clerk.read(ask_spending, costs=[Cost("5010", D(1250), DAY)])
    assert (passed.accounts, passed.over, passed.stops, passed.title) == ("5010", D(50), False, "Hyra")
    assert clerk.read(ask_spending, costs=[Cost("5010", D(1250), DAY), Cost("5010", D(-60), DAY)]) == ()
    assert events(office) == []
    with pytest.raises(Denied):
        office.session("seller").read(ask_spending, costs=[Cost("5010", D(1), DAY)])


def test_a_bill_that_is_typed_is_asked_with_what_it_covers_of_the_order(office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000")
    place(trade, order(trade, "12", "100"))
    clerk = office.session("finance_clerk")

    def typed(amount: str, party: int) -> list[D]:
        draft = invoice(party, line(amount, "4000", "I25"), kind="supplier_invoice")
        return [each.over for each in clerk.read(ask_bill, invoice=draft)]

    assert typed("1200", trade.supplier) == []
    assert typed("1201", trade.supplier) == [D(1)]
    assert typed("1", trade.customer) == [D(1)]
    buyer = office.session("buyer")
    draft = PurchaseDraft(trade.supplier, DAY, "SEK", lines=(PurchaseLineDraft(trade.bolt, "Goods", D(2), D(5)),))
    (passed,) = buyer.read(ask_order, draft=draft)
    assert (passed.accounts, passed.ordered, passed.amount, passed.over) == ("4000", D(1200), D(10), D(10))


# --- rules


def test_a_rule_says_what_is_wrong_with_it(office: Office) -> None:
    for field, more in (
        ("to_account", {"account": "5010", "to_account": "4000"}),
        ("dimension_code", {"dimension": 1}),
        ("tolerance_percent", {"tolerance_percent": D(-1)}),
    ):
        with pytest.raises(Invalid) as caught:
            rule_of(office, **more)
        assert caught.value.params["field"] == field


def test_the_system_documentation_names_the_rules_in_use(office: Office) -> None:
    rule_of(office, title="Hyra")
    rule_of(office, "6110", active=False)
    document = office.session("auditor").read(system_documentation, fiscal_year_id=1, language="sv")
    (chapter,) = [each for each in document.chapters if each.title == words.SPENDING]
    assert chapter.rows == (("Hyra", "5010", "5010", "", "year", "stop", 0),)


def test_a_rule_that_was_passed_is_switched_off_rather_than_deleted_or_moved(office: Office) -> None:
    budget_of(office, "5010", "100")
    key = rule_of(office, act="warn")
    spend(office, "1300")
    accountant = office.session("accountant")
    rule = accountant.read(read_spending_rule, rule_id=key)
    with pytest.raises(Rejected, match=r"spending\.rule_used"):
        accountant.run(delete_spending_rule, rule_id=key, version=rule.version)
    with pytest.raises(Rejected, match=r"spending\.rule_used"):
        accountant.run(save_spending_rule, rule=replace(rule, from_account="5000"))
    accountant.run(save_spending_rule, rule=replace(rule, active=False))
    spend(office, "100")
    assert len(events(office)) == 1
