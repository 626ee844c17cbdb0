"""The foot of a record's page: a row of tabs that can be folded, and below it notes, files or history.

What it shows is read once it is looked at, so that a page opens as fast as without it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolButton, QWidget

from models.company.history import Beside, count_beside
from models.database.errors import KontorError
from resources.language import N_, _
from views.kit.action import Action, ActionContext, BoundAction, bind, tool_button
from views.kit.annex.dropping import Receiver
from views.kit.annex.intake import Incoming, Intake
from views.kit.host import Answer, AnswerRole, Host, Question
from views.kit.text import Rule, column, row
from views.kit.theme.icons import set_icon
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

if TYPE_CHECKING:
    from views.kit.annex.files import FilesPanel
    from views.kit.annex.history import HistoryPanel
    from views.kit.annex.notes import NotesPanel

NOTES, FILES, HISTORY = "notes", "files", "history"
_TITLES = {NOTES: N_("Notes"), FILES: N_("Files"), HISTORY: N_("History")}
_OPEN = "annex.open"  # the preference that holds which tab is open; "" where it is folded
_LAST = "annex.last"
_HIGH = 216  # pixels at 100 %
_SHARE = 5  # at most two fifths of the page
_MANY = 20  # files that are attached without a question
_NATIVE = QKeySequence.SequenceFormat.NativeText


class RecordAnnex(QWidget):
    """Belongs to the record `key` of `subject`, which `page` shows."""

    def __init__(self, host: Host, page: QWidget, subject: str, key: int) -> None:
        super().__init__(page)
        self._host, self._page = host, page
        self.record: dict[str, object] = {"subject": subject, "subject_id": key}
        self.beside = Beside()
        self.open_tab = ""  # "" where it is folded
        self.tabs: dict[str, QToolButton] = {}
        self.panels: dict[str, NotesPanel | FilesPanel | HistoryPanel] = {}
        self._notes: NotesPanel | None = None
        self._files: FilesPanel | None = None
        self._again = False  # whether the open panel reads again, even where the counts are as before
        self._stale = False
        self.intake = Intake(host, self.record, self)
        self.intake.finished.connect(self.refresh)
        self.receiver = Receiver(page)
        self.receiver.came.connect(self.take)
        self.stack = QStackedWidget()
        self.stack.hide()
        layout = column(self, spacing=SPACE_2)
        layout.addWidget(Rule())
        layout.addWidget(self._bar())
        layout.addWidget(self.stack)
        page.installEventFilter(self)
        host.on_change("company.note", self._on_noted, self)
        host.on_change("company.attachment", self._on_filed, self)
        jump = Action("record.annex", N_("Notes, files and history"), self.jump, shortcut="Ctrl+J", icon="attach")
        self.actions_bound: list[BoundAction] = bind((jump,), self._context, page)
        self.refresh()

    # --- what is asked of it

    def show_record(self, key: int) -> None:
        """Show what belongs to another record; the same one was read anew, so something may have happened to it."""
        if self.record["subject_id"] == key:
            self._again = self._again or self.open_tab == HISTORY
            self.refresh()
        else:
            self.record = {**self.record, "subject_id": key}
            self.intake.show_record(self.record)
            for panel in self.panels.values():
                panel.show_record(self.record)
            self.refresh()

    def refresh(self) -> None:
        """Count again, and read again what is seen."""
        self._stale = False
        self._host.read(count_beside, self.record, on_done=self._on_counted, on_failed=self._on_not_counted)

    def show_tab(self, name: str, *, focus: bool = True) -> None:
        """Unfold a tab, and remember that; "" folds."""
        self._host.preferences.write(_OPEN, name)
        if name:
            self._host.preferences.write(_LAST, name)
        self._unfold(name)
        if focus and name:
            self.panels[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def jump(self, _context: ActionContext | None = None) -> None:
        """Go to the open tab, or unfold the last one; from within it, fold it and go back to the page."""
        inside = QApplication.focusWidget()
        if self.open_tab and inside is not None and self.isAncestorOf(inside):
            self.show_tab("")
            self._page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.bar.isEnabled():
            self.show_tab(self.open_tab or self._last())

    def take(self, files: list[Incoming]) -> None:
        """Attach files that were dropped on the page or pasted; ask first where there are many."""
        if len(files) <= _MANY:
            self.intake.take(files)
            return
        answers = (Answer("cancel", _("Cancel")), Answer("attach", _("Attach"), AnswerRole.PRIMARY))
        question = Question(
            _("Attach {count} files?").format(count=len(files)),
            _("That is more than usual. Perhaps a whole folder was dropped."),
            answers,
        )
        self._host.ask(question, on_answer=partial(self._on_many, files))

    def _on_many(self, files: list[Incoming], answer: str) -> None:
        if answer == "attach":
            self.intake.take(files)

    def show_file(self, key: int) -> None:
        """Go to a file."""
        self.show_tab(FILES)
        if self._files is not None:
            self._files.show_file(key)

    # --- how it is made

    def _bar(self) -> QWidget:
        self.bar = QWidget()
        self.bar.setEnabled(False)  # until it is known what the user may do there
        line = row(self.bar, spacing=0)
        for name, title in _TITLES.items():
            tab = QToolButton()
            tab.setObjectName("tab")
            tab.setCheckable(True)
            tab.setText(_(title))
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(partial(self._on_tab, name))
            self.tabs[name] = tab
            line.addWidget(tab)
        line.addStretch()
        self.fold = tool_button("up", _("Unfold notes, files and history"), small=True)
        self.fold.clicked.connect(self._on_fold)
        line.addWidget(self.fold)
        return self.bar

    def _unfold(self, name: str) -> None:
        self.open_tab = name
        for each, tab in self.tabs.items():
            tab.setChecked(each == name)
        if name and name not in self.panels:
            self.panels[name] = self._made(name)
            self.stack.addWidget(self.panels[name])
        if name:
            self.stack.setCurrentWidget(self.panels[name])
        self._fit()
        self.stack.setVisible(bool(name))
        set_icon(self.fold, "down" if name else "up", small=True)
        says = _("Fold notes, files and history") if name else _("Unfold notes, files and history")
        self.fold.setToolTip(f"{says} ({self.actions_bound[0].shortcut().toString(_NATIVE)})")
        self.fold.setAccessibleName(says)

    def _made(self, name: str) -> NotesPanel | FilesPanel | HistoryPanel:
        """Loaded with its first use: a page opens without it."""
        if name == NOTES:
            from views.kit.annex.notes import NotesPanel

            self._notes = NotesPanel(self._host, self.record, may_write=self.beside.may_note)
            return self._notes
        if name == FILES:
            from views.kit.annex.files import FilesPanel

            self._files = FilesPanel(self._host, self.record, self.intake, may_add=self.beside.may_attach)
            self._files.changed.connect(self.refresh)
            return self._files
        from views.kit.annex.history import HistoryPanel

        history = HistoryPanel(self._host, self.record)
        history.file_wanted.connect(self.show_file)
        return history

    def _fit(self) -> None:
        self.stack.setFixedHeight(min(scaled(_HIGH), max(self._page.height(), 1) * 2 // _SHARE))

    # --- what is heard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the page its share of the height."""
        if event.type() == QEvent.Type.Resize and not self.stack.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes that came while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_counted(self, beside: Beside) -> None:
        first, before, self.beside = not self.bar.isEnabled(), self.beside, beside
        self.bar.setEnabled(True)
        self.receiver.willing = beside.may_attach
        for name, count in ((NOTES, beside.notes), (FILES, beside.files)):
            title = _(_TITLES[name])
            self.tabs[name].setText(f"{title} {count}" if count else title)
        wanted = self._host.preferences.read(_OPEN)
        if first and isinstance(wanted, str) and wanted in _TITLES:
            self._unfold(wanted)
        elif self.open_tab and (self._again or before != beside):
            self.panels[self.open_tab].refresh()
        self._again = False

    def _on_not_counted(self, error: KontorError) -> None:
        """Without a connection the page itself says so."""
        del error

    def _on_noted(self, keys: frozenset[object]) -> None:
        shown = {written.id for written in self._notes.notes} if self._notes is not None else set()
        self._on_changed(again=not keys or bool(keys & shown))

    def _on_filed(self, keys: frozenset[object]) -> None:
        shown = {file.id for file in self._files.files} if self._files is not None else set()
        self._on_changed(again=not keys or bool(keys & shown))

    def _on_changed(self, *, again: bool) -> None:
        """Whose new notes and files they are only the database knows."""
        self._again = self._again or again
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_tab(self, name: str, _checked: object = None) -> None:
        self.show_tab("" if self.open_tab == name else name)

    def _on_fold(self) -> None:
        self.show_tab("" if self.open_tab else self._last())

    def _last(self) -> str:
        last = self._host.preferences.read(_LAST)
        return last if isinstance(last, str) and last in _TITLES else NOTES

    def _context(self) -> ActionContext:
        return ActionContext(self._host, self._page)
