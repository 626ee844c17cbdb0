"""`kontor vat`: periods, boxes, filing and correcting from scripts."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_a_period_is_shown_filed_and_opened_again(office: Kontor) -> None:
    periods = office("vat", "periods", "--json").json
    first = periods[-1]["starts_on"]
    assert periods[-1]["status"] == "open"
    shown = office("vat", "show", first, "--json").json
    assert [row["box"] for row in shown][-1] == "49"
    assert office("vat", "file", first).out == "Filed. VAT to pay: 0.\n"
    again = office("vat", "file", first)
    assert (again.status, "is filed already" in again.err) == (1, True)
    assert office("vat", "periods", "--json").json[-1]["status"] == "filed"
    assert office("vat", "reopen", first, "--reason", "Fel").status == 0
    assert office("vat", "reopen", first, "--reason", "Fel").status == 1
    assert office("vat", "file", first, "--reason", "Fel", "--json").json["version"] == 2


def test_the_file_of_a_period_is_written(office: Kontor) -> None:
    first = office("vat", "periods", "--json").json[-1]["starts_on"]
    written = office("export", "vat", "--set", f"period={first}")
    assert (written.status, "<MomsBetala>0</MomsBetala>" in written.out) == (0, True)
