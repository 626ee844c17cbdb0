"""The year-end on the screen: what is missing is said, and the year is closed, decided on and opened again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from models.finance.closing.periods import close_periods
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.year_end.forms import ClosePage, DisposalPage, ReopenPage, TaxPage
from views.finance.year_end.page import YearEndPage
from views.kit.host import Link

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant's host; sales of 100 000 in 2026."""
    session = office.session("accountant")
    lines = [VoucherLine("1930", D(100000)), VoucherLine("3004", D(-100000))]
    session.run(post_vouchers, vouchers=[VoucherDraft(date=date(2026, 5, 1), lines=lines)])
    return OfficeHost(session=session, today=date(2027, 3, 1))


def lock_all(office: Office) -> None:
    for (period,) in office.owner().execute("SELECT id FROM ledger.period ORDER BY starts_on").fetchall():
        office.session("accountant").run(close_periods, last_period_id=period)


def opened(qtbot: QtBot, host: OfficeHost) -> YearEndPage:
    page = YearEndPage(host, Link("finance.year_end"))
    qtbot.addWidget(page)
    return page


def why_not(page: YearEndPage, name: str) -> str | None:
    (action,) = (bound.declared for bound in page.actions_bound if bound.declared.id == name)
    return action.enabled(page.context()) if action.enabled else None


def test_open_months_stand_in_the_way_of_closing(qtbot: QtBot, host: OfficeHost) -> None:
    page = opened(qtbot, host)
    assert page.record is not None
    assert page.record.end.locked == 0
    assert why_not(page, "finance.year_end.close") == "12 months are not locked yet."


def test_the_year_is_taxed_closed_decided_on_and_opened_again(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    lock_all(office)
    page = opened(qtbot, host)
    assert page.record is not None
    year = page.record.end.fiscal_year_id
    page._tax(page.context())
    tax = TaxPage(host, Link("finance.year_end.tax", year))
    qtbot.addWidget(tax)
    tax.form.save()
    page.refresh()
    assert page.tax.rows[-1].values == ("Left to post", "", D(0))
    closing = ClosePage(host, Link("finance.year_end.close", year))
    qtbot.addWidget(closing)
    assert (closing.form.draft.result_account, closing.form.draft.equity_account) == ("8999", "2099")
    closing.form.save()
    assert host.opened[-1] == Link("finance.year_end", year)
    page.refresh()
    assert page.record.end.closed_at is not None
    # 100 000 less 20.6 %
    assert page.record.end.result == D(79400)
    reopening = ReopenPage(host, Link("finance.year_end.reopen", year))
    qtbot.addWidget(reopening)
    reopening.form.save()
    assert page.record.end.closed_at is not None, "a reason is wanted"
    decision = DisposalPage(host, Link("finance.year_end.disposal", year))
    qtbot.addWidget(decision)
    assert decision.form.draft.date == date(2027, 3, 1)
