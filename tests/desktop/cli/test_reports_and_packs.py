"""`kontor report` of built reports, `--keep`, and `kontor run-due`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from models.database.local import LocalDatabase
from models.database.session import sign_in
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.desktop.cli.conftest import Kontor


def test_a_statement_is_kept_and_a_name_that_is_none_is_refused(office: Kontor) -> None:
    kept = office("report", "trial-balance", "--keep", "--from", "2026-01-01", "--to", "2026-12-31", "--json")

    assert kept.json["id"] > 0
    wrong = office("report", "no-such-report")
    assert (wrong.status, "no-such-report" in wrong.err) == (1, True)


def test_the_income_statement_and_the_balance_sheet_have_names_of_their_own(office: Kontor) -> None:
    session = sign_in(LocalDatabase().office_url())
    lines = (VoucherLine("1930", Decimal(1000)), VoucherLine("3001", Decimal(-1000)))
    session.run(post_vouchers, vouchers=[VoucherDraft(date(2026, 3, 2), lines, "Sale")])
    session.close()
    year = ("--from", "2026-01-01", "--to", "2026-12-31")
    (sales,) = office("report", "income-statement", *year, "--json").json
    assert (sales["account"], sales["kind"], sales["row"], sales["amount"]) == ("3001", "income", "sales", "1000.00")
    sheet = office("report", "balance-sheet", *year, "--json").json
    shown = [(row["account"], row["kind"], row["earlier"], row["amount"]) for row in sheet]
    assert shown == [("1930", "asset", "0.00", "1000.00"), ("", "equity", "0.00", "1000.00")]
    table = office("report", "income-statement", *year).out
    assert "Total operating income" in table
    months = office("report", "income-statement", "--columns", "months", *year, "--json").json
    assert {"m1", "m12", "total"} <= set(months[0])
    kept = office("report", "balance-sheet", "--keep", *year, "--json")
    assert kept.json["id"] > 0


def test_the_vat_return_is_a_report_like_others(office: Kontor, tmp_path: Path) -> None:
    boxes = {
        row["box"]: row["amount"] for row in office("report", "vat-return", "--as-of", "2026-02-03", "--json").json
    }
    assert boxes["49"] == "0.00"
    file = tmp_path / "vat.pdf"
    assert office("report", "vat-return", "--as-of", "2026-02-03", "-o", file).status == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert office("report", "vat-return", "--keep", "--as-of", "2026-02-03", "--json").json["id"] > 0


def test_nothing_is_due_where_there_is_no_pack(office: Kontor) -> None:
    assert (office("run-due").status, office("run-due").out) == (0, "No pack is due.\n")
    assert office("run-due", "--on", "2026-04-01", "--json").json == []
