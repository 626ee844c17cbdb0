"""Packs, kept reports and the documents of the law on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from models.database.building import Definition, Span
from models.database.errors import Rejected
from models.database.listing import Column, Kind
from models.exchange.reporting.packs import (
    DuePack,
    Pack,
    PackItem,
    StoredPack,
    begin_run,
    due_now,
    end_run,
    load_pack,
    save_pack,
)
from models.exchange.reporting.saved import SavedReport, saved_reports
from models.exchange.reporting.snapshots import KeptReport, LaterVoucher, Snapshot
from models.finance.reports import TrialBalance, TrialBalanceRow, trial_balance
from models.finance.statements.keeping import StatementName, list_statements
from reports.finance.documenting import archive_plan_pdf
from reports.plain.freezing import Comparison, Kept, compare_kept, freeze_report, read_kept
from reports.plain.packing import MadePack, keep_pack
from reports.plain.table import PlainTable
from tests.support.fake_host import FakeHost
from views.finance.ledger.trial_balance import TrialBalancePage
from views.finance.reporting.documentation import DocumentationPage
from views.finance.reporting.pack import PackPage
from views.finance.reporting.snapshot import SnapshotPage
from views.kit.host import Link
from views.kit.page import Page

D = Decimal
REPORT = SavedReport("Marginal", Definition("invoiced_lines"), id=7, version=1)
PACK = Pack(
    "Månad", (PackItem("trial-balance"), PackItem("built", 7)), Span.LAST_QUARTER, "xlsx", ("a@b.se",), id=3, version=2
)
CHOICES: dict[object, object] = {
    list_statements: (StatementName("k2-income", "Resultaträkning K2", None),),
    saved_reports: (REPORT,),
}
TABLE = PlainTable("Marginal", "2026", (Column("a", "Group"), Column("b", "Net", Kind.MONEY)), (("Bygg", D(1)),))
SNAPSHOT = Snapshot(4, "built", "Marginal", {}, {}, "en", datetime(2026, 3, 1, tzinfo=UTC), "Anna", "ab" * 32, True)
LATER = LaterVoucher(9, "A2", date(2026, 3, 3), "Hyra", D(250), datetime(2026, 3, 4, tzinfo=UTC))


def act(page: Page, name: str) -> None:
    """Do what the page offers under this id."""
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def test_a_pack_is_put_together_and_saved() -> None:
    host = FakeHost(
        answers={
            list_statements: (StatementName("k2-income", "Resultaträkning K2", None),),
            saved_reports: (REPORT,),
            save_pack: StoredPack(3, 1),
        }
    )
    page = PackPage(host, Link("finance.pack"))
    page.name.setText("Månad")
    page.contents.pick(PackItem("trial-balance"))
    page.contents.pick(PackItem("built", 7))
    page.recipients.setText("a@b.se; c@d.se")
    assert page.contents.text_of(PackItem("built", 7)) == "Marginal"
    assert page.leaving_loses() is not None
    act(page, "finance.pack.save")

    saved = host.ran[-1][1]["pack"]
    assert isinstance(saved, Pack)
    assert (saved.contents, saved.recipients) == (
        (PackItem("trial-balance"), PackItem("built", 7)),
        ("a@b.se", "c@d.se"),
    )
    assert (page.title, page.leaving_loses()) == ("Månad", None)
    page.deleteLater()


def test_a_stored_pack_is_shown_with_its_runs_and_its_last_period() -> None:
    due = DuePack(PACK, date(2026, 7, 1), date(2026, 9, 30))
    host = FakeHost(
        answers={
            list_statements: (StatementName("k2-income", "Resultaträkning K2", None),),
            saved_reports: (REPORT,),
            load_pack: PACK,
            due_now: due,
        }
    )
    page = PackPage(host, Link("finance.pack", 3))

    assert page.pack == PACK
    assert host.fetched[-1][0].name == "pack_runs"
    act(page, "finance.pack.show")
    assert host.previewed[-1].filename == "Månad 2026-09-30.pdf"
    page.deleteLater()


def test_a_pack_is_made_at_once_sent_to_all_and_noted() -> None:
    due = DuePack(PACK, date(2026, 7, 1), date(2026, 9, 30))
    made = MadePack("Månad 2026-09-30.xlsx", b"x")
    host = FakeHost(
        answers={saved_reports: (), list_statements: (), load_pack: PACK, due_now: due, begin_run: 5, keep_pack: made}
    )
    host.answers = {**host.answers, end_run: None}
    page = PackPage(host, Link("finance.pack", 3))
    act(page, "finance.pack.make")

    assert host.mailer.sent[-1][0].recipient == "a@b.se"
    assert host.ran[-1][1] == {"run_id": 5, "state": "done", "reason": ""}
    host.mailer.failures.append(Rejected("mail.no_server"))
    act(page, "finance.pack.make")
    assert host.ran[-1][1]["state"] == "failed"
    host.answers = {**host.answers, begin_run: None}
    act(page, "finance.pack.make")
    assert "already" in host.told[-1].text
    page.deleteLater()


def test_a_kept_report_says_what_is_not_the_same_and_which_vouchers_came() -> None:
    columns = (Column("when", ""), *TABLE.columns)
    changed = PlainTable("", "", columns, (("then", "Bygg", D(1)), ("now", "Bygg", D(2))))
    answers: dict[object, object] = {
        read_kept: Kept(SNAPSHOT, TABLE),
        compare_kept: Comparison(False, changed, (LATER,)),
    }
    host = FakeHost(answers=answers)
    page = SnapshotPage(host, Link("finance.snapshot", 4))
    act(page, "finance.snapshot.compare")

    assert "Anna" in page.seal.text()
    assert page.changes is not None
    assert [row.values for row in page.changes.rows] == [("Then", "Bygg", D(1)), ("Now", "Bygg", D(2))]
    assert page.vouchers.rows[0].opens == Link("finance.voucher", 9)
    page.show_comparison(Comparison(True, replace(TABLE, rows=()), ()))
    assert "the same" in page.verdict.text()
    page.deleteLater()


def test_a_statement_is_kept_from_its_own_page() -> None:
    row = TrialBalanceRow("1930", "Bank", "", "asset", D(0), D(1), D(0), D(1))
    found = TrialBalance(date(2026, 1, 1), date(2026, 11, 24), (row,))
    host = FakeHost(answers={trial_balance: found, freeze_report: KeptReport(4)})
    page = TrialBalancePage(host, Link("finance.trial_balance"))
    act(page, "finance.statement.freeze")

    assert host.ran[-1][0] is freeze_report
    assert "kept" in host.told[-1].text
    page.deleteLater()


def test_the_documents_of_a_year_are_shown() -> None:
    years = [(date(2026, 1, 1), date(2026, 12, 31), "open", 5), (date(2025, 1, 1), date(2025, 12, 31), "locked", 4)]
    host = FakeHost(rows={"fiscal_years": years})
    page = DocumentationPage(host, Link("finance.documentation"))
    page.buttons[1].click()

    assert (host.previewed[-1].make, host.previewed[-1].arguments["fiscal_year_id"]) == (archive_plan_pdf, 5)
    page.deleteLater()
