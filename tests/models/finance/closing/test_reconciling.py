"""Accounts are reconciled: ledger, evidence, and every öre between them explained and looked at by two people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.closing.reconciling import (
    ExplainedItem,
    ReconciledAccount,
    list_reconciliations,
    read_reconciliation,
    reconcile,
    review_reconciliation,
    undo_reconciliation,
)
from tests.support.closing import book, period_of
from tests.support.office import Office

D = Decimal


@pytest.fixture(autouse=True)
def books(office: Office) -> None:
    """In January 1 000 come in and 100 go out, in February 50 more."""
    book(office, date(2026, 1, 5), "1930", "2081", "1000")
    book(office, date(2026, 1, 20), "5010", "1930", "100")
    book(office, date(2026, 2, 20), "5010", "1930", "50")


def row(office: Office, account: str = "1930", month: int = 1) -> ReconciledAccount:
    rows = office.session("auditor").read(list_reconciliations, period_id=period_of(office, month))
    return next(r for r in rows if r.account == account)


def save(office: Office, evidence: str, *items: tuple[str, str], sign: bool = True, account: str = "1930") -> int:
    return office.session("finance_clerk").run(
        reconcile,
        period_id=period_of(office, 1),
        account=account,
        evidence=D(evidence),
        items=[ExplainedItem(text, D(amount)) for text, amount in items],
        sign=sign,
    )


def test_only_balance_accounts_are_listed_with_what_they_stand_for(office: Office) -> None:
    rows = office.session("auditor").read(list_reconciliations, period_id=period_of(office, 2))
    assert [(r.account, r.balance, r.state) for r in rows] == [
        ("1930", D(850), "missing"),
        ("2081", D(-1000), "missing"),
    ]


def test_what_is_not_explained_is_not_signed(office: Office) -> None:
    with pytest.raises(Rejected, match=r"reconciliation\.unexplained") as refused:
        save(office, "930", ("Payment under way", "-20"))
    assert refused.value.params["difference"] == -10
    save(office, "930", ("Payment under way", "-20"), sign=False)
    assert (row(office).state, row(office).unexplained) == ("begun", D(-10))
    save(office, "930", ("Payment under way", "-20"), ("Bank charge not booked", "-10"))
    assert (row(office).state, row(office).unexplained, row(office).prepared_by) == ("signed", D(0), "Finance_Clerk")
    found = office.session("auditor").read(read_reconciliation, period_id=period_of(office, 1), account="1930")
    assert [(item.text, item.amount) for item in found.items] == [
        ("Payment under way", D(-20)),
        ("Bank charge not booked", D(-10)),
    ]


def test_another_person_reviews_and_then_it_stands(office: Office) -> None:
    key = save(office, "900")
    with pytest.raises(Rejected, match=r"close\.own_work"):
        office.session("finance_clerk").run(review_reconciliation, reconciliation_id=key)
    office.session("accountant").run(review_reconciliation, reconciliation_id=key)
    assert (row(office).state, row(office).reviewed_by) == ("reviewed", "Accountant")
    with pytest.raises(Rejected, match=r"reconciliation\.reviewed"):
        save(office, "900")
    office.session("accountant").run(undo_reconciliation, reconciliation_id=key, reason="A charge was missing")
    assert row(office).state == "begun"


def test_a_later_voucher_shows_it_as_changed_since(office: Office) -> None:
    key = save(office, "900")
    book(office, date(2026, 1, 31), "6570", "1930", "15")
    assert (row(office).state, row(office).balance, row(office).signed_balance) == ("changed", D(885), D(900))
    with pytest.raises(Rejected, match=r"reconciliation\.changed"):
        office.session("accountant").run(review_reconciliation, reconciliation_id=key)
    save(office, "885")
    assert row(office).state == "signed"


def test_an_account_of_the_result_is_not_reconciled(office: Office) -> None:
    with pytest.raises(Invalid, match=r"reconciliation\.no_account"):
        save(office, "100", account="5010")
    with pytest.raises(Invalid, match=r"reconciliation\.bad_item"):
        save(office, "900", ("", "0"))
    untouched = office.session("auditor").read(read_reconciliation, period_id=period_of(office, 1), account="1510")
    assert (untouched.account.state, untouched.account.balance) == ("nothing", D(0))
