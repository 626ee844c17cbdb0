"""Takes transactions of QuickBooks over from an IIF file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.iif_books import read_iif
from models.exchange.intake import ImportReport
from models.exchange.sie_import import take_books
from models.exchange.taking_over import LOOSE_SERIES


@operation(needs=Permission.FINANCE_IMPORT)
def import_iif(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Take the transactions of a file over as vouchers, all or nothing; a dry run does it all and takes it back.

    Options: `series` that the vouchers get; `accounts` the numbers of accounts, as "Sales=3001; Prepaid Exp=1790".
    """
    chosen = options or {}
    file, findings = read_iif(content, numbers=_numbers(str(chosen.get("accounts") or "")))
    series = str(chosen.get("series") or LOOSE_SERIES)
    file = replace(file, vouchers=[replace(voucher, series=series) for voucher in file.vouchers])
    return take_books(work, file, findings, source=(file_name, content), dry_run=dry_run)


def _numbers(text: str) -> dict[str, str]:
    pairs = (part.rpartition("=") for part in text.replace("\n", ";").split(";"))
    return {name.strip(): number.strip() for name, sign, number in pairs if sign and number.strip()}
