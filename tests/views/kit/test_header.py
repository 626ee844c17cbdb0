"""The head of a page: its status words are seen beside the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.fake_host import FakeHost
from views.kit.header import Crumb, CrumbButton, PageHeader
from views.kit.host import Link
from views.kit.text import Chip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_status_words_are_laid_out_beside_the_title(qtbot: QtBot) -> None:
    header = PageHeader(FakeHost(), "Order 12")
    qtbot.addWidget(header)
    header.resize(600, 60)
    header.show()
    header.set_chips(["confirmed"])
    (chip,) = header.findChildren(Chip)
    qtbot.waitUntil(lambda: chip.isVisible() and chip.geometry().height() == chip.sizeHint().height())
    assert chip.geometry().left() > 0


def test_an_ampersand_in_a_name_is_no_mnemonic(qtbot: QtBot) -> None:
    header = PageHeader(FakeHost(), "Invoice 12")
    qtbot.addWidget(header)
    header.set_crumbs([Crumb("Svea Beslag & Skruv AB", Link("contacts.supplier", 6))])
    (crumb,) = header.findChildren(CrumbButton)
    assert crumb.text() == "Svea Beslag & Skruv AB"
    assert crumb.shortcut().isEmpty()
