"""Taking a file in on screen: nothing is stored before it is seen, errors keep it out, what came of it opens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from models.database.errors import Invalid
from models.database.rights import Permission
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport
from models.exchange.looking import FileLook, look_at_file, take_file_in
from tests.support.fake_host import FakeHost
from views.exchange import PAGES
from views.exchange.import_page import ImportPage
from views.exchange.settings import FileSettings
from views.kit.form.lines import ChoiceBox, DateLine
from views.kit.host import Level, Link

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

FILE = Path("customers.csv")
LOOK = FileLook(FILE, "parties", ("Firma", "Namn"), {"name": "Namn"})
COUNTS = {"new": 2, "changed": 0, "unchanged": 1}


def taken(*findings: Finding) -> object:
    def answer(*, dry_run: bool, **_arguments: object) -> ImportReport:
        report = ImportReport(done=not dry_run, findings=findings, counts=COUNTS)
        return ImportReport(done=False, findings=findings) if report.refused else report

    return answer


def opened(qtbot: QtBot, host: FakeHost) -> ImportPage:
    page = ImportPage(host, Link("exchange.import", arguments={"path": str(FILE)}))
    qtbot.addWidget(page)
    return page


def take_in(page: ImportPage) -> QAction:
    return next(action for action in page.actions_bound if action.declared.id == "exchange.take_in")


def asked(host: FakeHost) -> list[Mapping[str, object]]:
    return [arguments for _operation, arguments in host.ran]


def test_a_file_is_tried_before_it_is_taken_in_and_its_result_opens(qtbot: QtBot) -> None:
    host = FakeHost(answers={look_at_file: LOOK, take_file_in: taken()}, hold=True)
    page = opened(qtbot, host)
    host.answer_all()
    assert [arguments["dry_run"] for arguments in asked(host)] == [True]
    take_in(page).trigger()
    host.answer_all()
    assert [arguments["dry_run"] for arguments in asked(host)] == [True, False]
    assert not take_in(page).isEnabled()
    message = host.told[-1]
    assert (message.level, "New: 2" in message.text) == (Level.SUCCESS, True)
    assert message.action is not None
    message.action.callback()
    assert host.opened == [Link("contacts.customers")]


def test_errors_stand_first_with_their_lines_and_keep_the_file_out(qtbot: QtBot) -> None:
    findings = (Finding(Severity.INFORMATION, "list.heading_left_out", 1), Finding(Severity.ERROR, "list.missing", 7))
    host = FakeHost(answers={look_at_file: LOOK, take_file_in: taken(*findings)}, hold=True)
    page = opened(qtbot, host)
    host.answer_all()
    assert [row.values[:2] for row in page.findings.rows] == [("Error", 7), ("Information", 1)]
    assert not take_in(page).isEnabled()
    assert "Errors" in take_in(page).toolTip()


def test_another_heading_or_role_tries_the_file_anew(qtbot: QtBot) -> None:
    host = FakeHost(answers={look_at_file: LOOK, take_file_in: taken()})
    page = opened(qtbot, host)
    page.mapping.boxes["name"].set_value("Firma")
    page.mapping.boxes["name"].activated.emit(1)
    page.settings.fields["role"].set_value("supplier")
    page.settings.fields["role"].edited.emit()
    options = [arguments["options"] for arguments in asked(host)]
    assert [option["map"]["name"] for option in options] == ["Namn", "Firma", "Firma"]  # type: ignore[index]  # options of a list
    assert options[2]["role"] == "supplier"  # type: ignore[index]  # as above


def test_an_answer_about_a_mapping_that_is_no_longer_wanted_is_dropped(qtbot: QtBot) -> None:
    host = FakeHost(answers={look_at_file: LOOK, take_file_in: taken()}, hold=True)
    page = opened(qtbot, host)
    host.waiting.pop(0).answer()
    first = host.waiting[0]
    page.mapping.changed.emit()
    assert first.cancelled
    assert not take_in(page).isEnabled()
    host.answer_all()
    assert take_in(page).isEnabled()


def test_a_file_that_nobody_can_read_says_why_and_offers_another(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeHost(answers={look_at_file: Invalid("exchange.empty")}))
    assert page.start.isVisibleTo(page)
    assert not take_in(page).isEnabled()


def test_each_kind_of_file_is_there_only_with_its_right(qtbot: QtBot) -> None:
    page = ImportPage(FakeHost(permissions=[Permission.WAREHOUSE_ITEMS]), Link("exchange.import"))
    qtbot.addWidget(page)
    assert list(page.kinds) == ["items"]
    spec = next(spec for spec in PAGES if spec.kind == "exchange.import")
    assert spec.open_to({Permission.WAREHOUSE_ITEMS}.__contains__)
    assert not spec.open_to({Permission.WAREHOUSE_READ}.__contains__)


def test_a_day_that_is_none_is_refused_with_the_file_and_not_left_out(qtbot: QtBot) -> None:
    settings = FileSettings(FakeHost(), ChoiceBox(()))
    qtbot.addWidget(settings)
    settings.set_options({"on": "Day of the balances"})
    day = settings.fields["on"]
    assert isinstance(day, DateLine)
    day.setText("2026-13-45")
    assert settings.values == {"on": "2026-13-45"}
    day.setText("2026-12-31")
    assert settings.values == {"on": "2026-12-31"}
