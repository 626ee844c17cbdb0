"""Two people with the same record open: each sees under its title that the other is there, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.desk import open_desktop
from desktop.settings import Settings
from tests.support.office import Office
from tests.support.trade import furnish
from views.kit.host import Link
from views.kit.presence import PresenceLine

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.shell.window import MainWindow


def said(window: MainWindow) -> list[str]:
    """What stands under the title of the page in front."""
    page = window.pages.page
    assert page is not None
    return [line.line.text() for line in page.findChildren(PresenceLine) if not line.line.isHidden()]


def test_who_has_a_record_open_is_told_on_the_page_of_another(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    link = Link("contacts.party", furnish(office).customer)
    windows = [open_desktop(office.session(role), settings=Settings(tmp_path)) for role in ("seller", "sales_manager")]
    for window in windows:
        window.open_link(link)
    qtbot.waitUntil(lambda: said(windows[1])[:1] != [])
    assert said(windows[1])[0].startswith("In use by Seller since ")
    qtbot.waitUntil(lambda: said(windows[0])[:1] != [])
    windows[1].open_link(Link("contacts.customers"))
    qtbot.waitUntil(lambda: said(windows[0]) == [])
    for window in windows:
        window.end()
        window.runner.wait_until_ended()
        window.deleteLater()
