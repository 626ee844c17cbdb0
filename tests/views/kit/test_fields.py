"""Numbers and dates as clerks type them, field by field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.support.keys import press, shown, write
from views.kit.form.lines import DateLine, NumberLine
from views.kit.form.spec import FieldKind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("typed", "number"), [("1234,5", "1234.50"), ("120*1,25", "150.00"), ("(2+3)/4", "1.25"), ("-7", "-7.00")]
)
def test_a_number_field_computes_what_is_typed(qtbot: QtBot, typed: str, number: str) -> None:
    line = NumberLine(FieldKind.MONEY, "sv")
    shown(qtbot, line)
    write(typed)
    assert (line.value(), line.problem()) == (Decimal(number), None)


def test_a_number_is_grouped_once_it_is_left_and_plain_while_it_is_typed_over(qtbot: QtBot) -> None:
    page, line, after = QWidget(), NumberLine(FieldKind.MONEY, "en"), QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(after)
    layout.addWidget(line)
    shown(qtbot, page)
    line.set_value(Decimal("1234.5"))
    after.setFocus()
    assert line.text() == "1,234.50"
    line.setFocus()
    assert line.text() == "1234.50"


def test_too_many_decimals_are_refused_rather_than_rounded(qtbot: QtBot) -> None:
    line = NumberLine(FieldKind.MONEY, "en")
    shown(qtbot, line)
    write("1.234")
    assert line.problem() == "At most 2 decimals: shorten the number."


def test_an_exchange_rate_has_six_decimals(qtbot: QtBot) -> None:
    line = NumberLine(FieldKind.RATE, "en")
    shown(qtbot, line)
    write("0.029012")
    assert (line.problem(), line.value()) == (None, Decimal("0.029012"))
    write("1")
    assert line.problem() == "At most 6 decimals: shorten the number."


def test_a_date_is_read_as_clerks_type_it_and_stepped_by_keys(qtbot: QtBot) -> None:
    line = DateLine(date(2026, 11, 24))
    shown(qtbot, line)
    write("15")
    assert line.value() == date(2026, 11, 15)
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_Plus)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert line.value() == date(2026, 12, 14)
    line.clear()
    write("+7")
    assert line.value() == date(2026, 12, 1)
    line.clear()
    write("never")
    assert line.value() is None
    assert line.problem()
