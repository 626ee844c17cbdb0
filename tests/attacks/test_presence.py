"""Presence: nobody looks into it, empties it, or asks by it for records that they may not read."""

from __future__ import annotations

from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office


def test_no_role_reaches_presence_but_through_its_door(fortress: Office, attacker: Attacker) -> None:
    attacks = [
        "SELECT * FROM company.presence",
        "DELETE FROM company.presence",
        "INSERT INTO company.presence (company_id, subject, subject_id, user_id, pid) VALUES (1, 'x', 1, 1, 1)",
        f"SELECT company.note_presence({fortress.company_id + 1}, 'contacts.party', 1, true)",
        f"SELECT company.note_presence({fortress.company_id}, 'company.outbox', 1, true)",
        f"SELECT company.note_presence({fortress.company_id}, 'pg_catalog.pg_class', 1, true)",
        f"SELECT company.note_presence({fortress.company_id}, 'contacts.party p, company.badge', 1, true)",
        f"SELECT company.note_presence({fortress.company_id}, NULL, 1, true)",
    ]
    assert attacker.unrefused(attacks, allowed=(NO_RIGHT, "KOD00")) == {}
