"""Dimensions on screen: a dimension with its values, a value, and a rule that offers the values of its dimension."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.dimensions import (
    Dimension,
    DimensionRule,
    DimensionValue,
    delete_dimension_rule,
    read_dimension,
    read_dimension_rule,
    read_dimension_value,
    save_dimension,
    save_dimension_rule,
    save_dimension_value,
)
from models.finance.queries_dimensions import CODES, DIMENSION_VALUES, DIMENSIONS
from tests.support.fake_host import FakeHost, Row
from views.finance.dimensions.dimension import DimensionPage, dimension_page
from views.finance.dimensions.rule import DimensionRulePage
from views.finance.dimensions.value import DimensionValuePage
from views.kit.form.picker import PickerLine
from views.kit.form.view import FormView
from views.kit.host import Link
from views.kit.page import Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CENTRE = Dimension(1, "Cost centre", version=2)
SHOP = DimensionValue(1, "100", "Shop", id=7, version=1)
RULE = DimensionRule(1, "5000", "5999", "required", "100", id=3, version=4)


def value(number: int, dimension: int, code: str) -> Row:
    values = {"id": number, "dimension": dimension, "code": code, "name": code, "status": "active"}
    return tuple(values.get(column.name) for column in DIMENSION_VALUES.columns)


@pytest.fixture
def host() -> FakeHost:
    centre = {"number": 1, "name": "Cost centre", "status": "active"}
    codes = [{"code": "100", "name": "Shop", "dimension": 1, "status": "active"}]
    return FakeHost(
        answers={
            read_dimension: CENTRE,
            save_dimension: CENTRE,
            read_dimension_value: SHOP,
            save_dimension_value: SHOP,
            read_dimension_rule: RULE,
            save_dimension_rule: RULE,
            delete_dimension_rule: None,
        },
        rows={
            DIMENSION_VALUES.name: [value(7, 1, "100"), value(8, 6, "P1")],
            DIMENSIONS.name: [tuple(centre.get(column.name) for column in DIMENSIONS.columns)],
            CODES.name: [tuple(row.get(column.name) for column in CODES.columns) for row in codes],
        },
    )


def trigger(page: Page, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def offered(page: Page) -> set[str]:
    return {action.declared.id for action in page.actions_bound}


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    return qtbot.addWidget


def test_a_dimension_shows_its_values_and_adds_one_to_itself(host: FakeHost, show: Callable[[QWidget], None]) -> None:
    page = dimension_page(host, Link("finance.dimension", 1))
    show(page)
    assert isinstance(page, DimensionPage)
    assert page.title == "Dimension 1"
    assert page.values.model.rowCount() == 1
    trigger(page, "finance.dimension_value.new")
    assert host.opened[-1] == Link("finance.dimension_value", arguments={"dimension": 1})


def test_who_may_not_change_accounts_looks_at_dimensions_alone(show: Callable[[QWidget], None], host: FakeHost) -> None:
    host.permissions = (Permission.FINANCE_READ,)
    page = dimension_page(host, Link("finance.dimension", 1))
    show(page)
    assert offered(page) == {"finance.dimension.rules"}


def test_a_new_dimension_and_a_new_value_lead_to_the_dimension(host: FakeHost, show: Callable[[QWidget], None]) -> None:
    page = dimension_page(host, Link("finance.dimension"))
    show(page)
    form = page.findChild(FormView)
    assert isinstance(form, FormView)
    form.set_draft(Dimension(1, "Cost centre"), original=False)
    trigger(page, "form.save")
    assert host.opened[-1] == Link("finance.dimension", 1)
    made = DimensionValuePage(host, Link("finance.dimension_value", arguments={"dimension": 1}))
    show(made)
    made.form.set_draft(DimensionValue(1, "100", "Shop"), original=False)
    trigger(made, "form.save")
    assert host.ran[-1][1]["value"] == DimensionValue(1, "100", "Shop")


def test_a_rule_offers_the_values_of_its_dimension_and_is_deleted_after_a_question(
    host: FakeHost, show: Callable[[QWidget], None]
) -> None:
    page = DimensionRulePage(host, Link("finance.dimension_rule", 3))
    show(page)
    editor = page.form.boxes["default_code"].editor
    assert isinstance(editor, PickerLine)
    assert editor.text() == "100 Shop"
    asked = [request for query, request in host.fetched if query is CODES]
    assert Filter("dimension", "=", 1) in editor.picker.filters
    assert asked
    trigger(page, "finance.dimension_rule.delete")
    host.asked[-1][1]("delete")
    assert host.ran[-1] == (delete_dimension_rule, {"rule_id": 3, "version": 4})


def test_a_new_rule_begins_with_the_account_it_was_asked_for(host: FakeHost, show: Callable[[QWidget], None]) -> None:
    page = DimensionRulePage(host, Link("finance.dimension_rule", arguments={"account": "5010"}))
    show(page)
    assert (page.form.draft.from_account, page.form.draft.to_account) == ("5010", "5010")
