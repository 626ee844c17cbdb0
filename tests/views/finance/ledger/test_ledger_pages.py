"""The screens of the ledger: figures add up, each opens what it is made of, vouchers are posted from the grid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from models.finance.entering import EntrySetup, Posting, entry_setup, post_voucher
from models.finance.posting import PostedEntry
from models.finance.reports import TrialBalance, TrialBalanceRow, account_balance
from models.finance.verification import BookFinding, verify
from tests.support.fake_host import FakeHost
from views.finance.ledger.books_check import BooksCheckPage
from views.finance.ledger.trial_balance import TrialBalancePage
from views.finance.ledger.voucher_entry import VoucherEntryPage
from views.finance.ledger.voucher_lines import Line
from views.kit.host import ExportFormat, Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.finance.posting import VoucherDraft

_FIRST, _LAST = date(2026, 1, 1), date(2026, 11, 24)


def _balance() -> TrialBalance:
    nothing, rent = Decimal("0.00"), Decimal("500.00")
    bank = TrialBalanceRow("1930", "Bank", "", "asset", Decimal("900.00"), nothing, rent, Decimal("400.00"))
    cost = TrialBalanceRow("5010", "Rent", "", "expense", nothing, rent, nothing, rent)
    capital = TrialBalanceRow("2081", "Capital", "", "equity", Decimal("-900.00"), nothing, nothing, Decimal("-900.00"))
    return TrialBalance(_FIRST, _LAST, (bank, capital, cost))


def test_the_trial_balance_sums_and_each_figure_opens_the_ledger_of_its_days(qtbot: QtBot) -> None:
    host = FakeHost(answers={"trial_balance": _balance()})
    page = TrialBalancePage(host, Link("finance.trial_balance"))
    qtbot.addWidget(page)
    *accounts, total = page.table.rows
    assert total.values[2:] == (Decimal(0), Decimal(500), Decimal(500), Decimal(0))
    assert accounts[0].links[5] == Link(
        "finance.general_ledger", arguments={"account": "1930", "from_date": _FIRST, "to_date": _LAST}
    )


def test_a_report_is_exported_as_it_stands(qtbot: QtBot) -> None:
    host = FakeHost(answers={"trial_balance": _balance()})
    page = TrialBalancePage(host, Link("finance.trial_balance"))
    qtbot.addWidget(page)
    next(action for action in page.actions_bound if action.declared.id == "finance.report.csv").trigger()
    (export,) = host.exported_tables
    assert export.format is ExportFormat.CSV
    assert [row[5] for row in export.rows] == [Decimal(400), Decimal(-900), Decimal(500), Decimal(0)]


def test_a_voucher_is_balanced_by_one_key_and_posted_and_the_next_has_the_same_day(qtbot: QtBot) -> None:
    host = FakeHost(
        answers={post_voucher: Posting(PostedEntry(7, "A", 12)), entry_setup: EntrySetup(), account_balance: Decimal(0)}
    )
    page = VoucherEntryPage(host, Link("finance.voucher"))
    qtbot.addWidget(page)
    page.form.set_draft(replace(page.draft, day=date(2026, 11, 3), text="Rent"), original=False)
    page.grid.set_lines([Line("5010", debit=Decimal("500.00")), Line("1930", text="Bank")])
    page.grid.table.go_to(1, "credit")
    acts = {action.declared.id: action for action in page.actions_bound}
    assert not acts["finance.voucher.post"].isEnabled()
    acts["finance.voucher.balance"].trigger()
    acts["finance.voucher.post"].trigger()
    voucher = cast("VoucherDraft", host.ran[0][1]["voucher"])
    assert [(line.account, line.amount) for line in voucher.lines] == [("5010", Decimal(500)), ("1930", Decimal(-500))]
    assert "A12" in host.told[-1].text
    assert page.lines == ()
    assert page.draft.day == date(2026, 11, 3)


def test_the_check_says_that_all_is_right_or_shows_what_is_not_with_its_voucher(qtbot: QtBot) -> None:
    finding = BookFinding("verify.no_lines", "error", "ledger.entry", "9", {"voucher": "A3"})
    host = FakeHost(answers={verify: (finding,)})
    page = BooksCheckPage(host, Link("finance.books_check"))
    qtbot.addWidget(page)
    page.check()
    assert page.findings.rows[0].opens == Link("finance.voucher", 9)
    broken = page.invariants.rows[0]
    assert broken.values[0] == "Broken: 1"
    assert broken.values[2] == "Every voucher posted here has its lines"
    assert "restore the last backup" in str(broken.values[3])
    host.answers = {verify: ()}
    page.check()
    assert page.findings.isHidden()
    assert {row.values[0] for row in page.invariants.rows} == {"Holds"}
