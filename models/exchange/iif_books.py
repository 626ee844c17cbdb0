"""Reads a file in QuickBooks' IIF (Intuit Interchange Format) as the books of a company.

A file is tables one after the other: a line that begins with ! gives the columns of the lines that begin with the same
word. Accounts are known by name there; their numbers come from the name, from the type, or from whoever takes them in.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from models.exchange.books import BookFile, FileAccount, FileDimension, FileLine, FileValue, FileVoucher
from models.exchange.findings import Finding, Severity
from models.exchange.sheets import decode_text

#: Kinds of accounts by QuickBooks' types, and where numbers begin for those whose name has none.
_TYPES: dict[str, tuple[str, str]] = {
    "BANK": ("asset", "19"),
    "AR": ("asset", "15"),
    "OCASSET": ("asset", "17"),
    "FIXASSET": ("asset", "12"),
    "OASSET": ("asset", "13"),
    "AP": ("liability", "24"),
    "CCARD": ("liability", "28"),
    "OCLIAB": ("liability", "28"),
    "LTLIAB": ("liability", "23"),
    "EQUITY": ("equity", "20"),
    "INC": ("income", "30"),
    "COGS": ("expense", "40"),
    "EXP": ("expense", "60"),
    "EXINC": ("income", "39"),
    "EXEXP": ("expense", "79"),
}
_CLASS = 1  # a class is a cost centre here
_NUMBER = re.compile(r"[0-9]{3,10}(?![0-9])")
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})")
_CENTURY = 2000
_MOST_FINDINGS = 50
_CENT = Decimal("0.01")


class _Unreadable(Exception):
    """A cell that is not what its column holds."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code, self.text = code, text


@dataclass(slots=True)
class _Reader:
    """What has been read so far."""

    numbers: Mapping[str, str]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)  # numbers that the file itself states
    vouchers: list[tuple[date, str, str, list[tuple[str, FileLine]]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    inside: bool = False


def is_iif(content: bytes) -> bool:
    """Whether the first lines look like the tables of an IIF file."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"!", b'"!'))


def read_iif(content: bytes, *, numbers: Mapping[str, str] | None = None) -> tuple[BookFile, tuple[Finding, ...]]:
    """What the file says, and what is to be said about it; with an error among the findings it is not to be used.

    `numbers` gives the numbers of accounts whose name and type do not tell.
    """
    reader = _Reader({name.casefold(): number for name, number in (numbers or {}).items()})
    if not is_iif(content):
        return BookFile(complete=False), (Finding(Severity.ERROR, "iif.not_an_iif_file"),)
    for line, cells in _rows(decode_text(content)):
        _take(reader, line, cells)
    return _books(reader), tuple(reader.findings[:_MOST_FINDINGS])


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines()
    head = next((line for line in lines if line.lstrip('"').startswith("!")), "")
    delimiter = "\t" if "\t" in head or "," not in head else ","
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
        if any(cell.strip() for cell in cells):
            yield number, [cell.strip() for cell in cells]


def _take(reader: _Reader, line: int, cells: list[str]) -> None:
    word = cells[0].upper()
    if word.startswith("!"):
        reader.columns[word[1:]] = tuple(cell.upper() for cell in cells[1:])
        return
    row = dict(zip(reader.columns.get(word, ()), cells[1:], strict=False))
    if word == "ACCNT":
        _take_account(reader, row)
    elif word in {"TRNS", "SPL"}:
        _take_row(reader, line, word, row)
    elif word == "ENDTRNS":
        reader.inside = False


def _take_account(reader: _Reader, row: Mapping[str, str]) -> None:
    name = row.get("NAME", "")
    if name:
        reader.types[name] = row.get("ACCNTTYPE", "").upper()
        if row.get("ACCNUM"):
            reader.given[name] = row["ACCNUM"]


def _take_row(reader: _Reader, line: int, word: str, row: Mapping[str, str]) -> None:
    try:
        amount = _amount(row.get("AMOUNT", ""))
        day = _day(row.get("DATE", "")) if row.get("DATE") else None
    except _Unreadable as error:
        reader.findings.append(Finding(Severity.ERROR, error.code, line, {"text": error.text}))
        return
    if word == "TRNS":
        if day is None:
            reader.findings.append(Finding(Severity.ERROR, "iif.no_date", line))
            return
        reader.vouchers.append((day, row.get("MEMO", ""), row.get("DOCNUM", ""), []))
        reader.inside = True
    elif not reader.inside:
        reader.findings.append(Finding(Severity.ERROR, "iif.row_outside_transaction", line))
        return
    account = row.get("ACCNT", "")
    if not account and not amount:
        return  # QuickBooks itself writes such rows, for taxes that come to nothing
    if not account:
        reader.findings.append(Finding(Severity.ERROR, "iif.no_account", line))
        return
    text = " ".join(part for part in (row.get("NAME", ""), row.get("MEMO", "")) if part)
    dimensions = {str(_CLASS): row["CLASS"]} if row.get("CLASS") else {}
    reader.vouchers[-1][3].append((account, FileLine("", amount, dimensions, None, text, at_line=line)))


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "").replace(" ", "") or "0")
    except InvalidOperation:
        raise _Unreadable("iif.bad_amount", text) from None
    if not amount.is_finite() or amount != amount.quantize(_CENT):
        raise _Unreadable("iif.bad_amount", text)
    return amount.quantize(_CENT)


def _day(text: str) -> date:
    """A day as Americans write it: month, day, year."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise _Unreadable("iif.bad_date", text)
    month, day, year = (int(part) for part in match.groups())
    try:
        return date(year + _CENTURY if year < 100 else year, month, day)  # noqa: PLR2004 - a year of two digits
    except ValueError:
        raise _Unreadable("iif.bad_date", text) from None


def _books(reader: _Reader) -> BookFile:
    names = {name: None for _day, _text, _number, rows in reader.vouchers for name, _line in rows}
    numbers = _numbered(reader, [*reader.types, *(name for name in names if name not in reader.types)])
    vouchers = [
        FileVoucher(
            day=day,
            lines=tuple(replace(line, account=numbers.get(name, "")) for name, line in rows),
            text=" ".join(part for part in (number, text) if part),
            at_line=rows[0][1].at_line if rows else None,
        )
        for day, text, number, rows in reader.vouchers
    ]
    classes = sorted({code for v in vouchers for line in v.lines for code in line.dimensions.values()})
    used = {line.account for voucher in vouchers for line in voucher.lines}
    return BookFile(
        complete=False,
        accounts=[
            FileAccount(number, name, _TYPES.get(reader.types.get(name, ""), ("", ""))[0] or None)
            for name, number in numbers.items()
            if number in used or name in reader.types
        ],
        dimensions=[FileDimension(_CLASS, "Class")] if classes else [],
        values=[FileValue(_CLASS, code, code) for code in classes],
        vouchers=vouchers,
    )


def _numbered(reader: _Reader, names: Sequence[str]) -> dict[str, str]:
    """The number of each account: as chosen, as the file states, in its name, or the next of its type."""
    found: dict[str, str] = {}
    for name in names:
        number = reader.numbers.get(name.casefold()) or reader.given.get(name) or _number_in(name)
        if number:
            found[name] = number
    for name in names:
        if name in found:
            continue
        kind = _TYPES.get(reader.types.get(name, ""))
        if kind is None:
            reader.findings.append(Finding(Severity.ERROR, "iif.account_without_number", None, {"account": name}))
            continue
        taken = set(found.values())
        found[name] = next(n for n in (f"{kind[1]}{place:03}" for place in range(1, 1000)) if n not in taken)
        params = {"account": name, "number": found[name]}
        reader.findings.append(Finding(Severity.INFORMATION, "iif.account_numbered", None, params))
    return found


def _number_in(name: str) -> str:
    """The digits that the last part of a name begins with, where parts are separated by colons."""
    match = _NUMBER.match(name.rpartition(":")[2].strip()) or _NUMBER.match(name)
    return match[0] if match else ""
