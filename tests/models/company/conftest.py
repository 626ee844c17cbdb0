"""Users for tests of companies."""

from __future__ import annotations

import pytest

from models.company.users import NewUser, add_user
from models.database.rights import Role
from tests.support.office import Office


@pytest.fixture
def newcomer(office: Office) -> str:
    """The name of a seller, "Kim Ek", made by the administrator."""
    user = NewUser("kim", "Kim Ek", "a long password", roles=(Role.SELLER,))
    office.session("administrator").run(add_user, user=user)
    return user.name
