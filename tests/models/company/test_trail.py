"""The trail tells who changed which field of what; users are read and given exactly their roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.company.badges import issue_new_badge
from models.company.queries import CHANGES, USERS
from models.company.settings import edit_company, read_company
from models.company.today import users_today
from models.company.trail import FieldChange, read_change
from models.company.users import lock, read_user, set_access
from models.contacts.parties import PartyDraft, load_terms, save_party, set_terms
from models.database.errors import Denied, Invalid, Rejected
from models.database.listing import Filter, Kind, PageRequest
from models.database.paging import fetch_page
from models.database.rights import Role
from models.database.session import Session
from models.sales.prices import PriceDraft, save_price
from tests.support.office import Office
from tests.support.trade import DAY, D, furnish


def listed(session: Session, *filters: Filter) -> list[dict[str, object]]:
    page = session.read(fetch_page, query=CHANGES, request=PageRequest(filters=filters))
    names = [column.name for column in CHANGES.columns]
    return [dict(zip(names, row, strict=True)) for row in page.rows]


def test_a_change_is_listed_and_read_with_old_and_new_values(office: Office) -> None:
    administrator = office.session("administrator")
    facts = administrator.read(read_company)
    administrator.run(edit_company, version=facts.row_version, changes={"phone": "08-12", "city": "Lund"})
    newest, *_ = listed(office.session("auditor"))
    assert (newest["user_name"], newest["action"], newest["subject"]) == ("Administrator", "update", "company.company")
    assert (newest["record"], newest["fields"]) == ("Björkens Bygg AB", "city:  → Lund, phone:  → 08-12")
    change = office.session("auditor").read(read_change, change_id=newest["id"])
    assert change.fields == (FieldChange("city", "", "Lund"), FieldChange("phone", "", "08-12"))


def test_values_come_with_their_kind_and_the_list_shows_them_without_idle_zeros(office: Office) -> None:
    trade = furnish(office)
    manager = office.session("sales_manager")
    price = PriceDraft("A", trade.bolt, "SEK", D(0), DAY, None, D(5))
    saved = manager.run(save_price, draft=price)
    manager.run(save_price, draft=replace(price, id=saved.id, version=1, from_quantity=D(10), unit_price=D("7.5")))
    newest, *_ = listed(office.session("auditor"), Filter("subject", "=", "sales.price"))
    assert newest["fields"] == "from_quantity: 0 → 10, unit_price: 5 → 7.5"
    change = office.session("auditor").read(read_change, change_id=newest["id"])
    assert change.fields == (
        FieldChange("from_quantity", "0.000000", "10.000000", Kind.QUANTITY),
        FieldChange("unit_price", "5.000000", "7.500000", Kind.QUANTITY),
    )


def test_amounts_keep_two_decimals_and_days_and_answers_are_told_apart(office: Office) -> None:
    trade = furnish(office)
    clerk = office.session("finance_clerk")
    terms = clerk.read(load_terms, party_id=trade.customer)
    clerk.run(set_terms, draft=terms)
    terms = clerk.read(load_terms, party_id=trade.customer)
    clerk.run(set_terms, draft=replace(terms, credit_limit=D(5000), credit_hold=True))
    newest, *_ = listed(office.session("auditor"), Filter("subject", "=", "contacts.party_terms"))
    change = office.session("auditor").read(read_change, change_id=newest["id"])
    kinds = {field.name: (field.new, field.kind) for field in change.fields}
    assert kinds["credit_limit"] == ("5000.00", Kind.MONEY)
    assert kinds["credit_hold"] == ("true", Kind.BOOLEAN)
    assert "credit_limit: – → 5000.00" in str(newest["fields"])
    office.owner().execute("UPDATE company.app_user SET language = 'en' WHERE name = 'auditor'")
    newest, *_ = listed(office.session("auditor"), Filter("subject", "=", "contacts.party_terms"))
    assert str(newest["fields"]).startswith("credit_hold: No → Yes")
    office.owner().execute("UPDATE company.app_user SET language = 'sv' WHERE name = 'auditor'")
    newest, *_ = listed(office.session("auditor"), Filter("subject", "=", "contacts.party_terms"))
    assert str(newest["fields"]).startswith("credit_hold: Nej → Ja")


def test_what_the_companies_share_is_named(office: Office) -> None:
    office.session("seller").run(save_party, draft=PartyDraft("Ödmans Åkeri AB", code="K7", is_customer=True))
    (made,) = listed(office.session("auditor"), Filter("subject", "=", "contacts.party"))
    assert (made["action"], made["record"], made["fields"]) == ("insert", "K7 Ödmans Åkeri AB", "")


def test_the_trail_is_for_auditors_and_administrators(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("accountant").read(read_change, change_id=1)
    with pytest.raises(Invalid, match=r"change\.unknown"):
        office.session("auditor").read(read_change, change_id=10**9)


def test_users_are_listed_with_their_roles_and_state(office: Office, newcomer: str) -> None:
    administrator = office.session("administrator")
    administrator.run(set_access, name=newcomer, roles=[Role.SELLER, Role.BUYER], expires_on=date(2020, 1, 1))
    request = PageRequest(filters=(Filter("name", "=", newcomer),))
    (row,) = administrator.read(fetch_page, query=USERS, request=request).rows
    assert tuple(row)[:6] == ("kim", "Kim Ek", "buyer, seller", "person", date(2020, 1, 1), "expired")
    before = administrator.read(users_today)
    administrator.run(lock, name=newcomer)
    after = administrator.read(users_today)
    assert (before.expired, before.locked, after.expired, after.locked) == (1, 0, 0, 1)
    assert before.active == after.active
    (row,) = administrator.read(fetch_page, query=USERS, request=request).rows
    assert tuple(row)[5] == "locked"


def test_access_is_set_as_a_whole(office: Office, newcomer: str) -> None:
    administrator = office.session("administrator")
    user = administrator.run(set_access, name=newcomer, roles=[Role.AUDITOR], expires_on=date(2027, 1, 1))
    assert (user.roles, user.expires_on) == (("auditor",), date(2027, 1, 1))
    assert administrator.read(read_user, name=newcomer) == user
    user = administrator.run(set_access, name=newcomer, roles=[Role.AUDITOR], expires_on=None)
    assert user.expires_on is None
    with pytest.raises(Rejected, match=r"user\.last_administrator"):
        administrator.run(set_access, name="administrator", roles=[], expires_on=None)
    with pytest.raises(Invalid, match=r"user\.unknown"):
        administrator.read(read_user, name="nobody")


def test_a_new_badge_has_a_code_and_a_pin_of_its_own(office: Office, newcomer: str) -> None:
    administrator = office.session("administrator")
    first, second = (administrator.run(issue_new_badge, name=newcomer) for _ in range(2))
    assert first.code != second.code
    assert (len(second.code), len(second.pin), second.pin.isdigit()) == (8, 6, True)
    assert office.value("SELECT code FROM company.badge") == second.code
    with pytest.raises(Denied):
        office.session("storekeeper").run(issue_new_badge, name=newcomer)
