"""The main window: what a role sees, how one goes about in it, the palette, the look, and what is never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar
from pytestqt.qtbot import QtBot

from desktop.settings import DENSITY, LANGUAGE, LAST_PAGE, SIDEBAR, THEME, Settings
from desktop.shell.commands import CommandAction
from desktop.shell.keyboard import KeyboardPage
from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from tests.support.desk import NotePage, sample_registry
from tests.support.office import Office
from views.kit.host import Link
from views.kit.page import ListPage
from views.kit.question import QuestionDialog
from views.kit.theme.state import state

OpenWindow = Callable[[str], MainWindow]


def note(window: MainWindow) -> NotePage:
    page = window.pages.page
    assert isinstance(page, NotePage)
    return page


def rows(window: MainWindow) -> list[object]:
    page = window.pages.page
    assert isinstance(page, ListPage)
    return [page.list.model.row(number)["name"] for number in range(page.list.model.filled)]


def titles(window: MainWindow) -> list[str]:
    bar = window.findChild(QMenuBar)
    assert bar is not None
    return [action.text() for action in bar.actions()]


def trail(window: MainWindow) -> list[str]:
    current = window.pages.history.current
    assert current is not None
    return [step.title for step in current.trail] + [current.title]


def question(window: MainWindow) -> QuestionDialog:
    found = [dialog for dialog in window.findChildren(QuestionDialog) if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_tab_without_a_right_is_absent(open_window: OpenWindow) -> None:
    assert open_window("accountant").sidebar.shown == ("Finance", "Accounts", "Vouchers", "Sales")
    assert open_window("seller").sidebar.shown == ("Sales",)


def test_a_page_without_a_right_is_refused_kindly(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("finance.accounts"))
    window.open_link(Link("moon.phases"))

    assert window.pages.page is not None
    assert [message.text for message in window.pages.page.strip.messages] == [
        "Your roles do not open this page. Ask an administrator.",
        "There is no page for this here.",
    ]
    assert trail(window) == ["Customers"]


def test_going_deeper_leaves_a_trail_and_back_returns_the_way_one_came(open_window: OpenWindow) -> None:
    window = open_window("seller")
    first = window.pages.page
    window.open_link(Link("sales.note", 1))
    window.open_link(Link("sales.note", 2))
    assert trail(window) == ["Customers", "Note 1", "Note 2"]

    window.acts.go_back()
    window.acts.go_back()
    assert window.pages.page is first
    assert not window.acts.can_go_back()
    window.acts.go_forward()
    assert trail(window) == ["Customers", "Note 1"]
    window.open_link(Link("sales.customers"))
    assert window.pages.page is not None
    assert trail(window) == ["Customers"]


def test_a_step_of_the_trail_returns_to_the_page_itself(open_window: OpenWindow) -> None:
    window = open_window("seller")
    for number in (1, 2, 3):
        window.open_link(Link("sales.note", number))
    window.acts.go_back()
    window.acts.go_back()
    one = note(window)
    window.acts.go_forward()
    window.acts.go_forward()
    window.host.open(Link("sales.note", 1))

    assert window.pages.page is one
    assert window.acts.can_go_forward()


def test_a_page_of_the_navigation_is_found_as_it_was_left(open_window: OpenWindow) -> None:
    window = open_window("accountant")
    accounts = window.pages.page
    window.sidebar.choose_tab("sales")
    assert list(window.sidebar.shown) == ["Finance", "Sales"]
    window.sidebar.choose_tab("finance")

    assert window.pages.page is accounts
    assert list(window.sidebar.shown) == ["Finance", "Accounts", "Vouchers", "Sales"]


def test_only_so_many_pages_stay_alive_and_the_rest_are_made_again(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 0))
    note(window).unsaved = True
    for number in range(1, 40):
        window.open_link(Link("sales.note", number))
    alive = [visit.title for visit in window.pages.history.visits if visit.page is not None]

    assert len(alive) == 8
    assert alive[0] == "Note 0"
    window.pages.go(-39)
    assert note(window).unsaved
    window.pages.go(1)
    assert note(window).title == "Note 1"


def test_unsaved_work_is_asked_about_before_the_window_closes(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    note(window).unsaved = True
    window.close()
    assert window.isVisible()
    dialog = question(window)
    dialog.reject()
    assert window.isVisible()

    window.close()
    with qtbot.waitSignal(window.closed):
        question(window)._on_chosen("leave")
    assert not window.isVisible()


def test_unsaved_work_ahead_is_asked_about_before_another_page_takes_its_place(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    note(window).unsaved = True
    window.acts.go_back()
    window.open_link(Link("sales.note", 2))
    assert trail(window) == ["Customers"]

    question(window)._on_chosen("leave")
    assert trail(window) == ["Customers", "Note 2"]


def test_signing_out_asks_too_and_then_says_so(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    note(window).unsaved = True
    window.acts.sign_out()
    with qtbot.waitSignal(window.signed_out):
        question(window)._on_chosen("leave")
    window.close()

    assert not window.isVisible()


def test_a_page_that_cannot_be_made_leaves_the_user_where_they_are(
    open_window: OpenWindow, logged: pytest.LogCaptureFixture
) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.broken"))

    assert trail(window) == ["Customers"]
    assert "noted in the log as" in "".join(
        label.text() for label in question(window).findChildren(type(window.status._working))
    )
    assert "ZeroDivisionError" in logged.text


def test_the_palette_offers_pages_new_records_acts_and_commands(open_window: OpenWindow) -> None:
    window = open_window("accountant")
    window.open_link(Link("sales.note", 1))
    window.acts.open_palette()
    offered = [entry.title for entry in window.finder.palette._entries]

    assert offered[:5] == ["Shout", "Accounts", "Vouchers", "Customers", "New: Note"]
    assert "Theme: Dark" in offered
    assert "Sign out" in offered
    assert len(offered) == len(set(offered))


def test_the_palette_finds_records_and_opens_them(open_window: OpenWindow, office: Office, qtbot: QtBot) -> None:
    office.session("seller").run(save_party, draft=PartyDraft(name="Åkessons Åkeri AB", is_customer=True))
    window = open_window("seller")
    window.acts.open_palette()
    palette = window.finder.palette
    QTest.keyClicks(palette.line, "keri")
    qtbot.waitUntil(lambda: palette.rows.count() == 1)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)

    assert palette.isHidden()
    assert trail(window)[0].startswith("Note ")


def test_ctrl_k_opens_the_palette_from_inside_a_field(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    page = window.pages.page
    assert isinstance(page, ListPage)
    window.activateWindow()
    page.list.toolbar.search.setFocus()
    qtbot.waitUntil(page.list.toolbar.search.hasFocus)
    QTest.keyClick(page.list.toolbar.search, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert window.finder.palette.isVisible()


def test_no_shortcut_of_the_window_is_given_twice(open_window: OpenWindow) -> None:
    window = open_window("accountant")
    keys = [action.shortcut().toString() for action in window.actions() if isinstance(action, CommandAction)]
    used = [key for key in keys if key]

    assert len(used) == len(set(used))
    assert {"Ctrl+K", "Alt+Left", "Ctrl+P", "F1", "Ctrl+1"} <= set(used)


def test_f5_fetches_the_page_anew(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    QTest.keyClick(window, Qt.Key.Key_F5)

    assert note(window).refreshed == 1


def test_ctrl_n_makes_another_record_like_the_one_in_front(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert note(window).title == "Note None"

    note(window).unsaved = True
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert [message.text for message in note(window).strip.messages] == ["Save this one first."]


def test_the_language_changes_while_the_program_runs(open_window: OpenWindow, settings: Settings) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.acts.choose_look(LANGUAGE, "sv")
    swedish = titles(window)
    window.acts.choose_look(LANGUAGE, "en")

    assert len(swedish) == 6
    assert titles(window) == ["&File", "&Edit", "&View", "&Go", "&Window", "&Help"]
    assert trail(window) == ["Customers", "Note 1"]
    assert settings.get(LANGUAGE) == "en"
    window.acts.go_back()
    assert trail(window) == ["Customers"]


def test_theme_and_density_change_while_the_program_runs(open_window: OpenWindow, qapp: QApplication) -> None:
    window = open_window("seller")
    window.acts.choose_look(THEME, "dark")
    window.acts.choose_look(DENSITY, "comfortable")
    dark = (state().tokens.name, state().density, qapp.palette().window().color().name())
    window.acts.choose_look(THEME, "light")
    window.acts.choose_look(DENSITY, "compact")

    assert dark == ("dark", "comfortable", "#16191d")
    assert qapp.palette().window().color().name() == "#f5f6f8"


def test_navigation_and_last_page_are_remembered(open_window: OpenWindow, settings: Settings) -> None:
    window = open_window("accountant")
    window.acts.toggle_sidebar()
    window.sidebar.choose_tab("sales")
    assert window.side.isHidden()
    window.end()

    again = open_window("accountant")
    assert settings.get(SIDEBAR) is False
    assert again.host.preferences.read(LAST_PAGE.key) == "sales.customers"
    assert trail(again) == ["Customers"]


def test_the_day_is_that_of_the_company(open_window: OpenWindow, office: Office, qtbot: QtBot) -> None:
    office.owner().execute("UPDATE company.company SET time_zone = 'Pacific/Kiritimati'")
    far = office.owner().execute("SELECT (clock_timestamp() AT TIME ZONE 'Pacific/Kiritimati')::date").fetchone()
    window = open_window("seller")

    qtbot.waitUntil(lambda: (window.host.today,) == far)


def test_the_keyboard_map_knows_the_keys_of_the_page_one_comes_from(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.acts.show_keyboard()
    page = window.pages.page
    assert isinstance(page, KeyboardPage)

    assert {"Shout", "Search in the list"} <= set(page.shown)
    buttons = [page.line_of(act).button for act in ("Search or do…", "Shout")]
    assert [button.text() for button in buttons if button is not None] == ["Ctrl+K", "Ctrl+J"]


def test_a_kind_of_page_is_declared_once() -> None:
    registry = sample_registry()

    with pytest.raises(ValueError, match=r"sales\.note"):
        type(registry)((*registry.pages, registry.pages[3]))
