"""Hosts with sample rows, or none, for the tests of the kit."""

from __future__ import annotations

import pytest

from tests.support.fake_host import FakeHost
from tests.support.kit_samples import ITEM_ROWS, invoice


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        rows={"sales.invoices": [invoice(number) for number in range(1, 451)], "warehouse.items": ITEM_ROWS}
    )


@pytest.fixture
def empty_host() -> FakeHost:
    return FakeHost()
