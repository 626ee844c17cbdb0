"""What the right mouse button offers in a list, and how its rows lie on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from tests.support.fake_host import FakeHost
from tests.support.keys import shown
from tests.support.kit_samples import INVOICES
from views.kit.host import Link
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot, host: FakeHost) -> ListView:
    made = ListView(host, ListSpec(INVOICES, opens=lambda row: Link("finance.invoice", row["id"])))
    shown(qtbot, made)
    return made


def column(view: ListView, name: str) -> int:
    return [declared.name for declared in view.model.columns].index(name)


def press(menu: QMenu, words: str) -> None:
    next(act for act in menu.actions() if act.text() == words).trigger()


def test_a_list_is_narrowed_to_the_value_under_the_mouse_or_does_without_it(view: ListView) -> None:
    press(view.menus.of_row(0, column(view, "customer")), "Only “Bergström Livs”")
    assert view.toolbar.search.text() == 'customer="Bergström Livs"'
    press(view.menus.of_row(0, column(view, "status")), "All but “Unpaid”")
    assert view.toolbar.search.text() == 'customer="Bergström Livs" -status=unpaid'
    view.toolbar.clear()
    press(view.menus.of_row(0, column(view, "date")), "Only “2026-01-02”")
    assert view.toolbar.search.text() == "date:2026-01-02"
    assert not view.asked.problems


def test_a_heading_sorts_hides_filters_and_groups_its_column(view: ListView) -> None:
    amount = column(view, "amount")
    press(view.menus.of_heading(amount), "Sort descending")
    assert (view.request.order, view.request.descending) == (("amount", "id"), True)
    press(view.menus.of_heading(amount), "Hide Amount")
    assert amount not in view.columns.wanted()
    press(view.menus.of_heading(column(view, "status")), "Filter by Status")
    assert view.filters.fields[column(view, "status")].hasFocus()
    assert "Group by Status" in [act.text() for act in view.menus.of_heading(column(view, "status")).actions()]
    assert "Group by Amount" not in [act.text() for act in view.menus.of_heading(amount).actions()]


def test_a_cell_is_copied_by_itself(view: ListView) -> None:
    press(view.menus.of_row(2, column(view, "number")), "Copy this cell")
    assert QGuiApplication.clipboard().text() == view.model.copied(2, column(view, "number"))


def test_on_the_clipboard_figures_are_figures_and_numbers_stay_text(view: ListView) -> None:
    view.table.selectRow(0)
    view.table.copy_selection(headings=True)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0].split("\t")[:2] == ["Number", "Customer"]
    html = data.html()
    assert '<td align="right" sdval="1">1.00</td>' in html
    assert "mso-number-format:'\\@'" in html.split("<td")[1]
    assert "<th>Customer</th>" in html
