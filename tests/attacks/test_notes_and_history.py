"""Notes, files and history under attack with `psql`: they follow the record, and nothing that was kept vanishes."""

from __future__ import annotations

import psycopg
import pytest

from models.company.attachments import attach
from models.company.notes import write_note
from models.contacts.parties import PartyDraft, save_party
from models.database.rights import PERMISSIONS, Permission, Role
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

READERS = {
    "ledger.entry": PERMISSIONS[Permission.FINANCE_READ],
    "finance.bank_transaction": PERMISSIONS[Permission.FINANCE_READ],
    "finance.invoice": PERMISSIONS[Permission.FINANCE_INVOICE_READ],
    "sales.sales_order": PERMISSIONS[Permission.SALES_READ],
    "warehouse.purchase_order": PERMISSIONS[Permission.PURCHASING_READ],
    "service.ticket": PERMISSIONS[Permission.SERVICE_READ],
    "contacts.party": PERMISSIONS[Permission.CONTACTS_READ],
}
NOTE_READERS = PERMISSIONS[Permission.CONTACTS_NOTE] | {Role.AUDITOR}


@pytest.fixture(scope="module")
def party(fortress: Office) -> int:
    """A customer with a note."""
    seller = fortress.session("seller")
    key = seller.run(save_party, draft=PartyDraft("Kund AB", is_customer=True)).id
    seller.run(write_note, subject="contacts.party", subject_id=key, text="Betalar sent")
    return key


def test_a_history_opens_for_exactly_those_who_read_such_records(fortress: Office, attacker: Attacker) -> None:
    for subject, readers in READERS.items():
        call = f"SELECT company.record_history({fortress.company_id}, '{subject}', 1)"
        came = attacker.outcome(call)
        assert came.startswith("done") is (attacker.role in readers), (subject, came)


def test_nobody_reads_the_history_of_what_has_no_page_or_of_another_company(
    fortress: Office, attacker: Attacker
) -> None:
    calls = [
        f"SELECT company.record_history({fortress.company_id}, '{subject}', 1)"
        for subject in ("company.app_user", "company.badge", "company.request", "audit.entry", "company.note", "x")
    ]
    calls.append(f"SELECT company.record_history({fortress.company_id + 1}, 'contacts.party', 1)")
    assert attacker.unrefused(calls, allowed=("KOD00 company.not_allowed",)) == {}


def test_notes_are_read_by_those_who_deal_with_the_party(fortress: Office, party: int, attacker: Attacker) -> None:
    reads = attacker.role in NOTE_READERS
    seen = attacker.rows("SELECT text FROM company.note WHERE subject_id = %s", (party,))
    assert seen == ([("Betalar sent",)] if reads else [])
    listed = attacker.rows("SELECT text FROM reporting.party_notes WHERE party_id = %s", (party,))
    assert listed == seen
    told = attacker.rows(
        "SELECT label FROM company.record_history(%s, 'contacts.party', %s) WHERE kind = 'note'",
        (fortress.company_id, party),
    )
    assert told == seen


def test_a_note_is_written_by_doors_alone_and_corrected_by_nobody_else(
    fortress: Office, party: int, attacker: Attacker
) -> None:
    company = fortress.company_id
    note = fortress.value("SELECT id FROM company.note WHERE subject_id = %s", party)
    attacks = [
        f"UPDATE company.note SET text = 'Betalar aldrig' WHERE id = {note}",
        f"UPDATE company.note SET written_by = 1 WHERE id = {note}",
        f"DELETE FROM company.note WHERE id = {note}",
        f"INSERT INTO company.note (company_id, subject, subject_id, text) VALUES ({company}, 'sales.order', 1, 'x')",
        f"SELECT company.write_note({company}, 'company.app_user', 1, 'x')",
        f"SELECT company.write_note({company + 1}, 'contacts.party', {party}, 'x')",
    ]
    if attacker.role != Role.SELLER:
        attacks.append(f"SELECT company.correct_note({company}, {note}, 'Betalar aldrig')")
    refused = (NO_RIGHT, "KOD00 company.not_allowed", "KOD00 note.not_yours", "KOI00 record.not_found")
    assert attacker.unrefused(attacks, allowed=refused) == {}
    writes = attacker.outcome(f"SELECT company.write_note({company}, 'contacts.party', {party}, 'x')")
    assert writes.startswith("done") is (attacker.role in PERMISSIONS[Permission.CONTACTS_NOTE]), writes


def test_nobody_takes_away_the_file_of_a_posted_voucher(fortress: Office, attacker: Attacker) -> None:
    accountant, company = fortress.session("accountant"), fortress.company_id
    kept = accountant.run(attach, subject="ledger.entry", subject_id=1, name="r.pdf", content=b"%PDF-r").id
    attacks = [
        f"SELECT company.remove_attachment({company}, {kept})",
        f"UPDATE company.attachment SET removed_at = now() WHERE id = {kept}",
        f"UPDATE company.attachment SET subject = 'contacts.party' WHERE id = {kept}",
        f"DELETE FROM company.attachment WHERE id = {kept}",
        f"DELETE FROM company.attachment_chunk WHERE attachment_id = {kept}",
        "TRUNCATE company.attachment_chunk",
    ]
    refused = (NO_RIGHT, "KOR00 attachment.kept", "KO000 attachment.kept", "KOI00 record.not_found")
    assert attacker.unrefused(attacks, allowed=refused) == {}


def test_a_column_that_one_may_not_select_is_not_told_either(office: Office) -> None:
    seller, planner = office.session("seller"), office.sql("planner")
    key = seller.run(save_party, draft=PartyDraft("Kund AB", is_customer=True)).id
    office.owner().execute("UPDATE contacts.party SET phone = '08-1', org_number = '556016-0680' WHERE id = %s", (key,))
    ask = (
        "SELECT f ->> 'name' FROM company.record_history(%s, 'contacts.party', %s) h,"
        " jsonb_array_elements(h.fields) f ORDER BY 1"
    )
    arguments = (office.company_id, key)
    assert [name for (name,) in planner.execute(ask, arguments)] == ["org_number", "phone"]
    role = f"{office.database.prefix}_role_planner"
    names = office.value(
        "SELECT string_agg(attname, ', ') FROM pg_attribute WHERE attrelid = 'contacts.party'::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attname <> 'org_number'"
    )
    office.owner().execute(f"REVOKE SELECT ON contacts.party FROM {role}".encode())
    office.owner().execute(f"GRANT SELECT ({names}) ON contacts.party TO {role}".encode())
    with pytest.raises(psycopg.Error, match=r"permission denied"):
        planner.execute("SELECT org_number FROM contacts.party")
    with pytest.raises(psycopg.Error, match=r"company\.not_allowed"):
        planner.execute(ask, arguments)
    # A reader of some columns hears of these alone, should such a reader ever be let in.
    office.owner().execute(
        "CREATE OR REPLACE FUNCTION company.may_read_of(p_subject text) RETURNS boolean LANGUAGE sql STABLE"
        " AS 'SELECT true'"
    )
    assert [name for (name,) in planner.execute(ask, arguments)] == ["phone"]
