"""A general ledger that is longer than anybody scrolls: its file, its end, what follows, and paper that is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models.database.errors import Rejected
from models.database.work import Work
from models.finance import issuing
from models.finance.issuing import general_ledger_document
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.ledger import general_ledger as ledger_page
from views.finance.ledger import ledger_rows
from views.finance.ledger.general_ledger import GeneralLedgerPage
from views.kit.host import Link

D = Decimal
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def long_account(office: Office) -> Office:
    """A krona of rent on each of the first 250 days of 2026."""
    lines = (VoucherLine("5010", D(1)), VoucherLine("1930", D(-1)))
    days = [date.fromordinal(FIRST.toordinal() + n) for n in range(250)]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(day, lines, "Rent") for day in days])
    return office


@pytest.fixture
def page(qtbot: QtBot, long_account: Office) -> GeneralLedgerPage:
    """The ledger of that account."""
    host = OfficeHost(session=long_account.session("accountant"), today=date(2026, 11, 26))
    arguments = {"account": "5010", "from_date": FIRST, "to_date": LAST}
    made = GeneralLedgerPage(host, Link("finance.general_ledger", arguments=arguments))
    qtbot.addWidget(made)
    return made


def _act(page: GeneralLedgerPage, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


def _host(page: GeneralLedgerPage) -> Any:
    return page.host


def test_a_file_is_written_line_by_line_and_holds_all_of_them(
    page: GeneralLedgerPage, long_account: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_rows, "_AT_ONCE", 100)
    _act(page, "finance.report.csv")
    (export,) = _host(page).exported_tables

    def written(work: Work) -> list[tuple[object, ...]]:
        return list(export.reads(work))

    opening, *lines, closing = long_account.session("auditor").read(written)
    assert [row[5] for row in lines] == [D(n) for n in range(1, 251)]
    assert (opening[5], closing[3:]) == (D(0), (D(250), D(0), D(250)))


def test_scrolling_ends_where_nobody_would_scroll_further_and_the_rest_opens_by_its_day(
    page: GeneralLedgerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_page, "MOST_SHOWN", 200)
    assert page.record is not None
    page.show_record(page.record)
    last = page.table.rows[-1]
    day = date(2026, 7, 19)  # the 200th of the year
    asked = {"account": "5010", "from_date": day, "to_date": LAST}
    assert (page.table.rows[-2].values[0], last.links[2].arguments) == (day, asked)
    assert "2026-07-19" in str(last.values[2])


def test_one_key_goes_to_the_last_lines(page: GeneralLedgerPage) -> None:
    _act(page, "finance.ledger.last")
    assert _host(page).opened[-1].arguments["from_date"] == date(
        2026, 5, 31
    )  # 100 days before 7 September, and that day


def test_a_ledger_that_nobody_would_print_is_refused(long_account: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuing, "MOST_PRINTED", 499)
    read, days = long_account.session("auditor").read, {"from_date": FIRST, "to_date": LAST}
    (found,) = read(general_ledger_document, **days, account="5010").accounts
    assert len(list(found.rows)) == 250
    with pytest.raises(Rejected) as refused:
        read(general_ledger_document, **days)
    assert refused.value.code == "export.too_many_rows"
