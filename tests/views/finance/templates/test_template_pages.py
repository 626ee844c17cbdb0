"""Templates on screen: made from a voucher or by hand, and filled in with their figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt

from models.finance.dimensions import Dimension, active_dimensions
from models.finance.posting import VoucherDraft
from models.finance.queries import ACCOUNTS
from models.finance.templates import (
    TemplateLine,
    VoucherTemplate,
    delete_template,
    read_template,
    save_template,
    template_of_voucher,
)
from tests.support.fake_host import FakeHost
from tests.support.keys import enter, press, shown
from views.finance.templates.figures import FiguresPage
from views.finance.templates.template import TemplatePage
from views.kit.host import Link
from views.kit.page import Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal
CTRL = Qt.KeyboardModifier.ControlModifier
LINES = (
    TemplateLine("5410", "debit", "total / 1.25", dimensions={"1": "100"}),
    TemplateLine("2641", "debit", "rest"),
    TemplateLine("1910", "credit", "total"),
)
RECEIPT = VoucherTemplate("Receipt", "Cash purchase", lines=LINES, id=4, version=2)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        answers={
            active_dimensions: (Dimension(1, "Cost centre"),),
            read_template: RECEIPT,
            save_template: RECEIPT,
            delete_template: None,
            template_of_voucher: replace(RECEIPT, id=None, version=None),
        },
        rows={ACCOUNTS.name: [tuple({"number": "5410", "name": "Tools"}.get(c.name) for c in ACCOUNTS.columns)]},
    )


def trigger(page: Page, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def test_a_template_is_shown_with_its_dimensions_and_saved_as_it_was(qtbot: QtBot, host: FakeHost) -> None:
    page = TemplatePage(host, Link("finance.voucher_template", 4))
    shown(qtbot, page)
    assert [column.label for column in page.grid.spec.columns][5] == "Cost centre"
    assert page.lines[0].account_name == "Tools"
    assert not page.dirty
    trigger(page, "finance.voucher_template.save")
    assert host.ran[-1] == (save_template, {"template": RECEIPT})


def test_a_formula_that_is_not_understood_is_said_in_its_cell(qtbot: QtBot, host: FakeHost) -> None:
    page = TemplatePage(host, Link("finance.voucher_template", 4))
    shown(qtbot, page)
    page.grid.replace_line(0, replace(page.grid.line(0), formula="total / "))
    trigger(page, "finance.voucher_template.save")
    assert host.ran == []
    assert "formula" in {name for _row, name in page.grid.model.problems()}


def test_a_template_is_proposed_from_a_voucher_and_opened_once_it_is_saved(qtbot: QtBot, host: FakeHost) -> None:
    page = TemplatePage(host, Link("finance.voucher_template", arguments={"of_entry": 9}))
    shown(qtbot, page)
    assert [line.formula for line in page.lines] == ["total / 1.25", "rest", "total"]
    assert page.leaving_loses() is not None
    trigger(page, "finance.voucher_template.save")
    assert host.opened[-1] == Link("finance.voucher_template", 4)


def test_a_template_is_deleted_after_a_question(qtbot: QtBot, host: FakeHost) -> None:
    page = TemplatePage(host, Link("finance.voucher_template", 4))
    shown(qtbot, page)
    trigger(page, "finance.voucher_template.delete")
    host.asked[-1][1]("delete")
    assert host.ran[-1] == (delete_template, {"template_id": 4, "version": 2})
    assert host.opened[-1] == Link("finance.voucher_templates")


def test_the_figures_are_asked_for_once_each_and_the_voucher_opens(qtbot: QtBot, host: FakeHost) -> None:
    page = FiguresPage(host, Link("finance.voucher_figures", 4))
    shown(qtbot, page)
    assert [line.name for line in page.lines] == ["total"]
    page.grid.setFocus()
    enter("1250")
    press(Qt.Key.Key_Return, CTRL)
    draft = cast("VoucherDraft", host.opened[-1].arguments["draft"])
    assert (draft.date, draft.text) == (date(2026, 11, 24), "Cash purchase")
    assert [(line.account, line.amount) for line in draft.lines] == [
        ("5410", D("1000.00")),
        ("2641", D("250.00")),
        ("1910", D("-1250.00")),
    ]


def test_a_template_that_does_not_balance_says_by_how_much(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**host.answers, read_template: replace(RECEIPT, lines=(LINES[0], LINES[2]))}
    page = FiguresPage(host, Link("finance.voucher_figures", 4))
    shown(qtbot, page)
    page.grid.setFocus()
    enter("1250")
    trigger(page, "finance.voucher_figures.go_on")
    assert host.opened == []
