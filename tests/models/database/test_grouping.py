"""Rows of a list taken together: each row is counted once, and the sums are those of the rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.grouping import Group, fetch_groups
from models.database.listing import Filter, PageRequest
from models.database.session import Session
from models.finance.invoicing import create_and_post_invoice
from models.finance.queries import CUSTOMER_INVOICES
from tests.support.invoices import invoice
from tests.support.office import Office
from tests.support.trade import furnish

D = Decimal


@pytest.fixture
def clerk(office: Office) -> Session:
    """Somebody with three invoices of March and one of April, 1 250,00 each."""
    session, trade = office.session("finance_clerk"), furnish(office)
    for day in (date(2026, 3, 5), date(2026, 3, 5), date(2026, 3, 31), date(2026, 4, 1)):
        session.run(create_and_post_invoice, invoice=invoice(trade.customer, invoice_date=day))
    return session


def groups(session: Session, by: str, *filters: Filter) -> tuple[Group, ...]:
    return session.read(
        fetch_groups, query=CUSTOMER_INVOICES, request=PageRequest(filters=filters), by=by, sums=("total",)
    )


def test_dates_are_taken_together_by_month(clerk: Session) -> None:
    march, april = groups(clerk, "invoice_date")
    assert (march.value, march.count, april.value, april.count) == (date(2026, 3, 1), 3, date(2026, 4, 1), 1)
    assert march.sums[0] == 3 * april.sums[0] > 0


def test_filters_hold_for_groups_too(clerk: Session) -> None:
    (only,) = groups(clerk, "invoice_date", Filter("invoice_date", ">=", date(2026, 4, 1)))
    assert only.count == 1


def test_words_are_taken_together(clerk: Session) -> None:
    (status,) = groups(clerk, "status")
    assert status.count == 4


def test_another_company_is_no_part_of_it(office: Office, clerk: Session) -> None:
    seller = office.session("seller")
    assert sum(group.count for group in groups(seller, "status")) == 4


def test_amounts_in_different_currencies_are_not_added_up(office: Office, clerk: Session) -> None:
    customer = int(office.value("SELECT min(id) FROM contacts.party WHERE is_customer"))
    clerk.run(
        create_and_post_invoice,
        invoice=invoice(customer, invoice_date=date(2026, 4, 2), currency="EUR", rate=D("11.25")),
    )
    assert [(one.currency, one.count) for one in groups(clerk, "status")] == [("EUR", 1), ("SEK", 4)]
