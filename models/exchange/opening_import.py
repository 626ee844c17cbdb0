"""Takes opening balances and open items over from a list of another program.

Balances and items may come in one list or in two: a receivable or payable that names nobody goes to a suspense account
first, and the list of its items comes against that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.columns import OPENING_COLUMNS
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport
from models.exchange.list_rows import ListRow, ListRows
from models.exchange.list_taking import take_list
from models.exchange.taken_files import keep_file, refuse_twice
from models.finance.rules import ZERO

SUSPENSE = "2999"
_ITEMS = frozenset({"receivable", "payable"})

Line = dict[str, Any]


@operation(needs=Permission.FINANCE_POST)
def import_opening(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Post the balances of a list as one opening voucher, all or nothing.

    Options: `map` says which heading holds which column; `on` the day, else the first of the first fiscal year;
    `against` the account that takes what does not balance: for items whose sum is in the books already.
    """
    chosen = options or {}
    sha256 = hashlib.sha256(content).digest()
    roles = _roles(work)
    parties = _parties(work)

    def check(values: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, object]]]:
        account = values.get("account")
        if account not in roles:
            yield "account", "opening.unknown_account", {"text": account or ""}
        party = values.get("party")
        if party and party.casefold() not in parties:
            yield "party", "opening.unknown_party", {"text": party}
        if values.get("due_on") and not party:
            yield "due_on", "opening.due_without_party", {}

    def remarks(rows: ListRows) -> Sequence[Finding]:
        lines = _lines(rows.rows, roles, parties, str(chosen.get("against") or ""))
        return tuple(_remarks(rows, lines, roles))

    def store(rows: ListRows) -> Mapping[str, int]:
        refuse_twice(work, file_name, sha256)
        lines = _lines(rows.rows, roles, parties, str(chosen.get("against") or ""))
        on = _day(work, str(chosen.get("on") or ""))
        entry = {"date": on, "series": _series(work), "kind": "opening", "text": file_name, "lines": lines}
        posted = work.call("ledger.post", [entry])
        keep_file(work, posted[0]["id"], file_name, content)
        return {"vouchers": 1, "balances": len(lines)}

    return take_list(
        work,
        content,
        OPENING_COLUMNS,
        options=chosen,
        check=check,
        store=store,
        remarks=remarks,
        dry_run=dry_run,
        needs="account",
        cards=False,
    )


def _lines(rows: Sequence[ListRow], roles: Mapping[str, str], parties: Mapping[str, int], against: str) -> list[Line]:
    """The lines of the voucher; zero rows are left out, and what names nobody goes to the suspense account."""
    lines = [_line(row.values, roles, parties) for row in rows if _amount(row.values)]
    difference = sum((line["amount"] for line in lines), ZERO)
    if against and difference:
        lines.append({"account": against, "amount": -difference})
    return lines


def _line(values: Mapping[str, Any], roles: Mapping[str, str], parties: Mapping[str, int]) -> Line:
    account, party = values.get("account"), str(values.get("party") or "")
    line: Line = {"account": account, "amount": _amount(values)}
    text = " ".join(str(values[name]) for name in ("document", "text") if values.get(name))
    if text:
        line["text"] = text
    if party:
        line["party_id"] = parties.get(party.casefold())
        line["due_on"] = values.get("due_on")
    elif roles.get(str(account)) in _ITEMS:
        line |= {"account": SUSPENSE, "text": f"{account} {text}".strip()}
    return line


def _amount(values: Mapping[str, Any]) -> Decimal:
    """Debit positive: a balance as it stands, else debit less credit."""
    if values.get("balance") is not None:
        balance: Decimal = values["balance"]
        return balance
    return (values.get("debit") or ZERO) - (values.get("credit") or ZERO)


def _remarks(rows: ListRows, lines: Sequence[Line], roles: Mapping[str, str]) -> Iterator[Finding]:
    difference = sum((line["amount"] for line in lines), ZERO)
    if not lines:
        yield Finding(Severity.ERROR, "exchange.empty")
    elif difference:
        yield Finding(Severity.ERROR, "opening.unbalanced", params={"difference": str(difference)})
    for row in rows.rows:
        account = str(row.values.get("account"))
        if roles.get(account) in _ITEMS and not row.values.get("party") and _amount(row.values):
            params = {"account": account, "suspense": SUSPENSE}
            yield Finding(Severity.WARNING, "opening.items_to_follow", row.line, params)


def _roles(work: Work) -> dict[str, str]:
    rows = work.rows("SELECT number, role FROM ledger.account WHERE company_id = :company AND active")
    return {row.number: row.role for row in rows}


def _parties(work: Work) -> dict[str, int]:
    """Customers and suppliers by what a list may call them: name, organisation number, number, the last one first."""
    rows = work.rows("SELECT id, code, name, org_number FROM contacts.party ORDER BY id")
    found: dict[str, int] = {}
    for name in ("name", "org_number", "code"):
        found |= {getattr(row, name).casefold(): row.id for row in rows if getattr(row, name)}
    return found


def _day(work: Work, text: str) -> date:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("list.no_date", field="on", heading="on", text=text) from None
    first: date | None = day or work.value("SELECT min(starts_on) FROM ledger.fiscal_year WHERE company_id = :company")
    if first is None:
        raise Invalid("ledger.no_period", date=text)
    return first


def _series(work: Work) -> str:
    """The first series for vouchers by hand."""
    series: str | None = work.value(
        "SELECT min(code) FROM ledger.series_definition WHERE company_id = :company AND area = 'general'"
    )
    return series or "A"
