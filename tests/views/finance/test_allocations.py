"""Allocations on the screen and in real books: a month is looked at, booked, explained and taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.finance.allocations.keys import Target
from tests.support.allocating import FEBRUARY, JANUARY, book, by_centre, key, rule, with_centres
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.allocations.key import AllocationKeyPage, Line
from views.finance.allocations.month import AllocatePage
from views.finance.allocations.rule import AllocationRulePage
from views.finance.allocations.run import AllocationRunPage
from views.finance.documents import document_link
from views.kit.host import Link

D = Decimal


@pytest.fixture
def house(office: Office) -> Office:
    return with_centres(office)


@pytest.fixture
def host(house: Office) -> OfficeHost:
    """The accountant's, in February; 100 000 of rent was booked in January."""
    book(house, "5010", "100000")
    return OfficeHost(session=house.session("accountant"), today=date(2026, 2, 10))


def bound(page: Any, name: str) -> Any:
    return next(each for each in page.actions_bound if each.declared.id == name)


def why_not(page: Any, name: str) -> str | None:
    found: str | None = bound(page, name).declared.blocker(page.context())
    return found


def month(qtbot: QtBot, host: OfficeHost) -> AllocatePage:
    page = AllocatePage(host, Link("finance.allocate"))
    qtbot.addWidget(page)
    return page


def texts(page: AllocatePage | AllocationRunPage) -> list[tuple[object, ...]]:
    return [(row.values[0], row.values[4]) for row in page.table.rows]


def test_a_month_shows_every_part_and_is_booked_by_one_key(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    rule(house, key(house, ("100", "1"), ("200", "1"), ("300", "1")))
    page = month(qtbot, host)
    assert page.subtitle == "2026-01"
    assert texts(page) == [
        ("10 Hyra", D(100000)),
        ("Taken from where it stands", D(-100000)),
        ("100 Avdelning 100", D("33333.33")),
        ("200 Avdelning 200", D("33333.33")),
        ("300 Avdelning 300", D("33333.34")),
    ]
    assert page.table.rows[0].values[5] == "ready"
    opened = page.table.rows[2].links[4]
    assert opened.arguments == {
        "account": "5010",
        "from_date": JANUARY,
        "to_date": date(2026, 1, 31),
        "dimension": 1,
        "value": "100",
    }
    bound(page, "finance.allocate.all").trigger()
    assert host.told[-1].text == "1 voucher is posted."
    assert page.table.rows[0].values[5:] == ("posted", "A2")
    assert by_centre(house, "5010") == {"100": D("33333.33"), "200": D("33333.33"), "300": D("33333.34")}
    assert why_not(page, "finance.allocate.all") == "Nothing of this month is left to be booked."


def test_a_rule_that_counts_on_another_says_so_and_the_cursor_chooses(
    qtbot: QtBot, host: OfficeHost, house: Office
) -> None:
    rule(house, key(house, ("900", "1"), code="ETT"))
    rule(house, key(house, ("200", "1"), code="TVÅ"), title="Gemensamt", position=20, source_code="900")
    page = month(qtbot, host)
    page.table.table.setCurrentIndex(page.table.model.index(3, 0))
    assert page.chosen() is not None
    one = bound(page, "finance.allocate.one")
    assert why_not(page, "finance.allocate.one") == "It counts on what “Hyra” puts. Book that first, or all."
    page.table.table.setCurrentIndex(page.table.model.index(0, 0))
    assert why_not(page, "finance.allocate.one") is None
    one.trigger()
    assert [row.values[5] for row in page.table.rows if row.strong] == ["posted", "ready"]
    page.table.table.setCurrentIndex(page.table.model.index(3, 0))
    one.trigger()
    assert by_centre(house, "5010") == {"200": D(100000)}


def test_a_run_explains_its_voucher_and_is_taken_back(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    rule(house, key(house, ("100", "1"), ("200", "4")))
    page = month(qtbot, host)
    bound(page, "finance.allocate.all").trigger()
    link = document_link("allocation", house.value("SELECT source_id FROM ledger.entry ORDER BY id DESC LIMIT 1"))
    assert link is not None
    assert link.kind == "finance.allocation_run"
    run = AllocationRunPage(host, link)
    qtbot.addWidget(run)
    assert texts(run) == [
        ("Taken from where it stands", D(-100000)),
        ("100 Avdelning 100", D(20000)),
        ("200 Avdelning 200", D(80000)),
        ("Total", D(100000)),
    ]
    assert run.table.rows[1].values[2:4] == (D(1), D(20))
    bound(run, "finance.allocation_run.take_back").trigger()
    host.reply("yes")
    assert host.told[-1].text == "Reversed by voucher A3."
    assert by_centre(house, "5010") == {"": D(100000)}
    assert why_not(run, "finance.allocation_run.take_back") == "It is taken back already."


def test_a_month_steps_by_keys(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    rule(house, key(house, ("100", "1")))
    page = month(qtbot, host)
    bound(page, "finance.report.next").trigger()
    assert page.subtitle == "2026-02"
    assert page.table.rows[0].values[5] == "nothing"
    assert why_not(page, "finance.allocate.one") == "It has nothing to spread in this month."


def test_a_key_is_entered_with_its_targets(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    page = AllocationKeyPage(host, Link("finance.allocation_key"))
    qtbot.addWidget(page)
    assert [column.name for column in page.grid.spec.columns] == ["account", "weight"]
    page.form.set_draft(page.form.draft.__class__("YTA", "Golvyta", dimension=1, valid_from=JANUARY), original=False)
    assert [column.name for column in page.grid.spec.columns] == ["code", "account", "weight"]
    page.grid.set_lines([Line("100", weight=D(3)), Line("200", weight=D(1))])
    bound(page, "finance.allocation_key.save").trigger()
    assert host.opened[-1] == Link("finance.allocation_key", 1)
    stored = house.owner().execute("SELECT code, weight FROM ledger.allocation_target ORDER BY position").fetchall()
    assert stored == [("100", D(3)), ("200", D(1))]


def test_a_key_that_was_booked_gets_a_new_version(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    rule(house, key(house, ("100", "3"), ("200", "1")))
    bound(month(qtbot, host), "finance.allocate.all").trigger()
    page = AllocationKeyPage(host, Link("finance.allocation_key", 1))
    qtbot.addWidget(page)
    assert page.lines == (Line("100", "Avdelning 100", None, D(3)), Line("200", "Avdelning 200", None, D(1)))
    page.grid.set_lines([Line("100", weight=D(9))])
    bound(page, "finance.allocation_key.save").trigger()
    assert "allocation.key_booked" in page.form.boxes["valid_from"].problem
    bound(page, "finance.allocation_key.version").trigger()
    assert page.draft.valid_from == FEBRUARY
    bound(page, "finance.allocation_key.save").trigger()
    assert page.draft.versions == (FEBRUARY, JANUARY)
    assert page.draft.targets == (Target("100", weight=D(9)),)


def test_a_measured_key_asks_for_no_weights(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    key(house, kind="balance", from_account="7000", to_account="7399")
    page = AllocationKeyPage(host, Link("finance.allocation_key", 1))
    qtbot.addWidget(page)
    assert [column.name for column in page.grid.spec.columns] == ["code", "account"]
    assert page.form.boxes["from_account"].editor.isEnabled()


def test_a_rule_is_proposed_after_the_last_and_saved(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    made = rule(house, key(house, ("100", "1")))
    page = AllocationRulePage(host, Link("finance.allocation_rule"))
    qtbot.addWidget(page)
    assert (page.form.draft.position, page.form.draft.series) == (20, "A")
    old = AllocationRulePage(host, Link("finance.allocation_rule", made.id))
    qtbot.addWidget(old)
    assert (old.form.draft.title, old.form.draft.source_dimension, old.form.draft.source_code) == ("Hyra", 1, None)
    old.form.save()
    assert not old.form.dirty


def test_what_came_after_a_rule_was_booked_stands_beneath_it(qtbot: QtBot, host: OfficeHost, house: Office) -> None:
    rule(house, key(house, ("100", "1")))
    page = month(qtbot, host)
    bound(page, "finance.allocate.all").trigger()
    book(house, "5010", "500")
    page.refresh()
    assert page.table.rows[0].values[5] == "changed"
    assert texts(page)[1] == ("Came afterwards: take it back and post it again", D(500))
    assert why_not(page, "finance.allocate.one") == "It is booked already."
