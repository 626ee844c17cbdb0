"""Collects unreachable objects between tests, on the main thread: elsewhere it would take Qt objects away in use."""

from __future__ import annotations

import gc
from itertools import count

import pytest

_FULL_EVERY = 50  # tests
_numbers = count(1)


def pytest_sessionstart() -> None:
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    gc.collect(2 if next(_numbers) % _FULL_EVERY == 0 else 1)
