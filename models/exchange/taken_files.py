"""Files that were taken into the books: kept with the company, and refused a second time."""

from __future__ import annotations

from models.database.errors import Rejected
from models.database.work import Work

_SUBJECT = "ledger.import"


def refuse_twice(work: Work, file_name: str, sha256: bytes) -> None:
    """Rejected "exchange.already_taken" for a file whose content was taken in before."""
    if work.value(
        "SELECT 1 FROM company.attachment WHERE company_id = :company AND subject = :subject AND sha256 = :sha256",
        subject=_SUBJECT,
        sha256=sha256,
    ):
        raise Rejected("exchange.already_taken", file=file_name)


def keep_file(work: Work, entry_id: int, file_name: str, content: bytes) -> None:
    """Keep the file with the first voucher that it brought (0 for none)."""
    work.connection.exec_driver_sql(
        "SELECT company.attach(%s, %s, %s, 'added', %s, 'text/plain', %s)",
        (work.company_id, _SUBJECT, entry_id, file_name, content),
    )
