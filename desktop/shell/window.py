"""The main window: navigation, pages, palette and status line around one signed-in session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.faults import Fault, record_fault
from desktop.messages import explain
from desktop.printing import DocumentPage
from desktop.settings import LAST_PAGE
from desktop.shell.acts import WindowActs
from desktop.shell.another import make_another
from desktop.shell.bell import Bell
from desktop.shell.coming_back import come_back
from desktop.shell.commands import Menu, make_menu_bar
from desktop.shell.connection_telling import ConnectionTelling
from desktop.shell.finder import Finder
from desktop.shell.history import Visit
from desktop.shell.host import ShellHost
from desktop.shell.kept_tabs import KeptTabs
from desktop.shell.menus import window_menus
from desktop.shell.notices import tell_fault
from desktop.shell.noticing import Noticing
from desktop.shell.page_tabs import PageTabs
from desktop.shell.pages import PageStack
from desktop.shell.recent import Recent
from desktop.shell.side import Side
from desktop.shell.sidebar import Sidebar
from desktop.shell.status_line import StatusLine
from desktop.shell.tab_acts import TabActs
from desktop.shell.top_bar import TopBar
from desktop.shell.unsaved import tell_of_unsaved
from desktop.shell.windows_acts import WindowsActs
from models.database.errors import Denied, KontorError
from resources.language import _
from views.kit.beside import asked_beside
from views.kit.empty import EmptyState
from views.kit.host import Answer, AnswerRole, Level, Link, Message, PrintJob, Question
from views.kit.keys import keys
from views.kit.page_spec import PageSpec
from views.kit.strip import MessageStrip
from views.kit.text import column, row
from views.kit.theme.tokens import SPACE_2, SPACE_6

if TYPE_CHECKING:
    from desktop.shell.windows import Windows

_SIZE = QSize(1280, 720)
_SMALLEST = QSize(960, 560)
_PLACE = "main"
_LEAVE, _STAY = "leave", "stay"


class MainWindow(QMainWindow):
    """One of the `windows` of a session in one company, which share everything but their pages; numbered from 1."""

    signed_out = Signal()
    company_chosen = Signal(object, object)  # CompanyIdentity, the Link to be shown there
    closed = Signal()

    def __init__(self, windows: Windows, number: int = 1, *, restored: bool = True) -> None:
        super().__init__()
        self.windows, self.number = windows, number
        self.session, self.settings, self.registry = windows.session, windows.settings, windows.registry
        self.is_terminal = self.session.identity.kind == "terminal"
        self.runner = windows.runner
        self._leaving: Callable[[], object] | None = None
        self._asked_about: list[Visit] = []
        self._may_close = False
        identity, listener = windows.connection.identity, windows.listener
        self.host = ShellHost(
            self.session, self.runner, self.settings, self, identity=identity, listener=listener, parent=self
        )
        keys().serve(self.host.preferences)
        self.recent = Recent(self.host.preferences, self.session.company.id)
        self.kept = KeptTabs(self.host.preferences, self.session.company.id, number)
        self.pages = PageStack()
        self.acts, self.tabs, self.others = WindowActs(self), TabActs(self), WindowsActs(self)
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        self.noticing = Noticing(self)
        self._arrange()
        self._connect()
        self._stood = self.settings.read_place(self._place) if restored else None
        if self._stood is not None:
            self.restoreGeometry(self._stood)

    # What screens reach through the host.

    def show_first_page(self, *, was_cut_off: bool = False, alone: bool = True) -> None:
        """Show what the user had open last, unless a link has led somewhere already; `alone` tells of lost work."""
        if self.pages.page is not None:
            return
        if not come_back(self, was_cut_off=was_cut_off):
            self.show_first_of_navigation()
        if alone:
            tell_of_unsaved(self)

    def show_first_of_navigation(self) -> None:
        """Show the page of the navigation that was used last, or the first one."""
        pages = [page for listed in self.registry.navigation(self.host.allows).values() for page in listed]
        last = self.host.preferences.read(LAST_PAGE.key)
        first = next((page for page in pages if page.kind == last), pages[0] if pages else None)
        if first is not None:
            self.open_top(first)

    def open_link(self, link: Link) -> None:
        """Show the page of a link, as a step further from the one in front."""
        step = self.pages.in_trail(link)
        if step is not None and not asked_beside():
            self.pages.return_to(step)
            return
        spec = self.registry.find(link.kind)
        is_top = spec is not None and spec.in_navigation and link == Link(link.kind)
        self._open(link, None if is_top else self.pages.history.current)

    def open_beside(self, link: Link) -> None:
        """Show the page of a link in a page tab of its own."""
        self._open(link, None, beside=True)

    def show_message(self, message: Message) -> None:
        """Show a message on the page in front, or above where there is none."""
        page = self.pages.page
        self.show_in(page.strip if page is not None else self.strip, message)

    def show_in(self, strip: MessageStrip, message: Message) -> None:
        """Show a message in a strip, and remember it for when it has gone."""
        strip.show_message(message)
        self.windows.feed.note(message)

    def show_document(self, document: PrintJob) -> None:
        """Show a document as a page."""
        self.visit(Visit(partial(DocumentPage, self.host, document), parent=self.pages.history.current))

    def over(self) -> QWidget:
        """Dialogs belong to the window."""
        return self

    # What the parts of the window call.

    def open_top(self, page: PageSpec) -> None:
        """Show a page of the navigation, as it was left where it is still there."""
        link = Link(page.kind)
        known = self.pages.history.known(link)
        if known is not None and known.parent is None and not asked_beside():
            self.visit(known)
        else:
            self._open(link, None)

    def open_record(self, link: Link) -> None:
        """Show what the palette found."""
        self._open(link, None)

    def visit(self, visit: Visit) -> None:
        """Put a page in front; a fault in making it leaves the user where they are."""
        displaced = [ahead for ahead in self.pages.history.ahead if ahead is not visit]
        unsaved = [ahead for ahead in displaced if ahead.page is not None and ahead.page.leaving_loses()]
        self.give_up(unsaved, partial(self.attempt, partial(self.pages.show_visit, visit)))

    def leave(self, then: Callable[[], None]) -> None:
        """Do `then`, which gives up every page; where one holds unsaved work, only if the user agrees."""
        self.give_up(self.pages.unsaved(), then)

    def leave_all(self, then: Callable[[], None]) -> None:
        """The same with the pages of all windows, asked once."""
        self.give_up(self.windows.unsaved(), then)

    def give_up(self, unsaved: Sequence[Visit], then: Callable[[], object]) -> None:
        """Do `then`, which gives up these pages with unsaved work, only if the user agrees to that."""
        if unsaved:
            self._leaving = then
            self._ask_to_leave(unsaved)
        else:
            then()

    def leave_for_good(self, then: Callable[[], None]) -> None:
        """The same, and all windows end with it, this one last."""
        self.leave_all(partial(self._let_go, then))

    def rebuild(self) -> None:
        """Make everything that carries text anew, as after a change of language."""
        self._arrange()
        self.pages.make_all_again()
        if self.pages.page is None:
            self.show_first_page()

    def show_fault(self, fault: Fault) -> None:
        """Tell of a fault of the program."""
        tell_fault(self, fault)

    def end(self) -> None:
        """Stop all work and close without a question."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first where work would be lost."""
        if not self._may_close and self.pages.unsaved():
            event.ignore()
            self.leave(self.end)
            return
        self._remember()
        self.windows.let_go(self)
        super().closeEvent(event)
        self.closed.emit()

    def keep_where_it_stands(self) -> bool:
        """Remember it for the next time; whether it has moved."""
        stands = self.saveGeometry()
        if stands == self._stood:
            return False
        self._stood = stands
        self.settings.write_place(self._place, stands)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the page itself did not take: F5, Ctrl+N, and the sizes of text, which zoom in a document."""
        acts = self.acts
        sizes = {
            Qt.Key.Key_Plus: acts.enlarge_text,
            Qt.Key.Key_Equal: acts.enlarge_text,  # where plus needs Shift
            Qt.Key.Key_Minus: acts.shrink_text,
            Qt.Key.Key_0: acts.reset_text,
        }
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F5:
            acts.refresh_page()
        elif control and event.key() in sizes:
            sizes[Qt.Key(event.key())]()
        elif not (control and event.key() == Qt.Key.Key_N and make_another(self)):
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        """Make the frame around the pages; the pages themselves move into it."""
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self.sidebar = Sidebar()
        self.sidebar.set_tabs(self.registry.navigation(self.host.allows))
        self.sidebar.chosen.connect(self.open_top)
        self.menus: tuple[Menu, ...] = window_menus(self)
        bar = make_menu_bar(self.menus, self)
        self.others.serve(bar)
        self.bell = Bell(self.windows.feed)
        self.bell.clicked.connect(self.acts.show_notifications)
        self._bar = TopBar(bar, self.bell)
        self._bar.back.connect(self.acts.go_back)
        self._bar.forward.connect(self.acts.go_forward)
        self._bar.search.connect(self.acts.open_palette)
        self.setMenuWidget(self._bar)
        identity = self.session.identity
        self.status = StatusLine(identity.full_name or identity.name, self.session.company.name, self.windows.place)
        self.status.asked.connect(self.acts.show_connection)
        self.status.show_connection(self.windows.state)
        self.strip = MessageStrip()
        self.side = Side(self)
        self.setCentralWidget(self._make_content())
        old = getattr(self, "finder", None)
        if old is not None:
            old.close()
        self.finder = Finder(self)
        self._on_page()

    def _make_content(self) -> QWidget:
        content = QWidget()
        whole = column(content, spacing=0)
        middle, right, above = row(spacing=0), column(spacing=0), column()
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        middle.addWidget(self.side)
        middle.addLayout(right, 1)
        row_of_tabs = PageTabs()
        self.tabs.serve(row_of_tabs)
        right.addWidget(row_of_tabs)
        above.setContentsMargins(SPACE_6, SPACE_2, SPACE_6, 0)
        above.addWidget(self.strip)
        right.addLayout(above)
        self._front = QStackedWidget()
        self._nothing = EmptyState("lock")
        self._nothing.explain(
            _("There is nothing here for you yet"),
            _("Your roles open no part of this company. Ask an administrator for the roles you need."),
        )
        self._front.addWidget(self._nothing)
        self._front.addWidget(self.pages)
        right.addWidget(self._front, 1)
        return content

    def _connect(self) -> None:
        self.pages.current_changed.connect(self._on_page)
        self.runner.active_changed.connect(self._on_active)
        ConnectionTelling(self)

    def _open(self, link: Link, parent: Visit | None, *, beside: bool = False) -> None:
        spec = self.registry.find(link.kind)
        if spec is None:
            self.refuse(KontorError("program.no_page", kind=link.kind))
        elif not spec.open_to(self.host.allows):
            self.refuse(Denied("program.page_closed"))
        elif link.company is not None:
            self.acts.open_elsewhere(link)
        else:
            placed = self.registry.placed(spec, self.host.allows)
            visit = Visit(partial(spec.make, self.host, link), placed, link, parent)
            if beside or asked_beside():
                self.attempt(partial(self.pages.show_beside, visit))
            else:
                self.visit(visit)

    def refuse(self, error: KontorError) -> None:
        """Say why a page is not shown."""
        self.show_message(Message(explain(error), Level.WARNING, replaces=error.code))

    def attempt(self, act: Callable[[], None]) -> bool:
        """Do what makes a page; a fault in that is told, and False."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - a broken page must not take the window with it
            self.show_fault(record_fault(error))
            return False
        return True

    def _ask_to_leave(self, visits: Sequence[Visit]) -> None:
        self._asked_about = list(visits)
        first = visits[0].page
        question = Question(
            _("Leave without saving?"),
            (first.leaving_loses() if first is not None else None) or "",
            (
                Answer(_STAY, _("Stay")),
                Answer(_LEAVE, _("Leave without saving"), AnswerRole.DESTRUCTIVE),
            ),
            escape=_STAY,
            details=", ".join(visit.title for visit in visits),
        )
        self.host.ask(question, on_answer=self._on_leaving)

    def _on_leaving(self, answer: str) -> None:
        then, self._leaving = self._leaving, None
        asked_about, self._asked_about = self._asked_about, []
        if answer == _LEAVE and then is not None:
            for visit in asked_about:
                if visit.page is not None:
                    visit.page.give_up_work()
            then()

    def _let_go(self, then: Callable[[], None]) -> None:
        self._may_close = True
        self.windows.end_all(self, then)

    def _on_page(self) -> None:
        current = self.pages.history.current
        self.tabs.show()
        self._bar.set_ways(back=self.acts.can_go_back(), forward=self.acts.can_go_forward())
        self._front.setCurrentWidget(self.pages if current is not None else self._nothing)
        company = self.session.company.name
        if current is None:
            self.setWindowTitle(f"{company} – Kontor")
            return
        self.setWindowTitle(f"{current.title} – {company} – Kontor")
        if current.link is not None:
            self.recent.note(current.link, current.title)
            self.side.show_places()
        self.tabs.keep()
        first = current.trail[0] if current.trail else current
        if first.spec is not None:
            self.sidebar.show_place(first.spec.tab, first.spec.kind)

    def _on_active(self, jobs: int) -> None:
        self.status.show_active(jobs)

    @property
    def _place(self) -> str:
        return _PLACE if self.number == 1 else f"{_PLACE}-{self.number}"

    def _remember(self) -> None:
        self.tabs.keep()
        self.keep_where_it_stands()
        tops = [visit for visit in self.pages.history.visits if visit.spec is not None and visit.spec.in_navigation]
        if tops and tops[-1].spec is not None:
            self.host.preferences.write(LAST_PAGE.key, tops[-1].spec.kind)
        self.settings.save()
