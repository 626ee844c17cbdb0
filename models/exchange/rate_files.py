"""Reads published exchange rates: the European Central Bank's files, and those of Sveriges riksbank.

ECB: eurofxref as XML (daily, 90 days) or CSV (daily, historical), also in a zip archive: what a euro costs in each
currency. Riksbanken: CSV of days, series and values: what so many units of a currency cost in kronor.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from lxml import etree

from models.exchange.findings import Finding, Severity
from models.exchange.sheets import decode_text

_ECB, _RIKSBANK = "ECB", "Riksbanken"
_ECB_NAMESPACE = b"eurofxref"
_LARGEST_UNPACKED = 50_000_000  # bytes; the whole history is some 600 kB
#: A series such as "100 JPY", "EUR", "SEKEURPMI".
_SERIES = re.compile(r"(?:(\d+)\s+)?(?:SEK)?([A-Z]{3})(?:PMI)?")
_DAY_NAMES = ("date", "datum", "period")
_SERIES_NAMES = ("series", "serie", "valuta")
_VALUE_NAMES = ("value", "värde", "kurs", "medel")


@dataclass(slots=True)
class RateFile:
    """Rates by day: of each currency what one unit costs in `base`; `source` names who published them."""

    source: str = ""
    base: str = ""
    days: dict[date, dict[str, Decimal]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def is_rate_file(content: bytes) -> bool:
    """Whether the first bytes look like one of the files that are read here."""
    head = content[:2000]
    first = head.split(b"\n", 1)[0].lower()
    return _ECB_NAMESPACE in head or first.startswith(b"date,") or (b"serie" in first and b";" in first)


def read_rates(content: bytes) -> RateFile:
    """The rates of a file; with an error among the findings none of them is to be used."""
    file = RateFile()
    try:
        content = _unpacked(content)
        if _ECB_NAMESPACE in content[:2000]:
            _read_ecb_xml(content, file)
        elif content[:2000].lower().startswith(b"date,"):
            _read_ecb_csv(decode_text(content), file)
        else:
            _read_riksbank(decode_text(content), file)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, csv.Error) as error:
        file.findings.append(Finding(Severity.ERROR, "rates.unreadable", params={"detail": str(error)}))
    if not file.days and not file.findings:
        file.findings.append(Finding(Severity.ERROR, "rates.none"))
    return file


def in_currency(file: RateFile, own: str) -> Iterator[tuple[date, str, Decimal]]:
    """Day, currency and what one unit costs in `own`, by way of the base where the file states them in another.

    A day without a rate of `own` is left out.
    """
    for day, rates in sorted(file.days.items()):
        known: Mapping[str, Decimal] = {file.base: Decimal(1), **rates}
        if own in known:
            for currency, price in known.items():
                if currency != own:
                    yield day, currency, (price / known[own]).quantize(Decimal("0.000001"))


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK\x03\x04"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        if first.file_size > _LARGEST_UNPACKED:
            raise zipfile.BadZipFile(first.filename)
        return archive.read(first)


def _read_ecb_xml(content: bytes, file: RateFile) -> None:
    file.source, file.base = _ECB, "EUR"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for cube in etree.fromstring(content, parser).iter("{*}Cube"):
        day, currency, parent = cube.get("time"), cube.get("currency"), cube.getparent()
        if day is None and currency is not None and parent is not None:
            _add(file, parent.get("time") or "", currency, cube.get("rate") or "", None)


def _read_ecb_csv(text: str, file: RateFile) -> None:
    file.source, file.base = _ECB, "EUR"
    for line, row in enumerate(csv.DictReader(io.StringIO(text), skipinitialspace=True), 2):
        day = (row.pop("Date", "") or "").strip()
        for currency, value in row.items():
            if isinstance(value, str) and currency and value.strip() not in {"", "N/A"}:
                _add(file, day, currency.strip(), value.strip(), line)


def _add(file: RateFile, day: str, currency: str, value: str, line: int | None) -> None:
    """A rate of the ECB: how much of the currency a euro costs, turned into what a unit costs in euro."""
    when, number = _day(day), _number(value)
    if when is None or number is None:
        file.findings.append(Finding(Severity.ERROR, "rates.malformed", line, {"text": f"{day} {currency} {value}"}))
    else:
        file.days.setdefault(when, {})[currency.upper()] = 1 / number


def _read_riksbank(text: str, file: RateFile) -> None:
    file.source, file.base = _RIKSBANK, "SEK"
    reader = csv.reader(io.StringIO(text), delimiter=";")
    headings = [heading.strip().casefold() for heading in next(reader, [])]
    places = [_place(headings, names) for names in (_DAY_NAMES, _SERIES_NAMES, _VALUE_NAMES)]
    if None in places:
        file.findings.append(Finding(Severity.ERROR, "rates.not_a_rate_file"))
        return
    for line, cells in enumerate(reader, 2):
        texts = [cells[place].strip() if place is not None and place < len(cells) else "" for place in places]
        if any(texts):
            _add_krona(file, line, texts)


def _add_krona(file: RateFile, line: int, texts: list[str]) -> None:
    day, series, value = texts
    when, number, match = _day(day), _number(value), _SERIES.fullmatch(series.upper())
    if value.casefold() in {"", "n/a", "-"}:
        return  # a bank holiday
    if when is None or number is None or match is None:
        file.findings.append(Finding(Severity.ERROR, "rates.malformed", line, {"text": " ".join(texts)}))
        return
    file.days.setdefault(when, {})[match[2]] = number / Decimal(match[1] or 1)


def _place(headings: list[str], names: tuple[str, ...]) -> int | None:
    return next((place for place, heading in enumerate(headings) if heading.startswith(names)), None)


def _day(text: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d %B %Y", "%Y%m%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - only the day is kept
        except ValueError:
            continue
    return None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None
