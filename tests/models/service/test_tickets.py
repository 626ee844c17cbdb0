"""Tickets: numbered with their first message, moved on by rule, and seen as long as they wait."""

from __future__ import annotations

import pytest

from models.database.errors import Conflict, Denied, Invalid
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.service.queries import OPEN_TICKETS, TICKETS
from models.service.rules import TICKET_MOVES, can_become
from models.service.tickets import (
    TicketDraft,
    assign,
    list_agents,
    open_ticket,
    reply,
    set_priority,
    set_status,
    ticket_page,
)
from tests.support.office import Office
from tests.support.trade import Trade, furnish, refused


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_a_ticket_is_opened_answered_solved_and_opened_again(trade: Trade) -> None:
    agent = trade.office.session("service_agent")
    order_id = trade.confirm(trade.line("1")).id
    opened = agent.run(
        open_ticket, draft=TicketDraft(trade.customer, "Fel skruv", "Vi fick M6.", "high", order_id=order_id)
    )
    assert opened.number == "1"
    me = agent.identity.user_id
    state = agent.run(assign, ticket_id=opened.id, user_id=me, version=1)
    assert state.status == "open"
    assert agent.run(reply, ticket_id=opened.id, text="Skriv inget än", internal=True).status == "open"
    state = agent.run(reply, ticket_id=opened.id, text="Vi skickar nya.")
    assert state.status == "waiting"
    state = agent.run(set_status, ticket_id=opened.id, status="solved", version=state.version)
    page = agent.read(ticket_page, ticket_id=opened.id)
    assert (page.order_number, page.assignee_name, page.priority) == ("1", "Service_Agent", "high")
    assert [(message.text, message.internal) for message in page.messages] == [
        ("Vi fick M6.", False),
        ("Skriv inget än", True),
        ("Vi skickar nya.", False),
    ]
    assert page.solved_at is not None
    agent.run(set_status, ticket_id=opened.id, status="open", version=state.version)
    assert agent.read(ticket_page, ticket_id=opened.id).solved_at is None


def test_open_tickets_are_listed_until_they_are_solved(trade: Trade) -> None:
    agent = trade.office.session("service_agent")
    one, other = (agent.run(open_ticket, draft=TicketDraft(trade.customer, s)) for s in ("Första", "Andra"))
    agent.run(set_status, ticket_id=one.id, status="solved", version=1)

    def subjects(query: object, text: str = "") -> list[object]:
        page = agent.read(fetch_page, query=query, request=PageRequest(text=text))
        return [row[3] for row in page.rows]

    assert subjects(OPEN_TICKETS) == ["Andra"]
    assert subjects(TICKETS) == ["Andra", "Första"]
    assert subjects(TICKETS, "först") == ["Första"]
    assert subjects(TICKETS, "åkeri") == ["Andra", "Första"]
    assert subjects(TICKETS, other.number) == ["Andra"]


def test_only_moves_of_the_table_are_allowed(trade: Trade) -> None:
    agent = trade.office.session("service_agent")
    ticket_id = agent.run(open_ticket, draft=TicketDraft(trade.customer, "Hej")).id
    agent.run(set_status, ticket_id=ticket_id, status="closed", version=1)
    with refused("ticket.wrong_status"):
        agent.run(set_status, ticket_id=ticket_id, status="waiting", version=2)
    assert not can_become("closed", "waiting")
    assert all(set(moves) <= set(TICKET_MOVES) for moves in TICKET_MOVES.values())


def test_two_agents_do_not_overwrite_each_other(trade: Trade) -> None:
    agent, manager = trade.office.session("service_agent"), trade.office.session("service_manager")
    ticket_id = agent.run(open_ticket, draft=TicketDraft(trade.customer, "Hej")).id
    manager.run(set_priority, ticket_id=ticket_id, priority="urgent", version=1)
    with refused("record.changed", Conflict):
        agent.run(set_status, ticket_id=ticket_id, status="open", version=1)


def test_tickets_are_given_to_people_of_service(trade: Trade) -> None:
    agents = trade.office.session("service_manager").read(list_agents)
    assert [agent.name for agent in agents] == ["Service_Agent", "Service_Manager"]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (TicketDraft(None, "Hej"), "ticket.no_party"),
        (TicketDraft(1, "  "), "ticket.no_subject"),
        (TicketDraft(1, "Hej", priority="now"), "ticket.unknown_priority"),
    ],
)
def test_a_wrong_ticket_is_refused_by_its_code(trade: Trade, draft: TicketDraft, code: str) -> None:
    with refused(code, Invalid):
        trade.office.session("service_agent").run(open_ticket, draft=draft)


def test_a_seller_reads_tickets_and_answers_none(trade: Trade) -> None:
    ticket_id = trade.office.session("service_agent").run(open_ticket, draft=TicketDraft(trade.customer, "Hej")).id
    seller = trade.office.session("seller")
    assert seller.read(ticket_page, ticket_id=ticket_id).subject == "Hej"
    with pytest.raises(Denied):
        seller.run(reply, ticket_id=ticket_id, text="Hej")
