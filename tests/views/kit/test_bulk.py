"""Many rows are changed at once: first seen, then written together or not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from models.database.errors import Conflict
from models.database.listing import Kind
from resources.language import N_
from tests.support.fake_host import FakeHost
from tests.support.keys import shown
from tests.support.kit_samples import INVOICES
from views.kit.form.spec import Choice, Field, FieldKind
from views.kit.list.bulk import BulkDialog, BulkEdit, BulkField
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def change(**_arguments: object) -> int:
    """Stands for an operation."""
    return 0


STATUS: Field[Any] = Field(
    "status", N_("Status"), FieldKind.CHOICE, choices=(Choice("paid", N_("Paid")), Choice("sent", N_("Sent")))
)
EDIT = BulkEdit(
    (
        BulkField(Field("amount", N_("Amount"), FieldKind.MONEY, required=True), Kind.MONEY),
        BulkField(STATUS, Kind.STATUS),
    ),
    change,
    lambda row: str(row["number"]),
    "",
)


@pytest.fixture
def dialog(qtbot: QtBot, host: FakeHost) -> BulkDialog:
    host.answers = {change: 2}
    view = ListView(host, ListSpec(INVOICES, actions=(EDIT.action("invoice.change"),)))
    shown(qtbot, view)
    (act,) = view.actions_bound
    assert not act.isEnabled()
    view.table.selectRow(0)
    view.table.selectionModel().select(
        view.model.index(1, 0),
        view.table.selectionModel().SelectionFlag.Select | view.table.selectionModel().SelectionFlag.Rows,
    )
    act.trigger()
    made = view.findChild(BulkDialog)
    assert made is not None
    return made


def preview(dialog: BulkDialog) -> list[tuple[object, ...]]:
    return [row.values for row in dialog.preview.rows]


def test_what_becomes_of_each_row_is_seen_first(dialog: BulkDialog, host: FakeHost) -> None:
    assert preview(dialog) == [("F0001", "1.00", "–"), ("F0002", "2.00", "–")]
    dialog.box.editor.set_value(Decimal("12.50"))
    dialog._show()
    assert [row[2] for row in preview(dialog)] == ["12.50", "12.50"]
    dialog.field.setCurrentIndex(1)
    assert [row[1] for row in preview(dialog)] == ["Unpaid", "Paid"]
    assert host.ran == []


def test_the_rows_are_changed_with_what_was_seen_of_them(dialog: BulkDialog, host: FakeHost) -> None:
    dialog.box.editor.set_value(Decimal("12.50"))
    dialog._on_chosen("change")
    before = {1: Decimal(1), 2: Decimal(2)}
    assert host.ran[-1] == (change, {"field": "amount", "before": before, "value": Decimal("12.50")})
    assert host.told[-1].text == "2 rows were changed."


def test_a_conflict_changes_nothing_and_says_so(dialog: BulkDialog, host: FakeHost) -> None:
    host.answers = {change: Conflict("record.changed", table="invoice", id=1)}
    dialog.box.editor.set_value(Decimal(1))
    dialog._on_chosen("change")
    assert "Nothing was changed" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.reject()


def test_a_field_that_must_be_filled_in_is_asked_for(dialog: BulkDialog, host: FakeHost) -> None:
    dialog._on_chosen("change")
    assert host.ran == []
    assert dialog.box.problem
    dialog.reject()
