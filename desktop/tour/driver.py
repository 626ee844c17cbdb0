"""Drives real windows as a person would: keys to where the focus is, clicks on what is seen, looks at what comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.program import Program
from desktop.shell.window import MainWindow
from desktop.tasks.watchdog import Watchdog
from views.kit.action import ActionButton, BoundAction
from views.kit.form.box import FieldBox
from views.kit.form.picker import PickerLine
from views.kit.grid.view import EntryGrid
from views.kit.host import Level, Link
from views.kit.list.model import Loading
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.preview.view import PdfPreview
from views.kit.question import AnswerButton, QuestionDialog

W = TypeVar("W", bound=QWidget)

_PATIENCE = 30.0  # seconds
_LOOK = 10  # milliseconds between two looks
_BREATH = 30  # milliseconds between two things done; a beat of the watchdog is shorter


class TourFailed(Exception):
    """Something did not happen that should have."""


class Driver(QObject):
    """Hands and eyes of the tour. Pictures and documents go into `output`, numbered in their order."""

    def __init__(self, program: Program, output: Path, watchdog: Watchdog, say: Callable[[str], None]) -> None:
        super().__init__()
        self.program, self.output, self.watchdog, self.say = program, output, watchdog, say
        self._pictures = 0
        self._awaited: Callable[[], object] | None = None
        # Made once and kept: a timer that the garbage collector of another thread takes away ends the program.
        self._loop, self._look, self._end, self._breath = QEventLoop(self), QTimer(self), QTimer(self), QTimer(self)
        self._end.setSingleShot(True)
        self._breath.setSingleShot(True)
        self._breath.timeout.connect(self._loop.quit)
        self._look.timeout.connect(self._on_look)
        self._end.timeout.connect(self._loop.quit)

    @property
    def window(self) -> MainWindow:
        """The main window."""
        window = self.program.window
        if not isinstance(window, MainWindow):
            raise TourFailed("the main window is not open")
        return window

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.window.pages.page
        if page is None:
            raise TourFailed("no page is in front")
        return page

    # --- waiting

    def wait(self, until: Callable[[], object], what: str, *, seconds: float = _PATIENCE) -> None:
        """Let the window live until something is so; TourFailed where it takes too long."""
        self._awaited = until
        self._look.start(_LOOK)
        self._end.start(round(seconds * 1000))
        while not (done := self._is_so()) and self._end.isActive():
            self._loop.exec()  # what was so at its last look may be over when it returns
        self._look.stop()
        self._end.stop()
        self._awaited = None
        if not done:
            raise TourFailed(f"{what}: waited {seconds:.0f} s, at {self._place()}{self._says()}")

    def _on_look(self) -> None:
        if self._is_so():
            self._loop.quit()

    def _is_so(self) -> bool:
        try:
            return self._awaited is not None and bool(self._awaited())
        except TourFailed:
            return False  # the page it is about is not in front yet

    def settle(self) -> None:
        """Wait until nothing runs any more, and the window is drawn."""
        self.wait(lambda: not self.window.runner.active, "the work under way")
        self._breathe()
        self.wait(lambda: not self.window.runner.active, "the work under way")

    def wait_for_page(self, kind: type[W] | None = None, title: str = "") -> None:
        """Wait for a page of a class, or one whose title has some words in it."""
        self.wait(
            lambda: (kind is None or isinstance(self.window.pages.page, kind)) and title in self.page.title,
            f"the page {kind.__name__ if kind else title}",
        )
        self.settle()

    def _breathe(self) -> None:
        """No hand is faster than this, so that each thing done is judged by itself and not with the next."""
        self._breath.start(_BREATH)
        while self._breath.isActive():
            self._loop.exec()

    # --- hands

    def press(self, *keys: str) -> None:
        """Press keys ("Ctrl+S") where the focus is."""
        for key in keys:
            QTest.keySequence(self._focus(), QKeySequence(key))
            self._breathe()

    def write(self, text: str) -> None:
        """Type a text where the focus is, which the first letter may move into an editor."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._focus(), letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows the keys of ASCII alone
                event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._focus(), event)
        self._breathe()

    def click(self, widget: QWidget) -> None:
        """Click the middle of a widget that is seen and can be used."""
        self.wait(lambda: widget.isVisible() and widget.isEnabled(), f"a click on {widget.accessibleName() or widget}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        self._breathe()

    def act(self, action_id: str) -> None:
        """Do what an action of the page says: its button where it has one, else its entry in the menu."""
        action = self.action(action_id)
        self.wait(action.isEnabled, f"the action {action_id} ({action.toolTip()})")
        button = next((b for b in self.shown(ActionButton) if b.text() == action.text()), None)
        if button is not None:
            self.click(button)
        else:
            action.trigger()
        self._breathe()

    def action(self, action_id: str) -> BoundAction:
        """An action of the page in front."""
        for action in self.page.findChildren(BoundAction):
            if action.declared.id == action_id:
                return action
        known = sorted({action.declared.id for action in self.page.findChildren(BoundAction)})
        raise TourFailed(f"{self._place()} has no action {action_id}, but {', '.join(known)}")

    def fill(self, name: str, text: str) -> None:
        """Type into a field of the form in front; a picker takes the first match."""
        box = next((box for box in self.shown(FieldBox) if box.field.name == name), None)
        if box is None:
            raise TourFailed(f"{self._place()} has no field {name}")
        editor = box.editor
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        self.write(text)
        self.press("Tab")
        if isinstance(editor, PickerLine):
            self._settled(editor, name)

    def enter(self, row: int, **cells: str) -> None:
        """Type into cells of a line of the entry grid in front, each ended with Enter."""
        grid = self.part(EntryGrid)
        for name, text in cells.items():
            grid.table.go_to(row, name)
            self.write(text)
            editor = QApplication.focusWidget()
            self.press("Return")
            if isinstance(editor, PickerLine):
                self._settled(editor, name)
        self.settle()

    def _settled(self, editor: PickerLine, name: str) -> None:
        """Wait until a picker has taken its first match."""

        def settled() -> bool:
            return not isValid(editor) or (not editor.waits and editor.value() is not None)

        self.wait(settled, f"a match of {name}")
        self.settle()

    def open(self, kind: str, key: object | None = None, **arguments: object) -> None:
        """Follow a link."""
        self.window.open_link(Link(kind, key, arguments))
        self.settle()

    def answer(self, key: str) -> None:
        """Answer the question that is asked."""
        self.wait(lambda: self._question() is not None, "a question")
        question = self._question()
        if question is None:
            raise TourFailed("the question has gone")
        buttons = {button.key: button for button in question.findChildren(AnswerButton)}
        if key not in buttons:
            raise TourFailed(f"{key} is no answer: {', '.join(map(str, buttons))}")
        self.click(buttons[key])
        self.settle()

    def choose_row(self, number: int = 0) -> None:
        """Select a row of the list in front."""
        shown = self.shown_list()
        self.wait(lambda: shown.model.loading is Loading.DONE and shown.model.filled > number, "rows of the list")
        place = shown.table.visualRect(shown.model.index(number, 0)).center()
        self._click_at(shown.table.viewport(), place)

    def shown_list(self) -> ListView:
        """The first list in sight on the page in front."""
        found = self.shown(ListView)
        if not found:
            raise TourFailed(f"{self._place()} shows no list")
        return found[0]

    def part(self, kind: type[W]) -> W:
        """The first part of a class in sight on the page in front."""
        found = self.shown(kind)
        if not found:
            raise TourFailed(f"{self._place()} shows no {kind.__name__}")
        return found[0]

    # --- eyes

    def picture(self, name: str) -> None:
        """Keep a picture of the window in front."""
        self._pictures += 1
        window = QApplication.activeModalWidget() or self.program.window
        if window is None:
            raise TourFailed("no window is open")
        self._breathe()
        window.grab().save(str(self.output / f"{self._pictures:02} {name}.png"))
        self.watchdog.forgive()

    def document(self, name: str) -> bytes:
        """Keep the document that the preview in front shows, exactly as it would be printed."""
        self.wait(lambda: self.shown(PdfPreview), f"the document {name}")
        self.settle()
        self.picture(name)
        path = self.output / f"{name}.pdf"
        self.part(PdfPreview).save_to(str(path))
        return path.read_bytes()

    def expect_no_error(self) -> None:
        """TourFailed where the page tells of an error."""
        for strip in (self.page.strip, self.window.strip):
            for message in strip.messages:
                if message.level is Level.ERROR:
                    raise TourFailed(f"{self._place()} says: {message.text}")

    def shown(self, kind: type[W]) -> list[W]:
        """The parts of a class in sight on the page in front."""
        return [widget for widget in self.page.findChildren(kind) if widget.isVisible()]

    def _focus(self) -> QWidget:
        """Where keys go; a window that another one has pushed aside comes to the front first."""
        window = QApplication.activeModalWidget() or self.program.window
        if window is None:
            raise TourFailed("no window is open")
        if QApplication.focusWidget() is None:
            window.activateWindow()
            QApplication.processEvents()
        kept: QWidget | None = window.focusWidget()
        return QApplication.focusWidget() or kept or window

    def _click_at(self, widget: QWidget, place: QPoint) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self._breathe()

    def _question(self) -> QDialog | None:
        return next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, QuestionDialog) and w.isVisible()), None
        )

    def _in_front(self) -> Page | None:
        window = self.program.window
        return window.pages.page if isinstance(window, MainWindow) else None

    def _says(self) -> str:
        """What the strip of the page in front tells, for whoever looks into why the tour stopped."""
        page = self._in_front()
        told = [] if page is None else [message.text for message in page.strip.messages]
        return f", which says: {' / '.join(told)}" if told else ""

    def _place(self) -> str:
        page = self._in_front()
        return re.sub(r"\s+", " ", page.title) if page is not None else type(self.program.window).__name__
