"""Budgets are taken in from lists and SIE files as drafts, all or nothing, and written to SIE files again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.database.errors import Denied, Invalid
from models.exchange.budget_import import import_budget
from models.exchange.intake import ImportReport
from models.exchange.looking import look_at_file
from models.exchange.sie_books import read_books
from models.exchange.sie_budgets import budget_lines, budget_rows
from models.exchange.sie_export import export_sie
from models.exchange.sie_import import import_sie
from models.finance.budgets.planning import BudgetRow, approve_budget, months_of, read_budget
from tests.models.finance.test_budgets import book, cost_centres
from tests.support.office import Office
from tests.support.shared_data import shared_file

D = Decimal
YEAR = months_of(date(2026, 1, 1), date(2026, 12, 31))
LIST = """Budget 2026;;;;;
Konto;Benämning;Kostnadsställe;jan;2026-02;Totalt
3001;Försäljning;;100;200,50;300,50
5010;Lokalhyra;100;;;1200
5010;Lokalhyra;;;;100
"""
SIE = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#RAR 0 20260101 20261231
#KONTO 3001 "Försäljning"
#PBUDGET 0 202601 3001 {} -1000.00
#PBUDGET 0 202602 3001 {} -500.00
#PBUDGET 0 202601 3001 {1 "100"} -400.00
"""


def take(office: Office, content: str | bytes, *, dry_run: bool = False, **options: Any) -> ImportReport:
    given = content.encode() if isinstance(content, str) else content
    clerk = office.session("finance_clerk")
    return clerk.run(
        import_budget, content=given, file_name="b", dry_run=dry_run, options={"year": "2026-06-30", **options}
    )


def rows_of(office: Office) -> tuple[BudgetRow, ...]:
    key = office.value("SELECT max(id) FROM ledger.budget")
    return office.session("auditor").read(read_budget, budget_id=key).rows


def told(report: ImportReport) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in report.findings if finding.code != "list.heading_left_out"]


def test_a_list_with_months_sums_of_the_year_and_cost_centres_is_a_draft(office: Office) -> None:
    cost_centres(office)
    preview = take(office, LIST, dry_run=True)
    assert (preview.done, told(preview), dict(preview.counts)) == (False, [], {"new": 3})
    assert office.value("SELECT count(*) FROM ledger.budget") == 0
    report = take(office, LIST, name="BUDGET", title="Från kalkyl")
    assert report.done
    sales, rent, workshop = rows_of(office)
    assert sales.amounts == {YEAR[0]: D(-100), YEAR[1]: D("-200.50")}
    assert (rent.dimensions, rent.amounts[YEAR[0]], rent.amounts[YEAR[11]]) == ({}, D("8.33"), D("8.37"))
    assert (workshop.dimensions, set(workshop.amounts.values())) == ({"1": "100"}, {D(100)})


def test_signs_of_the_ledger_are_an_option_and_income_below_nothing_is_told(office: Office) -> None:
    text = "Konto;Summa\n3001;-1200\n5010;600\n"
    assert told(take(office, text, dry_run=True)) == [("budget.file_income", None)]
    take(office, text, signs="ledger")
    assert [row.total for row in rows_of(office)] == [D(-1200), D(600)]


def test_sums_are_spread_as_last_year(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on) VALUES (1, '2027-01-01', '2027-12-31')"
    )
    book(office, date(2026, 1, 31), "5010", "100")
    book(office, date(2026, 6, 30), "5010", "300")
    take(office, "Konto;Summa\n5010;1000\n", spread="last_year", year="2027-01-01")
    assert rows_of(office)[0].amounts == {date(2027, 1, 1): D(250), date(2027, 6, 1): D(750)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Konto;jan\n99;1\n5010;2\n", [("budget.file_account", 2)]),
        ("Konto;jan\n5010;1\n5010;2\n", [("budget.file_twice", 3)]),
        ("Konto;jan;feb;summa\n5010;1;1;3\n", [("budget.file_sum", 2)]),
        ("Konto;Kostnadsställe;jan\n5010;999;1\n", [("budget.file_value", 2)]),
        ("Konto;jan\n5010;x\n", [("list.no_number", 2)]),
        ("Konto;2025-01\n5010;1\n", [("budget.file_month", 1)]),
        ("Namn;jan\nHyra;1\n", [("list.no_account_column", 1)]),
        ("Konto;jan\n5010;0,001\n", [("budget.wrong_amount", None)]),
    ],
)
def test_a_list_with_anything_wrong_leaves_nothing(office: Office, text: str, expected: list[Any]) -> None:
    cost_centres(office)
    report = take(office, text)
    assert told(report) == expected
    assert (report.done, office.value("SELECT count(*) FROM ledger.budget")) == (False, 0)


def test_months_of_a_broken_year_are_found_by_their_names(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO ledger.fiscal_year (company_id, starts_on, ends_on) VALUES (1, '2027-01-01', '2028-06-30')"
    )
    text = "Konto;jan;Jun 27;2028-01;Dec\n5010;1;2;3;4\n"
    assert told(take(office, text, year="2027-06-30")) == []
    months = [date(2027, 1, 1), date(2027, 6, 1), date(2027, 12, 1), date(2028, 1, 1)]
    assert rows_of(office)[0].amounts == dict(zip(months, (D(1), D(2), D(4), D(3)), strict=True))


def test_a_day_outside_every_year_is_refused_and_an_auditor_takes_nothing_in(office: Office) -> None:
    with pytest.raises(Invalid, match=r"budget\.no_year"):
        take(office, LIST, year="2030-01-01")
    with pytest.raises(Denied):
        office.session("auditor").run(import_budget, content=LIST.encode(), file_name="b")


def test_a_list_of_months_is_recognised_as_a_budget(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "budget.csv"
    file.write_text("Konto;Benämning;jan;feb;mar;apr;Totalt\n5010;Hyra;1;1;1;1;4\n")
    assert office.session("finance_clerk").read(look_at_file, path=file).kind == "budget"


def test_the_budget_of_a_sie_file_is_a_draft_with_what_its_objects_leave_over(office: Office) -> None:
    cost_centres(office)
    assert take(office, SIE.encode("cp437")).done
    assert rows_of(office) == (
        BudgetRow("3001", {YEAR[0]: D(-600), YEAR[1]: D(-500)}),
        BudgetRow("3001", {YEAR[0]: D(-400)}, {"1": "100"}),
    )
    assert told(take(office, SIE.replace("#PBUDGET", "#XBUDGET").encode("cp437"))) == [
        ("sie.unknown_label", 6),
        ("budget.file_none", None),
    ]
    moved = SIE.replace("20260101 20261231", "20250101 20251231").encode("cp437")
    assert told(take(office, moved, year="")) == [("budget.file_year", None)]


def test_parts_by_two_dimensions_are_not_counted_twice() -> None:
    month = date(2026, 1, 1)
    amounts = {
        ("5010", (), month): D(100),
        ("5010", (("1", "A"),), month): D(60),
        ("5010", (("6", "P"),), month): D(80),
    }
    assert budget_rows(amounts) == (BudgetRow("5010", {month: D(40)}), BudgetRow("5010", {month: D(60)}, {"1": "A"}))


def test_the_budget_in_force_is_written_to_sie_and_read_again(office: Office) -> None:
    cost_centres(office)
    take(office, SIE.encode("cp437"))
    key = office.value("SELECT max(id) FROM ledger.budget")
    office.session("accountant").run(approve_budget, budget_id=key, version=1)
    written = office.session("auditor").read(export_sie, options={"year": "2026-01-01"}).content
    assert b'#PBUDGET 0 202601 "3001" {} -1000.00' in written.replace(b" 3001 ", b' "3001" ')
    file, findings = read_books(written)
    assert findings == ()
    assert budget_rows(file.budgets[0]) == rows_of(office)
    plain = office.session("auditor").read(export_sie, options={"year": "2026-01-01", "type": "2"}).content
    assert all(not pairs for _account, pairs, _month in read_books(plain)[0].budgets[0])


@pytest.mark.parametrize("name", ["sie/BL0001_typ2.SE", "sie/BL0001_typ3.SE", "sie/BL0001_typ4.SE"])
def test_the_budget_of_a_real_file_is_taken_over(office: Office, name: str) -> None:
    content = shared_file(name).read_bytes()
    file, _findings = read_books(content)
    amounts = file.budgets[0]
    assert (len(amounts), sum(amounts.values())) == (24, sum(row.total for row in budget_rows(amounts)))
    assert budget_lines(budget_rows(amounts)) == amounts
    administrator = office.session("accountant")
    report = administrator.run(import_sie, content=content, file_name=name)
    assert "sie.budget_apart" in [finding.code for finding in report.findings]
    assert report.done
    taken = take(office, content, year="2009-07-01")
    assert (taken.done, dict(taken.counts)) == (True, {"new": 2})
    assert sum(row.total for row in rows_of(office)) == sum(amounts.values())
