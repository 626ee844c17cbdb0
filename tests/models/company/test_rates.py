"""Exchange rates: one a day and currency, taken by documents, and then there to stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.company.queries import CURRENCIES, EXCHANGE_RATES
from models.company.rates import ExchangeRate, delete_rate, read_rate, save_rate
from models.contacts.parties import PartyDraft, save_party
from models.database.errors import Denied, Invalid, Rejected
from models.database.listing import Filter, ListQuery, PageRequest
from models.database.paging import fetch_page
from models.finance.invoicing import create_and_post_invoice, read_invoice
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
EURO = ExchangeRate("EUR", date(2026, 3, 2), D("11.2345"), "Riksbanken")


def add(office: Office, rate: ExchangeRate = EURO) -> ExchangeRate:
    return office.session("accountant").run(save_rate, rate=rate)


def listed(office: Office, query: ListQuery, *filters: Filter) -> list[tuple[object, ...]]:
    page = office.session("finance_clerk").read(fetch_page, query=query, request=PageRequest(filters=filters))
    return [tuple(row) for row in page.rows]


def bill(office: Office, on: date, rate: Decimal | None = None) -> Decimal:
    """Post an invoice in euro of a day; answers the rate it holds."""
    draft = PartyDraft("Berg GmbH", code=f"K{on}", is_customer=True)
    party = office.session("seller").run(save_party, draft=draft).id
    clerk = office.session("finance_clerk")
    euros = invoice(party, line("100", "3108", "SEUG"), currency="EUR", invoice_date=on, rate=rate)
    posted = clerk.run(create_and_post_invoice, invoice=euros)
    return clerk.read(read_invoice, invoice_id=posted.id).rate


def test_a_rate_holds_from_its_day_until_the_next(office: Office) -> None:
    first = add(office)
    assert (first.base, first.used) == ("SEK", False)
    second = add(office, replace(EURO, valid_on=date(2026, 3, 9), rate=D("11.30"), source=""))
    assert listed(office, EXCHANGE_RATES, Filter("currency", "=", "EUR")) == [
        ("EUR", date(2026, 3, 9), D("11.3"), "SEK", "manual", second.id),
        ("EUR", date(2026, 3, 2), D("11.2345"), "SEK", "Riksbanken", first.id),
    ]
    assert bill(office, date(2026, 3, 8)) == D("11.2345")
    assert bill(office, date(2026, 3, 9)) == D("11.30")


def test_the_list_of_currencies_shows_the_rate_of_today_and_our_own_as_one(office: Office) -> None:
    add(office, replace(EURO, valid_on=date(2020, 1, 1)))
    add(office, replace(EURO, valid_on=date(9999, 1, 1), rate=D(12)))
    (euro,) = listed(office, CURRENCIES, Filter("code", "=", "EUR"))
    assert euro == ("EUR", "Euro", 2, D("11.2345"), "SEK", date(2020, 1, 1), "Riksbanken")
    (krona,) = listed(office, CURRENCIES, Filter("code", "=", "SEK"))
    assert krona == ("SEK", "Swedish krona", 2, 1, "SEK", None, "own")
    (dollar,) = listed(office, CURRENCIES, Filter("code", "=", "USD"))
    assert dollar[3:] == (None, "SEK", None, None)


def test_a_rate_is_above_zero_of_a_known_foreign_currency_and_the_only_one_of_its_day(office: Office) -> None:
    add(office)
    for wrong, code, field in (
        (replace(EURO, rate=D(0)), "rate.not_positive", "rate"),
        (replace(EURO, rate=None), "rate.not_positive", "rate"),
        (replace(EURO, currency="SEK"), "rate.own_currency", "currency"),
        (replace(EURO, currency="XXX"), "company.unknown_currency", "currency"),
        (replace(EURO, source="ECB"), "rate.exists", "valid_on"),
    ):
        with pytest.raises(Invalid, match=code) as caught:
            add(office, wrong)
        assert caught.value.params["field"] == field


def test_a_rate_that_no_document_took_is_corrected_and_taken_away(office: Office) -> None:
    wrong = add(office, replace(EURO, rate=D("112.345")))
    right = add(office, replace(wrong, rate=D("11.2345")))
    assert (right.id, right.rate) == (wrong.id, D("11.2345"))
    office.session("accountant").run(delete_rate, rate_id=wrong.id)
    with pytest.raises(Invalid, match=r"record\.not_found"):
        office.session("accountant").read(read_rate, rate_id=wrong.id)


def test_a_rate_that_a_posted_invoice_took_stays_and_so_does_the_invoice(office: Office) -> None:
    rate = add(office)
    bill(office, date(2026, 3, 5))
    accountant = office.session("accountant")
    assert accountant.read(read_rate, rate_id=rate.id).used
    with pytest.raises(Rejected, match=r"rate\.used"):
        add(office, replace(rate, rate=D(12)))
    with pytest.raises(Rejected, match=r"rate\.used"):
        accountant.run(delete_rate, rate_id=rate.id)
    assert add(office, replace(rate, source="Riksbanken 2 March")).source == "Riksbanken 2 March"


def test_an_invoice_with_a_rate_of_its_own_uses_none_of_the_list(office: Office) -> None:
    rate = add(office)
    assert bill(office, date(2026, 3, 5), rate=D(12)) == 12
    assert not office.session("accountant").read(read_rate, rate_id=rate.id).used


def test_a_rate_slipped_in_afterwards_changes_no_posted_invoice(office: Office) -> None:
    add(office)
    assert bill(office, date(2026, 3, 5)) == D("11.2345")
    later = add(office, replace(EURO, valid_on=date(2026, 3, 4), rate=D("11.50")))
    assert not later.used
    assert office.value("SELECT rate FROM finance.invoice") == D("11.2345")


def test_rates_are_set_by_accountants_and_administrators_and_read_by_finance(office: Office) -> None:
    rate = add(office)
    assert office.session("finance_clerk").read(read_rate, rate_id=rate.id) == rate
    with pytest.raises(Denied):
        office.session("finance_clerk").run(save_rate, rate=EURO)
    with pytest.raises(Denied):
        office.session("buyer").read(read_rate, rate_id=rate.id)
