"""Parties that tests trade with."""

from __future__ import annotations

from typing import Any

from tests.support.office import Office


def make_party(office: Office, code: str, name: str, **columns: Any) -> int:
    """Make a customer and supplier; its key."""
    values = {"code": code, "name": name, "kind": "organisation", "is_customer": True, "is_supplier": True} | columns
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    key: int = office.value(f"INSERT INTO contacts.party ({names}) VALUES ({marks}) RETURNING id", *values.values())
    return key


def make_customer(office: Office) -> int:
    """Make the customer Åkesson Måleri AB; its key."""
    return make_party(office, "K1", "Åkesson Måleri AB", street="Storgatan 1", postcode="211 20", city="Malmö")
