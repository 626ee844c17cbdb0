"""Parties for tests of finance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.support.allocating import with_centres
from tests.support.office import Office
from tests.support.parties import make_customer, make_party


@pytest.fixture
def party(office: Office) -> Callable[..., int]:
    """Makes a party and answers its key."""
    return partial(make_party, office)


@pytest.fixture
def customer(office: Office) -> int:
    """The customer Åkesson Måleri AB."""
    return make_customer(office)


@pytest.fixture
def house(office: Office) -> Office:
    """Cost centres 100, 200 and 300, and 900 for what all of them share; projects P1 and P2."""
    return with_centres(office)
