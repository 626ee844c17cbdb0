"""What stands in the menu bar of the main window."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from desktop.settings import DENSITY, LANGUAGE, SIDEBAR, TEXT_SIZE, THEME, Option
from desktop.shell.commands import Command, Menu
from desktop.shell.edit_menu import edit_menu
from desktop.shell.registry import TAB_TEXTS
from desktop.shell.settings_page import LANGUAGES, densities, text_sizes, themes
from resources import language
from resources.language import _
from views.kit.host import ExportFormat, Link
from views.start import START

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

T = TypeVar("T")

_IMPORT = "exchange.import"


def window_menus(window: MainWindow) -> tuple[Menu, ...]:
    """The menus of this user: what they have no right to is absent."""
    return _file(window), edit_menu(window), _view(window), _go(window), window.others.menu(), _help(window)


def _file(window: MainWindow) -> Menu:
    entries: list[Command | Menu | None] = []
    new = window.registry.creatable(window.host.allows)
    if new:
        making = [
            Command(_(page.new), partial(window.open_link, Link(page.kind)), icon=page.icon, id=f"new.{page.kind}")
            for page in new
        ]
        entries.append(Menu(_("&New"), making, in_palette=False))
    taking_in = window.registry.find(_IMPORT)
    if taking_in is not None and taking_in.open_to(window.host.allows):
        entries.append(Command(_("&Import…"), partial(window.open_link, Link(_IMPORT)), icon="import", id="import"))
    entries += [
        Menu(_("&Export list"), _exports(window)),
        Command(_("&Print…"), window.acts.print_page, "Ctrl+P", "print", enabled=window.acts.can_print, id="print"),
        None,
        *_companies(window),
        Command(
            _("Take the &badge off") if window.is_terminal else _("&Sign out"),
            window.acts.sign_out,
            "Ctrl+Shift+Q",
            "user",
            id="sign_out",
        ),
    ]
    if not window.is_terminal:
        entries.append(Command(_("&Quit"), window.acts.quit, "Ctrl+Q", id="quit"))
    return Menu(_("&File"), entries)


def _exports(window: MainWindow) -> list[Command]:
    titles = {
        ExportFormat.XLSX: _("As &spreadsheet (XLSX)"),
        ExportFormat.CSV: _("As &text (CSV)"),
        ExportFormat.PDF: _("As P&DF"),
    }
    return [
        Command(
            title,
            partial(window.acts.export_list, form),
            icon="export",
            enabled=window.acts.has_list,
            id=f"export.{form}",
        )
        for form, title in titles.items()
    ]


def _companies(window: MainWindow) -> list[Command | Menu | None]:
    companies = (*window.session.identity.companies, *window.session.identity.books)
    current = window.session.company.id
    if [company.id for company in companies] == [current]:
        return []
    commands = [
        Command(
            company.name,
            partial(window.acts.choose_company, company),
            checked=company.id == current,
            group="company",
            id=f"company.{company.id}",
        )
        for company in companies
    ]
    return [Menu(_("&Company"), commands), None]


def _view(window: MainWindow) -> Menu:
    acts = window.acts
    sizes = [
        Command(_("&Larger"), acts.enlarge_text, icon="zoom-in", shown_keys="Ctrl++", id="text.larger"),
        Command(_("&Smaller"), acts.shrink_text, icon="zoom-out", shown_keys="Ctrl+-", id="text.smaller"),
        Command(_("&Normal"), acts.reset_text, shown_keys="Ctrl+0", id="text.normal"),
    ]
    return Menu(
        _("&View"),
        (
            _looks(window, _("&Theme"), THEME, themes()),
            _looks(window, _("&Density"), DENSITY, densities()),
            Menu(_("Te&xt size"), [*sizes, None, *_looks(window, "", TEXT_SIZE, text_sizes()).entries]),
            _looks(window, _("&Language"), LANGUAGE, LANGUAGES),
            None,
            Command(
                _("&Navigation"), acts.toggle_sidebar, "Ctrl+B", checked=window.settings.get(SIDEBAR), id="navigation"
            ),
            Command(_("&Full screen"), acts.toggle_full_screen, "F11", id="full_screen"),
            None,
            Command(_("Not&ifications"), acts.show_notifications, "Ctrl+Shift+B", "bell", id="notifications"),
            Command(_("&Settings"), acts.show_settings, "Ctrl+,", "settings", id="settings"),
        ),
    )


def _looks(window: MainWindow, title: str, option: Option[T], titles: Mapping[T, str]) -> Menu:
    """A menu of the values that an option may have; the one in force is ticked."""
    return Menu(
        title,
        [
            Command(
                words,
                partial(window.acts.choose_look, option, value),
                ticked=partial(_is_in_force, window, option, value),
                group=option.key,
                id=f"{option.key}.{value}",
            )
            for value, words in titles.items()
        ],
    )


def _is_in_force(window: MainWindow, option: Option[T], value: T) -> bool:
    return value == (language.current() if option is LANGUAGE else window.settings.get(option))


def _go(window: MainWindow) -> Menu:
    return Menu(_("&Go"), (*_finding(window), None, *_page_tabs(window), None, *_areas(window)))


def _finding(window: MainWindow) -> list[Command]:
    acts = window.acts
    return [
        Command(_("&Search or do…"), acts.open_palette, "Ctrl+K", "search", id="palette"),
        Command(_("&Back"), acts.go_back, "Alt+Left", "back", enabled=acts.can_go_back, id="back"),
        Command(_("&Forward"), acts.go_forward, "Alt+Right", "forward", enabled=acts.can_go_forward, id="forward"),
        Command(_("F&etch anew"), acts.refresh_page, icon="refresh", shown_keys="F5", id="refresh"),
        Command(
            _("&Pin this record"),
            acts.pin_record,
            "Ctrl+Shift+D",
            "link",
            ticked=acts.is_pinned,
            enabled=acts.has_record,
            id="pin",
        ),
    ]


def _page_tabs(window: MainWindow) -> list[Command]:
    tabs, several, again = window.tabs, window.tabs.has_several, window.tabs.can_open_again
    return [
        Command(_("&Next page tab"), tabs.next, "Ctrl+Tab", enabled=several, id="tab.next"),
        Command(_("P&revious page tab"), tabs.previous, "Ctrl+Shift+Tab", enabled=several, id="tab.previous"),
        Command(_("Open &again in new tab"), tabs.open_again, "Ctrl+T", enabled=again, id="tab.again"),
        Command(_("&Close page tab"), tabs.close, "Ctrl+W", "close", enabled=several, id="tab.close"),
    ]


def _areas(window: MainWindow) -> list[Command]:
    choose = window.sidebar.choose_tab
    return [
        Command(_(TAB_TEXTS[tab].title), partial(choose, tab), f"Ctrl+{number}", TAB_TEXTS[tab].icon, id=f"area.{tab}")
        for number, tab in enumerate(window.sidebar.tabs, 1)
    ]


def _first_steps(window: MainWindow) -> list[Command]:
    if window.is_terminal or window.registry.find(START) is None:
        return []
    return [Command(_("&First steps"), window.acts.show_first_steps, icon="home", id="first_steps")]


def _help(window: MainWindow) -> Menu:
    return Menu(
        _("&Help"),
        (
            Command(_("&Keyboard"), window.acts.show_keyboard, "F1", id="keyboard"),
            Command(_("&Connection"), window.acts.show_connection, id="connection"),
            *_first_steps(window),
            Command(_("&Log folder"), window.acts.open_log_folder, id="log"),
            None,
            Command(_("&About Kontor"), window.acts.show_about, icon="info", id="about"),
        ),
    )
