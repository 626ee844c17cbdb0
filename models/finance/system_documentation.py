"""The system documentation and the archive plan of a fiscal year, from the company's own settings.

BFL (1999:1078) 5 kap. 11 § with BFNAR 2013:2 chapter 9 (9.1–9.9), and BFNAR 2013:2 8.3 for the archive plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.company.documents import Sender
from models.company.roles import ROLE_TEXTS
from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.listing import Column
from models.database.rights import Permission, Role
from models.database.work import Work, operation
from models.finance import documentation_words as words
from models.finance.issuing import sender_of


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, paragraphs (all marked with N_, filled in with `facts` after translation) and at most one table.

    Text in the columns `marked` is marked too; all else in the rows stands as it is.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A document of chapters; `title` is marked with N_, `facts` fill the paragraphs."""

    sender: Sender
    language: str
    title: str
    first: date
    last: date
    chapters: tuple[Chapter, ...]
    facts: dict[str, str]
    made_at: datetime | None = None


@operation(needs=Permission.FINANCE_READ)
def system_documentation(work: Work, *, fiscal_year_id: int, language: str) -> WrittenDocument:
    """How the books of a fiscal year are kept, from account to report; Invalid for a year that is not there."""
    year = _year(work, fiscal_year_id)
    chapters = (
        Chapter(words.SYSTEM, words.SYSTEM_TEXT),
        Chapter(words.VERSIONS, words.VERSIONS_TEXT, words.VERSION_COLUMNS, _rows(work, _VERSIONS, **year)),
        Chapter(words.ACCOUNTS, words.ACCOUNTS_TEXT, words.ACCOUNT_COLUMNS, _rows(work, _ACCOUNTS)),
        Chapter(words.SERIES, words.SERIES_TEXT, words.SERIES_COLUMNS, _rows(work, _SERIES, **year)),
        Chapter(words.NUMBERS, words.NUMBERS_TEXT, words.NUMBER_COLUMNS, _rows(work, _NUMBERS)),
        Chapter(words.FLOW, words.FLOW_TEXT, words.FLOW_COLUMNS, _rows(work, _FLOW, **year)),
        Chapter(words.TAX, words.TAX_TEXT, words.TAX_COLUMNS, _rows(work, _TAX, **year)),
        Chapter(words.RIGHTS, words.RIGHTS_TEXT, words.RIGHT_COLUMNS, _users(work), frozenset({"role", "about"})),
        Chapter(words.SPENDING, words.SPENDING_TEXT, words.SPENDING_COLUMNS, _rows(work, _SPENDING)),
        Chapter(words.CORRECTIONS, words.CORRECTIONS_TEXT),
        Chapter(words.PERIODS, words.PERIODS_TEXT, words.PERIOD_COLUMNS, _rows(work, _PERIODS, **year)),
        Chapter(words.REPORTS, words.REPORTS_TEXT, words.REPORT_COLUMNS, _rows(work, _REPORTS)),
        Chapter(words.HISTORY, words.HISTORY_TEXT),
    )
    return _document(work, words.DOCUMENTATION, language, chapters, year)


@operation(needs=Permission.FINANCE_READ)
def archive_plan(work: Work, *, fiscal_year_id: int, language: str) -> WrittenDocument:
    """What is kept of a fiscal year, in which form, where, and until when; Invalid for a year that is not there."""
    year = _year(work, fiscal_year_id)
    counts = work.row(_KEPT, **year)
    assert counts is not None  # noqa: S101 - a query of one row
    kept = tuple((*line, getattr(counts, name) if name else None) for name, *line in words.ARCHIVE)
    chapters = (
        Chapter(words.ARCHIVE_PLAN, words.ARCHIVE_TEXT),
        Chapter(words.KEPT, (), words.ARCHIVE_COLUMNS, kept, frozenset({"what", "form", "place"})),
        Chapter(words.KEEPING, words.KEEPING_TEXT),
    )
    return _document(work, words.ARCHIVE_PLAN, language, chapters, year)


def _year(work: Work, fiscal_year_id: int) -> dict[str, Any]:
    row = work.row(
        "SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company AND id = :id", id=fiscal_year_id
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.fiscal_year", id=fiscal_year_id)
    return {"year": fiscal_year_id, "first": row.starts_on, "last": row.ends_on}


def _document(
    work: Work, title: str, language: str, chapters: Sequence[Chapter], year: dict[str, Any]
) -> WrittenDocument:
    company = read_company(work)
    last = year["last"]
    facts = {
        "company": company.name,
        "org_number": company.org_number,
        "currency": work.company.currency,
        "first": f"{year['first']:%Y-%m-%d}",
        "last": f"{last:%Y-%m-%d}",
        "until": f"{last.year + words.YEARS_KEPT}-12-31",
        "program": str(work.value("SELECT version FROM audit.program_version ORDER BY id DESC LIMIT 1") or ""),
        "database": str(work.value("SELECT split_part(current_setting('server_version'), ' ', 1)")),
    }
    made_at = work.value("SELECT now()")
    return WrittenDocument(
        sender_of(company), language, title, year["first"], last, tuple(chapters), facts, made_at.astimezone()
    )


def _rows(work: Work, sql: str, **parameters: object) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(row) for row in work.rows(sql, **parameters))


def _users(work: Work) -> tuple[tuple[object, ...], ...]:
    """Everybody who may work in the company, a row for each of their roles."""
    known = {str(role): ROLE_TEXTS[role] for role in Role}
    return tuple(
        (row.full_name, row.name, known[row.role].title, known[row.role].about)
        for row in work.rows(_USERS)
        if row.role in known
    )


_ACCOUNTS = """
    SELECT a.number, a.name, a.kind, a.role, a.tax_code, CASE WHEN a.active THEN 'active' ELSE 'inactive' END
      FROM ledger.account a WHERE a.company_id = :company ORDER BY a.number
"""
_SERIES = """
    SELECT d.code, d.name, d.area, e.first, e.last, coalesce(e.count, 0)
      FROM ledger.series_definition d
      LEFT JOIN (SELECT e.series, min(e.number) AS first, max(e.number) AS last, count(*) AS count FROM ledger.entry e
                  WHERE e.company_id = :company AND e.fiscal_year_id = :year GROUP BY e.series) e ON e.series = d.code
     WHERE d.company_id = :company ORDER BY d.code
"""
_NUMBERS = (
    "SELECT s.kind, s.prefix, s.next_number FROM company.number_series s WHERE s.company_id = :company ORDER BY 1"
)
_FLOW = """
    SELECT h.source, h.area, string_agg(DISTINCT e.series, ', ' ORDER BY e.series), count(*)
      FROM reporting.processing_history h JOIN ledger.entry e ON e.company_id = h.company_id AND e.id = h.id
     WHERE h.company_id = :company AND h.fiscal_year_id = :year GROUP BY 1, 2 ORDER BY 1, 2
"""
_TAX = """
    SELECT c.code, c.name, c.direction, r.percent, coalesce(r.account, c.account), c.base_box,
           CASE WHEN r.tax_box <> '' THEN r.tax_box ELSE c.tax_box END, r.valid_from, r.valid_to
      FROM finance.tax_code c
      LEFT JOIN finance.tax_rate r ON r.company_id = c.company_id AND r.tax_code = c.code
           AND r.valid_from <= :last AND (r.valid_to IS NULL OR r.valid_to >= :first)
     WHERE c.company_id = :company ORDER BY c.code, r.valid_from
"""
_USERS = """
    SELECT u.full_name, u.name, r.role FROM company.app_user u
      JOIN company.user_company c ON c.user_id = u.id AND c.company_id = :company
      JOIN company.user_role r ON r.user_id = u.id ORDER BY u.full_name, u.id, r.role
"""
_SPENDING = """
    SELECT r.title, r.from_account, r.to_account, r.dimension_code, r.span, r.act, r.passed
      FROM reporting.spending_rules r
     WHERE r.company_id = :company AND r.status = 'active' ORDER BY r.from_account, r.id
"""
_PERIODS = """
    SELECT p.starts_on, p.ends_on, p.kind, array_to_string(p.locked_areas, ', ') FROM ledger.period p
     WHERE p.company_id = :company AND p.fiscal_year_id = :year ORDER BY p.starts_on, p.kind
"""
_REPORTS = """
    SELECT b.name, b.description, (SELECT u.full_name FROM company.app_user u WHERE u.id = b.owner_id)
      FROM finance.built_report b WHERE b.company_id = :company ORDER BY company.sort_key(b.name)
"""
#: The version that was there when the year began, and those that came in it.
_VERSIONS = """
    SELECT v.version, left(v.digest, 16), v.installed_at FROM audit.program_version v
     WHERE v.installed_at < CAST(:last AS date) + 1 AND v.id >= coalesce(
           (SELECT max(w.id) FROM audit.program_version w WHERE w.installed_at < CAST(:first AS date)), 0)
     ORDER BY v.id
"""
_KEPT = """
    SELECT (SELECT count(*) FROM ledger.entry e WHERE e.company_id = :company AND e.fiscal_year_id = :year) AS vouchers,
           (SELECT count(*) FROM finance.invoice i WHERE i.company_id = :company AND i.posted_at IS NOT NULL
               AND i.invoice_date BETWEEN :first AND :last) AS invoices,
           (SELECT count(*) FROM company.attachment a WHERE a.company_id = :company AND a.removed_at IS NULL
               AND a.kind = 'issued' AND a.added_at >= CAST(:first AS date)
               AND a.added_at < CAST(:last AS date) + 1) AS issued,
           (SELECT count(*) FROM company.attachment a WHERE a.company_id = :company AND a.removed_at IS NULL
               AND a.kind = 'added' AND a.added_at >= CAST(:first AS date)
               AND a.added_at < CAST(:last AS date) + 1) AS added,
           (SELECT count(*) FROM finance.report_snapshot s WHERE s.company_id = :company
               AND s.made_at >= CAST(:first AS date) AND s.made_at < CAST(:last AS date) + 1) AS snapshots,
           (SELECT count(*) FROM finance.bank_statement b WHERE b.company_id = :company) AS statements
"""
