"""Sites and places on screen: listed together, made and changed by their forms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.database.errors import Invalid
from models.database.records import SavedRow
from models.warehouse.places import PlaceDraft, SiteDraft, load_place, save_place, save_site
from tests.support.fake_host import FakeHost
from views.kit.host import Link
from views.warehouse.places import PlacePage, PlacesPage, SitePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_SHELF = PlaceDraft(site_id=1, code="A-01", name="Shelf by the door", id=7, version=2)
_SITES = [("1", "Huvudlager", 1), ("2", "Butik", 2)]


def test_places_and_sites_are_listed_and_a_row_opens_its_form(qtbot: QtBot) -> None:
    rows = [("A-01", "Shelf", "1", "Huvudlager", "active", 1, 7), ("B-01", "Old", "1", "Huvudlager", "inactive", 1, 8)]
    host = FakeHost(rows={"places": rows, "sites": _SITES})
    page = PlacesPage(host, Link("warehouse.places"))
    qtbot.addWidget(page)
    assert page.places.model.filled == len(rows)
    assert page.sites.model.filled == len(_SITES)
    page.places.table.selectRow(0)
    page.places.table.opened.emit(0)
    assert host.opened == [Link("warehouse.place", 7)]


def test_a_place_is_changed_at_the_version_read_and_the_list_is_shown_again(qtbot: QtBot) -> None:
    host = FakeHost(answers={load_place: _SHELF, save_place: SavedRow(7, 3)}, rows={"sites": _SITES})
    page = PlacePage(host, Link("warehouse.place", 7))
    qtbot.addWidget(page)
    assert page.title == "Place A-01"
    changed = replace(_SHELF, active=False)
    page.form.set_draft(changed, original=False)
    page.form.save()
    assert host.ran == [(save_place, {"draft": changed})]
    assert host.opened == [Link("warehouse.places")]


def test_a_place_without_a_site_is_not_saved(qtbot: QtBot) -> None:
    host = FakeHost(rows={"sites": _SITES})
    page = PlacePage(host, Link("warehouse.place"))
    qtbot.addWidget(page)
    page.form.set_draft(replace(PlaceDraft(), code="A-02"), original=False)
    page.form.save()
    assert host.ran == []
    assert set(page.form.problems()) == {"site_id"}


def test_what_the_database_refuses_is_said_beside_the_field(qtbot: QtBot) -> None:
    host = FakeHost(answers={save_site: Invalid("place.no_name", field="name")})
    page = SitePage(host, Link("warehouse.site"))
    qtbot.addWidget(page)
    page.form.set_draft(SiteDraft(code="3", name="Butik"), original=False)
    page.form.save()
    assert "place.no_name" in page.form.boxes["name"].problem
    assert page.leaving_loses() is not None
