"""Reads a SIE file, types 1 to 4 and 4I, as the books of a company. Standard: SIE file format 4B, SIE-Gruppen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from models.exchange.books import (
    BookFile,
    BudgetKey,
    FileAccount,
    FileDimension,
    FileLine,
    FileValue,
    FileVoucher,
    StruckLine,
)
from models.exchange.findings import Finding, Severity
from models.exchange.sie_lines import PC8, SieLine, checksum, decode, read_lines

_KINDS = {"T": "asset", "S": "liability", "K": "expense", "I": "income"}
_VOUCHER_ROWS = {"#TRANS": "", "#RTRANS": "R", "#BTRANS": "B"}
#: What the standard knows and the books here have no place for.
_PASSED_OVER = frozenset(
    [
        "#FLAGGA",
        "#PROGRAM",
        "#FORMAT",
        "#GEN",
        "#FNR",
        "#FTYP",
        "#BKOD",
        "#ADRESS",
        "#PROSA",
        "#TAXAR",
        "#OMFATTN",
        "#KPTYP",
        "#KSUMMA",
    ]
)
_MOST_FINDINGS = 50
_LARGEST = Decimal(10) ** 16
_CENT = Decimal("0.01")
#: Decimal() itself also takes 1e5, 1_000 and NaN.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
_ACCOUNT_LENGTH = 10


def read_books(content: bytes) -> tuple[BookFile, tuple[Finding, ...]]:
    """What the file says, and what is to be said about it; with an error among the findings it is not to be used."""
    if b"\0" in content[:4096] or b"#" not in content:
        return BookFile(complete=False), (Finding(Severity.ERROR, "sie.not_a_sie_file"),)
    text, charset = decode(content)
    reader = _Reader()
    if charset != PC8:
        reader.tell(Severity.WARNING, "sie.other_characters", None, charset=charset)
    lines = list(read_lines(text))
    for line in lines:
        reader.take(line)
    _check_sum(lines, charset, reader)
    return reader.books(), tuple(reader.findings)


def _check_sum(lines: list[SieLine], charset: str, reader: _Reader) -> None:
    places = [place for place, line in enumerate(lines) if line.label == "#KSUMMA"]
    if not places:
        return
    last = lines[places[-1]]
    if len(places) == 1 or not last.text(0):
        reader.tell(Severity.ERROR, "sie.truncated", lines[places[0]].number)
    elif _whole(last.text(0)) not in _possible_sums(lines[places[0] + 1 : places[-1]], charset):
        reader.tell(Severity.ERROR, "sie.wrong_checksum", last.number)


def _possible_sums(lines: list[SieLine], charset: str) -> set[int]:
    """The checksum without sign and as the negative number that some programs write."""
    unsigned = checksum(lines, charset)
    return {unsigned, unsigned - 2**32}


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


class _Wrong(Exception):
    """A line that cannot be read."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


class _Reader:
    """Gathers what the lines say, one line after the other."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._type = 1
        self._named = False
        self._company = self._org_number = ""
        self._years: dict[int, tuple[date, date]] = {}
        self._accounts: dict[str, dict[str, Any]] = {}
        self._dimensions: dict[int, FileDimension] = {}
        self._values: dict[tuple[int, str], FileValue] = {}
        self._amounts: dict[str, dict[int, dict[str, Decimal]]] = {"#IB": {}, "#UB": {}, "#RES": {}}
        self._by_value: dict[str, dict[int, dict[tuple[str, int, str], Decimal]]] = {"#OIB": {}, "#OUB": {}}
        self._changes: dict[int, dict[date, dict[str, Decimal]]] = {}
        self._budgets: dict[int, dict[BudgetKey, Decimal]] = {}
        self._vouchers: list[FileVoucher] = []
        self._head: dict[str, Any] | None = None
        self._rows: list[FileLine] = []
        self._history: list[StruckLine] = []
        self._inside = False
        self._unknown: set[str] = set()
        self._readers: dict[str, Callable[[SieLine], None]] = {
            "#SIETYP": self._take_type,
            "#FNAMN": self._take_company,
            "#ORGNR": self._take_org_number,
            "#VALUTA": self._take_currency,
            "#RAR": self._take_year,
            "#KONTO": self._take_account,
            "#KTYP": self._take_kind,
            "#ENHET": self._take_unit,
            "#SRU": self._take_sru,
            "#DIM": self._take_dimension,
            "#UNDERDIM": self._take_dimension,
            "#OBJEKT": self._take_value,
            "#IB": self._take_amount,
            "#UB": self._take_amount,
            "#RES": self._take_amount,
            "#OIB": self._take_value_amount,
            "#OUB": self._take_value_amount,
            "#PSALDO": self._take_change,
            "#PBUDGET": self._take_budget,
            "#VER": self._take_voucher,
        }

    def tell(self, severity: Severity, code: str, line: int | None, **params: object) -> None:
        """Note a finding, unless there are too many to read already."""
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(Finding(severity, code, line, params))

    def take(self, line: SieLine) -> None:
        """Take over what a line says."""
        try:
            self._take(line)
        except _Wrong as wrong:
            self.tell(Severity.ERROR, wrong.code, line.number, **wrong.params)

    def books(self) -> BookFile:
        """All of it."""
        if self._head is not None:
            self.tell(Severity.ERROR, "sie.voucher_not_closed", self._head["at_line"])
        if not (self._named or self._vouchers or self._accounts):
            self.tell(Severity.ERROR, "sie.not_a_sie_file", None)
        complete = bool(self._years) and (self._type < _WITH_VOUCHERS or bool(self._amounts["#IB"] or self._has_sums()))
        return BookFile(
            complete=complete,
            company=self._company,
            org_number=self._org_number,
            years=self._years,
            accounts=tuple(FileAccount(number, **facts) for number, facts in self._accounts.items()),
            dimensions=tuple(self._dimensions.values()),
            values=tuple(self._values.values()),
            opening=self._amounts["#IB"],
            closing=self._amounts["#UB"],
            results=self._amounts["#RES"],
            changes=self._changes,
            budgets=self._budgets,
            value_opening=self._by_value["#OIB"],
            value_closing=self._by_value["#OUB"],
            vouchers=tuple(self._vouchers),
            has_vouchers=self._type == _WITH_VOUCHERS,
        )

    def _has_sums(self) -> bool:
        return bool(self._amounts["#UB"] or self._amounts["#RES"])

    def _take(self, line: SieLine) -> None:
        if not line.whole:
            raise _Wrong("sie.malformed_line", label=line.label)
        if line.label in _VOUCHER_ROWS:
            self._take_row(line)
        elif line.label in {"{", "}"}:
            self._take_bracket(line)
        elif self._inside:
            raise _Wrong("sie.voucher_not_closed")
        elif line.label in self._readers:
            self._readers[line.label](line)
        elif line.label.startswith("#"):
            self._pass_over(line)
        else:
            raise _Wrong("sie.no_label", text=line.label[:40])

    def _pass_over(self, line: SieLine) -> None:
        """The standard has readers skip what they do not know."""
        self._named = self._named or line.label in _PASSED_OVER
        if line.label not in _PASSED_OVER and line.label not in self._unknown:
            self._unknown.add(line.label)
            self.tell(Severity.INFORMATION, "sie.unknown_label", line.number, label=line.label)

    # --- who and when

    def _take_type(self, line: SieLine) -> None:
        text = line.text(0)
        kind = _whole(text.rstrip("EIei"))
        if kind is None or not 1 <= kind <= _WITH_VOUCHERS:
            raise _Wrong("sie.unknown_type", type=text)
        self._named, self._type = True, kind

    def _take_company(self, line: SieLine) -> None:
        self._company = line.text(0)

    def _take_org_number(self, line: SieLine) -> None:
        self._org_number = line.text(0)

    def _take_currency(self, line: SieLine) -> None:
        if line.text(0) not in {"", "SEK"}:
            self.tell(Severity.WARNING, "sie.other_currency", line.number, currency=line.text(0))

    def _take_year(self, line: SieLine) -> None:
        if not line.text(1) and not line.text(2):
            return  # a file of vouchers may leave the year to whoever takes it in
        first, last = _day(line.text(1)), _day(line.text(2))
        if first > last:
            raise _Wrong("sie.year_backwards", **{"from": line.text(1), "to": line.text(2)})
        self._years[_year(line)] = first, last

    # --- accounts and dimensions

    def _take_account(self, line: SieLine) -> None:
        self._facts(_account(line, 0))["name"] = line.text(1)

    def _take_kind(self, line: SieLine) -> None:
        kind = line.text(1).upper()
        if kind not in _KINDS:
            raise _Wrong("sie.unknown_account_kind", kind=line.text(1), account=line.text(0))
        self._facts(_account(line, 0))["kind"] = _KINDS[kind]

    def _take_unit(self, line: SieLine) -> None:
        self._facts(_account(line, 0))["unit"] = line.text(1)

    def _take_sru(self, line: SieLine) -> None:
        facts = self._facts(_account(line, 0))
        if line.text(1):
            facts["sru"] = (*facts["sru"], line.text(1))

    def _facts(self, number: str) -> dict[str, Any]:
        return self._accounts.setdefault(number, {"name": "", "kind": None, "unit": "", "sru": ()})

    def _take_dimension(self, line: SieLine) -> None:
        number = _dimension(line.text(0))
        parent = _dimension(line.text(2)) if line.label == "#UNDERDIM" and line.text(2) else None
        self._dimensions[number] = FileDimension(number, line.text(1) or str(number), parent)

    def _take_value(self, line: SieLine) -> None:
        dimension, code = _dimension(line.text(0)), line.text(1)
        if not code:
            raise _Wrong("sie.value_without_code", dimension=dimension)
        self._values[dimension, code] = FileValue(dimension, code, line.text(2) or code)

    # --- balances

    def _take_amount(self, line: SieLine) -> None:
        _add(self._amounts[line.label].setdefault(_year(line), {}), _account(line, 1), _amount(line.text(2)))

    def _take_value_amount(self, line: SieLine) -> None:
        pairs = _pairs(line.objects(2))
        if not pairs:
            return  # the total, which #IB and #UB state as well
        amounts = self._by_value[line.label].setdefault(_year(line), {})
        for dimension, code in pairs.items():
            _add(amounts, (_account(line, 1), int(dimension), code), _amount(line.text(3)))

    def _take_change(self, line: SieLine) -> None:
        if _pairs(line.objects(3)):
            return  # part of the total of the account
        month = _day(f"{line.text(1)}01")
        year = self._changes.setdefault(_year(line), {})
        _add(year.setdefault(month, {}), _account(line, 2), _amount(line.text(4)))

    def _take_budget(self, line: SieLine) -> None:
        pairs = tuple(sorted(_pairs(line.objects(3)).items()))
        key = (_account(line, 2), pairs, _day(f"{line.text(1)}01"))
        _add(self._budgets.setdefault(_year(line), {}), key, _amount(line.text(4)))

    # --- vouchers

    def _take_voucher(self, line: SieLine) -> None:
        if self._head is not None:
            self.tell(Severity.ERROR, "sie.voucher_not_closed", self._head["at_line"])
        self._rows, self._history, self._inside = [], [], False
        self._head = {
            "series": line.text(0),
            "number": line.text(1),
            "day": _day(line.text(2)),
            "text": line.text(3),
            "registered_on": _day(line.text(4)) if line.text(4) else None,
            "signature": line.text(5),
            "at_line": line.number,
        }

    def _take_bracket(self, line: SieLine) -> None:
        if self._head is None or self._inside is (line.label == "{"):
            raise _Wrong("sie.stray_bracket", bracket=line.label)
        self._inside = line.label == "{"
        if not self._inside:
            self._vouchers.append(FileVoucher(lines=tuple(self._rows), history=tuple(self._history), **self._head))
            self._head = None

    def _take_row(self, line: SieLine) -> None:
        if not self._inside:
            raise _Wrong("sie.row_outside_voucher", label=line.label)
        row = FileLine(
            account=_account(line, 0),
            amount=_amount(line.text(2)),
            dimensions=_pairs(line.objects(1)),
            row_date=_day(line.text(3)) if line.text(3) else None,
            text=line.text(4),
            quantity=_number(line.text(5)) if line.text(5) else None,
            signature=line.text(6),
            at_line=line.number,
        )
        kind = _VOUCHER_ROWS[line.label]
        if kind:
            self._history.append(StruckLine(kind, len(self._rows), row))
        else:
            self._rows.append(row)


_WITH_VOUCHERS = 4


def _add(amounts: dict[Any, Decimal], key: object, amount: Decimal) -> None:
    amounts[key] = amounts.get(key, Decimal("0.00")) + amount


def _year(line: SieLine) -> int:
    year = _whole(line.text(0))
    if year is None:
        raise _Wrong("sie.malformed_year", text=line.text(0))
    return year


def _account(line: SieLine, place: int) -> str:
    account = line.text(place)
    if not account or len(account) > _ACCOUNT_LENGTH:
        raise _Wrong("sie.malformed_account", text=account)
    return account


def _dimension(text: str) -> int:
    number = _whole(text)
    if number is None or not 0 < number < 2**31:
        raise _Wrong("sie.malformed_dimension", text=text)
    return number


def _day(text: str) -> date:
    try:
        if len(text) == len("20261231") and text.isdecimal():
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise _Wrong("sie.malformed_date", text=text)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise _Wrong("sie.malformed_amount", text=text)
    number = Decimal(text.replace(",", "."))
    if abs(number) >= _LARGEST:
        raise _Wrong("sie.malformed_amount", text=text)
    return number


def _amount(text: str) -> Decimal:
    number = _number(text)
    cents = number.quantize(_CENT)
    if cents != number:
        raise _Wrong("sie.malformed_amount", text=text)
    return cents


def _pairs(words: tuple[str, ...]) -> Mapping[str, str]:
    """Dimensions and codes; a code without its dimension is cut off."""
    if not words:
        return {}
    return {str(_dimension(number)): code for number, code in zip(words[::2], words[1::2], strict=False) if code}
