"""Tax codes and their rates on their pages, as an accountant keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pytestqt.qtbot import QtBot

from models.finance.tax_codes import TaxRateDraft, read_tax_code, save_tax_rate
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from views.finance.tax.codes import TaxCodePage
from views.finance.tax.rate import TaxRatePage
from views.kit.host import Link


def _host(office: Office, role: str = "accountant") -> OfficeHost:
    return OfficeHost(session=office.session(role))


def test_a_code_shows_its_rates_with_account_and_box_of_each(qtbot: QtBot, office: Office) -> None:
    page = TaxCodePage(_host(office), Link("finance.tax_code", "SFOOD"))
    qtbot.addWidget(page)
    assert [row.values[:5] for row in page.rates.rows] == [
        (date(2000, 1, 1), date(2026, 3, 31), Decimal(12), "2621", "11"),
        (date(2026, 4, 1), date(2027, 12, 31), Decimal(6), "2631", "12"),
        (date(2028, 1, 1), None, Decimal(12), "2621", "11"),
    ]
    assert page.warning.isHidden()


def test_days_without_a_rate_are_warned_of(qtbot: QtBot, office: Office) -> None:
    session = office.session("accountant")
    food = session.read(read_tax_code, code="SFOOD").rates[1]
    session.run(
        save_tax_rate,
        rate=replace(food.draft, valid_to=date(2027, 11, 30)),
        rate_id=food.id,
        version=food.row_version,
    )
    page = TaxCodePage(_host(office), Link("finance.tax_code", "SFOOD"))
    qtbot.addWidget(page)
    assert "2027-12-01 to 2027-12-31" in page.warning.text()


def test_a_new_rate_is_made_from_its_page_and_leads_back(qtbot: QtBot, office: Office) -> None:
    host = _host(office)
    page = TaxRatePage(host, Link("finance.tax_rate", arguments={"code": "S25"}))
    qtbot.addWidget(page)
    page.form.set_draft(replace(page.form.draft, percent=Decimal(26), valid_from=date(2028, 1, 1)), original=False)
    page.form.save()
    rates = office.session("accountant").read(read_tax_code, code="S25").rates
    assert rates[-1].draft == TaxRateDraft("S25", date(2028, 1, 1), Decimal(26))
    assert host.opened[-1] == Link("finance.tax_code", "S25")


def test_a_new_rate_goes_where_the_one_before_it_does(qtbot: QtBot, office: Office) -> None:
    page = TaxRatePage(_host(office), Link("finance.tax_rate", arguments={"code": "IEUS25"}))
    qtbot.addWidget(page)
    draft = page.form.draft
    assert (draft.reverse_account, draft.reverse_box, draft.percent, draft.valid_from) == ("2614", "30", None, None)


def test_who_may_not_change_the_code_looks_at_it(qtbot: QtBot, office: Office) -> None:
    page = TaxCodePage(_host(office, "auditor"), Link("finance.tax_code", "S25"))
    qtbot.addWidget(page)
    assert not page.form.isEnabled()
    assert page.rates.rows[0].links == {}
