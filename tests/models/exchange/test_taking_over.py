"""What taking over the books of a file means, with figures by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.exchange.books import BookFile, FileAccount, FileLine, FileVoucher
from models.exchange.findings import Severity
from models.exchange.taking_over import Standing, TakeOver, kind_of, plan_take_over

D = Decimal
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
BEFORE = (date(2024, 1, 1), date(2024, 12, 31))
EMPTY = Standing(accounts={}, empty=True, years=[])


def amounts(**values: str) -> dict[str, Decimal]:
    return {account[1:]: D(value) for account, value in values.items()}


def file(**parts: Any) -> BookFile:
    accounts = [FileAccount(number, number) for number in ("1930", "2081", "2099", "3001", "5010")]
    values: dict[str, Any] = {"complete": True, "years": {0: YEAR}, "accounts": accounts} | parts
    return BookFile(**values)


def voucher(on: date, *lines: tuple[str, str], **more: Any) -> FileVoucher:
    return FileVoucher(on, tuple(FileLine(account, D(amount)) for account, amount in lines), **more)


def entries(plan: TakeOver) -> list[tuple[date, str, dict[str, Decimal]]]:
    return [
        (e["date"], e["kind"], {x["account"]: x["amount"] for x in e["lines"]}) for e in plan.entries if "kind" in e
    ]


def codes(plan: TakeOver) -> list[str]:
    return [finding.code for finding in plan.findings]


def test_balances_of_a_year_become_an_opening_and_its_change() -> None:
    plan = plan_take_over(
        file(
            opening={0: amounts(_1930="100", _2081="-100")},
            closing={0: amounts(_1930="150", _2081="-100")},
            results={0: amounts(_3001="-80", _5010="30")},
        ),
        EMPTY,
    )
    assert entries(plan) == [
        (YEAR[0], "opening", amounts(_1930="100", _2081="-100")),
        (YEAR[1], "regular", amounts(_1930="50", _3001="-80", _5010="30")),
    ]
    assert (plan.years, codes(plan)) == ((YEAR,), [])


def test_months_are_used_where_they_agree_with_the_year() -> None:
    parts = {
        "closing": {0: amounts(_1930="50")},
        "results": {0: amounts(_3001="-50")},
    }
    months = {
        date(2025, 2, 1): amounts(_1930="20", _3001="-20"),
        date(2025, 12, 1): amounts(_1930="30", _3001="-30"),
    }
    plan = plan_take_over(file(**parts, changes={0: months}), EMPTY)
    assert [(day, lines["1930"]) for day, _, lines in entries(plan)] == [(date(2025, 2, 28), D(20)), (YEAR[1], D(30))]
    months[date(2025, 12, 1)] = amounts(_1930="31", _3001="-31")
    plan = plan_take_over(file(**parts, changes={0: months}), EMPTY)
    assert [(day, lines["1930"]) for day, _, lines in entries(plan)] == [(YEAR[1], D(50))]
    assert codes(plan) == ["sie.months_differ"]


def test_the_year_before_is_carried_over_with_its_result() -> None:
    plan = plan_take_over(
        file(
            years={0: YEAR, -1: BEFORE},
            opening={-1: amounts(_1930="100", _2081="-100"), 0: amounts(_1930="150", _2081="-100", _2099="-50")},
            closing={-1: amounts(_1930="150", _2081="-100")},
            results={-1: amounts(_3001="-50")},
            has_vouchers=True,
        ),
        EMPTY,
    )
    assert entries(plan) == [
        (BEFORE[0], "opening", amounts(_1930="100", _2081="-100")),
        (BEFORE[1], "regular", amounts(_1930="50", _3001="-50")),
        (BEFORE[1], "closing", amounts(_2099="-50", _8999="50")),
    ]
    assert plan.accounts[-1].number == "8999"
    assert codes(plan) == []


def test_balances_that_do_not_balance_are_made_up_for_on_a_suspense_account() -> None:
    plan = plan_take_over(file(opening={0: amounts(_1930="100")}, has_vouchers=True), EMPTY)
    assert entries(plan) == [(YEAR[0], "opening", amounts(_1930="100", _2999="-100"))]
    assert [(f.severity, f.code, f.params["account"]) for f in plan.findings] == [
        (Severity.WARNING, "sie.balances_differ", "2999")
    ]


def test_what_the_books_hold_already_is_not_opened_again() -> None:
    standing = Standing(
        accounts={"1930": "asset", "2081": "equity"},
        empty=False,
        years=[BEFORE],
        used_years=frozenset({BEFORE[0]}),
        carried={YEAR[0]: amounts(_1930="100", _2081="-100")},
    )
    plan = plan_take_over(file(opening={0: amounts(_1930="100", _2081="-100")}, has_vouchers=True), standing)
    assert entries(plan) == []


def test_an_unbalanced_voucher_is_an_error_with_its_line() -> None:
    wrong = voucher(date(2025, 3, 1), ("1930", "10"), ("3001", "-9"), series="A", number="7", at_line=42)
    plan = plan_take_over(file(vouchers=[wrong], has_vouchers=True), EMPTY)
    (finding,) = plan.findings
    assert (finding.severity, finding.code, finding.line) == (Severity.ERROR, "sie.voucher_unbalanced", 42)
    assert finding.params == {"voucher": "A7", "difference": "1"}


def test_closing_balances_that_contradict_the_vouchers_are_told() -> None:
    plan = plan_take_over(
        file(
            closing={0: amounts(_1930="11")},
            results={0: amounts(_3001="-10")},
            vouchers=[voucher(date(2025, 3, 1), ("1930", "10"), ("3001", "-10"))],
            has_vouchers=True,
        ),
        EMPTY,
    )
    assert [(f.code, f.params) for f in plan.findings] == [
        ("sie.balance_contradicts_vouchers", {"account": "1930", "stated": "11", "vouchers": "10"})
    ]


def test_vouchers_outside_every_year_open_a_calendar_year() -> None:
    loose = BookFile(complete=False, vouchers=[voucher(date(2023, 6, 1), ("1930", "1"), ("3001", "-1"))])
    plan = plan_take_over(loose, Standing({"1930": "asset", "3001": "income"}, empty=True, years=[YEAR]))
    assert plan.years == ((date(2023, 1, 1), date(2023, 12, 31)),)
    assert codes(plan) == ["sie.year_opened"]
    broken = Standing({}, empty=True, years=[(date(2022, 7, 1), date(2023, 4, 30))])
    assert "sie.date_outside_years" in codes(plan_take_over(loose, broken))


def test_numbers_never_go_into_a_series_that_was_posted_here() -> None:
    standing = Standing(
        {"1930": "asset", "3001": "income"}, empty=False, years=[YEAR], posted_series={YEAR[0]: frozenset("A")}
    )
    lines = (("1930", "1"), ("3001", "-1"))
    numbered = voucher(date(2025, 3, 1), *lines, series="A", number="1")
    assert codes(plan_take_over(file(vouchers=[numbered]), standing)) == ["sie.series_in_use"]
    unnumbered = voucher(date(2025, 3, 1), *lines, series="A")
    assert codes(plan_take_over(file(vouchers=[unnumbered]), standing)) == []


def test_accounts_nobody_declared_are_made_with_a_warning() -> None:
    plan = plan_take_over(file(vouchers=[voucher(date(2025, 3, 1), ("1910", "1"), ("6570", "-1"))]), EMPTY)
    made = {account.number: account.kind for account in plan.accounts}
    assert (made["1910"], made["6570"]) == ("asset", "expense")
    assert codes(plan) == ["sie.account_not_declared"] * 2


def test_an_account_cannot_change_sides() -> None:
    standing = Standing({"3001": "asset"}, empty=False, years=[YEAR])
    plan = plan_take_over(file(), standing)
    assert [(f.severity, f.code) for f in plan.findings] == [(Severity.ERROR, "sie.account_kind_differs")]


@pytest.mark.parametrize(
    ("number", "kind"),
    [("1930", "asset"), ("2081", "equity"), ("2150", "equity"), ("2440", "liability"), ("3001", "income"),
     ("4000", "expense"), ("7010", "expense"), ("8310", "income"), ("8410", "expense"), ("8999", "expense")],
)  # fmt: skip
def test_kinds_follow_the_chart(number: str, kind: str) -> None:
    assert kind_of(number) == kind
