"""What is watched: overheads are told of over their budget, advertising is stopped there, and once let past."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from models.database.rights import Role
from models.exchange.demo.stage import Stage
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, post_invoice, save_invoice
from models.finance.spending.asking import SUPPLIER_INVOICE, allow_spending
from models.finance.spending.rules import SpendingRule, save_spending_rule
from models.warehouse.items import new_item, save_item
from models.warehouse.purchasing import PurchaseDraft, PurchaseLineDraft, place_purchase_order, save_purchase_order

_ADVERTISING = "5910"
_PRINTER, _AGENCY = "2007", "2012"


def watch_spending(stage: Stage) -> None:
    """A rule that tells, a rule that stops, and an order that takes of the second one's room."""
    overheads = SpendingRule("Omkostnader", "5000", "6999", span="to_date", act="warn", tolerance_percent=Decimal(5))
    advertising = SpendingRule(
        "Annonsering", _ADVERTISING, _ADVERTISING, span="year", act="stop", tolerance_percent=Decimal(10)
    )
    for rule in (overheads, advertising):
        stage.run(Role.ACCOUNTANT, save_spending_rule, rule=rule)
    _order_leaflets(stage)
    _show_at_the_fair(stage)


def _order_leaflets(stage: Stage) -> None:
    plain = stage.read(Role.BUYER, new_item)
    leaflet = replace(plain, name="Broschyrer", code="BROSCHYR", kind="service", purchase_account=_ADVERTISING)
    item = stage.run(Role.BUYER, save_item, draft=leaflet)
    order = PurchaseDraft(
        party_id=stage.suppliers[_PRINTER].id,
        order_date=stage.today,
        expected_on=stage.today + timedelta(days=9),
        currency="SEK",
        place_id=stage.place_id,
        lines=(
            PurchaseLineDraft(item_id=item.id, description="Broschyrer", quantity=Decimal(400), unit_cost=Decimal(9)),
        ),
    )
    saved = stage.run(Role.BUYER, save_purchase_order, draft=order)
    stage.run(Role.BUYER, place_purchase_order, order_id=saved.id)


def _show_at_the_fair(stage: Stage) -> None:
    line = InvoiceLineDraft("Mässmonter", Decimal(1), Decimal(24000), _ADVERTISING, "I25")
    bill = InvoiceDraft("supplier_invoice", stage.suppliers[_AGENCY].id, stage.today, (line,), supplier_number="M-2041")
    saved = stage.run(Role.FINANCE_CLERK, save_invoice, invoice=bill)
    reason = "Mässan beslutades av styrelsen efter att budgeten fastställts."
    stage.run(
        Role.ACCOUNTANT,
        allow_spending,
        subject=SUPPLIER_INVOICE,
        subject_id=saved.id,
        amount=Decimal(30000),
        reason=reason,
    )
    stage.run(Role.FINANCE_CLERK, post_invoice, invoice_id=saved.id)
