"""The acts of the day: a company moves in, sells, ships, invoices, is paid, and answers a complaint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from desktop.shell.first_run import FirstRun
from desktop.shell.window import MainWindow
from desktop.tour import files
from desktop.tour.driver import Driver, TourFailed
from desktop.tour.month_end import end_the_month, prove_the_books
from models.finance.transactions import BankTransaction
from models.sales.delivering import DeliveryPage
from resources.language import N_
from views.contacts.party_pages import CustomerView
from views.exchange.import_page import ImportPage
from views.finance.bank.account import BankAccountPage
from views.finance.bank.transaction import TransactionPage
from views.finance.invoices.invoice import InvoicePage
from views.finance.ledger.voucher import VoucherPage
from views.kit.list.model import Loading
from views.kit.table import TableView
from views.sales.order_entry import OrderEntryPage
from views.sales.order_page import OrderView
from views.service.ticket_page import TicketView
from views.warehouse.delivery import DeliveryView
from views.warehouse.purchase_order import PurchaseOrderView
from views.warehouse.receive import ReceivePage

_PASSWORD = "fjorton-havtornsbuskar"  # noqa: S105 - of a database that lives for a minute


@dataclass(slots=True)
class Day:
    """What one act leaves for the next."""

    driver: Driver
    customer: object = None
    order: object = None
    delivery: object = None
    invoice: object = None
    transaction: object = None
    reference: str = ""
    total: Decimal = Decimal(0)
    today: date = field(default_factory=date.today)

    @property
    def folder(self) -> Path:
        """Where the files of the company lie."""
        return self.driver.output


@dataclass(frozen=True, slots=True)
class Act:
    """A part of the day; `title` is marked with N_."""

    title: str
    play: Callable[[Day], None]


def found_the_company(day: Day) -> None:
    """The first run, by keyboard and mouse, with an administrator who does everything."""
    driver = day.driver
    run = driver.program.window
    if not isinstance(run, FirstRun):
        raise TourFailed("the first run is not shown on an empty computer")
    driver.picture("welcome")
    driver.click(run.ways.ways["company"])
    _type_into(driver, run.company.name, files.COMPANY)
    _type_into(driver, run.company.number, files.ORG_NUMBER)
    driver.picture("company")
    driver.click(run.next)
    _type_into(driver, run.administrator.full_name, "Maja Lindqvist")
    _type_into(driver, run.administrator.password, _PASSWORD)
    _type_into(driver, run.administrator.again, _PASSWORD)
    driver.click(run.next)
    driver.picture("roles")
    driver.click(run.next)
    driver.wait(lambda: isinstance(driver.program.window, MainWindow), "the main window", seconds=90)
    driver.settle()
    driver.picture("main window")


def take_books_over(day: Day) -> None:
    """The books from a SIE file, then customers and items from lists."""
    _import(day, "bokföring.se", files.books(day.today.year), "books")
    _import(day, "kunder.csv", files.customers(), "customers")
    _import(day, "artiklar.csv", files.items(), "items")
    driver = day.driver
    driver.open("finance.trial_balance")
    driver.picture("trial balance after take-over")


def _import(day: Day, name: str, content: bytes, what: str) -> None:
    driver = day.driver
    path = day.folder / name
    path.write_bytes(content)
    driver.open("exchange.import", path=str(path))
    driver.wait_for_page(ImportPage)
    page = driver.page
    if not isinstance(page, ImportPage):
        raise TourFailed("the import is not in front")
    driver.wait(lambda: page.report is not None, f"what {name} would make")
    if page.report is not None and page.report.refused:
        raise TourFailed(f"{name} is refused: {page.report.findings}")
    driver.picture(f"import {what}")
    driver.act("exchange.take_in")
    driver.wait(lambda: page.report is not None and page.report.done, f"{name} taken in")
    driver.settle()


def tell_the_bank(day: Day) -> None:
    """The bankgiro number, on the company's documents and on its bank account."""
    driver = day.driver
    driver.open("company.facts")
    driver.fill("bankgiro", files.BANKGIRO)
    driver.picture("company facts")
    driver.press("Ctrl+S")
    driver.settle()
    driver.expect_no_error()
    driver.open("finance.bank_accounts")
    driver.choose_row(0)
    driver.press("Return")
    driver.wait_for_page(BankAccountPage)
    driver.fill("bankgiro", files.BANKGIRO)
    driver.press("Ctrl+S")
    driver.settle()
    driver.expect_no_error()


def buy_goods(day: Day) -> None:
    """Ten lamps at 400,00 ordered from a supplier and received onto the shelf."""
    driver = day.driver
    driver.open("warehouse.purchase_order")
    driver.fill("party_id", files.SUPPLIER)
    driver.enter(0, item_id=files.ITEM_CODE, quantity="10", unit_cost="400")
    driver.picture("purchase order")
    driver.press("Ctrl+Return")
    driver.wait_for_page(PurchaseOrderView)
    driver.expect_no_error()
    driver.act("warehouse.purchase.receive")
    driver.wait_for_page(ReceivePage)
    driver.act("warehouse.receive.all")
    driver.settle()
    driver.picture("receive goods")
    driver.act("warehouse.receive.post")
    driver.settle()
    driver.expect_no_error()


def take_an_order(day: Day) -> None:
    """The customer's page, then an order by keyboard: four pieces, confirmed, its confirmation as PDF."""
    driver = day.driver
    driver.open("contacts.customers")
    shown = driver.shown_list()
    shown.toolbar.search.setFocus()
    driver.write("Åkerlund")
    driver.press("Return")
    driver.choose_row(0)
    driver.press("Return")
    driver.wait_for_page(CustomerView)
    day.customer = driver.page.link.key if driver.page.link else None
    driver.picture("customer")
    driver.act("contacts.customer.order")
    driver.wait_for_page(OrderEntryPage)
    driver.enter(0, item_id=files.ITEM_CODE, quantity="4")
    driver.picture("order")
    driver.press("Ctrl+Return")
    driver.wait_for_page(OrderView)
    driver.expect_no_error()
    day.order = driver.page.link.key if driver.page.link else None
    driver.picture("order confirmed")
    driver.act("sales.order.print")
    driver.document("orderbekräftelse")
    driver.press("Alt+Left")
    driver.wait_for_page(OrderView)


def ship(day: Day) -> None:
    """Picking by scanner, pick list and delivery note, and what is left on the shelf."""
    driver = day.driver
    driver.act("sales.order.pick")
    driver.wait_for_page(DeliveryView)
    day.delivery = driver.page.link.key if driver.page.link else None
    driver.act("warehouse.delivery.pick_list.print")
    driver.document("plocklista")
    driver.press("Alt+Left")
    driver.wait_for_page(DeliveryView)
    page = driver.page
    if not isinstance(page, DeliveryView):
        raise TourFailed("the delivery is not in front")
    for _piece in range(4):
        page.scan.take_focus()
        driver.write(files.BARCODE)
        driver.press("Return")
    driver.settle()
    driver.picture("picked by scanner")
    driver.act("warehouse.delivery.post")
    driver.wait(lambda: page.record is not None and page.record.status == "posted", "the delivery posted")
    driver.settle()
    driver.act("warehouse.delivery.note.print")
    driver.document("följesedel")


def invoice(day: Day) -> None:
    """The invoice of what was delivered: 4 × 890,00 and 25 % is 4 450,00."""
    driver = day.driver
    driver.open("sales.order", day.order)
    driver.act("sales.order.invoice")
    driver.wait_for_page(InvoicePage)
    page = driver.page
    if not isinstance(page, InvoicePage):
        raise TourFailed("the invoice is not in front")
    driver.picture("invoice draft")
    driver.act("finance.invoice.post")
    driver.wait(lambda: page.record is not None and page.record.invoice.posted_at is not None, "the invoice posted")
    driver.settle()
    record = page.record
    if record is None or record.invoice.total != Decimal("4450.00"):
        raise TourFailed(f"the invoice comes to {record and record.invoice.total} and not to 4 450,00")
    day.invoice, day.reference, day.total = record.invoice.id, record.invoice.reference, record.invoice.total
    driver.picture("invoice posted")
    driver.act("finance.invoice.print")
    driver.document("faktura")


def be_paid(day: Day) -> None:
    """The bank's file: the payment finds its invoice by the OCR reference, the fee goes to its account."""
    driver = day.driver
    content = files.statement(day=day.today, amount=day.total, reference=day.reference, opening=Decimal("142000.00"))
    _import(day, "kontoutdrag.xml", content, "bank statement")
    driver.open("finance.bank_transactions")
    driver.picture("bank transactions")
    _open_transaction(driver, day.total)
    day.transaction = driver.page.link.key if driver.page.link else None
    driver.picture("match a payment")
    driver.act("finance.bank.match")
    driver.wait(lambda: _transaction(driver).amount == Decimal("-2.50"), "the next transaction")
    driver.settle()
    driver.expect_no_error()
    driver.enter(0, account="6570")
    driver.picture("bank fee")
    driver.act("finance.bank.match")
    driver.wait(lambda: _transaction(driver).entry_id is not None, "the fee posted")
    driver.settle()
    driver.expect_no_error()
    driver.open("finance.invoice", day.invoice)
    driver.wait_for_page(InvoicePage)
    driver.picture("invoice paid")
    _expect_status(driver, "paid")


def put_things_right(day: Day) -> None:
    """The match is taken back and made again, a lamp comes back, and the invoice is credited."""
    driver = day.driver
    driver.open("finance.bank_transaction", day.transaction)
    driver.act("finance.bank.unmatch")
    driver.answer("yes")
    driver.wait(lambda: _transaction(driver).entry_id is None, "the match taken back")
    driver.settle()
    driver.act("finance.bank.match")
    driver.wait(lambda: _transaction(driver).entry_id is not None, "the match made again")
    driver.settle()
    driver.expect_no_error()
    driver.open("warehouse.delivery", day.delivery)
    driver.act("warehouse.delivery.return")
    driver.wait(lambda: _delivery(driver).kind == "return", "the return")
    driver.settle()
    driver.act("warehouse.delivery.pick_all")
    driver.settle()
    driver.act("warehouse.delivery.post")
    driver.wait(lambda: _delivery(driver).status == "posted", "the return posted")
    driver.settle()
    driver.picture("goods returned")
    driver.open("finance.invoice", day.invoice)
    driver.wait_for_page(InvoicePage)
    driver.act("finance.invoice.credit")
    driver.wait(lambda: driver.page.link is not None and driver.page.link.key != day.invoice, "the credit note")
    driver.settle()
    driver.act("finance.invoice.post")
    page = driver.page
    driver.wait(
        lambda: isinstance(page, InvoicePage) and page.record is not None and bool(page.record.invoice.posted_at),
        "the credit note posted",
    )
    driver.settle()
    driver.act("finance.invoice.print")
    driver.document("kreditfaktura")


def hear_a_complaint(day: Day) -> None:
    """A ticket of the customer, which the seller sees on the customer's page."""
    driver = day.driver
    driver.open("contacts.customer", day.customer)
    driver.act("contacts.customer.ticket")
    driver.wait_for_page(title="")
    driver.fill("subject", "En lampa blinkar")
    driver.fill("text", "En av fyra blinkar när den blir varm.")
    driver.picture("new ticket")
    driver.press("Ctrl+S")
    driver.wait_for_page(TicketView)
    page = driver.page
    if not isinstance(page, TicketView):
        raise TourFailed("the ticket is not in front")
    page.answer.setFocus()
    driver.write("Vi skickar en ny i dag.")
    driver.act("service.ticket.reply")
    driver.settle()
    driver.picture("ticket")
    driver.open("contacts.customer", day.customer)
    driver.picture("customer with ticket")


def read_the_books(day: Day) -> None:
    """From a figure of the trial balance to the voucher behind it, and its PDF."""
    driver = day.driver
    driver.open("finance.trial_balance")
    driver.picture("trial balance")
    table = driver.part(TableView)
    total = next(row for row in table.rows if row.total)
    if total.values[3] != total.values[4]:
        raise TourFailed(f"debit {total.values[3]} and credit {total.values[4]} differ")
    driver.act("finance.trial_balance.print")
    driver.document("saldobalans")
    driver.open("finance.general_ledger", account="3001")
    driver.picture("general ledger")
    ledger = driver.part(TableView)
    link = next(row.opens for row in ledger.rows if row.opens)
    driver.window.open_link(link)
    driver.wait_for_page(VoucherPage)
    driver.picture("voucher")
    driver.act("finance.voucher.print")
    driver.document("verifikat")


def _open_transaction(driver: Driver, amount: Decimal) -> None:
    """Open the bank transaction of an amount from the list in front."""
    shown = driver.shown_list()
    driver.wait(lambda: shown.model.loading is Loading.DONE and shown.model.filled, "bank transactions")
    numbers = [number for number in range(shown.model.filled) if shown.model.row(number)["amount"] == amount]
    driver.choose_row(numbers[0])
    driver.press("Return")
    driver.wait_for_page(TransactionPage)


def _transaction(driver: Driver) -> BankTransaction:
    page = driver.page
    if not isinstance(page, TransactionPage) or page.record is None:
        raise TourFailed("no bank transaction is in front")
    return page.record


def _delivery(driver: Driver) -> DeliveryPage:
    page = driver.page
    if not isinstance(page, DeliveryView) or page.record is None:
        raise TourFailed("no delivery is in front")
    return page.record


def _expect_status(driver: Driver, word: str) -> None:
    page = driver.page
    status = page.record.status if isinstance(page, InvoicePage) and page.record is not None else ""
    if status != word:
        raise TourFailed(f"the invoice is {status} and not {word}")


def _type_into(driver: Driver, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    driver.write(text)


ACTS = (
    Act(N_("The company moves in"), found_the_company),
    Act(N_("Its books, customers and items are taken over"), take_books_over),
    Act(N_("The bank is told"), tell_the_bank),
    Act(N_("Goods are bought"), buy_goods),
    Act(N_("An order is taken"), take_an_order),
    Act(N_("It is shipped"), ship),
    Act(N_("It is invoiced"), invoice),
    Act(N_("It is paid"), be_paid),
    Act(N_("Things are put right"), put_things_right),
    Act(N_("A complaint is heard"), hear_a_complaint),
    Act(N_("The month ends"), lambda day: end_the_month(day.driver)),
    Act(N_("The books are read"), read_the_books),
    Act(N_("The books are proved"), lambda day: prove_the_books(day.driver)),
)
