"""Formulas are worked out exactly and know nothing but arithmetic; templates become vouchers that balance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Conflict, Invalid, Rejected
from models.finance.formulas import read_formula
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.templates import (
    TemplateLine,
    VoucherTemplate,
    delete_template,
    fill_in,
    read_template,
    save_template,
    template_of_voucher,
)
from tests.support.office import Office

D = Decimal
DAY = date(2026, 3, 5)
#: A receipt with 25 % tax, as its total is known.
RECEIPT = VoucherTemplate(
    "Receipt",
    "Cash purchase",
    lines=(
        TemplateLine("5410", "debit", "total / 1.25"),
        TemplateLine("2641", "debit", "rest"),
        TemplateLine("1910", "credit", "total"),
    ),
)


@pytest.mark.parametrize(
    ("formula", "figures", "amount"),
    [
        ("amount * 0.25", {"amount": D(1000)}, "250.00"),
        ("amount*0,25", {"amount": D(1000)}, "250.00"),
        ("total / 1.25 - 10", {"total": D(1250)}, "990.00"),
        ("2 + 3 * 4", {}, "14.00"),
        ("(2 + 3) * 4", {}, "20.00"),
        ("10 - 4 - 3", {}, "3.00"),
        ("12 / 4 / 3", {}, "1.00"),
        ("-(5 - 8)", {}, "3.00"),
        ("round(total * 0.2)", {"total": D("99.99")}, "20.00"),
        ("hyra + städning", {"hyra": D(10), "städning": D(5)}, "15.00"),
        ("total / 3", {"total": D(100)}, "33.33"),
        ("0.005", {}, "0.01"),
    ],
)
def test_a_formula_comes_to_an_exact_amount(formula: str, figures: dict[str, Decimal], amount: str) -> None:
    assert read_formula(formula).amount(figures) == D(amount)


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        ("", 1),
        ("amount *", 9),
        ("2 2", 3),
        ("(1 + 2", 7),
        ("1 + )", 5),
        ("amount.real", 7),
        ("__import__('os')", 12),
        ("amount ** 2", 9),
        ("open(1)", 5),
        ("1 + rest", 5),
        ("a = 1", 3),
        ("(" * 30 + "1" + ")" * 30, 22),
    ],
)
def test_what_is_no_formula_is_refused_where_it_stops(formula: str, at: int) -> None:
    with pytest.raises(Invalid) as caught:
        read_formula(formula)
    assert (caught.value.code, caught.value.params["at"]) == ("template.bad_formula", at)


def test_what_has_no_amount_says_so() -> None:
    for formula, figures in (("1 / nothing", {"nothing": D(0)}), ("a * a", {"a": D(10) ** 12})):
        with pytest.raises(Invalid, match=r"template\.no_figure"):
            read_formula(formula).amount(figures)


def test_a_template_asks_for_its_figures_once_and_gives_a_voucher_that_balances() -> None:
    assert RECEIPT.names == ("total",)
    draft = fill_in(RECEIPT, {"total": D("99.90")}, DAY)
    assert [(line.account, line.amount) for line in draft.lines] == [
        ("5410", D("79.92")),
        ("2641", D("19.98")),
        ("1910", D("-99.90")),
    ]
    assert (draft.date, draft.text, draft.series) == (DAY, "Cash purchase", "A")


def test_a_figure_that_is_missing_and_a_template_that_does_not_balance_are_named() -> None:
    with pytest.raises(Invalid, match=r"template\.figure_missing"):
        fill_in(RECEIPT, {}, DAY)
    uneven = replace(RECEIPT, lines=(RECEIPT.lines[0], RECEIPT.lines[2]))
    with pytest.raises(Rejected) as caught:
        fill_in(uneven, {"total": D(1250)}, DAY)
    assert caught.value.params["difference"] == D(-250)


def test_a_line_that_comes_to_nothing_is_left_out() -> None:
    lines = (*RECEIPT.lines, TemplateLine("6570", "debit", "fee"))
    draft = fill_in(replace(RECEIPT, lines=lines), {"total": D(125), "fee": D(0)}, DAY)
    assert [line.account for line in draft.lines] == ["5410", "2641", "1910"]


def test_a_template_is_stored_changed_and_removed(office: Office) -> None:
    session = office.session("accountant")
    made = session.run(save_template, template=RECEIPT)
    assert session.read(read_template, template_id=made.id) == replace(RECEIPT, id=made.id, version=1)
    changed = session.run(save_template, template=replace(made, lines=made.lines[::-1], name="Receipts"))
    assert [line.account for line in changed.lines] == ["1910", "2641", "5410"]
    with pytest.raises(Conflict):
        session.run(save_template, template=made)
    with pytest.raises(Invalid, match=r"template\.exists"):
        session.run(save_template, template=replace(RECEIPT, name="Receipts"))
    session.run(delete_template, template_id=changed.id, version=changed.version)
    with pytest.raises(Invalid, match=r"record\.not_found"):
        session.read(read_template, template_id=made.id)


def test_a_template_with_a_wrong_line_is_not_stored(office: Office) -> None:
    session = office.session("accountant")
    for lines, code in (
        ((RECEIPT.lines[0], TemplateLine("1910", "credit", "2 +")), "template.bad_formula"),
        ((RECEIPT.lines[1], TemplateLine("1910", "credit", "Rest")), "template.two_rests"),
        (RECEIPT.lines[:1], "template.no_lines"),
    ):
        with pytest.raises(Invalid) as caught:
            session.run(save_template, template=replace(RECEIPT, lines=lines))
        assert caught.value.code == code
    assert office.value("SELECT count(*) FROM ledger.voucher_template") == 0


def test_a_voucher_becomes_a_template_that_gives_it_again(office: Office) -> None:
    session = office.session("accountant")
    lines = (
        VoucherLine("5410", D("1000.00"), tax_code="I25"),
        VoucherLine("2641", D("250.00"), tax_code="I25"),
        VoucherLine("6570", D("33.33")),
        VoucherLine("1930", D("-1283.33")),
    )
    posted = session.run(post_vouchers, vouchers=[VoucherDraft(DAY, lines, "Tools")])[0]
    template = session.read(template_of_voucher, entry_id=posted.id)
    assert [(line.side, line.formula) for line in template.lines] == [
        ("debit", "amount"),
        ("debit", "amount * 0.25"),
        ("debit", "33.33"),
        ("credit", "rest"),
    ]
    assert fill_in(template, {"amount": D(1000)}, DAY).lines[3].amount == D("-1283.33")


def test_round_shares_of_the_largest_amount_follow_it(office: Office) -> None:
    session = office.session("accountant")
    lines = (
        VoucherLine("1930", D("1250.00")),
        VoucherLine("2611", D("-250.00")),
        VoucherLine("3001", D("-1000.00"), tax_code="S25"),
    )
    posted = session.run(post_vouchers, vouchers=[VoucherDraft(DAY, lines, "Cash sale")])[0]
    template = session.read(template_of_voucher, entry_id=posted.id)
    assert [line.formula for line in template.lines] == ["amount", "amount * 0.2", "rest"]
    again = fill_in(template, {"amount": D("625.00")}, DAY)
    assert [line.amount for line in again.lines] == [D(625), D(-125), D(-500)]
