"""A form over a draft: each input writes into a new draft, leaving a field checks it, saving calls one operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.database.errors import Conflict, Invalid, KontorError
from resources.language import _
from views.kit.action import Row
from views.kit.form.box import FieldBox
from views.kit.form.entering import Entering
from views.kit.form.merging import Merging
from views.kit.form.mnemonics import with_mnemonics
from views.kit.form.notice import ErrorSummary
from views.kit.form.own_undo import OwnUndo
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.host import Host, Level, Message
from views.kit.places import Places
from views.kit.text import Card, column, heading, note
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from views.kit.undo import Undo

D = TypeVar("D")

_WIDEST, _NARROWEST = 880, 120  # pixels at 100 %, of the form and of a field
_BETWEEN = {"compact": SPACE_3, "comfortable": SPACE_4}
_ALL_THE_ROOM = 16_777_215  # Qt's own largest size


class FormView(QWidget, Generic[D]):
    """Edits `draft`, a frozen dataclass; `draft` is always what the inputs say.

    `saved` carries the operation's result. A form without `save` in its spec is a part of a larger page, which calls
    `check()` and reads `draft`, and may give it an `undo` that other parts share.
    """

    changed = Signal()  # another draft
    dirty_changed = Signal(bool)
    saved = Signal(object)
    left_at_end = Signal()  # Enter in the last field

    def __init__(  # noqa: PLR0913 - what a form is made of
        self,
        host: Host,
        spec: FormSpec[D],
        draft: D,
        *,
        taken: str = "",
        undo: Undo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.host, self.spec = host, spec
        self.undo = undo or Undo(self)
        self._own_undo, self._entering = OwnUndo(self), Entering(self)
        self._draft = self._original = draft
        self._dirty = False
        self._saving = False
        self.boxes: dict[str, FieldBox] = {}
        self._places: list[Places] = []
        self._fitted = False
        self.summary, self._merging = ErrorSummary(), Merging(self)
        self.conflict = self._merging.notice
        self._arrange(taken)
        self._show_draft()
        state().changed.connect(self._on_theme)
        self._on_theme()
        self.summary.jumped.connect(self.show_place)
        self.undo.join(self)

    def fit(self) -> None:
        """Be exactly as high as the fields, to stand above other parts of a page."""
        content = self._content
        self._fitted = True
        self._on_theme()
        content.installEventFilter(self)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_height_of(content))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is said below the fields, and with the room it has to be said in."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize} and isinstance(watched, QWidget):
            self.setFixedHeight(_height_of(watched))
        return super().eventFilter(watched, event)

    @property
    def draft(self) -> D:
        """What the inputs say."""
        return self._draft

    @property
    def dirty(self) -> bool:
        """Whether it differs from what was loaded or saved last."""
        return self._dirty

    @property
    def original(self) -> D:
        """What was loaded or saved last."""
        return self._original

    def set_draft(self, draft: D, *, original: bool = True, step: str = "", where: object = None) -> None:
        """Show another draft; with `original` it counts as saved, else what is the same is left as it is typed.

        What is not `original` follows from the last thing done, or is a `step` of its own, named in translated words.
        """
        if step:
            self.undo.begin(step, self, where)
        before, self._draft = self._draft, draft
        if original:
            self._original = draft
            self._show_anew()
            self.undo.clear()
        else:
            self._show_changed(before)
        self._tell()

    def rebase(self, original: D, draft: D, step: str) -> None:
        """Show a draft over what others have stored meanwhile, as one step."""
        self._original = original
        self.set_draft(draft, original=False, step=step)

    def state(self) -> D:
        """The draft, to come back to."""
        return self._draft

    def restore(self, state: D) -> None:
        """Show a draft that was here before."""
        self.set_draft(state, original=False)

    def revert(self) -> None:
        """Undo everything since it was loaded or saved, which can be undone in turn."""
        self.set_draft(self._original, original=False, step=_("Undo changes"))
        self._show_anew()

    def mark_saved(self, draft: D | None = None) -> None:
        """What stands there is what is stored."""
        self.set_draft(self._draft if draft is None else draft)

    def problems(self) -> dict[str, str]:
        """What is wrong, by field name, without showing it."""
        found = {name: text for name, box in self.boxes.items() if (text := self._problem_of(box))}
        whole = self.spec.check(self._draft) if self.spec.check else {}
        return found | {name: text for name, text in whole.items() if name not in found}

    def check(self) -> bool:
        """Whether all is right; shows what is not and goes to the first wrong field."""
        self._settle_pickers()
        problems = self._looked_up() | self.problems()
        self._show_problems(problems)
        self.summary.show_problems([(name, self._label(name), text) for name, text in problems.items()])
        if problems:
            self.show_place(next(iter(problems)))
        return not problems

    def save(self) -> None:
        """Check, and call the operation."""
        save, arguments = self.spec.save, self.spec.arguments
        if save is None or arguments is None or self._saving or not self.check():
            return
        self.conflict.hide()
        self._saving = True
        self.host.run(save, arguments(self._draft), on_done=self._on_saved, on_failed=self.show_error, busy=self)

    def show_error(self, error: KontorError) -> None:
        """Show what the operation said: beside the field, as a conflict, or in the strip."""
        self._saving = False
        name = str(error.params.get("field", ""))
        if isinstance(error, Conflict):
            self._merging.explain(error)
        elif isinstance(error, Invalid) and name in self.boxes:
            text = self.host.explain(error)
            self.boxes[name].show_problem(text)
            self.summary.show_problems([(name, self._label(name), text)])
            self.show_place(name)
        else:
            self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="save"))

    def _on_theme(self) -> None:
        """Lines of text have a length that can be read; fields stand as close as the density says."""
        self._content.setMaximumWidth(_ALL_THE_ROOM if self._fitted else scaled(_WIDEST))
        for places in self._places:
            places.setVerticalSpacing(_BETWEEN[state().density])

    # --- building

    def _arrange(self, taken: str) -> None:
        labels = with_mnemonics([_(field.label) for field in self.spec.fields], taken)
        shown = dict(zip((field.name for field in self.spec.fields), labels, strict=True))
        # From the outside in: what gets another parent is given its style anew, with all that is in it.
        outer = column(self)
        self._area, self._content = area, content = QScrollArea(self), QWidget()
        outer.addWidget(area)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        inner = column(content, spacing=SPACE_3)
        inner.addWidget(self.summary)
        inner.addWidget(self.conflict)
        for section in self.spec.sections:
            inner.addWidget(self._section(section, shown))
        inner.addStretch(1)  # what room is left stays below the fields

    def _section(self, section: Section[D], labels: Mapping[str, str]) -> Card:
        card = Card(self._content)
        layout: QVBoxLayout = column(card, margin=SPACE_4, spacing=SPACE_2)
        if section.title:
            layout.addWidget(heading(_(section.title)))
        if section.hint:
            layout.addWidget(note(_(section.hint)))
        places = Places(most=section.across, narrowest=_NARROWEST)
        places.setHorizontalSpacing(SPACE_6)
        parts = [(field, self._box(field, labels[field.name], card)) for field in section.fields]
        places.fill([(box, section.across if field.wide else field.span) for field, box in parts])
        layout.addLayout(places)
        self._places.append(places)
        return card

    def _box(self, field: Field[D], label: str, card: Card) -> FieldBox:
        box = FieldBox(self.host, field, label, card)
        box.edited.connect(self._on_edited)
        box.left.connect(self._on_left)
        box.picked.connect(self._on_picked)
        box.theirs_wanted.connect(self._merging.take_theirs)
        for listener in (self._own_undo, self._entering):
            box.editor.installEventFilter(listener)
        self.boxes[field.name] = box
        return box

    # --- draft and inputs

    def _show_anew(self) -> None:
        self.conflict.hide()
        self._show_problems({})
        self.summary.show_problems(())
        self._show_draft()

    def _show_draft(self) -> None:
        for name, box in self.boxes.items():
            self._show_value(name, box)
        self._enable()

    def _show_changed(self, before: D) -> None:
        for name, box in self.boxes.items():
            if getattr(before, name) != getattr(self._draft, name):
                self._show_value(name, box)
        self._enable()

    def _show_value(self, name: str, box: FieldBox) -> None:
        value, field = getattr(self._draft, name), box.field
        if isinstance(box.editor, PickerLine):
            if value != box.editor.value() or (value is not None and not box.editor.text()):
                box.editor.set_value(value, field.shown(self._draft) if field.shown and value is not None else None)
        else:
            box.editor.set_value(value)

    def _enable(self) -> None:
        for box in self.boxes.values():
            rule = box.field.enabled_when
            box.setEnabled(rule is None or rule(self._draft))
        boxes = list(self.boxes.values())
        self.setFocusProxy(next((box for box in boxes if box.isEnabledTo(self)), boxes[0]))

    def _take(self, name: str) -> None:
        box = self.boxes[name]
        if box.field.kind is not FieldKind.SHOWN:
            self._become(replace(cast("Any", self._draft), **{name: box.editor.value()}))

    def _become(self, draft: D) -> None:
        before, self._draft = self._draft, draft
        if before != draft:
            for name, box in self.boxes.items():
                if box.field.kind is FieldKind.SHOWN:
                    self._show_value(name, box)
            self._enable()
        self._tell()

    def _tell(self) -> None:
        dirty = self._draft != self._original
        if dirty is not self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
        self.changed.emit()

    def _begin(self, name: str) -> None:
        self.undo.begin(self.boxes[name].plain_label, self, name, goes_on=True)

    def _on_edited(self, name: str) -> None:
        self._begin(name)
        self.boxes[name].show_problem("")
        self._take(name)

    def _on_left(self, name: str) -> None:
        self._take(name)
        self._own_undo.left(name)
        box = self.boxes[name]
        box.show_problem(self._problem_of(box) if self._dirty or box.editor.problem() else "")

    def _on_picked(self, name: str, row: Row | None) -> None:
        self._begin(name)
        before = self._draft
        self._take(name)
        fill = self.boxes[name].field.fill
        if fill is not None and row is not None:
            self._become(cast("D", fill(self._draft, row)))
        self.boxes[name].show_problem("")
        if not any(box.problem for box in self.boxes.values()):
            self.summary.show_problems(())
        for other, box in self.boxes.items():
            if other != name and getattr(before, other) != getattr(self._draft, other):
                self._show_value(other, box)

    # --- what is wrong

    def _problem_of(self, box: FieldBox) -> str:
        field = box.field
        if not box.isEnabledTo(self):
            return ""
        if problem := box.editor.problem():
            return problem
        value = getattr(self._draft, field.name)
        if field.required and (value is None or value == ""):
            return _("This must be filled in.")
        return (field.check(self._draft) if field.check else None) or ""

    def _looked_up(self) -> dict[str, str]:
        """The pickers whose match is on its way: what they hold is not yet what was typed."""
        return {
            name: _("“{text}” is still being looked up.").format(text=box.editor.text().strip())
            for name, box in self.boxes.items()
            if isinstance(box.editor, PickerLine) and box.editor.waits
        }

    def _settle_pickers(self) -> None:
        for box in self.boxes.values():
            if isinstance(box.editor, PickerLine):
                box.editor.settle_now()
            else:
                self._take(box.field.name)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        for name, box in self.boxes.items():
            if box.problem or name in problems:
                box.show_problem(problems.get(name, ""))

    def _label(self, name: str) -> str:
        return self.boxes[name].plain_label if name in self.boxes else ""

    def show_place(self, where: object) -> None:
        """Go to a field, by its name."""
        name = str(where)
        if name in self.boxes:
            self._area.ensureWidgetVisible(self.boxes[name])
            self.boxes[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving and conflict

    def _on_saved(self, result: object) -> None:
        self._saving = False
        self.mark_saved()
        self.saved.emit(result)


def _height_of(content: QWidget) -> int:
    """The height that the content wants at its present width: lines of help break or not."""
    wanted = content.heightForWidth(content.width()) if content.hasHeightForWidth() else -1
    return wanted if wanted > 0 else content.sizeHint().height()
