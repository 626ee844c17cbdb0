"""Sent e-mails under attack with `psql`: read with their record, and never forged, changed or removed."""

from __future__ import annotations

import pytest

from models.company.mailing import OutgoingMail, begin_message
from models.database.rights import PERMISSIONS, Permission, Role
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

_FORGED = (
    "INSERT INTO company.sent_message (company_id, subject, subject_id, recipient, title, message_id, sha256, sent_by)"
    " SELECT company_id, 'finance.statement', 1, 'x@y', '', '<x>', '', user_id FROM company.user_company"
)
READERS = PERMISSIONS[Permission.FINANCE_READ]


@pytest.fixture(scope="module")
def message(fortress: Office) -> int:
    """A statement of account under way to its receiver, sent by the accountant."""
    party = (
        fortress.owner()
        .execute("INSERT INTO contacts.party (code, kind, name) VALUES ('K1', 'organisation', 'A') RETURNING id")
        .fetchone()
    )
    assert party is not None
    mail = OutgoingMail("finance.statement", party[0], "a@b.se", "Statement", "Hello", "s.pdf", b"%PDF-1")
    return fortress.session("accountant").run(begin_message, mail=mail, message_id="<attacked@x>").id


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_only_who_reads_the_record_sees_its_messages(fortress: Office, message: int, role: Role) -> None:
    seen = fortress.sql(role).execute("SELECT title FROM company.sent_message WHERE id = %s", (message,)).fetchall()
    assert seen == ([("Statement",)] if role in READERS else [])


def test_nobody_writes_changes_or_removes_one(fortress: Office, message: int, attacker: Attacker) -> None:
    attacks = [
        f"UPDATE company.sent_message SET state = 'failed', ended_at = now() WHERE id = {message}",
        f"UPDATE company.sent_message SET recipient = 'x@y' WHERE id = {message}",
        f"DELETE FROM company.sent_message WHERE id = {message}",
        _FORGED,
    ]
    assert attacker.unrefused(attacks) == {}


def test_nobody_ends_the_message_of_another_or_begins_one_without_a_kept_document(
    fortress: Office, message: int, attacker: Attacker
) -> None:
    company = fortress.company_id
    begin = "SELECT company.begin_message({}, 'finance.statement', 1, 'x@y', '', '<x>', 'x', true)"
    attacks = [begin.format(company), begin.format(company + 1)]
    if attacker.role != Role.ACCOUNTANT:
        attacks.append(f"SELECT company.end_message({company}, {message}, 'failed', '')")
    refusals = (NO_RIGHT, "KOD00 company.not_allowed", "KOI00 message.not_kept", "KOI00 message.ended")
    assert attacker.unrefused(attacks, allowed=refusals) == {}


@pytest.fixture(scope="module")
def order(fortress: Office, message: int) -> int:
    """A confirmed order."""
    made = fortress.owner().execute(
        "INSERT INTO sales.sales_order (company_id, kind, number, status, party_id, order_date, currency)"
        " SELECT company_id, 'order', '1', 'confirmed', subject_id, current_date, 'SEK' FROM company.sent_message"
        " WHERE id = %s RETURNING id",
        (message,),
    )
    found = made.fetchone()
    assert found is not None
    return int(found[0])


def test_only_sellers_issue_an_order(fortress: Office, order: int, attacker: Attacker) -> None:
    issue = (
        f"SELECT company.attach({fortress.company_id}, 'sales.sales_order', {order}, 'issued', 'x.pdf',"
        " 'application/pdf', 'x'::bytea)"
    )
    refused = attacker.unrefused([issue], allowed=(NO_RIGHT, "KOD00 company.not_allowed")) == {}
    assert refused is (attacker.role not in {Role.SELLER, Role.SALES_MANAGER})
