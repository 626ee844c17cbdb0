"""Tickets on screen: what is whose, the conversation, answers and notes, and what only some may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.contacts.pages import CustomerFigures, CustomerPage
from models.contacts.parties import PartyDraft, TermsDraft
from models.database.errors import Unavailable
from models.database.rights import Permission
from models.service.tickets import (
    Agent,
    OpenedTicket,
    TicketDraft,
    TicketMessage,
    TicketPage,
    TicketState,
    assign,
    open_ticket,
    reply,
    set_status,
)
from tests.support.fake_host import FakeHost
from views.kit.form.lines import ChoiceBox
from views.kit.host import Link
from views.service.conversation import MessageCard
from views.service.lists import TicketListPage
from views.service.new_ticket import NewTicketPage, ticket_form
from views.service.ticket_page import TicketView, ticket_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from views.kit.page import Page

_THEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_ASKED = TicketMessage(1, internal=False, text="Skrivbordet höjs inte.", written_by="Elin", written_at=_THEN)
_NOTED = TicketMessage(2, internal=True, text="Garanti till mars.", written_by="Nils", written_at=_THEN)


def _ticket(status: str = "open", messages: Sequence[TicketMessage] = (_ASKED, _NOTED)) -> TicketPage:
    return TicketPage(
        id=5,
        version=3,
        number="12",
        party_id=40,
        party_name="Ödmans Åkeri AB",
        subject="Skrivbordet",
        status=status,
        priority="urgent",
        order_id=70,
        order_number="189",
        invoice_id=None,
        invoice_number="",
        assignee_id=None,
        assignee_name="",
        opened_at=_THEN,
        due_at=None,
        solved_at=None,
        messages=tuple(messages),
    )


def _customer(figures: CustomerFigures) -> CustomerPage:
    party = replace(PartyDraft("Ödmans Åkeri AB", is_customer=True), id=40)
    return CustomerPage(party, TermsDraft(party_id=40), figures, ())


def _host(ticket: TicketPage | None = None, **more: object) -> FakeHost:
    figures = CustomerFigures(balance=Decimal("1250.00"), overdue=Decimal("250.00"), open_orders=2, open_tickets=1)
    answers: dict[object, object] = {
        "ticket_page": ticket or _ticket(),
        "customer_page": _customer(figures),
        "list_agents": (Agent(7, "Elin Norén"), Agent(8, "Nils Ek")),
    }
    answers.update(more)
    return FakeHost(answers=answers)


def _open(host: FakeHost, qtbot: QtBot) -> TicketView:
    page = TicketView(host, Link("service.ticket", 5))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def _trigger(page: Page, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def _row(number: int, status: str, assignee: int | None) -> tuple[object, ...]:
    who = "Elin" if assignee else None
    return (str(number), _THEN, "Ödmans", "Fråga", status, "normal", who, None, "1001", 40, assignee, number)


def test_the_list_begins_with_what_is_open_and_mine_is_what_was_given_to_me(qtbot: QtBot) -> None:
    rows = [_row(1, "open", 7), _row(2, "waiting", None), _row(3, "solved", 7), _row(4, "closed", None)]
    page = TicketListPage(FakeHost(answers={"own_agent_id": 7}, rows={"tickets": rows}), Link("service.tickets"))
    qtbot.addWidget(page)
    assert page.list is not None

    def shown() -> list[object]:
        assert page.list is not None
        return [page.list.model.row(number)["number"] for number in range(page.list.model.filled)]

    found = {}
    for button in page.list.toolbar.findChildren(QPushButton):
        if button.isCheckable() and button.text():
            button.click()
            found[button.text()] = shown()
    assert found == {"All": ["4", "3", "2", "1"], "Open": ["2", "1"], "Mine": ["1"], "Nobody's": ["2"]}


def test_a_link_to_the_tickets_of_a_customer_shows_solved_ones_too(qtbot: QtBot) -> None:
    rows = [_row(1, "open", 7), _row(3, "solved", 7)]
    host = FakeHost(answers={"own_agent_id": 7}, rows={"tickets": rows})
    page = TicketListPage(host, Link("service.tickets", arguments={"party_id": 40, "label": "Ödmans"}))
    qtbot.addWidget(page)
    assert page.list is not None
    assert page.list.model.filled == 2


def test_a_ticket_shows_its_conversation_with_internal_notes_apart_and_the_customer_beside(qtbot: QtBot) -> None:
    page = _open(_host(), qtbot)
    cards = page.conversation.findChildren(MessageCard)
    assert [(card.message.internal, card.text.text()) for card in cards] == [
        (False, "Skrivbordet höjs inte."),
        (True, "Garanti till mars."),
    ]
    assert page.side is not None
    facts = {fact.label: fact for fact in page.side.customer.facts}
    assert facts["Owes"].value == Decimal("1250.00")
    assert facts["Customer"].link == Link("contacts.customer", 40)
    assert facts["Open tickets"].link == Link("service.tickets", arguments={"party_id": 40, "label": "Ödmans Åkeri AB"})


def test_what_the_reader_may_not_see_of_the_customer_is_absent(qtbot: QtBot) -> None:
    page = _open(_host(customer_page=_customer(CustomerFigures(open_tickets=1))), qtbot)
    assert page.side is not None
    assert [fact.label for fact in page.side.customer.facts] == ["Customer", "Open tickets"]


def test_a_reply_goes_out_with_one_key_and_the_field_is_empty_for_the_next(qtbot: QtBot) -> None:
    host = _host(reply=TicketState(5, "waiting", 4))
    page = _open(host, qtbot)
    QTest.keyClicks(page.answer, "Vi kommer i morgon.")
    QTest.keyClick(page.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert host.ran == [(reply, {"ticket_id": 5, "text": "Vi kommer i morgon.", "internal": False})]
    assert page.answer.value() == ""
    assert "waits for the customer" in host.told[-1].text


def test_an_internal_note_is_kept_from_the_customer(qtbot: QtBot) -> None:
    host = _host(reply=TicketState(5, "open", 4))
    page = _open(host, qtbot)
    QTest.keyClicks(page.answer, "Ring innan.")
    _trigger(page, "service.ticket.note")
    assert host.ran == [(reply, {"ticket_id": 5, "text": "Ring innan.", "internal": True})]


def test_nothing_is_sent_while_nothing_is_written_and_a_reply_that_failed_stays(qtbot: QtBot) -> None:
    host = _host(reply=Unavailable("database.unreachable"))
    page = _open(host, qtbot)
    _trigger(page, "service.ticket.reply")
    assert host.ran == []
    assert page.leaving_loses() is None
    QTest.keyClicks(page.answer, "Hej")
    _trigger(page, "service.ticket.reply")
    assert page.answer.value() == "Hej"
    assert page.leaving_loses() is not None


def test_a_ticket_is_given_to_somebody_and_moved_on_at_the_version_read(qtbot: QtBot) -> None:
    host = _host(assign=TicketState(5, "open", 4), set_status=TicketState(5, "solved", 5))
    page = _open(host, qtbot)
    assert page.side is not None
    page.side.agent.setCurrentIndex(2)
    page.side.agent.edited.emit()
    _trigger(page, "service.ticket.solved")
    assert host.ran == [
        (assign, {"ticket_id": 5, "version": 3, "user_id": 8}),
        (set_status, {"ticket_id": 5, "version": 3, "status": "solved"}),
    ]


def test_only_the_moves_that_the_status_allows_are_offered(qtbot: QtBot) -> None:
    page = _open(_host(_ticket("solved")), qtbot)
    moves = {action.declared.id for action in page.actions_bound}
    assert moves == {"service.ticket.open", "service.ticket.closed", "service.ticket.reply", "service.ticket.note"}


def test_who_may_only_read_sees_no_answer_field_and_no_choices(qtbot: QtBot) -> None:
    host = _host()
    host.permissions = (Permission.SERVICE_READ,)
    page = _open(host, qtbot)
    assert page.actions_bound == []
    assert page.answer_box.isHidden()
    assert page.side is not None
    assert page.side.priority.isVisible() is False
    assert [fact.label for fact in page.side.ticket.facts][:2] == ["Priority", "Assigned to"]


def test_a_message_from_a_colleague_appears_and_what_is_being_written_stays(qtbot: QtBot) -> None:
    host = _host(_ticket(messages=(_ASKED,)))
    page = _open(host, qtbot)
    QTest.keyClicks(page.answer, "Halva svaret")
    host.answers = {**host.answers, "ticket_page": _ticket()}
    host.change("service.ticket_message", 2)
    assert page.conversation.messages == (_ASKED, _NOTED)
    assert page.answer.value() == "Halva svaret"


def test_a_new_ticket_is_opened_for_the_customer_and_shown(qtbot: QtBot) -> None:
    host = _host(open_ticket=OpenedTicket(9, "13"))
    page = ticket_view(host, Link("service.ticket", arguments={"party_id": 40}))
    qtbot.addWidget(page)
    assert isinstance(page, NewTicketPage)
    draft: TicketDraft = replace(page.form.draft, subject="Fel skruv", text="Vi fick M6.")
    page.form.set_draft(draft, original=False)
    page.form.save()
    assert host.ran == [(open_ticket, {"draft": draft})]
    assert draft.party_id == 40
    assert host.opened == [Link("service.ticket", 9)]


def _new(host: FakeHost, qtbot: QtBot, **arguments: object) -> NewTicketPage:
    page = NewTicketPage(host, Link("service.ticket", arguments=arguments))
    qtbot.addWidget(page)
    return page


def test_a_new_ticket_is_given_to_somebody_with_a_day_and_what_it_is_about_at_once(qtbot: QtBot) -> None:
    host = _host(open_ticket=OpenedTicket(9, "13"))
    page = _new(host, qtbot, party_id=40, invoice_id=71)
    box = page.form.boxes["assignee_id"].editor
    assert isinstance(box, ChoiceBox)
    assert [box.itemText(place) for place in range(box.count())] == ["Nobody", "Elin Norén", "Nils Ek"]
    box.set_value(8)
    draft = replace(page.form.draft, subject="Fel", priority="high", order_id=70, due_on=date(2026, 11, 27))
    page.form.set_draft(replace(draft, assignee_id=8), original=False)
    page.form.save()
    sent = cast("TicketDraft", host.ran[0][1]["draft"])
    assert (sent.assignee_id, sent.priority, sent.order_id, sent.invoice_id) == (8, "high", 70, 71)
    assert sent.due_at == datetime(2026, 11, 27, 23, 59).astimezone()


def test_the_order_says_whose_ticket_it_is_and_another_customer_has_another_order(qtbot: QtBot) -> None:
    fields = {field.name: field for field in ticket_form(_host()).fields}
    ordered, chosen = fields["order_id"].fill, fields["party_id"].fill
    assert ordered is not None
    assert chosen is not None
    draft = ordered(TicketDraft(order_id=70, invoice_id=71), {"party_id": 40})
    assert (draft.party_id, draft.order_id, draft.invoice_id) == (40, 70, None)
    assert chosen(replace(draft, party_id=41), {}).order_id is None


def test_what_the_user_may_not_see_is_not_asked_for(qtbot: QtBot) -> None:
    host = _host()
    host.permissions = [Permission.SERVICE_READ, Permission.SERVICE_EDIT, Permission.SALES_READ]
    page = _new(host, qtbot)
    assert "order_id" in page.form.boxes
    assert "invoice_id" not in page.form.boxes
