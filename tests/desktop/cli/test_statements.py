"""Statements, the journal and a range of accounts on the command line, as tables and as files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.desktop.cli.conftest import Kontor
from tests.support.pdf_reading import text_of
from tests.support.shared_data import shared_file

_YEAR = ("--from", "2009-07-01", "--to", "2010-06-30")


def test_statements_of_imported_books_agree_with_their_trial_balance(kontor: Kontor, tmp_path: Path) -> None:
    kontor("init", "--name", "Övertagna AB")
    assert kontor("import", "sie", shared_file("sie/BL0001_typ4.SE")).status == 0

    rows = kontor("report", "statement", "--statement", "income", *_YEAR, "--json").json
    found = {row["row"]: Decimal(row["period"]) for row in rows if row["period"] is not None}
    balances = kontor("report", "trial-balance", "--account", "3000-8989", *_YEAR, "--json").json
    assert min(row["account"] for row in balances) >= "3000"
    assert found["result"] == -sum(Decimal(row["closing"]) for row in balances)

    position = kontor("report", "statement", "--statement", "balance", "--columns", "opening", *_YEAR, "--json").json
    sides = {row["row"]: row for row in position}
    assert sides["assets"]["closing"] == sides["funds"]["closing"]

    file = tmp_path / "months.pdf"
    made = kontor("report", "statement", "--columns", "months", "--accounts", *_YEAR, "-o", file)
    assert made.status == 0, made.err
    assert "2009-07" in text_of(file.read_bytes())

    assert kontor("report", "journal-lines", "--limit", "3", "--json").status == 0
    assert kontor("report", "account-analysis").status != 0
    analysis = kontor("report", "account-analysis", "--account", "1930", *_YEAR, "--json")
    assert len(analysis.json) == 12
