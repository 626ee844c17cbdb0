"""What stands in the menu bar of the main window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.settings import DENSITY, LANGUAGE, SIDEBAR, THEME
from desktop.shell.commands import Command, Menu
from desktop.shell.registry import TAB_TEXTS
from resources import language
from resources.language import _
from views.kit.host import ExportFormat, Link

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_IMPORT = "exchange.import"


def window_menus(window: MainWindow) -> tuple[Menu, ...]:
    """The menus of this user: what they have no right to is absent."""
    return _file(window), _view(window), _go(window), _help(window)


def _file(window: MainWindow) -> Menu:
    entries: list[Command | Menu | None] = []
    new = window.registry.creatable(window.host.allows)
    if new:
        making = [Command(_(page.new), partial(window.open_link, Link(page.kind)), icon=page.icon) for page in new]
        entries.append(Menu(_("&New"), making, in_palette=False))
    taking_in = window.registry.find(_IMPORT)
    if taking_in is not None and taking_in.open_to(window.host.allows):
        entries.append(Command(_("&Import…"), partial(window.open_link, Link(_IMPORT)), icon="import"))
    entries += [
        Menu(_("&Export list"), _exports(window)),
        Command(_("&Print…"), window.acts.print_page, "Ctrl+P", "print", enabled=window.acts.can_print),
        None,
        *_companies(window),
        Command(
            _("Take the &badge off") if window.is_terminal else _("&Sign out"),
            window.acts.sign_out,
            "Ctrl+Shift+Q",
            "user",
        ),
    ]
    if not window.is_terminal:
        entries.append(Command(_("&Quit"), window.acts.quit, "Ctrl+Q"))
    return Menu(_("&File"), entries)


def _exports(window: MainWindow) -> list[Command]:
    titles = {
        ExportFormat.XLSX: _("As &spreadsheet (XLSX)"),
        ExportFormat.CSV: _("As &text (CSV)"),
        ExportFormat.PDF: _("As P&DF"),
    }
    return [
        Command(title, partial(window.acts.export_list, form), icon="export", enabled=window.acts.has_list)
        for form, title in titles.items()
    ]


def _companies(window: MainWindow) -> list[Command | Menu | None]:
    companies = window.session.identity.companies
    if len(companies) == 1:
        return []
    current = window.session.company.id
    commands = [
        Command(
            company.name,
            partial(window.acts.choose_company, company.id),
            checked=company.id == current,
            group="company",
        )
        for company in companies
    ]
    return [Menu(_("&Company"), commands), None]


def _view(window: MainWindow) -> Menu:
    settings = window.settings
    themes = {"light": _("&Light"), "dark": _("&Dark"), "system": _("As the &system")}
    densities = {"compact": _("&Compact"), "comfortable": _("C&omfortable")}
    languages = {"sv": "&Svenska", "en": "&English"}
    return Menu(
        _("&View"),
        (
            Menu(
                _("&Theme"),
                [
                    Command(
                        title,
                        partial(window.acts.choose_look, THEME, name),
                        checked=settings.get(THEME) == name,
                        group="t",
                    )
                    for name, title in themes.items()
                ],
            ),
            Menu(
                _("&Density"),
                [
                    Command(
                        title,
                        partial(window.acts.choose_look, DENSITY, name),
                        checked=settings.get(DENSITY) == name,
                        group="d",
                    )
                    for name, title in densities.items()
                ],
            ),
            Menu(
                _("&Language"),
                [
                    Command(
                        title,
                        partial(window.acts.choose_look, LANGUAGE, code),
                        checked=language.current() == code,
                        group="l",
                    )
                    for code, title in languages.items()
                ],
            ),
            None,
            Command(_("&Navigation"), window.acts.toggle_sidebar, "Ctrl+B", checked=settings.get(SIDEBAR)),
            Command(_("&Full screen"), window.acts.toggle_full_screen, "F11"),
        ),
    )


def _go(window: MainWindow) -> Menu:
    tabs = [
        Command(_(TAB_TEXTS[tab].title), partial(window.sidebar.choose_tab, tab), f"Ctrl+{number}", TAB_TEXTS[tab].icon)
        for number, tab in enumerate(window.sidebar.tabs, 1)
    ]
    return Menu(
        _("&Go"),
        (
            Command(_("&Search or do…"), window.acts.open_palette, "Ctrl+K", "search"),
            Command(_("&Back"), window.acts.go_back, "Alt+Left", "back", enabled=window.acts.can_go_back),
            Command(_("&Forward"), window.acts.go_forward, "Alt+Right", "forward", enabled=window.acts.can_go_forward),
            Command(_("F&etch anew"), window.acts.refresh_page, icon="refresh", shown_keys="F5"),
            None,
            *tabs,
        ),
    )


def _help(window: MainWindow) -> Menu:
    return Menu(
        _("&Help"),
        (
            Command(_("&Keyboard"), window.acts.show_keyboard, "F1"),
            Command(_("&Log folder"), window.acts.open_log_folder),
            None,
            Command(_("&About Kontor"), window.acts.show_about, icon="info"),
        ),
    )
