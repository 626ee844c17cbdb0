"""While a supplier invoice is typed, one like it is told of with a way to it; an invoice to a customer asks nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.finance.accounts import tax_rates
from models.finance.doubles import Double, similar_invoices
from models.finance.tax_codes import tax_rules
from tests.support.fake_host import FakeHost
from views.finance.invoices.draft import Line
from views.finance.invoices.invoice import InvoicePage
from views.kit.host import Level, Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = date(2026, 3, 5)
OTHER = Double(7, "L0001", "F 1001", DAY, Decimal("1250.00"), "SEK")


def typed(qtbot: QtBot, kind: str, *found: Double) -> tuple[InvoicePage, FakeHost]:
    host = FakeHost(answers={tax_rates: (), tax_rules: (), similar_invoices: found})
    page = InvoicePage(host, Link(f"finance.{kind}"), kind)
    qtbot.addWidget(page)
    head = replace(page.draft, party_id=3, supplier_number="F1001", invoice_date=DAY)
    page.form.set_draft(head, original=False)
    page.grid.set_lines([Line(description="Power", unit_price=Decimal(1000), account="5020", tax_code="I25")])
    page.doubles.look()
    return page, host


def test_an_invoice_like_it_is_told_of_and_shown_beside(qtbot: QtBot) -> None:
    page, host = typed(qtbot, "supplier_invoice", OTHER)
    asked = [arguments for query, arguments in host.was_read if query is similar_invoices]
    assert [(each["party_id"], each["net"], each["invoice_id"]) for each in asked] == [(3, Decimal("1000.00"), None)]
    message = host.told[-1]
    assert message.level is Level.WARNING
    assert "F 1001" in message.text
    assert "1,250.00 SEK" in message.text
    assert message.action is not None
    message.action.callback()
    assert host.opened_beside == [Link("finance.invoice", 7)]
    page.doubles.look()
    assert len([1 for query, _ in host.was_read if query is similar_invoices]) == 1


def test_the_warning_goes_where_nothing_is_like_it_and_customers_are_not_looked_for(qtbot: QtBot) -> None:
    _page, host = typed(qtbot, "supplier_invoice")
    assert host.told[-1].text == ""
    _page, host = typed(qtbot, "customer_invoice", OTHER)
    assert [query for query, _ in host.was_read if query is similar_invoices] == []
