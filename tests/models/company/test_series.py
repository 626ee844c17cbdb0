"""Document series are set to run on, never back; what was given out never comes again."""

from __future__ import annotations

import pytest

from models.company.queries import CHANGES
from models.company.series import NumberSeries, list_number_series, read_number_series, set_number_series
from models.contacts.parties import PartyDraft, save_party
from models.database.errors import Denied, Invalid, Rejected
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.finance.invoicing import create_and_post_invoice, read_invoice
from tests.support.invoices import invoice
from tests.support.office import Office


@pytest.fixture
def customer(office: Office) -> int:
    draft = PartyDraft("Åkesson Måleri AB", code="K7", is_customer=True)
    return office.session("seller").run(save_party, draft=draft).id


def post(office: Office, customer: int) -> str:
    return office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer)).number


def test_every_series_is_listed_and_a_new_one_begins_at_one(office: Office) -> None:
    found = office.session("finance_clerk").read(list_number_series)
    assert [series.kind for series in found] == [
        row[0] for row in office.owner().execute("SELECT unnest(company.series_kinds())")
    ]
    assert {(series.prefix, series.next_number, series.next) for series in found} == {("", 1, "1")}
    with pytest.raises(Denied):
        office.session("seller").read(list_number_series)


def test_documents_go_on_from_the_number_that_was_set(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    assert post(office, customer) == "1"
    series = accountant.run(set_number_series, kind="customer_invoice", prefix=" F- ", next_number=1000)
    assert series == NumberSeries("customer_invoice", "F-", 1000)
    assert [post(office, customer), post(office, customer)] == ["F-1000", "F-1001"]
    assert accountant.read(read_number_series, kind="customer_invoice").next == "F-1002"


def test_the_prefix_is_changed_without_touching_the_number(office: Office, customer: int) -> None:
    post(office, customer)
    set_ = office.session("administrator").run(set_number_series, kind="customer_invoice", prefix="B")
    assert (set_.next, post(office, customer)) == ("B2", "B2")


def test_a_payment_reference_is_made_of_the_number_alone(office: Office, customer: int) -> None:
    office.session("accountant").run(set_number_series, kind="customer_invoice", prefix="F-", next_number=12)
    clerk = office.session("finance_clerk")
    posted = clerk.run(create_and_post_invoice, invoice=invoice(customer))
    assert clerk.read(read_invoice, invoice_id=posted.id).reference == "125"  # 2 * 2 + 1 = 5, and 5 to the next ten


def test_numbers_do_not_run_back(office: Office, customer: int) -> None:
    accountant = office.session("accountant")
    post(office, customer)
    post(office, customer)
    for number in (2, 0, -5):
        with pytest.raises(Invalid, match=r"series\.backwards") as caught:
            accountant.run(set_number_series, kind="customer_invoice", prefix="", next_number=number)
        assert (caught.value.params["field"], caught.value.params["next"]) == ("next_number", 3)
    assert accountant.run(set_number_series, kind="customer_invoice", prefix="", next_number=3).next == "3"


@pytest.mark.parametrize(
    ("kind", "prefix", "number", "code"),
    [
        ("quote", "2027", None, "series.bad_prefix"),  # 2027 and 1 would be 202 and 71
        ("quote", "a b", None, "series.bad_prefix"),
        ("quote", "ABCDEFGHIJK", None, "series.bad_prefix"),
        ("customer_invoice", "2027-", None, "series.digits_in_prefix"),
        ("quote", "", 10**12, "series.too_far"),
        ("voucher", "", None, "series.unknown"),
    ],
)
def test_no_two_numbers_can_become_the_same(
    office: Office, kind: str, prefix: str, number: int | None, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        office.session("accountant").run(set_number_series, kind=kind, prefix=prefix, next_number=number)


def test_a_year_may_stand_in_a_prefix(office: Office) -> None:
    assert office.session("accountant").run(set_number_series, kind="quote", prefix="2027-").next == "2027-1"


def test_a_number_that_was_given_out_is_refused_a_second_time(office: Office, customer: int) -> None:
    post(office, customer)
    office.owner().execute("UPDATE company.number_series SET next_number = 1 WHERE kind = 'customer_invoice'")
    with pytest.raises(Rejected, match=r"database\.duplicate"):
        post(office, customer)


def test_a_change_of_a_series_stands_in_the_trail_and_none_does_not(office: Office) -> None:
    accountant = office.session("accountant")
    for _time in range(2):
        accountant.run(set_number_series, kind="quote", prefix="Q", next_number=7)
    page = office.session("auditor").read(fetch_page, query=CHANGES, request=PageRequest())
    names = [column.name for column in CHANGES.columns]
    rows = [dict(zip(names, row, strict=True)) for row in page.rows]
    (told,) = [row for row in rows if row["subject"] == "company.number_series"]
    assert (told["user_name"], told["record"]) == ("Accountant", "quote")
    assert told["fields"] == "next_number: 1 → 7, prefix:  → Q"


def test_only_accountants_and_administrators_set_a_series(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("finance_clerk").run(set_number_series, kind="quote", prefix="Q")
