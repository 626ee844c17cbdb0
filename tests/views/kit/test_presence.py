"""Under the title stands who else has the record open; one is here while the page is in sight or holds work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from pytestqt.qtbot import QtBot

from desktop.shell.registry import collect
from models.company.presence import Presence, note_presence
from models.database.errors import Invalid
from models.database.records import SavedRow
from tests.support.fake_host import FakeHost
from views.kit.host import Link
from views.kit.page import Page
from views.kit.presence import SUBJECTS, PresenceLine, tell_presence, words

KARIN = Presence("Karin Berg", datetime.now(UTC))
LINK = Link("contacts.party", 7)


class Typed(Page):
    """A page that may hold work."""

    typed = False

    def leaving_loses(self) -> str | None:
        """As it was set."""
        return "Lose it?" if self.typed else None


def shown(qtbot: QtBot, host: FakeHost) -> tuple[Typed, PresenceLine]:
    page = Typed(host, "Ödmans Åkeri AB", link=LINK)
    qtbot.addWidget(page)
    line = tell_presence(page, LINK)
    assert line is not None
    page.show()
    return page, line


def told(host: FakeHost) -> list[Mapping[str, object]]:
    return [arguments for operation, arguments in host.ran if operation is note_presence]


def test_a_colleague_s_name_and_time_stand_under_the_title(qtbot: QtBot) -> None:
    page, line = shown(qtbot, FakeHost(answers={note_presence: (KARIN,)}))
    clock = KARIN.since.astimezone().strftime("%H:%M")
    assert line.line.text() == f"In use by Karin Berg since {clock}"
    assert line.line.isVisible()
    qtbot.waitUntil(lambda: page.header.geometry().bottom() < line.line.geometry().top())
    assert page.isEnabled()


def test_of_another_day_the_date_is_said_too() -> None:
    before = Presence("Karin Berg", datetime.now(UTC) - timedelta(days=2))
    assert before.since.astimezone().strftime("%Y-%m-%d") in words((before,))


def test_a_change_of_the_record_s_presence_is_asked_for_and_another_is_not(qtbot: QtBot) -> None:
    others: list[Presence] = []
    host = FakeHost(answers={note_presence: lambda **_: tuple(others)})
    _page, line = shown(qtbot, host)
    assert not line.line.isVisible()
    others.append(KARIN)
    host.change("company.presence", 8)
    assert not line.line.isVisible()
    host.change("company.presence", 7)
    assert line.line.isVisible()


def test_hiding_the_page_leaves_the_record_unless_something_is_typed(qtbot: QtBot) -> None:
    host = FakeHost(answers={note_presence: ()})
    page, _line = shown(qtbot, host)
    page.typed = True
    page.hide()
    assert [one["here"] for one in told(host)] == [True]
    page.show()
    page.typed = False
    page.hide()
    assert told(host)[-1] == {"subject": "contacts.party", "subject_id": 7, "here": False}


def test_what_may_not_be_read_says_nothing_and_new_records_are_not_told_of(qtbot: QtBot) -> None:
    host = FakeHost(answers={note_presence: Invalid("record.not_found", table="contacts.party", id=7)})
    page, line = shown(qtbot, host)
    assert not line.line.isVisible()
    assert host.told == []
    assert tell_presence(page, Link("contacts.party")) is None
    assert tell_presence(page, Link("sales.orders", 7)) is None


class Known(Page):
    """A page whose link names its record otherwise than by its key."""

    record: SavedRow | None = None


def test_a_record_known_by_a_name_is_told_of_once_it_has_been_read(qtbot: QtBot) -> None:
    host = FakeHost(answers={note_presence: (KARIN,)})
    page = Known(host, "User", link=Link("company.user", "karin"))
    qtbot.addWidget(page)
    line = tell_presence(page, Link("company.user", "karin"))
    assert line is not None
    page.show()
    assert told(host) == []
    page.record = SavedRow(12, 1)
    page.set_title("Karin Berg")
    assert told(host) == [{"subject": "company.app_user", "subject_id": 12, "here": True}]
    assert line.line.isVisible()


def test_every_record_that_is_worked_on_is_told_of_by_the_kind_of_its_page() -> None:
    kinds = {page.kind for page in collect().pages}
    assert set(SUBJECTS) <= kinds
    told_of = {
        "company.app_user",
        "contacts.party",
        "finance.bank_transaction",
        "finance.invoice",
        "ledger.entry",
        "sales.sales_order",
        "service.ticket",
        "warehouse.item",
        "warehouse.purchase_order",
    }
    assert set(SUBJECTS.values()) == told_of
