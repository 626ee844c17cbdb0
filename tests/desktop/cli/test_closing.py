"""`kontor close`: the same rules as on the screens."""

from __future__ import annotations

from tests.desktop.cli.conftest import Kontor


def test_a_month_is_begun_signed_and_finished(office: Kontor) -> None:
    month = ("--month", "2026-01-15")
    shown = office("close", "show", *month, "--json").json
    assert [row["code"] for row in shown if row["count"]] == []
    assert office("close", "begin", *month).status == 0
    refused = office("close", "finish", *month)
    assert refused.status == 1
    assert "are not done" in refused.err
    out_of_order = office("close", "sign", "bank_agrees", *month)
    assert out_of_order.status == 1
    assert "comes after" in out_of_order.err
    for row in shown:
        assert office("close", "sign", row["code"], *month).status == 0, row
    assert office("close", "review", "numbers", *month).status == 1
    assert office("close", "finish", *month).out == "1 month is closed, up to 2026-01-31.\n"
    assert office("close", "lock", "stock", "--month", "2026-02-01").status == 0
    assert office("close", "unlock", "all", "--reason", "A late bill", *month).status == 0
    assert office("close", "sign", "wishes", *month).status == 1
    assert office("close", "show", "--month", "1999-01-01").status == 1


def test_an_account_is_reconciled(office: Kontor) -> None:
    month = ("--month", "2026-03-31")
    assert office("close", "accounts", *month, "--json").json == []
    assert office("close", "reconcile", "1930", "0", *month).out == "Account 1930 is reconciled.\n"
    refused = office("close", "reconcile", "1930", "5", *month)
    assert refused.status == 1
    assert "not explained" in refused.err
