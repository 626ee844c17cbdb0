"""Packs of reports: made once for each period, kept, saved and sent; what failed is told and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.mailing.passwords import keep_password
from desktop.packs import PackResult, run_due
from models.company.attachments import list_attachments
from models.company.mailing import MailServer, Security, save_mail_server
from models.database.building import Definition, Key, Measure, Span
from models.database.errors import Denied, Invalid
from models.database.session import Session
from models.exchange.reporting.packs import (
    Pack,
    PackItem,
    begin_run,
    delete_pack,
    due_packs,
    end_run,
    list_packs,
    save_pack,
)
from models.exchange.reporting.saved import SavedReport, save_report
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.mail_server import PASSWORD, MailWorld, mail_server
from tests.support.office import Office
from tests.support.trade import refused

D = Decimal
APRIL = date(2026, 4, 3)
STATEMENTS = (PackItem("trial-balance"), PackItem("statement:income"))


@pytest.fixture
def accountant(office: Office) -> Session:
    """Somebody who has paid a rent in March."""
    session = office.session("accountant")
    lines = (VoucherLine("5010", D(1000)), VoucherLine("1930", D(-1000)))
    session.run(post_vouchers, vouchers=(VoucherDraft(date(2026, 3, 2), lines, "Hyra"),))
    return session


@pytest.fixture
def world(office: Office) -> Iterator[MailWorld]:
    """A mail server that the company uses."""
    with mail_server(MailWorld(signs_in=True)) as running:
        made = MailServer("127.0.0.1", running.port, Security.NONE, "post", "oss@example.se", "Björken")
        office.session("administrator").run(save_mail_server, server=made)
        keep_password(made, PASSWORD)
        yield running


def states(results: Iterator[PackResult]) -> list[tuple[str, str]]:
    return [(result.state, result.reason) for result in results]


def test_a_pack_is_made_once_for_a_period_and_again_for_the_next(
    office: Office, accountant: Session, tmp_path: Path
) -> None:
    accountant.run(save_pack, pack=Pack("Månadsrapport", STATEMENTS, folder=str(tmp_path)))

    assert [(due.first, due.last) for due in accountant.read(due_packs, on=APRIL)] == [
        (date(2026, 3, 1), date(2026, 3, 31))
    ]
    assert states(run_due(accountant, on=APRIL)) == [("done", "")]
    assert states(run_due(accountant, on=APRIL)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["Månadsrapport 2026-03-31.pdf"]
    assert states(run_due(accountant, on=date(2026, 5, 1))) == [("done", "")]
    run = office.value("SELECT min(id) FROM finance.pack_run")
    (kept,) = accountant.read(list_attachments, subject="finance.pack_run", subject_id=run)
    assert (kept.kind, kept.name) == ("issued", "Månadsrapport 2026-03-31.pdf")
    assert (tmp_path / kept.name).read_bytes().startswith(b"%PDF")


def test_a_spreadsheet_holds_a_cover_and_a_sheet_for_each_report(accountant: Session, tmp_path: Path) -> None:
    wanted = Definition("ledger_figures", keys=(Key("account"),), measures=(Measure("amount"),))
    stored = accountant.run(save_report, report=SavedReport("Konton", wanted))
    contents = (*STATEMENTS, PackItem("built", stored.id))
    accountant.run(save_pack, pack=Pack("Ledningen", contents, Span.YEAR_TO_DATE, "xlsx", folder=str(tmp_path)))

    assert states(run_due(accountant, on=APRIL)) == [("done", "")]
    with ZipFile(tmp_path / "Ledningen 2026-03-31.xlsx") as book:
        sheets = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        last = book.read(sheets[-1]).decode()
    assert len(sheets) == 4
    assert "<v>1000</v>" in last


def test_a_pack_is_sent_to_all_at_once_and_a_failure_is_tried_again_with_the_same_document(
    accountant: Session, world: MailWorld
) -> None:
    world.refuses["bo@example.se"] = "550 no such person"
    pack = Pack("Månadsrapport", STATEMENTS, recipients=("anna@example.se", "bo@example.se"))
    accountant.run(save_pack, pack=pack)
    ((state, reason),) = states(run_due(accountant, on=APRIL))

    assert state == "failed"
    assert "bo@example.se" in reason
    assert world.taken == []
    world.refuses.clear()
    assert states(run_due(accountant, on=APRIL)) == [("done", "")]
    assert states(run_due(accountant, on=APRIL)) == []
    (sent,) = world.taken
    message = message_from_bytes(sent, policy=policy.default)
    (attached,) = message.iter_attachments()
    assert (message["Subject"], attached.get_filename()) == ("Månadsrapport 2026-03-31", "Månadsrapport 2026-03-31.pdf")


def test_a_folder_that_is_gone_is_told_and_tried_again(accountant: Session, tmp_path: Path) -> None:
    folder = tmp_path / "rapporter"
    accountant.run(save_pack, pack=Pack("Månadsrapport", STATEMENTS, folder=str(folder)))

    ((state, reason),) = states(run_due(accountant, on=APRIL))
    assert (state, "rapporter" in reason) == ("failed", True)
    folder.mkdir()
    assert states(run_due(accountant, on=APRIL)) == [("done", "")]


def test_two_who_run_what_is_due_at_once_make_it_once(office: Office, accountant: Session) -> None:
    stored = accountant.run(save_pack, pack=Pack("Månadsrapport", STATEMENTS))
    first_day, last_day = date(2026, 3, 1), date(2026, 3, 31)
    first = accountant.run(begin_run, pack_id=stored.id, first=first_day, last=last_day)

    assert first is not None
    assert office.session("finance_clerk").run(begin_run, pack_id=stored.id, first=first_day, last=last_day) is None
    accountant.run(end_run, run_id=first, state="failed", reason="x")
    assert office.session("finance_clerk").run(begin_run, pack_id=stored.id, first=first_day, last=last_day) == first


def test_a_pack_needs_a_name_reports_and_addresses_that_are_some(office: Office, accountant: Session) -> None:
    good = Pack("Månadsrapport", STATEMENTS)
    for wrong, code in (
        (replace(good, name=" "), "pack.bad_name"),
        (replace(good, contents=()), "pack.empty"),
        (replace(good, recipients=("anna",)), "pack.bad_address"),
        (replace(good, span=Span.ALL), "pack.bad_period"),
    ):
        with refused(code, Invalid):
            accountant.run(save_pack, pack=wrong)
    stored = accountant.run(save_pack, pack=good)
    with refused("pack.name_taken", Invalid):
        accountant.run(save_pack, pack=good)
    with refused("company.not_allowed", Denied):
        office.session("seller").run(save_pack, pack=good)
    accountant.run(save_pack, pack=replace(good, id=stored.id, version=stored.version, active=False))
    assert accountant.read(due_packs, on=APRIL) == ()
    accountant.run(delete_pack, pack_id=stored.id)
    assert accountant.read(list_packs) == ()
