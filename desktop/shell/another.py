"""Making another record of the kind in front: the next invoice once one is posted, without a way through a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.language import _
from views.kit.host import Link, Message

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


def make_another(window: MainWindow) -> bool:
    """Open an empty page for a record like the one in front; False where nothing of the kind can be made."""
    page, visit = window.pages.page, window.pages.history.current
    if page is None or visit is None or visit.spec is None:
        return False
    link = page.another or Link(visit.spec.kind)
    if link.kind not in {spec.kind for spec in window.registry.creatable(window.host.allows)}:
        return False
    if page.leaving_loses() is not None:
        window.show_message(Message(_("Save this one first."), replaces="another"))
        return True
    window.open_record(link)
    return True
