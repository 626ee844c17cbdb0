"""Books brought in from files of other programs: the trial balance is that of the file, and nothing is taken twice."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desktop.cli.conftest import Kontor
from tests.support.pdf_reading import text_of
from tests.support.shared_data import shared_file

#: File, and the fiscal year that it holds.
BOOKS = [
    ("BL0001_typ4.SE", "2009-07-01", "2010-06-30"),
    ("MAMUT_SIE4_EXPORT.SE", "2010-01-01", "2010-12-31"),
    ("Bokslut_Norstedts_SIE_4E.se", "2009-07-01", "2010-06-30"),
    ("magenta_bokföring_SIE4E.se", "2011-01-01", "2011-12-31"),
]


def stated(file: Path, label: str) -> dict[str, Decimal]:
    """What the file itself says an account holds, without the accounts that hold nothing."""
    text = file.read_bytes().decode("cp437")
    found = re.findall(rf'^#{label}\s+0\s+"?(\d+)"?\s+"?(-?[\d.]+)', text, flags=re.MULTILINE)
    return {account: Decimal(amount) for account, amount in found if Decimal(amount)}


@pytest.mark.parametrize(("name", "first", "last"), BOOKS)
def test_the_trial_balance_after_an_import_is_that_of_the_file(
    kontor: Kontor, name: str, first: str, last: str
) -> None:
    file = shared_file(f"sie/{name}")
    kontor("init", "--name", "Övertagna AB")

    taken = kontor("import", "sie", file, "--json")

    assert taken.status == 0, taken.err
    rows = kontor("report", "trial-balance", "--from", first, "--to", last, "--json").json
    assert all(list(row) == ["account", "name", "opening", "debit", "credit", "closing"] for row in rows)
    opening = {row["account"]: Decimal(row["opening"]) for row in rows if Decimal(row["opening"])}
    closing = {row["account"]: Decimal(row["closing"]) for row in rows if Decimal(row["closing"])}
    assert opening == stated(file, "IB")
    assert closing == stated(file, "UB") | stated(file, "RES")
    assert kontor("verify").status == 0


def test_a_dry_run_changes_nothing(kontor: Kontor) -> None:
    file = shared_file("sie/BL0001_typ4.SE")
    kontor("init", "--name", "Övertagna AB")

    tried = kontor("import", "sie", file, "--dry-run", "--json")

    assert tried.status == 0
    assert kontor("report", "vouchers", "--json").json == []


def test_a_second_import_of_the_same_file_takes_nothing_twice(kontor: Kontor) -> None:
    file = shared_file("sie/BL0001_typ4.SE")
    kontor("init", "--name", "Övertagna AB")
    kontor("import", "sie", file)
    before = kontor("report", "trial-balance", "--to", "2010-06-30", "--json").json

    kontor("import", "sie", file)

    assert kontor("report", "trial-balance", "--to", "2010-06-30", "--json").json == before


def test_imported_books_survive_backup_and_restore(kontor: Kontor, tmp_path: Path) -> None:
    kontor("init", "--name", "Övertagna AB")
    kontor("import", "sie", shared_file("sie/BL0001_typ4.SE"))
    before = kontor("report", "trial-balance", "--to", "2010-06-30", "--json").json

    assert kontor("backup", tmp_path / "kept.kontor").status == 0
    assert kontor("restore", tmp_path / "kept.kontor").status == 0

    assert kontor("report", "trial-balance", "--to", "2010-06-30", "--json").json == before
    assert kontor("verify", "--json").json == []


def test_the_general_ledger_and_the_journal_add_up_to_the_trial_balance(kontor: Kontor) -> None:
    kontor("init", "--name", "Övertagna AB")
    kontor("import", "sie", shared_file("sie/BL0001_typ4.SE"))
    span = ("--from", "2009-07-01", "--to", "2010-06-30", "--json")

    sums = {row["account"]: row for row in kontor("report", "trial-balance", *span).json}
    ledger = kontor("report", "general-ledger", *span).json
    journal = kontor("report", "journal", *span).json

    for account, row in sums.items():
        lines = [line for line in ledger if line["account"] == account]
        assert lines[0]["balance"] == row["opening"]
        assert lines[-1]["balance"] == row["closing"]
        assert sum(Decimal(line["debit"]) for line in lines) == Decimal(row["debit"])
    booked = [line for line in journal if line["account"] in sums]
    assert sum(Decimal(line["debit"]) for line in booked) == sum(Decimal(line["credit"]) for line in booked)


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "pdf"])
def test_a_report_is_written_in_the_format_of_the_file_name(office: Kontor, tmp_path: Path, ending: str) -> None:
    beginnings = {"csv": b"\xef\xbb\xbf", "json": b"[", "xlsx": b"PK", "pdf": b"%PDF-"}

    answer = office("report", "accounts", "-o", tmp_path / f"accounts.{ending}")

    assert answer.status == 0, answer.err
    assert (tmp_path / f"accounts.{ending}").read_bytes().startswith(beginnings[ending])


def test_the_books_are_printed_as_their_own_documents(kontor: Kontor, tmp_path: Path) -> None:
    kontor("init", "--name", "Övertagna AB")
    (tmp_path / "books.si").write_text(
        "#FLAGGA 0\n#SIETYP 4\n#RAR 0 20260101 20261231\n#KONTO 1930 Bank\n#KONTO 3001 Sales\n"
        '#VER A 1 20260105 "Cash sale"\n{\n#TRANS 1930 {} 125.00\n#TRANS 3001 {} -125.00\n}\n',
        encoding="cp437",
    )
    assert kontor("import", "sie", tmp_path / "books.si").status == 0

    def printed(*words: str) -> str:
        path = tmp_path / "books.pdf"
        answer = kontor("report", *words, "--to", "2026-12-31", "-o", path)
        assert answer.status == 0, answer.err
        return text_of(path.read_bytes())

    balance, ledger, account = (
        printed("trial-balance"),
        printed("general-ledger"),
        printed("general-ledger", "--account", "1930"),
    )
    assert all(word in balance for word in ("Övertagna AB", "Assets", "1930", "3001", "125.00"))
    assert all(word in ledger for word in ("Cash sale", "1930", "3001", "125.00"))
    assert "3001" not in account


def test_what_is_unknown_is_refused_with_what_there_is(office: Kontor, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")

    assert "kontor report --list" in office("report", "horoscope").err
    assert "sie" in office("import", "papyrus", tmp_path / "x.txt").err
    assert "absent" in office("import", "sie", tmp_path / "absent").err


def test_a_broken_file_is_refused_with_findings_by_line(office: Kontor, tmp_path: Path) -> None:
    (tmp_path / "broken.se").write_text(
        '#FLAGGA 0\n#SIETYP 4\n#RAR 0 20260101 20261231\n#KONTO 1930 Bank\n#VER A 1 20260105 "x"\n{\n'
        "#TRANS 1930 {} 100.00\n}\n",
        encoding="cp437",
    )

    answer = office("import", "sie", tmp_path / "broken.se", "--json")

    assert answer.status == 1
    finding = answer.json[0]
    assert finding["file"] == "broken.se"
    assert finding["code"]
    assert finding["message"]
    assert isinstance(finding["line"], int)
