"""A list is saved as it stands and shown so again: search, quick filter, order and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog

from models.company.saved_views import SavedView, delete_view, save_view, saved_views
from models.database.listing import Filter
from resources.language import N_
from tests.support.fake_host import FakeHost
from tests.support.keys import shown
from tests.support.kit_samples import INVOICES
from views.kit.list.saved import SavedViewsButton, SaveViewDialog
from views.kit.list.spec import ListSpec, QuickFilter
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAID = QuickFilter("paid", N_("Paid"), (Filter("status", "=", "paid"),))
SPEC = ListSpec(INVOICES, quick_filters=(PAID,))
DEFINITION = {
    "search": "amount>440",
    "quick": "paid",
    "order": ["amount", True],
    "columns": [["amount", 0, False], ["number", 0, False], ["customer", 0, True]],
}
BIG = SavedView(7, "Big & paid", shared=False, mine=True, owner="Siv", definition=DEFINITION)
OURS = SavedView(8, "Ours", shared=True, mine=False, owner="Bo", definition={"search": "almgren"})


@pytest.fixture
def view(qtbot: QtBot, host: FakeHost) -> ListView:
    host.answers = {saved_views: (BIG, OURS), save_view: 9, delete_view: None}
    made = ListView(host, SPEC)
    shown(qtbot, made)
    return made


def button(view: ListView) -> SavedViewsButton:
    found = view.findChild(SavedViewsButton)
    assert found is not None
    return found


def choose(view: ListView, text: str) -> None:
    menu = button(view).menu()
    menu.aboutToShow.emit()
    next(act for act in menu.actions() if act.text().startswith(text)).trigger()


def numbers(view: ListView) -> list[object]:
    return [view.model.row(number)["number"] for number in range(view.model.filled)]


def shown_columns(view: ListView) -> list[str]:
    return [view.model.columns[place].name for place in view.columns.wanted()]


def test_a_saved_view_shows_search_filter_order_and_columns(view: ListView) -> None:
    choose(view, "Big")
    assert numbers(view)[:3] == ["F0448", "F0446", "F0444"]
    assert shown_columns(view)[:2] == ["amount", "number"]
    assert "customer" not in shown_columns(view)
    assert (view.toolbar.search.text(), view.toolbar.quick_key) == ("amount>440", "paid")
    assert button(view).text() == "Big & paid"
    choose(view, "The list")
    assert view.model.filled == 200
    assert "customer" in shown_columns(view)
    assert (view.toolbar.search.text(), view.toolbar.quick_key) == ("", "")


def test_what_is_saved_is_what_is_shown_again(view: ListView, host: FakeHost) -> None:
    choose(view, "Big")
    state = view.state()
    choose(view, "The list")
    view.show_state(state)
    assert view.state() == state


def test_a_view_is_saved_under_a_name_and_can_be_shared(view: ListView, host: FakeHost) -> None:
    view.toolbar.search.setText("norrsken")
    dialog = button(view).ask_for_name()
    assert isinstance(dialog, SaveViewDialog)
    dialog.name.setText("  Café  ")
    dialog.share.setChecked(True)
    dialog._on_chosen("save")
    operation, arguments = host.ran[-1]
    assert operation is save_view
    assert (arguments["name"], arguments["shared"], arguments["list_name"]) == ("Café", True, "sales.invoices")
    assert button(view).text() == "Café"


def test_a_view_without_a_name_is_not_saved(view: ListView, host: FakeHost) -> None:
    dialog = button(view).ask_for_name()
    dialog._on_chosen("save")
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert host.ran == []
    dialog.reject()


def test_ones_own_view_is_deleted_after_a_question(view: ListView, host: FakeHost) -> None:
    choose(view, "Big")
    choose(view, "Delete")
    question, on_answer = host.asked[-1]
    assert "Big & paid" in question.title
    on_answer("delete")
    assert host.ran[-1] == (delete_view, {"view_id": 7})
    assert button(view).text() == "Views"


def test_the_views_of_others_name_their_owner_and_are_not_deleted(view: ListView) -> None:
    choose(view, "Ours")
    menu = button(view).menu()
    menu.aboutToShow.emit()
    texts = [act.text() for act in menu.actions()]
    assert "Ours – Bo" in texts
    assert not any(text.startswith("Delete") for text in texts)
