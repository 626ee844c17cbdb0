"""Parties: one card each, checked numbers, a company's own terms, and a page that shows what the reader may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from models.contacts.pages import customer_page, supplier_page
from models.contacts.parties import (
    AddressDraft,
    PartyDraft,
    TermsDraft,
    change_terms,
    find_similar,
    load_party,
    load_terms,
    save_party,
    set_terms,
)
from models.contacts.queries import CUSTOMERS, PARTIES, PERSONS, SUPPLIERS
from models.contacts.rules import is_email, is_org_number, is_vat_number
from models.database.errors import Conflict, Denied, Invalid
from models.database.listing import Filter, ListQuery, PageRequest
from models.database.paging import fetch_page
from models.database.session import Session
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, create_and_post_invoice
from models.service.tickets import TicketDraft, open_ticket
from tests.support.office import Office
from tests.support.trade import D, furnish, refused


def names(session: Session, query: ListQuery, text: str = "", *filters: Filter) -> list[object]:
    """The names that a list shows."""
    page = session.read(fetch_page, query=query, request=PageRequest(filters=filters, text=text))
    place = [column.name for column in query.columns].index("name")
    return [row[place] for row in page.rows]


def test_a_card_comes_back_as_it_was_saved(office: Office) -> None:
    seller = office.session("seller")
    draft = PartyDraft(
        " Åkessons Bygg AB ",
        org_number="556016-0680",
        vat_number="SE556016068001",
        email="info@akesson.se",
        is_customer=True,
        addresses=(AddressDraft("delivery", "Lagret", "Hamngatan 2", "", "211 22", "Malmö"),),
    )
    saved = seller.run(save_party, draft=draft)
    assert (saved.code, saved.version) == ("1", 1)
    loaded = seller.read(load_party, party_id=saved.id)
    assert (loaded.name, loaded.addresses[0].city) == ("Åkessons Bygg AB", "Malmö")
    again = seller.run(save_party, draft=replace(loaded, phone="040-123", addresses=()))
    assert (again.code, again.version) == ("1", 2)
    assert seller.read(load_party, party_id=saved.id).addresses == ()
    with pytest.raises(Conflict):
        seller.run(save_party, draft=replace(loaded, phone="040-999"))


def test_codes_are_given_in_turn_and_skip_what_is_taken(office: Office) -> None:
    seller = office.session("seller")
    codes = [
        seller.run(save_party, draft=PartyDraft(name, code=code)).code
        for name, code in (("A", "2"), ("B", ""), ("C", ""))
    ]
    assert codes == ["2", "1", "3"]
    with refused("party.code_taken"):
        seller.run(save_party, draft=PartyDraft("D", code="3"))


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"name": " "}, "party.no_name", "name"),
        ({"org_number": "556016-0681"}, "party.bad_org_number", "org_number"),
        ({"vat_number": "SE556016068101"}, "party.bad_vat_number", "vat_number"),
        ({"email": "info@akesson"}, "party.bad_email", "email"),
    ],
)
def test_a_wrong_card_is_refused_with_its_field(office: Office, wrong: dict[str, str], code: str, field: str) -> None:
    with refused(code, Invalid) as caught:
        office.session("seller").run(save_party, draft=replace(PartyDraft("Bra AB"), **wrong))  # type: ignore[arg-type]
    assert caught.value.params["field"] == field


def test_numbers_by_their_check_digits() -> None:
    assert is_org_number("556016-0680")
    assert is_org_number("19811218-9876")
    assert not is_org_number("556016-068")
    assert is_vat_number("DE136695976")
    assert not is_vat_number("DE136695978")
    assert is_vat_number("NO995525828MVA")
    assert not is_email("two@at@signs.se")


def test_the_same_party_is_found_before_it_is_entered_twice(office: Office) -> None:
    seller = office.session("seller")
    seller.run(save_party, draft=PartyDraft("Åkessons Bygg AB", org_number="556016-0680", email="info@akesson.se"))
    seller.run(save_party, draft=PartyDraft("Annan AB"))
    for draft in (
        PartyDraft("åkessons bygg ab"),
        PartyDraft("Nytt namn", org_number="556016-0680"),
        PartyDraft("Nytt namn", email="info@akesson.se"),
    ):
        assert [card.name for card in seller.read(find_similar, draft=draft)] == ["Åkessons Bygg AB"]
    assert seller.read(find_similar, draft=PartyDraft("Helt ny")) == ()


def test_lists_sort_in_swedish_and_search_by_part(office: Office) -> None:
    seller = office.session("seller")
    for name in ("Öberg", "Zetterlund", "Åkesson", "Älvdal", "Andersson"):
        seller.run(save_party, draft=PartyDraft(name, is_customer=True, city="Örebro"))
    seller.run(save_party, draft=PartyDraft("Leverantören", is_supplier=True))
    assert names(seller, CUSTOMERS) == ["Andersson", "Zetterlund", "Åkesson", "Älvdal", "Öberg"]
    assert names(seller, SUPPLIERS) == ["Leverantören"]
    assert names(seller, PARTIES, "ETTER") == ["Zetterlund"]
    assert names(seller, PARTIES, "ÄLV") == ["Älvdal"]
    assert names(seller, PARTIES, "örebro ande") == ["Andersson"]
    assert names(seller, PARTIES, "2") == ["Zetterlund"]  # its number
    assert names(seller, PARTIES, "100%") == []


def test_two_letters_find_the_words_that_begin_so_and_one_the_names(office: Office) -> None:
    seller = office.session("seller")
    for name in ("Svea Beslag & Skruv AB", "Skåne Bygg AB", "Asken"):
        seller.run(save_party, draft=PartyDraft(name, is_supplier=True))
    assert names(seller, SUPPLIERS, "sk") == ["Skåne Bygg AB", "Svea Beslag & Skruv AB"]  # and not Asken
    assert names(seller, SUPPLIERS, "ab by") == ["Skåne Bygg AB"]
    assert names(seller, SUPPLIERS, "a") == ["Asken"]
    assert names(seller, SUPPLIERS, "ask") == ["Asken"]


def test_people_belong_to_their_organisation(office: Office) -> None:
    seller = office.session("seller")
    firm = seller.run(save_party, draft=PartyDraft("Firman AB", is_customer=True))
    seller.run(save_party, draft=PartyDraft("Eva Ek", kind="person", title="Inköpare", organisation_id=firm.id))
    assert names(seller, PERSONS, "", Filter("organisation_id", "=", firm.id)) == ["Eva Ek"]
    assert names(seller, PERSONS, "") == ["Eva Ek"]  # and no organisation
    page = seller.read(customer_page, party_id=firm.id)
    assert [(person.name, person.title) for person in page.persons] == [("Eva Ek", "Inköpare")]


def test_terms_belong_to_the_company_and_to_finance(office: Office) -> None:
    party = office.session("seller").run(save_party, draft=PartyDraft("Kund", is_customer=True)).id
    accountant = office.session("accountant")
    assert accountant.read(load_terms, party_id=party) == TermsDraft(party)
    first = accountant.run(set_terms, draft=TermsDraft(party, payment_days=10, credit_limit=D("5000.00")))
    assert accountant.read(load_terms, party_id=party) == first
    accountant.run(set_terms, draft=replace(first, payment_days=20))
    with pytest.raises(Conflict):
        accountant.run(set_terms, draft=replace(first, payment_days=15))
    with pytest.raises(Conflict):
        accountant.run(set_terms, draft=TermsDraft(party))
    with pytest.raises(Denied):
        office.session("seller").run(set_terms, draft=replace(first, credit_limit=None))


def test_figures_of_a_customer_by_hand_and_none_for_who_may_not_see_them(office: Office) -> None:
    trade = furnish(office)
    accountant = office.session("accountant")
    accountant.run(set_terms, draft=TermsDraft(trade.customer, credit_limit=D(10000)))
    today = accountant.read(lambda work: work.today())
    line = InvoiceLineDraft("Konsult", D(1), D(800), "3001", "S25")
    for age, due in ((60, 30), (5, 25)):
        day = today - timedelta(days=age)
        invoice = InvoiceDraft("customer_invoice", trade.customer, day, (line,), due_on=day + timedelta(days=due))
        accountant.run(create_and_post_invoice, invoice=invoice)
    trade.confirm(trade.line("8"))
    office.session("service_agent").run(open_ticket, draft=TicketDraft(trade.customer, "Var är min vara?"))
    page = office.session("seller").read(customer_page, party_id=trade.customer)
    figures = page.figures
    assert (figures.balance, figures.overdue, figures.not_invoiced) == (D(2000), D(1000), D(1000))
    assert (figures.credit_room, figures.sales_12_months) == (D(7000), D(1600))
    assert (figures.open_orders, figures.open_tickets) == (1, 1)
    worker = office.session("warehouse_worker").read(customer_page, party_id=trade.customer)
    assert (worker.figures.balance, worker.figures.sales_12_months) == (None, None)


def test_figures_of_a_supplier(office: Office) -> None:
    trade = furnish(office)
    accountant = office.session("accountant")
    today = accountant.read(lambda work: work.today())
    line = InvoiceLineDraft("Bult", D(10), D(20), "4000", "I25")
    invoice = InvoiceDraft("supplier_invoice", trade.supplier, today, (line,), supplier_number="F1")
    accountant.run(create_and_post_invoice, invoice=invoice)
    trade.order_goods((trade.bolt, "10", "20.00"))
    figures = office.session("accountant").read(supplier_page, party_id=trade.supplier).figures
    assert (figures.balance, figures.overdue, figures.purchases_12_months) == (D(250), D(0), D(200))
    assert figures.open_purchase_orders == 1


def test_a_card_that_is_not_there(office: Office) -> None:
    with refused("record.not_found", Invalid):
        office.session("seller").read(load_party, party_id=999)
    with refused("record.not_found", Invalid):
        office.session("seller").run(save_party, draft=PartyDraft("X", code="X", id=999, version=1))


def test_a_list_is_filtered_by_what_a_text_holds_and_by_words_among_others(office: Office) -> None:
    seller = office.session("seller")
    for name, city in (("Almgren 100 %", "Åhus"), ("Bergs", "Lund"), ("Ceders", "Malmö")):
        seller.run(save_party, draft=PartyDraft(name, city=city, is_customer=True))
    assert names(seller, CUSTOMERS, "", Filter("city", "holds", "åh")) == ["Almgren 100 %"]
    assert names(seller, CUSTOMERS, "", Filter("name", "holds", "0 %")) == ["Almgren 100 %"]
    assert names(seller, CUSTOMERS, "", Filter("city", "holds not", "LUND")) == ["Almgren 100 %", "Ceders"]
    assert names(seller, CUSTOMERS, "", Filter("city", "in", ("Lund", "Malmö"))) == ["Bergs", "Ceders"]
    assert names(seller, CUSTOMERS, "", Filter("city", "not in", ("Lund", "Malmö"))) == ["Almgren 100 %"]


def test_terms_are_changed_for_many_all_or_none(office: Office) -> None:
    clerk = office.session("finance_clerk")
    one, other = (clerk.run(save_party, draft=PartyDraft(name, is_customer=True)).id for name in ("A", "B"))
    before = {one: 30, other: 30}
    assert clerk.run(change_terms, field="payment_days", before=before, value=14) == 2
    with pytest.raises(Conflict, match=r"record\.changed"):
        clerk.run(change_terms, field="payment_days", before={one: 14, other: 30}, value=20)
    with pytest.raises(Invalid, match=r"party\.bad_payment_days"):
        clerk.run(change_terms, field="payment_days", before={one: 14}, value=999)
    with pytest.raises(Denied):
        office.session("seller").run(change_terms, field="payment_days", before={one: 14}, value=5)
    days = office.owner().execute("SELECT payment_days FROM contacts.party_terms ORDER BY party_id").fetchall()
    assert days == [(14,), (14,)]
