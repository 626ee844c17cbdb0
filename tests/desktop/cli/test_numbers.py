"""`kontor rate` and `kontor series`: the same rules as on the screens."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_a_rate_is_added_and_listed(office: Kontor) -> None:
    added = office("rate", "add", "eur", "11,2345", "--on", "2026-03-02", "--source", "Riksbanken")
    assert (added.status, added.out) == (0, "From 2026-03-02 on 1 EUR costs 11.2345 SEK.\n")
    (listed,) = office("report", "exchange-rates", "--json").json
    assert (listed["currency"], listed["rate"], listed["source"]) == ("EUR", "11.2345", "Riksbanken")
    again = office("rate", "add", "EUR", "12", "--on", "2026-03-02")
    assert (again.status, again.err.strip()) == (1, "kontor: EUR has a rate for 2026-03-02 already. Correct that one.")
    assert office("rate", "add", "USD", "10.5", "--json").json["source"] == "manual"
    assert office("rate", "add", "EUR", "much").status == 2


def test_a_series_runs_on_and_not_back(office: Kontor) -> None:
    assert office("series", "set", "quote", "--prefix", "Q-", "--next", "100").out == "The next number is Q-100.\n"
    assert office("series", "set", "quote", "--next", "200", "--json").json == {
        "kind": "quote",
        "prefix": "Q-",
        "next_number": 200,
    }
    back = office("series", "set", "quote", "--next", "150")
    assert (back.status, back.err.strip()) == (1, "kontor: Numbers only run forwards. The next one is 200 or later.")
    listed = {series["kind"]: series["next_number"] for series in office("series", "list", "--json").json}
    assert (listed["quote"], listed["customer_invoice"]) == (200, 1)
