"""The records that a pasted column names, looked up together by number, and one by one where a number does not do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from models.database.errors import KontorError
from models.database.listing import Filter, Kind, Page, PageRequest
from resources.language import _
from views.kit.action import Row
from views.kit.form.spec import Picker
from views.kit.host import Host, Job
from views.kit.list.spec import as_mapping

_AT_ONCE = 200  # numbers in one question
_SIDE_BY_SIDE = 4  # questions under way
_ALIKE = 20  # matches looked at to choose the one that is exactly what was pasted


class LookUp(QObject):
    """Finds the row of each text; `done` is called once, when all have been answered."""

    def __init__(
        self, host: Host, picker: Picker, texts: Iterable[str], done: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._host, self._picker, self._done = host, picker, done
        self.rows: dict[str, Row] = {}
        self.problems: dict[str, str] = {}  # why there is none, translated
        self._texts = tuple(dict.fromkeys(texts))
        self._by_number = True
        self._waiting: list[Callable[[], Job]] = []
        self._jobs: list[Job] = []
        self._under_way = 0
        self._ended = False

    def start(self) -> None:
        """Ask for all by number first."""
        code = self._picker.columns[0]
        kinds = {column.name: column.kind for column in self._picker.query.columns}
        if len(self._texts) > 1 and kinds[code] is Kind.TEXT:
            parts = (self._texts[at : at + _AT_ONCE] for at in range(0, len(self._texts), _AT_ONCE))
            self._waiting = [partial(self._ask_for_all, code, part) for part in parts]
        self._go_on()

    def cancel(self) -> None:
        """Ask no more."""
        self._ended, self._waiting = True, []
        for job in self._jobs:
            job.cancel()

    def _go_on(self) -> None:
        """Keep a few questions under way; when none is left, what no number named is asked for by its words."""
        while self._waiting and self._under_way < _SIDE_BY_SIDE:
            self._under_way += 1
            self._jobs = [*self._jobs[-2 * _SIDE_BY_SIDE :], self._waiting.pop(0)()]
        if self._under_way or self._waiting or self._ended:
            return
        if self._by_number:
            self._by_number = False
            self._waiting = [partial(self._ask_for, text) for text in self._texts if self._is_open(text)]
            self._go_on()
        else:
            self._ended = True
            self._done()

    def _is_open(self, text: str) -> bool:
        return text not in self.rows and text not in self.problems

    def _ask_for_all(self, code: str, texts: tuple[str, ...]) -> Job:
        filters = (*self._picker.filters, Filter(code, "in", texts))
        request = PageRequest(filters=filters, limit=len(texts))
        return self._fetch(request, partial(self._on_all, code))

    def _on_all(self, code: str, page: Page) -> None:
        for values in page.rows:
            row = as_mapping(self._picker.query, values)
            self.rows[str(row[code])] = row

    def _ask_for(self, text: str) -> Job:
        request = PageRequest(filters=self._picker.filters, text=text, limit=_ALIKE)
        return self._fetch(request, partial(self._on_one, text))

    def _on_one(self, text: str, page: Page) -> None:
        found = [as_mapping(self._picker.query, values) for values in page.rows]
        alike = [row for row in found if text.casefold() in self._words(row)]
        chosen = alike or found
        if len(chosen) == 1:
            self.rows[text] = chosen[0]
        elif chosen:
            self.problems[text] = _("“{text}” fits several. Write its number.").format(text=text)
        else:
            self.problems[text] = _("Nothing was found for “{text}”.").format(text=text)

    def _words(self, row: Mapping[str, object]) -> set[str]:
        return {str(row[name]).casefold() for name in self._picker.columns}

    def _fetch(self, request: PageRequest, take: Callable[[Page], None]) -> Job:
        return self._host.fetch(
            self._picker.query, request, on_done=partial(self._on_page, take), on_failed=self._on_failed
        )

    def _on_page(self, take: Callable[[Page], None], page: Page) -> None:
        self._under_way -= 1
        if not self._ended:
            take(page)
            self._go_on()

    def _on_failed(self, error: KontorError) -> None:
        """What could not be asked for is said in the cells."""
        self._under_way -= 1
        self._waiting = []
        self.problems |= {text: self._host.explain(error) for text in self._texts if self._is_open(text)}
        self._go_on()
