"""A list is the same in all four formats, with types that programs read, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.database.listing import Column, Kind
from reports.tables import Table, TableFormat, write_table
from resources.language import translator
from tests.support.documents import table
from tests.support.pdf_reading import overlapping, pages_of

INJECTIONS = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "=HYPERLINK(0)",
    "-A1",
)
HARMLESS = ("+46 8 123 456 78", "-5", "+46(0)8123", "a=b", "'quoted", "http://example.com")


def written(data: Table, file_format: str, language: str = "sv") -> bytes:
    stream = io.BytesIO()
    write_table(data, stream, file_format, language=language)
    return stream.getvalue()


def sheet_of(content: bytes) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def csv_of(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def texts(*values: str) -> Table:
    return Table(title="T", columns=(Column("text", "Text"),), rows=[(value,) for value in values])


def test_a_spreadsheet_holds_figures_and_dates_that_can_be_computed_with() -> None:
    _ = translator("sv")
    rows = sheet_of(written(table(2), "xlsx"))

    assert rows[0][0] == "Customer invoices"
    assert rows[3] == [_(each.label) for _at, each in table().shown]
    assert rows[4] == ["1041", "Kund 1 Åkerö Ångbåts Aktiebolag", date(2026, 3, 6), _("Posted"), 2.5, 0.25, False, 1.5]
    assert rows[5][-1] == 3.0
    assert rows[6][0] == _("Total")
    assert rows[6][-1] == 4.5


def test_a_figure_of_more_digits_than_a_spreadsheet_holds_is_written_as_text() -> None:
    data = Table(
        title="T",
        columns=(Column("amount", "Amount", Kind.MONEY),),
        rows=[(Decimal("9999999999999999.99"),), (Decimal("9999999999999.99"),)],
    )
    rows = sheet_of(written(data, "xlsx", "en"))

    assert rows[4:6] == [["9,999,999,999,999,999.99"], [9999999999999.99]]


def test_values_separated_for_swedish_spreadsheets_have_semicolons_decimal_commas_and_a_mark() -> None:
    content = written(table(1), "csv")

    assert content.startswith(b"\xef\xbb\xbf")
    head, row = csv_of(content, ";")
    assert len(head) == 8
    assert row[0] == "1041"
    assert row[2] == "2026-03-06"
    assert row[4] == "2,5"
    assert row[-1] == "1,50"


def test_values_separated_for_programs_have_commas_decimal_points_and_column_names() -> None:
    content = written(table(1), "plain-csv")

    head, row = csv_of(content, ",")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert head == ["number", "party", "invoice_date", "status", "quantity", "percent", "paid", "total"]
    assert row[-1] == "1.50"


def test_json_is_a_list_of_objects_with_amounts_as_decimal_text_and_iso_dates() -> None:
    (first,) = json.loads(written(table(1), "json"))

    assert first == {
        "id": 1,
        "number": "1041",
        "party": "Kund 1 Åkerö Ångbåts Aktiebolag",
        "invoice_date": "2026-03-06",
        "status": "posted",
        "quantity": "2.5",
        "percent": "25",
        "paid": False,
        "total": "1.50",
    }
    assert json.loads(written(table(0), "json")) == []


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("file_format", ["csv", "plain-csv"])
def test_text_that_a_spreadsheet_would_run_is_marked_as_text(text: str, file_format: str) -> None:
    (_head, (cell,)) = csv_of(written(texts(text), file_format), ";")

    assert cell == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_telephone_numbers_and_other_text_stay_as_they_are(text: str) -> None:
    (_head, (cell,)) = csv_of(written(texts(text), "csv"), ";")

    assert cell == text


def test_negative_figures_are_figures_and_no_formulas() -> None:
    data = Table(title="T", columns=(Column("amount", "Amount", Kind.MONEY),), rows=[(Decimal("-5.00"),)])

    assert csv_of(written(data, "csv"), ";")[1] == ["-5,00"]


def test_no_text_in_a_spreadsheet_is_a_formula_or_a_link() -> None:
    content = written(texts(*INJECTIONS[:4], "http://example.com"), "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)

    assert [row[0] for row in book.to_python(skip_empty_area=False)[4:9]] == [*INJECTIONS[:4], "http://example.com"]
    assert b"<f>" not in _unpacked(content)
    assert b"hyperlink" not in _unpacked(content)


def _unpacked(content: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name)


def test_moments_are_written_for_every_format() -> None:
    moment = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    data = Table(title="T", columns=(Column("at", "At", Kind.TIMESTAMP),), rows=[(moment,), (None,)])
    local = moment.astimezone().replace(tzinfo=None)

    assert sheet_of(written(data, "xlsx"))[4] == [local]
    assert csv_of(written(data, "csv"), ";")[1:] == [[f"{local:%Y-%m-%d %H:%M:%S}"], [""]]
    assert json.loads(written(data, "json")) == [{"at": "2026-03-05T12:00:00+00:00"}, {"at": None}]
    assert f"{local:%H:%M}" in pages_of(written(data, "pdf"))[0]


def test_a_list_as_pages_carries_its_sums_and_ends_with_the_total() -> None:
    pages = pages_of(written(table(90), "pdf", "en"))

    assert len(pages) == 3
    first = sum(f" {1040 + n} Kund" in f" {pages[0]}" for n in range(1, 91))
    carried = Decimal(first * (first + 1)) / 2 * Decimal("1.50")
    assert f"Carried forward {carried:,.2f}" in pages[0]
    assert f"Brought forward {carried:,.2f}" in pages[1]
    assert "6,142.50" in pages[2]


def test_a_list_of_many_columns_lies_down_and_nothing_overlaps() -> None:
    columns = (
        *(Column(f"t{n}", f"Text {n}") for n in range(6)),
        *(Column(f"m{n}", f"Amount {n}", Kind.MONEY) for n in range(8)),
    )
    row = (*(f"Ett längre stycke text nummer {n}" for n in range(6)), *(Decimal("1234567.89") for _ in range(8)))
    content = written(Table(title="Wide", columns=columns, rows=[row] * 30), "pdf")

    assert overlapping(content) == []
    assert pages_of(content)[0].count("1 234 567,89") > 8


@pytest.mark.parametrize("file_format", list(TableFormat))
def test_a_list_without_rows_is_written_in_every_format(file_format: TableFormat) -> None:
    assert written(table(0, totals={}), file_format)


@pytest.mark.parametrize("file_format", list(TableFormat))
def test_the_same_list_gives_the_same_bytes(file_format: TableFormat) -> None:
    assert written(table(60), file_format) == written(table(60), file_format)


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> object:
        yield (1, "1", "x", None, "posted", None, None, True, Decimal(1))
        raise RuntimeError

    target = tmp_path / "list.csv"
    with pytest.raises(RuntimeError):
        write_table(replace(table(), rows=broken()), target, "csv", language="sv")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []

    assert write_table(table(3), target, "csv", language="sv") == 3
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    with pytest.raises(ValueError, match="docx"):
        write_table(table(), target, "docx", language="sv")
