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
from resources.language import N_
from views.contacts.party_pages import CustomerView
from views.exchange.import_page import ImportPage
from views.finance.invoices.invoice import InvoicePage
from views.finance.ledger.voucher import VoucherPage
from views.kit.table import TableView
from views.sales.order_entry import OrderEntryPage
from views.sales.order_page import OrderView
from views.service.ticket_page import TicketView
from views.warehouse.delivery import DeliveryView

_PASSWORD = "fjorton-havtornsbuskar"  # noqa: S105 - of a database that lives for a minute


@dataclass(slots=True)
class Day:
    """What one act leaves for the next."""

    driver: Driver
    customer: object = None
    order: object = None
    delivery: object = None
    invoice: object = None
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


def buy_goods(day: Day) -> None:
    """Goods ordered from a supplier and received onto the shelf."""
    driver = day.driver
    driver.open("warehouse.purchase_order")
    driver.fill("party_id", files.SUPPLIER)
    driver.enter(0, item_id=files.ITEM_CODE, quantity="10", unit_price="400")
    driver.picture("purchase order")
    driver.act("warehouse.purchase.place")
    driver.settle()
    driver.expect_no_error()
    driver.act("warehouse.purchase.receive")
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
    driver.act("warehouse.delivery.pick_list")
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
    driver.act("warehouse.delivery.note")
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


def _type_into(driver: Driver, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    driver.write(text)


ACTS = (
    Act(N_("The company moves in"), found_the_company),
    Act(N_("Its books, customers and items are taken over"), take_books_over),
    Act(N_("Goods are bought"), buy_goods),
    Act(N_("An order is taken"), take_an_order),
    Act(N_("It is shipped"), ship),
    Act(N_("It is invoiced"), invoice),
    Act(N_("A complaint is heard"), hear_a_complaint),
    Act(N_("The books are read"), read_the_books),
)
