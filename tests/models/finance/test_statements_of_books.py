"""Statements through a further book: the company's own figures and the differences, one by one and together.

The company is paid in 1 000 000, buys goodwill for 500 000, sells for 300 000, and amortises 100 000 a year in its own
books. Its IFRS book does not amortise goodwill, and the tax book writes off 50 000 more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.company.founding import open_fiscal_year
from models.database.errors import Invalid
from models.finance.books.account import account_in_books
from models.finance.books.registers import AccountingBook, open_book
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.statements.figure import StatementFigure, statement_figure
from models.finance.statements.shapes import Drill, StatementTable
from models.finance.statements.showing import state_of
from models.finance.statements.table import StatementOptions, statement_table
from models.finance.verification import verify
from resources.language import use
from tests.support.groups import book
from tests.support.office import Office

D = Decimal
START, END = date(2026, 1, 1), date(2026, 12, 31)
Y2, Y2_END = date(2027, 1, 1), date(2027, 12, 31)


def opened_book(office: Office, code: str) -> Office:
    made = office.session("accountant").run(open_book, book=AccountingBook(code))
    assert made.id is not None
    return replace(office, company_id=made.id, _sessions={}, _connections=[], _owner=None)


@pytest.fixture
def ifrs(office: Office) -> Iterator[Office]:
    """Both books with what is booked in the first year; the first one is closed, the other has nothing to close."""
    office.session("accountant").run(open_fiscal_year, starts_on=Y2, ends_on=Y2_END)
    book(office, START, "1930", "2081", 1_000_000)
    book(office, START, "1070", "1930", 500_000)
    book(office, date(2026, 6, 30), "1930", "3001", 300_000)
    book(office, END, "7810", "1079", 100_000)
    there = opened_book(office, "IFRS")
    book(there, END, "1079", "7810", 100_000)
    yield there
    there.close()


def close_year(office: Office) -> None:
    lines = [VoucherLine("8999", D(200_000)), VoucherLine("2099", D(-200_000))]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(END, lines, kind="closing")])


def table(office: Office, code: str, options: StatementOptions) -> StatementTable:
    return office.session("auditor").read(statement_table, code=code, options=options)


def rows(found: StatementTable) -> dict[str, tuple[Decimal | None, ...]]:
    return {row.code: row.values for row in found.rows}


def opened(office: Office, drill: Drill | None, options: StatementOptions) -> StatementFigure:
    assert drill is not None
    names = {name: drill.arguments[name] for name in ("statement", "row", "column")}
    return office.session("auditor").read(statement_figure, **names, options=options)


def test_main_books_differences_and_their_sum_stand_side_by_side(office: Office, ifrs: Office) -> None:
    options = StatementOptions(END, START, "book", after_closing=False)
    balance = table(office, "balance", options)
    assert [column.title for column in balance.columns] == ["Main books", "Differences", "IFRS"]
    shown = rows(balance)
    assert shown["goodwill"] == (D(400_000), D(100_000), D(500_000))
    assert shown["cash"] == (D(800_000), D(0), D(800_000))
    assert shown["result"] == (D(200_000), D(100_000), D(300_000))
    assert shown["equity"] == (D(1_200_000), D(100_000), D(1_300_000))
    assert balance.difference == (D(0), D(0), D(0))
    income = rows(table(office, "income", options))
    assert income["result"] == (D(200_000), D(100_000), D(300_000))


def test_a_statement_read_with_a_book_shows_both_in_one_column_and_says_so(office: Office, ifrs: Office) -> None:
    use("en")
    options = StatementOptions(END, START, "comparative", book="IFRS", after_closing=False)
    found = table(office, "income", options)
    assert rows(found)["result"][:3] == (D(300_000), D(0), D(300_000))
    assert "with book IFRS" in state_of(found)
    alone = table(office, "income", replace(options, book=""))
    assert rows(alone)["result"][0] == D(200_000)
    quarters = rows(table(office, "income", replace(options, layout="quarters")))
    assert quarters["result"] == (D(0), D(300_000), D(0), D(0), D(300_000))


def test_books_stand_beside_each_other(office: Office, ifrs: Office) -> None:
    tax = opened_book(office, "Tax")
    book(tax, END, "7810", "1079", 50_000)
    found = table(office, "balance", StatementOptions(END, START, "books", after_closing=False))
    assert [column.title for column in found.columns] == ["Main books", "IFRS", "Tax"]
    assert rows(found)["goodwill"] == (D(400_000), D(500_000), D(350_000))
    assert rows(found)["result"] == (D(200_000), D(300_000), D(150_000))
    tax.close()


def test_the_next_year_opens_with_what_the_book_earned_more_though_it_is_never_closed(
    office: Office, ifrs: Office
) -> None:
    close_year(office)
    book(office, Y2_END, "7810", "1079", 100_000)
    book(ifrs, Y2_END, "1079", "7810", 100_000)
    shown = rows(table(office, "balance", StatementOptions(Y2_END, Y2, "book", after_closing=True)))
    assert shown["goodwill"] == (D(300_000), D(200_000), D(500_000))
    assert shown["result"] == (D(100_000), D(100_000), D(200_000))  # -100 000 of the year and 200 000 closed to 2099
    assert shown["retained"] == (D(0), D(100_000), D(100_000))
    assert shown["equity"] == (D(1_100_000), D(200_000), D(1_300_000))
    for each in (office, ifrs):
        assert each.session("auditor").read(verify) == ()


def test_every_figure_opens_the_lines_behind_it_in_the_book_where_they_stand(office: Office, ifrs: Office) -> None:
    options = StatementOptions(END, START, "book", after_closing=False)
    found = table(office, "balance", options)
    for row in found.rows:
        for at, value in enumerate(row.values):
            if value is not None and row.kind in {"row", "total"}:
                figure = opened(office, row.drills[at], options)
                assert (figure.amount, sum(part.amount for part in figure.parts)) == (value, value)
    goodwill = next(row for row in found.rows if row.code == "goodwill")
    main, difference, both = (opened(office, drill, options).parts for drill in goodwill.drills)
    assert [part.drill.company for part in main if part.drill] == [None, None]
    (taken_back,) = difference
    assert taken_back.drill is not None
    assert (taken_back.drill.kind, taken_back.drill.company) == ("finance.general_ledger", ifrs.company_id)
    assert {part.drill.kind for part in both if part.drill} == {"finance.account_in_books"}
    days = {"from_date": START, "to_date": END}
    parts = office.session("auditor").read(account_in_books, account="1079", book=ifrs.company_id, **days)
    assert [(row.code, row.company, row.closing) for row in parts.rows] == [
        ("", office.company_id, D(-100_000)),
        ("IFRS", ifrs.company_id, D(100_000)),
    ]


def test_books_are_asked_for_by_their_code_and_only_where_they_are(office: Office, ifrs: Office) -> None:
    with pytest.raises(Invalid, match=r"book\.unknown"):
        table(office, "balance", StatementOptions(END, START, book="K4"))
    with pytest.raises(Invalid, match=r"statement\.no_book"):
        table(ifrs, "balance", StatementOptions(END, START, "books"))
    with pytest.raises(Invalid, match=r"book\.unknown"):
        office.session("auditor").read(
            account_in_books, account="1079", book=office.company_id, from_date=START, to_date=END
        )
