"""What the checks of a close are called, and where the rows that they count are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.finance.closing.periods import PeriodState
from resources.language import N_, _
from views.kit.host import Link


@dataclass(frozen=True, slots=True)
class CheckPlace:
    """A check as people read it (`title` is marked with N_), and the page with what it counts in a period."""

    title: str
    rows: Callable[[PeriodState], Link]


def _to(kind: str, day: str = "", **arguments: object) -> Callable[[PeriodState], Link]:
    """A list narrowed to what lies in the period or before it by its column `day`."""

    def link(period: PeriodState) -> Link:
        until = {f"{day}_to": period.ends_on} if day else {}
        return Link(kind, arguments={**arguments, **until})

    return link


def _span(kind: str) -> Callable[[PeriodState], Link]:
    return lambda period: Link(kind, arguments={"from_date": period.starts_on, "to_date": period.ends_on})


CHECKS: Mapping[str, CheckPlace] = {
    "finance.bank_differs": CheckPlace(N_("Bank balances that differ"), _to("finance.bank_accounts")),
    "finance.depreciation": CheckPlace(N_("Depreciation to post"), _to("finance.depreciation")),
    "finance.draft_purchases": CheckPlace(
        N_("Drafts of supplier invoices"), _to("finance.supplier_invoices", "invoice_date", status="draft")
    ),
    "finance.draft_sales": CheckPlace(
        N_("Drafts of customer invoices"), _to("finance.customer_invoices", "invoice_date", status="draft")
    ),
    "finance.intercompany": CheckPlace(
        N_("Differences between companies"),
        lambda period: Link("finance.intercompany", arguments={"to_date": period.ends_on}),
    ),
    "finance.revaluation": CheckPlace(
        N_("Items in foreign currencies to revalue"),
        lambda period: Link("finance.revaluation", arguments={"to_date": period.ends_on}),
    ),
    "finance.unmatched_bank": CheckPlace(
        N_("Bank transactions not matched"), _to("finance.bank_transactions", "booked_on", status="unmatched")
    ),
    "finance.vat": CheckPlace(N_("VAT not filed"), _to("finance.vat")),
    "ledger.allocations": CheckPlace(
        N_("Costs to allocate"), lambda period: Link("finance.allocate", arguments={"to_date": period.ends_on})
    ),
    "ledger.balances_differ": CheckPlace(N_("Balances that differ from the ledger"), _to("finance.books_check")),
    "ledger.due": CheckPlace(N_("Accruals and recurring vouchers due"), _to("finance.due")),
    "ledger.earlier_periods": CheckPlace(N_("Earlier periods not closed"), _to("finance.periods")),
    "ledger.number_gaps": CheckPlace(
        N_("Voucher numbers missing"),
        lambda period: Link("finance.vouchers", arguments={"fiscal_year_id": period.fiscal_year_id}),
    ),
    "ledger.open_items_differ": CheckPlace(
        N_("Accounts that differ from their open items"), _to("finance.accounts", open_items=True)
    ),
    "ledger.payables_differ": CheckPlace(N_("Payables that differ from their items"), _to("finance.payables")),
    "ledger.receivables_differ": CheckPlace(N_("Receivables that differ from their items"), _to("finance.receivables")),
    "ledger.reconciliations": CheckPlace(
        N_("Accounts not reconciled"), lambda period: Link("finance.reconciliations", period.id)
    ),
    "ledger.suspense": CheckPlace(N_("Suspense accounts not empty"), _to("finance.accounts", role="suspense")),
    "ledger.trial_balance": CheckPlace(N_("Trial balance not zero"), _span("finance.trial_balance")),
    "sales.delivered_not_invoiced": CheckPlace(
        N_("Orders delivered and not invoiced"), _to("sales.orders", status=("confirmed", "delivered"))
    ),
    "stock.negative": CheckPlace(N_("Negative stock"), _to("warehouse.stock")),
    "stock.value_differs": CheckPlace(N_("Stock value that differs from the ledger"), _to("warehouse.stock")),
    "warehouse.received_not_billed": CheckPlace(
        N_("Receipts without bill"), _to("finance.unbilled_receipts", "received_on")
    ),
}


def title_of(code: str) -> str:
    """What a check is called; one that nobody named here by its code."""
    known = CHECKS.get(code)
    return _(known.title) if known else code.partition(".")[2].replace("_", " ").capitalize()


def rows_of(code: str, period: PeriodState) -> Link | None:
    """Where the rows are that a check counts."""
    known = CHECKS.get(code)
    return known.rows(period) if known else None
