"""`kontor year-end`: the same rules as on the screens."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_a_year_with_an_open_month_is_shown_and_not_closed(office: Kontor) -> None:
    (shown,) = office("year-end", "show", "--year", "2026-06-01", "--json").json
    assert (shown["periods"], shown["locked"], shown["closed_at"]) == (12, 0, None)
    refused = office("year-end", "close", "--year", "2026-06-01")
    assert refused.status == 1
    assert "2026-01-01" in refused.err
    assert "not locked for everything" in refused.err
    assert office("year-end", "tax", "--year", "2026-06-01").out == "Nothing is left to post.\n"
    assert office("year-end", "reopen", "--reason", "x", "--year", "2026-06-01").status == 1
    assert office("year-end", "show", "--year", "1999-01-01").status == 1
