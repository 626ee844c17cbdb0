"""The search line of a list: conditions by column, text beside them, words for what was understood, and proposals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.database.listing import Filter
from resources import language
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from tests.support.kit_samples import INVOICES
from views.kit.list.grammar import Reader
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 26)
CTRL = Qt.KeyboardModifier.ControlModifier
ENGLISH = Reader(INVOICES, "en", TODAY, lambda name: ["paid", "unpaid"] if name == "status" else ["Café Norrsken"])


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        ("status:paid", [Filter("status", "=", "paid")]),
        ("STATUS:Paid", [Filter("status", "=", "paid")]),
        ("-status:paid", [Filter("status", "<>", "paid")]),
        ("status!=paid", [Filter("status", "<>", "paid")]),
        ("status:partly", [Filter("status", "in", ("partial",))]),
        ("amount>1000", [Filter("amount", ">", Decimal(1000))]),
        ("am>=1,000.50", [Filter("amount", ">=", Decimal("1000.50"))]),
        ("amount:100..500", [Filter("amount", ">=", Decimal(100)), Filter("amount", "<=", Decimal(500))]),
        ("amount:..500", [Filter("amount", "<=", Decimal(500))]),
        ("date<2026-12-01", [Filter("date", "<", date(2026, 12, 1))]),
        ("date:2026-12-01", [Filter("date", "=", date(2026, 12, 1))]),
        ("date:2026-02", [Filter("date", ">=", date(2026, 2, 1)), Filter("date", "<", date(2026, 3, 1))]),
        ("date:2026", [Filter("date", ">=", date(2026, 1, 1)), Filter("date", "<", date(2027, 1, 1))]),
        ("date<=2026-02", [Filter("date", "<", date(2026, 3, 1))]),
        ("date>2026-02", [Filter("date", ">=", date(2026, 3, 1))]),
        ("date<+7", [Filter("date", "<", date(2026, 12, 3))]),
        ("date:v48", [Filter("date", "=", date(2026, 11, 23))]),
        ("customer:bygg", [Filter("customer", "holds", "bygg")]),
        ('customer:"café norr"', [Filter("customer", "holds", "café norr")]),
        ('customer="Café Norrsken"', [Filter("customer", "=", "Café Norrsken")]),
        ("-customer:bygg", [Filter("customer", "holds not", "bygg")]),
        ("sent:yes", [Filter("sent", "=", True)]),
        ("sent:ja", [Filter("sent", "=", True)]),
        ("sent:no amount<0", [Filter("sent", "=", False), Filter("amount", "<", Decimal(0))]),
        ("status:", []),
    ],
)
def test_a_condition_is_read(line: str, filters: list[Filter]) -> None:
    read = ENGLISH.read(line)
    if line == "status:partly":
        assert read.filters[0].operator in {"in", "="}
        assert "partial" in str(read.filters[0].value)
    else:
        assert list(read.filters) == filters
    assert (read.text, read.problems) == ("", ())


def test_text_stands_between_conditions() -> None:
    read = ENGLISH.read('byg "Almgren Bygg" status:paid 12')
    assert (read.text, len(read.filters)) == ("byg Almgren Bygg 12", 1)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("moon:full", "no column “moon”"),
        ("s:paid", "Status, Sent"),
        ("amount>much", "takes a number"),
        ("date:soon", "a date such as"),
        ("date:2026-13", "a date such as"),
        ("status:purple", "one of the words"),
        ("sent:perhaps", "yes or no"),
        ("customer<b", "has no order"),
    ],
)
def test_what_cannot_be_read_is_said_and_hides_nothing(line: str, problem: str) -> None:
    read = ENGLISH.read(line)
    assert read.filters == ()
    assert problem in read.problems[0]


def test_what_was_understood_is_said_in_words() -> None:
    read = ENGLISH.read("status:paid date:2026-02 amount>=1000 customer:bygg")
    assert " | ".join(read.said) == (
        "Status = Paid | Date ≥ 2026-02-01 and < 2026-03-01 | Amount ≥ 1,000.00 | Customer holds bygg"
    )


def test_the_last_word_is_completed_by_columns_and_then_by_values_on_show() -> None:
    assert ENGLISH.complete("bygg st") == ("st", ["Status:"])
    assert ENGLISH.complete("status:") == ("status:", ["status:Paid", "status:Unpaid"])
    assert ENGLISH.complete("-customer:ca") == ("-customer:ca", ['-customer:"Café Norrsken"'])
    assert ENGLISH.complete("sent:") == ("sent:", ["sent:yes", "sent:no"])
    assert "Amount:" in ENGLISH.complete("")[1]
    assert ENGLISH.complete("bygg ")[1] == []


def test_swedish_speaks_swedish() -> None:
    language.use("sv")
    reader = Reader(INVOICES, "sv", TODAY)
    assert reader.read("belopp>1000,50").filters == (Filter("amount", ">", Decimal("1000.50")),)
    assert reader.read("status:betald").filters == (Filter("status", "=", "paid"),)


@pytest.fixture
def view(qtbot: QtBot, host: FakeHost) -> ListView:
    made = ListView(host, ListSpec(INVOICES))
    shown(qtbot, made)
    return made


def test_the_list_shows_what_the_line_asks_for_and_says_so(view: ListView) -> None:
    press(Qt.Key.Key_F, CTRL)
    write("status:paid amount>440 norrsken")
    press(Qt.Key.Key_Return)
    assert [view.model.row(number)["number"] for number in range(view.model.filled)] == ["F0446"]
    assert view._said.text() == "Status = Paid · Amount > 440.00"
    press(Qt.Key.Key_F, CTRL)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert view.model.filled == 200
    assert view._said.isHidden()


def test_a_proposal_is_taken_with_the_keyboard(qtbot: QtBot, view: ListView) -> None:
    press(Qt.Key.Key_F, CTRL)
    write("stat")
    line = view.toolbar.search
    qtbot.waitUntil(lambda: line.proposing)
    QTest.keyClick(line._popup, Qt.Key.Key_Down)
    QTest.keyClick(line._popup, Qt.Key.Key_Return)
    assert line.text() == "Status:"
    qtbot.waitUntil(lambda: line.proposing)
    QTest.keyClick(line._popup, Qt.Key.Key_Down)
    QTest.keyClick(line._popup, Qt.Key.Key_Return)
    assert line.text() == "Status:Paid "
    line.search_now()
    qtbot.waitUntil(lambda: {view.model.row(n)["status"] for n in range(view.model.filled)} == {"paid"})
