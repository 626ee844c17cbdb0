"""What taking over the books of a file means: accounts and their kinds, vouchers, and entries that give its balances.

Pure functions over the file and what the company has already; nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.exchange.books import BookFile, FileAccount, FileLine, FileVoucher
from models.exchange.findings import Finding, Severity
from models.finance.rules import ZERO

OPENING_SERIES = "IB"
CLOSING_SERIES = "UB"
#: Where vouchers without a series go.
LOOSE_SERIES = "I"
_RESULT_ACCOUNT = "8999"
#: Suspense accounts, the first that the file does not use takes what its balances lack.
_SUSPENSE = ("2999", "2998", "2997", "2996")
_BALANCE_KINDS = frozenset({"asset", "liability", "equity"})
_MOST_FINDINGS = 20

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the company has: accounts by number with their kind, years, balances carried into year 0, used series."""

    accounts: Mapping[str, str]
    empty: bool
    years: Sequence[tuple[date, date]]
    #: Series with vouchers posted here, by the first day of their fiscal year.
    posted_series: Mapping[date, frozenset[str]] = field(default_factory=dict)
    #: First days of fiscal years that have vouchers.
    used_years: frozenset[date] = frozenset()
    #: Balances at the start of the years of the file, by their first day.
    carried: Mapping[date, Mapping[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What is to be done, in this order, and what is to be said about it."""

    accounts: tuple[FileAccount, ...]  # all of them with a kind; those known already may be renamed
    years: tuple[tuple[date, date], ...]  # to be opened
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def plan_take_over(file: BookFile, standing: Standing) -> TakeOver:
    """Work out the take-over of `file` into a company that stands as `standing`."""
    findings: list[Finding] = []
    years = tuple(_missing_years(file, standing, findings))
    accounts = {account.number: account for account in _accounts(file, standing, findings)}
    kinds = dict(standing.accounts) | {number: account.kind or "asset" for number, account in accounts.items()}
    entries: list[Entry] = []
    if file.complete:
        entries += _year_entries(file, standing, kinds, findings)
    entries += [_voucher_entry(voucher) for voucher in file.vouchers]
    _check_vouchers(file, standing, years, findings)
    for number in sorted(_used_accounts(entries) - set(kinds)):
        kind = kind_of(number)
        accounts[number] = FileAccount(number, _NAMES.get(number, number), kind)
        if number not in _NAMES:
            findings.append(Finding(Severity.WARNING, "sie.account_not_declared", params={"account": number}))
    return TakeOver(tuple(accounts[n] for n in sorted(accounts)), years, tuple(entries), tuple(findings))


#: Names of accounts that the take-over itself may need.
_NAMES = {_RESULT_ACCOUNT: "Årets resultat, bokslut", **dict.fromkeys(_SUSPENSE, "Observationskonto")}


def kind_of(number: str) -> str:
    """The kind of an account by its number in the BAS chart."""
    first, second = number[:1], number[:2]
    if first == "1":
        return "asset"
    if first == "2":
        return "equity" if second in {"20", "21"} else "liability"
    if first == "3" or second in {"80", "81", "82", "83"}:
        return "income"
    return "expense"


def _missing_years(file: BookFile, standing: Standing, findings: list[Finding]) -> Iterator[tuple[date, date]]:
    """Years of the file, and calendar years for vouchers outside of all of them."""
    known = list(standing.years)
    wanted = [file.years[index] for index in sorted(file.years) if index in {-1, 0} and _year_needed(file, index)]
    for year in wanted:
        if not any(first <= year[1] and last >= year[0] for first, last in known):
            known.append(year)
            yield year
        elif year not in known:
            findings.append(
                Finding(Severity.WARNING, "sie.year_differs", params={"from": str(year[0]), "to": str(year[1])})
            )
    for day in sorted({voucher.day for voucher in file.vouchers}):
        if not any(first <= day <= last for first, last in known):
            year = date(day.year, 1, 1), date(day.year, 12, 31)
            if any(first <= year[1] and last >= year[0] for first, last in known):
                findings.append(Finding(Severity.ERROR, "sie.date_outside_years", params={"date": str(day)}))
                return
            known.append(year)
            findings.append(Finding(Severity.WARNING, "sie.year_opened", params={"year": day.year}))
            yield year


def _year_needed(file: BookFile, index: int) -> bool:
    return index == 0 or any(amounts.get(index) for amounts in (file.opening, file.closing, file.results))


def _accounts(file: BookFile, standing: Standing, findings: list[Finding]) -> Iterator[FileAccount]:
    """The declared accounts with a kind: what the company says, the balances they are in, the file, or the number."""
    on_balance = {account for amounts in (file.opening, file.closing) for year in amounts.values() for account in year}
    in_result = {account for year in file.results.values() for account in year}
    for account in file.accounts:
        kind = account.kind or kind_of(account.number)
        if account.kind == "liability" and kind_of(account.number) == "equity":
            kind = "equity"
        if account.number in on_balance - in_result and kind not in _BALANCE_KINDS:
            kind = "liability"
        elif account.number in in_result - on_balance and kind in _BALANCE_KINDS:
            kind = "expense"
        known = standing.accounts.get(account.number)
        if known is not None and (known in _BALANCE_KINDS) != (kind in _BALANCE_KINDS):
            params = {"account": account.number, "here": known, "there": kind}
            findings.append(Finding(Severity.ERROR, "sie.account_kind_differs", params=params))
        yield FileAccount(account.number, account.name, known or kind, account.unit, account.sru)


def _year_entries(
    file: BookFile, standing: Standing, kinds: Mapping[str, str], findings: list[Finding]
) -> Iterator[Entry]:
    """Entries for the balances: the year before where the file has it, the opening of year 0, and its movements."""
    earlier = False
    carried: Mapping[str, Decimal] = {}
    if -1 in file.years and _year_needed(file, -1):
        if file.years[-1][0] in standing.used_years:
            findings.append(Finding(Severity.INFORMATION, "sie.year_known", params={"from": str(file.years[-1][0])}))
        else:
            before = standing.carried.get(file.years[-1][0], {})
            opening = _without_zero(file.opening.get(-1, {}))
            yield from _opening(file, -1, _difference(opening, before), findings)
            yield from _movements(file, -1, findings)
            earlier, carried = True, _without_zero(file.closing.get(-1, {}))
    if 0 not in file.years:
        return
    if not earlier:
        carried = standing.carried.get(file.years[0][0], {})
        earlier = bool(carried)
    due = _difference(_without_zero(file.opening.get(0, {})), carried)
    if earlier and due:
        yield _carry_over(file, due, findings)
    else:
        yield from _opening(file, 0, due, findings)
    if not file.has_vouchers:
        yield from _movements(file, 0, findings)
    else:
        _compare_with_vouchers(file, kinds, findings)


def _opening(file: BookFile, index: int, amounts: Mapping[str, Decimal], findings: list[Finding]) -> Iterator[Entry]:
    if amounts:
        starts_on = file.years[index][0]
        lines = _balanced(file, amounts, findings, {"year": str(starts_on.year), "what": "IB"})
        yield _entry(starts_on, OPENING_SERIES, "opening", "Ingående balans", lines)


def _carry_over(file: BookFile, due: Mapping[str, Decimal], findings: list[Finding]) -> Entry:
    """What the new year opens with and the old one did not close with: the result of the old year, moved to equity."""
    lines = dict(due)
    rest = sum(due.values(), ZERO)
    if rest:
        lines[_RESULT_ACCOUNT] = -rest
        result = sum(file.results.get(-1, {}).values(), ZERO)
        if rest != result:
            params = {"amount": str(rest), "result": str(result)}
            findings.append(Finding(Severity.WARNING, "sie.carried_over", params=params))
    return _entry(
        file.years[0][0] - timedelta(days=1), CLOSING_SERIES, "closing", "Överföring till ingående balans", lines
    )


def _movements(file: BookFile, index: int, findings: list[Finding]) -> Iterator[Entry]:
    """The change of the year on every account: by month where the file has it consistently, else in one entry."""
    change = _difference(
        {**file.closing.get(index, {}), **file.results.get(index, {})}, dict(file.opening.get(index, {}))
    )
    months = file.changes.get(index, {})
    if months and _months_agree(months, change):
        for month, amounts in sorted(months.items()):
            lines = _without_zero(amounts)
            if lines:
                yield _entry(_month_end(month, file.years[index]), CLOSING_SERIES, "regular", "Periodens saldo", lines)
        return
    if months:
        findings.append(Finding(Severity.WARNING, "sie.months_differ", params={"year": str(file.years[index][0].year)}))
    if change:
        ends_on = file.years[index][1]
        lines = _balanced(file, change, findings, {"year": str(ends_on.year), "what": "UB/RES"})
        yield _entry(ends_on, CLOSING_SERIES, "regular", "Årets förändring", lines)


def _months_agree(months: Mapping[date, Mapping[str, Decimal]], change: Mapping[str, Decimal]) -> bool:
    total: dict[str, Decimal] = {}
    for amounts in months.values():
        if sum(amounts.values(), ZERO):
            return False
        for account, amount in amounts.items():
            total[account] = total.get(account, ZERO) + amount
    return _without_zero(total) == dict(change)


def _month_end(month: date, year: tuple[date, date]) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return min(following - timedelta(days=1), year[1])


def _balanced(
    file: BookFile, amounts: Mapping[str, Decimal], findings: list[Finding], about: Mapping[str, str]
) -> dict[str, Decimal]:
    """The amounts, made to balance on a suspense account that the file does not use."""
    lines = dict(amounts)
    rest = sum(lines.values(), ZERO)
    if rest:
        used = {account.number for account in file.accounts} | set(lines)
        account = next(number for number in (*_SUSPENSE, "9999") if number not in used)
        lines[account] = -rest
        params = {**about, "amount": str(rest), "account": account}
        findings.append(Finding(Severity.WARNING, "sie.balances_differ", params=params))
    return lines


def _entry(day: date, series: str, kind: str, text: str, lines: Mapping[str, Decimal]) -> Entry:
    return {
        "date": day,
        "series": series,
        "kind": kind,
        "text": text,
        "lines": [{"account": account, "amount": amount} for account, amount in sorted(lines.items())],
    }


def _voucher_entry(voucher: FileVoucher) -> Entry:
    series = voucher.series or LOOSE_SERIES
    entry: Entry = {
        "date": voucher.day,
        "series": series,
        "text": voucher.text,
        "lines": [_voucher_line(line) for line in voucher.lines],
    }
    if voucher.number.isdecimal():
        entry["number"] = int(voucher.number)
    elif voucher.number:
        entry["imported_number"] = voucher.number
    if voucher.registered_on:
        entry["registered_on"] = voucher.registered_on
    if voucher.signature:
        entry["signature"] = voucher.signature
    if voucher.history:
        entry["history"] = [
            {"position": row.position, "kind": row.kind, "dimensions": dict(row.line.dimensions), **_row(row.line)}
            for row in voucher.history
        ]
    return entry


def _voucher_line(line: FileLine) -> Entry:
    row = _row(line)
    if line.dimensions:
        row["dimensions"] = dict(line.dimensions)
    return row


def _row(line: FileLine) -> Entry:
    row: Entry = {"account": line.account, "amount": line.amount}
    if line.row_date:
        row["row_date"] = line.row_date
    if line.text:
        row["text"] = line.text
    if line.quantity is not None:
        row["quantity"] = line.quantity
    if line.signature:
        row["signature"] = line.signature
    return row


def _check_vouchers(
    file: BookFile, standing: Standing, opened: Sequence[tuple[date, date]], findings: list[Finding]
) -> None:
    unbalanced = [v for v in file.vouchers if sum((line.amount for line in v.lines), ZERO)]
    for voucher in unbalanced[:_MOST_FINDINGS]:
        difference = sum((line.amount for line in voucher.lines), ZERO)
        params = {"voucher": f"{voucher.series}{voucher.number}", "difference": str(difference)}
        findings.append(Finding(Severity.ERROR, "sie.voucher_unbalanced", voucher.at_line, params))
    years = [*standing.years, *opened]
    taken = set()
    for voucher in file.vouchers:
        first = next((first for first, last in years if first <= voucher.day <= last), None)
        if first and voucher.number and (voucher.series or LOOSE_SERIES) in standing.posted_series.get(first, ()):
            taken.add(voucher.series or LOOSE_SERIES)
    findings += [Finding(Severity.ERROR, "sie.series_in_use", params={"series": series}) for series in sorted(taken)]
    if file.has_vouchers and file.complete and file.years.get(0, (None,))[0] in standing.used_years:
        findings.append(Finding(Severity.WARNING, "sie.year_has_vouchers", params={"from": str(file.years[0][0])}))


def _compare_with_vouchers(file: BookFile, kinds: Mapping[str, str], findings: list[Finding]) -> None:
    """Where the file states balances at the end of the year that its own vouchers do not give, the vouchers decide."""
    opening = file.opening.get(0, {})
    given = {account: amount for account, amount in opening.items() if kinds.get(account) in _BALANCE_KINDS}
    for voucher in file.vouchers:
        for line in voucher.lines:
            given[line.account] = given.get(line.account, ZERO) + line.amount
    stated = {**file.closing.get(0, {}), **file.results.get(0, {})}
    if not stated:
        return
    wrong = sorted(a for a in stated.keys() | given.keys() if stated.get(a, ZERO) != given.get(a, ZERO))
    for account in wrong[:_MOST_FINDINGS]:
        params = {
            "account": account,
            "stated": str(stated.get(account, ZERO)),
            "vouchers": str(given.get(account, ZERO)),
        }
        findings.append(Finding(Severity.WARNING, "sie.balance_contradicts_vouchers", params=params))


def _used_accounts(entries: Iterable[Entry]) -> set[str]:
    return {row["account"] for entry in entries for part in ("lines", "history") for row in entry.get(part, ())}


def _without_zero(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {account: amount for account, amount in amounts.items() if amount}


def _difference(left: Mapping[str, Decimal], right: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return _without_zero({a: left.get(a, ZERO) - right.get(a, ZERO) for a in left.keys() | right.keys()})
