"""Lists of customers, suppliers and items from files of other programs: all of it or nothing, and never twice."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from models.database.rights import Role
from models.database.work import Work
from models.exchange.exporting import EXPORTERS
from models.exchange.intake import ImportReport
from models.exchange.item_import import import_items
from models.exchange.party_import import import_parties
from tests.support.office import Office
from tests.support.shared_data import shared_file

SWEDISH = """Kundnr;Namn;Org.nr;E-post;Postnr;Ort;Betalningsvillkor;Kreditgräns
1001;Åkerlunds Bygg AB;556016-0680;order@akerlund.example;113 30;Stockholm;30 dagar;50 000,00
1002;Östgöta Snickeri;;;602 20;Norrköping;10;
"""


def parties(office: Office, text: str, *, encoding: str = "utf-8", **options: Any) -> ImportReport:
    session = office.session(Role.ACCOUNTANT)
    return session.run(import_parties, content=text.encode(encoding), file_name="k.csv", options=options)


def stored(work: Work, *, code: str) -> Any:
    return work.row(
        "SELECT p.*, t.payment_days, t.credit_limit FROM contacts.party p LEFT JOIN contacts.party_terms t"
        " ON t.company_id = :company AND t.party_id = p.id WHERE p.code = :code",
        code=code,
    )


def problems(report: ImportReport) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in report.findings if finding.severity == "error"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_swedish_list_of_customers_comes_in_whatever_its_character_set(office: Office, encoding: str) -> None:
    report = parties(office, SWEDISH, encoding=encoding)
    row = office.session(Role.ACCOUNTANT).read(stored, code="1001")

    assert (report.done, dict(report.counts)) == (True, {"new": 2, "changed": 0, "unchanged": 0})
    assert (row.name, row.city, row.is_customer, row.is_supplier) == ("Åkerlunds Bygg AB", "Stockholm", True, False)
    assert (row.payment_days, row.credit_limit) == (30, Decimal("50000.00"))


def test_the_same_list_again_changes_nothing_and_a_changed_one_only_what_differs(office: Office) -> None:
    parties(office, SWEDISH)

    assert parties(office, SWEDISH).counts == {"new": 0, "changed": 0, "unchanged": 2}
    assert parties(office, SWEDISH.replace("Norrköping", "Linköping")).counts == {
        "new": 0,
        "changed": 1,
        "unchanged": 1,
    }
    assert office.session(Role.ACCOUNTANT).read(stored, code="1002").city == "Linköping"


def test_a_list_without_numbers_finds_whom_it_means_by_organisation_number_or_name(office: Office) -> None:
    parties(office, SWEDISH)

    text = "Namn,Org.nr,Ort\nÅkerlund,5560160680,Solna\nöstgöta snickeri,,Motala\nNy AB,,Lund\n"

    assert parties(office, text).counts == {"new": 1, "changed": 2, "unchanged": 0}
    assert parties(office, text).counts == {"new": 0, "changed": 0, "unchanged": 3}
    assert office.session(Role.ACCOUNTANT).read(stored, code="1001").city == "Solna"


def test_who_stands_twice_without_a_number_is_refused(office: Office) -> None:
    assert problems(parties(office, "Namn;Ort\nNy AB;Lund\nNY AB;Malmö\n")) == [("list.number_twice", 3)]


def test_titles_above_the_headings_are_passed_over_and_lines_counted_all_the_same(office: Office) -> None:
    report = parties(office, "Kundlista 2026;;\n\nNr;Namn;E-post\n1;A;fel\n")

    assert problems(report) == [("list.bad_email", 4)]


def test_items_without_numbers_are_not_made_twice(office: Office) -> None:
    content = "Benämning;Pris\nSpik;1,50\nSkruv;2,25\n".encode()
    session = office.session(Role.STOREKEEPER)
    counts = [session.run(import_items, content=content, file_name="a.csv").counts for _ in range(2)]

    assert counts == [{"new": 2, "changed": 0, "unchanged": 0}, {"new": 0, "changed": 0, "unchanged": 2}]


def test_a_customer_who_is_in_a_list_of_suppliers_becomes_both(office: Office) -> None:
    parties(office, SWEDISH)
    parties(office, SWEDISH, role="supplier")
    row = office.session(Role.ACCOUNTANT).read(stored, code="1001")

    assert (row.is_customer, row.is_supplier) == (True, True)


def test_every_wrong_cell_is_named_with_its_line_and_nothing_is_stored(office: Office) -> None:
    text = "Nr;Namn;Orgnr;E-post;Kreditgräns\n1;;556016-0681;x@y.se;ett\n1;B;;fel;-5\n"

    report = parties(office, text)

    assert problems(report) == [
        ("list.no_number", 2),
        ("list.missing", 2),
        ("list.bad_org_number", 2),
        ("list.bad_email", 3),
        ("list.negative", 3),
        ("list.number_twice", 3),
    ]
    assert office.session(Role.ACCOUNTANT).read(stored, code="1") is None


def test_a_dry_run_counts_and_stores_nothing(office: Office) -> None:
    report = office.session(Role.ACCOUNTANT).run(
        import_parties, content=SWEDISH.encode(), file_name="k.csv", dry_run=True
    )

    assert (report.done, report.counts["new"]) == (False, 2)
    assert office.session(Role.ACCOUNTANT).read(stored, code="1001") is None


def test_headings_that_nobody_could_guess_are_mapped(office: Office) -> None:
    text = "Firma\tRef\nNisse AB\t77\n"

    assert problems(parties(office, text)) == [("list.no_name_column", 1)]
    assert parties(office, text, map={"name": "Firma", "code": "Ref"}).done
    assert problems(parties(office, text, map={"name": "Frima"})) == [("list.unknown_heading", None)]


def test_a_seller_brings_customers_without_their_terms(office: Office) -> None:
    report = office.session(Role.SELLER).run(import_parties, content=SWEDISH.encode(), file_name="k.csv")
    row = office.session(Role.ACCOUNTANT).read(stored, code="1001")

    assert [finding.code for finding in report.findings] == ["list.terms_left_out"]
    assert (row.name, row.payment_days) == ("Åkerlunds Bygg AB", None)


def test_items_come_from_a_spreadsheet_with_prices_and_units_as_people_write_them(office: Office) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(
            [("Artikelnr", "Benämning", "Enhet", "Pris", "EAN"), (10, "Spik", "styck", 1.5, 7310865004703)]
        ):
            sheet.write_row(number, 0, row)
    session = office.session(Role.STOREKEEPER)

    report = session.run(import_items, content=file.getvalue(), file_name="a.xlsx")
    row = session.read(item, code="10")

    assert (report.done, report.counts["new"]) == (True, 1)
    assert (row.name, row.unit, row.barcode, row.sales_price) == ("Spik", "st", "7310865004703", Decimal("1.5"))


def item(work: Work, *, code: str) -> Any:
    return work.row(
        "SELECT i.*, t.sales_price FROM warehouse.item i JOIN warehouse.item_terms t"
        " ON t.company_id = :company AND t.item_id = i.id WHERE i.code = :code",
        code=code,
    )


def test_an_unknown_unit_is_refused_with_those_there_are(office: Office) -> None:
    report = office.session(Role.STOREKEEPER).run(import_items, content=b"Namn;Enhet\nSpik;fjong\n", file_name="a.csv")

    assert problems(report) == [("list.unknown_unit", 2)]


@pytest.mark.parametrize("content", [b"", b"Namn\n", b"PK\x03\x04broken", b"\0\1\2"])
def test_what_is_no_list_is_refused(office: Office, content: bytes) -> None:
    report = office.session(Role.ACCOUNTANT).run(import_parties, content=content, file_name="k.csv")

    assert report.refused


def test_what_is_written_is_read_back_without_a_change(office: Office) -> None:
    parties(office, SWEDISH)
    session = office.session(Role.ACCOUNTANT)

    written = session.read(EXPORTERS["parties"].run)

    assert session.run(import_parties, content=written.content, file_name=written.file_name).counts == {
        "new": 0,
        "changed": 0,
        "unchanged": 2,
    }


@pytest.mark.parametrize("number", ["Nr", "Not"])
def test_ten_thousand_customers_come_in_with_few_statements(office: Office, number: str) -> None:
    text = f"{number};Namn\n" + "".join(f"{n};Kund {n}\n" for n in range(10_000))

    assert parties(office, text).counts["new"] == 10_000


@pytest.mark.parametrize("name", ["salesforce-accountsForInsert.csv", "salesforce-insertAccountCsv.csv"])
def test_lists_of_other_programs_are_read(office: Office, name: str) -> None:
    file = shared_file(f"contacts/csv/{name}")

    report = office.session(Role.ACCOUNTANT).run(import_parties, content=file.read_bytes(), file_name=name)

    assert problems(report) == []
    assert report.counts["new"] > 0
