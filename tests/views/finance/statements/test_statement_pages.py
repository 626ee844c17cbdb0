"""The screens of statements: figures open what they are made of, files say the days, what is wrong is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.shell.registry import collect
from models.finance.definitions import STATEMENT_FIGURES
from models.finance.dimensions import Dimension, DimensionValue
from models.finance.statements.accounts import ChartAccount
from models.finance.statements.checking import Coverage
from models.finance.statements.figure import FigurePart, StatementFigure
from models.finance.statements.keeping import StatementName
from models.finance.statements.shapes import (
    Drill,
    Statement,
    StatementColumn,
    StatementLine,
    StatementRow,
    StatementTable,
)
from models.finance.statements.table import StatementOptions
from models.finance.statements.view import StatementPreview, StatementView
from reports.chart.spec import Target
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown
from views.finance.statements.chart import result_chart
from views.finance.statements.design import COLUMNS, DETAILS, StatementDesignPage
from views.finance.statements.figure import StatementFigurePage
from views.finance.statements.statement import StatementPage
from views.kit.action import ActionButton
from views.kit.form.lines import ChoiceBox
from views.kit.host import Link
from views.kit.theme.theme import use_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from views.kit.action import BoundAction
    from views.kit.grid.spec import GridColumn
    from views.kit.page import Page

D = Decimal
FIRST, LAST = date(2026, 1, 1), date(2026, 11, 24)


def view(**changes: object) -> StatementView:
    drill = Drill("finance.statement_figure", {"statement": "income", "row": "sales", "column": "period"})
    rows = (
        StatementRow("h", "Income", "heading", 0, (None,), (None,)),
        StatementRow("sales", "Sales", "row", 1, (D("1000.40"),), (drill,)),
        StatementRow("margin", "Margin", "percent", 1, (D("12.34"),), (None,)),
    )
    parts = {"columns": (StatementColumn("period", "2026"),), "rows": rows}
    facts = {"code": "income", "title": "Income statement", "after_closing": False, "currency": "SEK"}
    table = StatementTable(from_date=FIRST, to_date=LAST, **{**parts, **facts, **changes})  # type: ignore[arg-type]  # facts of a table
    return StatementView(table, (StatementName("income", "Income statement", None),), (), ())


def page_of(qtbot: QtBot, found: StatementView, **asked: object) -> tuple[FakeHost, StatementPage]:
    host = FakeHost(answers={"read_statement_view": found})
    page = StatementPage(host, Link("finance.statement", arguments=asked))
    qtbot.addWidget(page)
    return host, page


def test_tab_goes_from_the_days_through_every_choice_to_the_figures(qtbot: QtBot, qtlog: Any) -> None:
    centre = replace(view(), dimensions=(Dimension(1, "Centre"),), values=(DimensionValue(1, "100", "Sales"),))
    host = FakeHost(answers={"read_statement_view": centre}, hold=True)
    page = StatementPage(host, Link("finance.statement"))
    shown(qtbot, page)
    host.answer_all()
    qtbot.waitUntil(page.choices.values[1].isVisible)
    page.bar.last.setFocus()
    ways: list[QWidget] = [
        page.choices.statement,
        page.choices.layout_choice,
        page.choices.closing,
        page.choices.amounts,
    ]
    ways += [page.choices.only, page.choices.values[1], page.choices.chart, page.choices.accounts, page.choices.empty]
    seen: list[QWidget | None] = []
    while page.table.table not in seen and len(seen) < 40:
        press(Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert [stop for stop in seen if stop in ways or stop is page.table.table] == [*ways, page.table.table]
    assert not [stop for stop in seen if isinstance(stop, ActionButton)]
    assert not [record for record in qtlog.records if "setTabOrder" in record.message]


def test_a_figure_opens_what_it_is_made_of_and_a_file_says_the_days(qtbot: QtBot) -> None:
    host, page = page_of(qtbot, view())
    assert page.table.rows[1].links[1].arguments["row"] == "sales"
    assert page.table.rows[2].values == ("Margin", "12.3\N{NO-BREAK SPACE}%")
    next(action for action in page.actions_bound if action.declared.id == "finance.report.xlsx").trigger()
    (export,) = host.exported_tables
    assert export.subtitle == "2026-01-01 to 2026-11-24, before closing entries, SEK"
    assert export.rows[1] == ("   Sales", D("1000.40"))


def act(page: Page, name: str) -> BoundAction:
    return next(action for action in page.actions_bound if action.declared.id == name)


def test_the_result_is_drawn_as_steps_that_open_what_they_are_made_of(qtbot: QtBot) -> None:
    drill = Drill("finance.statement_figure", {"row": "sales"})
    names = ("sales", "rent", "pay")
    amounts = {"sales": (D(1000), D(900)), "rent": (D(-200), D(-250)), "pay": (D(-500), D(-400))}
    rows = (
        *(StatementRow(name, name.title(), "row", 1, amounts[name], (drill, drill)) for name in names),
        StatementRow("result", "Profit", "total", 0, (D(300), D(250)), (None, None)),
    )
    columns = (StatementColumn("period", "2026"), StatementColumn("earlier", "2025"))
    chart = result_chart(view(rows=rows, columns=columns, steps=names, covers="result").table)
    assert [place.label for place in chart.places] == ["Sales", "Rent", "Pay", "Result"]
    (series,) = chart.series
    assert [(point.value, point.total) for point in series.points] == [
        (D(1000), False),
        (D(-200), False),
        (D(-500), False),
        (D(300), True),
    ]
    assert series.points[0].target == Target("finance.statement_figure", arguments={"row": "sales"})
    months = (StatementColumn("m1", "January"), StatementColumn("total", "Total"))
    assert result_chart(view(rows=rows, columns=months, steps=names).table).series[0].points[-1].value == D(250)
    assert result_chart(view().table).empty


def test_rows_beyond_those_with_a_step_of_their_own_are_one_step_and_the_result_is_whole(qtbot: QtBot) -> None:
    rows = tuple(StatementRow(f"r{n}", f"Row {n}", "row", 0, (D(n),), (None,)) for n in range(1, 13))
    chart = result_chart(view(rows=rows, steps=tuple(row.code for row in rows)).table)
    assert [place.label for place in chart.places] == [*(f"Row {n}" for n in range(4, 13)), "Other rows", "Result"]
    assert [point.value for point in chart.series[0].points[-2:]] == [D(6), D(78)]


def test_the_chart_can_be_left_out(qtbot: QtBot) -> None:
    _host, page = page_of(qtbot, view(steps=("sales",)))
    assert page.chart is not None
    assert not page.chart.isHidden()
    page.choices.chart.click()
    assert page.chart.isHidden()


def test_keys_go_to_the_days_before_and_after(qtbot: QtBot) -> None:
    days = {"from_date": date(2026, 1, 1), "to_date": date(2026, 1, 31)}
    host, page = page_of(qtbot, view(), **days)
    assert act(page, "finance.report.previous").declared.shortcut == "Alt+PgUp"
    act(page, "finance.report.previous").trigger()
    asked = host.was_read[-1][1]["options"]
    assert isinstance(asked, StatementOptions)
    assert (asked.from_date, asked.to_date) == (date(2025, 12, 1), date(2025, 12, 31))


def test_each_figure_says_what_it_is(qtbot: QtBot) -> None:
    _host, page = page_of(qtbot, view(covers="result"))
    found = page.table.model.explanation(1, 1)
    assert found is not None
    assert found.definition == STATEMENT_FIGURES["result"]
    _host, page = page_of(qtbot, view(covers="position"))
    found = page.table.model.explanation(1, 1)
    assert found is not None
    assert found.definition == STATEMENT_FIGURES["position"]


@pytest.mark.parametrize(("name", "code"), [("income_statement", "income"), ("balance_sheet", "balance")])
def test_the_navigation_leads_to_a_statement_by_its_name(qtbot: QtBot, name: str, code: str) -> None:
    kind = f"finance.{name}"
    spec = collect().find(kind)
    assert spec is not None
    host = FakeHost(answers={"read_statement_view": view()})
    page = spec.make(host, Link(kind, arguments={"layout": "months"}))
    qtbot.addWidget(page)
    asked = host.was_read[-1][1]
    options = asked["options"]
    assert isinstance(options, StatementOptions)
    assert (asked["code"], options.layout) == (code, "months")


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


def preview(**coverage: object) -> StatementPreview:
    table = view().table
    return StatementPreview(table, Coverage(**{"missing": (), "twice": (), **coverage}))  # type: ignore[arg-type]  # its fields


def design(qtbot: QtBot, found: StatementPreview) -> tuple[FakeHost, StatementDesignPage]:
    lines = (StatementLine("sales", "accounts", "Sales", expression="30", sign="-"), StatementLine("", "blank"))
    stored = Statement("own1", "Mine", "", lines, covers="result", id=7, row_version=1)
    host = FakeHost(answers={"find_statement": stored, "preview_statement": found, "save_statement": stored})
    page = StatementDesignPage(host, Link("finance.statement_design", "own1"))
    qtbot.addWidget(page)
    return host, page


def test_rows_are_designed_with_their_real_figures_beside(qtbot: QtBot) -> None:
    host, page = design(qtbot, preview(missing=(ChartAccount("5010", "Rent", "expense"),)))
    assert page.preview.rows[1].values == ("Sales", D("1000.40"))
    assert page.preview.findings.text() == "In no row: 5010 Rent."
    page.grid.set_lines((*page.lines, StatementLine("", "total", "All", expression="sales")))
    next(action for action in page.actions_bound if action.declared.id == "finance.statement.save").trigger()
    saved = host.ran[-1][1]["statement"]
    assert isinstance(saved, Statement)
    assert [line.code for line in saved.lines] == ["sales", "r1", "r2"]
    assert (saved.id, saved.row_version) == (7, 1)


def test_a_whole_statement_is_said_to_be_whole(qtbot: QtBot) -> None:
    _host, page = design(qtbot, preview())
    assert page.preview.findings.text().startswith("Every account")


def test_a_formula_that_cannot_be_read_is_marked_in_its_cell(qtbot: QtBot) -> None:
    host, page = design(qtbot, preview())
    before = len(host.ran)
    page.grid.set_lines((StatementLine("a", "total", "x", expression="sales +"),))
    next(action for action in page.actions_bound if action.declared.id == "finance.statement.save").trigger()
    assert len(host.ran) == before


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("columns", [COLUMNS, DETAILS])
def test_every_column_of_the_design_is_seen_and_the_figures_stand_below_where_it_would_not_be(
    qtbot: QtBot, qapp: QApplication, percent: int, columns: tuple[GridColumn[StatementLine], ...]
) -> None:
    use_theme(qapp, "light", "compact", percent)
    try:
        _host, page = design(qtbot, preview())
        page.show_columns(columns)
        page.resize(1072 if percent == 100 else 958, 600)  # what 1280 by 720 leave beside the navigation
        page.show()
        QCoreApplication.processEvents()
        assert page.grid.table.horizontalScrollBar().maximum() == 0
        assert page.beyond == 0
        beside = page.preview.mapTo(page, QPoint()).x() > page.grid.mapTo(page, QPoint()).x()
        assert beside == (percent == 100)
    finally:
        use_theme(qapp, "light")


def test_what_few_rows_say_is_edited_in_the_place_of_the_codes(qtbot: QtBot) -> None:
    host, page = design(qtbot, preview())
    act(page, "finance.statement.details").trigger()
    assert page.grid.spec.columns == DETAILS
    page.grid.set_lines((replace(page.lines[0], level=2), StatementLine("b", "total", "x", expression="sales +")))
    act(page, "finance.statement.save").trigger()
    assert page.grid.spec.columns == COLUMNS
    assert page.grid.table.currentIndex().column() == [each.name for each in COLUMNS].index("expression")
    assert [operation.__name__ for operation, _arguments in host.ran] == []


DIMENSIONS = (Dimension(1, "Cost centre"), Dimension(6, "Project"))
VALUES = (DimensionValue(1, "MMX", "Malmö"), DimensionValue(6, "P1", "Bridge"))


def options_of(host: FakeHost) -> StatementOptions:
    asked = host.was_read[-1][1]["options"]
    assert isinstance(asked, StatementOptions)
    return asked


def test_a_statement_is_narrowed_to_values_of_several_dimensions_and_to_accounts(qtbot: QtBot) -> None:
    host, page = page_of(qtbot, replace(view(), dimensions=DIMENSIONS, values=VALUES))
    centres, projects = (page.choices.values[number] for number in (1, 6))
    assert [centres.itemText(at) for at in range(centres.count())] == ["All values", "Without a value", "MMX Malmö"]
    pick(centres, 2)
    asked = options_of(host)
    assert (asked.dimension, asked.value, asked.also) == (1, "MMX", ())
    pick(projects, 1)
    assert (options_of(host).value, options_of(host).also) == ("MMX", ((6, ""),))
    page.choices.only.setText("3000-3999")
    page.choices.only.editingFinished.emit()
    assert options_of(host).only == "3000-3999"
    pick(centres, 0)
    assert options_of(host).values == ((6, ""),)
    assert len(host.was_read) == 5


def test_a_dimension_goes_across_and_another_narrows(qtbot: QtBot) -> None:
    host, page = page_of(qtbot, replace(view(), dimensions=DIMENSIONS, values=VALUES), layout="dimension", dimension=1)
    assert not page.choices.dimension.isHidden()
    pick(page.choices.values[6], 2)
    asked = options_of(host)
    assert (asked.layout, asked.dimension, asked.value, asked.also) == ("dimension", 1, None, ((6, "P1"),))


def test_a_link_says_to_what_a_statement_is_narrowed(qtbot: QtBot) -> None:
    given = {"dimension": 1, "value": "MMX", "also": [[6, "P1"]], "only": "3"}
    host, page = page_of(qtbot, replace(view(), dimensions=DIMENSIONS, values=VALUES), **given)
    asked = options_of(host)
    assert (asked.values, asked.only) == (((1, "MMX"), (6, "P1")), "3")
    assert page.choices.values[6].currentText() == "P1 Bridge"
    figure = StatementFigure("Income statement", "Net sales", "2026", FIRST, LAST, D(0), (), sums=True)
    below = FakeHost(answers={"statement_figure": figure})
    qtbot.addWidget(StatementFigurePage(below, Link("finance.statement_figure", arguments=given)))
    assert (options_of(below).values, options_of(below).only) == (((1, "MMX"), (6, "P1")), "3")


def test_a_statement_comes_back_as_it_was_chosen(qtbot: QtBot) -> None:
    found = replace(view(), dimensions=DIMENSIONS, values=VALUES)
    _host, left = page_of(qtbot, found, from_date="2026-02-01", to_date="2026-02-28")
    left.choices.layout_choice.set_value("months")
    left.choices.amounts.set_value((1000, True))
    left.choices.accounts.setChecked(True)
    left.choices.chart.setChecked(False)
    pick(left.choices.values[1], 2)
    pick(left.choices.values[6], 1)
    left.choices.only.setText("3")
    place = json.loads(json.dumps(left.place()))

    host, page = page_of(qtbot, found)
    page.come_back(place)
    asked = options_of(host)
    wanted = left.choices.options(left.bar.span)
    assert asked == wanted
    assert asked.values == ((1, "MMX"), (6, ""))
    assert (page.choices.values[6].currentText(), page.choices.chart.isChecked()) == ("Without a value", False)
    assert json.loads(json.dumps(page.place())) == place
    page.come_back("nonsense")
    page.come_back({"chosen": {"to_date": "nonsense"}, "stands": None})


def pick(box: ChoiceBox, place: int) -> None:
    """Choose as somebody does."""
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_who_does_without_the_chart_has_none_in_the_next_statement_unless_a_link_asks_for_it(qtbot: QtBot) -> None:
    host = FakeHost(answers={"read_statement_view": view()})

    def opened(**arguments: object) -> StatementPage:
        page = StatementPage(host, Link("finance.statement", arguments=arguments))
        qtbot.addWidget(page)
        return page

    first = opened()
    assert first.choices.chart.isChecked()
    first.choices.chart.click()
    assert not opened().choices.chart.isChecked()
    assert opened(chart=True).choices.chart.isChecked()
    first.choices.chart.click()
    assert opened().choices.chart.isChecked()
