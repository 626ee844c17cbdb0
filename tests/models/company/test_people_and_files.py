"""Users, the facts of the company, stored files and hints of changes."""

from __future__ import annotations

import io

import pytest

from models.company.attachments import (
    IssuedDocument,
    attach,
    copy_attachment,
    issue_document,
    issued_document,
    list_attachments,
)
from models.company.changes import changes_since
from models.company.settings import edit_company, read_company, read_setting, write_setting
from models.company.users import NewUser, add_user, grant, list_users, lock, revoke, set_password, unlock
from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.database.rights import Role
from models.database.session import sign_in
from models.finance.accounts import AccountDraft, read_account, save_account
from tests.support.office import Office


def test_a_new_user_signs_in_with_the_given_roles(office: Office, newcomer: str) -> None:
    session = sign_in(office.database.url(newcomer, "a long password"))
    assert session.identity.full_name == "Kim Ek"
    assert session.identity.roles == {"seller"}
    assert session.company.id == office.company_id
    session.close()


def test_no_password_reaches_the_server_in_the_clear(office: Office, newcomer: str) -> None:
    row = (
        office.owner()
        .execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", (f"{office.database.prefix}_{newcomer}",))
        .fetchone()
    )
    assert row
    assert row[0].startswith("SCRAM-SHA-256$")


def test_roles_are_given_and_taken(office: Office, newcomer: str) -> None:
    administrator = office.session("administrator")
    administrator.run(grant, name=newcomer, role=Role.AUDITOR)
    administrator.run(revoke, name=newcomer, role=Role.SELLER)
    found = next(user for user in administrator.read(list_users) if user.name == newcomer)
    assert (found.roles, found.companies, found.locked) == (("auditor",), (office.company_id,), False)
    with pytest.raises(Rejected, match=r"user\.last_administrator"):
        administrator.run(revoke, name="administrator", role=Role.ADMINISTRATOR)


def test_a_locked_user_cannot_sign_in_until_unlocked(office: Office, newcomer: str) -> None:
    administrator = office.session("administrator")
    url = office.database.url(newcomer, "a long password")
    administrator.run(lock, name=newcomer)
    with pytest.raises(Denied):
        sign_in(url)
    administrator.run(unlock, name=newcomer)
    sign_in(url).close()


def test_everybody_sets_their_own_password_and_no_other(office: Office, newcomer: str) -> None:
    session = sign_in(office.database.url(newcomer, "a long password"))
    with pytest.raises(Invalid, match=r"user\.short_password"):
        session.run(set_password, password="short")
    session.run(set_password, password="another one")
    with pytest.raises(Denied):
        session.run(set_password, password="another one", name="administrator")
    session.close()
    sign_in(office.database.url(newcomer, "another one")).close()
    with pytest.raises(Denied):
        sign_in(office.database.url(newcomer, "a long password"))


def test_only_administrators_see_and_make_users(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("seller").run(add_user, user=NewUser("x", "X", "a long password"))
    with pytest.raises(Invalid, match=r"user\.bad_name"):
        office.session("administrator").run(add_user, user=NewUser("Å b", "X", "a long password"))


def test_the_facts_of_the_company_are_edited_by_one_at_a_time(office: Office) -> None:
    session = office.session("administrator")
    before = session.read(read_company)
    after = session.run(edit_company, version=before.row_version, changes={"bankgiro": "991-2346", "city": "Lund"})
    assert (after.bankgiro, after.city, after.row_version) == ("991-2346", "Lund", before.row_version + 1)
    with pytest.raises(Conflict):
        session.run(edit_company, version=before.row_version, changes={"city": "Malmö"})
    with pytest.raises(TypeError):
        session.run(edit_company, version=after.row_version, changes={"currency": "EUR"})
    with pytest.raises(Denied):
        office.session("seller").run(edit_company, version=after.row_version, changes={"city": "Malmö"})


def test_a_setting_keeps_any_value(office: Office) -> None:
    session = office.session("administrator")
    assert session.read(read_setting, key="reminders") is None
    session.run(write_setting, key="reminders", value={"days": [10, 20]})
    assert session.read(read_setting, key="reminders") == {"days": [10, 20]}


def test_a_file_comes_back_as_it_went_in(office: Office) -> None:
    session = office.session("seller")
    content = bytes(range(256)) * 5000  # more than four chunks
    stored = session.run(attach, subject="finance.invoice", subject_id=1, name="scan.pdf", content=content)
    again = session.run(attach, subject="finance.invoice", subject_id=1, name="other.pdf", content=content)
    assert again.id == stored.id
    target = io.BytesIO()
    found = session.read(copy_attachment, attachment_id=stored.id, target=target)
    assert (target.getvalue() == content, found.mime, found.size) == (True, "application/pdf", len(content))


def test_a_damaged_file_is_not_handed_out_as_sound(office: Office) -> None:
    session = office.session("seller")
    stored = session.run(attach, subject="contacts.party", subject_id=1, name="a.txt", content=b"abc")
    office.owner().execute("UPDATE company.attachment_chunk SET content = 'abd'")
    with pytest.raises(Rejected, match=r"attachment\.damaged"):
        session.read(copy_attachment, attachment_id=stored.id, target=io.BytesIO())


def test_who_may_not_read_a_record_neither_reads_nor_adds_files_of_it(office: Office) -> None:
    accountant, seller = office.session("accountant"), office.session("seller")
    accountant.run(attach, subject="ledger.entry", subject_id=1, name="receipt.pdf", content=b"%PDF")
    kept = accountant.run(attach, subject="contacts.party", subject_id=1, name="map.png", content=b"PNG")
    assert seller.read(list_attachments, subject="ledger.entry", subject_id=1) == ()
    assert [one.id for one in seller.read(list_attachments, subject="contacts.party", subject_id=1)] == [kept.id]
    for subject in ("ledger.entry", "moon.phase"):
        with pytest.raises(Denied, match=r"company\.not_allowed"):
            seller.run(attach, subject=subject, subject_id=1, name="a.txt", content=b"a")
    sql = office.sql("seller")
    assert sql.execute("SELECT subject FROM company.attachment").fetchall() == [("contacts.party",)]
    assert sql.execute("SELECT convert_from(content, 'UTF8') FROM company.attachment_chunk").fetchall() == [("PNG",)]


def test_an_issued_document_is_kept_once(office: Office) -> None:
    session = office.session("finance_clerk")
    first = session.run(issue_document, subject="ledger.import", subject_id=1, document=issued(b"%PDF-1"))
    later = session.run(issue_document, subject="ledger.import", subject_id=1, document=issued(b"%PDF-2"))
    assert later == first == session.read(issued_document, subject="ledger.import", subject_id=1)
    assert len(session.read(list_attachments, subject="ledger.import", subject_id=1)) == 1


def issued(content: bytes) -> IssuedDocument:
    return IssuedDocument("1.pdf", content, "v1")


def test_nobody_comes_before_the_first_issued_document_with_a_forged_one(office: Office) -> None:
    with pytest.raises(Denied, match=r"company\.not_allowed"):
        office.session("seller").run(issue_document, subject="finance.invoice", subject_id=1, document=issued(b"%PDF"))
    with pytest.raises(Invalid, match=r"attachment\.not_posted"):
        office.session("finance_clerk").run(
            issue_document, subject="finance.invoice", subject_id=1, document=issued(b"%PDF")
        )


def test_screens_hear_of_changes_since_their_mark(office: Office) -> None:
    session = office.session("administrator")
    mark = session.read(changes_since, mark=None).mark
    company = session.read(read_company)
    session.run(edit_company, version=company.row_version, changes={"city": "Lund"})
    changes = session.read(changes_since, mark=mark).changes
    assert [(c.subject, c.keys, c.company_id) for c in changes if c.subject == "company.company"] == [
        ("company.company", (office.company_id,), None)
    ]


def test_accounts_are_made_and_changed(office: Office) -> None:
    session = office.session("accountant")
    made = session.run(save_account, account=AccountDraft("6999", "Övrigt", "expense"))
    changed = session.run(
        save_account,
        account=AccountDraft("6999", "Övriga kostnader", "expense", active=False),
        version=made.row_version,
    )
    assert session.read(read_account, number="6999") == changed
    with pytest.raises(Conflict):
        session.run(save_account, account=AccountDraft("6999", "X", "expense"), version=made.row_version)
    with pytest.raises(Rejected, match=r"database\.duplicate"):
        session.run(save_account, account=AccountDraft("6999", "X", "expense"))
