"""Draws every page and component, in all themes, languages, densities and sizes, into pictures with an index.

It reads and never writes: whatever a page would save is refused by the database. Its settings are thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

# Pictures need no screen; this must stand before Qt looks for one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import look
from desktop.desk import open_desktop
from desktop.gallery_components import show_components
from desktop.gallery_looks import LOOKS, SIZES, Look, chosen
from desktop.gallery_windows import show_windows
from desktop.settings import DENSITY, TEXT_SIZE, THEME, Settings
from desktop.shell.registry import Registry, collect
from desktop.shell.window import MainWindow
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.database.session import Session
from models.database.work import Operation
from resources import language
from resources.language import _
from views.kit.host import Link
from views.kit.list.spec import as_mapping
from views.kit.page import ListPage

if TYPE_CHECKING:
    from desktop.cli.context import Context

T = TypeVar("T")

_WINDOWS, _PARTS = "windows", "components"
_LOOK = 20  # milliseconds between two looks whether a page is ready
_QUIET = 6  # looks in a row at which nothing is under way
_PATIENCE = 500  # looks after which a page is drawn as it is


@dataclass
class Gallery:
    """What is drawn where; `kinds` limits it to pages of these kinds, "windows" and "components" among them."""

    session: Session
    output: Path
    registry: Registry
    kinds: Collection[str] = ()
    say: Callable[[str], None] = lambda _text: None
    looks: tuple[Look, ...] = LOOKS
    names: list[str] = field(default_factory=list)  # of the pictures, in the order they were first drawn
    count: int = 0  # of the pictures, in all looks

    def draw(self) -> None:
        """Draw everything in every look, and the index."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            application = QApplication([])
        before = language.current()
        for each in self.looks:
            with TemporaryDirectory() as home:
                settings = Settings(Path(home))
                settings.set(THEME, each.theme)
                settings.set(DENSITY, each.density)
                settings.set(TEXT_SIZE, SIZES[each.size][2])
                look.apply_theme(application, settings)
                look.apply_language(application, each.language)
                self._draw_look(each, settings)
        look.apply_language(application, before)
        (self.output / "index.html").write_text(_index(self.names, self.looks), encoding="utf-8")

    def _draw_look(self, each: Look, settings: Settings) -> None:
        self.say(each.folder)
        (self.output / each.folder).mkdir(parents=True, exist_ok=True)
        window = open_desktop(Reader.of(self.session), settings=settings, registry=self.registry)
        window.resize(*SIZES[each.size][:2])
        try:
            for name in self._show_pages(window):
                _settle(window)
                self._keep(window, each, name)
            for kind, shown in (
                (_WINDOWS, partial(show_windows, window, settings)),
                (_PARTS, partial(show_components, window)),
            ):
                for name, widget in shown() if self._wanted(kind) else ():
                    _settle(window)
                    self._keep(widget, each, name)
        finally:
            window.end()
            window.runner.wait_until_ended()
            window.deleteLater()

    def _show_pages(self, window: MainWindow) -> Iterator[str]:
        """Open one page after the other; yields the name of each picture while the page is in front."""
        drawn: set[str] = set()
        for spec in self.registry.pages:
            if not self._wanted(spec.kind) or not spec.open_to(window.host.allows):
                continue
            if spec.in_navigation:
                window.open_top(spec)
                yield spec.kind
                link = _first_row(window)
                if link is not None and link.kind not in drawn and self._can_open(window, link):
                    drawn.add(link.kind)
                    window.open_link(link)
                    yield f"{link.kind}-record"
            if spec.new and window.host.allows(spec.new_permission):
                window.open_record(Link(spec.kind))
                yield f"{spec.kind}-new"
        for link in _found(window):
            if self._wanted(link.kind) and link.kind not in drawn and self._can_open(window, link):
                drawn.add(link.kind)
                window.open_record(link)
                yield f"{link.kind}-record"

    def _wanted(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    def _can_open(self, window: MainWindow, link: Link) -> bool:
        spec = self.registry.find(link.kind)
        return spec is not None and spec.open_to(window.host.allows)

    def _keep(self, widget: QWidget, each: Look, name: str) -> None:
        if name not in self.names:
            self.names.append(name)
        self.count += 1
        widget.grab().save(str(self.output / each.folder / f"{name}.png"))


class Reader(Session):
    """A session in which every operation runs in a read-only transaction."""

    @classmethod
    def of(cls, session: Session) -> Reader:
        """The same user on the same connections."""
        return cls(session.engine, session.identity, session.company)

    def run(self, operation: Operation[T], /, *, request_id: UUID | None = None, **arguments: object) -> T:
        """Carry out what only reads; the database refuses the rest."""
        del request_id
        return self.read(operation, **arguments)


def _first_row(window: MainWindow) -> Link | None:
    """What the first row of the list in front opens."""
    page = window.pages.page
    if not isinstance(page, ListPage) or page.list.spec.opens is None or not page.list.model.filled:
        return None
    return page.list.spec.opens(page.list.model.row(0))


def _found(window: MainWindow) -> Iterator[Link]:
    """One record of each kind that can be searched for."""
    for search in window.registry.searchable(window.host.allows):
        page = window.session.read(fetch_page, query=search.query, request=PageRequest(limit=1))
        for row in page.rows:
            yield search.link(as_mapping(search.query, tuple(row)))


def _settle(window: MainWindow) -> None:
    """Let the page read and draw what it wants to."""
    quiet = 0
    for _look in range(_PATIENCE):
        # An event loop, not QTest.qWait: that one starves the threads that read.
        loop = QEventLoop()
        QTimer.singleShot(_LOOK, loop.quit)
        loop.exec()
        quiet = 0 if window.runner.active else quiet + 1
        if quiet == _QUIET:
            return


def _index(names: list[str], looks: tuple[Look, ...]) -> str:
    """All pictures on one page: a row for each, a column for each look."""
    heads = "".join(f"<th>{escape(each.folder)}</th>" for each in looks)
    rows = "".join(
        f"<tr><th>{escape(name)}</th>"
        + "".join(
            f'<td><a href="{each.folder}/{escape(name)}.png"><img src="{each.folder}/{escape(name)}.png"></a></td>'
            for each in looks
        )
        + "</tr>\n"
        for name in names
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Kontor</title>"
        "<style>body { font: 14px sans-serif } img { width: 420px; border: 1px solid #ccc }"
        " th { text-align: left; vertical-align: top; padding: 4px }</style>\n"
        f"<table><tr><th></th>{heads}</tr>\n{rows}</table>\n"
    )


def run(context: Context) -> int:
    """The command: every look and every page, or those that are asked for; twice as sharp with --sharp."""
    o = context.options
    if o.sharp and QApplication.instance() is None:
        os.environ["QT_SCALE_FACTOR"] = "2"  # read once, when the application begins
    looks = chosen(themes=o.themes, languages=o.languages, densities=o.densities, sizes=o.sizes)
    gallery = Gallery(context.session, o.output, collect(), o.pages, context.progress, looks[:1] if o.quick else looks)
    gallery.draw()
    index = o.output / "index.html"
    text = _("{count} pictures lie in {file}.").format(count=gallery.count, file=index)
    context.say(text, {"pictures": gallery.count, "index": str(index)})
    return 0
