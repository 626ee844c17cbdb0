"""Statements of a part of the books: several dimensions and accounts at once, said in headings, kept by every step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Invalid
from models.finance.dimensions import Dimension, DimensionValue, save_dimension, save_dimension_value
from models.finance.general_ledger import LedgerFilter, LedgerPage, general_ledger
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.statements.figure import statement_figure
from models.finance.statements.shapes import Drill, StatementTable
from models.finance.statements.showing import state_of
from models.finance.statements.table import StatementOptions
from reports.plain.making import Request, request_from
from tests.support.office import Office
from tests.support.statements import statement_of

D = Decimal
DAY = date(2026, 6, 30)
#: Account, amount, cost centre, project, and month.
BOOKED = (
    ("3004", -1000, "MMX", "P1", 1),
    ("3004", -400, "LND", "P1", 2),
    ("5010", 300, "MMX", "P1", 2),
    ("5010", 70, "MMX", "P2", 3),
    ("5010", 50, None, "P1", 3),
    ("7210", 9, "MMX", None, 4),
)


@pytest.fixture
def firm(office: Office) -> Office:
    """Malmö and Lund, projects P1 and P2, as BOOKED."""
    session = office.session("accountant")
    for number, name in ((1, "Kostnadsställe"), (6, "Projekt")):
        if not office.value("SELECT count(*) FROM ledger.dimension WHERE number = %s", number):
            session.run(save_dimension, dimension=Dimension(number, name))
    for number, code, name in ((1, "MMX", "Malmö"), (1, "LND", "Lund"), (6, "P1", "Bron"), (6, "P2", "Huset")):
        session.run(save_dimension_value, value=DimensionValue(number, code, name))
    for account, amount, centre, project, month in BOOKED:
        values = {number: code for number, code in (("1", centre), ("6", project)) if code}
        lines = [VoucherLine(account, D(amount), dimensions=values), VoucherLine("1930", D(-amount))]
        session.run(post_vouchers, vouchers=[VoucherDraft(date=date(2026, month, 5), lines=lines)])
    return office


def accounts(table: StatementTable, column: int = 0) -> dict[str, Decimal | None]:
    return {row.code: row.values[column] for row in table.rows if row.kind == "account"}


def of(firm: Office, **options: Any) -> StatementTable:
    return statement_of(firm, "income", DAY, accounts=True, **options)


def lines_of(firm: Office, drill: Drill | None) -> LedgerPage:
    """The lines of the ledger that a drill leads to, asked for as its page asks."""
    assert drill is not None
    asked: dict[str, Any] = dict(drill.arguments)
    only = LedgerFilter(asked["dimension"], asked["value"], also=asked.get("also", ()))
    names = ("account", "from_date", "to_date")
    return firm.session("auditor").read(general_ledger, **{name: asked[name] for name in names}, only=only)


def test_a_cost_centre_and_a_project_narrow_together(firm: Office) -> None:
    table = of(firm, dimension=1, value="MMX", also=((6, "P1"),))
    assert accounts(table) == {"3004": D(1000), "5010": D(-300)}
    assert accounts(of(firm, dimension=1, value="MMX", also=((6, ""),))) == {"7210": D(-9)}
    assert accounts(of(firm, dimension=1, value="", also=((6, "P1"),))) == {"5010": D(-50)}
    assert accounts(of(firm, also=((6, "P1"),))) == {"3004": D(1400), "5010": D(-350)}
    months = of(firm, dimension=1, value="MMX", also=((6, "P1"),), layout="months")
    assert [row.values for row in months.rows if row.code == "5010"] == [(D(0), D(-300), *[D(0)] * 4, D(-300))]


def test_a_dimension_goes_across_within_a_value_of_another(firm: Office) -> None:
    table = of(firm, layout="dimension", dimension=1, also=((6, "P1"),))
    assert [column.title for column in table.columns] == ["LND Lund", "MMX Malmö", "None", "Total"]
    assert [row.values for row in table.rows if row.code == "5010"] == [(D(0), D(-300), D(-50), D(-350))]
    (rent,) = (row for row in table.rows if row.code == "5010")
    page = lines_of(firm, rent.drills[1])
    assert [row.debit for row in page.rows] == [D(300)]


def test_every_step_down_keeps_what_narrows(firm: Office) -> None:
    table = of(firm, dimension=1, value="MMX", also=((6, "P1"),), from_date=date(2026, 2, 1))
    drill = next(row for row in table.rows if row.code == "external").drills[0]
    assert drill is not None
    given: dict[str, Any] = dict(drill.arguments)
    assert given["also"] == ((6, "P1"),)
    names = ("from_date", "to_date", "layout", "dimension", "value", "also")
    options = StatementOptions(**{name: given[name] for name in names})
    figure = firm.session("auditor").read(
        statement_figure, statement="income", row="external", column=given["column"], options=options
    )
    assert figure.narrowed == ("Kostnadsställe MMX Malmö", "Projekt P1 Bron")
    assert (figure.amount, [(part.code, part.amount) for part in figure.parts]) == (D(-300), [("5010", D(-300))])
    page = lines_of(firm, figure.parts[0].drill)
    assert ([row.debit for row in page.rows], page.opening, page.closing) == ([D(300)], D(0), D(300))


def test_the_ledger_of_several_values_opens_with_their_own_balance(firm: Office) -> None:
    only = LedgerFilter(1, "MMX", also=((6, "P1"),))
    page = firm.session("auditor").read(
        general_ledger, account="3004", from_date=date(2026, 2, 1), to_date=DAY, only=only
    )
    assert (page.opening, page.rows, page.closing) == (D(-1000), (), D(-1000))


def test_a_statement_is_of_some_accounts_alone(firm: Office) -> None:
    assert accounts(of(firm, only="5000-7999, !5010")) == {"7210": D(-9)}
    table = of(firm, only="3")
    assert accounts(table) == {"3004": D(1400)}
    assert {row.code: row.values for row in table.rows if row.code == "result"} == {"result": (D(1400),)}
    assert set(statement_of(firm, "balance", DAY, only="1930").difference) == {None}
    assert statement_of(firm, "income", DAY, only="7").rows[0].code == "h2"  # and no blank row above it
    with pytest.raises(Invalid, match=r"statement\.wrong_accounts"):
        of(firm, only="39-30")


def test_headings_say_to_what_it_is_narrowed(firm: Office) -> None:
    table = of(firm, dimension=1, value="MMX", also=((6, ""),), only="5-7")
    assert table.narrowed == ("Kostnadsställe MMX Malmö", "without Projekt", "accounts 5-7")
    assert (
        state_of(table) == "before closing entries, only Kostnadsställe MMX Malmö, without Projekt, accounts 5-7, SEK"
    )


def test_a_kept_request_has_all_that_narrows_it() -> None:
    options = StatementOptions(DAY, dimension=1, value="MMX", also=((6, "P1"), (20, "")), only="5-7")
    request = Request("statement:income", None, DAY, options=options)
    assert request_from(request.stored()) == request
