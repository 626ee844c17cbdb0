"""A chart of accounts is taken in from a list or a SIE file: what is new and changed is told first, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.database.errors import Denied
from models.exchange.account_import import import_accounts
from models.exchange.findings import Severity
from models.exchange.intake import ImportReport
from models.exchange.looking import look_at_file
from models.finance.accounts import change_accounts, read_account
from models.finance.posting import post_vouchers
from tests.models.finance.test_corrections import rent
from tests.support.office import Office

LIST = """Konto;Benämning;Kontotyp;Momskod;SRU;Aktiv
5010;Hyra av lokal;K;I25;7513;
5011;Hyra av förråd;Kostnad;;;ja
1931;Sparkonto;T;;7281;
"""
SIE = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#KONTO 5010 "Lokalhyra"
#KONTO 6987 "Föreningsavgifter, avdragsgilla"
#KTYP 6987 K
#SRU 6987 7513
"""


def take(office: Office, text: str, *, dry_run: bool = False, encoding: str = "utf-8", **options: Any) -> ImportReport:
    session = office.session("accountant")
    content = text.encode(encoding)
    return session.run(import_accounts, content=content, file_name="chart", dry_run=dry_run, options=options)


def told(report: ImportReport) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in report.findings]


def test_a_list_is_told_first_and_then_makes_and_changes_accounts(office: Office) -> None:
    preview = take(office, LIST, dry_run=True)
    assert told(preview) == [
        ("chart.name_changes", 2),
        ("chart.tax_code_changes", 2),
        ("chart.sru_changes", 2),
        ("chart.new", 3),
        ("chart.new", 4),
    ]
    session = office.session("accountant")
    assert session.read(read_account, number="5010").name == "Lokalhyra"
    report = take(office, LIST)
    assert (report.done, dict(report.counts)) == (True, {"new": 2, "changed": 1, "unchanged": 0})
    rented, stored, saved = (session.read(read_account, number=number) for number in ("5010", "5011", "1931"))
    assert (rented.name, rented.tax_code, rented.sru, rented.active) == ("Hyra av lokal", "I25", ("7513",), True)
    assert (stored.kind, stored.active, stored.sru) == ("expense", True, ())
    assert (saved.kind, saved.sru) == ("asset", ("7281",))
    assert dict(take(office, LIST).counts) == {"new": 0, "changed": 0, "unchanged": 3}


def test_the_accounts_of_a_sie_file_are_taken_without_its_vouchers(office: Office, tmp_path: Path) -> None:
    report = take(office, SIE, encoding="cp437")
    assert dict(report.counts) == {"new": 1, "changed": 0, "unchanged": 1}
    made = office.session("accountant").read(read_account, number="6987")
    assert (made.name, made.kind, made.sru) == ("Föreningsavgifter, avdragsgilla", "expense", ("7513",))
    path = tmp_path / "chart.se"
    path.write_text(SIE, encoding="cp437")
    look = office.session("accountant").read(look_at_file, path=path, kind="accounts")
    assert look.mapping == {"code": "number", "name": "name", "kind": "kind", "sru": "sru"}


def test_a_wrong_list_is_refused_whole_with_every_line_named(office: Office) -> None:
    office.session("accountant").run(post_vouchers, vouchers=[rent()])
    report = take(
        office, "Konto;Namn;Typ;Momskod\n5010;Hyra;tillgång;\nX1;Fel;;\n5999;;;\n6999;Övrigt;;NADA\n6999;Igen;;\n"
    )
    errors = [(f.code, f.line) for f in report.findings if f.severity is Severity.ERROR]
    assert errors == [
        ("chart.kind_of_used", 2),
        ("chart.no_number", 3),
        ("list.missing", 4),
        ("chart.unknown_tax_code", 5),
        ("list.number_twice", 6),
    ]
    assert not report.done
    assert office.session("accountant").read(read_account, number="5010").name == "Lokalhyra"


def test_who_does_not_keep_the_accounts_takes_none_in(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("seller").run(import_accounts, content=LIST.encode(), file_name="chart.csv")


def test_many_accounts_are_closed_at_once_and_given_a_tax_code(office: Office) -> None:
    session = office.session("accountant")
    before = {"5010": "active", "5020": "active"}
    assert session.run(change_accounts, field="status", before=before, value="inactive") == 2
    assert not session.read(read_account, number="5020").active
    assert session.run(change_accounts, field="tax_code", before={"5010": ""}, value="I25") == 1
    assert session.read(read_account, number="5010").tax_code == "I25"


def test_accounts_are_taken_out_of_use_by_a_list_and_an_empty_cell_leaves_them(office: Office) -> None:
    text = "Konto;Aktiv;Öppna poster\n5010;nej;ja\n5020;;\n"
    assert told(take(office, text, dry_run=True)) == [("chart.open_items_on", 2), ("chart.active_off", 2)]
    take(office, text)
    session = office.session("accountant")
    closed, left = (session.read(read_account, number=number) for number in ("5010", "5020"))
    assert (closed.active, closed.open_items, left.active) == (False, True, True)
