"""Arithmetic of documents, by hand and over any amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.finance.rules import TotalsLine, document_totals, line_net, round_money, round_to_whole

D = Decimal
amounts = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)
percents = {"S25": D(25), "S12": D(12), "S6": D(6), "S0": D(0)}
lines = st.lists(
    st.builds(lambda net, code: TotalsLine(net, code, percents[code]), amounts, st.sampled_from(sorted(percents))),
    max_size=20,
)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1.115", "1.12")],
)
def test_halves_go_away_from_zero(exact: str, rounded: str) -> None:
    assert round_money(D(exact)) == D(rounded)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "net"),
    [
        ("3", "19.99", "0", "59.97"),
        ("1.5", "100.33", "10", "135.45"),  # 150.495 less 10 % is 135.4455
        ("7", "0.333333", "0", "2.33"),
        ("1", "0.5", "99", "0.01"),  # 0.005 rounds up
        ("-2", "12.345", "0", "-24.69"),
        ("999999999999.999999", "999999.999999", "0", "999999999998999999.00"),
    ],
)
def test_net_of_a_line(quantity: str, price: str, discount: str, net: str) -> None:
    assert line_net(D(quantity), D(price), D(discount)) == D(net)


def test_tax_is_on_the_sum_of_the_document_and_not_of_its_lines() -> None:
    # Each line alone would give 0.0025 rounded to nothing, three times.
    totals = document_totals([TotalsLine(D("0.01"), "25", D(25))] * 3)
    assert (totals.net, totals.tax, totals.total) == (D("0.03"), D("0.01"), D("0.04"))


def test_an_invoice_with_two_rates() -> None:
    totals = document_totals(
        [TotalsLine(D("500.00"), "25", D(25)), TotalsLine(D("300.10"), "25", D(25)), TotalsLine(D("99.99"), "6", D(6))],
        whole=True,
    )
    assert [(t.tax_code, t.base, t.tax) for t in totals.taxes] == [
        ("25", D("800.10"), D("200.03")),  # 200.025
        ("6", D("99.99"), D("6.00")),  # 5.9994
    ]
    assert totals.net == D("900.09")
    assert totals.total == D("1106.00")
    assert totals.rounding == D("-0.12")  # 900.09 + 206.03 = 1106.12


@pytest.mark.parametrize(("exact", "whole"), [("0.49", "0"), ("0.50", "1"), ("10.49", "10"), ("-0.50", "-1")])
def test_fifty_ore_go_up(exact: str, whole: str) -> None:
    assert round_to_whole(D(exact)) == D(whole)


def test_one_code_with_two_percentages_is_a_fault() -> None:
    with pytest.raises(ValueError, match="25"):
        document_totals([TotalsLine(D(1), "25", D(25)), TotalsLine(D(1), "25", D(12))])


def test_no_lines_make_nothing() -> None:
    assert document_totals([]).total == 0


@given(lines, st.booleans())
def test_totals_always_add_up(given_lines: list[TotalsLine], whole: bool) -> None:
    totals = document_totals(given_lines, whole=whole)
    assert totals.total == totals.net + totals.tax + totals.rounding
    assert totals.net == sum(line.amount for line in given_lines)
    assert sum(tax.base for tax in totals.taxes) == totals.net
    assert abs(totals.rounding) < 1
    assert not whole or totals.total == totals.total.to_integral_value()


@given(lines)
def test_the_order_of_lines_changes_nothing(given_lines: list[TotalsLine]) -> None:
    assert document_totals(given_lines) == document_totals(given_lines[::-1])


@given(lines)
def test_a_credit_of_everything_is_the_mirror(given_lines: list[TotalsLine]) -> None:
    totals = document_totals(given_lines)
    mirrored = document_totals([TotalsLine(-line.amount, line.tax_code, line.percent) for line in given_lines])
    assert mirrored.total == -totals.total
