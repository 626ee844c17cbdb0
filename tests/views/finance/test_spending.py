"""Spending on the screen, in real books: where rules stand, told of before it is posted, and let past by name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from models.finance.spending.standing import read_behind, read_spending
from tests.support.office import Office
from tests.support.office_host import OfficeHost
from tests.support.spending import DAY, bill, budget_of, events, order, pay, place, rule_of, spend
from tests.support.trade import furnish
from views.finance.invoices.draft import Line as BillLine
from views.finance.invoices.invoice import InvoicePage
from views.finance.ledger.voucher_entry import VoucherEntryPage
from views.finance.ledger.voucher_lines import Line
from views.finance.spending.behind import SpendingBehindPage
from views.finance.spending.page import SpendingPage
from views.finance.spending.rule import SpendingRulePage
from views.kit.host import Link
from views.warehouse.purchase_entry import PurchaseEntryPage
from views.warehouse.purchase_order import PurchaseOrderView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

D = Decimal


@pytest.fixture
def host(office: Office) -> OfficeHost:
    """The accountant's; 5010 may cost 1 200 in 2026, and 1 000 of it is spent."""
    budget_of(office, "5010", "100")
    spend(office, "1000")
    return OfficeHost(session=office.session("accountant"), today=DAY)


def act(page: Any, name: str) -> None:
    next(bound for bound in page.actions_bound if bound.declared.id == name).trigger()


def why_not(page: Any, name: str) -> str | None:
    bound = next(bound for bound in page.actions_bound if bound.declared.id == name)
    reason: str | None = bound.declared.enabled(page.context()) if bound.declared.enabled else None
    return reason


def voucher_of(qtbot: QtBot, host: OfficeHost, amount: str) -> VoucherEntryPage:
    page = VoucherEntryPage(host, Link("finance.voucher"))
    qtbot.addWidget(page)
    page.grid.set_lines([Line(account="5010", debit=D(amount)), Line(account="1930", credit=D(amount))])
    page.budget.look()
    return page


def test_a_voucher_within_the_budget_says_nothing(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    rule_of(office)
    page = voucher_of(qtbot, host, "200")
    assert page.budget.isHidden()
    assert why_not(page, "finance.voucher.over_budget") == "No budget stops it."


def test_a_warning_stands_on_the_voucher_before_it_is_posted(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    rule_of(office, act="warn", title="Hyra")
    page = voucher_of(qtbot, host, "250")
    assert not page.budget.isHidden()
    assert page.budget.text.text() == (
        "Hyra (5010): 50.00 over the budget of the year. Of 1,200.00, 1,000.00 is spent or on order already."
    )
    assert page.budget.reason.isHidden()
    act(page, "finance.voucher.post")
    assert events(office)[0][:4] == ("5010", D(250), D(50), "told")
    assert page.budget.isHidden()


def test_a_stopped_voucher_is_posted_with_a_reason_that_is_kept(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    rule_of(office)
    page = voucher_of(qtbot, host, "250")
    assert page.budget.text.text().endswith("is spent or on order already. It is stopped.")
    assert not page.budget.reason.isHidden()
    act(page, "finance.voucher.over_budget")
    assert office.value("SELECT count(*) FROM ledger.spending_override") == 0
    assert "Give a reason" in host.told[-1].text
    page.budget.reason.setText("Flytt")
    page.budget.reason.returnPressed.emit()
    assert events(office) == [("5010", D(250), D(50), "allowed", "A2", "Flytt")]
    assert (page.budget.isHidden(), page.budget.reason.text()) == (True, "")


def test_a_clerk_sees_that_a_bill_is_stopped_and_who_can_allow_it(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    rule_of(office)
    supplier = furnish(office).supplier
    clerk = OfficeHost(session=office.session("finance_clerk"), today=DAY)
    page = InvoicePage(clerk, Link("finance.supplier_invoice"), "supplier_invoice")
    qtbot.addWidget(page)
    page.form.set_draft(replace(page.draft, party_id=supplier, supplier_number="77"), original=False)
    page.grid.set_lines([BillLine(description="Hyra", unit_price=D(250), account="5010", tax_code="I25")])
    page.budget.look()
    assert "An accountant or administrator can allow it" in page.budget.text.text()
    assert page.budget.reason.isHidden()
    assert "finance.invoice.over_budget" not in [bound.declared.id for bound in page.actions_bound]
    draft = bill(office, supplier, "250")
    page = InvoicePage(host, Link("finance.invoice", draft), "supplier_invoice")
    qtbot.addWidget(page)
    act(page, "finance.invoice.post")
    assert not page.budget.isHidden()
    page.budget.reason.setText("Vattenskada")
    act(page, "finance.invoice.over_budget")
    assert events(office)[0][3:] == ("allowed", "D1", "Vattenskada")
    assert page.budget.isHidden()


def test_an_order_that_is_stopped_is_let_past_by_the_accountant_and_placed_by_the_buyer(
    qtbot: QtBot, host: OfficeHost, office: Office
) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000")
    late = order(trade, "13", "100")
    buyer = OfficeHost(session=office.session("buyer"), today=DAY)
    entry = PurchaseEntryPage(buyer, Link("warehouse.purchase_draft", late))
    qtbot.addWidget(entry)
    assert entry.budget.isHidden()
    act(entry, "warehouse.purchase.place")
    assert buyer.told[-1].text.startswith("spending.over")
    assert entry.budget.text.text().startswith("4000: 100.00 over the budget of the year.")
    page = PurchaseOrderView(host, Link("warehouse.purchase_order", late))
    qtbot.addWidget(page)
    assert page.budget.stops
    page.budget.reason.setText("Stor order")
    page.budget.reason.returnPressed.emit()
    act(entry, "warehouse.purchase.place")
    number = office.value("SELECT number FROM warehouse.purchase_order WHERE id = %s", late)
    assert events(office)[0][3:] == ("allowed", number, "Stor order")


def test_every_figure_opens_what_sums_to_it(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    trade = furnish(office)
    budget_of(office, "4000", "100")
    rule_of(office, "4000", title="Varor")
    placed = order(trade, "10", "70")
    place(trade, placed)
    trade.receive(placed, "4")
    pay(office, trade.supplier, "300", "4000")
    page = SpendingPage(host, Link("finance.spending"))
    qtbot.addWidget(page)
    heading, row = page.table.rows
    assert (heading.values[0], row.values[0]) == ("Varor", "4000")
    assert row.values[3:8] == (D(1200), D(300), D(400), D(500), D("58.3"))
    assert row.links[3].kind == "finance.budget"
    behind = SpendingBehindPage(host, row.links[4])
    qtbot.addWidget(behind)
    assert [(each.values[1], each.values[4]) for each in behind.table.rows] == [
        (office.value("SELECT name FROM ledger.account WHERE number = '4000'"), D(20)),
        ("Taken into stock", D(280)),
        ("Spent", D(300)),
        ("Skruvkungen AB", D(400)),
        ("On order", D(400)),
    ]
    assert [each.links[0].kind for each in behind.table.rows if each.links] == [
        "finance.general_ledger",
        "warehouse.moves",
        "warehouse.purchase_orders",
    ]
    assert host.session is not None
    assert host.session.read(read_spending, day=DAY)[0].used == D(700)
    assert host.session.read(read_behind, rule_id=1, from_account="4000", to_account="4000", first=DAY, last=DAY)[
        0
    ].amount == D(20)


def test_without_rules_the_page_says_what_to_do(qtbot: QtBot, host: OfficeHost) -> None:
    page = SpendingPage(host, Link("finance.spending"))
    qtbot.addWidget(page)
    assert page.nothing.text().startswith("No rule in use has an approved budget")
    assert page.table.rows == ()


def test_a_rule_is_made_changed_and_deleted(qtbot: QtBot, host: OfficeHost, office: Office) -> None:
    page = SpendingRulePage(host, Link("finance.spending_rule"))
    qtbot.addWidget(page)
    draft: Any = replace(page.form.draft, from_account="5010", act="stop")
    emptied: dict[str, Any] = {"tolerance_percent": None}
    page.form.set_draft(replace(draft, **emptied), original=False)
    page.form.save()
    assert host.opened[-1].kind == "finance.spending_rules"
    assert office.value("SELECT from_account || to_account || act FROM ledger.spending_rule") == "50105010stop"
    page = SpendingRulePage(host, Link("finance.spending_rule", 1))
    qtbot.addWidget(page)
    assert page.form.draft.to_account == "5010"
    act(page, "finance.spending_rule.delete")
    host.reply("delete")
    assert office.value("SELECT count(*) FROM ledger.spending_rule") == 0
