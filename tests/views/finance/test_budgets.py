"""Budgets on the screen, in real books: begun, typed and spread, approved, copied, and compared with what is booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.finance.budgets.planning import (
    BudgetRow,
    approve_budget,
    create_budget,
    months_of,
    read_budget,
    save_budget_lines,
)
from models.finance.budgets.sheet import SheetLine, brought_together, spread_line
from models.finance.budgets.spreading import LAST_YEAR, ROW
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.budgets.begin import NewBudgetPage
from views.finance.budgets.budget import BudgetPage
from views.finance.budgets.comparison import ComparisonPage
from views.kit.host import Link

D = Decimal
YEAR = months_of(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant's, in February; 4 000 of rent is booked in January, 7 000 in February."""
    session = office.session("accountant")
    drafts = [
        VoucherDraft(date=day, lines=[VoucherLine("5010", D(amount)), VoucherLine("1930", -D(amount))])
        for day, amount in ((date(2026, 1, 31), 4000), (date(2026, 2, 10), 7000))
    ]
    session.run(post_vouchers, vouchers=drafts)
    return OfficeHost(session=session, today=date(2026, 2, 15))


def budget(host: OfficeHost, *rows: BudgetRow, approved: bool = False) -> int:
    assert host.session is not None
    year = host.session.run(create_budget, fiscal_year_id=1, code="BUDGET", title="Huvudbudget", rows=rows)
    if approved:
        host.session.run(approve_budget, budget_id=year.id, version=year.version)
    return year.id


def rows_of(host: OfficeHost, key: int) -> dict[str, BudgetRow]:
    assert host.session is not None
    return {row.account: row for row in host.session.read(read_budget, budget_id=key).rows}


def rent(amount: int = 5000) -> BudgetRow:
    return BudgetRow("5010", dict.fromkeys(YEAR, D(amount)))


def act(page: Any, name: str) -> None:
    next(bound for bound in page.actions_bound if bound.declared.id == name).trigger()


def open_budget(qtbot: QtBot, host: OfficeHost, key: int) -> BudgetPage:
    page = BudgetPage(host, Link("finance.budget", key))
    qtbot.addWidget(page)
    return page


def put(page: BudgetPage, row: int, name: str, value: object, picked: dict[str, object] | None = None) -> None:
    place = [column.name for column in page.grid.spec.columns].index(name)
    page.grid.model.put(row, place, value, picked)


def test_a_new_budget_begins_in_the_year_of_today(qtbot: QtBot, host: OfficeHost) -> None:
    page = NewBudgetPage(host, Link("finance.new_budget"))
    qtbot.addWidget(page)
    assert page.form.draft.fiscal_year_id == 1
    page.form.save()
    assert host.opened[-1].kind == "finance.budget"
    assert rows_of(host, host.opened[-1].number) == {}


def test_a_plan_is_copied_with_a_percentage(qtbot: QtBot, host: OfficeHost) -> None:
    page = NewBudgetPage(host, Link("finance.new_budget", budget(host, rent())))
    qtbot.addWidget(page)
    assert (page.form.draft.code, page.form.draft.title, page.form.draft.start) == ("BUDGET", "Huvudbudget", "copy")
    page.form.set_draft(replace(page.form.draft, percent=D(10), code="PROGNOS", kind="forecast"), original=False)
    page.form.save()
    assert rows_of(host, host.opened[-1].number)["5010"].total == D(66000)


def test_a_years_amount_is_spread_and_income_is_typed_positive(qtbot: QtBot, host: OfficeHost) -> None:
    key = budget(host, rent())
    page = open_budget(qtbot, host, key)
    put(page, 1, "account", "3001", {"number": "3001", "name": "Försäljning", "kind": "income"})
    put(page, 1, "year", D(100))
    assert [line.total for line in page.lines] == [D(60000), D(100)]
    assert page.lines[1].months == (D("8.33"),) * 11 + (D("8.37"),)
    assert [total.value for total in page.grid.totals.totals] == [D(100), D(60000), D(-59900)]
    act(page, "finance.budget.save")
    stored = rows_of(host, key)["3001"].amounts
    assert (stored[YEAR[0]], stored[YEAR[11]], page.dirty) == (D("-8.33"), D("-8.37"), False)


def test_a_block_from_a_spreadsheet_is_pasted_over_months(qtbot: QtBot, host: OfficeHost) -> None:
    key = budget(host, rent())
    page = open_budget(qtbot, host, key)
    block = "5010\t" + "\t".join(str(month) for month in range(1, 13)) + "\n6110\t" + "\t".join(["1,50"] * 12)
    names = [column.name for column in page.grid.spec.columns]
    rows = [line.split("\t", 1)[1] for line in block.split("\n")]
    QGuiApplication.clipboard().setText("\n".join(rows))
    put(page, 1, "account", "6110", {"number": "6110", "name": "Kontor", "kind": "expense"})
    page.grid.table.paste.put(QGuiApplication.clipboard().text(), 0, names.index("2026-01-01"))
    qtbot.waitUntil(lambda: not page.grid.model.being_pasted)
    assert [line.total for line in page.lines] == [D(78), D(18)]


def test_what_is_saved_and_wrong_is_said_in_its_cell(qtbot: QtBot, host: OfficeHost) -> None:
    page = open_budget(qtbot, host, budget(host, rent()))
    put(page, 1, "account", "5010", {"number": "5010", "name": "Hyra", "kind": "expense"})
    put(page, 1, "year", D(12))
    act(page, "finance.budget.save")
    assert "5010" in page.grid.model.cell(1, 0).wrong


def test_approving_saves_first_and_locks_the_page(qtbot: QtBot, host: OfficeHost) -> None:
    key = budget(host, rent())
    page = open_budget(qtbot, host, key)
    put(page, 0, "2026-01-01", D(1))
    act(page, "finance.budget.approve")
    host.reply("approve")
    assert rows_of(host, key)["5010"].amounts[YEAR[0]] == D(1)
    assert page.head is not None
    assert (page.head.status, page.grid.model.locked) == ("in_force", True)
    assert "finance.budget.save" not in [bound.declared.id for bound in page.actions_bound]
    act(page, "finance.budget.version")
    assert host.opened[-1].kind == "finance.budget"
    assert rows_of(host, host.opened[-1].number)["5010"].total == D(55001)


def test_the_account_of_the_cursor_and_its_last_year_are_told_below(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    office.owner().execute(
        "INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on) VALUES (1, '2027-01-01', '2027-12-31')"
    )
    assert host.session is not None
    kept = host.session.run(
        create_budget, fiscal_year_id=2, code="NEXT", rows=[BudgetRow("5010", {date(2027, 3, 1): D(1)})]
    )
    page = open_budget(qtbot, host, kept.id)
    page.grid.table.go_to(0, "2027-02-01")
    assert page.hint.text().startswith("5010 ")
    assert page.hint.text().endswith(", 2027-02: 7,000.00 last year")
    page.grid.table.go_to(0, "year")
    assert page.hint.text().endswith(": 11,000.00 last year")
    page.grid.table.go_to(1, "account")
    assert "positive figures" in page.hint.text()


def test_what_somebody_else_saved_meanwhile_is_kept_below_what_is_typed(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    key = budget(host, rent(), BudgetRow("6110", {YEAR[0]: D(1)}))
    page = open_budget(qtbot, host, key)
    theirs = [rent(9000), BudgetRow("6110", {YEAR[0]: D(2)}), BudgetRow("6540", {YEAR[1]: D(3)})]
    office.session("finance_clerk").run(save_budget_lines, budget_id=key, version=1, rows=theirs)
    put(page, 0, "2026-01-01", D(7))
    act(page, "finance.budget.save")
    assert "Somebody else" in host.told[-1].text
    assert [(line.account, line.total) for line in page.lines] == [("5010", D(55007)), ("6110", D(2)), ("6540", D(3))]
    act(page, "finance.budget.save")
    assert {account: row.total for account, row in rows_of(host, key).items()} == {
        "5010": D(55007), "6110": D(2), "6540": D(3),
    }  # fmt: skip


def test_a_row_taken_out_here_stays_out() -> None:
    lines = [SheetLine(account, months=(D(1),)) for account in ("1", "2", "3")]
    theirs = [lines[0], replace(lines[1], months=(D(5),)), lines[2], SheetLine("4", months=(D(4),))]
    mine = [lines[0], replace(lines[2], months=(D(9),)), SheetLine("5", months=(D(5),))]
    found = brought_together(lines, mine, theirs)
    assert [(line.account, line.total) for line in found] == [("1", D(1)), ("3", D(9)), ("4", D(4)), ("5", D(5))]


def test_a_draft_is_deleted(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = open_budget(qtbot, host, budget(host, rent()))
    act(page, "finance.budget.delete")
    host.reply("delete")
    assert office.value("SELECT count(*) FROM ledger.budget") == 0
    assert host.opened[-1].kind == "finance.budgets"


def test_an_auditor_looks_and_types_nothing(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    key = budget(host, rent())
    page = open_budget(qtbot, OfficeHost(session=office.session("auditor"), today=date(2026, 2, 15)), key)
    assert page.grid.model.locked
    assert [bound.declared.id for bound in page.actions_bound] == ["finance.budget.compare"]


def test_last_years_months_and_those_of_the_row_are_patterns() -> None:
    empty = SheetLine("5010", "Hyra", "expense", (None,) * 4)
    before = (SheetLine("5010", "Hyra", "expense", (D(1), D(0), D(3), D(0))),)
    assert spread_line(empty, D(100), LAST_YEAR, before).months == (D(25), D(0), D(75), D(0))
    assert spread_line(replace(empty, account="6110"), D(100), LAST_YEAR, before).months == (D(25),) * 4
    weighted = replace(empty, months=(D(10), D(20), D(30), D(40)))
    assert spread_line(weighted, D(5000), ROW).months == (D(500), D(1000), D(1500), D(2000))
    assert spread_line(weighted, None, ROW).months == (None,) * 4


def test_each_figure_of_the_comparison_opens_ledger_or_budget(qtbot: QtBot, host: OfficeHost) -> None:
    key = budget(host, rent(), approved=True)
    page = ComparisonPage(host, Link("finance.budget_comparison"))
    qtbot.addWidget(page)
    row = page.table.rows[1]
    assert row.values == (
        "5010", row.values[1], D(7000), D(5000), D(2000), D(11000), D(10000), D(1000), D("10.0"), "worse",
    )  # fmt: skip
    ledger = row.links[2]
    assert (ledger.kind, ledger.arguments["from_date"], ledger.arguments["to_date"]) == (
        "finance.general_ledger", date(2026, 2, 1), date(2026, 2, 28),
    )  # fmt: skip
    assert row.links[5].arguments["from_date"] == date(2026, 1, 1)
    assert (row.tones[4], row.tones[7]) == ("bad", "bad")
    assert (row.links[3].kind, row.links[3].key, row.links[3].arguments) == ("finance.budget", key, {"account": "5010"})
    assert page.table.rows[-1].values[5:8] == (D(-11000), D(-10000), D(-1000))


def test_without_a_budget_in_force_the_page_says_so_and_offers_drafts(qtbot: QtBot, host: OfficeHost) -> None:
    key = budget(host, rent())
    page = ComparisonPage(host, Link("finance.budget_comparison"))
    qtbot.addWidget(page)
    assert (page.table.rows, page.nothing.isHidden()) == ((), False)
    page.choices.budget.set_value(key)
    page.choices.chosen.emit()
    assert page.table.rows[1].values[3] == D(5000)


def test_the_comparison_is_exported_as_it_stands(qtbot: QtBot, host: OfficeHost) -> None:
    budget(host, rent(), approved=True)
    page = ComparisonPage(host, Link("finance.budget_comparison", arguments={"view": "year"}))
    qtbot.addWidget(page)
    act(page, "finance.report.xlsx")
    exported = host.exported_tables[-1]
    assert [column.name for column in exported.columns[:4]] == ["account", "name", "year_actual", "year_budget"]
    assert exported.rows[1][3] == D(60000)
