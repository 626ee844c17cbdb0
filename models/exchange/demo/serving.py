"""Service: tickets new, under way, waiting and solved."""

from __future__ import annotations

from models.company.notes import write_note
from models.company.notifications import mark_read
from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.service.tickets import TicketDraft, open_ticket, reply, set_status, ticket_page

#: Subject, what the customer wrote, priority, how it went on.
_TICKETS = (
    ("Repa på bordsskiva", "En av de två skivorna har en repa nära kanten.", "normal", "solved"),
    ("Fel höjd på barstolar", "Vi beställde 75 cm men fick 63 cm.", "high", "solved"),
    ("Skruvar saknas till bokhylla", "Påsen med skruvar låg inte i kartongen.", "normal", "open"),
    ("När kommer leveransen?", "Orderbekräftelsen säger vecka 40.", "low", "waiting"),
    ("Skrivbordet höjs inte", "Motorn låter men bordet står still.", "urgent", "open"),
    ("Önskar tygprov", "Kan ni skicka prov på de grå och gröna dynorna?", "low", "new"),
    ("Dubbel faktura?", "Vi tycker att vi har fått samma faktura två gånger.", "normal", "new"),
)
_ANSWERS = {
    "solved": "Tack för hjälpen, allt stämmer nu.",
    "open": "Vi tittar på det och återkommer i dag.",
    "waiting": "Har ni möjlighet att skicka en bild?",
}


def serve(stage: Stage) -> None:
    """Open the tickets and carry each as far as it has come; what was told of the year before has been read."""
    for role in (Role.SELLER, Role.BUYER, Role.FINANCE_CLERK, Role.ACCOUNTANT):
        stage.run(role, mark_read)
    for number, (subject, text, priority, status) in enumerate(_TICKETS * stage.scale):
        party = stage.customers[(number * 3) % len(stage.customers)]
        draft = TicketDraft(party_id=party.id, party_name=party.name, subject=subject, text=text, priority=priority)
        ticket = stage.run(Role.SERVICE_AGENT, open_ticket, draft=draft)
        if status == "new":
            continue
        stage.run(Role.SERVICE_AGENT, reply, ticket_id=ticket.id, text=_ANSWERS[status])
        _move(stage, ticket.id, "open")
        if status != "open":
            _move(stage, ticket.id, status)
    for party in stage.customers[:6]:
        stage.run(
            Role.SELLER,
            write_note,
            subject="contacts.party",
            subject_id=party.id,
            text="Besökt. Planerar nya arbetsplatser till våren.",
        )


def _move(stage: Stage, ticket_id: int, status: str) -> None:
    page = stage.read(Role.SERVICE_AGENT, ticket_page, ticket_id=ticket_id)
    if page.status != status:
        stage.run(Role.SERVICE_AGENT, set_status, ticket_id=ticket_id, status=status, version=page.version)
