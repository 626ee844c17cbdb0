"""The keyboard map: every key of the window, the page one comes from and the parts of pages; where keys are changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QKeyCombination
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.shell.key_line import KeyLine, named
from desktop.shell.key_map import PAGE_KEYS, MapGroup, MapLine
from desktop.shell.key_printing import key_map_document
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.host import Answer, AnswerRole, Host, Level, Message, Question
from views.kit.key_rules import refusal
from views.kit.keys import WINDOW, KeyedCommand, keys, native, written
from views.kit.page import Page
from views.kit.search import SearchLine
from views.kit.text import Card, column, grid, heading, note, row
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_TAKE, _LEAVE = "take", "leave"


class KeyboardPage(Page):
    """All keys side by side in cards; the search line leaves those with all its words."""

    def __init__(self, host: Host, groups: Sequence[MapGroup]) -> None:
        super().__init__(host, _("Keyboard"))
        self._groups = tuple(groups)
        self._beside = frozenset(line.command.id for group in groups for line in group.lines if line.command)
        self._wanted: tuple[KeyedCommand, str, tuple[KeyedCommand, ...]] | None = None
        self.search = SearchLine()
        self.search.textChanged.connect(self._on_typed)
        self.body.addWidget(note(_("Press the keys of a command to choose others.")))
        self.body.addWidget(self.search)
        self.cards: list[_KeyCard] = []
        self.body.addWidget(self._make_cards(), 1)
        self._nothing = note(_("No key does that."))
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        self.setFocusProxy(self.search)
        self.set_actions(
            (
                Action("keyboard.reset", N_("Reset all"), self._reset_all, enabled=_nothing_chosen, icon="undo"),
                Action("keyboard.print", N_("Print…"), self._print, icon="print"),
            )
        )
        keys().changed.connect(self.refresh_actions)

    @property
    def shown(self) -> tuple[str, ...]:
        """What the keys that can be read do, card by card."""
        return tuple(act for card in self.cards for act in card.shown)

    def line_of(self, act: str) -> KeyLine:
        """The line of an act; LookupError where there is none."""
        return next(line for card in self.cards for line in card.lines if line.line.act == act)

    def _make_cards(self) -> QScrollArea:
        content = QWidget()
        across = row(content, spacing=SPACE_4)
        across.setContentsMargins(0, 0, SPACE_2, SPACE_2)
        sides = (column(spacing=SPACE_4), column(spacing=SPACE_4))
        heights = [0, 0]
        for group in self._groups:
            side = heights.index(min(heights))
            heights[side] += len(group.lines) + 2
            card = _KeyCard(group)
            self.cards.append(card)
            sides[side].addWidget(card)
            for line in card.lines:
                line.asked.connect(partial(self._on_pressed, line.line))
                line.reset_asked.connect(partial(self._on_reset, line.line))
        for layout in sides:
            layout.addStretch()
            across.addLayout(layout, 1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        return area

    def _on_typed(self, text: str) -> None:
        for card in self.cards:
            card.narrow(text)
        self._nothing.setVisible(not self.shown)

    def _on_pressed(self, line: MapLine, pressed: QKeyCombination | None) -> None:
        command = line.command
        if command is None:
            return
        wanted = named(pressed) if pressed is not None else ""
        reason = refusal(pressed) if pressed is not None and wanted != written(command.declared) else None
        if reason is not None:
            text = _("{keys} cannot be chosen. {reason}").format(keys=native(wanted), reason=reason)
            self.strip.show_message(Message(text, Level.WARNING, seconds=10, replaces="keys"))
            return
        holders = _holders(command, wanted, self._beside) if wanted else ()
        if holders:
            self._ask(line.act, command, wanted, holders)
        else:
            self._choose(line.act, command, wanted, ())

    def _ask(self, act: str, command: KeyedCommand, wanted: str, holders: tuple[KeyedCommand, ...]) -> None:
        self._wanted = command, wanted, holders
        others = ", ".join(sorted({_title(holder) for holder in holders}))
        self.host.ask(
            Question(
                _("{keys} is taken").format(keys=native(wanted)),
                _("These keys do: {commands}. Take them over for {command}?").format(commands=others, command=act),
                (Answer(_LEAVE, _("Leave them")), Answer(_TAKE, _("Take over"), AnswerRole.PRIMARY)),
                escape=_LEAVE,
            ),
            on_answer=partial(self._on_answer, act),
        )

    def _on_answer(self, act: str, answer: str) -> None:
        wanted, self._wanted = self._wanted, None
        if answer == _TAKE and wanted is not None:
            self._choose(act, *wanted)

    def _choose(self, act: str, command: KeyedCommand, wanted: str, holders: tuple[KeyedCommand, ...]) -> None:
        keys().choose(command, wanted, tuple(holder for holder in holders if holder.id))
        words = _("{command} is {keys} from now on.") if wanted else _("{command} has no keys any more.")
        text = words.format(command=act, keys=native(wanted))
        self.strip.show_message(Message(text, Level.SUCCESS, replaces="keys"))

    def _on_reset(self, line: MapLine) -> None:
        if line.command is not None:
            keys().reset(line.command.id)

    def _reset_all(self, context: ActionContext) -> None:
        del context
        keys().reset_all()
        self.strip.show_message(Message(_("All keys are as they were at first."), Level.SUCCESS, replaces="keys"))

    def _print(self, context: ActionContext) -> None:
        context.host.preview(key_map_document(self._groups))


class _KeyCard(Card):
    def __init__(self, group: MapGroup) -> None:
        super().__init__()
        self._title = group.title
        layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(group.title))
        lines = grid(across=SPACE_3, down=SPACE_2)
        self.lines = [KeyLine(line, lines, number, self) for number, line in enumerate(group.lines)]
        lines.setColumnStretch(1, 1)
        layout.addLayout(lines)

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it."""
        return tuple(line.line.act for line in self.lines if line.is_shown)

    def narrow(self, text: str) -> None:
        """Leave the lines that have all words of `text`."""
        for line in self.lines:
            line.narrow(text.casefold().split(), self._title)
        self.setVisible(bool(self.shown))


def _holders(command: KeyedCommand, wanted: str, beside: frozenset[str]) -> tuple[KeyedCommand, ...]:
    """Who has the keys, among pages that were not opened yet as well: those stand there without an id."""
    found = keys().holders(command.id, wanted, beside)
    declared = {written(pressed): title for pressed, title in PAGE_KEYS.items()}
    if command.id.startswith(WINDOW) and wanted in declared and not found:
        return (KeyedCommand("", declared[wanted], wanted),)
    return found


def _title(command: KeyedCommand) -> str:
    return command.title if command.id.startswith(WINDOW) else _(command.title)


def _nothing_chosen(context: ActionContext) -> str | None:
    del context
    return None if keys().chosen else _("All keys are as they were at first.")
