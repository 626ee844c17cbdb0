"""The first steps fit what one works with, are ticked by what was really done, and stay away once they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models.database.rights import PERMISSIONS, Role
from tests.support.fake_host import FakeHost, FakePreferences
from views.kit.host import Link
from views.start.first_steps import FirstStepsCard, StepBox
from views.start.progress import Progress
from views.start.tours import TOURS

Show = Callable[[QWidget], None]


def rights(role: Role) -> set[str]:
    return {permission for permission, roles in PERMISSIONS.items() if role in roles}


def card_of(show: Show, role: Role, preferences: FakePreferences | None = None) -> tuple[FirstStepsCard, FakeHost]:
    host = FakeHost(permissions=rights(role), preferences=preferences or FakePreferences())
    card = FirstStepsCard(host)
    show(card)
    card.show_begun(frozenset())
    return card, host


def box(card: FirstStepsCard, name: str) -> StepBox:
    return next(box for box in card.boxes if box.step.name == name)


def test_every_role_has_a_tour_of_a_few_steps_that_it_may_go(show: Show) -> None:
    first = {}
    for role in Role:
        card, _host = card_of(show, role)
        if card.tour is not None:
            first[role] = card.tour.name
            assert len(card.boxes) >= 2, role
    assert first[Role.ACCOUNTANT] == first[Role.FINANCE_CLERK] == "office"
    assert first[Role.ADMINISTRATOR] == "administration"
    assert first[Role.SELLER] == first[Role.SALES_MANAGER] == "seller"
    assert first[Role.SERVICE_AGENT] == "service"
    assert first[Role.AUDITOR] == "review"
    assert first[Role.STOREKEEPER] == first[Role.WAREHOUSE_WORKER] == first[Role.BUYER] == "warehouse"


def test_pressing_goes_to_the_place_and_ticks_nothing(show: Show) -> None:
    card, host = card_of(show, Role.SELLER)
    QTest.mouseClick(box(card, "confirmed").button, Qt.MouseButton.LeftButton)
    assert host.opened == [Link("sales.order")]
    assert not box(card, "confirmed").is_done
    assert card._count.text() == "0 of 6 done"


def test_what_database_and_window_saw_is_ticked_and_stays_so(show: Show) -> None:
    card, host = card_of(show, Role.ADMINISTRATOR)
    card.show_begun(frozenset({"company.logo"}))
    assert box(card, "company.logo").is_done
    assert box(card, "company.logo").accessibleName() == "Put your logo on what you send: done"
    Progress(host.preferences).note(("found",))
    card.show_begun(frozenset())
    assert {each.step.name for each in card.boxes if each.is_done} == {"company.logo", "found"}
    again, _host = card_of(show, Role.ADMINISTRATOR, host.preferences)
    assert again._count.text() == "2 of 6 done"


def test_it_goes_when_all_is_done_or_skipped(show: Show) -> None:
    card, host = card_of(show, Role.AUDITOR)
    for step in card.boxes[1:]:
        QTest.mouseClick(step.skip, Qt.MouseButton.LeftButton)
        assert step.isHidden()
    assert not card.isHidden()
    Progress(host.preferences).note((card.boxes[0].step.name,))
    card.follow()
    assert card.isHidden()
    assert not card.unfinished


def test_it_is_put_away_and_brought_back_with_what_was_skipped(show: Show) -> None:
    card, host = card_of(show, Role.SELLER)
    QTest.mouseClick(card.boxes[0].skip, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card.away, Qt.MouseButton.LeftButton)
    assert card.isHidden()
    again, _host = card_of(show, Role.SELLER, host.preferences)
    assert again.isHidden()
    Progress(host.preferences).bring_back()
    again.follow()
    assert not again.isHidden()
    assert not again.boxes[0].isHidden()


def test_who_fits_several_tours_chooses_and_a_terminal_sees_none(show: Show) -> None:
    host = FakeHost()
    card = FirstStepsCard(host)
    show(card)
    card.show_begun(frozenset())
    assert card.tour is TOURS[0]
    assert not card.more.isHidden()
    card._choose("review")
    assert card._title.text() == "Begin here: Management and audit"
    assert card.boxes[0].step.name == "followed"
    card.show_begun(None)
    assert card.isHidden()


def test_what_another_version_left_is_passed_over(show: Show) -> None:
    preferences = FakePreferences()
    preferences.write("first_steps", {"done": "everything", "skipped": [1, "found"], "tour": 7, "hidden": "yes"})
    card, _host = card_of(show, Role.SELLER, preferences)
    assert not card.isHidden()
    assert box(card, "found").isHidden()
