"""What a window shows first: the page tabs that were open when the program ended, however it ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.shell.history import History, Visit
from desktop.shell.kept_tabs import KeptTab
from resources.language import _
from views.kit.host import Level, Message, MessageAction

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_SECONDS = 20  # that it is told what has come back


def come_back(window: MainWindow, *, was_cut_off: bool) -> bool:
    """Open again what was open, only the page in front at once; whether there was anything."""
    tabs, front = window.kept.read()
    made = [(number, history) for number, tab in enumerate(tabs) if (history := history_of(window, tab)).visits]
    if not made:
        return False
    place = next((place for place, (number, _history) in enumerate(made) if number >= front), len(made) - 1)
    if not window.attempt(partial(window.pages.take, [history for _number, history in made], place)):
        window.pages.take([History()], 0)
        return False
    if was_cut_off:
        text = _("Kontor ended unexpectedly. What was open then is open again.")
        afresh = MessageAction(_("Start afresh"), partial(window.leave, partial(start_afresh, window)))
        window.show_message(Message(text, Level.INFO, afresh, seconds=_SECONDS, replaces="cut off"))
    return True


def start_afresh(window: MainWindow) -> None:
    """Close everything, and show the first page of the navigation."""
    window.pages.take([History()], 0)
    window.show_first_of_navigation()


def history_of(window: MainWindow, tab: KeptTab) -> History:
    """The visits of a kept page tab, without those that are closed to the user; none of them made yet."""
    visits: list[Visit] = []
    for step in tab:
        spec = window.registry.find(step.link.kind)
        if spec is not None and spec.open_to(window.host.allows):
            parent = visits[-1] if visits else None
            make = partial(spec.make, window.host, step.link)
            visits.append(Visit(make, spec, step.link, parent, step.title, place=step.place))
    return History(visits)
