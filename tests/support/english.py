"""Every test begins in English, whatever the one before it spoke."""

from __future__ import annotations

import pytest

from resources import language


@pytest.fixture(autouse=True)
def english() -> None:
    """The language of the screen and of messages; a test that wants Swedish says so."""
    language.use("en")
