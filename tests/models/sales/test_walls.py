"""Between companies: goods, orders and searches of one stay out of sight and reach of the other's people."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from models.company.founding import Founding, found_company
from models.contacts import queries as contacts
from models.database.errors import Denied
from models.database.listing import ListQuery, PageRequest
from models.database.paging import fetch_page
from models.database.rights import FUNCTION_GRANTS, PERMISSIONS, Permission, Role
from models.sales import queries as sales
from models.service import queries as service
from models.warehouse import queries as warehouse
from tests.support.office import Office
from tests.support.trade import DAY, Trade, furnish

#: Every list of ours with the permission that its readers have.
LISTS = (
    *((query, Permission.CONTACTS_READ) for query in (contacts.PARTIES, contacts.CUSTOMERS, contacts.SUPPLIERS)),
    *((query, Permission.CONTACTS_READ) for query in (contacts.PERSONS, warehouse.ITEMS, warehouse.UNITS)),
    *((query, Permission.CONTACTS_READ) for query in (warehouse.SITES, warehouse.PLACES, warehouse.LOTS)),
    (contacts.NOTES, Permission.CONTACTS_NOTE),
    (warehouse.STOCK_ITEMS, Permission.WAREHOUSE_READ),
    (warehouse.STOCK_LEVELS, Permission.WAREHOUSE_READ),
    (warehouse.STOCK_VALUES, Permission.PURCHASING_READ),
    (warehouse.STOCK_MOVES, Permission.PURCHASING_READ),
    (warehouse.PURCHASE_ORDERS, Permission.PURCHASING_READ),
    (warehouse.PURCHASE_LINES, Permission.PURCHASING_READ),
    (warehouse.PURCHASE_LINES_TO_RECEIVE, Permission.PURCHASING_READ),
    (sales.QUOTES, Permission.SALES_READ),
    (sales.SALES_ORDERS, Permission.SALES_READ),
    (sales.ORDER_LINES, Permission.SALES_READ),
    (sales.ORDER_BACKLOG, Permission.SALES_READ),
    (sales.DELIVERIES, Permission.SALES_READ),
    (sales.DELIVERIES_TO_PICK, Permission.SALES_READ),
    (sales.PRICES, Permission.SALES_READ),
    (service.TICKETS, Permission.SERVICE_READ),
    (service.OPEN_TICKETS, Permission.SERVICE_READ),
)


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


@pytest.mark.parametrize(("query", "permission"), LISTS, ids=[query.name for query, _ in LISTS])
def test_each_list_opens_and_searches_for_each_of_its_readers(
    trade: Trade, query: ListQuery, permission: Permission
) -> None:
    trade.buy("5", "1.00")
    trade.confirm(trade.line("5"))
    for role in sorted(PERMISSIONS[permission]):
        session = trade.office.session(role)
        session.read(fetch_page, query=query, request=PageRequest())
        session.read(fetch_page, query=query, request=PageRequest(text="bult"))


def test_searches_find_nothing_in_a_company_that_is_not_mine(trade: Trade) -> None:
    trade.buy("5", "1.00")
    trade.confirm(trade.line("5"))
    other = _found_other(trade.office)
    connection = trade.office.sql("sales_manager")
    for function in sorted(name for name in FUNCTION_GRANTS if name.startswith("search.")):
        if Role.SALES_MANAGER in FUNCTION_GRANTS[function]:
            for words in ("bult", "1", "åkeri"):
                assert connection.execute(f"SELECT {function}(%s, %s, 100)", (other, words)).fetchall() == []


def test_doors_refuse_a_company_that_is_not_mine(trade: Trade) -> None:
    order_id = trade.draft_order()
    other = _found_other(trade.office)
    for role, call in (
        ("seller", f"sales.confirm_order(%s, %s, {order_id})"),
        ("seller", f"sales.cancel_order(%s, %s, {order_id})"),
        ("storekeeper", "stock.move(%s, %s, '[]')"),
        ("buyer", "warehouse.place_purchase_order(%s, %s, 1)"),
        ("warehouse_worker", "sales.post_delivery(%s, %s, 1)"),
        ("service_agent", "service.open_ticket(%s, %s, '{}')"),
    ):
        with pytest.raises(psycopg.Error) as caught:
            trade.office.sql(role).execute(f"SELECT {call}", (uuid4(), other))
        assert caught.value.diag.message_primary == "company.not_allowed"
    with pytest.raises(psycopg.Error) as caught:
        trade.office.sql("seller").execute("SELECT contacts.next_code(%s)", (other,))
    assert caught.value.diag.message_primary == "company.not_allowed"


def test_an_order_of_another_company_is_not_found_by_its_key(trade: Trade) -> None:
    order_id = trade.draft_order()
    other = _found_other(trade.office)
    owner = trade.office.owner()
    owner.execute("SELECT company.grant_company('seller', %s)", (other,))
    with pytest.raises(psycopg.Error) as caught:
        trade.office.sql("seller").execute("SELECT sales.confirm_order(%s, %s, %s)", (uuid4(), other, order_id))
    assert caught.value.diag.message_primary == "order.not_found"


def test_the_client_refuses_what_the_database_would(trade: Trade) -> None:
    from models.sales.delivering import post_delivery

    with pytest.raises(Denied):
        trade.office.session("seller").run(post_delivery, delivery_id=1, on=DAY)


def _found_other(office: Office) -> int:
    administrator = office.session("administrator")
    return administrator.run(
        found_company, founding=Founding(name="Annan AB", fiscal_year_start=DAY.replace(month=1, day=1))
    ).id
