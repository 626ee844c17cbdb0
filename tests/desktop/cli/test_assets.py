"""`kontor depreciate`: nothing in an empty register, said plainly; the lists of fixed assets are reports."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_an_empty_register_has_nothing_due(office: Kontor) -> None:
    assert office("depreciate", "--month", "2026-03-31", "--json").json == []
    refused = office("depreciate", "--month", "2026-03-31", "--post")
    assert (refused.status, refused.err.strip()) == (1, "kontor: Nothing is left to be depreciated up to 2026-03-31.")
    groups = office("report", "asset-groups", "--json").json
    assert {"INV", "DATOR"} <= {group["code"] for group in groups}
