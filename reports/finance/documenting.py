"""The system documentation and the archive plan of a fiscal year as PDFs, read and drawn in one go."""

from __future__ import annotations

from collections.abc import Mapping

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.system_documentation import archive_plan, system_documentation
from reports.finance.written import make_written


@operation(needs=Permission.FINANCE_READ)
def documentation_pdf(work: Work, *, fiscal_year_id: int, language: str, statuses: Mapping[str, str]) -> bytes:
    """The system documentation of a fiscal year."""
    return make_written(system_documentation(work, fiscal_year_id=fiscal_year_id, language=language), statuses)


@operation(needs=Permission.FINANCE_READ)
def archive_plan_pdf(work: Work, *, fiscal_year_id: int, language: str, statuses: Mapping[str, str]) -> bytes:
    """The archive plan of a fiscal year."""
    return make_written(archive_plan(work, fiscal_year_id=fiscal_year_id, language=language), statuses)
