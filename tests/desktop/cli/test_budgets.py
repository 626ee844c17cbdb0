"""`kontor budget`: begun, taken in, approved, compared and kept with the same rules as on the screens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.desktop.cli.conftest import Kontor


def budgets(office: Kontor, code: str) -> list[dict[str, Any]]:
    return [row for row in office("report", "budgets", "--json").json if row["code"] == code]


def test_a_budget_is_taken_in_approved_and_compared(office: Kontor, tmp_path: Path) -> None:
    file = tmp_path / "budget.csv"
    file.write_text("Konto;Namn;jan;feb\n3001;Försäljning;1000;2000\n5010;Hyra;500;500\n")
    assert office("import", "budget", str(file), "--set", "year=2026-01-01", "name=PLAN").status == 0
    (row,) = budgets(office, "PLAN")
    assert (row["code"], row["status"], row["result"]) == ("PLAN", "draft", "2000.00")
    key = str(row["id"])
    nothing = office("budget", "compare", "--to", "2026-02-28")
    assert (nothing.status, "No budget is approved" in nothing.err) == (1, True)
    assert office("budget", "approve", key).out == "PLAN, version 1 is approved.\n"
    assert office("budget", "delete", key).status == 1
    rows = {row["account"]: row for row in office("budget", "compare", "--to", "2026-02-28", "--json").json}
    assert (rows["3001"]["to_date_budget"], rows["3001"]["to_date_actual"]) == ("3000.00", "0.00")
    assert (rows["5010"]["month_budget"], rows["5010"]["year_budget"]) == ("500.00", "1000.00")
    reported = office("report", "budget", "--to", "2026-02-28", "--json").json
    assert {row["account"]: row["year_budget"] for row in reported}["5010"] == "1000.00"


def test_drafts_are_begun_as_copies_and_deleted(office: Kontor) -> None:
    begun = office("budget", "begin", "COPY", "--year", "2026-05-01", "--json").json
    copied = office("budget", "begin", "COPY", "--year", "2026-05-01", "--copy", str(begun["id"]), "--json").json
    assert [row["version"] for row in budgets(office, "COPY")] == [2, 1]
    assert office("budget", "delete", str(copied["id"])).status == 0
    refused = office("budget", "begin", "COPY", "--year", "2026-05-01", "--from-last-year")
    assert (refused.status, "no fiscal year before" in refused.err) == (1, True)
    assert office("budget", "begin", "COPY", "--year", "2026-05-01", "--percent", "x").status == 1
