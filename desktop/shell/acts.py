"""What the window itself can do: the acts behind its menus, shortcuts and palette."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from desktop import look
from desktop.logging import log_folder
from desktop.settings import LANGUAGE, SIDEBAR, TEXT_SIZE, Option
from desktop.shell import notices
from desktop.shell.bell import NotificationPanel
from desktop.shell.connection_panel import ConnectionPanel
from desktop.shell.history import Visit
from desktop.shell.key_map import key_groups
from desktop.shell.keyboard import KeyboardPage
from desktop.shell.settings_page import SettingsPage
from models.database.errors import Denied
from models.database.work import CompanyIdentity
from models.finance.books.registers import company_identity
from resources.language import _
from views.kit.action import BoundAction
from views.kit.host import ExportFormat, Link, Message
from views.kit.list.view import ListView
from views.kit.page import Page
from views.start import START
from views.start.progress import Progress

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

T = TypeVar("T")


class WindowActs(QObject):
    """Acts on one window, which is its parent."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pages = window.pages

    def open_palette(self) -> None:
        """Show the command palette."""
        self._window.finder.start()

    def go_back(self) -> None:
        """To the page before."""
        self._pages.go(-1)

    def go_forward(self) -> None:
        """To the page that Back came from."""
        self._pages.go(1)

    def can_go_back(self) -> bool:
        """Whether there is a page before."""
        return self._pages.history.can_go_back

    def can_go_forward(self) -> bool:
        """Whether there is a page after."""
        return self._pages.history.can_go_forward

    def has_record(self) -> bool:
        """Whether the page in front shows a record."""
        return self._record() is not None

    def is_pinned(self) -> bool:
        """Whether the record in front is pinned."""
        link = self._record()
        return link is not None and self._window.recent.is_pinned(link)

    def pin_record(self) -> None:
        """Pin the record in front, or unpin it; pinned ones stand below the navigation, and first in the palette."""
        link, current = self._record(), self._pages.history.current
        if link is None or current is None:
            return
        self._window.recent.pin(link, current.title)
        self._window.windows.changed.emit()
        words = (
            _("{title} is pinned: it stands at the left, and first in the search.")
            if self.is_pinned()
            else _("{title} is pinned no more.")
        )
        self._window.show_message(Message(words.format(title=current.title), replaces="pinned"))

    def _record(self) -> Link | None:
        current = self._pages.history.current
        link = current.link if current is not None else None
        return link if link is not None and isinstance(link.key, int | str) else None

    def refresh_page(self) -> None:
        """Fetch anew what the page in front shows."""
        if self._pages.page is not None:
            self._pages.page.refresh()

    def has_list(self) -> bool:
        """Whether a list is in sight."""
        return self._list() is not None

    def export_list(self, form: ExportFormat) -> None:
        """Write the list in sight to a file."""
        shown = self._list()
        if shown is not None:
            shown.export(form)

    def can_print(self) -> bool:
        """Whether the page can be printed: by an action of its own, or because it is a list."""
        return self._print_action() is not None or self.has_list()

    def print_page(self) -> None:
        """Print what is in front."""
        action, shown = self._print_action(), self._list()
        if action is not None:
            action.trigger()
        elif shown is not None:
            from desktop.exporting import list_document

            self._window.show_document(list_document(shown))

    def choose_company(self, company: CompanyIdentity, link: Link | None = None) -> None:
        """Work in another company of the database, or in a book of one; a link is shown there."""
        if company.id != self._window.session.company.id:
            self._window.leave_for_good(partial(self._window.company_chosen.emit, company, link))

    def open_elsewhere(self, link: Link) -> None:
        """Show the page of a link in another company or book, which is opened instead where it is open to the user."""
        there = replace(link, company=None)
        wanted = {"company_id": link.company}
        self._window.host.read(company_identity, wanted, on_done=partial(self._on_identity, there))

    def _on_identity(self, link: Link, company: CompanyIdentity | None) -> None:
        if company is None or self._window.is_terminal:
            self._window.refuse(Denied("program.company_closed"))
        else:
            self.choose_company(company, link)

    def choose_look(self, option: Option[T], value: T) -> None:
        """Another theme, density, text size or language, from now on. Pages are made anew for another language."""
        if option is LANGUAGE:
            self._window.leave_all(partial(self._set_look, option, value))
        else:
            self._set_look(option, value)

    def enlarge_text(self) -> None:
        """The next larger size of text."""
        self._step_text_size(1)

    def shrink_text(self) -> None:
        """The next smaller size of text."""
        self._step_text_size(-1)

    def reset_text(self) -> None:
        """Text as large as it is at first."""
        self.choose_look(TEXT_SIZE, TEXT_SIZE.default)

    def show_settings(self) -> None:
        """Show what a person can set for themselves."""
        self._window.visit(Visit(partial(SettingsPage, self._window), link=Link("help.settings")))

    def toggle_sidebar(self) -> None:
        """Show or hide the navigation."""
        settings = self._window.settings
        settings.set(SIDEBAR, not settings.get(SIDEBAR))
        self._window.side.setVisible(settings.get(SIDEBAR))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def sign_out(self) -> None:
        """End the session."""
        self._window.leave_for_good(self._window.signed_out.emit)

    def quit(self) -> None:
        """Close all windows and end the program."""
        self._window.leave_for_good(self._window.end)

    def show_keyboard(self) -> None:
        """Show the keyboard map."""
        self._window.visit(Visit(self._keyboard_page, link=Link("help.keyboard")))

    def show_notifications(self) -> None:
        """Show what concerns the user, and the messages shown before."""
        NotificationPanel(self._window).open_at(self._window.bell)

    def show_connection(self) -> None:
        """Show how one is connected, over the status line."""
        ConnectionPanel(self._window).open_at(self._window.status.connection)

    def show_first_steps(self) -> None:
        """Bring the first steps back on the start page, what was skipped as well."""
        Progress(self._window.host.preferences).bring_back()
        self._window.open_link(Link(START))
        self.refresh_page()

    def open_log_folder(self) -> None:
        """Show the folder of the log."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def show_about(self) -> None:
        """Say what this is."""
        notices.tell_about(self._window)

    def page_actions(self) -> list[BoundAction]:
        """What can be done with the page in front and the list in sight."""
        page, shown = self._pages.page, self._list()
        of_page = page.offered if page is not None else []
        return [*of_page, *(shown.actions_bound if shown is not None else [])]

    def _keyboard_page(self) -> Page:
        own = [action for action in self.page_actions() if not action.declared.id.startswith("keyboard.")]
        return KeyboardPage(self._window.host, key_groups(self._window.menus, own))

    def _step_text_size(self, step: int) -> None:
        sizes = TEXT_SIZE.choices
        place = sizes.index(self._window.settings.get(TEXT_SIZE)) + step
        if 0 <= place < len(sizes):
            self.choose_look(TEXT_SIZE, sizes[place])

    def _set_look(self, option: Option[T], value: T) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there is a window
        self._window.settings.set(option, value)
        if option is LANGUAGE:
            look.apply_language(application, str(value))
            for window in self._window.windows.all:
                window.rebuild()
        else:
            look.apply_theme(application, self._window.settings)

    def _list(self) -> ListView | None:
        page = self._pages.page
        lists = page.findChildren(ListView) if page is not None else []
        return next((shown for shown in lists if shown.isVisible()), None)

    def _print_action(self) -> BoundAction | None:
        found = (action for action in self.page_actions() if action.declared.id.endswith(".print"))
        return next((action for action in found if action.isEnabled()), None)
