"""The screens of statements: figures open what they are made of, files say the days, what is wrong is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.finance.statements.figure import FigurePart, StatementFigure
from models.finance.statements.keeping import StatementName
from models.finance.statements.shapes import Drill, StatementColumn, StatementRow, StatementTable
from models.finance.statements.view import StatementView
from tests.support.fake_host import FakeHost
from views.finance.statements.figure import StatementFigurePage
from views.finance.statements.statement import StatementPage
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
FIRST, LAST = date(2026, 1, 1), date(2026, 11, 24)


def view(**changes: object) -> StatementView:
    drill = Drill("finance.statement_figure", {"statement": "income", "row": "sales", "column": "period"})
    rows = (
        StatementRow("h", "Income", "heading", 0, (None,), (None,)),
        StatementRow("sales", "Sales", "row", 1, (D("1000.40"),), (drill,)),
        StatementRow("margin", "Margin", "percent", 1, (D("12.34"),), (None,)),
    )
    columns = (StatementColumn("period", "2026"),)
    facts = {"code": "income", "title": "Income statement", "after_closing": False, "currency": "SEK", **changes}
    table = StatementTable(from_date=FIRST, to_date=LAST, columns=columns, rows=rows, **facts)  # type: ignore[arg-type]  # facts of a table
    return StatementView(table, (StatementName("income", "Income statement", None),), (), ())


def page_of(qtbot: QtBot, found: StatementView) -> tuple[FakeHost, StatementPage]:
    host = FakeHost(answers={"read_statement_view": found})
    page = StatementPage(host, Link("finance.statement"))
    qtbot.addWidget(page)
    return host, page


def test_a_figure_opens_what_it_is_made_of_and_a_file_says_the_days(qtbot: QtBot) -> None:
    host, page = page_of(qtbot, view())
    assert page.table.rows[1].links[1].arguments["row"] == "sales"
    assert page.table.rows[2].values == ("Margin", "12.3\N{NO-BREAK SPACE}%")
    next(action for action in page.actions_bound if action.declared.id == "finance.report.xlsx").trigger()
    (export,) = host.exported_tables
    assert export.subtitle == "2026-01-01 to 2026-11-24, before closing entries, SEK"
    assert export.rows[1] == ("   Sales", D("1000.40"))


def test_whole_units_are_rounded_only_where_they_are_shown(qtbot: QtBot) -> None:
    _host, page = page_of(qtbot, view(whole=True))
    assert page.table.rows[1].values[1] == D(1000)


def test_what_does_not_add_up_is_said(qtbot: QtBot) -> None:
    _host, page = page_of(qtbot, view(difference=(D("0.01"),)))
    assert "0.01" in page.warning.text()
    _host, page = page_of(qtbot, view(missing=("3999",)))
    assert "3999" in page.warning.text()
    _host, page = page_of(qtbot, view())
    assert page.warning.isHidden()


def test_a_shipped_statement_is_copied_and_never_changed(qtbot: QtBot) -> None:
    _host, page = page_of(qtbot, view())
    acts = {action.declared.id: action for action in page.actions_bound}
    assert not acts["finance.statement.design"].isEnabled()
    assert acts["finance.statement.copy"].isEnabled()


def test_the_parts_of_a_figure_open_their_ledgers(qtbot: QtBot) -> None:
    part = FigurePart("3001", "Sales", D(1000), Drill("finance.general_ledger", {"account": "3001"}))
    figure = StatementFigure("Income statement", "Net sales", "2026", FIRST, LAST, D(1000), (part,), sums=True)
    host = FakeHost(answers={"statement_figure": figure})
    page = StatementFigurePage(host, Link("finance.statement_figure", arguments={"statement": "income"}))
    qtbot.addWidget(page)
    assert page.table.rows[0].opens == Link("finance.general_ledger", arguments={"account": "3001"})
    assert page.table.rows[-1].values[2] == D(1000)
