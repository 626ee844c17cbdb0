"""The EC sales list and the OSS return on their pages: figures that open, warnings, and files of whole periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.exchange.sales_list_file import read_sales_list_file
from models.finance.invoicing import create_and_post_invoice
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.tax.spans import OssPage, SalesListPage, last_month, last_quarter
from views.kit.action import ActionContext
from views.kit.host import Link

MARCH = {"from_date": date(2026, 3, 1), "to_date": date(2026, 3, 31)}


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant at work."""
    return OfficeHost(session=office.session("accountant"))


@pytest.fixture
def german(office: Office) -> int:
    """A buyer in Germany."""
    key: int = office.value(
        "INSERT INTO contacts.party (code, name, kind, is_customer, vat_number, country)"
        " VALUES ('T1', 'Holz GmbH', 'organisation', true, 'DE262875793', 'DE') RETURNING id"
    )
    return key


def test_a_figure_opens_its_lines_and_a_buyer_the_card(
    qtbot: QtBot, office: Office, german: int, host: OfficeHost, tmp_path: Path
) -> None:
    sold = invoice(german, line("1000.90", "3108", "SEUG"))
    office.session("finance_clerk").run(create_and_post_invoice, invoice=sold)
    page = SalesListPage(host, Link("finance.sales_list", arguments=MARCH))
    qtbot.addWidget(page)
    buyer, total = page.table.rows
    assert buyer.values == ("DE262875793", "Holz GmbH", Decimal(1000), None, None)
    assert buyer.links[0] == Link("contacts.customer", german)
    assert (buyer.links[2].kind, buyer.links[2].arguments["box"]) == ("finance.vat_lines", "35")
    assert total.values[2] == 1000
    assert page.empty.isHidden()
    page.save_file("sales-list", {"from": "2026-03-01", "to": "2026-03-31"}, str(tmp_path / "list.csv"))
    stated = read_sales_list_file((tmp_path / "list.csv").read_bytes())
    assert (stated.period, stated.rows[0].goods) == ("2603", Decimal(1000))


def test_an_empty_list_says_what_comes_here_and_days_that_are_no_period_have_no_file(
    qtbot: QtBot, host: OfficeHost
) -> None:
    page = SalesListPage(
        host, Link("finance.sales_list", arguments={"from_date": date(2026, 3, 2), "to_date": date(2026, 3, 31)})
    )
    qtbot.addWidget(page)
    assert not page.empty.isHidden()
    action = page.own_actions()[0]
    assert action.enabled is not None
    assert action.enabled(ActionContext(host, page)) == "Choose a whole month or quarter."


def test_oss_needs_a_rate_of_the_euro(qtbot: QtBot, office: Office, german: int, host: OfficeHost) -> None:
    sold = invoice(german, line("1000.00", "3106", "OSSDE"))
    office.session("finance_clerk").run(create_and_post_invoice, invoice=sold)
    days = {"from_date": date(2026, 1, 1), "to_date": date(2026, 3, 31)}
    page = OssPage(host, Link("finance.oss", arguments=days))
    qtbot.addWidget(page)
    assert page.table.rows[0].values == ("DE", Decimal(19), Decimal(1000), Decimal(190), None, None)
    assert "oss.no_rate" in page.warnings.text()


def test_the_usual_days_are_the_month_and_the_quarter_before() -> None:
    assert last_month(date(2026, 1, 15)).from_date == date(2025, 12, 1)
    quarter = last_quarter(date(2026, 5, 15))
    assert (quarter.from_date, quarter.to_date) == (date(2026, 1, 1), date(2026, 3, 31))
