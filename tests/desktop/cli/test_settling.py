"""`kontor open-items`, `settle-items`, `keep-open-items`: an account is kept so, looked at as of a day, and settled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.database.local import LocalDatabase
from models.database.session import sign_in
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.desktop.cli.conftest import Kontor

D = Decimal


@pytest.fixture
def advances(office: Kontor, shared_home: Path) -> str:
    """An account with 100 in debit and in credit of one number, and 30 besides."""
    del office, shared_home
    session = sign_in(LocalDatabase().office_url())
    try:
        for text, amount in (("Advance 48120", 100), ("Report 48120", -100), ("Advance 48133", 30)):
            lines = (VoucherLine("1610", D(amount)), VoucherLine("2890", D(-amount)))
            session.run(post_vouchers, vouchers=[VoucherDraft(date(2026, 3, 5), lines, text)])
    finally:
        session.close()
    return "1610"


def test_an_account_is_kept_as_open_items_settled_and_seen_on_a_day(office: Kontor, advances: str) -> None:
    refused = office("open-items", "--account", advances)
    assert refused.status == 1
    assert "keeps no open items" in refused.err
    assert office("keep-open-items", advances).out == "Account 1610 keeps open items: 3 are taken over.\n"
    (proposal,) = office("settle-items", "--account", advances, "--dry-run", "--json").json
    assert (proposal["certain"], proposal["amount"], proposal["vouchers"]) == (True, "100.00", "A1 A2")
    assert office("settle-items", "--account", advances).out == "1 proposal is settled.\n"
    on = office("open-items", "--account", advances, "--on", "2026-03-05", "--json").json
    assert [(item["voucher"], item["remaining"]) for item in on] == [("A3", "30.00")]
    ended = office("keep-open-items", advances, "--end")
    assert ended.status == 1
    assert "1 open items" in ended.err
    assert office("verify").status == 0
