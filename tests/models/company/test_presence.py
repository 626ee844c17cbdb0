"""Who has a record open is told to who may read it, and forgotten when they leave, fall silent or are cut off."""

from __future__ import annotations

import pytest

from models.company.changes import changes_since
from models.company.presence import note_presence
from models.database.errors import Denied, Invalid
from models.database.rights import Role
from tests.support.office import Office
from tests.support.trade import furnish


def names(office: Office, role: str, subject: str, key: int, *, here: bool = True) -> list[str]:
    found = office.session(role).run(note_presence, subject=subject, subject_id=key, here=here)
    return [one.name for one in found]


def test_two_with_the_same_record_see_each_other_and_not_themselves(office: Office) -> None:
    party = furnish(office).customer
    assert names(office, "seller", "contacts.party", party) == []
    assert names(office, "sales_manager", "contacts.party", party) == ["Seller"]
    assert names(office, "seller", "contacts.party", party) == ["Sales_Manager"]
    other = office.value("SELECT min(id) FROM contacts.party WHERE id <> %s", party)
    assert names(office, "seller", "contacts.party", other) == []


#: One who may read each kind of record that is told of, and one who may not, where there is such a role.
READERS = {
    "company.app_user": ("administrator", ""),
    "finance.bank_transaction": ("accountant", "seller"),
    "finance.invoice": ("accountant", "storekeeper"),
    "ledger.entry": ("accountant", "seller"),
    "sales.sales_order": ("seller", ""),
    "service.ticket": ("service_agent", ""),
    "warehouse.item": ("storekeeper", ""),
    "warehouse.purchase_order": ("buyer", ""),
}


@pytest.mark.parametrize("subject", READERS)
def test_every_kind_of_record_can_be_told_of(office: Office, subject: str) -> None:
    reader, stranger = READERS[subject]
    key = office.value(f"SELECT coalesce(min(id), 0) FROM {subject}")
    if key:
        assert names(office, reader, subject, key) == []
        assert office.value("SELECT count(*) FROM company.presence WHERE subject = %s", subject) == 1
    else:
        with pytest.raises(Invalid):  # and not Denied
            names(office, reader, subject, 1)
    if stranger:
        with pytest.raises(Denied):
            names(office, stranger, subject, key or 1)


def test_coming_and_going_are_announced_and_signs_of_life_are_not(office: Office) -> None:
    party = furnish(office).customer
    # Counted where they are written: to a reader a hint may come twice while others are at work in the server.
    announced = (
        "SELECT count(*) FROM company.outbox WHERE subject = 'company.presence' AND keys = jsonb_build_array(%s)"
    )
    names(office, "seller", "contacts.party", party)
    assert office.value(announced, party) == 1
    names(office, "seller", "contacts.party", party)
    assert office.value(announced, party) == 1
    names(office, "seller", "contacts.party", party, here=False)
    assert office.value(announced, party) == 2
    changes = office.session("sales_manager").read(changes_since, mark="0").changes
    assert ("company.presence", (party,)) in [(change.subject, change.keys) for change in changes]
    assert names(office, "sales_manager", "contacts.party", party) == []


def test_whoever_is_silent_for_long_is_no_longer_here(office: Office) -> None:
    party = furnish(office).customer
    names(office, "seller", "contacts.party", party)
    office.owner().execute("UPDATE company.presence SET seen_at = now() - interval '101 seconds'")
    assert names(office, "sales_manager", "contacts.party", party) == []


def test_whose_session_has_ended_is_no_longer_here(office: Office) -> None:
    party = furnish(office).customer
    names(office, "seller", "contacts.party", party)
    pid = office.value("SELECT pid FROM company.presence")
    assert office.value("SELECT pg_terminate_backend(%s, 5000)", pid)
    assert names(office, "sales_manager", "contacts.party", party) == []


def test_only_who_may_read_a_record_hears_of_it(office: Office) -> None:
    unreadable = [
        (role, subject)
        for role in Role
        for subject in ("finance.invoice", "sales.sales_order", "warehouse.purchase_order", "company.badge", "pg_class")
        if subject in {"company.badge", "pg_class"}
        or not office.value("SELECT has_table_privilege(%s, %s, 'SELECT')", office.login(role), subject)
    ]
    assert len(unreadable) > 2 * len(Role)
    for role, subject in unreadable:
        with pytest.raises(Denied):
            names(office, role, subject, 1)


def test_a_record_that_is_not_of_the_company_is_not_told_of(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        names(office, "seller", "sales.sales_order", 987654)
    assert refused.value.code == "record.not_found"
