"""Collects unreachable objects between tests, on the main thread: elsewhere it would take Qt objects away in use."""

from __future__ import annotations

import gc
from itertools import count

import pytest

_FULL_EVERY = 50  # tests
_numbers = count(1)


def pytest_sessionstart() -> None:
    gc.disable()


def pytest_collection_finish() -> None:
    """What stands by now, thousands of tests among it, stays: looking through it again and again is in vain."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    gc.collect(2 if next(_numbers) % _FULL_EVERY == 0 else 1)
