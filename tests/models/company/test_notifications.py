"""What concerns somebody is told to them: by whom, of what, and to nobody else."""

from __future__ import annotations

import pytest

from models.company.notes import write_note
from models.company.notifications import KINDS, mark_read, mute_kinds, muted_kinds, my_notifications
from models.database.errors import Denied
from models.finance.invoicing import post_invoice, save_invoice
from models.sales.confirming import confirm_order
from models.service.tickets import OpenedTicket, TicketDraft, assign, open_ticket, reply
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import Trade, furnish


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def told(office: Office, role: str) -> list[tuple[str, str, str, str]]:
    """Kind, title, detail and who did it, the newest first."""
    found = office.session(role).read(my_notifications)
    return [(one.kind, one.title, one.detail, one.by_name) for one in found.latest]


def given(trade: Trade) -> OpenedTicket:
    """A ticket that the manager has given to the agent."""
    manager, agent = trade.office.session("service_manager"), trade.office.session("service_agent")
    opened = manager.run(open_ticket, draft=TicketDraft(trade.customer, "Fel skruv", "Vi fick M6."))
    manager.run(assign, ticket_id=opened.id, user_id=agent.identity.user_id, version=1)
    return opened


def test_whoever_is_given_a_ticket_hears_of_it_and_of_answers_by_others(trade: Trade) -> None:
    opened = given(trade)
    office = trade.office
    assigned = ("assigned", "1 Fel skruv", "", "Service_Manager")
    assert told(office, "service_agent") == [assigned]
    office.session("service_agent").run(reply, ticket_id=opened.id, text="Jag tittar på det.")
    office.session("service_manager").run(reply, ticket_id=opened.id, text="Kunden\nringde igen.")
    answered = ("answered", "1 Fel skruv", "Kunden ringde igen.", "Service_Manager")
    assert told(office, "service_agent") == [answered, assigned]
    assert told(office, "service_manager") == []


def test_a_ticket_opened_for_somebody_is_told_once(trade: Trade) -> None:
    office = trade.office
    agent = office.session("service_agent").identity.user_id
    draft = TicketDraft(trade.customer, "Läcka", "Hos @serviceagent nu", assignee_id=agent)
    office.session("service_manager").run(open_ticket, draft=draft)
    assert [kind for kind, *_rest in told(office, "service_agent")] == ["mentioned", "assigned"]


def test_a_name_after_an_at_sign_is_told_once_to_who_may_read_the_record(trade: Trade) -> None:
    office, opened = trade.office, given(trade)
    text = "Fråga @ServiceAgent. @serviceagent vet, @planner och a@seller.se inte."
    office.session("service_manager").run(reply, ticket_id=opened.id, text=text, internal=True)
    assert told(office, "service_agent")[0] == ("mentioned", "1 Fel skruv", text, "Service_Manager")
    assert len(told(office, "service_agent")) == 2
    assert told(office, "planner") == []
    assert told(office, "seller") == []


def test_who_is_named_in_a_note_hears_of_it_without_its_words(trade: Trade) -> None:
    office = trade.office
    seller = office.session("seller")
    seller.run(write_note, subject="contacts.party", subject_id=trade.customer, text="Betalar sent, @accountant")
    ((kind, title, detail, who),) = told(office, "accountant")
    assert (kind, detail, who) == ("mentioned", "", "Seller")
    assert title == office.value("SELECT concat_ws(' ', code, name) FROM contacts.party WHERE id = %s", trade.customer)


def test_the_maker_hears_when_somebody_else_posts_an_invoice_or_moves_an_order_on(trade: Trade) -> None:
    office = trade.office
    saved = office.session("finance_clerk").run(save_invoice, invoice=invoice(trade.customer, line("100")))
    office.session("accountant").run(post_invoice, invoice_id=saved.id)
    assert [(kind, who) for kind, _title, _detail, who in told(office, "finance_clerk")] == [("posted", "Accountant")]

    order = trade.draft_order()
    office.session("sales_manager").run(confirm_order, order_id=order)
    assert [(kind, detail, who) for kind, _title, detail, who in told(office, "seller")] == [
        ("changed", "confirmed", "Sales_Manager")
    ]


def test_what_is_read_is_no_longer_counted(trade: Trade) -> None:
    opened = given(trade)
    manager, agent = trade.office.session("service_manager"), trade.office.session("service_agent")
    for text in ("Ett", "Två"):
        manager.run(reply, ticket_id=opened.id, text=text)
    before = agent.read(my_notifications)
    assert before.unread == 3
    manager.run(mark_read)
    agent.run(mark_read, ids=(before.latest[0].id,))
    assert [one.is_read for one in agent.read(my_notifications).latest] == [True, False, False]
    agent.run(mark_read)
    assert agent.read(my_notifications).unread == 0


def test_what_one_does_not_want_to_hear_of_is_not_told(trade: Trade) -> None:
    office = trade.office
    agent = office.session("service_agent")
    agent.run(mute_kinds, kinds=frozenset({"assigned", "posted"}))
    given(trade)
    assert told(office, "service_agent") == []
    agent.run(mute_kinds, kinds=frozenset({"posted"}))
    assert agent.read(muted_kinds) == {"posted"}
    with pytest.raises(Denied):
        agent.run(mute_kinds, kinds=frozenset({"everything"}))


def test_what_was_told_long_ago_goes_when_something_new_is_told(trade: Trade) -> None:
    office, opened = trade.office, given(trade)
    office.owner().execute("UPDATE company.notification SET at = at - interval '91 days'")
    assert office.session("service_agent").read(my_notifications).unread == 0
    office.session("service_manager").run(reply, ticket_id=opened.id, text="Nytt")
    assert office.value("SELECT count(*) FROM company.notification") == 1


def test_every_kind_has_its_words(office: Office) -> None:
    check = office.value("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_notification_kind'")
    assert all(f"'{kind}'" in check for kind in KINDS)
    assert check.count("::character varying") == len(KINDS)
