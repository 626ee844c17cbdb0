"""What every import of a list has in common: the file read into rows, rows checked, all stored or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.database.errors import Invalid
from models.database.work import Work
from models.exchange.columns import TargetColumn
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport, run_import
from models.exchange.list_rows import Check, ListRows, read_rows
from models.exchange.sheets import read_sheet

#: Stores the rows; how many were new, changed and unchanged.
StoreRows = Callable[[ListRows], Mapping[str, int]]
#: What is to be said about the rows as a whole.
Remarks = Callable[[ListRows], Sequence[Finding]]


def take_list(  # noqa: PLR0913 - what kinds of lists differ in
    work: Work,
    content: bytes,
    targets: Sequence[TargetColumn],
    *,
    options: Mapping[str, Any],
    check: Check,
    store: StoreRows,
    remarks: Remarks,
    dry_run: bool,
    needs: str = "name",
    cards: bool = True,
) -> ImportReport:
    """Take the rows of a file in; option `map` says which heading holds which column.

    `needs` is the column that no row lacks; `cards` says that each row is a card, which stands once.
    """
    try:
        sheet = read_sheet(content)
        wanted, language = options.get("map") or {}, work.company.language
        rows = read_rows(sheet, targets, wanted, language=language, check=check, needs=needs, cards=cards)
    except Invalid as error:
        return ImportReport(done=False, findings=(Finding(Severity.ERROR, error.code, None, dict(error.params)),))

    def stored() -> Mapping[str, int]:
        return store(rows)

    return run_import(work, findings=(*rows.findings, *remarks(rows)), dry_run=dry_run, store=stored)
