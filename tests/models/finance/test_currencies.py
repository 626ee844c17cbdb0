"""Items in a foreign currency: paid, credited and settled, with exchange differences that a clerk can check by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Rejected
from models.finance.banking import (
    Allocation,
    BankStatement,
    ExtraLine,
    StatementTransaction,
    import_statement,
    match_transaction,
    suggest_matches,
    unmatch_transaction,
)
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle
from models.finance.reports import trial_balance
from models.finance.settling import ItemGroup, settle_items, unsettle_items
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
INVOICED, PAID = date(2026, 3, 5), date(2026, 4, 5)


@pytest.fixture
def customer(party: Callable[..., int]) -> int:
    return party("K9", "Hamburg Handel GmbH", country="DE")


@pytest.fixture(autouse=True)
def rates(office: Office) -> None:
    """A euro costs 11.20 in March, 11.50 from April on."""
    for day, rate in ((date(2026, 3, 1), "11.20"), (date(2026, 4, 1), "11.50")):
        office.owner().execute(
            "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
            " VALUES ('EUR', 'SEK', %s, %s, 'test')",
            (day, rate),
        )


def sell(office: Office, customer: int, net: str, on: date = INVOICED, **more: str) -> int:
    """An invoice in euro without tax; answers its item's line."""
    draft = invoice(customer, line(net, "3108", "SEUG"), invoice_date=on, currency="EUR", **more)
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=draft)
    key: int = office.value("SELECT line_id FROM ledger.open_item WHERE document_id = %s", posted.id)
    return key


def money(office: Office, amount: str, currency: str = "SEK", on: date = PAID) -> int:
    """Money in; answers the transaction."""
    clerk = office.session("finance_clerk")
    if currency != "SEK":
        office.owner().execute(
            "INSERT INTO finance.bank_account (company_id, name, currency, account) VALUES (%s, 'Euro', 'EUR', '1980')",
            (office.company_id,),
        )
    account = office.value("SELECT id FROM finance.bank_account WHERE currency = %s", currency)
    statement = BankStatement(amount, "", [StatementTransaction(amount, on, D(amount), currency)])
    clerk.run(import_statement, statement=statement, sha256=amount.encode().ljust(32), bank_account_id=account)
    key: int = office.value("SELECT max(id) FROM finance.bank_transaction")
    return key


def match(office: Office, transaction: int, *allocations: Allocation, lines: tuple[ExtraLine, ...] = ()) -> None:
    office.session("finance_clerk").run(
        match_transaction, transaction_id=transaction, allocations=allocations, lines=lines
    )


def left(office: Office, item: int) -> tuple[Decimal, Decimal]:
    """What is left of an item as booked, and in euro."""
    row = (
        office.owner()
        .execute("SELECT remaining, remaining_currency FROM ledger.open_item WHERE line_id = %s", (item,))
        .fetchone()
    )
    assert row is not None
    return row[0], row[1]


def balances(office: Office) -> dict[str, Decimal]:
    rows = office.session("auditor").read(trial_balance, to_date=date(2026, 12, 31)).rows
    return {row.account: row.closing for row in rows if row.closing}


def test_a_payment_in_kronor_of_an_invoice_in_euro_leaves_the_gain_on_its_account(
    office: Office, customer: int
) -> None:
    item = sell(office, customer, "1000")
    assert left(office, item) == (D(11200), D(1000))
    match(office, money(office, "11500"), Allocation(D(11500), line_id=item))
    assert left(office, item) == (D(0), D(0))
    assert balances(office) == {"1930": D(11500), "3108": D(-11200), "3960": D(-300)}
    assert office.session("auditor").read(verify) == ()


def test_a_payment_on_the_euro_account_is_booked_at_the_rate_of_its_day(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    match(office, money(office, "1000", "EUR"), Allocation(D(1000), line_id=item))
    assert left(office, item) == (D(0), D(0))
    assert balances(office) == {"1980": D(11500), "3108": D(-11200), "3960": D(-300)}
    assert office.value("SELECT amount_currency FROM ledger.line WHERE account = '1980'") == D(1000)


def test_a_part_takes_its_share_and_the_last_part_leaves_no_ore(office: Office, customer: int) -> None:
    item = sell(office, customer, "999.99")  # booked at 11 199.89
    first = money(office, "3833.33")
    match(office, first, Allocation(D("3833.33"), line_id=item, settles=D("333.33")))
    # 11 199.89 x 333.33 / 999.99 = 3 733.297 of what is booked
    assert left(office, item) == (D("7466.59"), D("666.66"))
    match(office, money(office, "7000.00"), Allocation(D(7000), line_id=item))
    assert left(office, item) == (D(0), D(0))
    assert balances(office).get("1510") is None
    assert balances(office)["7960"] - D(0) == D("466.59")
    assert office.session("auditor").read(verify) == ()


def test_a_fee_kept_by_the_bank_is_no_exchange_difference(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    fee = ExtraLine("6570", D(15))
    match(office, money(office, "985", "EUR"), Allocation(D(1000), line_id=item), lines=(fee,))
    # 985 x 11.50 on the account, 15 x 11.50 in fees, 0.30 x 1 000 gained
    assert balances(office) == {"1980": D("11327.50"), "3108": D(-11200), "6570": D("172.50"), "3960": D(-300)}


def test_what_is_paid_too_much_stays_open_in_euro(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    too_much = Allocation(D(1000), line_id=item), Allocation(D(100), party_id=customer)
    match(office, money(office, "1100", "EUR"), *too_much)
    rest = office.owner().execute("SELECT currency, remaining, remaining_currency FROM ledger.open_item"
                                  " WHERE remaining <> 0").fetchall()  # fmt: skip
    assert rest == [("EUR", D(-1150), D(-100))]


def test_a_credit_note_at_another_rate_settles_in_euro_and_books_the_loss(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    credit = invoice(
        customer,
        line("1000", "3108", "SEUG"),
        kind="customer_credit",
        invoice_date=PAID,
        currency="EUR",
        rate=D("11.00"),
        credits_id=office.value("SELECT id FROM finance.invoice"),
    )
    office.session("finance_clerk").run(create_and_post_invoice, invoice=credit)
    assert left(office, item) == (D(0), D(0))
    assert balances(office) == {"3108": D(-200), "7960": D(200)}
    assert office.session("auditor").read(verify) == ()


def test_two_items_at_two_rates_are_settled_by_hand_in_full(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    match(office, money(office, "400", "EUR"), Allocation(D(400), party_id=customer))  # booked at 11.50
    paid = office.value("SELECT line_id FROM ledger.open_item WHERE amount < 0")
    office.session("finance_clerk").run(settle, pairs=[SettlementPair(item, paid, D(400))], date=PAID)
    # 400 of the invoice stand for 4 480, the payment for 4 600: 120 gained.
    assert (left(office, item), left(office, paid)) == ((D(6720), D(600)), (D(0), D(0)))
    assert balances(office)["3960"] == D(-120)
    assert balances(office)["1510"] == D(6720)
    assert office.session("auditor").read(verify) == ()


def test_a_match_taken_back_opens_the_item_in_both_currencies(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    transaction = money(office, "11500")
    match(office, transaction, Allocation(D(11500), line_id=item))
    office.session("finance_clerk").run(unmatch_transaction, transaction_id=transaction, date=PAID)
    assert left(office, item) == (D(11200), D(1000))
    assert balances(office) == {"1510": D(11200), "3108": D(-11200)}
    assert office.session("auditor").read(verify) == ()


def test_euro_are_proposed_for_euro_by_their_amount(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    found = office.session("finance_clerk").read(suggest_matches, transaction_id=money(office, "1000", "EUR"))
    assert found[0].allocations == ((item, D(1000)),)


def test_no_more_euro_are_settled_than_are_open_and_none_without_a_rate(office: Office, customer: int) -> None:
    item = sell(office, customer, "1000")
    transaction = money(office, "11500")
    with pytest.raises(Rejected, match=r"bank\.wrong_allocation"):
        match(office, transaction, Allocation(D(11500), line_id=item, settles=D("1000.01")))
    with pytest.raises(Rejected, match=r"currency\.no_rate"):
        match(office, money(office, "1000", "EUR", on=date(2026, 2, 1)), Allocation(D(1000), line_id=item))
    assert left(office, item) == (D(11200), D(1000))


def test_several_items_in_euro_settle_in_one_act_with_one_voucher_of_exchange_differences(
    office: Office, customer: int
) -> None:
    march = [sell(office, customer, "1000"), sell(office, customer, "500")]
    lines = [
        VoucherLine("1510", D(-13800), party_id=customer, currency="EUR", amount_currency=D(-1200)),
        VoucherLine("1930", D(13800)),
    ]
    (entry,) = office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=PAID, lines=lines)])
    credit = office.value("SELECT id FROM ledger.line WHERE entry_id = %s AND position = 1", entry.id)
    (act,) = office.session("finance_clerk").run(settle_items, groups=[ItemGroup((*march, credit))])
    # 1 200 euro paid at 11.50 are 13 800; of the invoices 11 200 and 200/500 of 5 600 = 2 240: a gain of 360.
    assert [left(office, item) for item in (*march, credit)] == [(D(0), D(0)), (D(3360), D(300)), (D(0), D(0))]
    assert balances(office) == {"1510": D(3360), "1930": D(13800), "3108": D(-16800), "3960": D(-360)}
    office.session("finance_clerk").run(unsettle_items, settling_ids=[act.id], reason="Wrong")
    assert left(office, march[0]) == (D(11200), D(1000))
    assert balances(office)["1510"] == D(3000)
    assert "3960" not in balances(office)
    assert office.session("auditor").read(verify) == ()
