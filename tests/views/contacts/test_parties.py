"""Customers and suppliers on screen: figures for those who may see them, notes, and cards that are not made twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.contacts.pages import (
    CustomerFigures,
    CustomerPage,
    PersonLine,
    SupplierFigures,
    SupplierPage,
)
from models.contacts.parties import (
    AddressDraft,
    PartyDraft,
    SavedParty,
    SimilarParty,
    TermsDraft,
    find_similar,
    load_party,
    save_party,
)
from models.database.errors import Invalid
from models.database.rights import Permission, permissions_of
from models.finance.queries import RECEIVABLES
from models.finance.trends import MonthSales, SalesTrend
from models.sales.queries import PRICES
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from views.contacts.delivery_address import DeliveryAddressPage
from views.contacts.party_form import PartyPage
from views.contacts.party_pages import CustomerView, SupplierView
from views.finance.printing import statement_print
from views.kit.host import Link
from views.kit.list.view import ListView
from views.kit.record import FactButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PARTY = PartyDraft("Almgren Bygg", code="K3", org_number="556016-0680", is_customer=True, id=3, version=1)
FIGURES = CustomerFigures(
    balance=Decimal(900),
    overdue=Decimal(400),
    not_invoiced=Decimal(100),
    sales_12_months=Decimal(5000),
    open_orders=2,
    open_tickets=1,
)
PERSON = PersonLine(12, "Eva Almgren", "Buyer", "eva@almgren.example", "08-1")
SALES = SalesTrend(
    "SEK",
    (
        MonthSales(date(2026, 10, 1), Decimal(250), Decimal(0)),
        MonthSales(date(2026, 11, 1), Decimal(1000), Decimal(500)),
    ),
)


def customer(qtbot: QtBot, host: FakeHost, figures: CustomerFigures = FIGURES) -> CustomerView:
    record = CustomerPage(PARTY, TermsDraft(3, credit_hold=True), figures, (PERSON,))
    host.answers = {"customer_page": record, "party_sales_by_month": SALES}
    page = CustomerView(host, Link("contacts.customer", 3))
    qtbot.addWidget(page)
    page.show()
    return page


def tabs(page: CustomerView | SupplierView) -> list[str]:
    return [page.view.tabs.tabText(number) for number in range(page.view.tabs.count())]


def go_to(page: CustomerView, tab: str) -> None:
    page.view.tabs.setCurrentIndex(tabs(page).index(tab))


def test_each_figure_of_a_customer_opens_its_rows(qtbot: QtBot) -> None:
    host = FakeHost()
    page = customer(qtbot, host)
    for button in page.view.facts.findChildren(FactButton):
        button.click()
    assert [link.kind for link in host.opened] == [
        "finance.receivables",
        "finance.receivables",
        "sales.orders",
        "finance.customer_invoices",
        "sales.orders",
        "service.tickets",
    ]
    assert all(link.arguments["party_id"] == 3 for link in host.opened)
    assert host.opened[1].arguments["status"] == "overdue"


def test_the_line_of_what_a_customer_bought_opens_the_invoices_of_a_month(qtbot: QtBot) -> None:
    host = FakeHost()
    page = customer(qtbot, host, FIGURES)
    assert page.sales is not None
    canvas = page.sales.panel.canvas
    assert [spot.text for spot in canvas.spots] == [
        "October 2026: 250.00\N{NO-BREAK SPACE}SEK",
        "November 2026: 1,000.00\N{NO-BREAK SPACE}SEK",
    ]
    shown(qtbot, page)
    canvas.setFocus()
    press(Qt.Key.Key_Return)
    days = {"invoice_date_from": date(2026, 11, 1), "invoice_date_to": date(2026, 11, 30)}
    assert host.opened == [
        Link("finance.customer_invoices", arguments={**days, "label": "November 2026", "party_id": 3})
    ]


def test_who_may_not_see_invoices_sees_no_line_of_them(qtbot: QtBot) -> None:
    host = FakeHost(permissions=[Permission.CONTACTS_READ])
    assert customer(qtbot, host, CustomerFigures()).sales is None


def test_figures_one_may_not_see_are_absent(qtbot: QtBot) -> None:
    page = customer(qtbot, FakeHost(), CustomerFigures(open_tickets=1))
    labels = [fact.label for fact in page.view.facts.facts]
    assert "Open tickets" in labels
    assert not {"Owes", "Overdue", "Open orders"} & set(labels)


def test_tabs_are_those_of_ones_rights(qtbot: QtBot) -> None:
    host = FakeHost(permissions=[Permission.CONTACTS_READ, Permission.SERVICE_READ])
    page = customer(qtbot, host)
    assert tabs(page) == ["Tickets", "People"]
    assert page.actions_bound == []


def test_a_list_is_fetched_when_its_tab_is_opened_and_only_of_this_customer(qtbot: QtBot) -> None:
    host = FakeHost()
    page = customer(qtbot, host)
    assert RECEIVABLES.name not in {query.name for query, _request in host.fetched}
    go_to(page, "Open items")
    query, request = host.fetched[-1]
    assert query is RECEIVABLES
    assert [(condition.column, condition.value) for condition in request.filters] == [("party_id", 3)]
    lists = {view.spec.query.name: view.spec for view in page.findChildren(ListView)}
    opens = lists[RECEIVABLES.name].opens
    assert opens is not None
    row: dict[str, object] = {column.name: None for column in RECEIVABLES.columns}
    assert opens(row) is None, "an item without an invoice opens nothing"
    assert opens({**row, "document_id": 44}) == Link("finance.invoice", 44)


def test_the_statement_is_the_one_of_the_receivables_for_who_reads_the_books_alone(qtbot: QtBot) -> None:
    host = FakeHost()
    page = customer(qtbot, host)
    (action,) = [one for one in page.actions_bound if one.declared.id == "contacts.customer.statement"]
    action.trigger()
    assert host.previewed == [statement_print(3, PARTY.name)]
    assert action.text().replace("&", "") == "Statement of account"
    seller = FakeHost(permissions=permissions_of(["seller"]))
    offered = {one.declared.id for one in customer(qtbot, seller).actions_bound}
    assert "contacts.customer.order" in offered
    assert "contacts.customer.statement" not in offered


def test_a_customer_has_notes_files_and_a_history_at_the_foot_of_the_page(qtbot: QtBot) -> None:
    page = customer(qtbot, FakeHost())
    assert page.annex is not None
    assert page.annex.record == {"subject": "contacts.party", "subject_id": 3}


def test_people_open_their_card(qtbot: QtBot) -> None:
    page = customer(qtbot, FakeHost())
    go_to(page, "People")
    assert page._people is not None
    assert [row.opens for row in page._people.rows] == [Link("contacts.party", 12)]


def test_each_figure_of_a_supplier_opens_its_rows(qtbot: QtBot) -> None:
    host = FakeHost()
    figures = SupplierFigures(Decimal(700), Decimal(0), Decimal(9000), 3)
    host.answers = {"supplier_page": SupplierPage(PARTY, TermsDraft(3), figures, ())}
    page = SupplierView(host, Link("contacts.supplier", 3))
    qtbot.addWidget(page)
    for button in page.view.facts.findChildren(FactButton):
        button.click()
    assert [link.kind for link in host.opened] == [
        "finance.payables",
        "finance.payables",
        "finance.supplier_invoices",
        "warehouse.purchase_orders",
    ]


# --- the card


def card(qtbot: QtBot, host: FakeHost) -> PartyPage:
    page = PartyPage(host, Link("contacts.party", arguments={"role": "customer"}))
    shown(qtbot, page)
    return page


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers={find_similar: (), save_party: SavedParty(9, "K9", 1)})


def save() -> None:
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def act_save(page: PartyPage) -> None:
    next(action for action in page.actions_bound if action.declared.id == "form.save").trigger()


def test_a_new_customer_is_saved_and_its_page_opened(qtbot: QtBot, host: FakeHost) -> None:
    page = card(qtbot, host)
    write("Nya Bygg")
    act_save(page)
    assert host.ran == [(save_party, {"draft": PartyDraft("Nya Bygg", is_customer=True)})]
    assert host.opened == [Link("contacts.customer", 9)]


@pytest.mark.parametrize("by_key", [False, True])
def test_one_that_looks_the_same_is_asked_about_first(qtbot: QtBot, host: FakeHost, by_key: bool) -> None:
    host.answers = {**host.answers, find_similar: (SimilarParty(3, "K3", "Almgren Bygg", "556016-0680"),)}
    page = card(qtbot, host)
    write("Almgren Bygg AB")
    if by_key:
        save()
    else:
        act_save(page)
    assert host.ran == []
    assert "Almgren Bygg" in host.asked[-1][0].details
    host.reply("look")
    assert host.opened == [Link("contacts.party", 3)]
    host.reply("save")
    assert [operation for operation, _arguments in host.ran] == [save_party]


def test_a_wrong_organisation_number_is_said_beside_its_field(qtbot: QtBot, host: FakeHost) -> None:
    page = card(qtbot, host)
    write("Nya Bygg")
    page.form.boxes["org_number"].editor.setFocus()
    write("556016-0681")
    press(Qt.Key.Key_Tab)
    assert page.form.boxes["org_number"].problem == "This is no organisation number."
    save()
    assert host.ran == []


def test_numbers_of_other_countries_are_not_judged(qtbot: QtBot, host: FakeHost) -> None:
    page = card(qtbot, host)
    page.form.set_draft(replace(page.form.draft, name="Norsk", country="NO", org_number="923609016"), original=False)
    act_save(page)
    assert [operation for operation, _arguments in host.ran] == [save_party]


def test_what_the_operation_finds_wrong_stands_beside_its_field(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**host.answers, save_party: Invalid("party.code_taken", field="code")}
    page = card(qtbot, host)
    write("Nya Bygg")
    act_save(page)
    assert "party.code_taken" in page.form.boxes["code"].problem
    assert page.leaving_loses() is not None


# --- prices and the delivery address


def test_prices_are_shown_of_the_customers_own_list_alone(qtbot: QtBot) -> None:
    host = FakeHost()
    terms = TermsDraft(3, price_list="STOR")
    host.answers = {"customer_page": CustomerPage(PARTY, terms, FIGURES, ()), "party_sales_by_month": SALES}
    page = CustomerView(host, Link("contacts.customer", 3))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert tabs(page).count("Prices") == 1
    go_to(page, "Prices")
    ((query, request),) = [one for one in host.fetched if one[0] is PRICES]
    assert query.name == "prices"
    assert [(one.column, one.operator, one.value) for one in request.filters] == [("price_list", "=", "STOR")]


def test_without_a_list_of_their_own_a_customer_has_no_tab_of_prices(qtbot: QtBot) -> None:
    assert "Prices" not in tabs(customer(qtbot, FakeHost()))


SITE = AddressDraft("delivery", "Dock 2", "Hamnen 1", "", "111 22", "Stockholm", id=7)
VISIT = AddressDraft("visit", "", "Torget 3", id=6)


def address_page(qtbot: QtBot, host: FakeHost, *addresses: AddressDraft) -> DeliveryAddressPage:
    host.answers = {load_party: replace(PARTY, addresses=addresses), save_party: SavedParty(3, "K3", 2)}
    page = DeliveryAddressPage(host, Link("contacts.delivery_address", 3))
    shown(qtbot, page)
    return page


def addresses_saved(host: FakeHost) -> tuple[AddressDraft, ...]:
    draft = host.ran[-1][1]["draft"]
    assert isinstance(draft, PartyDraft)
    return draft.addresses


def test_a_delivery_address_takes_the_place_of_the_one_there_was(qtbot: QtBot, host: FakeHost) -> None:
    page = address_page(qtbot, host, VISIT, SITE)
    assert page.form.draft == SITE
    page.form.set_draft(replace(SITE, street="Hamnen 9"), original=False)
    save()
    assert addresses_saved(host) == (VISIT, replace(SITE, street="Hamnen 9"))


def test_an_emptied_delivery_address_is_removed(qtbot: QtBot, host: FakeHost) -> None:
    page = address_page(qtbot, host, VISIT, SITE)
    page.form.set_draft(AddressDraft("delivery", id=7), original=False)
    save()
    assert addresses_saved(host) == (VISIT,)


def test_a_delivery_address_can_be_saved_twice(qtbot: QtBot, host: FakeHost) -> None:
    page = address_page(qtbot, host)
    for street in ("Hamnen 1", "Hamnen 2"):
        page.form.set_draft(replace(page.form.draft, street=street), original=False)
        save()
    saved = host.ran[-1][1]["draft"]
    assert isinstance(saved, PartyDraft)
    assert (saved.version, [one.street for one in saved.addresses]) == (2, ["Hamnen 2"])
