"""An entry grid of items in a window, and nothing that Qt complains of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.fake_host import FakeHost
from tests.support.grid_lines import SPEC, Line, MakeGrid
from tests.support.keys import shown
from tests.support.kit_samples import ITEM_ROWS
from views.kit.grid.view import EntryGrid

if TYPE_CHECKING:
    from pytestqt.logging import _QtMessageCapture
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _qt_says_nothing(qtlog: _QtMessageCapture) -> Iterator[None]:
    yield
    allowed = "propagateSizeHints"
    said = [record.message for record in qtlog.records if allowed not in record.message]
    assert said == []


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(rows={"warehouse.items": ITEM_ROWS})


@pytest.fixture
def make(qtbot: QtBot, host: FakeHost) -> MakeGrid:
    def made(*lines: Line) -> EntryGrid[Line]:
        grid = EntryGrid(host, SPEC, lines)
        shown(qtbot, grid)
        return grid

    return made
