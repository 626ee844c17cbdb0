"""The documents that the law asks for, from the company's own settings, and the history of what was processed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.database.session import Session
from models.exchange.reporting.queries import FIXED_DATA_CHANGES, PROCESSING_HISTORY
from models.finance import documentation_words as words
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.system_documentation import WrittenDocument, archive_plan, system_documentation
from reports.finance.documenting import archive_plan_pdf, documentation_pdf
from tests.support.office import Office
from tests.support.trade import refused

D = Decimal


@pytest.fixture
def accountant(office: Office) -> Session:
    """Somebody who has posted one voucher."""
    session = office.session("accountant")
    lines = (VoucherLine("5010", D(1000)), VoucherLine("1930", D(-1000)))
    session.run(post_vouchers, vouchers=(VoucherDraft(date(2026, 3, 2), lines, "Hyra"),))
    return session


@pytest.fixture
def year(office: Office) -> int:
    """The key of the fiscal year 2026."""
    return int(office.value("SELECT id FROM ledger.fiscal_year"))


def rows(document: WrittenDocument, title: str) -> list[tuple[object, ...]]:
    return [row for chapter in document.chapters if chapter.title == title for row in chapter.rows]


def test_the_documentation_tells_accounts_series_flow_tax_and_rights(
    office: Office, accountant: Session, year: int
) -> None:
    found = accountant.read(system_documentation, fiscal_year_id=year, language="sv")

    assert len(rows(found, words.ACCOUNTS)) == office.value("SELECT count(*) FROM ledger.account")
    assert next(row for row in rows(found, words.SERIES) if row[0] == "A")[3:] == (1, 1, 1)
    assert rows(found, words.FLOW) == [("voucher", "general", "A", 1)]
    assert any(row[0] == "S25" and row[3] == D(25) for row in rows(found, words.TAX))
    assert any(row[1:3] == ("accountant", "Accountant") for row in rows(found, words.RIGHTS))
    assert len(rows(found, words.PERIODS)) >= 12
    assert found.facts["first"] == "2026-01-01"


def test_the_archive_plan_counts_what_is_kept_and_says_until_when(accountant: Session, year: int) -> None:
    found = accountant.read(archive_plan, fiscal_year_id=year, language="sv")

    assert rows(found, words.KEPT)[0] == (words.ARCHIVE[0][1], words.ARCHIVE[0][2], words.ARCHIVE[0][3], 1)
    assert found.facts["until"] == "2033-12-31"


def test_both_become_documents_in_either_language(accountant: Session, year: int) -> None:
    for make in (documentation_pdf, archive_plan_pdf):
        for language in ("sv", "en"):
            pdf = accountant.read(make, fiscal_year_id=year, language=language, statuses={})
            assert pdf.startswith(b"%PDF")


def test_a_year_that_is_not_there_is_refused(accountant: Session) -> None:
    with refused("record.not_found", Invalid):
        accountant.read(system_documentation, fiscal_year_id=999, language="sv")


def test_each_voucher_says_when_by_whom_with_what_and_from_where(office: Office, accountant: Session) -> None:
    page = accountant.read(fetch_page, query=PROCESSING_HISTORY, request=PageRequest())
    names = [column.name for column in PROCESSING_HISTORY.columns]
    found = dict(zip(names, page.rows[0], strict=True))

    assert (found["voucher"], found["posted_by_name"], found["source"]) == ("A1", "Accountant", "voucher")
    assert found["program"] == office.value("SELECT version FROM audit.program_version ORDER BY id DESC LIMIT 1")
    assert len(str(found["seal"])) == 64


def test_a_changed_account_stands_in_the_history_for_who_reads_the_books(office: Office) -> None:
    office.sql("accountant").execute("UPDATE ledger.account SET name = 'Hyra av verkstad' WHERE number = '5010'")
    for role, seen in (("auditor", True), ("finance_clerk", True), ("administrator", True)):
        page = office.session(role).read(fetch_page, query=FIXED_DATA_CHANGES, request=PageRequest())
        assert any("Hyra av verkstad" in str(row[5]) for row in page.rows) is seen
