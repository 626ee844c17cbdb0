"""Budgets and rules of spending control, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from models.finance.budgets.planning import BudgetRow, approve_budget, create_budget, months_of
from models.finance.invoicing import InvoiceDraft, post_invoice, save_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.spending.rules import SpendingRule, save_spending_rule
from models.finance.spending.standing import Standing, read_spending
from models.warehouse.purchasing import PurchaseDraft, PurchaseLineDraft, place_purchase_order, save_purchase_order
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import Trade

D = Decimal
DAY = date(2026, 3, 5)
YEAR = months_of(date(2026, 1, 1), date(2026, 12, 31))


def budget_of(office: Office, account: str, monthly: str, **dimensions: str) -> None:
    """An approved budget of 2026 with so much a month on the account; it is in force instead of the one before."""
    year = office.value("SELECT id FROM ledger.fiscal_year WHERE starts_on = '2026-01-01'")
    row = BudgetRow(account, dict.fromkeys(YEAR, D(monthly)), {n.removeprefix("d"): v for n, v in dimensions.items()})
    accountant = office.session("accountant")
    kept = accountant.run(create_budget, fiscal_year_id=year, code="BUDGET", rows=[row])
    accountant.run(approve_budget, budget_id=kept.id, version=kept.version)


def rule_of(office: Office, account: str = "5010", act: str = "stop", **more: Any) -> int:
    """A rule of one account over the year, unless told otherwise."""
    rule = SpendingRule(from_account=account, to_account=more.pop("to_account", account), act=act, **more)
    return office.session("accountant").run(save_spending_rule, rule=rule).id


def spend(office: Office, amount: str, account: str = "5010", on: date = DAY, **more: Any) -> None:
    """Post a voucher that costs so much."""
    lines = [VoucherLine(account, D(amount), **more), VoucherLine("1930", -D(amount))]
    office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date=on, lines=lines)])


def standing(office: Office, day: date = DAY) -> dict[str, Standing]:
    """Where the rules stand, by account."""
    return {each.accounts: each for each in office.session("auditor").read(read_spending, day=day)}


def bill(office: Office, supplier: int, amount: str, account: str = "5010", **more: Any) -> int:
    """A draft of a supplier's bill; returns its key."""
    period = {name: more.pop(name) for name in ("period_from", "period_to", "deferral_account") if name in more}
    draft: InvoiceDraft = invoice(
        supplier,
        line(amount, account, "I25", **period),
        kind="supplier_invoice",
        supplier_number=str(uuid4())[:8],
        **more,
    )
    return office.session("finance_clerk").run(save_invoice, invoice=draft).id


def pay(office: Office, supplier: int, amount: str, account: str = "5010", **more: Any) -> None:
    """Post a supplier's bill."""
    office.session("finance_clerk").run(post_invoice, invoice_id=bill(office, supplier, amount, account, **more))


def order(trade: Trade, quantity: str, cost: str, *, expected: date | None = None) -> int:
    """A draft of an order for bolts, which are bought on 4000."""
    lines = (PurchaseLineDraft(trade.bolt, "Goods", D(quantity), D(cost)),)
    draft = PurchaseDraft(trade.supplier, DAY, "SEK", expected, place_id=trade.dock, lines=lines)
    return trade.office.session("buyer").run(save_purchase_order, draft=draft).id


def place(trade: Trade, order_id: int) -> None:
    """Place a draft of an order."""
    trade.office.session("buyer").run(place_purchase_order, order_id=order_id)


def figures(office: Office, accounts: str = "4000", day: date = DAY) -> tuple[D, D, D, D]:
    """Budget, spent, on order and left."""
    found = standing(office, day)[accounts]
    return found.budget, found.spent, found.ordered, found.available


def events(office: Office) -> list[tuple[Any, ...]]:
    """Account, amount, over, outcome, document and reason of whatever went past a rule."""
    return (
        office.sql("auditor")
        .execute(
            "SELECT account, amount, over, outcome, document, coalesce(reason, '') FROM reporting.spending_events "
            " ORDER BY id"
        )
        .fetchall()
    )
