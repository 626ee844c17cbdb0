"""Prices that include VAT: bases and VAT come out of them to the öre, and the books refuse anything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database.errors import Rejected
from models.finance.invoicing import (
    InvoiceLineDraft,
    create_and_post_invoice,
    credit_invoice,
    post_invoice,
    read_invoice,
    save_invoice,
)
from models.finance.issuing import invoice_document
from models.finance.reports import voucher
from models.finance.rules import TotalsLine, document_totals, line_net, nets_within, price_without
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
#: Three lamps at 0,99 and bread at 10,00 with 12 %.
SHOP = (line("0.99"), line("0.99"), line("0.99"), line("10.00", "3002", "S12"))


def _posted(office: Office, party_id: int, *lines: InvoiceLineDraft, **more: Any) -> list[tuple[str, Decimal]]:
    draft = invoice(party_id, *lines, prices_include_tax=True, **more)
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    booked = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    return [(each.account, each.amount) for each in booked]


def test_vat_is_taken_out_of_the_sum_of_each_rate_and_the_nets_of_lines_sum_to_the_base(
    office: Office, customer: int
) -> None:
    session = office.session("finance_clerk")
    saved = session.run(save_invoice, invoice=invoice(customer, *SHOP, prices_include_tax=True))
    # 2.97 x 25 / 125 = 0.594; 10.00 x 12 / 112 = 1.0714
    assert (saved.net, saved.tax, saved.total) == (D("11.31"), D("1.66"), D("12.97"))
    stored = session.read(read_invoice, invoice_id=saved.id)
    # VAT up to each lamp is 0.198, 0.396, 0.594: 0.20, 0.40, 0.59, so the last has a base of 0.80.
    assert [each.net for each in stored.lines] == [D("0.79"), D("0.79"), D("0.80"), D("8.93")]
    assert {each.tax_code: (each.base, each.tax) for each in stored.taxes} == {
        "S25": (D("2.38"), D("0.59")),
        "S12": (D("8.93"), D("1.07")),
    }


def test_what_is_booked_comes_from_prices_with_vat_and_the_debt_is_what_was_agreed(
    office: Office, customer: int
) -> None:
    assert _posted(office, customer, line("99.90"), line("50.10", "3002", "S12")) == [
        ("1510", D("150.00")),
        ("3001", D("-79.92")),  # 99.90 / 1.25
        ("3002", D("-44.73")),  # 50.10 x 12 / 112 = 5.3679
        ("2611", D("-19.98")),
        ("2621", D("-5.37")),
    ]
    assert office.session("accountant").read(verify) == ()


def test_a_receipt_of_a_purchase_is_typed_with_vat_and_under_reverse_charge_there_is_none_in_it(
    office: Office, customer: int
) -> None:
    bought = _posted(office, customer, line("249.00", "5410", "I25"), kind="supplier_invoice", supplier_number="K-1")
    assert bought == [("2440", D("-249.00")), ("5410", D("199.20")), ("2641", D("49.80"))]
    built = _posted(office, customer, line("1000.00", "4425", "IRCG25"), kind="supplier_invoice", supplier_number="B-1")
    assert built[:2] == [("2440", D("-1000.00")), ("4425", D("1000.00"))]
    assert sum(amount for _account, amount in built) == 0


def test_a_credit_note_takes_back_the_same_prices(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    draft = invoice(customer, *SHOP, prices_include_tax=True)
    original = session.run(create_and_post_invoice, invoice=draft)
    credit = session.run(credit_invoice, invoice_id=original.id, on=date(2026, 3, 9))
    assert (credit.net, credit.tax) == (D("11.31"), D("1.66"))
    session.run(post_invoice, invoice_id=credit.id)
    assert office.session("accountant").read(verify) == ()


def test_the_document_states_prices_with_vat_beside_those_without(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    draft = invoice(customer, line("99.90"), prices_include_tax=True)
    posted = session.run(create_and_post_invoice, invoice=draft)
    shown = session.read(invoice_document, invoice_id=posted.id).lines[0]
    assert (shown.unit_price, shown.gross, shown.net) == (D("99.90"), D("99.90"), D("79.92"))
    assert price_without(D("100"), D("12")) == D("89.2857")


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("UPDATE finance.invoice SET prices_include_tax = false", r"invoice\.wrong_net"),
        ("UPDATE finance.invoice_line SET net = net + 0.01 WHERE position = 1", r"invoice\.wrong_net"),
        (
            "UPDATE finance.invoice_line SET net = 1.59 - net WHERE position IN (1, 3)",  # 0.80 and 0.79
            r"invoice\.wrong_net",
        ),
        ("UPDATE finance.invoice SET tax = tax - 0.01, total = total - 0.01", r"invoice\.wrong_tax"),
        (
            """UPDATE finance.invoice_tax SET tax = tax + 0.01 WHERE tax_code = 'S25';
               UPDATE finance.invoice SET tax = tax + 0.01, total = total + 0.01""",
            r"invoice\.wrong_tax",
        ),
        ("UPDATE finance.invoice_line SET unit_price = unit_price * 2", r"invoice\.wrong_net"),
        ("DELETE FROM finance.invoice_tax", r"invoice\.wrong_net"),
    ],
)
def test_a_draft_that_was_changed_by_hand_is_not_posted(office: Office, customer: int, attack: str, code: str) -> None:
    session = office.session("finance_clerk")
    saved = session.run(save_invoice, invoice=invoice(customer, *SHOP, prices_include_tax=True))
    office.sql("finance_clerk").execute(attack.encode())
    with pytest.raises(Rejected, match=code):
        session.run(post_invoice, invoice_id=saved.id)


def test_prices_without_vat_are_not_called_prices_with_it_afterwards(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    saved = session.run(save_invoice, invoice=invoice(customer, *SHOP))
    office.sql("finance_clerk").execute(b"UPDATE finance.invoice SET prices_include_tax = true")
    with pytest.raises(Rejected, match=r"invoice\.wrong_net"):
        session.run(post_invoice, invoice_id=saved.id)


_PERCENTS = {"S25": D(25), "S12": D(12), "S6": D(6), "S0": D(0)}
_lines = st.lists(
    st.builds(
        line,
        st.decimals(min_value=-999, max_value=99_999, places=4).map(str),
        st.just("3001"),
        st.sampled_from(sorted(_PERCENTS)),
        discount=st.decimals(min_value=0, max_value=100, places=2),
    ),
    min_size=1,
    max_size=6,
)


def _entered(lines: Sequence[InvoiceLineDraft]) -> list[TotalsLine]:
    return [
        TotalsLine(line_net(x.quantity, x.unit_price, x.discount), x.tax_code, _PERCENTS[x.tax_code]) for x in lines
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=_lines, whole=st.booleans())
def test_the_database_takes_vat_out_as_the_screen_does(
    office: Office, customer: int, lines: list[InvoiceLineDraft], whole: bool
) -> None:
    expected = document_totals(_entered(lines), whole=whole, gross=True)
    session = office.session("finance_clerk")
    draft = invoice(customer, *lines, whole=whole, prices_include_tax=True)
    saved = session.run(save_invoice, invoice=draft)
    assert (saved.net, saved.tax, saved.total) == (expected.net, expected.tax, expected.total)
    stored = session.read(read_invoice, invoice_id=saved.id)
    assert tuple(each.net for each in stored.lines) == nets_within(_entered(lines))


@given(lines=_lines)
def test_nets_always_sum_to_the_bases_and_what_was_asked_is_what_is_owed(lines: list[InvoiceLineDraft]) -> None:
    entered = _entered(lines)
    totals = document_totals(entered, gross=True)
    assert sum(nets_within(entered)) == totals.net
    assert totals.total == sum(each.amount for each in entered)
