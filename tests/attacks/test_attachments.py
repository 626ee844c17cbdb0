"""Files under attack with `psql`: who may not read a record neither sees nor adds its files, and none ever changes."""

from __future__ import annotations

import pytest

from models.company.attachments import attach
from models.database.rights import PERMISSIONS, Permission, Role
from tests.support.attacker import NO_RIGHT, Attacker
from tests.support.office import Office

READERS = PERMISSIONS[Permission.FINANCE_READ]


@pytest.fixture(scope="module")
def receipt(fortress: Office) -> int:
    """The receipt of a voucher."""
    accountant = fortress.session("accountant")
    return accountant.run(attach, subject="ledger.entry", subject_id=1, name="receipt.pdf", content=b"%PDF-1").id


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_only_who_reads_vouchers_sees_their_files(fortress: Office, receipt: int, role: Role) -> None:
    connection = fortress.sql(role)
    seen = connection.execute("SELECT name FROM company.attachment WHERE id = %s", (receipt,)).fetchall()
    content = connection.execute(
        "SELECT content FROM company.attachment_chunk WHERE attachment_id = %s", (receipt,)
    ).fetchall()
    expected = ([("receipt.pdf",)], [(b"%PDF-1",)]) if role in READERS else ([], [])
    assert (seen, content) == expected


def test_nobody_but_an_accountant_adds_to_a_voucher(fortress: Office, receipt: int, attacker: Attacker) -> None:
    del receipt
    adds = (
        f"SELECT company.attach({fortress.company_id}, 'ledger.entry', 1, 'added', 'x.pdf', 'application/pdf',"
        f" '{attacker.role}'::bytea)"
    )
    refused = attacker.unrefused([adds], allowed=(NO_RIGHT, "KOD00 company.not_allowed")) == {}
    assert refused is (attacker.role != Role.ACCOUNTANT)


def test_nobody_changes_or_removes_a_file_that_is_there(fortress: Office, receipt: int, attacker: Attacker) -> None:
    attacks = [
        f"UPDATE company.attachment SET kind = 'issued' WHERE id = {receipt}",
        f"UPDATE company.attachment SET subject_id = 2 WHERE id = {receipt}",
        f"DELETE FROM company.attachment WHERE id = {receipt}",
        f"UPDATE company.attachment_chunk SET content = 'x' WHERE attachment_id = {receipt}",
        f"DELETE FROM company.attachment_chunk WHERE attachment_id = {receipt}",
        f"INSERT INTO company.attachment_chunk VALUES ({fortress.company_id}, {receipt}, 1, 'x')",
    ]
    assert attacker.unrefused(attacks) == {}
