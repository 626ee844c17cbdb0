"""Reads a SIE 5 file, whole books (Sie) or vouchers alone (SieEntry), as the books of a company.

Standard: SIE 5, namespace http://www.sie.se/sie5. What lies under accounts (ledgers of customers and suppliers, fixed
assets, documents) is passed over and said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from models.exchange.books import BookFile, FileAccount, FileDimension, FileLine, FileValue, FileVoucher, StruckLine
from models.exchange.findings import Finding, Severity

_NAMESPACE = "http://www.sie.se/sie5"
_KINDS = {"asset": "asset", "liability": "liability", "equity": "equity", "cost": "expense", "income": "income"}
_BALANCE_KINDS = frozenset({"asset", "liability", "equity"})
_PASSED_OVER = ("CustomerInvoices", "SupplierInvoices", "FixedAssets", "GeneralSubdividedAccount", "Documents")
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 16
_SERIES_LENGTH = 20
_MONTHS = 12

Element = etree._Element  # noqa: SLF001 - lxml's own name of the type


def is_sie5(content: bytes) -> bool:
    """Whether the bytes look like XML rather than like lines with labels."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_books5(content: bytes) -> tuple[BookFile, tuple[Finding, ...]]:
    """What the file says, and what is to be said about it; with an error among the findings it is not to be used."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return BookFile(complete=False), (_error("sie.broken_xml", error.lineno, detail=str(error.msg)),)
    if root.tag not in {f"{{{_NAMESPACE}}}Sie", f"{{{_NAMESPACE}}}SieEntry"}:
        return BookFile(complete=False), (_error("sie.not_a_sie_file", _line(root)),)
    try:
        return _books(root), tuple(_passed_over(root))
    except _Wrong as wrong:
        return BookFile(complete=False), (_error(wrong.code, wrong.line, **wrong.params),)


class _Wrong(Exception):
    """An element that cannot be read."""

    def __init__(self, code: str, element: Element, **params: object) -> None:
        super().__init__(code)
        self.code, self.line, self.params = code, _line(element), params


def _error(code: str, line: int | None, **params: object) -> Finding:
    return Finding(Severity.ERROR, code, line, params)


def _passed_over(root: Element) -> Iterator[Finding]:
    for name in _PASSED_OVER:
        for element in _all(root, name):
            yield Finding(Severity.INFORMATION, "sie.unknown_label", _line(element), {"label": name})
            break


def _books(root: Element) -> BookFile:
    years = _years(root)
    accounts = [_account(element) for element in _all(root, "Accounts/Account")]
    kinds = {account.number: account.kind for account in accounts}
    vouchers = [_voucher(entry, series) for series, entry in _entries(root)]
    company = root.find(_path("FileInfo/Company"))
    complete = root.tag.endswith("}Sie")
    opening, closing, results = _balances(root, years, kinds)
    dimensions = list(_all(root, "Dimensions/Dimension"))
    return BookFile(
        complete=complete,
        company=_said(company, "name"),
        org_number=_said(company, "organizationId"),
        years=years,
        accounts=accounts,
        dimensions=[FileDimension(_dimension(d, "id"), d.get("name") or _wanted(d, "id")) for d in dimensions],
        values=[
            FileValue(_dimension(d, "id"), _wanted(value, "id"), value.get("name") or _wanted(value, "id"))
            for d in dimensions
            for value in _all(d, "Object")
        ],
        opening=opening,
        closing=closing,
        results=results,
        vouchers=vouchers,
        has_vouchers=complete and bool(vouchers),
    )


def _years(root: Element) -> Mapping[int, tuple[date, date]]:
    """The years counted from the primary one, which is 0; the year before it is -1."""
    found = [
        (_month(element, "start"), _month_end(_month(element, "end")), element.get("primary") in {"true", "1"})
        for element in _all(root, "FileInfo/FiscalYears/FiscalYear")
    ]
    for first, last, _primary in found:
        if last <= first:
            raise _Wrong("sie.year_backwards", root, **{"from": str(first), "to": str(last)})
    found.sort(key=lambda year: year[0])
    zero = next((place for place, year in enumerate(found) if year[2]), len(found) - 1)
    return {place - zero: (first, last) for place, (first, last, _primary) in enumerate(found)}


def _account(element: Element) -> FileAccount:
    number = _wanted(element, "id")
    kind = element.get("type") or ""
    if kind and kind not in _KINDS:
        raise _Wrong("sie.unknown_account_kind", element, account=number, kind=kind)
    return FileAccount(number, element.get("name") or number, _KINDS.get(kind), element.get("unit") or "")


Amounts = dict[int, dict[str, Decimal]]


def _balances(
    root: Element, years: Mapping[int, tuple[date, date]], kinds: Mapping[str, str | None]
) -> tuple[Amounts, Amounts, Amounts]:
    """Opening and closing balances at the ends of the years; what lies between is the sum of the vouchers."""
    opening: Amounts = {}
    closing: Amounts = {}
    results: Amounts = {}
    starts = {(first.year, first.month): index for index, (first, _last) in years.items()}
    ends = {(last.year, last.month): index for index, (_first, last) in years.items()}
    for account in _all(root, "Accounts/Account"):
        number = _wanted(account, "id")
        on_sheet = kinds.get(number) in _BALANCE_KINDS
        for element in account:
            name = etree.QName(element).localname
            if name not in {"OpeningBalance", "ClosingBalance"} or element.find(_path("ObjectReference")) is not None:
                continue
            month = _month(element, "month")
            places = starts if name == "OpeningBalance" else ends
            index = places.get((month.year, month.month))
            target = opening if name == "OpeningBalance" else closing if on_sheet else results
            if index is not None:
                target.setdefault(index, {})[number] = _amount(element, "amount")
    return opening, closing, results


def _entries(root: Element) -> Iterator[tuple[str, Element]]:
    for journal in _all(root, "Journal"):
        series = (journal.get("id") or "")[:_SERIES_LENGTH]
        for entry in _all(journal, "JournalEntry"):
            yield series, entry


def _voucher(entry: Element, series: str) -> FileVoucher:
    lines: list[FileLine] = []
    history: list[StruckLine] = []
    for element in _all(entry, "LedgerEntry"):
        struck = element.find(_path("Overstrike"))
        if struck is None:
            lines.append(_ledger_line(element))
        else:
            history.append(StruckLine("B", len(lines), _ledger_line(element)))
    info = entry.find(_path("EntryInfo"))
    return FileVoucher(
        day=_day(entry, "journalDate"),
        lines=tuple(lines),
        series=series,
        number=entry.get("id") or "",
        text=entry.get("text") or "",
        registered_on=_day(info, "date") if info is not None and info.get("date") else None,
        signature=_said(info, "by"),
        history=tuple(history),
        at_line=_line(entry),
    )


def _ledger_line(element: Element) -> FileLine:
    quantity = element.get("quantity")
    references = _all(element, "ObjectReference")
    info = element.find(_path("EntryInfo"))
    return FileLine(
        account=_wanted(element, "accountId"),
        amount=_amount(element, "amount"),
        dimensions={str(_dimension(found, "dimId")): _wanted(found, "objectId") for found in references},
        row_date=_day(element, "ledgerDate") if element.get("ledgerDate") else None,
        text=element.get("text") or "",
        quantity=_number(element, "quantity") if quantity else None,
        signature=_said(info, "by"),
        at_line=_line(element),
    )


def _path(path: str) -> str:
    return "/".join(f"{{{_NAMESPACE}}}{name}" for name in path.split("/"))


def _all(element: Element, path: str) -> list[Element]:
    return element.findall(_path(path))


def _said(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(name) or ""


def _wanted(element: Element, name: str) -> str:
    value = (element.get(name) or "").strip()
    if not value:
        raise _Wrong("sie.attribute_missing", element, name=etree.QName(element).localname, attribute=name)
    return value


def _dimension(element: Element, name: str) -> int:
    text = _wanted(element, name)
    if not text.isdecimal() or not 0 < int(text) < 2**31:
        raise _Wrong("sie.malformed_dimension", element, text=text)
    return int(text)


def _number(element: Element, name: str) -> Decimal:
    text = _wanted(element, name)
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _Wrong("sie.malformed_amount", element, text=text) from None
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise _Wrong("sie.malformed_amount", element, text=text)
    return number


def _amount(element: Element, name: str) -> Decimal:
    number = _number(element, name)
    cents = number.quantize(_CENT)
    if cents != number:
        raise _Wrong("sie.malformed_amount", element, text=str(number))
    return cents


def _day(element: Element, name: str) -> date:
    text = _wanted(element, name)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise _Wrong("sie.malformed_date", element, text=text) from None


def _month(element: Element, name: str) -> date:
    text = _wanted(element, name)
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        raise _Wrong("sie.malformed_date", element, text=text) from None


def _month_end(first: date) -> date:
    return date(first.year + first.month // _MONTHS, first.month % _MONTHS + 1, 1) - timedelta(days=1)


def _line(element: Element) -> int:
    line: Any = element.sourceline  # the stubs know of no type
    return int(line or 0)
