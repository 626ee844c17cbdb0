"""Each figure of a statement opens into accounts, ledger lines and vouchers, and each step sums to its parent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.database.errors import Invalid
from models.finance.dimensions import Dimension, DimensionValue, save_dimension, save_dimension_value
from models.finance.general_ledger import LedgerFilter, general_ledger
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import voucher_lines
from models.finance.statements.figure import StatementFigure, statement_figure
from models.finance.statements.shapes import Drill, StatementTable
from models.finance.statements.table import StatementOptions, statement_table
from tests.support.office import Office

D = Decimal
DAY = date(2026, 6, 30)


@pytest.fixture
def firm(office: Office) -> Office:
    """Sales 1 000 in Malmö and 400 in Lund, rent 300 in Malmö and 50 that nobody is told of."""
    session = office.session("accountant")
    if not session.read(_has_cost_centres):
        session.run(save_dimension, dimension=Dimension(1, "Kostnadsställe"))
    for code, name in (("MMX", "Malmö"), ("LND", "Lund")):
        session.run(save_dimension_value, value=DimensionValue(1, code, name))
    for day, account, amount, centre in (
        (date(2026, 1, 5), "3004", -1000, "MMX"),
        (date(2026, 2, 5), "3004", -400, "LND"),
        (date(2026, 2, 6), "5010", 300, "MMX"),
        (date(2026, 3, 6), "5010", 50, None),
    ):
        line = VoucherLine(account, D(amount), dimensions={"1": centre} if centre else {})
        draft = VoucherDraft(date=day, lines=[line, VoucherLine("1930", D(-amount))])
        session.run(post_vouchers, vouchers=[draft])
    return office


def _has_cost_centres(work: Any) -> bool:
    found: bool = work.value("SELECT EXISTS (SELECT FROM ledger.dimension WHERE company_id = :company AND number = 1)")
    return found


def made(office: Office, code: str, **options: Any) -> StatementTable:
    asked = StatementOptions(**{"to_date": DAY, **options})
    table: StatementTable = office.session("auditor").read(statement_table, code=code, options=asked)
    return table


def opened(office: Office, drill: Drill | None) -> StatementFigure:
    """What a drill of a statement leads to, asked for as its page asks."""
    assert drill is not None
    assert drill.kind == "finance.statement_figure"
    given: dict[str, Any] = dict(drill.arguments)
    place = {name: given.pop(name) for name in ("statement", "row", "column")}
    figure: StatementFigure = office.session("auditor").read(
        statement_figure, **place, options=StatementOptions(**given)
    )
    return figure


def ledger_sum(office: Office, drill: Drill) -> Decimal:
    """Walk on to the ledger and its vouchers: the lines are those of the vouchers, debit positive."""
    given: dict[str, Any] = dict(drill.arguments)
    session = office.session("auditor")
    only = LedgerFilter(**{name: given[name] for name in ("before_closing", "dimension", "value") if name in given})
    span = {name: given[name] for name in ("account", "from_date", "to_date")}
    page = session.read(general_ledger, **span, only=only)
    for row in page.rows:
        lines = {line.line_id: line for line in session.read(voucher_lines, entry_id=row.entry_id)}
        assert lines[row.line_id].amount == row.debit - row.credit
    closing: Decimal = page.closing
    return closing


@pytest.mark.parametrize(("code", "layout"), [("income", "months"), ("balance", "opening"), ("cash", "quarters")])
def test_every_figure_is_the_sum_of_its_accounts_and_these_of_their_lines(firm: Office, code: str, layout: str) -> None:
    table = made(firm, code, layout=layout)
    for row in table.rows:
        for value, drill in zip(row.values, row.drills, strict=True):
            if not value:
                continue
            figure = opened(firm, drill)
            assert figure.amount == sum(part.amount for part in figure.parts) == value, row.code
            if code == "income":
                for part in figure.parts:
                    assert part.drill is not None
                    assert ledger_sum(firm, part.drill) == -part.amount + _before(firm, part.code, part.drill)


def _before(firm: Office, account: str, drill: Drill) -> Decimal:
    """What the ledger of an account of the result opens with in the middle of its year."""
    span = {"from_date": drill.arguments["from_date"], "to_date": drill.arguments["to_date"]}
    opening: Decimal = firm.session("auditor").read(general_ledger, account=account, **span).opening
    return opening


def test_a_dimension_goes_across_and_each_value_opens_its_own_lines(firm: Office) -> None:
    table = made(firm, "income", layout="dimension", dimension=1)
    rows = {row.code: row.values for row in table.rows}
    assert [column.title for column in table.columns][:2] == ["LND Lund", "MMX Malmö"]
    assert rows["sales"] == (D(400), D(1000), D(0), D(1400))
    assert rows["external"] == (D(0), D(-300), D(-50), D(-350))
    malmo = made(firm, "income", dimension=1, value="MMX", accounts=True)
    figures = {row.code: row for row in malmo.rows}
    assert figures["result"].values == (D(700),)
    drill = figures["5010"].drills[0]
    assert drill is not None
    assert ledger_sum(firm, drill) == D(300)
    assert opened(firm, figures["result"].drills[0]).amount == D(700)


def test_a_ratio_opens_the_rows_it_is_reckoned_from(firm: Office) -> None:
    row = next(row for row in made(firm, "key").rows if row.code == "margin")
    figure = opened(firm, row.drills[0])
    assert (figure.sums, [part.amount for part in figure.parts]) == (False, [D(1050), D(1400)])


def test_a_row_that_is_not_there_is_named(firm: Office) -> None:
    with pytest.raises(Invalid, match=r"statement\.no_figure"):
        firm.session("auditor").read(
            statement_figure, statement="income", row="nothing", column="period", options=StatementOptions(DAY)
        )
