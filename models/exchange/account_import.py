"""Takes a chart of accounts in: from a list, or from the accounts that a SIE file declares (#KONTO, #KTYP, #SRU)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.exchange.columns import ACCOUNT_COLUMNS
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport
from models.exchange.list_rows import ListRows
from models.exchange.list_taking import take_list
from models.exchange.sie_books import read_books
from models.exchange.taking_over import kind_of

_TOLD = 200  # accounts that are new or change, told one by one
_COLUMNS = ("name", "name_en", "kind", "tax_code", "sru", "open_items", "active")
_EMPTY = {None, ""}


@operation(needs=Permission.FINANCE_ACCOUNTS)
def import_accounts(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Make the accounts that are missing and bring the others up to the list; a cell that is empty changes nothing.

    Option `map` says which heading holds which column. Accounts that the list leaves out stay as they are. An account
    with vouchers stays of its kind, and keeps open items or not: a list that says otherwise is refused.
    """
    del file_name
    stored = _stored(work)
    codes = {row.code for row in work.rows("SELECT code FROM finance.tax_code WHERE company_id = :company")}

    def check(values: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, object]]]:
        number = values.get("code") or ""
        if not number.isdigit():
            yield "code", "chart.no_number", {"text": number}
        if number not in stored and not values.get("name"):
            yield "name", "list.missing", {}
        if values.get("tax_code") and values["tax_code"] not in codes:
            yield "tax_code", "chart.unknown_tax_code", {"text": values["tax_code"]}
        known = stored.get(number)
        if known and known["used"] and values.get("kind") not in {*_EMPTY, known["kind"]}:
            yield "kind", "chart.kind_of_used", {"account": number}
        items = values.get("open_items")
        if known and known["used"] and items and (items == "yes") != known["open_items"]:
            yield "open_items", "account.used", {"account": number}

    return take_list(
        work,
        as_list(content),
        ACCOUNT_COLUMNS,
        options=options or {},
        check=check,
        store=lambda rows: _store(work, stored, [_record(row.values) for row in rows.rows]),
        remarks=lambda rows: tuple(_remarks(rows, stored)),
        dry_run=dry_run,
        needs="code",
    )


def as_list(content: bytes) -> bytes:
    """The accounts of a SIE file as a list; any other content as it is."""
    if not content.lstrip()[:8].upper().startswith(b"#FLAGGA"):
        return content
    book, _findings = read_books(content)
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(("number", "name", "kind", "sru"))
    for account in book.accounts:
        rows.writerow((account.number, account.name, account.kind or "", " ".join(account.sru)))
    return text.getvalue().encode()


def _stored(work: Work) -> dict[str, dict[str, Any]]:
    rows = work.rows(
        "SELECT a.number, a.name, a.name_en, a.kind, a.tax_code, array_to_string(a.sru, ' ') AS sru, a.open_items,"
        " a.active, EXISTS (SELECT FROM ledger.line l"
        " WHERE l.company_id = a.company_id AND l.account = a.number) AS used"
        " FROM ledger.account a WHERE a.company_id = :company"
    )
    return {row.number: dict(row._mapping) for row in rows}  # noqa: SLF001 - as the library has it


def _record(values: Mapping[str, Any]) -> dict[str, Any]:
    record = {name: value for name, value in values.items() if value not in _EMPTY}
    if "sru" in record:
        record["sru"] = " ".join(str(record["sru"]).replace(",", " ").split())
    return record | {name: record[name] == "yes" for name in ("open_items", "active") if name in record}


def _changes(record: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """The columns in which a record says something else than what is stored."""
    return [name for name in _COLUMNS if name in record and record[name] != known[name]]


def _remarks(rows: ListRows, stored: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """What is new, and what changes from what to what."""
    for row in rows.rows[:_TOLD]:
        record = _record(row.values)
        number = record.get("code", "")
        known = stored.get(number)
        if known is None and number.isdigit():
            params = {"account": number, "name": record.get("name", "")}
            yield Finding(Severity.INFORMATION, "chart.new", row.line, params)
        for name in _changes(record, known) if known else ():
            code, after = f"chart.{name}_changes", record[name]
            if isinstance(after, bool):
                code = f"chart.{name}_on" if after else f"chart.{name}_off"
            params = {"account": number, "before": known[name] or "–", "after": after} if known else {}
            yield Finding(Severity.INFORMATION, code, row.line, params)


def _store(
    work: Work, stored: Mapping[str, Mapping[str, Any]], records: Sequence[Mapping[str, Any]]
) -> Mapping[str, int]:
    new = [{"kind": kind_of(record["code"]), **record} for record in records if record["code"] not in stored]
    changed = [
        {**stored[record["code"]], **record}
        for record in records
        if record["code"] in stored and _changes(record, stored[record["code"]])
    ]
    work.connection.exec_driver_sql(_INSERT, {"company": work.company_id, "rows": to_json(new)})
    work.connection.exec_driver_sql(_UPDATE, {"company": work.company_id, "rows": to_json(changed)})
    return {"new": len(new), "changed": len(changed), "unchanged": len(records) - len(new) - len(changed)}


_GIVEN = (
    " FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(code text, name text, name_en text, kind text, tax_code text,"
    " sru text, open_items boolean, active boolean)"
)
_INSERT = (
    "INSERT INTO ledger.account (company_id, number, name, name_en, kind, tax_code, sru, open_items, active)"
    " SELECT %(company)s, g.code, g.name, coalesce(g.name_en, ''), g.kind, coalesce(g.tax_code, ''),"
    " string_to_array(coalesce(g.sru, ''), ' '), coalesce(g.open_items, false), coalesce(g.active, true)"
    f"{_GIVEN}"
)
_UPDATE = (
    "UPDATE ledger.account a SET name = g.name, name_en = g.name_en, kind = g.kind, tax_code = g.tax_code,"  # noqa: S608 - own text
    " sru = string_to_array(g.sru, ' '), open_items = g.open_items, active = g.active"
    + _GIVEN
    + " WHERE a.company_id = %(company)s AND a.number = g.code"
)
