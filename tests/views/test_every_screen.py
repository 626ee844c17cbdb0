"""Every screen there is: it can be made, and what it declares exists - texts, icons, rights, columns, links, keys."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from desktop.shell.registry import TAB_TEXTS, Registry, collect
from models.database.listing import Kind, ListQuery
from models.database.rights import Permission
from tests.support.fake_host import FakeHost
from tests.test_translations import collected
from views.kit.action import Action, BoundAction
from views.kit.form.box import FieldBox
from views.kit.form.view import FormView
from views.kit.grid.view import EntryGrid
from views.kit.host import Link
from views.kit.list.view import ListView
from views.kit.table import TableView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from views.kit.form.spec import Picker
    from views.kit.list.spec import ListSpec
    from views.kit.page import Page

REGISTRY: Registry = collect()
KINDS = [page.kind for page in REGISTRY.pages]
SAMPLES = {
    Kind.TEXT: "1",
    Kind.MONEY: Decimal(1),
    Kind.QUANTITY: Decimal(1),
    Kind.PERCENT: Decimal(25),
    Kind.DATE: date(2026, 11, 24),
    Kind.TIMESTAMP: datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
    Kind.INTEGER: 1,
    Kind.BOOLEAN: True,
    Kind.STATUS: "draft",
}
RIGHTS = {"", *map(str, Permission)}
MNEMONIC = re.compile(r"(?<!&)&([^&])")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    return {"", *(text for text in collected() if isinstance(text, str))}


@pytest.fixture(params=KINDS, scope="module")
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each page in turn, opened by a key, nothing being answered yet."""
    spec = REGISTRY.find(request.param)
    assert spec is not None
    made = spec.make(FakeHost(hold=True), Link(spec.kind, 1))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def lists(page: Page) -> list[ListSpec]:
    return [view.spec for view in page.findChildren(ListView)]


def actions(page: Page) -> list[Action]:
    empty = (spec.empty_action for spec in lists(page))
    return [*(bound.declared for bound in page.findChildren(BoundAction)), *(one for one in empty if one)]


def bound_once(page: Page) -> list[Action]:
    return [bound.declared for bound in page.findChildren(BoundAction)]


def pickers(page: Page) -> list[Picker]:
    fields = [box.field.picker for box in page.findChildren(FieldBox)]
    columns = [column.picker for grid in page.findChildren(EntryGrid) for column in grid.spec.columns]
    return [picker for picker in (*fields, *columns) if picker is not None]


def names(query: ListQuery) -> set[str]:
    return {column.name for column in query.columns}


def row(query: ListQuery) -> dict[str, object]:
    return {column.name: SAMPLES[column.kind] for column in query.columns}


def twice(things: Iterable[str]) -> list[str]:
    return [thing for thing, count in Counter(things).items() if thing and count > 1]


def labels(page: Page) -> Iterator[str]:
    """The words that a page declares, as they are written in the source."""
    for action in actions(page):
        yield action.title
    for spec in lists(page):
        yield from (spec.query.title, spec.empty_title, spec.empty_hint)
        yield from (column.label for column in spec.visible)
        yield from (quick.label for quick in spec.quick_filters)
    for box in page.findChildren(FieldBox):
        yield from (box.field.label, box.field.help, *(choice.label for choice in box.field.choices))
    for form in page.findChildren(FormView):
        for section in form.spec.sections:
            yield from (section.title, section.hint)
    for grid in page.findChildren(EntryGrid):
        for column in grid.spec.columns:
            yield from (column.label, *(choice.label for choice in column.choices))
    for table in page.findChildren(TableView):
        yield from (column.label for column in table.model.columns)


def test_its_words_are_marked_for_translation(page: Page, texts: set[str]) -> None:
    assert [text for text in labels(page) if text not in texts] == []


def test_no_two_actions_have_one_name_or_one_shortcut(page: Page) -> None:
    declared = bound_once(page)
    assert twice(action.id for action in declared) == []
    assert twice(action.shortcut for action in declared) == []


def test_it_has_at_most_one_primary_button(page: Page) -> None:
    assert len([action.id for action in bound_once(page) if action.primary]) <= 1


def test_no_two_fields_of_a_form_share_a_letter(page: Page) -> None:
    for form in page.findChildren(FormView):
        words = [label.text() for label in form.findChildren(QLabel)]
        words += [mark.text() for mark in form.findChildren(QCheckBox)]
        letters = [found[1].casefold() for word in words if (found := MNEMONIC.search(word))]
        assert twice(letters) == []


def test_tab_goes_through_its_fields_in_the_order_they_stand_in(page: Page) -> None:
    chain: list[QWidget] = [page]
    while (widget := chain[-1].nextInFocusChain()) is not None and widget is not page:
        chain.append(widget)
    for form in page.findChildren(FormView):
        editors = [box.editor for box in form.boxes.values()]
        assert [widget for widget in chain if widget in editors] == editors


def test_its_actions_name_icons_and_rights_that_exist(page: Page) -> None:
    icons = {icon.name.removesuffix(".svg") for icon in (files("resources") / "icons").iterdir()}
    assert [action.icon for action in actions(page) if action.icon and action.icon not in icons] == []
    assert [action.permission for action in actions(page) if action.permission not in RIGHTS] == []


def test_what_is_picked_has_the_columns_that_are_shown_and_asked_for(page: Page) -> None:
    for picker in pickers(page):
        asked = {*picker.columns, picker.query.key, *(condition.column for condition in picker.filters)}
        assert asked <= names(picker.query)
        assert picker.text(row(picker.query))


def test_its_lists_filter_sort_and_sum_columns_they_have(page: Page) -> None:
    for spec in lists(page):
        filtered = {condition.column for quick in spec.quick_filters for condition in quick.filters}
        assert {*filtered, *spec.query.order, spec.query.key, *(spec.sums or ())} <= names(spec.query)
        assert spec.start_filter in {"", *(quick.key for quick in spec.quick_filters)}
        assert twice(quick.key for quick in spec.quick_filters) == []


def test_what_its_lists_open_exists(page: Page) -> None:
    for spec in lists(page):
        link = spec.opens(row(spec.query)) if spec.opens else None
        assert link is None or link.kind in KINDS


@pytest.mark.parametrize("kind", [page.kind for page in REGISTRY.pages if page.new])
def test_a_new_record_can_be_begun_without_a_key(kind: str) -> None:
    spec = REGISTRY.find(kind)
    assert spec is not None
    made = spec.make(FakeHost(hold=True), Link(kind))
    assert made.title
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_registry_names_words_icons_rights_and_tabs_that_exist(texts: set[str]) -> None:
    icons = {"", *(icon.name.removesuffix(".svg") for icon in (files("resources") / "icons").iterdir())}
    for spec in REGISTRY.pages:
        assert {spec.title, spec.new} <= texts
        assert {spec.permission, spec.new_permission, *spec.other_permissions} <= RIGHTS
        assert spec.icon in icons
        assert spec.tab in {"", *TAB_TEXTS}


def test_what_the_search_finds_is_shown_and_opened(texts: set[str]) -> None:
    for search in REGISTRY.searches:
        found = row(search.query)
        assert search.text(found).strip()
        assert search.link(found).kind in KINDS
        assert search.hint in texts
        assert search.permission in RIGHTS
