"""Orders: sums that the database checks, goods promised once, credit, and ways back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import psycopg
import pytest

from models.contacts.parties import TermsDraft, load_terms, set_terms
from models.database.errors import Conflict, Invalid, Rejected
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, create_and_post_invoice, post_invoice
from models.sales.confirming import (
    OrderState,
    cancel_order,
    close_order,
    close_quote,
    confirm_order,
    release_order,
    reopen_order,
    reserve_order,
    send_quote,
)
from models.sales.invoicing import draft_invoice
from models.sales.issuing import order_document
from models.sales.ordering import (
    OrderDraft,
    OrderLineDraft,
    copy_order,
    delete_order,
    load_order,
    new_order,
    quote_to_order,
    save_order,
)
from models.sales.pages import Credit, order_page
from models.sales.prices import PriceDraft, load_price, price_of, save_price
from models.sales.rules import blockers_to_cancel, blockers_to_confirm, is_possible
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade, furnish, refused


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_sums_of_an_order_by_hand(trade: Trade) -> None:
    seller = trade.office.session("seller")
    lines = (
        replace(trade.line("10"), discount=D(10)),  # 900,00
        OrderLineDraft("Livsmedel", D(3), D("33.33"), account="3002", tax_code="S12"),  # 99,99
    )
    saved = seller.run(save_order, draft=OrderDraft(party_id=trade.customer, order_date=DAY, lines=lines))
    # 25 % of 900,00 is 225,00; 12 % of 99,99 is 11,9988.
    assert (saved.net, saved.tax, saved.total) == (D("999.99"), D("237.00"), D("1236.99"))
    order = seller.read(load_order, order_id=saved.id)
    assert [(line.net, line.account, line.tax_code, line.unit) for line in order.lines] == [
        (D("900.00"), "3001", "S25", "st"),
        (D("99.99"), "3002", "S12", ""),
    ]


def test_confirming_gives_a_number_and_promises_what_is_there(trade: Trade) -> None:
    trade.take_over("6", "1.00")
    state = trade.confirm(trade.line("10"), trade.line("2", item=trade.work))
    assert (state.number, state.status) == ("1", "confirmed")
    assert [(line.item, line.wanted, line.reserved) for line in state.lines] == [("BULT", D(10), D(6))]
    assert [line.item for line in state.missing] == ["BULT"]
    assert trade.level() == (6, 6, 0)


def test_reserving_again_takes_what_has_come_in(trade: Trade) -> None:
    trade.take_over("6", "1.00")
    order_id = trade.confirm(trade.line("10")).id
    trade.buy("10", "1.00")
    state = trade.office.session("seller").run(reserve_order, order_id=order_id)
    assert state.missing == ()
    assert trade.level() == (16, 10, 0)


def test_two_sellers_at_once_do_not_both_get_the_last_goods(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    orders = [trade.draft_order(trade.line("7")) for _ in range(4)]
    start = Barrier(4)

    def confirm(number: int) -> OrderState:
        start.wait(10)
        seller = trade.office.session("seller" if number % 2 else "sales_manager")
        return seller.run(confirm_order, order_id=orders[number])

    trade.office.session("seller"), trade.office.session("sales_manager")
    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(confirm, range(4)))
    assert sorted(state.lines[0].reserved for state in states) == [0, 0, 3, 7]
    assert trade.level() == (10, 10, 0)


def test_released_goods_are_free_for_others_and_cancelled_ones_too(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    seller = trade.office.session("seller")
    first = trade.confirm(trade.line("10")).id
    assert seller.run(release_order, order_id=first).status == "confirmed"
    assert trade.level() == (10, 0, 0)
    second = trade.confirm(trade.line("10")).id
    assert seller.run(cancel_order, order_id=second).status == "cancelled"
    assert trade.level() == (10, 0, 0)


def test_a_customer_on_hold_gets_nothing_not_even_from_the_manager(trade: Trade) -> None:
    trade.office.session("accountant").run(set_terms, draft=TermsDraft(trade.customer, credit_hold=True))
    order_id = trade.draft_order()
    with refused("order.credit_hold"):
        trade.office.session("sales_manager").run(confirm_order, order_id=order_id)


def test_the_credit_limit_counts_what_is_owed_ordered_and_wanted(trade: Trade) -> None:
    trade.office.session("accountant").run(set_terms, draft=TermsDraft(trade.customer, credit_limit=D(3000)))
    line = InvoiceLineDraft("Konsult", D(1), D(800), "3001", "S25")
    trade.office.session("accountant").run(
        create_and_post_invoice, invoice=InvoiceDraft("customer_invoice", trade.customer, DAY, (line,))
    )  # owes 1 000,00
    trade.confirm(trade.line("8"))  # waits for 1 000,00
    order_id = trade.draft_order(trade.line("9"))  # wants 1 125,00
    assert trade.office.session("seller").read(order_page, order_id=order_id).credit == Credit(
        on_hold=False, left=D(1000)
    )
    with refused("order.credit_limit") as caught:
        trade.office.session("seller").run(confirm_order, order_id=order_id)
    figures = {name: caught.value.params[name] for name in ("limit", "owed", "waiting", "order", "over")}
    assert figures == {"limit": 3000, "owed": 1000, "waiting": 1000, "order": 1125, "over": 125}
    assert trade.office.session("sales_manager").run(confirm_order, order_id=order_id).status == "confirmed"


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("UPDATE sales.sales_order SET net = net - 1, total = total - 1", "order.wrong_net"),
        ("UPDATE sales.sales_order SET tax = tax - 1, total = total - 1", "order.wrong_tax"),
        ("UPDATE sales.order_line SET net = net / 2", "order.wrong_net"),
        ("UPDATE sales.order_line SET account = '1930'", "order.wrong_account"),
        ("UPDATE sales.order_line SET tax_code = 'I25'", "order.wrong_tax_code"),
        ("UPDATE sales.order_line SET quantity = 0.5, unit_price = 2000", "order.unit_decimals"),
        ("DELETE FROM sales.order_line", "order.no_lines"),
    ],
)
def test_an_order_that_does_not_agree_with_its_rows_is_not_confirmed(trade: Trade, attack: str, code: str) -> None:
    order_id = trade.draft_order()
    trade.office.sql("seller").execute(attack)
    with pytest.raises(Rejected, match=code):
        trade.office.session("seller").run(confirm_order, order_id=order_id)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE sales.order_line SET unit_price = 1",
        "DELETE FROM sales.order_line",
        "UPDATE sales.sales_order SET total = 1",
        "UPDATE sales.sales_order SET order_date = '2026-01-01'",
        "DELETE FROM sales.sales_order",
        """INSERT INTO sales.order_line (company_id, order_id, position, description, quantity, unit_price, net,
                                         account, tax_code)
           SELECT company_id, id, 99, 'Mer', 1, 1, 1, '3001', 'S25' FROM sales.sales_order""",
    ],
)
def test_a_confirmed_order_is_frozen_for_who_writes_by_hand(trade: Trade, attack: str) -> None:
    trade.confirm()
    with pytest.raises(psycopg.Error) as caught:
        trade.office.sql("seller").execute(attack)
    assert caught.value.diag.message_primary == "document.not_draft"


def test_a_confirmed_order_may_still_be_told_where_to_go(trade: Trade) -> None:
    trade.confirm()
    trade.office.sql("seller").execute("UPDATE sales.sales_order SET delivery_address = 'Storgatan 1', text = 'Ring'")


def test_a_reopened_order_is_changed_and_confirmed_under_its_number(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    seller = trade.office.session("seller")
    state = trade.confirm(trade.line("10"))
    assert seller.run(reopen_order, order_id=state.id).status == "draft"
    assert trade.level() == (10, 0, 0)
    order = seller.read(load_order, order_id=state.id)
    with refused("document.not_draft"):  # its number would go missing
        seller.run(delete_order, order_id=order.id, version=order.version)
    changed = replace(order, lines=(*order.lines, trade.line("1", item=trade.work, price="850")))
    assert seller.run(save_order, draft=changed).net == D("1850.00")
    again = seller.run(confirm_order, order_id=state.id)
    assert (again.number, again.lines[0].reserved) == (state.number, D(10))


def test_an_order_that_somebody_else_saved_is_a_conflict(trade: Trade) -> None:
    order_id = trade.draft_order()
    one, other = trade.office.session("seller"), trade.office.session("sales_manager")
    seen = one.read(load_order, order_id=order_id)
    other.run(save_order, draft=replace(other.read(load_order, order_id=order_id), text="Brådskande"))
    with refused("record.changed", Conflict):
        one.run(save_order, draft=replace(seen, text="Ingen brådska"))


def test_a_partly_delivered_order_is_closed_and_not_cancelled(trade: Trade) -> None:
    trade.take_over("6", "1.00")
    seller = trade.office.session("seller")
    order_id = trade.confirm(trade.line("10")).id
    with refused("order.close_undelivered"):
        seller.run(close_order, order_id=order_id)
    trade.deliver(order_id)
    with refused("order.cancel_delivered"):
        seller.run(cancel_order, order_id=order_id)
    assert blockers_to_cancel(seller.read(load_order, order_id=order_id)) == ("order.cancel_delivered",)
    assert seller.run(close_order, order_id=order_id).status == "delivered"


def test_an_invoiced_order_is_credited_before_it_ends(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    order_id = trade.confirm(trade.line("10")).id
    assert trade.deliver(order_id).order_status == "delivered"
    clerk = trade.office.session("finance_clerk")
    invoice = clerk.run(draft_invoice, order_id=order_id, on=DAY)
    assert (invoice.net, invoice.total) == (D("1000.00"), D("1250.00"))
    with refused("order.invoice_drafted"):
        clerk.run(draft_invoice, order_id=order_id, on=DAY)
    clerk.run(post_invoice, invoice_id=invoice.id)
    seller = trade.office.session("seller")
    page = seller.read(order_page, order_id=order_id)
    assert (page.order.status, page.order.lines[0].invoiced) == ("invoiced", D(10))
    assert [(link.kind, link.status) for link in (*page.deliveries, *page.invoices)] == [
        ("delivery", "posted"),
        ("customer_invoice", "posted"),
    ]
    with refused("order.cancel_invoiced"):
        seller.run(cancel_order, order_id=order_id)


def test_nobody_invoices_more_than_was_ordered(trade: Trade) -> None:
    order_id = trade.confirm(trade.line("10")).id
    order = trade.office.session("seller").read(load_order, order_id=order_id)
    line = InvoiceLineDraft("Bult", D(11), D(100), "3001", "S25", order_line_id=order.lines[0].id)
    with refused("order.over_invoiced"):
        trade.office.session("accountant").run(
            create_and_post_invoice, invoice=InvoiceDraft("customer_invoice", trade.customer, DAY, (line,))
        )


def test_an_order_of_work_alone_is_invoiced_without_a_delivery(trade: Trade) -> None:
    work = OrderLineDraft("Montering på plats", D(3), D(850), account="3001", tax_code="S25")
    order_id = trade.confirm(work).id
    clerk = trade.office.session("finance_clerk")
    invoice = clerk.run(draft_invoice, order_id=order_id, on=DAY)
    assert invoice.net == D("2550.00")
    clerk.run(post_invoice, invoice_id=invoice.id)
    assert clerk.read(load_order, order_id=order_id).status == "invoiced"


def test_a_quote_goes_out_is_accepted_and_becomes_one_order(trade: Trade) -> None:
    seller = trade.office.session("seller")
    quote_id = trade.draft_order(trade.line("10"), kind="quote")
    sent = seller.run(send_quote, quote_id=quote_id)
    assert (sent.number, sent.status) == ("1", "sent")
    order_id = seller.run(quote_to_order, quote_id=quote_id).id
    page = seller.read(order_page, order_id=quote_id)
    assert (page.order.status, [link.id for link in page.orders]) == ("accepted", [order_id])
    order = seller.read(load_order, order_id=order_id)
    assert (order.kind, order.status, order.quote_id, order.net) == ("order", "draft", quote_id, D("1000.00"))
    with refused("quote.already_ordered"):
        seller.run(quote_to_order, quote_id=quote_id)


def test_a_lost_quote_stays_lost_and_a_sent_one_can_be_revised(trade: Trade) -> None:
    seller = trade.office.session("seller")
    lost, revised = (trade.draft_order(trade.line("1"), kind="quote") for _ in range(2))
    for quote_id in (lost, revised):
        seller.run(send_quote, quote_id=quote_id)
    seller.run(close_quote, quote_id=lost, status="lost")
    with refused("quote.wrong_status"):
        seller.run(close_quote, quote_id=lost, status="accepted")
    seller.run(close_quote, quote_id=revised, status="draft")
    draft = seller.read(load_order, order_id=revised)
    seller.run(save_order, draft=replace(draft, text="Nytt pris"))
    assert seller.run(send_quote, quote_id=revised).number == draft.number == "2"


def test_a_copy_is_a_new_draft(trade: Trade) -> None:
    seller = trade.office.session("seller")
    copy = seller.read(load_order, order_id=seller.run(copy_order, order_id=trade.confirm().id).id)
    assert (copy.number, copy.status, copy.net) == (None, "draft", D("1000.00"))


def test_a_new_order_begins_with_what_is_agreed(trade: Trade) -> None:
    trade.office.session("accountant").run(set_terms, draft=TermsDraft(trade.customer, payment_days=14, currency="EUR"))
    begun = trade.office.session("seller").read(new_order, party_id=trade.customer)
    assert (begun.party_name, begun.payment_days, begun.currency) == ("Ödmans Åkeri AB", 14, "EUR")
    assert begun.our_reference == "Seller"


def test_the_price_follows_list_quantity_and_day(trade: Trade) -> None:
    manager, seller = trade.office.session("sales_manager"), trade.office.session("seller")
    for quantity, amount, first, last in (("0", "95", 1, 31), ("100", "80", 1, 31), ("0", "70", 20, 25)):
        days = (DAY.replace(day=first), DAY.replace(day=last))
        manager.run(save_price, draft=PriceDraft("STOR", trade.bolt, "SEK", D(quantity), *days, D(amount)))
    trade.office.session("accountant").run(set_terms, draft=TermsDraft(trade.customer, price_list="STOR"))

    def price(quantity: str, day: int, party: int | None = trade.customer) -> tuple[object, str]:
        found = seller.read(price_of, item_id=trade.bolt, party_id=party, quantity=D(quantity), on=DAY.replace(day=day))
        return found.unit_price, found.price_list

    assert price("1", 5) == (95, "STOR")
    assert price("99", 5) == (95, "STOR")
    assert price("100", 5) == (80, "STOR")
    assert price("1", 22) == (70, "STOR")  # the campaign began later
    assert price("1", 26) == (95, "STOR")
    assert price("1", 5, party=None) == (100, "")


def test_a_list_of_prices_with_vat_serves_documents_with_and_without(trade: Trade) -> None:
    manager, seller = trade.office.session("sales_manager"), trade.office.session("seller")
    draft = PriceDraft("SHOP", trade.bolt, "SEK", D(0), DAY, None, D("99.90"), includes_tax=True)
    saved = manager.run(save_price, draft=draft)
    assert seller.read(load_price, price_id=saved.id).includes_tax
    trade.office.session("accountant").run(set_terms, draft=TermsDraft(trade.customer, price_list="SHOP"))

    def price(*, with_tax: bool, party: int | None = trade.customer) -> object:
        return seller.read(price_of, item_id=trade.bolt, party_id=party, on=DAY, with_tax=with_tax).unit_price

    assert price(with_tax=True) == D("99.90")
    assert price(with_tax=False) == D("79.92")  # 99.90 / 1.25
    assert price(with_tax=True, party=None) == D("125.00")  # the item's own, 100.00 without VAT


def test_a_price_in_another_currency_is_converted_at_the_rate_of_the_day(trade: Trade) -> None:
    seller = trade.office.session("seller")
    with refused("stock.no_rate"):
        seller.read(price_of, item_id=trade.bolt, on=DAY, currency="EUR")
    trade.office.sql("accountant").execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-03-02', 11.50, 'test')"
    )
    assert seller.read(price_of, item_id=trade.bolt, on=DAY, currency="EUR").unit_price == D("8.70")  # 8,6957


def test_what_blocks_a_button_blocks_the_operation(trade: Trade) -> None:
    empty = OrderDraft(party_id=trade.customer, order_date=DAY)
    assert blockers_to_confirm(empty) == ("order.no_lines",)
    order_id = trade.office.session("seller").run(save_order, draft=empty).id
    with refused("order.no_lines"):
        trade.office.session("seller").run(confirm_order, order_id=order_id)
    assert blockers_to_confirm(OrderDraft(lines=(OrderLineDraft("", D(0)),))) == (
        "order.no_customer",
        "order.no_description",
        "order.bad_quantity",
    )
    with refused("order.no_customer", Invalid):
        trade.office.session("seller").run(save_order, draft=OrderDraft())
    assert not is_possible(OrderDraft(status="confirmed"), "save")


def test_prices_of_an_order_with_vat_go_on_to_its_invoice(trade: Trade) -> None:
    seller = trade.office.session("seller")
    lines = tuple(OrderLineDraft("Lampa", D(1), D("0.99"), account="3001", tax_code="S25") for _ in range(3))
    draft = OrderDraft(party_id=trade.customer, order_date=DAY, prices_include_tax=True, lines=lines)
    saved = seller.run(save_order, draft=draft)
    # 2.97 x 25 / 125 is 0.594, of which the first two lines take 0.20 each and the last 0.19.
    assert (saved.net, saved.tax, saved.total) == (D("2.38"), D("0.59"), D("2.97"))
    assert [line.net for line in seller.read(load_order, order_id=saved.id).lines] == [D("0.79"), D("0.79"), D("0.80")]
    seller.run(confirm_order, order_id=saved.id)
    document = seller.read(order_document, order_id=saved.id)
    assert [(line.unit_price, line.gross) for line in document.lines] == [(D("0.99"), D("0.99"))] * 3
    invoiced = trade.office.session("finance_clerk").run(draft_invoice, order_id=saved.id)
    assert (invoiced.net, invoiced.tax, invoiced.total) == (D("2.38"), D("0.59"), D("2.97"))


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("UPDATE sales.sales_order SET prices_include_tax = false", "order.wrong_net"),
        ("UPDATE sales.order_line SET net = net - 0.01", "order.wrong_net"),
        ("UPDATE sales.sales_order SET tax = tax - 0.01, total = total - 0.01", "order.wrong_tax"),
    ],
)
def test_an_order_with_vat_in_its_prices_is_reckoned_again_when_confirmed(trade: Trade, attack: str, code: str) -> None:
    draft = OrderDraft(party_id=trade.customer, order_date=DAY, prices_include_tax=True, lines=(trade.line("10"),))
    order_id = trade.office.session("seller").run(save_order, draft=draft).id
    trade.office.sql("seller").execute(attack.encode())
    with pytest.raises(Rejected, match=code):
        trade.office.session("seller").run(confirm_order, order_id=order_id)


def test_who_is_sold_to_with_vat_begins_with_prices_that_include_it(trade: Trade) -> None:
    terms = trade.office.session("sales_manager").read(load_terms, party_id=trade.customer)
    trade.office.session("sales_manager").run(set_terms, draft=replace(terms, prices_include_tax=True))
    seller = trade.office.session("seller")
    assert seller.run(new_order, party_id=trade.customer).prices_include_tax
    # The rope costs 12.50 by the metre: 15.625 with 25 %.
    assert seller.read(price_of, item_id=trade.rope, party_id=trade.customer, with_tax=True).unit_price == D("15.63")
    assert seller.read(price_of, item_id=trade.rope, party_id=trade.customer).unit_price == D("12.50")
