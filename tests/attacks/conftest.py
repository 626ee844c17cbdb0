"""Offices that many attacks share: nothing an attack does is kept, so one clone serves a whole module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.database.rights import Role
from models.database.server.embedded import EmbeddedServer
from tests.support.attacker import Attacker
from tests.support.office import Office, cloned_office
from tests.support.server import Database


@pytest.fixture(scope="module")
def fortress(embedded_server: EmbeddedServer, furnished: tuple[Database, int]) -> Iterator[Office]:
    """An office for one module of attacks."""
    with cloned_office(embedded_server, furnished) as office:
        yield office


@pytest.fixture(scope="module")
def attackers(fortress: Office) -> dict[Role, Attacker]:
    """Each business role, with `psql` and the password of a user who has only this role."""
    return {role: Attacker(fortress, role) for role in Role}


@pytest.fixture(params=list(Role), ids=str)
def attacker(request: pytest.FixtureRequest, attackers: dict[Role, Attacker]) -> Attacker:
    """One role after the other."""
    found: Attacker = attackers[request.param]
    return found
