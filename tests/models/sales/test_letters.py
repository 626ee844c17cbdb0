"""Letters to orders, deliveries and purchases go to who is named in them, in the reader's language, not for drafts."""

from __future__ import annotations

import pytest

from models.database.errors import Invalid
from models.sales.letters import delivery_letter, order_letter
from models.warehouse.letters import purchase_letter
from tests.support.office import Office
from tests.support.trade import Trade, furnish


@pytest.fixture
def trade(office: Office) -> Trade:
    """A small trade."""
    return furnish(office)


def add_person(trade: Trade, name: str, email: str) -> None:
    trade.office.owner().execute(
        "INSERT INTO contacts.party (code, kind, name, email, organisation_id) VALUES (%s, 'person', %s, %s, %s)",
        (name, name, email, trade.customer),
    )


def address(trade: Trade, email: str) -> None:
    trade.office.owner().execute("UPDATE contacts.party SET email = %s, language = 'en'", (email,))


def test_an_order_goes_to_the_person_it_names_else_to_the_customer_else_to_any_person(trade: Trade) -> None:
    seller = trade.office.session("seller")
    draft = trade.draft_order()
    with pytest.raises(Invalid, match=r"letter.draft"):
        seller.read(order_letter, order_id=draft)
    trade.take_over("5", "40")
    order = trade.confirm(trade.line("2")).id
    trade.office.owner().execute("UPDATE sales.sales_order SET their_reference = 'maja lind' WHERE id = %s", (order,))
    address(trade, "")
    with pytest.raises(Invalid, match=r"no_address.*party_id"):
        seller.read(order_letter, order_id=order)
    add_person(trade, "Bo Ek", "bo@b.se")
    assert seller.read(order_letter, order_id=order).recipient == "bo@b.se"
    trade.office.owner().execute("UPDATE contacts.party SET email = 'info@b.se' WHERE id = %s", (trade.customer,))
    assert seller.read(order_letter, order_id=order).recipient == "info@b.se"
    add_person(trade, "Maja Lind", "maja@b.se")
    assert seller.read(order_letter, order_id=order).recipient == "maja@b.se"


def test_a_delivery_note_goes_with_its_number_once_it_is_posted(trade: Trade) -> None:
    address(trade, "info@b.se")
    trade.take_over("5", "40")
    posted = trade.deliver(trade.confirm(trade.line("2")).id)
    letter = trade.office.session("seller").read(delivery_letter, delivery_id=posted.id)
    assert posted.number is not None
    assert posted.number in letter.subject


def test_a_purchase_order_speaks_the_language_of_the_supplier(trade: Trade) -> None:
    address(trade, "info@b.se")
    order = trade.order_goods((trade.bolt, "10", "40"))
    letter = trade.office.session("buyer").read(purchase_letter, order_id=order)
    number = trade.office.value("SELECT number FROM warehouse.purchase_order WHERE id = %s", order)
    assert letter.recipient == "info@b.se"
    assert f"Attached is our purchase order {number}. Please confirm it." in letter.text
