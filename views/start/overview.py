"""The start page: a card of figures and charts for each area one works in, and the first steps of a new company."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from models.company.begun import read_begun
from models.database.errors import KontorError
from resources.language import _
from views.kit.host import Host, Job, Link
from views.kit.page import Page
from views.kit.places import Places
from views.kit.text import Card, clear, column, heading, note, row
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import ICON, SPACE_2, SPACE_3, SPACE_6
from views.start.areas import AREAS, Area
from views.start.charts import CHARTS
from views.start.drawn import DrawnChart
from views.start.figure import FigureTile
from views.start.first_steps import FirstStepsCard
from views.start.tours import DEEDS

_PAUSE = 400  # milliseconds; a batch of changes is read once
_TILE = 205  # pixels that a tile wants
_ABREAST = 4  # columns that every card has where there is room, so that they stand below each other
_CHART = 360  # pixels that a chart wants
_CHARTS_ABREAST = 2


class AreaCard(Card):
    """The figures and charts of one area; reads them itself, and again when something in the area changes."""

    def __init__(self, host: Host, area: Area) -> None:
        super().__init__()
        self._host, self.area = host, area
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._stale, self._across = False, 0
        self._icon = QLabel()
        self._problem = note("")
        self._problem.hide()
        self.tiles: list[FigureTile] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        mine = (chart for chart in CHARTS if chart.area == area.name and host.allows(chart.permission))
        self.charts = [DrawnChart(host, chart) for chart in mine]
        self._arrange()
        for subject in area.subjects:
            host.on_change(subject, self._on_changed, self)
        state().changed.connect(self._on_theme)
        self._on_theme()
        self.refresh()

    def refresh(self) -> None:
        """Read the figures and charts again."""
        self._stale = False
        for chart in self.charts:
            chart.refresh()
        if self._job is not None:
            self._job.cancel()
        self._job = self._host.read(self.area.read, {}, on_done=self._on_read, on_failed=self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many tiles side by side as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _arrange(self) -> None:
        layout = column(self, margin=SPACE_3, spacing=SPACE_2)
        head = row(spacing=SPACE_2)
        head.setContentsMargins(SPACE_3, 0, 0, 0)
        head.addWidget(self._icon)
        head.addWidget(heading(_(self.area.title)))
        head.addStretch()
        layout.addLayout(head)
        layout.addWidget(self._problem)
        layout.addLayout(self._grid)
        if self.charts:
            layout.addLayout(self._chart_places())
        layout.addStretch()

    def _chart_places(self) -> Places:
        charts = Places(most=_CHARTS_ABREAST, narrowest=_CHART)
        charts.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, 0)
        charts.setHorizontalSpacing(SPACE_6)
        charts.setVerticalSpacing(SPACE_3)
        charts.fill([(chart, 1) for chart in self.charts])
        return charts

    def _on_read(self, answer: object) -> None:
        self._problem.hide()
        figures = self.area.figures(answer)
        focused = next((place for place, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        clear(self._grid)
        self.tiles = [FigureTile(self._host, figure) for figure in figures]
        self._across = 0
        self._place()
        if focused is not None and focused < len(self.tiles):
            self.tiles[focused].setFocus()

    def _place(self) -> None:
        across = max(min((self.width() - 2 * SPACE_3) // scaled(_TILE), max(len(self.tiles), _ABREAST)), 1)
        if across == self._across or not self.tiles:
            return
        for number in range(max(across, self._across)):
            self._grid.setColumnStretch(number, int(number < across))
        self._across = across
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // across, place % across)

    def _on_failed(self, error: KontorError) -> None:
        self._problem.setText(self._host.explain(error))
        self._problem.show()

    def _on_changed(self, keys: frozenset[object]) -> None:
        del keys
        if self.isVisible():
            self._pause.start()
        else:
            self._stale = True

    def _on_theme(self) -> None:
        self._icon.setPixmap(pixmap(self.area.icon, "secondary", ICON, self.devicePixelRatioF()))
        self._place()


class OverviewPage(Page):
    """The cards of the areas whose figures the user may see."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Overview"), link=link)
        self.header.set_title(_("Overview"), host.company)
        self.steps = FirstStepsCard(host)
        self.cards = [AreaCard(host, area) for area in AREAS if host.allows(area.permission)]
        content = QWidget()
        layout = column(content, spacing=SPACE_3)
        layout.addWidget(self.steps)
        for card in self.cards:
            layout.addWidget(card)
        if not self.cards:
            layout.addWidget(
                note(_("Your roles have no figures of their own. The pages you may see stand to the left."))
            )
        layout.addStretch(1)  # more than the cards, which stay as high as what is on them
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        self.body.addWidget(area, 1)
        for subject in ("ledger.entry", "contacts.party", "finance.invoice"):
            host.on_change(subject, self._on_changed, self)

    def refresh(self) -> None:
        """Read every figure again."""
        for card in self.cards:
            card.refresh()
        self._read_steps()

    def _read_steps(self) -> None:
        self.host.read(read_begun, {"deeds": DEEDS}, on_done=self._on_steps, on_failed=self._on_no_steps)

    def _on_steps(self, begun: frozenset[str] | None) -> None:
        self.steps.show_begun(begun)

    def _on_no_steps(self, error: KontorError) -> None:
        """The hint is not worth a message."""
        del error

    def _on_changed(self, keys: frozenset[object]) -> None:
        del keys
        if self.isVisible() and self.steps.unfinished:
            self._read_steps()

    def showEvent(self, event: QShowEvent) -> None:
        """See what was done meanwhile."""
        super().showEvent(event)
        self.steps.follow()
        if self.steps.unfinished:
            self._read_steps()
