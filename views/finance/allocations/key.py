"""A key: who gets how much, from which day on. A fixed one has weights; one by balances measures what is booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.allocations.keys import AllocationKey, Target, delete_version, read_key, save_key
from resources.language import N_, _
from views.finance.allocations.lists import SHOW_RULES
from views.finance.dimension_columns import code_picker
from views.finance.pickers import ACCOUNT, ACCOUNT_NUMBER, DIMENSION
from views.kit.action import Action, ActionContext, Row
from views.kit.entry_page import EntryPage
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.format import format_value
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.text import Label, row

_POST = Permission.FINANCE_POST
_MONTH = timedelta(days=31)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """Who gets a share, as it is entered."""

    code: str | None = None
    name: str = ""
    account: str | None = None
    weight: Decimal | None = None


def _fill(line: Line, picked: Row) -> Line:
    return replace(line, name=str(picked["name"]))


def _named(key: str | None, name: str) -> str:
    return f"{key} {name}".rstrip() if key else ""


def _totals(lines: Sequence[Line]) -> Sequence[Total]:
    return (Total(_("All weights"), sum((line.weight or _ZERO for line in lines), _ZERO), Kind.QUANTITY, strong=True),)


def key_grid(kind: str = "fixed", dimension: int | None = None) -> GridSpec[Line]:
    """The lines: a value where the key has a dimension, an account, and a weight where none is measured."""
    value: GridColumn[Line] = GridColumn(
        "code",
        N_("Value"),
        FieldKind.PICKER,
        picker=code_picker(dimension or 0),
        shown=lambda line: _named(line.code, line.name),
        fill=_fill,
        required=True,
    )
    account: GridColumn[Line] = GridColumn(
        "account",
        N_("Account"),
        FieldKind.PICKER,
        picker=ACCOUNT,
        shown=lambda line: _named(line.account, line.name),
        fill=_fill,
        required=True,
    )
    own_account: GridColumn[Line] = GridColumn(
        "account",
        N_("On account"),
        FieldKind.PICKER,
        width=14,
        picker=ACCOUNT_NUMBER,
        shown=lambda line: line.account or "",
        passed_when=lambda _line: True,
    )
    weight: GridColumn[Line] = GridColumn("weight", N_("Weight"), FieldKind.QUANTITY, width=14)
    return GridSpec(
        columns=(
            *((account,) if dimension is None else (value, own_account)),
            *(() if kind == "balance" else (weight,)),
        ),
        new=Line,
        is_empty=lambda line: line.code is None and line.account is None and line.weight is None,
        totals=_totals,
    )


def _measured(draft: AllocationKey) -> bool:
    return draft.kind == "balance"


FORM: FormSpec[AllocationKey] = FormSpec(
    (
        Section(
            "",
            (
                Field("code", N_("Code"), required=True, max_length=20),
                Field("title", N_("Name"), required=True),
                Field(
                    "dimension",
                    N_("Spreads over"),
                    FieldKind.PICKER,
                    picker=DIMENSION,
                    help=N_("Empty: over accounts."),
                ),
                Field(
                    "kind",
                    N_("Kind"),
                    FieldKind.CHOICE,
                    choices=(
                        Choice("fixed", N_("By weights that are entered")),
                        Choice("balance", N_("By what is booked")),
                    ),
                ),
                Field("from_account", N_("Measures from account"), max_length=10, enabled_when=_measured),
                Field("to_account", N_("To account"), max_length=10, enabled_when=_measured),
                Field(
                    "span",
                    N_("Of which days"),
                    FieldKind.CHOICE,
                    choices=(
                        Choice("month", N_("The month")),
                        Choice("year", N_("The year to its end")),
                    ),
                    enabled_when=_measured,
                ),
                Field(
                    "valid_from",
                    N_("Valid from"),
                    FieldKind.DATE,
                    required=True,
                    help=N_("Another day makes a version from then on; what holds before it stays."),
                ),
                Field("active", N_("In use"), FieldKind.BOOLEAN),
            ),
            across=4,
        ),
    )
)


class AllocationKeyPage(EntryPage[AllocationKey, Line]):
    """A key by its id, in the version that begins on `valid_from` or the latest; without an id a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        text = _("New key") if link.key is None else _("Allocation key")
        draft = AllocationKey(dimension=None, valid_from=host.today.replace(day=1))
        super().__init__(host, text, form=FORM, draft=draft, grid=key_grid(), link=link)
        self._shaped: tuple[str, int | None] = ("fixed", None)
        self.versions = ChoiceBox(())
        self.versions.setAccessibleName(_("Version"))
        self.versions.edited.connect(self._on_version)
        self._versions = row()
        self._versions.addWidget(Label(_("Versions from"), ink="secondary"))
        self._versions.addWidget(self.versions)
        self._versions.addStretch(1)
        self.body.insertLayout(0, self._versions)
        self._show_versions(())
        self.set_actions(self._actions(is_new=link.key is None))
        self.form.changed.connect(self._shape)
        for part in (self.form, self.grid):
            part.setEnabled(host.allows(_POST))
        if link.key is not None:
            arguments = {"key_id": link.key, "valid_from": link.arguments.get("valid_from")}
            self.load(read_key, arguments, on_done=self._on_read)

    def _actions(self, *, is_new: bool) -> tuple[Action, ...]:
        save = Action("finance.allocation_key.save", N_("Save"), self._save, _POST, "Ctrl+S", "save", primary=True)
        if is_new:
            return (save,)
        return (
            SHOW_RULES,
            Action("finance.allocation_key.delete", N_("Delete this version"), self._ask, _POST, icon="delete"),
            Action("finance.allocation_key.version", N_("New version"), self._new_version, _POST, icon="add"),
            save,
        )

    def _shape(self) -> None:
        """The columns are those that the kind and the dimension of the key ask for."""
        shape = (self.draft.kind, self.draft.dimension)
        if shape != self._shaped:
            if shape[1] != self._shaped[1] and self._shaped[1] is not None:
                self.grid.set_lines([])
            self._shaped = shape
            self.grid.set_columns(key_grid(*shape).columns)

    def _on_read(self, key: AllocationKey) -> None:
        self.set_title(_("Allocation key"), f"{key.code} {key.title}")
        self._shaped = (key.kind, key.dimension)
        self.grid.set_columns(key_grid(*self._shaped).columns)
        measured = key.kind == "balance"
        self.show_document(
            key,
            [Line(t.code, t.name, t.account, None if measured else t.weight) for t in key.targets],
        )
        self._show_versions(key.versions)

    def _show_versions(self, days: Sequence[date]) -> None:
        choices = [Choice(day, format_value(day, Kind.DATE, self.host.language)) for day in days]
        self.versions.offer(choices)
        self.versions.set_value(self.draft.valid_from)
        for place in range(self._versions.count()):
            item = self._versions.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None:
                part.setVisible(len(days) > 1)

    def _on_version(self) -> None:
        day = self.versions.value()
        self.versions.set_value(self.draft.valid_from)
        self.host.open(Link("finance.allocation_key", self.draft.id, {"valid_from": day}))

    def _new_version(self, context: ActionContext) -> None:
        """The same from the first month on that is not booked by it."""
        del context
        booked = self.draft.booked
        after = (booked + _MONTH).replace(day=1) if booked is not None else self.host.today.replace(day=1)
        first = max((after, *((day + _MONTH).replace(day=1) for day in self.draft.versions)))
        self.form.set_draft(replace(self.draft, valid_from=first), original=False)
        self.form.setFocus()

    def _save(self, context: ActionContext) -> None:
        del context
        if self.check():
            targets = tuple(Target(each.code, each.account, each.weight or _ZERO) for each in self.lines)
            self.work_on(save_key, {"key": replace(self.draft, targets=targets)}, then=self._on_saved)

    def _on_saved(self, key: AllocationKey) -> None:
        self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))
        is_new = self.draft.id is None
        self._on_read(key)
        if is_new:
            self.host.open(Link("finance.allocation_key", key.id))

    def _ask(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("The version before it holds in its place; with the only version the key goes.")
        self.host.ask(Question(_("Delete this version?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        days: Mapping[str, object] = {"key_id": self.draft.id, "valid_from": self.draft.valid_from}
        if answer == "delete":
            self.work_on(delete_version, days, then=self._on_deleted)

    def _on_deleted(self, result: object) -> None:
        del result
        self.show_document(self.draft, self.lines)  # nothing is lost by leaving
        self.host.tell(Message(_("The version is deleted."), Level.SUCCESS, replaces="act"))
        self.host.open(Link("finance.allocation_keys"))
