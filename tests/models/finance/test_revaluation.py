"""Revaluation at the end of a month: what is held in euro at the rate of the day, taken back on the day after."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Denied, Rejected
from models.finance.accounts import lock_period
from models.finance.invoicing import create_and_post_invoice
from models.finance.posting import SettlementPair, VoucherDraft, VoucherLine, post_vouchers, settle
from models.finance.reports import trial_balance
from models.finance.revaluation import (
    ExchangeAccounts,
    Revalued,
    read_exchange_accounts,
    read_revaluation,
    revalue,
    save_exchange_accounts,
)
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
END, NEXT = date(2026, 3, 31), date(2026, 4, 1)


@pytest.fixture
def held(office: Office, party: Callable[..., int]) -> Office:
    """A customer owes 1 000 euro booked at 11.20, a supplier is owed 500 at 11.20, 200 euro lie on the bank at 11.00.

    On 31 March a euro costs 11.50.
    """
    for day, rate in ((date(2026, 3, 1), "11.20"), (END, "11.50")):
        office.owner().execute(
            "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
            " VALUES ('EUR', 'SEK', %s, %s, 'test')",
            (day, rate),
        )
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    sold = invoice(party("K9", "Hamburg Handel GmbH"), line("1000", "3108", "SEUG"), currency="EUR")
    bought = invoice(
        party("L9", "Ferrara Legno"),
        line("500", "4000", "I0"),
        kind="supplier_invoice",
        supplier_number="1",
        currency="EUR",
    )
    for draft in (sold, bought):
        clerk.run(create_and_post_invoice, invoice=draft)
    lines = [
        VoucherLine("1980", D(2200), currency="EUR", amount_currency=D(200)),
        VoucherLine("1930", D(-2200)),
    ]
    accountant.run(post_vouchers, vouchers=[VoucherDraft(date=date(2026, 3, 10), lines=lines)])
    return office


def run(office: Office) -> Revalued:
    return office.session("accountant").run(revalue, on=END, text="Omvärdering")


def balances(office: Office, on: date) -> dict[str, Decimal]:
    rows = office.session("auditor").read(trial_balance, to_date=on).rows
    return {row.account: row.closing for row in rows if row.closing}


def test_each_account_party_and_currency_is_shown_with_what_its_rate_makes_of_it(held: Office) -> None:
    rows = held.session("auditor").read(read_revaluation, on=END).rows
    assert [(row.account, row.amount, row.booked, row.value, row.difference) for row in rows] == [
        ("1510", D(1000), D(11200), D(11500), D(300)),
        ("1980", D(200), D(2200), D(2300), D(100)),
        ("2440", D(-500), D(-5600), D(-5750), D(-150)),
    ]


def test_the_differences_are_booked_and_taken_back_on_the_next_day(held: Office) -> None:
    before = balances(held, END)
    done = run(held)
    assert done.difference == D(250)
    after = balances(held, END)
    changed = {account: after.get(account, D(0)) - before.get(account, D(0)) for account in after | before}
    assert {account: change for account, change in changed.items() if change} == {
        "1510": D(300),
        "1980": D(100),
        "2440": D(-150),
        "3960": D(-400),
        "7960": D(150),
    }
    assert balances(held, NEXT) == before
    assert held.session("auditor").read(verify) == ()


def test_a_second_run_finds_nothing_and_what_came_in_late_is_added(held: Office) -> None:
    run(held)
    assert run(held) == Revalued(None, None, D(0))
    lines = [VoucherLine("1980", D(1100), currency="EUR", amount_currency=D(100)), VoucherLine("1930", D(-1100))]
    held.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=END, lines=lines)])
    assert run(held).difference == D(50)
    assert [voucher for _key, voucher in held.session("auditor").read(read_revaluation, on=END).vouchers] == [
        "A2",
        "A5",
    ]


def test_what_was_paid_later_counts_as_it_stood_on_the_day(held: Office) -> None:
    item, payer = held.owner().execute("SELECT line_id, party_id FROM ledger.open_item WHERE amount > 0").fetchall()[0]
    lines = [
        VoucherLine("1980", D(11500), currency="EUR", amount_currency=D(1000)),
        VoucherLine("1510", D(-11500), currency="EUR", amount_currency=D(-1000), party_id=payer),
    ]
    accountant = held.session("accountant")
    accountant.run(post_vouchers, vouchers=[VoucherDraft(date=NEXT, lines=lines)])
    payment = held.value("SELECT line_id FROM ledger.open_item WHERE amount = -11500")
    accountant.run(settle, pairs=[SettlementPair(item, payment, D(1000))], date=NEXT)
    rows = held.session("auditor").read(read_revaluation, on=END).rows
    assert (rows[0].account, rows[0].difference) == ("1510", D(300))
    assert [row.account for row in held.session("auditor").read(read_revaluation, on=NEXT).rows] == ["1980", "2440"]


def test_two_who_revalue_at_once_book_it_once(held: Office) -> None:
    connections = [held.sql("accountant") for _ in range(2)]
    statement = "SELECT finance.revalue(gen_random_uuid(), %s, %s, '')"
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda sql: sql.execute(statement, (held.company_id, END)), connections))
    assert held.value("SELECT count(*) FROM ledger.entry WHERE source_kind = 'revaluation'") == 2


def test_the_check_of_the_close_is_zero_once_it_is_done(held: Office) -> None:
    statement = (
        "SELECT c.count || ' ' || c.amount FROM ledger.period p, finance.check_revaluation(p.company_id, p.id) c"
        " WHERE p.ends_on = %s"
    )
    assert held.value(statement, END) == "3 550.00"
    run(held)
    assert held.value(statement, END) == "0 0"


def test_a_missing_rate_a_locked_month_and_a_clerk_are_refused_and_nothing_is_booked(held: Office) -> None:
    with pytest.raises(Denied):
        held.session("finance_clerk").run(revalue, on=END, text="")
    held.owner().execute("ALTER TABLE company.currency_rate DISABLE TRIGGER ALL")
    held.owner().execute("DELETE FROM company.currency_rate")
    with pytest.raises(Rejected, match=r"currency\.no_rate"):
        run(held)
    held.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source) VALUES ('EUR', 'SEK', %s, 11, 't')",
        (END,),
    )
    april = held.value("SELECT id FROM ledger.period WHERE starts_on = %s", NEXT)
    held.session("accountant").run(lock_period, period_id=april, area="general")
    with pytest.raises(Rejected, match=r"ledger\.period_locked"):
        run(held)
    assert held.value("SELECT count(*) FROM ledger.entry WHERE source_kind = 'revaluation'") == 0


def test_the_accounts_of_differences_are_chosen(held: Office) -> None:
    accounts = held.session("auditor").read(read_exchange_accounts)
    assert accounts == ExchangeAccounts("3960", "7960", "3960", "7960", 1)
    chosen = ExchangeAccounts("8330", "8430", "8330", "8430", 1)
    held.session("accountant").run(save_exchange_accounts, accounts=chosen)
    run(held)
    assert balances(held, END)["8330"] == D(-400)
