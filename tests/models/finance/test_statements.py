"""Statements with figures by hand: they agree with the trial balance to the öre, before and after closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.company.founding import open_fiscal_year
from models.database.errors import Conflict, Denied, Invalid
from models.finance.general_ledger import LedgerFilter, general_ledger
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import trial_balance
from models.finance.statements.checking import coverage, read_chart_accounts
from models.finance.statements.keeping import (
    copy_statement,
    find_statement,
    list_statements,
    remove_statement,
    save_statement,
)
from models.finance.statements.shapes import StatementLine, StatementTable
from models.finance.statements.shipped import shipped_statements
from models.finance.statements.table import StatementOptions, statement_table
from tests.support.office import Office

D = Decimal
YEAR_END = date(2026, 12, 31)


def book(office: Office, on: date, amounts: str, kind: str = "regular") -> None:
    """Post account and amount, account and amount, on a day."""
    words = amounts.split()
    lines = [VoucherLine(account, D(amount)) for account, amount in zip(words[::2], words[1::2], strict=True)]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=on, lines=lines, kind=kind)])


@pytest.fixture
def firm(office: Office) -> Office:
    """2025: capital 50 000, sales 10 000 never booked to equity.

    2026: a machine for 40 000 on a loan of 30 000, depreciation 8 000, sales 100 000 of which 25 000 are not paid,
    goods for 60 000 of which 5 000 lie in stock and 12 000 are owed, rent 9 000.50, interest 1 500.
    """
    office.session("accountant").run(open_fiscal_year, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    book(office, date(2025, 2, 3), "1930 50000 2081 -50000", kind="opening")
    book(office, date(2025, 11, 30), "1930 10000 3004 -10000")
    book(office, date(2026, 1, 10), "1210 40000 2350 -30000 1930 -10000")
    book(office, date(2026, 3, 31), "1930 75000 1519 25000 3001 -100000")
    book(office, date(2026, 5, 5), "4000 60000 1930 -48000 2990 -12000")
    book(office, date(2026, 6, 30), "5010 9000.50 1930 -9000.50")
    book(office, YEAR_END, "7832 8000 1219 -8000")
    book(office, YEAR_END, "1460 5000 4960 -5000")
    book(office, YEAR_END, "8410 1500 1930 -1500")
    return office


def made(office: Office, code: str, **options: Any) -> StatementTable:
    asked = StatementOptions(**{"to_date": YEAR_END, **options})
    table: StatementTable = office.session("auditor").read(statement_table, code=code, options=asked)
    return table


def figures(table: StatementTable, column: int = 0) -> dict[str, Decimal | None]:
    return {row.code: row.values[column] for row in table.rows if row.values[column] is not None}


def test_the_income_statement_by_nature_of_expense(firm: Office) -> None:
    table = made(firm, "income")
    assert figures(table) == {
        "sales": D(100000),
        "income": D(100000),
        "raw": D(-60000),
        "goods": D(5000),
        "external": D("-9000.50"),
        "depreciation": D(-8000),
        "expenses": D("-72000.50"),
        "operating": D("27999.50"),
        "costs": D(-1500),
        "financial": D(-1500),
        "after": D("26499.50"),
        "before": D("26499.50"),
        "result": D("26499.50"),
    }
    assert table.missing == ()


def test_the_balance_sheet_balances_before_and_after_closing_and_shows_the_same(firm: Office) -> None:
    before = made(firm, "balance", after_closing=False)
    book(firm, YEAR_END, "8999 26499.50 2099 -26499.50", kind="closing")
    assert figures(made(firm, "balance", after_closing=False)) == figures(before)
    after = made(firm, "balance")
    assert figures(after) == figures(before)
    assert figures(after)["assets"] == figures(after)["funds"] == D("128499.50")
    assert (figures(after)["retained"], figures(after)["result"]) == (D(10000), D("26499.50"))
    assert (before.difference, after.difference) == ((D(0),), (D(0),))


def test_the_balance_sheet_of_the_next_year_keeps_the_result_until_it_is_disposed_of(firm: Office) -> None:
    book(firm, YEAR_END, "8999 26499.50 2099 -26499.50", kind="closing")
    firm.session("accountant").run(open_fiscal_year, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    book(firm, date(2027, 1, 15), "5010 1000 1930 -1000")
    table = made(firm, "balance", to_date=date(2027, 1, 31), layout="opening")
    opening, change, closing = (figures(table, column) for column in range(3))
    assert (opening["result"], change["result"], closing["result"]) == (D("26499.50"), D(-1000), D("25499.50"))
    assert (closing["assets"], closing["funds"]) == (D("127499.50"), D("127499.50"))
    assert table.difference == (D(0), D(0), D(0))


def test_the_cash_flow_statement_proves_itself_against_the_bank(firm: Office) -> None:
    table = made(firm, "cash")
    assert figures(table) == {
        "profit": D("26499.50"),
        "back": D(8000),
        "before": D("34499.50"),
        "stock": D(-5000),
        "trade": D(-25000),
        "debts": D(12000),
        "running": D("16499.50"),
        "invested": D(-40000),
        "investing": D(-40000),
        "loans": D(30000),
        "financing": D(30000),
        "change": D("6499.50"),
        "start": D(60000),
        "end": D("66499.50"),
    }
    assert (table.difference, table.missing) == ((D(0),), ())
    book(firm, YEAR_END, "8999 26499.50 2099 -26499.50", kind="closing")
    assert figures(made(firm, "cash")) == figures(made(firm, "cash", after_closing=True)) == figures(table)


def test_months_and_quarters_add_up_to_the_year_and_last_year_stands_beside(firm: Office) -> None:
    for layout, count in (("months", 12), ("quarters", 4)):
        table = made(firm, "income", layout=layout)
        assert len(table.columns) == count + 1
        for row in table.rows:
            if row.kind == "row":
                assert sum(value or 0 for value in row.values[:-1]) == row.values[-1], row.code
    table = made(firm, "income", layout="comparative")
    assert [column.title for column in table.columns[:2]] == ["2026", "2025"]
    assert table.rows[1].values == (D(100000), D(10000), D(90000), D(900))


def test_every_statement_agrees_with_the_trial_balance_to_the_ore(firm: Office) -> None:
    for day in (date(2026, 1, 10), date(2026, 4, 17), YEAR_END):
        for after in (False, True):
            balance = firm.session("auditor").read(trial_balance, to_date=day, before_closing=not after)
            wanted = {row.account: row.closing for row in balance.rows if row.closing}
            found: dict[str, Decimal] = {}
            for code in ("income", "balance"):
                table = made(firm, code, to_date=day, after_closing=after, accounts=True)
                signs = {line.code: line.sign for line in shipped_statements()[code].lines}
                sign = ""
                for row in table.rows:
                    sign = signs.get(row.code, sign)
                    if row.kind == "account" and not row.code.startswith("@"):
                        found[row.code] = (row.values[0] or D(0)) * (-1 if sign == "-" else 1)
            assert found == wanted, (day, after)


def test_each_account_below_a_row_opens_the_ledger_that_sums_to_it(firm: Office) -> None:
    table = made(firm, "income", accounts=True, from_date=date(2026, 3, 1))
    rows = {row.code: row for row in table.rows}
    drill = rows["3001"].drills[0]
    assert drill is not None
    assert drill.kind == "finance.general_ledger"
    page = firm.session("auditor").read(
        general_ledger,
        **{name: drill.arguments[name] for name in ("account", "from_date", "to_date")},
        only=LedgerFilter(before_closing=True),
    )
    assert sum(row.credit - row.debit for row in page.rows) == rows["3001"].values[0] == rows["sales"].values[0]


def test_balances_by_account_are_the_trial_balance_in_any_columns(firm: Office) -> None:
    table = made(firm, "accounts", layout="opening")
    balance = firm.session("auditor").read(trial_balance, to_date=YEAR_END)
    wanted = {row.account: (row.opening, row.debit - row.credit, row.closing) for row in balance.rows}
    assert {row.code: row.values for row in table.rows if row.kind == "account" and row.code != "@earlier"} == wanted
    months = made(firm, "accounts", layout="months")
    rents = next(row for row in months.rows if row.code == "5010")
    assert (rents.values[5], rents.values[-1]) == (D("9000.50"), D("9000.50"))


def test_key_figures_divide_and_leave_out_what_cannot_be(firm: Office) -> None:
    found = figures(made(firm, "key"))
    assert found["margin"] == D("27.9995")
    assert found["solidity"] == D("86499.50") / D("128499.50") * 100
    assert figures(made(firm, "key", to_date=date(2026, 1, 5))).get("margin") is None


def test_a_shipped_statement_has_every_account_of_the_starter_chart_in_one_row(office: Office) -> None:
    chart = office.session("auditor").read(read_chart_accounts)
    for statement in shipped_statements().values():
        found = coverage(statement, chart)
        assert (statement.code, found.missing, found.twice) == (statement.code, (), ())


def test_a_copy_is_changed_and_kept_for_the_company(firm: Office) -> None:
    session = firm.session("accountant")
    copy = session.run(copy_statement, code="management", title="Styrelsen")
    assert copy.code == "own1"
    extra = StatementLine("share", "percent", "Hyra i procent", expression="0 - premises / sales")
    changed = session.run(save_statement, statement=_with(copy, extra))
    assert figures(made(firm, "own1"))["share"] == D("9.0005")
    with pytest.raises(Conflict):
        session.run(save_statement, statement=copy)
    assert [name.code for name in session.read(list_statements)][-1] == "own1"
    session.run(remove_statement, statement_id=changed.id)
    with pytest.raises(Invalid, match=r"statement\.unknown"):
        session.read(find_statement, code="own1")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (StatementLine("a", "accounts", "x", expression="39-30"), "statement.wrong_accounts"),
        (StatementLine("a", "accounts", "x", expression=" "), "statement.no_accounts"),
        (StatementLine("a", "formula", "x", expression="sales +"), "statement.wrong_formula"),
        (StatementLine("a", "formula", "x", expression="sales + nothing"), "statement.unknown_row"),
        (StatementLine("a", "formula", "x", expression="a + 1"), "statement.unknown_row"),
        (StatementLine("sales", "blank"), "statement.same_code"),
        (StatementLine("1a", "blank"), "statement.wrong_code"),
        (StatementLine("a", "picture"), "statement.wrong_kind"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(firm: Office, line: StatementLine, code: str) -> None:
    statement = _with(shipped_statements()["management"], line)
    with pytest.raises(Invalid) as refused:
        firm.session("accountant").run(save_statement, statement=statement)
    assert refused.value.code == code


def test_only_who_may_edit_the_accounts_designs_statements(firm: Office) -> None:
    with pytest.raises(Denied):
        firm.session("auditor").run(copy_statement, code="income", title="Min egen")
    with pytest.raises(Denied):
        firm.session("seller").read(statement_table, code="income", options=StatementOptions(YEAR_END))


def test_missing_accounts_are_told(firm: Office) -> None:
    session = firm.session("accountant")
    original = shipped_statements()["management"]
    lines = tuple(line for line in original.lines if line.code != "premises")
    lines = tuple(_mended(line) for line in lines)
    stored = session.run(save_statement, statement=replace(original, lines=lines))
    assert made(firm, stored.code).missing == ("5010",)


def _mended(line: StatementLine) -> StatementLine:
    return replace(line, expression="gross + staff + external") if line.code == "ebitda" else line


def _with(statement: Any, line: StatementLine) -> Any:
    return replace(statement, lines=(*statement.lines, line))


def test_the_general_ledger_is_filtered_by_amount_text_and_closing(firm: Office) -> None:
    book(firm, YEAR_END, "8999 26499.50 2099 -26499.50", kind="closing")
    session = firm.session("auditor")
    year = {"from_date": date(2026, 1, 1), "to_date": YEAR_END}

    def page(account: str, **only: Any) -> tuple[Decimal, list[Decimal]]:
        found = session.read(general_ledger, account=account, **year, only=LedgerFilter(**only))
        return found.opening, [row.debit - row.credit for row in found.rows]

    assert page("1930", smallest=D(10000)) == (D(0), [D(-10000), D(75000), D(-48000)])
    assert page("1930", largest=D(2000)) == (D(0), [D(-1500)])
    assert page("1930", text="100%") == (D(0), [])
    assert page("1930", currency="EUR") == (D(0), [])
    assert page("2099") == (D(0), [D("-26499.50")])
    assert page("2099", before_closing=True) == (D(0), [])
    assert page("1930")[0] == page("1930", before_closing=True)[0] == D(60000)
