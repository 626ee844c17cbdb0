"""Notifications under attack with `psql`: nobody reads those of others, makes any up, or silences somebody else."""

from __future__ import annotations

import pytest

from models.contacts.parties import PartyDraft, save_party
from models.database.rights import Role
from models.service.tickets import TicketDraft, open_ticket
from tests.support.attacker import Attacker
from tests.support.office import Office


@pytest.fixture(scope="module")
def told(fortress: Office) -> int:
    """The service agent, who has been given a ticket by the manager."""
    agent = fortress.session("service_agent").identity.user_id
    party = fortress.session("seller").run(save_party, draft=PartyDraft("Kund AB", is_customer=True)).id
    fortress.session("service_manager").run(open_ticket, draft=TicketDraft(party, "Hemligt", assignee_id=agent))
    return agent


def test_nobody_reads_what_somebody_else_is_told(attacker: Attacker, told: int) -> None:
    seen = attacker.rows("SELECT user_id FROM company.notification")
    assert seen == ([(told,)] if attacker.role == Role.SERVICE_AGENT else [])
    assert attacker.rows("SELECT user_id FROM company.muted_notification WHERE user_id = %s", (told,)) == []


def test_nobody_writes_notifications_but_what_they_tell_of(fortress: Office, attacker: Attacker, told: int) -> None:
    company = fortress.company_id
    attacks = [
        (
            "INSERT INTO company.notification (company_id, user_id, kind, subject, subject_id)"
            f" VALUES ({company}, {told}, 'posted', 'service.ticket', 1)"
        ),
        "UPDATE company.notification SET title = 'x'",
        "UPDATE company.notification SET read_at = now()",
        "DELETE FROM company.notification",
        f"INSERT INTO company.muted_notification VALUES ({told}, 'assigned')",
        "DELETE FROM company.muted_notification",
        f"SELECT company.notify({company}, {told}, 'posted', 'service.ticket', 1, 'x', 'y')",
        f"SELECT company.tell_mentioned({company}, 'service.ticket', 1, 'x', '@serviceagent', 'y')",
        f"SELECT company.user_reads({told}, {company}, 'service.ticket')",
        "SELECT company.maker_of('service.ticket', 1)",
    ]
    assert attacker.unrefused(attacks) == {}


def test_marking_reaches_only_ones_own(fortress: Office, attacker: Attacker, told: int) -> None:
    key = fortress.value("SELECT id FROM company.notification WHERE user_id = %s", told)
    attacker.connection.execute("SELECT company.mark_read(%s, %s)", (fortress.company_id, [key]))
    attacker.connection.execute("SELECT company.mute_notifications('{assigned}')")
    attacker.connection.commit()
    of_others = fortress.value(
        "SELECT count(*) FROM company.notification WHERE user_id <> %s AND read_at IS NOT NULL", told
    )
    assert of_others == 0
    mine = attacker.role == Role.SERVICE_AGENT
    assert fortress.value("SELECT read_at IS NOT NULL FROM company.notification WHERE id = %s", key) is mine
    muted = fortress.value("SELECT count(*) FROM company.muted_notification WHERE user_id = %s", told)
    assert muted == (1 if mine else 0)
    fortress.owner().execute("UPDATE company.notification SET read_at = NULL")
    fortress.owner().execute("DELETE FROM company.muted_notification")
    other = f"SELECT company.mark_read({fortress.company_id + 1}, NULL)"
    assert attacker.unrefused([other], allowed=("KOD00 company.not_allowed",)) == {}
