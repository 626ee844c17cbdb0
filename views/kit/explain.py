"""A figure explains itself: what it is, of which day and selection, and the rows that it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from resources.language import _
from views.kit.host import Answer, AnswerRole, Host, Link, Question
from views.kit.text import Label
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1

KEY = "Alt+Return"
_CLOSE, _ROWS = "close", "rows"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said of a figure, all of it translated; `link` opens the rows behind it."""

    label: str
    value: str
    definition: str
    link: Link | None = None


class Mark(Label):
    """A question mark as small as the label beside it, for the mouse."""

    clicked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("?", ink="secondary", size=SIZE_NOTE)
        self.setToolTip(_("What is this?"))
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContentsMargins(SPACE_1, 0, SPACE_1, 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Explainer(QObject):
    """Says what the figure shown by `widget` is: by Alt+Enter on it, its context menu, and the button of `mark`."""

    def __init__(self, host: Host, widget: QWidget, explanation: Explanation) -> None:
        super().__init__(widget)
        self._host, self._explanation = host, explanation
        act = QAction(_("What is this?"), widget)
        act.setShortcut(QKeySequence(KEY))
        act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        act.triggered.connect(self.explain)
        widget.addAction(act)
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        widget.setAccessibleDescription(explanation.definition)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus != Qt.FocusPolicy.TabFocus:
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mark(self) -> Mark:
        """A small question mark to stand beside the label; the keyboard asks on the figure itself."""
        made = Mark(_("What is {figure}?").format(figure=self._explanation.label))
        made.clicked.connect(self.explain)
        return made

    def explain(self) -> None:
        """Show definition, day and selection, and offer the rows."""
        explain(self._host, self._explanation, self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if asks_for_rows(answer) and self._explanation.link is not None:
            self._host.open(self._explanation.link)


def explain(host: Host, told: Explanation, on_answer: Callable[[str], None]) -> None:
    """Say what a figure is, of which day and selection; `on_answer` is a method of who shows it."""
    rows = (Answer(_ROWS, _("Show the rows"), AnswerRole.PRIMARY),) if told.link is not None else ()
    title = _("{figure}: {value}").format(figure=told.label, value=told.value)
    answers = (Answer(_CLOSE, _("Close")), *rows)
    host.ask(
        Question(title, told.definition, answers, escape=_CLOSE, details=_selection(host, told.link)),
        on_answer=on_answer,
    )


def asks_for_rows(answer: str) -> bool:
    """Whether that is the answer to an explanation."""
    return answer == _ROWS


def _selection(host: Host, link: Link | None) -> str:
    lines = [_("As of {date}, for {company}.").format(date=host.today.isoformat(), company=host.company)]
    if link is not None and link.arguments.get("label"):
        lines.append(_("Only: {selection}.").format(selection=link.arguments["label"]))
    return "\n".join(lines)
