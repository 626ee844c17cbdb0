"""Published exchange rates: the ECB's in euro become kronor, the Riksbank's are per so many units."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from models.exchange.rate_files import is_rate_file, read_rates
from models.exchange.rate_import import import_rates
from tests.support.office import Office

D = Decimal
XML = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube>
<Cube time="2026-03-31"><Cube currency="USD" rate="1.10"/><Cube currency="SEK" rate="11.00"/></Cube>
<Cube time="2026-03-30"><Cube currency="SEK" rate="11.20"/><Cube currency="XAU" rate="0.0003"/></Cube>
</Cube></gesmes:Envelope>"""
CSV = "Date,USD,SEK,GBP,\n2026-03-31,1.10,11.00,N/A,\n2025-12-31,1.20,11.50,0.85,\n"
RIKSBANK = """Period;Grupp;Serie;Värde
2026-03-31;Valutor;100 JPY;7,0500
2026-03-31;Valutor;EUR;11,0250
2026-04-01;Valutor;EUR;n/a
"""


def zipped(text: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("eurofxref-hist.csv", text)
    return archive.getvalue()


def take(office: Office, content: bytes, **options: str) -> dict[tuple[str, date], tuple[Decimal, str]]:
    report = office.session("accountant").run(import_rates, content=content, file_name="rates", options=options)
    assert report.done, report.findings
    rows = office.owner().execute("SELECT currency, valid_on, rate, source FROM company.currency_rate")
    return {(currency, day): (rate, source) for currency, day, rate, source in rows.fetchall()}


def test_rates_of_the_ecb_become_kronor(office: Office) -> None:
    last = date(2026, 3, 31)
    assert take(office, XML.encode()) == {
        ("EUR", last): (D(11), "ECB"),
        ("USD", last): (D(10), "ECB"),
        ("EUR", date(2026, 3, 30)): (D("11.2"), "ECB"),
    }


@pytest.mark.parametrize("content", [CSV.encode(), zipped(CSV)])
def test_the_history_comes_in_from_the_first_fiscal_year_on(office: Office, content: bytes) -> None:
    assert set(take(office, content)) == {("EUR", date(2026, 3, 31)), ("USD", date(2026, 3, 31))}
    assert ("GBP", date(2025, 12, 31)) in take(office, content, **{"from": "2025-01-01"})


def test_rates_of_the_riksbank_are_per_so_many_units(office: Office) -> None:
    day = date(2026, 3, 31)
    assert take(office, RIKSBANK.encode()) == {
        ("JPY", day): (D("0.0705"), "Riksbanken"),
        ("EUR", day): (D("11.025"), "Riksbanken"),
    }


def test_a_day_that_has_a_rate_keeps_it_and_a_file_may_come_twice(office: Office) -> None:
    office.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-03-31', 10.5, 'manual')"
    )
    take(office, RIKSBANK.encode())
    assert take(office, XML.encode(), currencies="EUR")["EUR", date(2026, 3, 31)] == (D("10.5"), "manual")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (XML[:-30], "rates.unreadable", None),
        (XML.replace("1.10", "x"), "rates.malformed", None),
        (CSV.replace("11.00", "-1"), "rates.malformed", 2),
        (RIKSBANK.replace("7,0500", "sju"), "rates.malformed", 2),
        (RIKSBANK.replace("Serie", "Namn"), "rates.not_a_rate_file", None),
        ("Date,USD\n", "rates.none", None),
    ],
)
def test_a_damaged_file_brings_nothing(office: Office, text: str, code: str, line: int | None) -> None:
    report = office.session("accountant").run(import_rates, content=text.encode(), file_name="rates")
    assert (report.findings[0].code, report.findings[0].line, report.done) == (code, line, False)
    assert office.value("SELECT count(*) FROM company.currency_rate") == 0


def test_files_are_known_by_how_they_begin() -> None:
    assert all(is_rate_file(text.encode()) for text in (XML, CSV, RIKSBANK))
    assert not is_rate_file(b"Kundnr;Namn\n1;x\n")
    assert read_rates(XML.encode()).base == "EUR"
