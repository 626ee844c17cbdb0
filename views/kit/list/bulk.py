"""Changes one field of many rows at once: what each holds now and will hold is seen before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from models.database.errors import KontorError
from models.database.listing import Column, Kind
from resources.language import N_, _, ngettext
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.form.box import FieldBox
from views.kit.form.spec import Field
from views.kit.format import format_value
from views.kit.host import Answer, AnswerRole, Host, Level, Message
from views.kit.question import AnswerButton
from views.kit.table import TableRow, TableView
from views.kit.text import Label, column, heading, row
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_6

_WIDTH, _HEIGHT = 640, 520


@dataclass(frozen=True, slots=True)
class BulkField:
    """A field that can be changed for many rows: `field.name` is the column of the list that holds it.

    `shown_as` is how its values are shown; `words` turns one that is a key into words.
    """

    field: Field[Any]
    shown_as: Kind = Kind.TEXT
    words: Callable[[object], str] | None = None


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """What can be changed for many rows, and the operation that does it, all or none.

    `change(work, *, field, before, value)` gets the name of the field, what each row held by its key, and the value.
    """

    fields: tuple[BulkField, ...]
    change: Callable[..., int]
    text: Callable[[Row], str]  # what names a row
    permission: str
    key: str = "id"

    def action(self, name: str) -> Action:
        """The act that opens it for the selected rows."""
        return Action(name, N_("Change the selected"), self._open, self.permission, icon="edit", needs=Needs.SOME)

    def _open(self, context: ActionContext) -> None:
        BulkDialog(context.host, self, context.rows, context.source.window()).open()


class BulkDialog(QDialog):
    """Field, value, and what becomes of each row; nothing is written before the button is pressed."""

    def __init__(self, host: Host, edit: BulkEdit, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._host, self._edit, self._rows = host, edit, tuple(rows)
        count = len(self._rows)
        title = ngettext("Change {count} row", "Change {count} rows", count).format(count=count)
        self.setWindowTitle(title)
        self.resize(spaced(_WIDTH), spaced(_HEIGHT))
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(title))
        self.field = QComboBox()
        self.field.setAccessibleName(_("Field"))
        for declared in edit.fields:
            self.field.addItem(_(declared.field.label))
        layout.addWidget(self.field)
        self._place: QVBoxLayout = column()
        layout.addLayout(self._place)
        self.preview = TableView(
            host, (Column("row", N_("Row")), Column("now", N_("Now")), Column("becomes", N_("Becomes")))
        )
        layout.addWidget(self.preview, 1)
        self.problem = Label("", ink="bad", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        buttons = row(spacing=SPACE_2)
        buttons.addStretch()
        for answer in (Answer("cancel", _("Cancel")), Answer("change", title, AnswerRole.PRIMARY)):
            button = AnswerButton(answer)
            button.chosen.connect(self._on_chosen)
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self.box = self._make_box()
        self.field.currentIndexChanged.connect(self._on_field)
        self._show()

    @property
    def _declared(self) -> BulkField:
        return self._edit.fields[self.field.currentIndex()]

    def _make_box(self) -> FieldBox:
        box = FieldBox(self._host, self._declared.field, _(self._declared.field.label))
        box.edited.connect(self._show)
        box.picked.connect(self._show)
        self._place.addWidget(box)
        return box

    def _on_field(self) -> None:
        self._place.removeWidget(self.box)
        self.box.hide()
        self.box.deleteLater()
        self.box = self._make_box()
        self._show()

    def _show(self, *_changed: object) -> None:
        """What each row holds, and what it will hold."""
        self.problem.hide()
        becomes = self._words(self.box.editor.value())
        self.preview.set_rows(
            [TableRow((self._edit.text(each), self._words(self._held(each)), becomes)) for each in self._rows]
        )

    def _held(self, each: Row) -> object:
        return each[self._declared.field.name]

    def _words(self, value: object) -> str:
        declared = self._declared
        if declared.words is not None:
            return declared.words(value)
        return format_value(value, declared.shown_as, self._host.language) or "\N{EN DASH}"

    def _on_chosen(self, key: str) -> None:
        if key == "cancel":
            self.reject()
            return
        name, value, problem = self._declared.field.name, self.box.editor.value(), self.box.editor.problem()
        if not problem and self._declared.field.required and value in {None, ""}:
            problem = _("This must be filled in.")
        self.box.show_problem(problem or "")
        if not problem:
            before = {each[self._edit.key]: self._held(each) for each in self._rows}
            arguments: Mapping[str, object] = {"field": name, "before": before, "value": value}
            done, failed = partial(self._on_changed), partial(self._on_failed)
            self._host.run(self._edit.change, arguments, on_done=done, on_failed=failed, busy=self)

    def _on_changed(self, count: int) -> None:
        text = ngettext("{count} row was changed.", "{count} rows were changed.", count).format(count=count)
        self._host.tell(Message(text, Level.SUCCESS, replaces="bulk"))
        self.accept()

    def _on_failed(self, error: KontorError) -> None:
        self.problem.setText(_("{problem} Nothing was changed.").format(problem=self._host.explain(error)))
        self.problem.show()
