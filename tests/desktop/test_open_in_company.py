"""A figure that stands in another company opens that company, where it is open to the user, and says so where not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.connections import Connection
from desktop.desk import Desk
from desktop.settings import Settings
from desktop.shell.sign_in import SignedIn
from desktop.shell.window import MainWindow
from models.company.founding import Founding, found_first_company
from models.database.session import Session, sign_in
from models.finance.books.registers import AccountingBook, open_book
from tests.support.desk import NotePage, sample_registry
from tests.support.office import Office
from views.kit.host import Link
from views.kit.question import QuestionDialog


@pytest.fixture
def other(office: Office) -> int:
    """A company that the seller belongs to as well."""
    with office.database.connect() as connection:
        company = found_first_company(connection, Founding("Dotter AB", date(2026, 1, 1)))
        connection.execute("SELECT company.grant_company('seller', %s)", (company,))
    return company


@pytest.fixture
def session(office: Office, other: int) -> Iterator[Session]:
    with closing(sign_in(office.url("seller"))) as signed_in:
        yield signed_in


@pytest.fixture
def desk(session: Session, settings: Settings, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(SignedIn(session, Connection(host="kontor.example")), settings, sample_registry())
    made.start()
    qtbot.waitUntil(lambda: front(made).pages.page is not None)
    yield made
    windows = front(made).windows
    front(made).end()
    windows.runner.wait_until_ended()


def front(desk: Desk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def test_a_link_into_another_company_opens_it_there_and_offers_the_way_back(
    desk: Desk, session: Session, other: int, qtbot: QtBot
) -> None:
    here, first = session.company, front(desk)
    first.host.open(Link("sales.note", 7, company=other))
    qtbot.waitUntil(lambda: front(desk) is not first)
    there = front(desk)
    first.end()
    assert there.session.company.name == "Dotter AB"
    qtbot.waitUntil(lambda: isinstance(there.pages.page, NotePage))
    current = there.pages.history.current
    assert current is not None
    assert current.link == Link("sales.note", 7)
    assert len(there.pages.histories) == 2  # what was open there last stays as it was
    there.acts.choose_company(here)
    assert front(desk).session.company == here
    there.end()


def test_a_link_into_the_company_that_is_open_is_followed_as_any_other(desk: Desk, session: Session) -> None:
    first = front(desk)
    first.host.open(Link("sales.note", 7, company=session.company.id))
    assert front(desk) is first
    assert isinstance(first.pages.page, NotePage)


def test_unsaved_work_is_asked_about_before_the_company_changes(desk: Desk, other: int, qtbot: QtBot) -> None:
    first = front(desk)
    first.open_link(Link("sales.note", 1))
    page = first.pages.page
    assert isinstance(page, NotePage)
    page.unsaved = True
    first.host.open(Link("sales.note", 7, company=other))
    qtbot.waitUntil(lambda: any(each.isVisible() for each in first.findChildren(QuestionDialog)))
    assert front(desk) is first
    assert first.pages.page is page


def test_a_company_that_is_not_open_to_the_user_is_not_opened_and_the_reason_is_told(desk: Desk, qtbot: QtBot) -> None:
    first = front(desk)
    before = first.pages.page
    first.host.open(Link("sales.note", 7, company=999_999))
    assert before is not None
    qtbot.waitUntil(lambda: bool(before.strip.messages))
    assert front(desk) is first
    assert first.pages.page is before
    assert "not open to you" in before.strip.messages[0].text


def test_a_book_opened_meanwhile_is_worked_in_and_next_time_its_company_comes_first(
    desk: Desk, session: Session, office: Office, settings: Settings, qtbot: QtBot
) -> None:
    first = front(desk)
    made = office.session("accountant").run(open_book, book=AccountingBook("IFRS"))
    first.host.open(Link("sales.note", 7, company=made.id))
    assert front(desk) is first  # the page of a note is none of a book, but that is said there
    qtbot.waitUntil(lambda: front(desk) is not first)
    there = front(desk)
    assert there.session.company.book_code == "IFRS"
    assert there.registry.find("sales.note") is None
    first.end()
    again = Desk(SignedIn(session, Connection(host="kontor.example")), settings, sample_registry())
    again.start()
    assert front(again).session.company == session.company
    windows = front(again).windows
    front(again).end()
    windows.runner.wait_until_ended()
