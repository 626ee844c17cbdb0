"""The prices of pasted lines, asked for some hundred lines at a time and put into all of them without a stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from models.database.errors import KontorError
from models.sales.prices import Price, prices_of
from views.kit.grid.model import Pasted
from views.kit.grid.view import EntryGrid
from views.kit.host import Host, Level, Message

_ROWS = 200
Asked = tuple[int, Decimal]


class PastedPrices(QObject):
    """Hears of blocks pasted into `grid`.

    `asks` gives item and quantity of a line, or None; `arguments` what all prices depend on; `take` a line with its
    price, told which columns were pasted.
    """

    def __init__(
        self,
        host: Host,
        grid: EntryGrid[Any],
        *,
        asks: Callable[[Any], Asked | None],
        arguments: Callable[[], Mapping[str, object]],
        take: Callable[[Any, Price, frozenset[str]], Any],
    ) -> None:
        super().__init__(grid)
        self._host, self._grid = host, grid
        self._asks, self._arguments, self._take = asks, arguments, take
        self._known: dict[Asked, Price] = {}
        self._left: list[range] = []
        self._names: frozenset[str] = frozenset()
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._go_on)
        grid.model.whole_blocks = True
        grid.model.pasted.connect(self._on_pasted)

    def _on_pasted(self, pasted: Pasted) -> None:
        rows = pasted.rows
        self._known, self._names = {}, pasted.names
        self._left = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
        self._go_on()

    def _go_on(self) -> None:
        if not self._left:
            return
        rows = self._left.pop(0)
        wanted = {asked for row in self._there(rows) if (asked := self._asks(self._grid.line(row))) is not None}
        unknown = tuple(wanted - self._known.keys())
        if unknown:
            arguments = {**self._arguments(), "asked": unknown}
            done = partial(self._on_prices, rows)
            self._host.read(prices_of, arguments, on_done=done, on_failed=self._on_failed)
        else:
            self._put(rows)

    def _on_prices(self, rows: range, found: Mapping[Asked, Price]) -> None:
        self._known |= found
        self._put(rows)

    def _put(self, rows: range) -> None:
        priced = {}
        for row in self._there(rows):
            line = self._grid.line(row)
            asked = self._asks(line)
            price = self._known.get(asked) if asked is not None else None
            if price is not None:
                priced[row] = self._take(line, price, self._names)
        self._grid.model.replace_lines(priced)
        self._turn.start()

    def _there(self, rows: range) -> range:
        """Those that have not been deleted meanwhile."""
        return range(rows.start, min(rows.stop, self._grid.model.rowCount()))

    def _on_failed(self, error: KontorError) -> None:
        self._left = []
        self._host.tell(Message(self._host.explain(error), Level.WARNING, replaces="price"))
