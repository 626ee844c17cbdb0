"""The room of a list: columns share it, the optional ones stay away first, and what is known is not repeated."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest

import models
from models.database.listing import Column, Filter, Kind, ListQuery
from resources import language
from tests.support.fake_host import FakeHost
from views.kit.list.columns import said_by
from views.kit.list.room import Wish, share
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

#: Every list of the house, whichever room declares it.
QUERIES = {
    query.name: query
    for module in pkgutil.walk_packages(models.__path__, "models.")
    if module.name.rpartition(".")[2].startswith("queries")
    for query in vars(importlib.import_module(module.name)).values()
    if isinstance(query, ListQuery)
}
#: What a window of 1280 pixels leaves for a list beside the navigation, with a scroll bar.
NARROW, WIDE = 1012, 2400
PEOPLE = ListQuery(
    name="people",
    title="People",
    view="people",
    columns=(
        Column("id", "Key", Kind.INTEGER, hidden=True),
        Column("party_id", "Party key", Kind.INTEGER, hidden=True),
        Column("party_name", "Party", width=50),
        Column("name", "Name", width=50),
        Column("city", "Town", width=40, optional=True),
        Column("country", "Country", width=40, optional=True),
    ),
)


def listed(qtbot: QtBot, host: FakeHost, query: ListQuery, width: int, *filters: Filter) -> ListView:
    view = ListView(host, ListSpec(query), filters=filters)
    qtbot.addWidget(view)
    view.resize(width, 600)
    view.show()
    return view


def labels(view: ListView) -> list[str]:
    return [view.model.columns[place].label for place in view.table.visible_columns()]


def switch(view: ListView, label: str) -> None:
    next(choice for choice in view.columns.menu().actions() if choice.text() == label).trigger()


def test_room_to_spare_goes_to_the_columns_that_grow() -> None:
    assert share([Wish(100, 60, grows=True), Wish(50, 50), Wish(300, 60, grows=True)], 550) == [125, 50, 375]


def test_where_room_is_scarce_each_gives_in_proportion_to_what_it_can() -> None:
    assert share([Wish(100, 60), Wish(50, 50), Wish(300, 180)], 370) == [80, 50, 240]


def test_optional_columns_stay_away_from_the_right_until_the_rest_fits() -> None:
    wishes = [Wish(100, 80), Wish(100, 80, optional=True), Wish(100, 80, optional=True), Wish(100, 80)]
    assert share(wishes, 330) == [82, 82, 82, 82]
    assert share(wishes, 250) == [83, 83, 0, 83]
    assert share(wishes, 100) == [80, 0, 0, 80]


@pytest.mark.parametrize("code", ["en", "sv"])
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_no_list_scrolls_sideways_in_a_small_window(qtbot: QtBot, name: str, code: str) -> None:
    language.use(code)
    view = listed(qtbot, FakeHost(hold=True), QUERIES[name], NARROW)
    view.columns.leave_out(())
    shown = view.table.visible_columns()
    assert sum(view.table.columnWidth(place) for place in shown) <= NARROW


def test_what_stayed_away_comes_back_in_a_wide_window_and_is_exported_all_the_same(qtbot: QtBot) -> None:
    view = listed(qtbot, FakeHost(hold=True), PEOPLE, 500)
    assert labels(view) == ["Party", "Name"]
    assert len(view.columns.wanted()) == 4
    view.resize(WIDE, 600)
    qtbot.waitUntil(lambda: labels(view) == ["Party", "Name", "Town", "Country"])


def test_a_column_that_is_asked_for_stays_whatever_room_there_is(qtbot: QtBot) -> None:
    host = FakeHost(hold=True)
    view = listed(qtbot, host, PEOPLE, 500)
    switch(view, "Country")
    view.columns.write()
    assert labels(view) == ["Party", "Name", "Country"]
    assert labels(listed(qtbot, host, PEOPLE, WIDE)) == ["Party", "Name", "Country"]


def test_a_list_of_one_party_does_not_name_it_in_each_row(qtbot: QtBot) -> None:
    host = FakeHost(hold=True)
    view = listed(qtbot, host, PEOPLE, WIDE, Filter("party_id", "=", 3))
    qtbot.waitUntil(lambda: labels(view) == ["Name", "Town", "Country"])
    switch(view, "Town")
    view.columns.write()
    assert labels(listed(qtbot, host, PEOPLE, WIDE)) == ["Party", "Name", "Country"]
    view.restrict(())
    assert labels(view) == ["Party", "Name", "Country"]


def test_only_equality_says_what_all_rows_say() -> None:
    assert said_by((Filter("party_id", "=", 3),), PEOPLE.columns) == {"party_id", "party_name"}
    assert said_by((Filter("party_id", "<", 3), Filter("city", "starts", "S")), PEOPLE.columns) == set()
