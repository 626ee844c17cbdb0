"""Offices that many attacks share: nothing an attack does is kept, so one clone serves a whole module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

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


@pytest.fixture(params=list(Role), ids=str)
def attacker(request: pytest.FixtureRequest, fortress: Office) -> Iterator[Attacker]:
    """Each business role in turn, with `psql` and the password of a user who has only this role."""
    with closing(Attacker(fortress, request.param)) as attacker:
        yield attacker
