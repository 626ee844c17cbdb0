"""The history of a record: one list, the newest first, read a page at a time; each entry opens what it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from models.company.history import Happening, History, read_history
from models.database.errors import KontorError
from resources.language import _
from views.kit.annex.wording import fields_of, link_of, moment_of, words_of
from views.kit.host import Host, Job, Link
from views.kit.record import ShortenedLink
from views.kit.text import Label, LinkButton, clear, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3

_WHEN, _WHO = 118, 130  # pixels at 100 %
_LINE = 22  # links and plain words stand on one line
_PAGE = 30  # happenings


class HistoryPanel(QWidget):
    """What happened; `file_wanted` tells the key of a file whose name was pressed."""

    file_wanted = Signal(int)

    def __init__(self, host: Host, record: Mapping[str, object]) -> None:
        super().__init__()
        self._host, self._record = host, record
        self._job: Job | None = None
        self._before: datetime | None = None
        self.happenings: list[Happening] = []
        shown = QWidget()
        self._list = column(spacing=SPACE_2)
        self.more = LinkButton(_("Show what was before"))
        self.more.clicked.connect(self._read_more)
        self.more.hide()
        self.words = note("")
        whole = column(shown, spacing=SPACE_2)
        whole.addWidget(self.words)
        whole.addLayout(self._list)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch()
        self.area = QScrollArea()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(shown)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("History"))
        column(self).addWidget(self.area)
        self.setFocusProxy(self.area)
        self.refresh()

    def refresh(self) -> None:
        """Read the newest again."""
        self._read(None, self._show)

    def show_record(self, record: Mapping[str, object]) -> None:
        """Show the history of another record."""
        self._record = record
        self.refresh()

    def _read_more(self) -> None:
        self._read(self._before, self._add)

    def _read(self, before: datetime | None, then: Callable[[History], None]) -> None:
        if self._job is not None:
            self._job.cancel()
        arguments = {**self._record, "before": before, "limit": _PAGE}
        self._job = self._host.read(read_history, arguments, on_done=then, on_failed=self._on_not_read)

    def _show(self, history: History) -> None:
        clear(self._list)
        self.happenings = []
        self._add(history)

    def _add(self, history: History) -> None:
        self._job = None
        for happening in history.happenings:
            self._list.addWidget(self._line(happening))
        self.happenings += history.happenings
        self._before = history.before
        self.more.setVisible(history.before is not None)
        self.words.setText(_("Nothing has been kept of what happened before."))
        self.words.setVisible(not self.happenings)

    def _on_not_read(self, error: KontorError) -> None:
        self._job = None
        self.words.setText(self._host.explain(error))
        self.words.show()

    def _line(self, happening: Happening) -> QWidget:
        line = QWidget()
        layout = row(line, spacing=SPACE_3)
        for text, width in ((moment_of(happening, self._host.language), _WHEN), (happening.who, _WHO)):
            told = note(text, wrap=width == _WHO)
            keep(told, QWidget.setFixedWidth, partial(scaled, width))
            keep(told, QWidget.setMinimumHeight, partial(scaled, _LINE))
            layout.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
        what = column(spacing=SPACE_1 // 2)
        what.addWidget(self._what(happening))
        fields = fields_of(happening, self._host.language)
        if fields:
            what.addWidget(note("\n".join(fields)))
        layout.addLayout(what, 1)
        return line

    def _what(self, happening: Happening) -> QWidget:
        words = words_of(happening, self._host.language)
        link = link_of(happening, self._host, (self._record["subject"], self._record["subject_id"]))
        if happening.subject == "company.attachment":
            return _link(words, partial(self._open_file, int(happening.key)))
        if link is not None:
            return _link(words, partial(self._open, link))
        label = Label(words, wrap=True)
        keep(label, QWidget.setMinimumHeight, partial(scaled, _LINE))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _open(self, link: Link, _checked: object = None) -> None:
        self._host.open(link)

    def _open_file(self, key: int, _checked: object = None) -> None:
        self.file_wanted.emit(key)


def _link(words: str, act: Callable[[], None]) -> QWidget:
    """As wide as its words, or as there is room for."""
    opens = ShortenedLink(words)
    opens.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    opens.clicked.connect(act)
    box = QWidget()
    line = row(box)
    line.addWidget(opens)
    line.addStretch()
    return box
