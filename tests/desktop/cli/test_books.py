"""`kontor book`: further books are opened, posted in and reported on, and leave the company's own as they are."""

from __future__ import annotations

from decimal import Decimal

from tests.desktop.cli.conftest import Kontor


def test_a_book_is_opened_once_and_listed(office: Kontor) -> None:
    opened = office("book", "open", "IFRS", "--json").json
    assert opened["code"] == "IFRS"
    assert opened in office("book", "list", "--json").json
    again = office("book", "open", "ifrs")
    assert (again.status, "already" in again.err) == (1, True)


def test_statements_are_made_with_a_book_and_every_book_is_proved(office: Kontor) -> None:
    office("book", "open", "Tax")
    alone = office("report", "statement", "--statement", "balance", "--json").json
    through = office("report", "statement", "--statement", "balance", "--book", "tax", "--json").json
    assert [row["period"] for row in through] == [row["period"] for row in alone]
    beside = office("report", "statement", "--statement", "balance", "--columns", "book", "--json").json
    assert all(Decimal(row["difference"] or 0) == 0 for row in beside)
    unknown = office("report", "statement", "--book", "K4")
    assert (unknown.status, "no book K4" in unknown.err) == (1, True)
    assert office("verify", "--json").json == []
