"""A company is opened to a user and closed again, and never left without somebody who can open it."""

from __future__ import annotations

from typing import Any

import pytest

from models.company.users import (
    NewUser,
    OwnCompany,
    add_user,
    grant_company,
    list_companies,
    read_user,
    revoke_company,
    set_access,
)
from models.database.errors import Denied, Rejected
from models.database.rights import Role
from models.database.session import sign_in
from tests.support.office import Office

PASSWORD = "a long password"


@pytest.fixture
def second(office: Office) -> int:
    """Another company of the administrator's."""
    return int(office.value("SELECT company.create_company('Granskog Rör AB', 'SE', 'SEK')"))


@pytest.fixture
def kim(office: Office, second: int) -> str:
    """A seller in the first company; the administrator has both."""
    office.owner().execute("SELECT company.grant_company('administrator', %s)", (second,))
    office.session("administrator").run(add_user, user=NewUser("kim", "Kim Ek", PASSWORD, roles=(Role.SELLER,)))
    return "kim"


def open_to(office: Office, name: str) -> tuple[int, ...]:
    return office.session("administrator").read(read_user, name=name).companies


def test_companies_are_opened_and_closed_with_the_rest_of_the_access(office: Office, second: int, kim: str) -> None:
    administrator = office.session("administrator")
    first = office.company_id
    assert administrator.read(list_companies) == (
        OwnCompany(first, "Björkens Bygg AB"),
        OwnCompany(second, "Granskog Rör AB"),
    )
    assert open_to(office, kim) == (first,)
    kept: dict[str, Any] = {"name": kim, "roles": [Role.SELLER], "expires_on": None}
    assert administrator.run(set_access, **kept, companies=[first, second]).companies == (first, second)
    assert administrator.run(set_access, **kept, companies=[second]).companies == (second,)
    assert administrator.run(set_access, **kept).companies == (second,)


def test_who_has_two_companies_works_in_either(office: Office, second: int, kim: str) -> None:
    office.session("administrator").run(grant_company, name=kim, company_id=second)
    url = office.database.url(kim, PASSWORD)
    for company in (office.company_id, second):
        session = sign_in(url, company_id=company)
        assert session.company.id == company
        assert len(session.identity.companies) == 2
        session.close()


def test_a_company_that_is_closed_is_gone_at_once(office: Office, kim: str) -> None:
    session = sign_in(office.database.url(kim, PASSWORD), company_id=office.company_id)
    office.session("administrator").run(revoke_company, name=kim, company_id=office.company_id)
    with session.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM company.company").scalar_one() == 0
    session.close()


def test_the_last_administrator_of_a_company_keeps_it(office: Office, second: int, kim: str) -> None:
    administrator = office.session("administrator")
    with pytest.raises(Rejected, match=r"user\.last_of_company") as caught:
        administrator.run(revoke_company, name="administrator", company_id=second)
    assert caught.value.params == {"name": "administrator", "company": "Granskog Rör AB"}
    administrator.run(set_access, name=kim, roles=[Role.ADMINISTRATOR], expires_on=None, companies=[second])
    administrator.run(revoke_company, name="administrator", company_id=second)
    assert open_to(office, "administrator") == (office.company_id,)


def test_a_company_of_others_is_neither_opened_nor_closed(office: Office, second: int) -> None:
    administrator = office.session("administrator")
    for act in (grant_company, revoke_company):
        with pytest.raises(Denied, match=r"company\.not_allowed"):
            administrator.run(act, name="seller", company_id=second)
        with pytest.raises(Denied):
            office.session("seller").run(act, name="seller", company_id=office.company_id)
