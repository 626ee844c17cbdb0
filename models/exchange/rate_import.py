"""Takes published exchange rates in: those of the currencies that the company knows, each day once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.exchange.findings import Finding
from models.exchange.intake import ImportReport, run_import
from models.exchange.rate_files import RateFile, in_currency, read_rates


@operation(needs=Permission.FINANCE_ACCOUNTS)
def import_rates(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Take the rates of a file in, all or nothing; those of days that have one already are left as they are.

    Options: `from` the first day wanted, else that of the first fiscal year; `currencies` such as "EUR USD".
    """
    del file_name
    chosen = options or {}
    file = read_rates(content)
    first = _first_day(work, str(chosen.get("from") or ""))
    wanted = {code.strip().upper() for code in str(chosen.get("currencies") or "").replace(",", " ").split()}

    def store() -> Mapping[str, int]:
        return _store(work, file, first, wanted)

    return run_import(work, findings=_errors(file), dry_run=dry_run, store=store)


def _errors(file: RateFile) -> list[Finding]:
    return file.findings[:50]


def _store(work: Work, file: RateFile, first: date, wanted: set[str]) -> Mapping[str, int]:
    known = {row.code for row in work.rows("SELECT code FROM company.currency")}
    rows = [
        {"valid_on": day, "currency": currency, "rate": rate}
        for day, currency, rate in in_currency(file, work.company.currency)
        if day >= first and currency in known and (not wanted or currency in wanted)
    ]
    cursor = work.connection.exec_driver_sql(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " SELECT x.currency, %s, x.valid_on, x.rate, %s"
        " FROM jsonb_to_recordset(%s::jsonb) AS x(currency text, valid_on date, rate numeric)"
        " ON CONFLICT (currency, base, valid_on) DO NOTHING",
        (work.company.currency, file.source, to_json(rows)),
    )
    return {"new": cursor.rowcount, "known_already": len(rows) - cursor.rowcount}


def _first_day(work: Work, text: str) -> date:
    try:
        chosen = date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("list.no_date", field="from", heading="from", text=text) from None
    found: date | None = chosen or work.value(
        "SELECT min(starts_on) FROM ledger.fiscal_year WHERE company_id = :company"
    )
    return found or date.min
