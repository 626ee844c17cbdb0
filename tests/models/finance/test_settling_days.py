"""The day of a settlement: what was open on any day sums to the account, and a closed month stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.banking import (
    Allocation,
    BankStatement,
    StatementTransaction,
    import_statement,
    match_transaction,
    unmatch_transaction,
)
from models.finance.closing.periods import close_periods
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle, unsettle
from models.finance.receivables import open_items
from models.finance.reports import voucher
from tests.support.invoices import invoice
from tests.support.office import Office

D = Decimal
SOLD, PAID = date(2026, 3, 5), date(2026, 3, 9)


@pytest.fixture
def pair(office: Office, party: Callable[..., int]) -> SettlementPair:
    """100 owed from 5 March and 40 paid on 9 March."""
    key = party("K1", "Kund AB")
    session = office.session("accountant")
    owed = [VoucherLine("1510", D(100), party_id=key), VoucherLine("3990", D(-100))]
    paid = [VoucherLine("1930", D(40)), VoucherLine("1510", D(-40), party_id=key)]
    entries = session.run(
        post_vouchers, vouchers=[VoucherDraft(date=SOLD, lines=owed), VoucherDraft(date=PAID, lines=paid)]
    )
    one, other = (next(x for x in session.read(voucher, entry_id=e.id).lines if x.account == "1510") for e in entries)
    return SettlementPair(one.line_id, other.line_id, D(40))


def close_march(office: Office) -> None:
    march = office.value("SELECT id FROM ledger.period WHERE kind = 'regular' AND starts_on = '2026-03-01'")
    office.session("accountant").run(close_periods, last_period_id=march)


def test_nothing_is_settled_before_both_items_are_booked(office: Office, pair: SettlementPair) -> None:
    session = office.session("accountant")
    with pytest.raises(Invalid, match=r"ledger\.settle_before"):
        session.run(settle, pairs=[pair], date=date(2026, 3, 6))
    session.run(settle, pairs=[pair], date=PAID)
    # 7 March: the 100 is all that was booked, so 100 was open; 9 March: 100 - 40.
    assert sum(item.remaining for item in session.read(open_items, on=date(2026, 3, 7))) == D(100)
    assert sum(item.remaining for item in session.read(open_items, on=PAID)) == D(60)


def test_a_closed_month_takes_no_settlement_and_gives_none_back(office: Office, pair: SettlementPair) -> None:
    session = office.session("accountant")
    half = SettlementPair(pair.debit_line, pair.credit_line, D(20))
    (settled,) = session.run(settle, pairs=[half], date=PAID)
    close_march(office)
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        session.run(settle, pairs=[half], date=PAID)
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        session.run(unsettle, settlement_id=settled, reason="Wrong")
    session.run(settle, pairs=[half], date=date(2026, 4, 1))
    assert sum(item.remaining for item in session.read(open_items, on=date(2026, 3, 31))) == D(60)


def paid_by_bank(office: Office, on: date, amount: str = "1250.00") -> int:
    """Money in on a day; the key of the transaction."""
    statement = BankStatement("S1", "", [StatementTransaction("a", on, D(amount), "SEK")])
    clerk = office.session("finance_clerk")
    clerk.run(import_statement, statement=statement, sha256=b"x" * 32, bank_account_id=1)
    key: int = office.value("SELECT max(id) FROM finance.bank_transaction")
    return key


def invoiced(office: Office, customer: int, on: date) -> tuple[int, int]:
    """An invoice over 1 250 posted on a day: its key and its item's line."""
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer, invoice_date=on))
    return posted.id, office.value("SELECT line_id FROM ledger.open_item WHERE document_id = %s", posted.id)


def lock_receivables(office: Office, first: date) -> None:
    office.owner().execute(
        "UPDATE ledger.period SET locked_areas = '{receivables}' WHERE kind = 'regular' AND starts_on = %s", (first,)
    )


def test_what_the_bank_paid_before_it_was_booked_is_settled_when_it_is(office: Office, customer: int) -> None:
    _, item = invoiced(office, customer, PAID)
    transaction = paid_by_bank(office, SOLD)
    session = office.session("finance_clerk")
    session.run(match_transaction, transaction_id=transaction, allocations=[Allocation(D("1250.00"), line_id=item)])
    assert office.value("SELECT settled_on FROM ledger.settlement") == PAID
    # 7 March: only the payment is booked, 1 250 to the customer's good; 9 March: nothing is left.
    assert sum(x.remaining for x in session.read(open_items, on=date(2026, 3, 7))) == D("-1250.00")
    assert session.read(open_items, on=PAID) == ()


def test_the_bank_settles_nothing_in_a_month_whose_receivables_are_locked(office: Office, customer: int) -> None:
    _, item = invoiced(office, customer, SOLD)
    transaction = paid_by_bank(office, PAID)
    lock_receivables(office, date(2026, 3, 1))
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        office.session("finance_clerk").run(
            match_transaction, transaction_id=transaction, allocations=[Allocation(D("1250.00"), line_id=item)]
        )


def test_a_credit_note_dated_before_its_invoice_settles_it_on_the_day_of_the_invoice(
    office: Office, customer: int
) -> None:
    key, _ = invoiced(office, customer, PAID)
    credit = invoice(customer, kind="customer_credit", credits_id=key, invoice_date=PAID)
    office.session("finance_clerk").run(create_and_post_invoice, invoice=credit)
    assert office.value("SELECT settled_on FROM ledger.settlement") == PAID


def test_what_a_closed_month_settled_stays_and_the_payment_is_taken_back_later(office: Office, customer: int) -> None:
    _, item = invoiced(office, customer, SOLD)
    transaction = paid_by_bank(office, PAID)
    session = office.session("finance_clerk")
    session.run(match_transaction, transaction_id=transaction, allocations=[Allocation(D("1250.00"), line_id=item)])
    close_march(office)
    session.run(unmatch_transaction, transaction_id=transaction, date=date(2026, 4, 2))
    # March stays as it was closed; from 2 April on the customer owes the 1 250 again, by the item of the reversal.
    assert session.read(open_items, on=date(2026, 3, 31)) == ()
    (again,) = session.read(open_items, on=date(2026, 4, 2))
    assert (again.remaining, again.document_number, again.entry_date) == (D("1250.00"), "1", date(2026, 4, 2))
