"""The pages of one document: where the next thing goes, and what stands at the top and foot of every page."""

from __future__ import annotations

from typing import Protocol

from reports.layout.sheet import Sheet


class Frame(Protocol):
    """What repeats on each page, around what the document is about."""

    landscape: bool
    bottom: float  # where content must end

    def draw(self, sheet: Sheet, number: int, count: str) -> float:
        """Draw page `number`, with the count named `count` where the number of pages is told; the content's top."""
        ...

    def settle(self, sheet: Sheet, count: str, pages: int) -> None:
        """Draw how many pages it became."""
        ...


class Pages:
    """A cursor that moves down the pages of one document; `y` is where the next thing begins."""

    def __init__(self, sheet: Sheet, frame: Frame) -> None:
        self.sheet = sheet
        self._frame = frame
        self._count = sheet.new_count()
        self.number = 0
        self.y = 0.0
        self._begin()

    @property
    def bottom(self) -> float:
        """Where content must end."""
        return self._frame.bottom

    @property
    def room(self) -> float:
        """The height that is left."""
        return self.bottom - self.y

    def need(self, height: float) -> None:
        """Turn the page unless `height` is left on it."""
        if height > self.room:
            self.turn()

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.sheet.end_page()
        self._begin()

    def close(self) -> None:
        """Finish the last page."""
        self.sheet.end_page()
        self._frame.settle(self.sheet, self._count, self.number)

    def _begin(self) -> None:
        self.number += 1
        self.sheet.begin_page(landscape=self._frame.landscape)
        self.y = self._frame.draw(self.sheet, self.number, self._count)
