"""Where the first steps point: parts of the window that are found when they are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from resources.language import _
from views.kit.action import ActionButton
from views.kit.coach import Find, Mark, point_at
from views.kit.list.table import RowTable
from views.kit.list.toolbar import ListToolbar
from views.start.figure import FigureTile
from views.start.tours import Step

#: The name of the button in the bar of the window that searches everything.
SEARCH = "search_everything"


def point(step: Step, window: QWidget) -> None:
    """Point at what a step is about, where it has anything to point at, as soon as it is there."""
    if step.at:
        point_at(window, [Mark(_PARTS[step.at], _(step.title), _(step.hint))])


def _everything(window: QWidget) -> QWidget | None:
    return _first([window.findChild(QWidget, SEARCH)])


def _list_search(window: QWidget) -> QWidget | None:
    return _first(bar.search for bar in window.findChildren(ListToolbar))


def _rows(window: QWidget) -> QWidget | None:
    return _first(window.findChildren(RowTable))


def _figure(window: QWidget) -> QWidget | None:
    return _first(window.findChildren(FigureTile))


def _act(window: QWidget) -> QWidget | None:
    """What the page is mostly for: its filled button, or the last one beside its title."""
    buttons = [button for button in window.findChildren(ActionButton) if button.isVisible()]
    return next((button for button in buttons if button.is_primary), buttons[-1] if buttons else None)


def _first(found: Iterable[QWidget | None]) -> QWidget | None:
    return next((each for each in found if each is not None and each.isVisible()), None)


_PARTS: Mapping[str, Find] = {
    "everything": _everything,
    "list": _list_search,
    "rows": _rows,
    "figure": _figure,
    "act": _act,
}
