"""Tickets: opened, answered, moved on, given to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import insert

from models.database.errors import Invalid, Rejected
from models.database.records import read_record, read_records, update_row, write_column
from models.database.rights import Permission
from models.database.work import Work, operation
from models.service.rules import OPEN_STATUSES, PRIORITIES, after_reply, can_become
from models.service.tables import ticket, ticket_message


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """A ticket as it is opened; `text` becomes its first message."""

    party_id: int | None = None
    subject: str = ""
    text: str = ""
    priority: str = "normal"
    order_id: int | None = None
    invoice_id: int | None = None
    assignee_id: int | None = None
    due_at: datetime | None = None
    party_name: str = ""  # shown, not stored
    due_on: date | None = None  # the day that ends with due_at; not stored


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """A new ticket."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class TicketState:
    """A ticket after an act."""

    id: int
    status: str
    version: int


@dataclass(frozen=True, slots=True)
class TicketMessage:
    """A message; an internal one is not for the customer."""

    id: int
    internal: bool
    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A ticket with its conversation, oldest first."""

    id: int
    version: int
    number: str
    party_id: int
    party_name: str
    subject: str
    status: str
    priority: str
    order_id: int | None
    order_number: str
    invoice_id: int | None
    invoice_number: str
    assignee_id: int | None
    assignee_name: str
    opened_at: datetime
    due_at: datetime | None
    solved_at: datetime | None
    messages: tuple[TicketMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody a ticket can be given to."""

    id: int
    name: str


_TICKET = """
    SELECT t.id, t.row_version, t.number, t.party_id, p.name, t.subject, t.status, t.priority, t.order_id,
           coalesce(o.number, ''), t.invoice_id, coalesce(i.number, ''), t.assignee_id, coalesce(u.full_name, ''),
           t.opened_at, t.due_at, t.solved_at
      FROM service.ticket t
      JOIN contacts.party p ON p.id = t.party_id
      LEFT JOIN company.app_user u ON u.id = t.assignee_id
      LEFT JOIN sales.sales_order o ON o.company_id = t.company_id AND o.id = t.order_id
      LEFT JOIN finance.invoice i ON i.company_id = t.company_id AND i.id = t.invoice_id
     WHERE t.company_id = :company AND t.id = :id
"""
_MESSAGES = """
    SELECT id, internal, text, coalesce(written_by_name, ''), written_at FROM reporting.ticket_messages
     WHERE company_id = :company AND ticket_id = :id ORDER BY written_at, id
"""
_AGENTS = """
    SELECT DISTINCT u.id, u.full_name FROM company.app_user u
      JOIN company.user_role r ON r.user_id = u.id AND r.role IN ('service_agent', 'service_manager')
      JOIN company.user_company c ON c.user_id = u.id AND c.company_id = :company
     WHERE NOT u.locked ORDER BY 2, 1
"""


@operation(needs=Permission.SERVICE_EDIT)
def open_ticket(work: Work, *, draft: TicketDraft) -> OpenedTicket:
    """Open a ticket with its first message; raises Invalid with the field."""
    if draft.priority not in PRIORITIES:
        raise Invalid("ticket.unknown_priority", field="priority", priority=draft.priority)
    facts = {
        "party_id": draft.party_id,
        "subject": draft.subject,
        "text": draft.text,
        "priority": draft.priority,
        "order_id": draft.order_id,
        "invoice_id": draft.invoice_id,
        "assignee_id": draft.assignee_id,
        "due_at": draft.due_at,
    }
    return OpenedTicket(**work.call("service.open_ticket", facts))


@operation(needs=Permission.SERVICE_READ)
def ticket_page(work: Work, *, ticket_id: int) -> TicketPage:
    """A ticket with its conversation; Invalid where there is none with this key."""
    page = read_record(work, TicketPage, _TICKET, table="service.ticket", row_id=ticket_id)
    return replace(page, messages=read_records(work, TicketMessage, _MESSAGES, id=ticket_id))


@operation(needs=Permission.SERVICE_READ)
def list_agents(work: Work) -> tuple[Agent, ...]:
    """Whom a ticket of this company can be given to, by name."""
    return read_records(work, Agent, _AGENTS)


@operation(needs=Permission.SERVICE_READ)
def own_agent_id(work: Work) -> int:
    """The key by which tickets are given to whoever asks."""
    return work.identity.user_id


@operation(needs=Permission.SERVICE_EDIT)
def reply(work: Work, *, ticket_id: int, text: str, internal: bool = False) -> TicketState:
    """Add a message; one to the customer makes an open ticket wait for their answer."""
    if not text.strip():
        raise Invalid("ticket.empty_message", field="text")
    page = read_record(work, TicketPage, _TICKET, table="service.ticket", row_id=ticket_id)
    work.connection.execute(
        insert(ticket_message).values(
            company_id=work.company_id, ticket_id=ticket_id, text=text.strip(), internal=internal
        )
    )
    status = after_reply(page.status, internal=internal)
    if status == page.status:
        return TicketState(page.id, page.status, page.version)
    return _write(work, page, version=page.version, status=status)


@operation(needs=Permission.SERVICE_EDIT)
def set_status(work: Work, *, ticket_id: int, status: str, version: int) -> TicketState:
    """Move a ticket on; Rejected where its status may not become that, Conflict where it has changed."""
    page = read_record(work, TicketPage, _TICKET, table="service.ticket", row_id=ticket_id)
    if not can_become(page.status, status):
        raise Rejected("ticket.wrong_status", number=page.number, status=page.status, other=status)
    return _write(work, page, version=version, status=status)


@operation(needs=Permission.SERVICE_EDIT)
def assign(work: Work, *, ticket_id: int, user_id: int | None, version: int) -> TicketState:
    """Give a ticket to somebody, or to nobody; a new one is thereby open."""
    page = read_record(work, TicketPage, _TICKET, table="service.ticket", row_id=ticket_id)
    status = "open" if page.status == "new" and user_id is not None else page.status
    return _write(work, page, version=version, status=status, assignee_id=user_id)


@operation(needs=Permission.SERVICE_EDIT)
def set_priority(work: Work, *, ticket_id: int, priority: str, version: int) -> TicketState:
    """Set how urgent a ticket is: one of PRIORITIES."""
    if priority not in PRIORITIES:
        raise Invalid("ticket.unknown_priority", field="priority", priority=priority)
    page = read_record(work, TicketPage, _TICKET, table="service.ticket", row_id=ticket_id)
    return _write(work, page, version=version, status=page.status, priority=priority)


@operation(needs=Permission.SERVICE_EDIT)
def change_priorities(work: Work, *, field: str, before: Mapping[int, object], value: str) -> int:
    """Set the priority of many tickets, all or none; how many. `before` is what each had, or Conflict."""
    if field != "priority" or value not in PRIORITIES:
        raise Invalid("ticket.unknown_priority", field="priority", priority=value)
    return write_column(work, ticket, key="id", column=field, before=before, value=value)


def _write(work: Work, page: TicketPage, *, version: int, status: str, **values: object) -> TicketState:
    written: dict[str, object] = {"status": status, **values}
    if status == "solved" and page.status != "solved":
        written["solved_at"] = work.value("SELECT now()")
    elif status in OPEN_STATUSES and page.solved_at is not None:
        written["solved_at"] = None
    saved = update_row(work, ticket, row_id=page.id, version=version, values=written)
    return TicketState(page.id, status, saved.version)
