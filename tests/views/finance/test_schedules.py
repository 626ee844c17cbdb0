"""Recurring vouchers, spread amounts and what is due, on the screen and in real books."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.ledger.voucher import VoucherPage
from views.finance.schedules.deferral import DeferralPage
from views.finance.schedules.due import DuePage
from views.finance.schedules.forms import DeferPage, PlanReversalPage
from views.finance.schedules.recurring import RecurringPage
from views.kit.host import Link

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant's, in April; an insurance of 12 000 was booked on 10 January."""
    session = office.session("accountant")
    lines = [VoucherLine("6310", D(12000)), VoucherLine("1930", D(-12000))]
    draft = VoucherDraft(date=date(2026, 1, 10), lines=lines, text="Försäkring")
    session.run(post_vouchers, vouchers=[draft])
    return OfficeHost(session=session, today=date(2026, 4, 10))


def act(page: VoucherPage | DuePage | DeferralPage, name: str) -> None:
    next(bound for bound in page.actions_bound if bound.declared.id == name).trigger()


def test_a_voucher_leads_to_its_repetition_its_reversal_and_its_spreading(qtbot: QtBot, host: OfficeHost) -> None:
    page = VoucherPage(host, Link("finance.voucher", 1))
    qtbot.addWidget(page)
    for name in ("repeat", "reverse_later", "spread"):
        act(page, f"finance.voucher.{name}")
    assert [link.kind for link in host.opened] == [
        "finance.recurring_voucher",
        "finance.plan_reversal",
        "finance.defer",
    ]
    assert host.opened[-1].key == 1


def test_a_repetition_is_proposed_from_its_model_and_posted_with_what_is_due(qtbot: QtBot, host: OfficeHost) -> None:
    form = RecurringPage(host, Link("finance.recurring_voucher", arguments={"model": 1}))
    qtbot.addWidget(form)
    assert (form.form.draft.name, form.form.draft.starts_on) == ("Försäkring", date(2026, 2, 1))
    form.form.save()
    due = DuePage(host, Link("finance.due"))
    qtbot.addWidget(due)
    assert [row.values[0] for row in due.table.rows] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    act(due, "finance.due.post")
    assert due.table.rows == ()
    assert host.told[-1].text == "3 vouchers are posted."


def test_an_amount_is_spread_and_ended_early(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    form = DeferPage(host, Link("finance.defer", 1))
    qtbot.addWidget(form)
    assert (form.form.draft.amount, form.form.draft.deferral_account) == (D(12000), "1790")
    form.form.save()
    assert host.opened[-1].kind == "finance.deferral"
    page = DeferralPage(host, host.opened[-1])
    qtbot.addWidget(page)
    assert len(page.table.rows) == 12
    page._end()
    assert page.record is not None
    assert page.record.remaining == 0
    assert office.value("SELECT count(*) FROM ledger.entry") == 3


def test_the_first_of_the_next_month_is_proposed_for_a_reversal(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = PlanReversalPage(host, Link("finance.plan_reversal", 1, {"posted": date(2026, 1, 10)}))
    qtbot.addWidget(page)
    assert page.form.draft.on == date(2026, 2, 1)
    page.form.set_draft(replace(page.form.draft, on=date(2026, 3, 1)), original=False)
    page.form.save()
    assert office.value("SELECT reverse_on FROM ledger.planned_reversal") == date(2026, 3, 1)
