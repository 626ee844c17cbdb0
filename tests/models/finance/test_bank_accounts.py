"""Bank accounts are kept as they are written on paper, and transactions shown with what they may pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Conflict, Denied, Invalid
from models.finance.bank_accounts import BankAccount, read_bank_account, save_bank_account
from models.finance.banking import (
    Allocation,
    BankStatement,
    StatementTransaction,
    import_statement,
    match_transaction,
)
from models.finance.invoicing import create_and_post_invoice
from models.finance.transactions import read_transaction
from tests.support.invoices import invoice
from tests.support.office import Office

D = Decimal
EURO = BankAccount("Valutakonto", "SE4550000000058398257466", "", "50501055", "eur", "1930")


def test_a_bank_account_is_written_as_on_paper_and_changed_by_one_at_a_time(office: Office) -> None:
    accountant = office.session("accountant")
    made = accountant.run(save_bank_account, bank_account=EURO)
    assert (made.iban, made.bankgiro, made.currency) == ("SE45 5000 0000 0583 9825 7466", "5050-1055", "EUR")
    changed = accountant.run(save_bank_account, bank_account=replace(made, name="Euro", active=False))
    assert (changed.name, changed.active, changed.id) == ("Euro", False, made.id)
    with pytest.raises(Conflict):
        accountant.run(save_bank_account, bank_account=replace(made, name="Other"))
    assert accountant.read(read_bank_account, bank_account_id=made.id) == changed


def test_a_wrong_iban_or_bankgiro_number_is_not_taken(office: Office) -> None:
    accountant = office.session("accountant")
    for wrong, field in ((replace(EURO, iban="SE00"), "iban"), (replace(EURO, bankgiro="5050-1056"), "bankgiro")):
        with pytest.raises(Invalid) as told:
            accountant.run(save_bank_account, bank_account=wrong)
        assert told.value.params["field"] == field
    with pytest.raises(Denied):
        office.session("seller").run(save_bank_account, bank_account=EURO)


def test_a_transaction_comes_with_what_it_may_pay_then_with_what_it_paid_and_the_next(
    office: Office, customer: int
) -> None:
    clerk = office.session("finance_clerk")
    posted = clerk.run(create_and_post_invoice, invoice=invoice(customer))
    paid = StatementTransaction("a", date(2026, 3, 20), D("1250.00"), "SEK", "18", "Åkesson")
    fee = StatementTransaction("b", date(2026, 3, 19), D("-5.00"), "SEK")
    later = StatementTransaction("c", date(2026, 3, 21), D("7.00"), "SEK")
    statement = BankStatement("S1", "", [paid, fee, later])
    clerk.run(import_statement, statement=statement, sha256=b"1", bank_account_id=1)
    keys = dict(office.owner().execute("SELECT bank_key, id FROM finance.bank_transaction").fetchall())
    seen = clerk.read(read_transaction, transaction_id=keys["a"])
    (item,) = seen.items
    assert (item.number, item.remaining, item.document_id) == ("1", D(1250), posted.id)
    assert seen.suggestions[0].certain
    assert seen.next_id == keys["b"]
    assert clerk.read(read_transaction, transaction_id=keys["b"]).next_id == keys["c"]
    clerk.run(match_transaction, transaction_id=keys["a"], allocations=[Allocation(D(1250), item.line_id)])
    booked = clerk.read(read_transaction, transaction_id=keys["a"])
    assert [(line.account, line.number, line.amount) for line in booked.booked] == [("1510", "1", D(-1250))]
    assert booked.voucher
    assert booked.suggestions == ()
