"""Each screen says and offers what it did before; `pytest --accept-screens` takes over what was changed on purpose."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.shell.registry import collect
from tests.support.fake_host import FakeHost
from tests.support.text_tree import text_tree
from views.kit.host import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from views.kit.page import Page

REGISTRY = collect()
KINDS = [page.kind for page in REGISTRY.pages]
INPUTS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
NAMELESS_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client}
#: Pages that make their fields only for something to be typed, or say what they are about by more than a key.
LINKS = {
    "finance.customer_invoice": Link("finance.customer_invoice"),
    "finance.supplier_invoice": Link("finance.supplier_invoice"),
    "finance.period": Link("finance.period", 1, {"first": "2026-01-01", "last": "2026-01-31"}),
    "finance.reconciliation": Link("finance.reconciliation", arguments={"period": 1, "account": "1930"}),
    "finance.vat_filing": Link("finance.vat_filing", "2026-01-01"),
    "finance.vat_reopening": Link("finance.vat_reopening", 1, {"period": "2026-01-01"}),
    "finance.vat_return": Link("finance.vat_return", "2026-01-01"),
    "finance.statement_design": Link("finance.statement_design", "own1"),
    "finance.tax_rate": Link("finance.tax_rate", 1, {"code": "S25"}),
}


@pytest.fixture(params=KINDS)
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each page in turn, opened by a key, nothing being answered yet."""
    spec = REGISTRY.find(request.param)
    assert spec is not None
    made = spec.make(FakeHost(hold=True), LINKS.get(spec.kind, Link(spec.kind, 1)))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_it_reads_as_it_did(page: Page, request: pytest.FixtureRequest) -> None:
    kind = request.node.callspec.params["page"]
    stored = Path(__file__).parent / "screens" / f"{kind}.txt"
    now = text_tree(page)
    if request.config.getoption("--accept-screens"):
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(now, encoding="utf-8")
    assert stored.exists(), "a new screen: look at it, and take it over with pytest --accept-screens"
    assert now == stored.read_text(encoding="utf-8")


def test_a_screen_reader_can_name_everything_that_takes_the_keyboard(page: Page) -> None:
    assert [_place(widget) for widget in _inputs(page) if not _named(widget)] == []


def test_the_tab_key_comes_round_to_everything(page: Page) -> None:
    reached: set[QWidget] = set()
    widget: QWidget | None = page
    while widget is not None and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    assert [_place(missed) for missed in _inputs(page) if missed not in reached] == []


def _inputs(page: Page) -> list[QWidget]:
    """What takes the keyboard and can be seen; the inside of a drop-down list belongs to the list."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisibleTo(page)
        and not isinstance(widget.window(), QComboBox)
        and not any(isinstance(above, QComboBox) for above in _above(widget))
    ]


def _above(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def _named(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role() not in NAMELESS_ROLES and bool(interface.text(QAccessible.Text.Name).strip())


def _place(widget: QWidget) -> str:
    return " < ".join(type(each).__name__ for each in (widget, *islice(_above(widget), 3)))
