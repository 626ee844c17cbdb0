"""The report builder on the screen: picked with menus, seen at once, each figure opening its rows, saved and shared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QDialog, QMenu

from models.database.building import Definition, Fold, Key, Measure, Step
from models.database.built import Built, BuiltRow, Head
from models.database.errors import Rejected
from models.database.listing import Column, Filter, Kind
from models.exchange.reporting.saved import SavedReport, StoredReport, load_report, make_report, save_report
from models.exchange.reporting.snapshots import KeptReport
from reports.plain.freezing import freeze_report
from tests.support.fake_host import FakeHost
from views.finance.reporting.builder import BuilderPage
from views.finance.reporting.rows import rows_page
from views.kit.host import Link

D = Decimal
GROUP, MARGIN = Column("customer_group", "Customer group"), Column("margin", "Margin", Kind.MONEY)
BUILT = Built(
    (Head(GROUP), Head(MARGIN, Fold.SUM)),
    (
        BuiltRow(
            ("Bygg", D(400)), {0: (Filter("customer_group", "=", "Bygg"),), 1: (Filter("customer_group", "=", "Bygg"),)}
        ),
    ),
    (BuiltRow((None, D(400)), {1: ()}),),
)
DEFINITION = Definition("invoiced_lines", keys=(Key("customer_group"),), measures=(Measure("margin"),))


@pytest.fixture
def host() -> FakeHost:
    """Answers every report with one group."""
    return FakeHost(answers={make_report: BUILT, save_report: StoredReport(7, 1)})


@pytest.fixture
def page(host: FakeHost) -> Iterator[BuilderPage]:
    """A new report."""
    page = BuilderPage(host, Link("finance.report"))
    yield page
    page.deleteLater()


def asked(host: FakeHost) -> Definition:
    """What was asked for last."""
    wanted = host.was_read[-1][1]["definition"]
    assert isinstance(wanted, Definition)
    return wanted


def test_what_is_put_into_the_zones_is_what_is_asked_for(host: FakeHost, page: BuilderPage) -> None:
    page.picking.keys.pick(Key("customer_group"))
    page.picking.across.pick(Key("invoice_date", Step.MONTH))
    page.picking.measures.pick(Measure("margin"))
    page.picking.line.put("net>100")
    page.refresh()

    wanted = asked(host)
    assert (wanted.keys, wanted.across) == ((Key("customer_group"),), Key("invoice_date", Step.MONTH))
    assert wanted.measures == (Measure("margin"),)
    assert wanted.filters == (Filter("net", ">", D(100)),)
    assert page.picking.keys.text_of(Key("customer_group")) == "Customer group"
    assert page.picking.across.text_of(Key("invoice_date", Step.MONTH)) == "Date, by month"


def test_the_days_of_a_source_come_by_month_quarter_and_year(page: BuilderPage) -> None:
    submenu = page.picking.keys.menu.findChild(QMenu)
    assert submenu is not None
    assert [action.text() for action in submenu.actions()] == ["By month", "By quarter", "By year", "By day"]


def test_another_source_begins_anew(host: FakeHost, page: BuilderPage) -> None:
    page.picking.keys.pick(Key("customer_group"))
    page.picking.source_box.setCurrentIndex(page.picking.source_box.findData("vouchers"))
    page.refresh()

    assert (asked(host).source, asked(host).keys) == ("vouchers", ())
    assert "voucher" in asked(host).columns


def test_a_figure_opens_the_rows_behind_it(host: FakeHost, page: BuilderPage) -> None:
    table = page.result.table
    assert table is not None
    link = table.rows[0].links[1]

    assert [row.values for row in table.rows] == [("Bygg", D(400)), ("Total", D(400))]
    assert (link.kind, link.arguments["label"]) == ("finance.report_rows", "Bygg")
    assert json.loads(str(link.arguments["filters"])) == [["customer_group", "=", "Bygg"]]
    rows = rows_page(host, link)
    assert host.fetched[-1][0].name == "invoiced_lines"
    assert host.fetched[-1][1].filters == (Filter("customer_group", "=", "Bygg"),)
    rows.deleteLater()


def test_what_cannot_be_made_says_why(host: FakeHost, page: BuilderPage) -> None:
    host.answers = {make_report: Rejected("report.too_slow", seconds=15)}
    page.refresh()

    assert page.result.table is None
    assert page.result.nothing.isVisibleTo(page.result)


def test_a_new_report_is_saved_under_a_name_and_shared_with_roles(host: FakeHost, page: BuilderPage) -> None:
    page.picking.keys.pick(Key("customer_group"))
    assert page.leaving_loses() is not None
    dialog = page._ask_name(SavedReport("", page.picking.definition or DEFINITION))
    dialog.name.setText(" Marginal ")
    dialog.roles[next(role for role in dialog.roles if role == "seller")].setChecked(True)
    dialog._on_chosen("save")

    saved = host.ran[-1][1]["report"]
    assert isinstance(saved, SavedReport)
    assert (saved.name, saved.roles) == ("Marginal", ("seller",))
    assert page.title == "Marginal"
    assert page.leaving_loses() is None
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_saved_report_comes_back_as_it_was_picked() -> None:
    report = SavedReport("Marginal", DEFINITION, "Om", id=7, version=1)
    host = FakeHost(answers={make_report: BUILT, load_report: report})
    page = BuilderPage(host, Link("finance.report", 7))

    assert page.title == "Marginal"
    assert page.picking.definition is not None
    assert page.picking.definition.keys == DEFINITION.keys
    assert page.leaving_loses() is None
    page.deleteLater()


def test_conditions_saved_in_another_language_are_typed_anew(page: BuilderPage) -> None:
    filters = (Filter("customer_group", "=", "Bygg & Co"), Filter("net", ">=", D("1.5")))
    page.picking.show_definition(Definition("invoiced_lines", filters=filters, line="kundgrupp:x", language="sv"))

    assert page.picking.definition is not None
    assert page.picking.definition.filters == filters


def test_the_report_is_kept_as_it_is(host: FakeHost, page: BuilderPage) -> None:
    host.answers = {**host.answers, freeze_report: KeptReport(3)}
    next(action for action in page.actions_bound if action.declared.id == "finance.report.freeze").trigger()

    assert host.ran[-1][0] is freeze_report
    action = host.told[-1].action
    assert action is not None
    action.callback()
    assert host.opened[-1] == Link("finance.snapshot", 3)
