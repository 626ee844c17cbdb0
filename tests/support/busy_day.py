"""A day in which every room of a company gets rows: bought, sold, delivered, invoiced, paid, complained about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.company.attachments import attach
from models.company.notes import write_note
from models.company.settings import write_setting
from models.contacts.parties import load_terms, set_terms
from models.finance.banking import Allocation, BankStatement, StatementTransaction, import_statement, match_transaction
from models.finance.invoicing import create_and_post_invoice, credit_invoice, post_invoice, save_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.sales.invoicing import draft_invoice
from models.sales.ordering import OrderDraft, save_order
from models.sales.prices import PriceDraft, save_price
from models.service.tickets import TicketDraft, open_ticket
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade, furnish

_PAID_ON = date(2026, 3, 20)


@dataclass(frozen=True)
class BusyDay:
    """Keys of what the day left behind."""

    trade: Trade
    voucher: int
    order: int  # confirmed, half of it delivered and invoiced
    quote: int  # a draft
    delivery: int  # posted
    picking: int  # a list not yet posted
    invoice: int  # posted, partly paid
    draft: int  # an invoice not yet posted
    purchase_order: int  # placed
    transaction: int  # matched
    unmatched: int


def busy_day(office: Office) -> BusyDay:
    """Let one of everything happen in the office's company."""
    trade = furnish(office)
    seller, clerk = office.session("seller"), office.session("finance_clerk")
    trade.buy("10", "40.00")
    order = trade.confirm(trade.line("12")).id
    delivery = trade.deliver(order).id
    trade.buy("1", "41.00")
    picking = _pick(office, order)
    posted = clerk.run(post_invoice, invoice_id=clerk.run(draft_invoice, order_id=order, on=DAY).id).id
    quote = seller.run(
        save_order, draft=OrderDraft(kind="quote", party_id=trade.customer, order_date=DAY, lines=(trade.line("3"),))
    ).id
    _bill(office, trade)
    transaction, unmatched = _pay(office, posted)
    voucher = office.session("accountant").run(post_vouchers, vouchers=(_rent(),))[0].id
    _talk(office, trade, order, posted)
    draft = clerk.run(save_invoice, invoice=invoice(trade.customer, invoice_date=DAY)).id
    purchase = trade.order_goods((trade.bolt, "7", "42.00"))
    return BusyDay(trade, voucher, order, quote, delivery, picking, posted, draft, purchase, transaction, unmatched)


def _pick(office: Office, order: int) -> int:
    from models.sales.delivering import start_picking

    return office.session("warehouse_worker").run(start_picking, order_id=order, planned_on=DAY).id


def _rent() -> VoucherDraft:
    return VoucherDraft(DAY, (VoucherLine("5010", D(1000)), VoucherLine("1930", D(-1000))), "Rent")


def _bill(office: Office, trade: Trade) -> None:
    """A supplier's invoice, and a customer's that is credited."""
    clerk = office.session("finance_clerk")
    bought = invoice(trade.supplier, line("400.00", "4000", "I25"), kind="supplier_invoice", supplier_number="F77")
    clerk.run(create_and_post_invoice, invoice=bought)
    sold = clerk.run(create_and_post_invoice, invoice=invoice(trade.customer))
    clerk.run(post_invoice, invoice_id=clerk.run(credit_invoice, invoice_id=sold.id, on=DAY).id)


def _pay(office: Office, invoice_id: int) -> tuple[int, int]:
    """Half of the invoice is paid; another payment nobody knows."""
    clerk = office.session("finance_clerk")
    account = office.value("SELECT id FROM finance.bank_account WHERE company_id = %s", office.company_id)
    transactions = [
        StatementTransaction(key, _PAID_ON, D(500), "SEK", "", "Ödmans Åkeri AB") for key in ("known", "unknown")
    ]
    clerk.run(
        import_statement, statement=BankStatement("S1", "", transactions), sha256=b"x" * 32, bank_account_id=account
    )
    keys = [
        office.value(
            "SELECT id FROM finance.bank_transaction WHERE company_id = %s AND bank_key = %s", office.company_id, key
        )
        for key in ("known", "unknown")
    ]
    item = office.value(
        "SELECT line_id FROM ledger.open_item WHERE company_id = %s AND document_kind = 'customer_invoice'"
        " AND document_id = %s",
        office.company_id,
        invoice_id,
    )
    clerk.run(match_transaction, transaction_id=keys[0], allocations=(Allocation(D(500), item),))
    return keys[0], keys[1]


def _talk(office: Office, trade: Trade, order: int, invoice_id: int) -> None:
    """What is said and kept about it: terms, price, note, ticket, file, setting."""
    manager, seller = office.session("sales_manager"), office.session("seller")
    manager.run(set_terms, draft=replace(manager.read(load_terms, party_id=trade.customer), payment_days=20))
    manager.run(save_price, draft=PriceDraft("A", trade.bolt, unit_price=D(95), valid_from=DAY))
    seller.run(write_note, subject="contacts.party", subject_id=trade.customer, text="Rings back on Friday")
    complaint = TicketDraft(trade.customer, "Bent bolts", "Three of ten", order_id=order, invoice_id=invoice_id)
    office.session("service_agent").run(open_ticket, draft=complaint)
    seller.run(attach, subject="sales.sales_order", subject_id=order, name="a.txt", content=b"As agreed")
    office.session("administrator").run(write_setting, key="reminders", value={"days": [10]})
