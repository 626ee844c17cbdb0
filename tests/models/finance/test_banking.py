"""Bank statements in, matches proposed with their reasons, booked and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid, Rejected
from models.finance.banking import (
    Allocation,
    BankStatement,
    ExtraLine,
    StatementTransaction,
    import_statement,
    match_all_certain,
    match_transaction,
    suggest_matches,
    unmatch_transaction,
)
from models.finance.dimensions import Dimension, DimensionValue, save_dimension, save_dimension_value
from models.finance.invoicing import create_and_post_invoice, read_invoice
from models.finance.matching import Candidate, Transaction, names_alike, rank
from models.finance.receivables import open_items
from models.finance.reports import account_balance, voucher
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal


def take_in(office: Office, *transactions: StatementTransaction, reference: str = "S1") -> dict[str, int]:
    """The keys of the transactions by their bank keys."""
    clerk = office.session("finance_clerk")
    statement = BankStatement(reference=reference, account="", transactions=transactions)
    clerk.run(import_statement, statement=statement, sha256=b"x" * 32, bank_account_id=1)
    return dict(office.owner().execute("SELECT bank_key, id FROM finance.bank_transaction").fetchall())


def paid(key: str, amount: str, reference: str = "", name: str = "", text: str = "") -> StatementTransaction:
    return StatementTransaction(key, date(2026, 3, 20), D(amount), "SEK", reference, name, "", text)


def test_a_statement_is_taken_in_once(office: Office) -> None:
    clerk = office.session("finance_clerk")
    statement = BankStatement("S1", "", [paid("a", "10"), paid("b", "20")])
    first = clerk.run(import_statement, statement=statement, sha256=b"1", bank_account_id=1)
    again = clerk.run(import_statement, statement=statement, sha256=b"1", bank_account_id=1)
    overlapping = BankStatement("S2", "", [paid("b", "20"), paid("c", "30")])
    third = clerk.run(import_statement, statement=overlapping, sha256=b"2", bank_account_id=1)
    assert [(s.new, s.already) for s in (first, again, third)] == [(2, 0), (0, 2), (1, 1)]
    assert again.id == first.id


def test_the_account_is_found_by_its_iban(office: Office) -> None:
    office.owner().execute("UPDATE finance.bank_account SET iban = 'SE45 5000 0000 0583 9825 7466'")
    clerk = office.session("finance_clerk")
    statement = BankStatement("S1", "SE4550000000058398257466", [paid("a", "10")])
    assert clerk.run(import_statement, statement=statement, sha256=b"1").bank_account_id == 1
    with pytest.raises(Invalid, match=r"bank\.no_account"):
        clerk.run(import_statement, statement=BankStatement("S1", "SE00", []), sha256=b"1")


def test_a_payment_with_reference_and_amount_is_matched_without_asking(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    first = clerk.run(create_and_post_invoice, invoice=invoice(customer))
    clerk.run(create_and_post_invoice, invoice=invoice(customer))
    reference = clerk.read(read_invoice, invoice_id=first.id).reference
    keys = take_in(office, paid("sure", "1250.00", reference), paid("partly", "1000.00", "26"), paid("other", "77.00"))
    best = clerk.read(suggest_matches, transaction_id=keys["sure"])[0]
    assert best.certain
    assert (best.reasons, best.amount, best.numbers) == (("reference", "amount"), D("1250.00"), ("1",))
    matched = clerk.run(match_all_certain)
    assert [m.id for m in matched] == [keys["sure"]]
    accountant = office.session("accountant")
    lines = accountant.read(voucher, entry_id=matched[0].entry_id).lines
    assert [(x.account, x.amount) for x in lines] == [("1930", D("1250.00")), ("1510", D("-1250.00"))]
    assert [item.document_number for item in accountant.read(open_items)] == ["2"]
    assert accountant.read(verify) == ()


def test_a_payment_covers_two_invoices_and_a_fee(office: Office, customer: int) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    for net in ("100.00", "200.00"):
        clerk.run(create_and_post_invoice, invoice=invoice(customer, line(net)))
    items = accountant.read(open_items)
    keys = take_in(office, paid("a", "370.00"))
    allocations = [Allocation(item.remaining, line_id=item.line_id) for item in items]
    with pytest.raises(Rejected, match=r"bank\.does_not_add_up"):
        clerk.run(match_transaction, transaction_id=keys["a"], allocations=allocations)
    fee = ExtraLine("6570", D("5.00"), "Fee")
    matched = clerk.run(match_transaction, transaction_id=keys["a"], allocations=allocations, lines=[fee])
    assert accountant.read(open_items) == ()
    assert accountant.read(account_balance, account="6570", on=date(2026, 3, 20)) == D("5.00")
    with pytest.raises(Rejected, match=r"bank\.already_matched"):
        clerk.run(match_transaction, transaction_id=keys["a"], allocations=allocations, lines=[fee])
    clerk.run(unmatch_transaction, transaction_id=keys["a"], date=date(2026, 3, 21))
    assert [item.remaining for item in accountant.read(open_items)] == [D("125.00"), D("250.00")]
    assert accountant.read(voucher, entry_id=matched.entry_id).reversed_by is not None
    clerk.run(match_transaction, transaction_id=keys["a"], allocations=allocations, lines=[fee])
    assert accountant.read(verify) == ()


def test_a_charge_is_booked_on_its_cost_centre_and_an_unknown_one_is_refused(office: Office) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    accountant.run(save_dimension, dimension=Dimension(1, "Cost centre"))
    accountant.run(save_dimension_value, value=DimensionValue(1, "100", "Shop"))
    keys = take_in(office, paid("a", "-145.00"))
    wrong = ExtraLine("6570", D("145.00"), "Charge", dimensions={"1": "999"})
    with pytest.raises(Invalid, match=r"ledger\.unknown_dimension"):
        clerk.run(match_transaction, transaction_id=keys["a"], allocations=(), lines=[wrong])
    charge = ExtraLine("6570", D("145.00"), "Charge", dimensions={"1": "100"})
    matched = clerk.run(match_transaction, transaction_id=keys["a"], allocations=(), lines=[charge])
    booked = accountant.read(voucher, entry_id=matched.entry_id).lines
    assert [(each.account, each.amount, dict(each.dimensions)) for each in booked] == [
        ("1930", D("-145.00"), {}),
        ("6570", D("145.00"), {"1": "100"}),
    ]


def test_what_is_paid_too_much_stays_open_for_the_customer(office: Office, customer: int) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    clerk.run(create_and_post_invoice, invoice=invoice(customer))
    (item,) = accountant.read(open_items)
    keys = take_in(office, paid("a", "1300.00"))
    allocations = [Allocation(D("1250.00"), line_id=item.line_id), Allocation(D("50.00"), party_id=customer)]
    clerk.run(match_transaction, transaction_id=keys["a"], allocations=allocations)
    assert [(i.remaining, i.party_id) for i in accountant.read(open_items)] == [(D("-50.00"), customer)]


def test_money_out_pays_the_supplier(office: Office, party: Callable[..., int]) -> None:
    clerk = office.session("finance_clerk")
    supplier = party("L1", "Trävaror i Umeå AB")
    draft = invoice(supplier, line("400.00", "5410", "I25"), kind="supplier_invoice", supplier_number="F77")
    clerk.run(create_and_post_invoice, invoice=draft)
    keys = take_in(office, paid("a", "-500.00", name="TRÄVAROR I UMEÅ", text="Faktura F77"))
    (best,) = clerk.read(suggest_matches, transaction_id=keys["a"])
    assert best.reasons == ("number", "amount", "name")
    assert not best.certain
    allocations = [Allocation(amount, line_id=line_id) for line_id, amount in best.allocations]
    clerk.run(match_transaction, transaction_id=keys["a"], allocations=allocations)
    assert office.session("accountant").read(open_items, side="payable") == ()


def item(line_id: int, remaining: str, party: int = 1, name: str = "Kund AB", reference: str = "") -> Candidate:
    return Candidate(line_id, party, name, str(line_id), reference, "", D(remaining), "SEK", date(2026, 3, 1))


def test_two_items_with_one_reference_leave_a_doubt() -> None:
    found = rank(
        Transaction(D(10), "SEK", "18", "", ""), [item(1, "10", reference="18"), item(2, "10", reference="18")]
    )
    assert [s.certain for s in found] == [False, False]


def test_items_that_add_up_are_proposed_together() -> None:
    found = rank(
        Transaction(D(30), "SEK", "", "KUND", ""), [item(1, "10"), item(2, "20"), item(3, "30", party=2, name="Annan")]
    )
    assert [(s.numbers, s.reasons) for s in found] == [
        (("1", "2"), ("all_items", "name")),
        (("3",), ("amount",)),
        (("1",), ("name",)),
        (("2",), ("name",)),
    ]


def test_an_item_in_another_currency_is_never_proposed() -> None:
    assert rank(Transaction(D(10), "EUR", "", "", ""), [item(1, "10")]) == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ÅKESSON MÅLERI", "Åkesson Måleri AB", True),
        ("Kund ett", "KUND ETT AB (publ)", True),
        ("Kund ett", "Annan kund", False),
        ("", "Kund", False),
    ],
)
def test_names_are_compared_without_company_form(one: str, other: str, alike: bool) -> None:
    assert names_alike(one, other) is alike
