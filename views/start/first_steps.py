"""The first steps on the start page: what is left to do for who works with this, until all is done or put away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.host import Host
from views.kit.places import Places
from views.kit.text import Card, Label, LinkButton, column, heading, note, row
from views.kit.theme.icons import pixmap
from views.kit.theme.state import state
from views.kit.theme.tokens import ICON, SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from views.start.pointing import point
from views.start.progress import Progress
from views.start.tours import TOURS, Step, Tour

_NARROWEST = 300  # pixels at 100 %, of a step
_ABREAST = 3


class StepBox(QWidget):
    """A step: ticked when it is done, with its button while it is not."""

    skipped = Signal(str)

    def __init__(self, host: Host, step: Step) -> None:
        super().__init__()
        self._host, self.step = host, step
        self.is_done = False
        self._mark = QLabel()
        self._title = Label(_(step.title), strong=True, wrap=True)
        self._about = note(_(step.about))
        self.button, self.skip = QPushButton(_(step.act)), LinkButton(_("Skip"))
        self.skip.setAccessibleName(_("Skip: {step}").format(step=_(step.title)))
        self.button.clicked.connect(self._go)
        self.skip.clicked.connect(partial(self.skipped.emit, step.name))
        across, words, line = row(self, spacing=SPACE_2), column(spacing=SPACE_1), row(spacing=SPACE_2)
        marked = column(spacing=0)
        marked.addWidget(self._mark)
        marked.addStretch()
        across.addLayout(marked)
        across.addLayout(words, 1)
        words.addWidget(self._title)
        words.addWidget(self._about)
        line.addWidget(self.button)
        line.addWidget(self.skip)
        line.addStretch()
        words.addLayout(line)
        words.addStretch()
        state().changed.connect(self._draw)
        self._draw()

    def show_done(self, *, is_done: bool) -> None:
        """Tick it, or not."""
        self.is_done = is_done
        self._title.set_ink("secondary" if is_done else "text")
        for part in (self._about, self.button, self.skip):
            part.setVisible(not is_done)
        self.setAccessibleName(_("{step}: done").format(step=_(self.step.title)) if is_done else _(self.step.title))
        self._draw()

    def _draw(self) -> None:
        name, ink = ("success", "good") if self.is_done else ("right", "disabled")
        self._mark.setPixmap(pixmap(name, ink, ICON, self.devicePixelRatioF()))

    def _go(self) -> None:
        window = self.window()
        if self.step.link is not None:
            self._host.open(self.step.link)
        point(self.step, window)


class FirstStepsCard(Card):
    """The steps of one tour that its user may go; hidden when all are done, skipped or put away."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self.progress = host, Progress(host.preferences)
        self.tours = {tour.name: tour for tour in TOURS if tour.open_to(host.allows)}
        self.boxes: list[StepBox] = []
        self._known = False  # what is done, from the database
        self._tour = ""
        self._title, self._count = heading(_("Begin here")), note("", wrap=False)
        self.more = tool_button("more", _("First steps"))
        self.more.clicked.connect(self._on_more)
        self.away = tool_button("close", _("Put the first steps away"))
        self.away.clicked.connect(self._on_away)
        self._layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        line = row(spacing=SPACE_3)
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addStretch()
        line.addWidget(self.more)
        line.addWidget(self.away)
        self._layout.addLayout(line)
        self._steps: QWidget | None = None
        self.hide()

    @property
    def unfinished(self) -> bool:
        """Whether there is anything left that the database may say is done."""
        return not self.progress.hidden and bool(self._left())

    @property
    def tour(self) -> Tour | None:
        """The tour that is chosen, or the first that fits; None where none does."""
        fitting = tuple(self.tours.values())
        return self.tours.get(self.progress.tour) or (fitting[0] if fitting else None)

    def show_begun(self, begun: frozenset[str] | None) -> None:
        """Show what is done and what is not; nothing to a terminal, for which None comes."""
        self._known = begun is not None
        self.progress.note(begun or ())
        self.follow()

    def follow(self) -> None:
        """Show what is left now: the window may have noticed something, and Help brings all back."""
        tour = self.tour
        if tour is None or not self._known:
            self.hide()
            return
        if tour.name != self._tour:
            self._make(tour)
        skipped, done = self.progress.skipped, self.progress.done
        for box in self.boxes:
            box.show_done(is_done=box.step.name in done)
            box.setVisible(box.step.name not in skipped)
        shown = [box for box in self.boxes if not box.isHidden()]
        self._places.fill([(box, 1) for box in sorted(shown, key=lambda box: box.is_done)])  # what is left comes first
        ticked = sum(box.is_done for box in self.boxes)
        several = len(self.tours) > 1
        self._title.setText(_("Begin here: {work}").format(work=_(tour.title)) if several else _("Begin here"))
        self.more.setVisible(several)
        self._count.setText(_("{done} of {all} done").format(done=ticked, all=len(self.boxes)))
        self.setVisible(self.unfinished)

    def _left(self) -> list[Step]:
        tour, gone = self.tour, self.progress.done | self.progress.skipped
        return [step for step in tour.open_to(self._host.allows) if step.name not in gone] if tour is not None else []

    def _make(self, tour: Tour) -> None:
        if self._steps is not None:
            self._steps.hide()
            self._steps.deleteLater()
        self._tour, self._steps = tour.name, QWidget()
        self._places = Places(self._steps, most=_ABREAST, narrowest=_NARROWEST)
        self._places.setHorizontalSpacing(SPACE_6)
        self._places.setVerticalSpacing(SPACE_4)
        self.boxes = [StepBox(self._host, step) for step in tour.open_to(self._host.allows)]
        for box in self.boxes:
            box.setParent(self._steps)  # shown without one it would be a window, and take the keyboard
            box.skipped.connect(self._on_skipped)
        self._layout.addWidget(self._steps)

    def _on_skipped(self, name: str) -> None:
        self.progress.skip(name)
        self.follow()

    def _on_away(self) -> None:
        self.progress.hide()
        self.follow()

    def _on_more(self) -> None:
        """Other tours that fit; all of it can be put away here as well."""
        menu = QMenu(self)
        for tour in self.tours.values():
            act = menu.addAction(_(tour.title), partial(self._choose, tour.name))
            act.setCheckable(True)
            act.setChecked(tour is self.tour)
        menu.addSeparator()
        menu.addAction(_("Put the first steps away"), self._on_away)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose(self, name: str) -> None:
        self.progress.choose(name)
        self.follow()
