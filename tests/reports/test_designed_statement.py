"""Statements on paper: twelve months beside each other are still read, and names stay indented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.company.documents import Sender
from models.finance.statements.document import DesignedStatement
from models.finance.statements.shapes import StatementColumn, StatementRow, StatementTable
from reports.pdf import make_pdf
from tests.support.pdf_reading import overlapping, pages_of

D = Decimal
LONG = "Change in inventories of work in progress, finished goods and work for others"


def statement(columns: int, amount: str) -> DesignedStatement:
    heads = tuple(StatementColumn(f"m{n}", f"2026-{n:02}") for n in range(1, columns + 1))
    values = (D(amount),) * columns
    rows = (
        StatementRow("h", "Operating income", "heading", 0, (None,) * columns, (None,) * columns),
        StatementRow("sales", LONG, "row", 2, values, (None,) * columns),
        StatementRow("total", "Total", "total", 0, values, (None,) * columns),
    )
    table = StatementTable(
        "income", "Income statement", date(2026, 1, 1), date(2026, 12, 31), False, "SEK", heads, rows
    )
    return DesignedStatement("en", Sender("Björkens Bygg AB"), table)


def test_twelve_months_and_their_sum_stand_whole_on_one_lying_page() -> None:
    content = make_pdf(statement(13, "-2282751.00"))
    (page,) = pages_of(content)
    assert page.count("−2,282,751.00") == 26
    assert all(f"2026-{n:02}" in page for n in range(1, 13))
    assert overlapping(content) == []
