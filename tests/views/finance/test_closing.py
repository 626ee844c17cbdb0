"""Closing a month on the screen: what blocks it opens, tasks are signed, accounts reconciled, the month closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.finance.closing.periods import read_period
from models.finance.closing.tasks import begin_close, close_board, sign_task
from tests.support.closing import book, key_of, period_of, tasks_of
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.closing.checks import CHECKS, rows_of
from views.finance.closing.forms import AssignPage, FreezePage, ThawPage, UnsignPage
from views.finance.closing.month import CloseMonthPage
from views.finance.closing.reconciliation import Item, ReconciliationPage
from views.finance.closing.reconciliations import ReconciliationsPage
from views.finance.closing.task import CloseTaskPage
from views.finance.closing.template import TemplateTaskPage
from views.kit.host import Link
from views.kit.page import Page

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant's host; 75 stand on the suspense account."""
    book(office, date(2026, 1, 5), "2999", "1930", "75")
    return OfficeHost(session=office.session("accountant"), today=date(2026, 2, 3))


def why_not(page: Page, name: str) -> str | None:
    (action,) = (bound.declared for bound in page.actions_bound if bound.declared.id == name)
    return action.blocker(page.context())


def fill(page: Any, **values: object) -> None:
    """Type values into the fields of a form."""
    page.form.set_draft(replace(page.form.draft, **values), original=False)


def do(page: Page, name: str) -> None:
    (action,) = (bound.declared for bound in page.actions_bound if bound.declared.id == name)
    assert action.blocker(page.context()) is None
    action.run(page.context())


def month(qtbot: QtBot, host: OfficeHost) -> CloseMonthPage:
    page = CloseMonthPage(host, Link("finance.close"))
    qtbot.addWidget(page)
    return page


def task(qtbot: QtBot, host: OfficeHost, office: Office, code: str) -> CloseTaskPage:
    page = CloseTaskPage(host, Link("finance.close_task", key_of(tasks_of(office, 1)[code])))
    qtbot.addWidget(page)
    return page


def test_the_gauge_says_what_blocks_and_each_count_opens_its_rows(qtbot: QtBot, host: OfficeHost) -> None:
    page = month(qtbot, host)
    assert page.gauge.text() == "In the way: Suspense accounts not empty: 1, Accounts not reconciled: 2."
    row = next(row for row in page.tasks.rows if row.values[0] == "Clear the suspense account")
    assert (row.values[3], row.values[4]) == (1, D(75))
    assert row.links[3] == Link("finance.accounts", arguments={"role": "suspense"})


def test_every_check_has_a_name_and_a_place(office: Office) -> None:
    period = office.session("auditor").read(read_period)
    board = office.session("auditor").read(close_board, period_id=period.id)
    used = {task.check_code for task in board.tasks} - {""}
    assert used <= set(CHECKS)
    assert all(rows_of(code, period) for code in used)


def test_a_month_is_begun_signed_and_closed(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = month(qtbot, host)
    do(page, "finance.close.begin")
    assert why_not(page, "finance.close.close") == f"{len(page.tasks.rows)} tasks are not done yet."
    blocked = task(qtbot, host, office, "suspense")
    assert why_not(blocked, "finance.close_task.sign") == "Comes after Match every bank transaction, which is not done."
    do(task(qtbot, host, office, "bank_matched"), "finance.close_task.sign")
    blocked.refresh()
    assert why_not(blocked, "finance.close_task.sign") == "1 is left."
    book(office, date(2026, 1, 31), "5010", "2999", "75")
    blocked.refresh()
    do(blocked, "finance.close_task.sign")
    assert [bound.declared.id for bound in blocked.actions_bound][-1] == "finance.close_task.unsign"
    reconcile_bank(qtbot, host, office)
    for one in tasks_of(office, 1).values():
        if not one.done:
            office.session("accountant").run(sign_task, task_id=key_of(one))
    page.refresh()
    do(page, "finance.close.close")
    host.reply("yes")
    assert page.record is not None
    assert page.record.period.closed
    assert [row.values[1] for row in page.history.rows][:2] == ["Closed", "Locked"]
    assert [bound.declared.id for bound in page.actions_bound] == ["finance.close.reopen"]


def reconcile_bank(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = ReconciliationPage(
        host, Link("finance.reconciliation", arguments={"period": period_of(office, 1), "account": "1930"})
    )
    qtbot.addWidget(page)
    assert why_not(page, "finance.reconciliation.sign") == "Enter what the evidence says."
    fill(page, evidence=D(-70))
    assert why_not(page, "finance.reconciliation.sign") == "There is something left to explain."
    page.grid.set_lines([Item("Charge not booked", D(-5))])
    do(page, "finance.reconciliation.sign")
    assert page.record is not None
    assert (page.record.account.state, page.dirty) == ("signed", False)


def test_accounts_are_listed_with_what_is_missing(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = ReconciliationsPage(host, Link("finance.reconciliations", period_of(office, 1)))
    qtbot.addWidget(page)
    assert [(row.values[0], row.values[2], row.values[7]) for row in page.table.rows] == [
        ("1930", D(-75), "missing"),
        ("2999", D(75), "missing"),
    ]
    do(page, "finance.reconciliations.print")
    (job,) = host.previewed
    pdf = office.session("accountant").read(job.make, **job.arguments)
    assert pdf.startswith(b"%PDF")


def test_a_task_is_assigned_and_its_signature_taken_back(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    accountant = office.session("accountant")
    accountant.run(begin_close, period_id=period_of(office, 1))
    key = key_of(tasks_of(office, 1)["numbers"])
    clerk = office.value("SELECT id FROM company.app_user WHERE name = 'financeclerk'")
    assigning = AssignPage(host, Link("finance.close_task.assign", key))
    qtbot.addWidget(assigning)
    fill(assigning, reviewer_id=clerk)
    assigning.form.save()
    accountant.run(sign_task, task_id=key)
    page = task(qtbot, host, office, "numbers")
    assert why_not(page, "finance.close_task.review") == "Somebody else reviews what you have signed."
    taking_back = UnsignPage(host, Link("finance.close_task.unsign", key))
    qtbot.addWidget(taking_back)
    fill(taking_back, reason="Signed too early")
    taking_back.form.save()
    assert host.opened[-1] == Link("finance.close_task", key)
    assert tasks_of(office, 1)["numbers"].signed_at is None


def test_a_month_is_frozen_for_all_but_one_and_thawed(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    clerk = office.value("SELECT id FROM company.app_user WHERE name = 'financeclerk'")
    freezing = FreezePage(host, Link("finance.close.freeze", period_of(office, 1)))
    qtbot.addWidget(freezing)
    fill(freezing, first=clerk)
    fill(freezing, until=date(2099, 1, 1))
    freezing.form.save()
    page = month(qtbot, host)
    assert page.record is not None
    assert page.record.period.people == "Finance_Clerk"
    lifting = ThawPage(host, Link("finance.close.thaw", period_of(office, 1)))
    qtbot.addWidget(lifting)
    fill(lifting, reason="Everything is in")
    lifting.form.save()
    page.refresh()
    assert page.record.period.frozen_areas == ()


def test_the_template_is_changed_on_the_screen(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    key = office.value("SELECT id FROM ledger.close_template WHERE code = 'result'")
    page = TemplateTaskPage(host, Link("finance.close_template_task", key))
    qtbot.addWidget(page)
    fill(page, due_day=7)
    fill(page, reviewed=True)
    page.form.save()
    assert office.value("SELECT due_day FROM ledger.close_template WHERE id = %s", key) == 7
    assert host.opened[-1] == Link("finance.close_template")
