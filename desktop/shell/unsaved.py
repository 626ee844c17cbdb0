"""What was typed when the program ended before it was saved: told at the next start, and opened where it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from resources.language import _, ngettext
from views.kit.drafts import KeptDraft
from views.kit.host import Level, Message, MessageAction

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_NAMED = 3


def tell_of_unsaved(window: MainWindow) -> None:
    """Name the pages with work that was not saved, and offer to open them; the one in front says so itself."""
    front = window.pages.history.current
    known = [draft for draft in window.host.drafts.all() if window.registry.find(draft.link.kind) is not None]
    drafts = [draft for draft in known if front is None or draft.link != front.link]
    if not drafts:
        return
    titles = ", ".join(draft.title for draft in drafts[:_NAMED]) + (" …" if len(drafts) > _NAMED else "")
    text = ngettext(
        "One page was not saved when Kontor ended: {titles}.",
        "{count} pages were not saved when Kontor ended: {titles}.",
        len(drafts),
    )
    action = MessageAction(_("Show"), partial(_open_all, window, drafts))
    window.show_message(
        Message(text.format(titles=titles, count=len(drafts)), Level.INFO, action, seconds=0, replaces="unsaved")
    )


def _open_all(window: MainWindow, drafts: Sequence[KeptDraft]) -> None:
    for draft in reversed(drafts):
        window.open_record(draft.link)
