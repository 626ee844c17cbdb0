"""Every list of finance can be read, searched, filtered and paged; every code that finance raises has a text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from models.company.messages import MESSAGES as COMPANY_MESSAGES
from models.database.listing import Filter, ListQuery, PageRequest
from models.database.messages import MESSAGES as DATABASE_MESSAGES
from models.database.paging import fetch_page
from models.finance.invoicing import create_and_post_invoice, save_invoice
from models.finance.messages import MESSAGES
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.queries import CUSTOMER_INVOICES, QUERIES, RECEIVABLES, VOUCHERS
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.parties import make_customer

D = Decimal


@pytest.fixture(scope="module")
def busy(shared_office: Office) -> Office:
    """Invoice 1 over 1 250 kr of March, 2 over 125 kr of April, a draft, and a voucher A1 over 77 kr."""
    office, customer = shared_office, make_customer(shared_office)
    clerk = office.session("finance_clerk")
    clerk.run(create_and_post_invoice, invoice=invoice(customer))
    clerk.run(create_and_post_invoice, invoice=invoice(customer, line("100.00"), invoice_date=date(2026, 4, 1)))
    clerk.run(save_invoice, invoice=invoice(customer, line("10.00"), invoice_date=date(2026, 4, 2)))
    draft = VoucherDraft(
        date=date(2026, 5, 1), text="Kaffe", lines=[VoucherLine("5460", D(77)), VoucherLine("1930", D(-77))]
    )
    office.session("accountant").run(post_vouchers, vouchers=[draft])
    return office


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_list_is_read_and_searched(busy: Office, query: ListQuery) -> None:
    session = busy.session("accountant")
    for text in ("", "Åke", "1 250,00", "A1", "%_\\"):
        page = session.read(fetch_page, query=query, request=PageRequest(text=text))
        assert all(len(row) == len(query.columns) for row in page.rows)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_list_pages_without_loss(busy: Office, query: ListQuery) -> None:
    session = busy.session("accountant")
    whole = session.read(fetch_page, query=query, request=PageRequest(limit=1000)).rows
    rows: list[tuple[object, ...]] = []
    after = None
    while True:
        page = session.read(fetch_page, query=query, request=PageRequest(after=after, limit=2))
        rows += page.rows
        after = page.after
        if after is None:
            break
    assert rows == list(whole)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1", ["1"]), ("26", ["2"]), ("1250", ["1"]), ("125,00", ["2"]), ("ÅKESSON", [None, "2", "1"]), ("nobody", [])],
)
def test_invoices_are_found_by_number_reference_amount_and_name(
    busy: Office, text: str, numbers: list[str | None]
) -> None:
    page = busy.session("seller").read(fetch_page, query=CUSTOMER_INVOICES, request=PageRequest(text=text))
    assert [row[0] for row in page.rows] == numbers


def test_vouchers_are_found_by_label_text_and_amount(busy: Office) -> None:
    session = busy.session("auditor")
    for text, vouchers in (("a1", ["A1"]), ("B2", ["B2"]), ("kaff", ["A1"]), ("77", ["A1"]), ("1250", ["B1"])):
        page = session.read(fetch_page, query=VOUCHERS, request=PageRequest(text=text))
        assert [row[1] for row in page.rows] == vouchers, text


def test_a_filter_narrows_and_the_status_tells(busy: Office) -> None:
    session = busy.session("accountant")
    request = PageRequest(filters=(Filter("status", "=", "draft"),))
    assert len(session.read(fetch_page, query=CUSTOMER_INVOICES, request=request).rows) == 1
    names = [column.name for column in RECEIVABLES.columns]
    rows = session.read(fetch_page, query=RECEIVABLES, request=PageRequest()).rows
    assert [row[names.index("remaining")] for row in rows] == [D("1250.00"), D("125.00")]


def test_the_search_of_a_stranger_to_finance_finds_nothing(busy: Office) -> None:
    rows = busy.owner().execute("SELECT search.vouchers(%s, 'A1', 10)", (busy.company_id,)).fetchall()
    assert rows == []  # the builder is no user of the company


def test_every_code_that_finance_raises_has_a_text() -> None:
    known = {**MESSAGES, **COMPANY_MESSAGES, **DATABASE_MESSAGES}
    kernels = files("models.database") / "kernels"
    ours = [file for file in kernels.iterdir() if re.match(r"0[56]0|1[012]0|190|2[01]0", file.name)]
    assert len(ours) >= 7
    text = "".join(file.read_text("utf-8") for file in ours)
    raised = set(re.findall(r"refuse\(\s*'([a-z_]+\.[a-z_]+)'", text))
    raised |= set(re.findall(r"'((?:invoice|verify)\.[a-z_]+)'", text))
    assert len(raised) > 60
    assert raised - set(known) == set()
