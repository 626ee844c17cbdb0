"""Parties for tests of finance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.office import Office


@pytest.fixture
def party(office: Office) -> Callable[..., int]:
    """Makes a party and answers its key."""

    def make(code: str, name: str, **columns: Any) -> int:
        values = {
            "code": code,
            "name": name,
            "kind": "organisation",
            "is_customer": True,
            "is_supplier": True,
        } | columns
        names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        row = (
            office.owner()
            .execute(f"INSERT INTO contacts.party ({names}) VALUES ({marks}) RETURNING id", tuple(values.values()))
            .fetchone()
        )
        assert row
        key: int = row[0]
        return key

    return make


@pytest.fixture
def customer(party: Callable[..., int]) -> int:
    """The customer Åkesson Måleri AB."""
    return party("K1", "Åkesson Måleri AB", street="Storgatan 1", postcode="211 20", city="Malmö")
