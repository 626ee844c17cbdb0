"""Writing a file on screen: the kinds one may read, with their settings, and what a full disk says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.database.errors import KontorError
from models.database.rights import Permission
from tests.support.fake_host import FakeHost
from views.exchange.export_page import ExportPage, write_exported
from views.kit.form.lines import DateLine
from views.kit.host import Level, Link

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


def opened(qtbot: QtBot, host: FakeHost) -> ExportPage:
    page = ExportPage(host, Link("exchange.export"))
    qtbot.addWidget(page)
    return page


def test_what_is_chosen_is_written_with_its_settings(qtbot: QtBot, tmp_path: Path) -> None:
    host = FakeHost(answers={write_exported: "books.se"})
    page = opened(qtbot, host)
    page.kind.set_value("sie")
    page.settings.fields["type"].set_value("4I")
    page.settings.fields["year"].set_value(date(2025, 6, 30))
    page.settings.fields["checksum"].set_value("yes")
    page.write(str(tmp_path / "books.se"))
    said = {"type": "4I", "year": "2025-06-30", "checksum": "yes"}
    assert host.was_read[-1][1] == {"kind": "sie", "options": said, "path": tmp_path / "books.se"}
    assert "books.se" in host.told[-1].text


def test_tab_goes_from_the_kind_through_its_settings(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeHost())
    for kind in ("sie", "sru", "sie"):  # the fields are made anew with each kind
        page.kind.set_value(kind)
        page.kind.activated.emit(page.kind.currentIndex())
        before: QWidget = page.kind
        for field in page.settings.fields.values():
            assert before.nextInFocusChain() is field, kind
            before = field


def test_only_kinds_that_one_may_read_are_offered(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeHost(permissions=[Permission.CONTACTS_READ]))
    assert [page.kind.itemText(place) for place in range(page.kind.count())] == ["Customers and suppliers"]
    assert page.settings.fields == {}


def test_a_day_that_is_none_is_told_before_anything_is_written(qtbot: QtBot) -> None:
    host = FakeHost()
    page = opened(qtbot, host)
    year = page.settings.fields["year"]
    assert isinstance(year, DateLine)
    year.setText("2025-13-45")
    (write,) = page.actions_bound
    write.trigger()
    assert "This is not a date." in host.told[-1].text
    assert host.was_read == []


def test_a_disk_that_refuses_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    host = FakeHost(answers={write_exported: KontorError("export.file", file="a.se", detail="full")})
    opened(qtbot, host).write(str(tmp_path / "a.se"))
    assert host.told[-1].level is Level.ERROR
