"""`kontor spending`: rules are made and shown, what they stop is said in full, and one document is let past."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.database.local import LocalDatabase
from models.database.session import sign_in
from models.finance.budgets.planning import BudgetRow, approve_budget, create_budget, months_of
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.desktop.cli.conftest import Kontor


def test_spending_is_watched_shown_and_let_past(office: Kontor, shared_home: Path) -> None:
    assert office("spending", "rule", "5010", "--stop", "--title", "Hyra").out == "The rule has number 1.\n"
    with closing(sign_in(LocalDatabase(shared_home).office_url())) as session:
        months = months_of(date(2026, 1, 1), date(2026, 12, 31))
        rows = [BudgetRow("5010", dict.fromkeys(months, Decimal(100)))]
        kept = session.run(create_budget, fiscal_year_id=1, code="BUDGET", rows=rows)
        session.run(approve_budget, budget_id=kept.id, version=kept.version)
        lines = (VoucherLine("5010", Decimal(1000)), VoucherLine("1930", Decimal(-1000)))
        session.run(post_vouchers, vouchers=[VoucherDraft(date(2026, 3, 5), lines, "Hyra")])
    shown = office("spending", "show", "--on", "2026-03-31", "--json").json
    assert [(row["accounts"], row["budget"], row["spent"], row["available"], row["status"]) for row in shown] == [
        ("5010", "1200.00", "1000.00", "200.00", "within")
    ]
    refused = office("spending", "allow", "voucher", "--amount", "50", "--reason", " ")
    assert (refused.status, "Give a reason" in refused.err) == (1, True)
    assert office("spending", "allow", "supplier_invoice", "9", "--amount", "50", "--reason", "x").status == 1
    assert office("spending", "allow", "voucher", "7", "--amount", "50", "--reason", "x").status == 1
    allowed = office("spending", "allow", "voucher", "--amount", "50", "--reason", "Flytt")
    assert allowed.out == "It may go over the budget once.\n"
