"""The statements of a group by the layout of the law: companies beside each other, what is eliminated, the group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.groups.registers import read_member, save_member
from models.finance.statements.document import statement_document
from models.finance.statements.figure import StatementFigure, statement_figure
from models.finance.statements.shapes import Drill, StatementTable
from models.finance.statements.table import StatementOptions, statement_table
from reports.pdf import make_pdf
from resources.language import use
from tests.support.groups import END, START, book, euro_company, make_group
from tests.support.office import Office
from tests.support.pdf_reading import text_of

D = Decimal


@pytest.fixture
def sister(office: Office) -> Iterator[Office]:
    with euro_company(office) as company:
        yield company


@pytest.fixture
def group(office: Office, sister: Office) -> Office:
    return make_group(office, sister)


def table(office: Office, code: str, layout: str = "group", role: str = "auditor") -> StatementTable:
    options = StatementOptions(END, START, layout)
    return office.session(role).read(statement_table, code=code, options=options)


def rows(found: StatementTable) -> dict[str, tuple[Decimal | None, ...]]:
    return {row.code: row.values for row in found.rows}


def opened(office: Office, drill: Drill | None) -> StatementFigure:
    assert drill is not None
    given = drill.arguments
    options = StatementOptions(END, START, "group")
    names = {name: given[name] for name in ("statement", "row", "column")}
    return office.session("auditor").read(statement_figure, **names, options=options)


def test_the_balance_sheet_of_a_group_has_its_companies_beside_each_other(group: Office) -> None:
    found = table(group, "balance")
    assert [column.title for column in found.columns] == ["Björkens Bygg AB", "Helsinki Puu Oy", "Eliminated", "Group"]
    shown = rows(found)
    # Shares of 1 000 against 100 euro at 10.00, the loan of 50 euro at 11.00, and 170 euro at the bank.
    assert shown["shares"] == (D(1000), D(0), D(-1000), D(0))
    assert shown["grouploans"] == (D(550), D(0), D(-550), D(0))
    assert shown["cash"] == (D(-1350), D(1870), D(0), D(520))
    assert shown["share"] == (D(0), D(1000), D(-1000), D(0))
    assert shown["translation"] == (D(0), D("109.95"), D(0), D("109.95"))
    assert shown["result"] == (D(200), D("210.05"), D(0), D("410.05"))
    assert shown["assets"] == shown["funds"] == (D(200), D(1870), D(-1550), D(520))
    assert found.difference == (D(0),) * 4
    assert found.missing == ()


def test_the_income_statement_of_a_group_leaves_out_what_its_companies_sell_each_other(group: Office) -> None:
    shown = rows(table(group, "income"))
    assert shown["sales"] == (D(200), D("420.11"), D(-200), D("420.11"))
    assert shown["result"] == (D(200), D("210.05"), D(0), D("410.05"))


def test_key_figures_of_a_group_are_those_of_its_consolidated_rows(group: Office) -> None:
    shown = rows(table(group, "key"))
    assert shown["equity"][-1] == D(520)
    assert shown["solidity"][-1] == D(100)
    assert shown["solidity"][2] is None  # no ratio of what was eliminated


def test_every_figure_opens_parts_that_sum_to_it_and_lead_to_the_companies(group: Office) -> None:
    found = table(group, "balance")
    for row in found.rows:
        for at, value in enumerate(row.values):
            if value is None or row.kind in {"percent", "ratio"}:
                continue
            figure = opened(group, row.drills[at])
            assert figure.amount == value
            assert sum(part.amount for part in figure.parts) == value
            assert all(part.drill is not None for part in figure.parts)
    by_code = {row.code: row for row in found.rows}
    (bank,) = opened(group, by_code["cash"].drills[3]).parts
    assert bank.drill == Drill("finance.consolidation_companies", {"from_date": START, "to_date": END}, "asset 1930")
    (loan,) = opened(group, by_code["grouploans"].drills[2]).parts
    assert loan.drill is not None
    assert loan.drill.kind == "finance.group_adjustments"


def test_what_others_own_stands_apart_in_equity_and_changes_no_sum(group: Office) -> None:
    session = group.session("accountant")
    member = session.read(read_member, row_id=group.value("SELECT id FROM finance.group_member"))
    session.run(save_member, member=replace(member, share=D(75)))
    shown = rows(table(group, "balance"))
    # A quarter of net assets of 120 euro at 11.00.
    assert shown["minority"] == (D(0), D(0), D(330), D(330))
    assert shown["ofothers"] == (D(0), D(0), D(-330), D(-330))
    assert shown["funds"] == (D(200), D(1870), D(-1550), D(520))


def test_a_group_stands_against_last_year(group: Office) -> None:
    options = StatementOptions(date(2026, 6, 30), date(2026, 4, 1), "group_years")
    found = group.session("auditor").read(statement_table, code="balance", options=options)
    shown = rows(found)
    assert shown["cash"][:3] == (D(520), D(0), D(520))
    # Nothing came in the days, and what came earlier in the year is part of its result all the same.
    assert shown["result"][0] == D("410.05")
    assert found.difference[:2] == (D(0), D(0))


def test_what_is_not_eliminated_stands_in_a_row_of_its_own(group: Office, sister: Office) -> None:
    book(sister, END, "2360", "1930", 5)
    shown = rows(table(group, "balance"))
    assert shown["uneliminated"] == (D(0), D(0), D(-55), D(-55))
    assert shown["assets"] == shown["funds"]


def test_what_a_group_cannot_show_is_refused_with_the_reason(group: Office, sister: Office) -> None:
    with pytest.raises(Rejected, match=r"statement\.group_movements"):
        table(group, "cash")
    with pytest.raises(Rejected, match=r"statement\.no_group"):
        table(sister, "balance")
    with pytest.raises(Rejected, match=r"group\.hidden"):
        table(group, "balance", role="finance_clerk")
    options = StatementOptions(END, START, "group", dimension=1, value="100")
    with pytest.raises(Invalid, match=r"statement\.group_dimension"):
        group.session("auditor").read(statement_table, code="balance", options=options)


def test_the_statement_of_a_group_is_printed_as_such(group: Office) -> None:
    options = StatementOptions(END, START, "group")
    use("en")
    document = group.session("auditor").read(statement_document, code="balance", options=options)
    text = text_of(make_pdf(document))
    assert "Group: Balance sheet" in text
    assert "Helsinki Puu Oy" in text
