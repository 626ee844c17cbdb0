"""What all tests share: no screen, the run's database cluster, clones of a built database."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = [
    "tests.support.collecting",
    "tests.support.english",
    "tests.support.first_cases",
    "tests.support.leftovers",
    "tests.support.server",
    "tests.support.office",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever changed screens on purpose say so."""
    parser.addoption("--accept-screens", action="store_true", help="take over how the screens read now")
