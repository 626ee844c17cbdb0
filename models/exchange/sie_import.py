"""Takes the books of a SIE file, types 1 to 5, over into a company."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.exchange.books import BookFile, FileAccount, FileDimension, FileValue
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport, request_of, run_import
from models.exchange.sie5_books import is_sie5, read_books5
from models.exchange.sie_books import read_books
from models.exchange.taken_files import keep_file, refuse_twice
from models.exchange.taking_over import LOOSE_SERIES, Entry, Standing, TakeOver, plan_take_over

#: Vouchers in one piece of work of the database.
_BATCH = 2000


@operation(needs=Permission.FINANCE_IMPORT)
def import_sie(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Take a SIE file over, all or nothing; a dry run does it all and takes it back.

    Accounts, dimensions and years that are missing are made; vouchers keep their numbers. The file itself is stored
    with the company, and is refused a second time. Option `series`: where vouchers without a series go.
    """
    file, findings = read_books5(content) if is_sie5(content) else read_books(content)
    series = (options or {}).get("series") or LOOSE_SERIES
    if file.budgets:
        findings = (*findings, Finding(Severity.INFORMATION, "sie.budget_apart"))
    file = replace(file, vouchers=[v if v.series else replace(v, series=series) for v in file.vouchers])
    return take_books(work, file, findings, source=(file_name, content), dry_run=dry_run)


def take_books(
    work: Work, file: BookFile, findings: Sequence[Finding], *, source: tuple[str, bytes], dry_run: bool
) -> ImportReport:
    """Take over what a file of any format says of the books, all or nothing; `source` is its name and content."""
    name, content = source
    sha256 = hashlib.sha256(content).digest()

    def store() -> dict[str, int]:
        return _store(work, file, plan, (name, content, sha256))

    plan = plan_take_over(file, _standing(work, file))
    return run_import(work, findings=[*findings, *plan.findings], dry_run=dry_run, store=store)


def _standing(work: Work, file: BookFile) -> Standing:
    accounts = work.rows("SELECT number, kind FROM ledger.account WHERE company_id = :company")
    years = work.rows("SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company")
    used = work.rows("SELECT starts_on, series, posted FROM ledger.used_series(:company)")
    posted: dict[date, set[str]] = {}
    for row in used:
        if row.posted:
            posted.setdefault(row.starts_on, set()).add(row.series)
    return Standing(
        accounts={row.number: row.kind for row in accounts},
        empty=not used,
        years=[(row.starts_on, row.ends_on) for row in years],
        posted_series={day: frozenset(series) for day, series in posted.items()},
        used_years=frozenset(row.starts_on for row in used),
        carried={first: _carried(work, first) for first, _ in file.years.values()} if used else {},
    )


def _carried(work: Work, day: date) -> dict[str, Decimal]:
    rows = work.rows("SELECT account, amount FROM ledger.balances_before(:company, :day)", day=day)
    return {row.account: row.amount for row in rows}


def _store(work: Work, file: BookFile, plan: TakeOver, source: tuple[str, bytes, bytes]) -> dict[str, int]:
    name, content, sha256 = source
    refuse_twice(work, name, sha256)
    made = _store_accounts(work, plan.accounts)
    values = _store_dimensions(work, file)
    for starts_on, ends_on in plan.years:
        work.value("SELECT ledger.open_fiscal_year(:company, :first, :last)", first=starts_on, last=ends_on)
    _store_series(work, {voucher.series for voucher in file.vouchers})
    answer = _store_entries(work, plan.entries, sha256)
    keep_file(work, answer.get("first") or 0, name, content)
    return {
        "accounts": made,
        "dimension_values": values,
        "fiscal_years": len(plan.years),
        "vouchers": len(file.vouchers),
        "balance_entries": len(plan.entries) - len(file.vouchers),
    }


def _store_accounts(work: Work, accounts: Sequence[FileAccount]) -> int:
    """Make the accounts that are missing; a company without vouchers takes the names of the file for the others."""
    rows = [
        {"number": a.number, "name": a.name or a.number, "kind": a.kind, "unit": a.unit, "sru": list(a.sru)}
        for a in accounts
    ]
    cursor = work.connection.exec_driver_sql(
        "WITH given AS (SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb)"
        " AS x(number text, name text, kind text, unit text, sru text[])),"
        " renamed AS (UPDATE ledger.account a SET name = g.name, unit = g.unit, sru = g.sru FROM given g"
        " WHERE a.company_id = %(company)s AND a.number = g.number AND a.name <> g.name"
        " AND NOT EXISTS (SELECT FROM ledger.used_series(%(company)s)) RETURNING 1),"
        " made AS (INSERT INTO ledger.account (company_id, number, name, kind, unit, sru)"
        " SELECT %(company)s, number, name, kind, unit, sru FROM given ON CONFLICT DO NOTHING RETURNING 1)"
        " SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM renamed)",
        {"company": work.company_id, "rows": to_json(rows)},
    )
    made: int = cursor.one()[0]
    return made


def _store_dimensions(work: Work, file: BookFile) -> int:
    """Make the dimensions and values that the file declares or uses without declaring them."""
    dimensions = {d.number: d for d in file.dimensions}
    values = {(v.dimension, v.code): v for v in file.values}
    for dimension, code in _used_values(file):
        dimensions.setdefault(dimension, FileDimension(dimension, str(dimension)))
        values.setdefault((dimension, code), FileValue(dimension, code, code))
    for value in file.values:
        dimensions.setdefault(value.dimension, FileDimension(value.dimension, str(value.dimension)))
    if not dimensions:
        return 0
    work.connection.exec_driver_sql(
        "INSERT INTO ledger.dimension (company_id, number, name, parent) SELECT %s, x.number, x.name, x.parent"
        " FROM jsonb_to_recordset(%s::jsonb) AS x(number integer, name text, parent integer) ON CONFLICT DO NOTHING",
        (
            work.company_id,
            to_json([{"number": d.number, "name": d.name, "parent": d.parent} for d in dimensions.values()]),
        ),
    )
    cursor = work.connection.exec_driver_sql(
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name) SELECT %s, x.dimension, x.code, x.name"
        " FROM jsonb_to_recordset(%s::jsonb) AS x(dimension integer, code text, name text) ON CONFLICT DO NOTHING",
        (
            work.company_id,
            to_json([{"dimension": v.dimension, "code": v.code, "name": v.name} for v in values.values()]),
        ),
    )
    return cursor.rowcount


def _used_values(file: BookFile) -> Iterable[tuple[int, str]]:
    for voucher in file.vouchers:
        for line in voucher.lines:
            for dimension, code in line.dimensions.items():
                yield int(dimension), code


def _store_series(work: Work, series: Iterable[str]) -> None:
    """Series of the file that the company does not define become series for vouchers by hand."""
    work.connection.exec_driver_sql(
        "INSERT INTO ledger.series_definition (company_id, code, name, area)"
        " SELECT %s, x, x, 'general' FROM unnest(%s::text[]) x ON CONFLICT DO NOTHING",
        (work.company_id, sorted(series)),
    )


def _store_entries(work: Work, entries: Sequence[Entry], sha256: bytes) -> dict[str, Any]:
    if not entries:
        return {}
    batches = [to_json(entries[n : n + _BATCH]) for n in range(0, len(entries), _BATCH)]
    cursor = work.connection.exec_driver_sql(
        "SELECT ledger.import_entries(%s, %s, %s::jsonb[])", (request_of(work, sha256), work.company_id, batches)
    )
    answer: dict[str, Any] = cursor.scalar_one()
    return answer
