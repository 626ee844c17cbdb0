"""What stands in the way of closing a month, counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Invalid
from models.finance.banking import (
    BankStatement,
    ExtraLine,
    StatementTransaction,
    import_statement,
    match_transaction,
)
from models.finance.closing.periods import close_periods
from models.finance.closing.reconciling import reconcile
from models.finance.closing.tasks import list_checks, run_check
from models.finance.invoicing import post_invoice, save_invoice
from tests.support.closing import book, period_of
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import furnish

D = Decimal
NOTHING = (0, D(0))


def found(office: Office, code: str, month: int = 3) -> tuple[int, Decimal]:
    return office.session("finance_clerk").read(run_check, period_id=period_of(office, month), code=code)


def test_a_quiet_company_is_stopped_by_earlier_months_alone(office: Office) -> None:
    codes = office.session("auditor").read(list_checks)
    assert len(codes) >= 16
    assert {code: found(office, code)[0] for code in codes if found(office, code)[0]} == {"ledger.earlier_periods": 2}
    office.session("accountant").run(close_periods, last_period_id=period_of(office, 2))
    assert found(office, "ledger.earlier_periods") == NOTHING


@pytest.mark.parametrize("code", ["ledger.nothing", "ledger.manual", "pg_catalog.x", "", "ledger.check; DROP TABLE x"])
def test_only_checks_can_be_run(office: Office, code: str) -> None:
    with pytest.raises(Invalid, match=r"close\.no_check"):
        found(office, code)


def test_drafts_of_the_month_and_before_count_and_later_ones_do_not(office: Office) -> None:
    trade = furnish(office)
    clerk = office.session("finance_clerk")
    draft = clerk.run(save_invoice, invoice=invoice(trade.customer)).id
    clerk.run(save_invoice, invoice=invoice(trade.customer, invoice_date=date(2026, 4, 1)))
    clerk.run(
        save_invoice,
        invoice=invoice(trade.supplier, line("200.00", "5010", "I25"), kind="supplier_invoice", supplier_number="7"),
    )
    assert found(office, "finance.draft_sales") == (1, D("1250.00"))
    assert found(office, "finance.draft_sales", 4) == (2, D("2500.00"))
    assert found(office, "finance.draft_purchases") == (1, D("250.00"))
    clerk.run(post_invoice, invoice_id=draft)
    assert found(office, "finance.draft_sales") == NOTHING
    assert found(office, "ledger.receivables_differ") == NOTHING


def test_suspense_accounts_must_be_empty(office: Office) -> None:
    book(office, date(2026, 2, 5), "2999", "1930", "75")
    assert found(office, "ledger.suspense", 1) == NOTHING
    assert found(office, "ledger.suspense", 2) == (1, D(75))
    book(office, date(2026, 3, 5), "5010", "2999", "75")
    assert found(office, "ledger.suspense", 3) == NOTHING


def test_control_accounts_agree_with_their_items_as_they_were(office: Office) -> None:
    trade = furnish(office)
    clerk = office.session("finance_clerk")
    for on in (date(2026, 3, 5), date(2026, 4, 10)):
        draft = clerk.run(save_invoice, invoice=invoice(trade.customer, invoice_date=on)).id
        clerk.run(post_invoice, invoice_id=draft)
    assert found(office, "ledger.receivables_differ") == NOTHING
    office.owner().execute("UPDATE ledger.open_item SET remaining = 1000 WHERE entry_date = '2026-03-05'")
    assert found(office, "ledger.receivables_differ") == (1, D("250.00"))
    assert found(office, "ledger.receivables_differ", 4) == (1, D("250.00"))


def test_goods_received_wait_for_their_bill(office: Office) -> None:
    trade = furnish(office)
    trade.buy("10", "40.00")
    assert found(office, "warehouse.received_not_billed", 2) == NOTHING
    assert found(office, "warehouse.received_not_billed") == (1, D("400.00"))
    account = office.value("SELECT purchase_account FROM warehouse.item_terms WHERE item_id = %s", trade.bolt)
    bill = invoice(trade.supplier, line("400.00", account, "I25"), kind="supplier_invoice", supplier_number="81")
    clerk = office.session("finance_clerk")
    clerk.run(post_invoice, invoice_id=clerk.run(save_invoice, invoice=bill).id)
    assert found(office, "warehouse.received_not_billed") == NOTHING


def test_the_value_of_stock_is_that_of_its_account(office: Office) -> None:
    trade = furnish(office)
    trade.buy("10", "40.00")
    assert found(office, "stock.value_differs") == NOTHING
    trade.take_over("2", "12.50", item=trade.rope)  # with no voucher beside it
    assert found(office, "stock.value_differs") == (1, D("25.00"))
    assert found(office, "stock.value_differs", 2) == NOTHING
    assert found(office, "stock.negative") == NOTHING


def test_what_is_delivered_wants_an_invoice(office: Office) -> None:
    trade = furnish(office)
    trade.take_over("10", "40.00")
    trade.deliver(trade.confirm(trade.line("3")).id)
    assert found(office, "sales.delivered_not_invoiced") == (1, D("300.00"))
    assert found(office, "sales.delivered_not_invoiced", 2) == NOTHING


def test_lost_vouchers_and_balances_are_seen(office: Office) -> None:
    for day in (1, 2, 3):
        book(office, date(2026, 3, day), "5010", "1930", "100")
    owner = office.owner()
    owner.execute("SET session_replication_role = replica")
    owner.execute("DELETE FROM ledger.entry WHERE number = 2")
    owner.execute("DELETE FROM ledger.line WHERE entry_date = '2026-03-02'")
    assert found(office, "ledger.number_gaps") == (1, D(0))
    assert found(office, "ledger.balances_differ") == (2, D("200.00"))
    assert found(office, "ledger.trial_balance") == NOTHING
    owner.execute("UPDATE ledger.balance SET debit = debit + 1 WHERE account = '5010'")
    assert found(office, "ledger.trial_balance") == (1, D(1))


def test_accounts_wait_to_be_reconciled(office: Office) -> None:
    book(office, date(2026, 3, 5), "5010", "1930", "100")
    assert found(office, "ledger.reconciliations") == (1, D(100))
    office.session("finance_clerk").run(
        reconcile, period_id=period_of(office, 3), account="1930", evidence=D(-100), sign=True
    )
    assert found(office, "ledger.reconciliations") == NOTHING
    book(office, date(2026, 3, 6), "5010", "1930", "1")
    assert found(office, "ledger.reconciliations") == (1, D(101))


def test_the_bank_is_matched_and_says_the_same_balance(office: Office) -> None:
    book(office, date(2026, 3, 5), "1930", "3004", "500")
    clerk = office.session("finance_clerk")
    paid = StatementTransaction("a", date(2026, 3, 20), D(-80), "SEK", "", "Elbolaget")
    statement = BankStatement("S1", "", [paid], closing=D(420), to_date=date(2026, 3, 31))
    clerk.run(import_statement, statement=statement, sha256=b"1", bank_account_id=1)
    assert found(office, "finance.unmatched_bank") == (1, D(-80))
    assert found(office, "finance.bank_differs") == (1, D(80))
    key = office.value("SELECT id FROM finance.bank_transaction")
    clerk.run(match_transaction, transaction_id=key, allocations=(), lines=(ExtraLine("5020", D(80)),))
    assert found(office, "finance.unmatched_bank") == NOTHING
    assert found(office, "finance.bank_differs") == NOTHING


def test_bills_cover_the_receipts_of_their_supplier_in_order(office: Office) -> None:
    trade = furnish(office)
    trade.buy("10", "40.00")
    trade.buy("2", "40.00")
    account = office.value("SELECT purchase_account FROM warehouse.item_terms WHERE item_id = %s", trade.bolt)
    waiting = "SELECT array_agg(value ORDER BY id) FROM reporting.unbilled_receipts"
    assert office.value(waiting) == [D(400), D(80)]
    clerk = office.session("finance_clerk")
    # Bought a little cheaper than ordered: the first receipt is billed all the same.
    bill = invoice(trade.supplier, line("390.00", account, "I25"), kind="supplier_invoice", supplier_number="81")
    clerk.run(post_invoice, invoice_id=clerk.run(save_invoice, invoice=bill).id)
    assert office.value(waiting) == [D(80)]
    assert found(office, "warehouse.received_not_billed") == (1, D(80))
