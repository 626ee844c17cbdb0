"""Lists: paging by key, order in the database, states, actions on the selection, the clipboard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.database.errors import Unavailable
from models.database.listing import Filter, PageRequest
from tests.support.fake_host import FakeHost
from tests.support.kit_samples import INVOICES, invoice
from views.kit.action import Action, ActionContext, Needs
from views.kit.host import ExportFormat, Link
from views.kit.list.model import Loading, RowModel
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens
from views.kit.list.view import ListView
from views.kit.page import ListPage, list_screen

UNPAID = QuickFilter("unpaid", "Unpaid", (Filter("status", "=", "unpaid"),))
SPEC = ListSpec(
    INVOICES,
    opens=lambda row: Link("finance.invoice", row["id"]),
    quick_filters=(UNPAID,),
    subjects=("finance.invoice",),
    empty_title="No invoices yet",
)
ROOT = QModelIndex()


def shown(qtbot: QtBot, host: FakeHost, spec: ListSpec = SPEC, **options: object) -> ListView:
    view = ListView(host, spec, **options)  # type: ignore[arg-type]
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    return view


def choose(view: ListView, row: int) -> None:
    """Select a row whatever modifier keys an earlier test pressed last."""
    flags = QItemSelectionModel.SelectionFlag
    how = flags.ClearAndSelect | flags.Rows
    view.table.selectionModel().setCurrentIndex(view.model.index(row, 0), how)


def switch(view: ListView, label: str) -> None:
    """Switch a column on or off in the menu of columns."""
    next(choice for choice in view.columns.menu().actions() if choice.text() == label).trigger()


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, host: FakeHost) -> None:
    model = RowModel(host, INVOICES)
    model.load(PageRequest())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt types only part of itself


def test_rows_come_two_hundred_at_a_time_after_the_last_key(host: FakeHost, qtbot: QtBot) -> None:
    model = RowModel(host, INVOICES)
    model.load(PageRequest())
    assert (model.filled, model.complete) == (200, False)
    model.fetchMore(ROOT)
    assert host.fetched[-1][1].after == (200,)
    model.fetchMore(ROOT)
    assert (model.filled, model.complete) == (450, True)
    assert not model.canFetchMore(ROOT)
    assert [model.key(row) for row in (0, 199, 200, 449)] == [1, 200, 201, 450]


def test_a_second_page_is_asked_for_only_once_at_a_time(host: FakeHost, qtbot: QtBot) -> None:
    model = RowModel(host, INVOICES)
    model.load(PageRequest())
    host.hold = True
    model.fetchMore(ROOT)
    model.fetchMore(ROOT)
    assert len(host.waiting) == 1
    host.answer_all()
    assert model.filled == 400


def test_grey_rows_stand_in_until_the_first_page_is_here(host: FakeHost, qtbot: QtBot) -> None:
    host.hold = True
    view = shown(qtbot, host)
    assert view.model.rowCount() == 12
    assert view.model.cell(0, 0).skeleton
    assert view.rows == ()
    host.answer_all()
    assert view.model.rowCount() == 200
    assert view.model.cell(0, 0).text == "F0001"


def test_an_answer_to_an_older_question_is_dropped(host: FakeHost, qtbot: QtBot) -> None:
    host.hold = True
    model = RowModel(host, INVOICES)
    model.load(PageRequest())
    model.load(PageRequest(filters=(Filter("id", "=", 7),)))
    host.answer_all()
    assert [model.key(row) for row in range(model.filled)] == [7]


def test_a_click_on_a_heading_sorts_in_the_database_and_is_remembered(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    view.table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert host.fetched[-1][1].order == ("amount", "id")
    assert host.fetched[-1][1].descending is True
    assert view.model.cell(0, 4).value == Decimal(449)
    again = shown(qtbot, host)
    assert again.request.order == ("amount", "id")


def test_search_waits_for_a_pause_and_enter_does_not(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    asked = len(host.fetched)
    QTest.keyClicks(view.toolbar.search, "f0017")
    assert len(host.fetched) == asked
    qtbot.waitUntil(lambda: len(host.fetched) == asked + 1)
    assert [row["id"] for row in (view.model.row(0),)] == [17]
    QTest.keyClicks(view.toolbar.search, "x")
    QTest.keyClick(view.toolbar.search, Qt.Key.Key_Return)
    assert host.fetched[-1][1].text == "f0017x"


def test_a_quick_filter_narrows_and_no_match_offers_to_clear(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    view.toolbar._quick.button(0).click()
    assert host.fetched[-1][1].filters == UNPAID.filters
    view.toolbar.search.setText("nobody")
    view.toolbar.search.search_now()
    assert view._stack.currentIndex() == 1
    view._empty._button.click()
    assert host.fetched[-1][1] == PageRequest(limit=200)
    assert view._stack.currentIndex() == 0


def test_the_words_of_a_restriction_stand_above_and_can_be_lifted(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host, filters=(Filter("customer", "=", "Almgren Bygg"),), filter_label="Almgren Bygg")
    assert view.model.filled == 150
    view.toolbar._restriction.click()
    assert view.model.filled == 200


def test_an_empty_list_says_so_and_offers_the_next_act(empty_host: FakeHost, qtbot: QtBot) -> None:
    done: list[ActionContext] = []
    new = Action("invoice.new", "New invoice", done.append, permission="invoice.write")
    view = shown(qtbot, empty_host, ListSpec(INVOICES, empty_title="No invoices yet", empty_action=new))
    assert view._empty._title.text() == "No invoices yet"
    view._empty._button.click()
    assert len(done) == 1
    empty_host.permissions = ()
    assert shown(qtbot, empty_host, view.spec)._empty._button.isHidden()


def test_a_failure_is_explained_and_tried_again(host: FakeHost, qtbot: QtBot) -> None:
    host.fetch_error = Unavailable("database.connection_lost")
    view = shown(qtbot, host)
    assert view.model.loading is Loading.FAILED
    assert view._empty._hint.text() == "database.connection_lost"
    host.fetch_error = None
    view._empty._button.click()
    assert view.model.filled == 200


def test_a_failed_reload_keeps_the_rows(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    host.fetch_error = Unavailable("database.connection_lost")
    view.reload()
    assert view.model.filled == 200
    assert view._stack.currentIndex() == 0


def test_reloading_keeps_selection_and_place(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    choose(view, 150)
    view.table.verticalScrollBar().setValue(3000)
    host.rows = {"sales.invoices": [invoice(number) for number in range(2, 451)]}
    view.reload()
    assert [row["id"] for row in view.rows] == [151]
    assert view.table.currentIndex().row() == 149
    assert view.table.verticalScrollBar().value() == 3000


def test_a_change_reloads_a_list_in_sight_and_marks_one_out_of_sight(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    asked = len(host.fetched)
    host.change("finance.invoice", 3)
    host.change("finance.invoice", 4)
    qtbot.waitUntil(lambda: len(host.fetched) == asked + 1)
    view.hide()
    host.change("finance.invoice", 5)
    assert len(host.fetched) == asked + 1
    view.show()
    assert len(host.fetched) == asked + 2


def test_the_footer_counts_and_sums_the_selection_exactly(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    assert view.footer.text == "First 200 rows, more below"
    view.table.selectAll()
    # 1 + … + 200 is 20 100; the twenty credits 10, 20, … 200 come to 2 100 and count twice against it.
    assert view.footer.text == "200 selected Amount  15,900.00"


def test_enter_opens_the_row_the_cursor_stands_on(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    choose(view, 4)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert host.opened == [Link("finance.invoice", 5)]


def test_rows_are_copied_as_a_spreadsheet_takes_them(host: FakeHost, qtbot: QtBot) -> None:
    host.language = "sv"
    view = shown(qtbot, host)
    choose(view, 9)
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "F0010\tBergström Livs\t2026-01-11\tPaid\t-10,00\tNo"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view.table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().startswith("Number\tCustomer\tDate\tStatus\tAmount\tSent\nF0010")


def test_hidden_columns_and_widths_are_remembered(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    header = view.table.horizontalHeader()
    switch(view, "Date")
    header.moveSection(0, 1)
    view.table.setColumnWidth(1, 333)
    view.columns.write()
    again = shown(qtbot, host)
    restored = again.table.horizontalHeader()
    assert restored.isSectionHidden(2)
    assert [restored.logicalIndex(place) for place in (0, 1)] == [1, 0]
    assert again.table.columnWidth(1) == 333


def test_the_export_asks_for_what_stands_on_the_screen(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    switch(view, "Customer")
    view.toolbar._quick.button(0).click()
    view.export(ExportFormat.XLSX)
    (export,) = host.exported
    assert [column.name for column in export.columns] == ["number", "date", "status", "amount", "sent"]
    assert export.request.filters == UNPAID.filters
    assert export.format is ExportFormat.XLSX


def test_actions_follow_the_selection(host: FakeHost, qtbot: QtBot) -> None:
    got: list[object] = []
    pay = Action("pay", "Pay", lambda context: got.append([row["id"] for row in context.rows]), needs=Needs.SOME)
    view = shown(qtbot, host, ListSpec(INVOICES, actions=(pay,)))
    (bound,) = view.actions_bound
    assert not bound.isEnabled()
    assert bound.toolTip() == "Select at least one row first."
    choose(view, 2)
    bound.trigger()
    assert got == [[3]]


def test_a_link_with_arguments_restricts_the_list_it_opens(host: FakeHost, qtbot: QtBot) -> None:
    screen = list_screen("finance.invoices", SPEC)
    page = screen.make(
        host, Link("finance.invoices", arguments={"customer": "Café Norrsken", "label": "Café Norrsken"})
    )
    qtbot.addWidget(page)
    assert isinstance(page, ListPage)
    assert host.fetched[-1][1].filters == (Filter("customer", "=", "Café Norrsken"),)
    assert page.title == "Invoices"


def test_a_link_asks_for_a_range_and_for_one_of_several_values(host: FakeHost, qtbot: QtBot) -> None:
    asked = {"date_from": date(2026, 1, 2), "date_to": date(2026, 1, 31), "status": ("paid", "draft"), "other_from": 1}
    qtbot.addWidget(list_screen("finance.invoices", SPEC).make(host, Link("finance.invoices", arguments=asked)))
    assert host.fetched[-1][1].filters == (
        Filter("date", ">=", date(2026, 1, 2)),
        Filter("date", "<=", date(2026, 1, 31)),
        Filter("status", "in", ("paid", "draft")),
    )


def test_cells_stand_by_their_kind(host: FakeHost, qtbot: QtBot) -> None:
    view = shown(qtbot, host)
    model = view.model
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.data(model.index(0, 4), Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.cell(9, 4).negative
    assert model.cell(9, 4).text == "−10.00"
    assert model.cell(0, 2).value == date(2026, 1, 2)
    view.grab()


def test_what_many_lists_declare_is_said_in_one_word(host: FakeHost, qtbot: QtBot) -> None:
    new = new_action("order.new", "New order", begins("sales.order", kind="quote"), "sales.order.edit")
    assert (new.shortcut, new.primary) == ("Ctrl+N", True)
    new.run(shown(qtbot, host).context())
    assert host.opened == [Link("sales.order", arguments={"kind": "quote"})]
    assert opens("warehouse.item", "item_id")({"id": 1, "item_id": 7}) == Link("warehouse.item", 7)
    assert QuickFilter.of_status("paid", "Paid").filters == (Filter("status", "=", "paid"),)
