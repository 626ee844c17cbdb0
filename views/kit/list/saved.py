"""The button with which a list is shown as somebody saved it, and saved as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QMenu, QToolButton, QWidget

from models.company.saved_views import SavedView, delete_view, save_view, saved_views
from models.database.errors import KontorError
from resources.language import _
from views.kit.host import Answer, AnswerRole, Host, Level, Message, Question
from views.kit.question import AnswerButton
from views.kit.text import Label, column, heading, row
from views.kit.theme.icons import set_icon
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_6

_WIDTH = 380


class SavedViewsButton(QToolButton):
    """Offers the views of `list_name`; `shown` carries the definition of the one that was chosen, {} the list's own.

    `state` gives the definition of the list as it stands.
    """

    shown = Signal(dict)

    def __init__(
        self, host: Host, list_name: str, state: Callable[[], Mapping[str, object]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._host, self._list, self._state = host, list_name, state
        self._views: Sequence[SavedView] = ()
        self._name = ""
        self.setObjectName("quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(_("Views"))
        self.setToolTip(_("Show the list as it was saved, or save it as it stands"))
        self.setAccessibleName(_("Views"))
        set_icon(self, "filter")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._on_opening)
        self.setMenu(menu)

    def ask_for_name(self) -> SaveViewDialog:
        """Ask what the list as it stands is to be called."""
        dialog = SaveViewDialog(self._name, self._host.company, self.window())
        dialog.named.connect(self._on_named)
        dialog.open()
        return dialog

    # --- the menu

    def _on_opening(self) -> None:
        self._fill()
        self._host.read(saved_views, {"list_name": self._list}, on_done=self._on_read)

    def _on_read(self, views: Sequence[SavedView]) -> None:
        if views != self._views:
            self._views = views
            self._fill()

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        menu.addAction(_("The list’s own")).triggered.connect(partial(self._show, None))
        for title, views in (
            (_("Mine"), [view for view in self._views if view.mine]),
            (_("Shared"), [view for view in self._views if not view.mine]),
        ):
            if views:
                menu.addSection(title)
            for view in views:
                text = view.name if view.mine else f"{view.name} \N{EN DASH} {view.owner}"
                act = menu.addAction(text.replace("&", "&&"))
                act.setCheckable(True)
                act.setChecked(view.name == self._name)
                act.triggered.connect(partial(self._show, view))
        menu.addSeparator()
        menu.addAction(_("Save as it stands…")).triggered.connect(self._on_save)
        mine = next((view for view in self._views if view.mine and view.name == self._name), None)
        if mine is not None:
            remove = menu.addAction(_("Delete “{name}”").format(name=mine.name))
            remove.triggered.connect(partial(self._on_delete, mine))

    def _show(self, view: SavedView | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self._name = view.name if view is not None else ""
        self.setText(self._name or _("Views"))
        self.shown.emit(dict(view.definition) if view is not None else {})

    # --- saving and deleting

    def _on_save(self) -> None:
        self.ask_for_name()

    def _on_named(self, name: str, shared: bool) -> None:  # noqa: FBT001 - a slot
        arguments = {"list_name": self._list, "name": name, "definition": dict(self._state()), "shared": shared}
        self._host.run(save_view, arguments, on_done=partial(self._on_saved, name), on_failed=self._on_failed)

    def _on_saved(self, name: str, _key: int) -> None:
        self._name = name
        self.setText(name)
        self._host.tell(Message(_("The view “{name}” is saved.").format(name=name), Level.SUCCESS))

    def _on_delete(self, view: SavedView) -> None:
        text = _("It is gone for everybody.") if view.shared else _("The rows of the list stay as they are.")
        answers = (Answer("keep", _("Keep it")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(_("Delete the view “{name}”?").format(name=view.name), text, answers, escape="keep")
        self._host.ask(question, on_answer=partial(self._on_delete_answer, view))

    def _on_delete_answer(self, view: SavedView, answer: str) -> None:
        if answer == "delete":
            self._host.run(delete_view, {"view_id": view.id}, on_done=self._on_deleted, on_failed=self._on_failed)

    def _on_deleted(self, _nothing: None) -> None:
        self._show(None)

    def _on_failed(self, error: KontorError) -> None:
        self._host.tell(Message(self._host.explain(error), Level.ERROR, replaces="view"))


class SaveViewDialog(QDialog):
    """Asks for the name of a view and whether others shall see it. It destroys itself."""

    named = Signal(str, bool)

    def __init__(self, name: str, company: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Save the view"))
        self.name = QLineEdit(name)
        self.name.setMaxLength(60)
        self.name.setMinimumWidth(spaced(_WIDTH))
        self.name.setAccessibleName(_("Name"))
        self.share = QCheckBox(_("Share with everybody in {company}").format(company=company))
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(_("Save the view")))
        layout.addWidget(
            Label(_("Search, quick filter, order and columns are kept under this name."), ink="secondary", wrap=True)
        )
        layout.addWidget(self.name)
        layout.addWidget(self.share)
        buttons = row(spacing=SPACE_2)
        buttons.addStretch()
        for answer in (Answer("cancel", _("Cancel")), Answer("save", _("Save"), AnswerRole.PRIMARY)):
            button = AnswerButton(answer)
            button.chosen.connect(self._on_chosen)
            buttons.addWidget(button)
        layout.addLayout(buttons)

    def _on_chosen(self, key: str) -> None:
        if key == "cancel":
            self.reject()
        elif self.name.text().strip():
            self.named.emit(" ".join(self.name.text().split()), self.share.isChecked())
            self.accept()
