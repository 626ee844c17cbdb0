"""`kontor report` of built reports, `--keep`, and `kontor run-due`."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_a_statement_is_kept_and_a_name_that_is_none_is_refused(office: Kontor) -> None:
    kept = office("report", "trial-balance", "--keep", "--from", "2026-01-01", "--to", "2026-12-31", "--json")

    assert kept.json["id"] > 0
    wrong = office("report", "no-such-report")
    assert (wrong.status, "no-such-report" in wrong.err) == (1, True)


def test_nothing_is_due_where_there_is_no_pack(office: Kontor) -> None:
    assert (office("run-due").status, office("run-due").out) == (0, "No pack is due.\n")
    assert office("run-due", "--on", "2026-04-01", "--json").json == []
