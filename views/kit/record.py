"""A record on a page: its facts in a card, figures that open what they are made of, related lists as tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionButton, QStylePainter, QTabWidget, QWidget

from models.database.listing import Kind
from resources.language import _
from views.kit.explain import Explainer, Explanation
from views.kit.format import format_value, is_numeric
from views.kit.host import Host, Link
from views.kit.places import Places
from views.kit.text import Card, Chip, Label, LinkButton, clear, column, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6

_NARROWEST = 110  # pixels at 100 %, of a fact
_LINE = 22  # pixels at 100 %; a link and plain text beside it stand on one line


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value, already translated; with a link it opens something."""

    label: str
    value: object
    kind: Kind = Kind.TEXT
    link: Link | None = None
    strong: bool = False
    wide: bool = False  # takes two places, for addresses and remarks
    explains: str = ""  # what the figure is, for who asks; marked with N_


class ShortenedLink(LinkButton):
    """Text that opens something, in the room there is."""

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        fits = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        option.text = fits.replace("&", "&&")
        self.setToolTip(self.text() if fits != self.text() else "")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class FactButton(ShortenedLink):
    """A value that opens something."""

    def __init__(self, host: Host, text: str, link: Link) -> None:
        super().__init__(text)
        self._host, self._link = host, link
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._host.open(self._link)


class FactCard(Card):
    """Facts side by side, `across` in a row, each with its label above."""

    def __init__(
        self, host: Host, facts: Sequence[Fact] = (), *, across: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._grid = Places(self, most=across, narrowest=_NARROWEST)
        self._grid.setHorizontalSpacing(SPACE_6)
        self._grid.setVerticalSpacing(SPACE_4)
        self._grid.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self.facts: tuple[Fact, ...] = ()
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts; the same ones stay as they are, with the keyboard in them."""
        if self.facts == tuple(facts):
            return
        clear(self._grid)
        self.facts = tuple(facts)
        self._grid.fill([(self._shown(fact), 2 if fact.wide else 1) for fact in facts])

    def _shown(self, fact: Fact) -> QWidget:
        box = QWidget(self)
        layout = column(box, spacing=SPACE_1 // 2)
        value = self._value(fact)
        label = note(fact.label, wrap=False)
        if fact.explains:
            layout.addLayout(self._explained(fact, label, value))
        else:
            layout.addWidget(label)
        if fact.wide and fact.link is None:
            keep(value, _set_top, partial(_above_text, value))
            layout.addWidget(value)
        else:
            keep(value, QWidget.setFixedHeight, partial(scaled, _LINE))
            layout.addWidget(value, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        return box

    def _explained(self, fact: Fact, label: QWidget, value: QWidget) -> QHBoxLayout:
        text = format_value(fact.value, fact.kind, self._host.language) or "\N{EN DASH}"
        explainer = Explainer(self._host, value, Explanation(fact.label, text, _(fact.explains), fact.link))
        line = row(spacing=SPACE_1)
        line.addWidget(label)
        line.addWidget(explainer.mark())
        line.addStretch()
        return line

    def _value(self, fact: Fact) -> QWidget:
        if fact.kind is Kind.STATUS and fact.value:
            return Chip(str(fact.value))
        text = format_value(fact.value, fact.kind, self._host.language) or "\N{EN DASH}"
        made: QWidget
        if fact.link is not None:
            made = FactButton(self._host, text, fact.link)
        else:
            label = Label(text, strong=fact.strong, wrap=fact.wide, ink=_ink(fact))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            made = label
        made.setAccessibleName(f"{fact.label}: {text}")
        return made


def _above_text(value: QWidget) -> int:
    """Pixels above the first line of a long value, so that it stands in line with the short ones beside it."""
    return max(0, (scaled(_LINE) - value.fontMetrics().height()) // 2)


def _set_top(value: QWidget, pixels: int) -> None:
    value.setContentsMargins(0, pixels, 0, 0)


def _ink(fact: Fact) -> str:
    below = is_numeric(fact.kind) and isinstance(fact.value, Decimal | int) and fact.value < 0
    return "negative" if below else "text"


class RecordView(QWidget):
    """Facts above, tabs below; a tab's content is made when it is first shown."""

    def __init__(self, host: Host, *, across: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.facts = FactCard(host, across=across)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self._makers: dict[int, Callable[[], QWidget]] = {}
        self._layout = column(self, spacing=SPACE_4)
        self._layout.addWidget(self.facts)
        self._layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    def insert(self, widget: QWidget) -> None:
        """Put something between facts and tabs."""
        self._layout.insertWidget(1, widget)

    def add_tab(self, label: str, make: Callable[[], QWidget]) -> None:
        """Add a tab, already translated; `make` is called once, when it is first shown."""
        box = QWidget()
        layout = column(box)
        layout.setContentsMargins(0, SPACE_2, 0, 0)
        number = self.tabs.count()
        self._makers[number] = make
        self.tabs.addTab(box, label)
        if number == self.tabs.currentIndex():
            self._on_tab(number)

    def _on_tab(self, number: int) -> None:
        make = self._makers.pop(number, None)
        page = self.tabs.widget(number)
        if make is not None and page is not None and (layout := page.layout()) is not None:
            layout.addWidget(make())
