"""Pages about one record: waiting, failing, fetched anew when it changes, acted on once, asked before harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from models.database.errors import Invalid, Unavailable
from tests.support.fake_host import FakeHost
from views.kit.host import AnswerRole, Level, Link
from views.kit.record_page import RecordPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def read(**_arguments: object) -> str:
    """Stands for a query."""
    return ""


def act(**_arguments: object) -> int:
    """Stands for an operation."""
    return 0


class ItemPage(RecordPage[str]):
    """Shows a name."""

    def __init__(self, host: FakeHost) -> None:
        self.built = 0
        super().__init__(host, "Item", read=read, arguments={"key": 5}, subjects=("item",), link=Link("item", 5))

    def build(self) -> None:
        """One label."""
        self.built += 1
        self.name = QLabel()
        self.parts.addWidget(self.name)

    def show_record(self, record: str) -> None:
        """The name."""
        self.name.setText(record)

    def concerns(self, keys: frozenset[object]) -> bool:
        """Only the item shown."""
        return 5 in keys

    def keep(self, result: int) -> None:
        """Remember a result."""
        self.result = result

    def remove(self) -> None:
        """Do the harm."""
        self.carry_out(act, {"key": 5}, told="It is gone.", then=self.keep)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers={"read": "Screw", "act": 9})


def page(qtbot: QtBot, host: FakeHost) -> ItemPage:
    made = ItemPage(host)
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_shown_until_the_record_is_here_and_the_parts_are_made_once(qtbot: QtBot, host: FakeHost) -> None:
    host.hold = True
    made = page(qtbot, host)
    assert (made.content.isVisible(), made.built) == (False, 0)
    host.answer_all()
    assert (made.content.isVisible(), made.name.text()) == (True, "Screw")
    made.refresh()
    host.answer_all()
    assert made.built == 1


def test_what_cannot_be_read_says_why_and_offers_to_try_again(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {"read": Unavailable("item.missing")}
    made = page(qtbot, host)
    assert not made.content.isVisible()
    assert any("item.missing" in label.text() for label in made.findChildren(QLabel))
    host.answers = {"read": "Screw"}
    made._nothing.acted.emit()
    assert made.content.isVisible()
    assert not made._nothing.isVisible()


def test_a_record_that_is_shown_stays_when_it_cannot_be_read_again(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    host.answers = {"read": Unavailable("item.missing")}
    made.refresh()
    assert (made.name.text(), made.content.isVisible()) == ("Screw", True)
    assert host.told[-1].level is Level.ERROR


def test_a_change_elsewhere_is_shown_at_once_in_sight(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    host.answers = {"read": "Bolt"}
    host.change("item", 4)
    assert made.name.text() == "Screw", "it is another item"
    host.change("item", 5)
    assert made.name.text() == "Bolt"


def test_after_a_lost_connection_every_record_is_read_again(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    host.answers = {"read": "Bolt"}
    host.change("item")
    assert made.name.text() == "Bolt"


def test_a_change_out_of_sight_is_caught_up_with_once(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    made.hide()
    host.answers = {"read": "Bolt"}
    host.change("item", 5)
    host.change("item", 5)
    assert len(host.was_read) == 1
    made.show()
    assert (made.name.text(), len(host.was_read)) == ("Bolt", 2)
    made.hide()
    made.show()
    assert len(host.was_read) == 2


def test_only_the_latest_of_two_readings_counts(qtbot: QtBot, host: FakeHost) -> None:
    host.hold = True
    made = page(qtbot, host)
    made.read_instead({"key": 6})
    host.answers = {"read": lambda key: f"Item {key}"}
    host.answer_all()
    assert made.name.text() == "Item 6"


def test_an_act_is_told_read_again_and_its_result_passed_on(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    host.answers = {"read": "Gone", "act": 9}
    made.remove()
    assert host.ran == [(act, {"key": 5})]
    assert (host.told[-1].text, host.told[-1].level) == ("It is gone.", Level.SUCCESS)
    assert (made.name.text(), made.result) == ("Gone", 9)


def test_an_act_that_fails_is_told_and_the_record_stays(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    host.answers = {"read": "Screw", "act": Invalid("item.used")}
    made.remove()
    assert "item.used" in host.told[-1].text
    assert made.name.text() == "Screw"


def test_harm_is_asked_for_first_and_done_only_on_yes_and_only_once(qtbot: QtBot, host: FakeHost) -> None:
    made = page(qtbot, host)
    made.ask_first("Remove it?", "It cannot come back.", "Remove", made.remove)
    question, _on_answer = host.asked[-1]
    assert [answer.role for answer in question.answers] == [AnswerRole.PLAIN, AnswerRole.DESTRUCTIVE]
    host.reply(question.escape)
    assert host.ran == []
    made.ask_first("Remove it?", "It cannot come back.", "Remove", made.remove)
    host.reply("yes")
    host.reply("yes")
    assert len(host.ran) == 1
