"""VAT on its pages: what is due, every box opens to lines that sum to it, filing, correcting and the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_all
from models.exchange.eskd import read_eskd
from models.finance.queries import VAT_LINES
from models.finance.vat.returns import file_vat_return, read_vat_return
from tests.models.finance.test_vat_returns import Q1, Q1_END, trade
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.tax.filing import VatFilingPage, VatReopeningPage
from views.finance.tax.periods import VatPeriodsPage, VatSettingsPage
from views.finance.tax.vat_return import VatReturnPage
from views.kit.host import Link

RETURN = Link("finance.vat_return", "2026-01-01")


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant at work."""
    return OfficeHost(session=office.session("accountant"), today=date(2026, 11, 26))


@pytest.fixture
def customer(office: Office) -> int:
    """A party that buys and sells."""
    key: int = office.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer, is_supplier)"
        " VALUES ('K1', 'Kund', 'organisation', true, true) RETURNING id"
    )
    return key


def test_each_box_opens_to_lines_that_sum_to_it(qtbot: QtBot, office: Office, customer: int, host: OfficeHost) -> None:
    trade(office, customer)
    page = VatReturnPage(host, RETURN)
    qtbot.addWidget(page)
    shown = {row.values[0]: row for row in page.table.rows}
    assert list(shown) == ["05", "10", "21", "30", "48", "49"]
    for box, row in shown.items():
        if box == "49":
            continue
        asked = row.links[2].arguments
        filters = (
            Filter("box", "=", asked["box"]),
            Filter("due_on", ">=", asked["due_on_from"]),
            Filter("due_on", "<=", asked["due_on_to"]),
        )
        found = office.session("accountant").read(
            fetch_all, query=VAT_LINES, request=PageRequest(filters=filters), limit=100
        )
        at = [column.name for column in VAT_LINES.columns].index("amount")
        assert sum(Decimal(str(line[at])) for line in found.rows) == row.values[3]


def test_the_return_is_kept_as_it_is_now(qtbot: QtBot, office: Office, customer: int, host: OfficeHost) -> None:
    page = VatReturnPage(host, Link("finance.vat_return", "2026-01-01"))
    qtbot.addWidget(page)
    next(action for action in page.actions_bound if action.declared.id == "finance.vat_return.keep").trigger()
    kept = office.sql("accountant").execute("SELECT kind, title FROM finance.report_snapshot").fetchall()
    assert kept == [("vat-return", "VAT return")]


def test_filing_from_its_page_keeps_the_return(qtbot: QtBot, office: Office, customer: int, host: OfficeHost) -> None:
    trade(office, customer)
    page = VatFilingPage(host, Link("finance.vat_filing", "2026-01-01"))
    qtbot.addWidget(page)
    assert page.form.draft.settle_on == Q1_END
    page.form.save()
    assert host.opened[-1] == RETURN
    key = office.value("SELECT id FROM finance.vat_return")
    shown = VatReturnPage(host, Link("finance.vat_return", key))
    qtbot.addWidget(shown)
    assert [row.values[4] for row in shown.table.rows] == [1000, 250, 1000, 250, 350, 150]


def test_a_filed_return_is_opened_again_with_a_reason(qtbot: QtBot, office: Office, host: OfficeHost) -> None:
    filed = office.session("accountant").run(file_vat_return, starts_on=Q1)
    page = VatReopeningPage(host, Link("finance.vat_reopening", filed.id, {"period": "2026-01-01"}))
    qtbot.addWidget(page)
    page.form.set_draft(replace(page.form.draft, reason="Fel ruta"), original=False)
    page.form.save()
    found = office.session("accountant").read(read_vat_return, starts_on=Q1)
    assert (found.in_force, found.filed[0].reopen_reason) == (None, "Fel ruta")
    again = VatFilingPage(host, Link("finance.vat_filing", "2026-01-01"))
    qtbot.addWidget(again)
    assert again.form.draft.reason == "Fel ruta"


def test_the_file_is_saved_from_the_return(
    qtbot: QtBot, office: Office, customer: int, host: OfficeHost, tmp_path: Path
) -> None:
    trade(office, customer)
    page = VatReturnPage(host, RETURN)
    qtbot.addWidget(page)
    page.save_file("vat", {"period": "2026-01-01"}, str(tmp_path / "moms.xml"))
    assert read_eskd((tmp_path / "moms.xml").read_bytes()).boxes["49"] == 150


def test_the_periods_say_what_is_due_next(qtbot: QtBot, office: Office, host: OfficeHost) -> None:
    office.session("accountant").run(file_vat_return, starts_on=Q1)
    page = VatPeriodsPage(host, Link("finance.vat"))
    qtbot.addWidget(page)
    assert page.facts.facts[0].value == date(2026, 8, 17)
    first, second = page.table.rows[-1], page.table.rows[-2]
    assert (first.values[2], second.values[2]) == ("filed", "open")
    assert second.links[0] == Link("finance.vat_return", "2026-04-01")


def test_the_settings_show_how_vat_was_returned_so_far(qtbot: QtBot, host: OfficeHost) -> None:
    page = VatSettingsPage(host, Link("finance.vat_settings"))
    qtbot.addWidget(page)
    page.form.set_draft(replace(page.form.draft, valid_from=date(2026, 4, 1), frequency="month"), original=False)
    page.form.save()
    again = VatSettingsPage(host, Link("finance.vat_settings"))
    qtbot.addWidget(again)
    assert [row.values[0] for row in again.schemes.rows] == [date(2026, 4, 1), date(2000, 1, 1)]
